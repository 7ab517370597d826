//! 走访覆盖 for a picture: of each village's households, how many were met. The ledger 走访覆盖表 says more, and takes longer.

use chrono::NaiveDate;
use domain::AreaCode;
use domain::visit::Outcome;
use rusqlite::{Connection, params};

use crate::calendar;
use crate::error::Error;

/// A village's households.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Covered {
    pub(crate) village: AreaCode,
    /// 应访户: all that are registered.
    pub(crate) households: u64,
    /// 已访户: those that were met at least once.
    pub(crate) met: u64,
}

/// By village inside an area, from the first day to the last with it.
pub(crate) fn by_village(
    db: &Connection,
    area: &AreaCode,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<Covered>, Error> {
    // A household's visits are looked at one after the other, until one is found at which somebody was met.
    let mut statement = db.prepare_cached(
        "SELECT substr(area, 1, 12), count(*), sum(EXISTS (
             SELECT 1 FROM record v INDEXED BY record_parent
             WHERE v.parent = h.id AND v.parent <> x'' AND v.kind = 'visit' AND v.at >= ?1 AND v.at < ?2
             AND v.code IN (?3, ?4) AND v.flags & 1 = 0
         ))
         FROM record h INDEXED BY record_household
         WHERE kind = 'household' AND flags & 1 = 0 AND area >= ?5 AND area < ?6 GROUP BY 1 ORDER BY 1",
    )?;
    let mut rows = statement.query(params![
        calendar::start_of(from).timestamp_millis(),
        calendar::end_of(to).timestamp_millis(),
        Outcome::Met.code(),
        Outcome::MetFamily.code(),
        area.as_str(),
        area.range_end()
    ])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let village: String = row.get(0)?;
        let number = |column| row.get::<_, i64>(column).map(i64::unsigned_abs);
        if let Ok(village) = AreaCode::new(village) {
            found.push(Covered {
                village,
                households: number(1)?,
                met: number(2)?,
            });
        }
    }
    Ok(found)
}

/// The visits of an area that count, from the first day to the last with it.
pub(crate) fn visits(
    db: &Connection,
    area: &AreaCode,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<u64, Error> {
    let mut statement = db.prepare_cached(
        "SELECT count(*) FROM record INDEXED BY record_time
         WHERE kind = 'visit' AND at >= ?1 AND at < ?2 AND area >= ?3 AND area < ?4 AND flags & 1 = 0",
    )?;
    let bounds = params![
        calendar::start_of(from).timestamp_millis(),
        calendar::end_of(to).timestamp_millis(),
        area.as_str(),
        area.range_end()
    ];
    let count: i64 = statement.query_row(bounds, |row| row.get(0))?;
    Ok(count.unsigned_abs())
}
