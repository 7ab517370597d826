//! Counting disputes for a page of numbers: all of them are looked at once, whatever number of questions.

use chrono::NaiveDate;
use domain::AreaCode;
use domain::dispute::{Category, Level, State};
use domain::province::ProvinceState;
use rusqlite::{Connection, Row, params};

use crate::calendar;
use crate::commands::DisputeFilter;
use crate::error::Error;
use crate::store::disputes;

/// What the questions ask of a dispute.
struct Facts {
    at: i64,
    area: String,
    state: String,
    category: String,
    due: String,
    is_risky: bool,
    settled: String,
    province: String,
    cause: String,
}

impl Facts {
    fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            at: row.get(0)?,
            area: row.get(1)?,
            state: row.get(2)?,
            category: row.get(3)?,
            due: row.get(4)?,
            is_risky: !row.get::<_, String>(5)?.is_empty(),
            settled: row.get(6)?,
            province: row.get(7)?,
            cause: row.get(8)?,
        })
    }

    fn fits(&self, filter: &DisputeFilter, today: &str) -> bool {
        let start = |day: NaiveDate| calendar::start_of(day).timestamp_millis();
        let end = |day: NaiveDate| calendar::end_of(day).timestamp_millis();
        filter.from.is_none_or(|day| start(day) <= self.at)
            && filter.to.is_none_or(|day| self.at < end(day))
            && filter
                .area
                .as_ref()
                .is_none_or(|area| self.area.starts_with(area.as_str()))
            && is_or_any(filter.state.map_or("", State::code), &self.state)
            && is_or_any(filter.category.map_or("", Category::code), &self.category)
            && (!filter.is_overdue || (!self.due.is_empty() && self.due.as_str() < today))
            && (!filter.is_open || self.state != State::Closed.code())
            && (!filter.is_risky || self.is_risky)
            && is_or_any(filter.settled_at.map_or("", Level::code), &self.settled)
            && is_or_any(
                filter.province.map_or("", ProvinceState::code),
                &self.province,
            )
            && is_or_any(filter.cause.as_deref().unwrap_or_default(), &self.cause)
    }
}

/// Nothing wanted, or just this.
fn is_or_any(wanted: &str, code: &str) -> bool {
    wanted.is_empty() || wanted == code
}

/// How many disputes each filter has, as the lists count them.
pub(crate) fn count(
    db: &Connection,
    filters: &[DisputeFilter],
    today: NaiveDate,
) -> Result<Vec<u64>, Error> {
    // Out of the index and the small table beside it: no record is read.
    let mut statement = db.prepare_cached(
        "SELECT r.at, r.area, d.state, d.category, d.due, d.risk, d.settled, d.province, d.cause
         FROM record r INDEXED BY record_time CROSS JOIN dispute d ON d.row = r.row WHERE r.kind = 'dispute'",
    )?;
    let all: Vec<Facts> = statement
        .query_map([], Facts::of)?
        .collect::<Result<_, _>>()?;
    let day = today.to_string();
    let mut counts = Vec::with_capacity(filters.len());
    for filter in filters {
        let asks_more =
            filter.household.is_some() || filter.visit.is_some() || !filter.text.trim().is_empty();
        counts.push(if asks_more {
            disputes::list(db, filter, today, (0, 1))?.1
        } else {
            let fits = all.iter().filter(|facts| facts.fits(filter, &day));
            u64::try_from(fits.count()).unwrap_or(u64::MAX)
        });
    }
    Ok(counts)
}

/// The causes that are named, each with how many disputes happened in the area between the days, the commonest first.
pub(crate) fn causes(
    db: &Connection,
    area: &AreaCode,
    (from, to): (NaiveDate, NaiveDate),
    limit: u32,
) -> Result<Vec<(String, u64)>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT d.cause, count(*) AS times FROM record r INDEXED BY record_time CROSS JOIN dispute d ON d.row = r.row
         WHERE r.kind = 'dispute' AND r.at >= ?1 AND r.at < ?2 AND r.area >= ?3 AND r.area < ?4 AND d.cause <> ''
         GROUP BY d.cause ORDER BY times DESC, d.cause LIMIT ?5",
    )?;
    let bounds = params![
        calendar::start_of(from).timestamp_millis(),
        calendar::end_of(to).timestamp_millis(),
        area.as_str(),
        area.range_end(),
        limit
    ];
    let rows = statement.query_map(bounds, |row| {
        Ok((row.get(0)?, row.get::<_, i64>(1)?.unsigned_abs()))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
