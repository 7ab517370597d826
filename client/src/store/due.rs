//! Households with the day on which somebody was seen there last; what 走访周期 and 应急转移 are worked out from.

use chrono::{DateTime, Utc};
use domain::{AreaCode, Household, RecordId};
use rusqlite::{Connection, params};

use crate::error::Error;
use crate::store::content::VOIDED;
use crate::store::records;

/// Tells every household here, in the order of the doors, with the last visit at which somebody was seen.
pub(crate) fn seen(
    db: &Connection,
    mut tell: impl FnMut(RecordId, Household, Option<DateTime<Utc>>),
) -> Result<(), Error> {
    let mut statement = db.prepare_cached(
        "SELECT h.id, CASE h.shown WHEN '' THEN h.confirmed ELSE h.shown END,
                (SELECT max(v.at) FROM record v
                 WHERE v.parent = h.id AND v.parent <> x'' AND v.kind = 'visit'
                   AND v.code IN ('met', 'met_family') AND v.flags & ?1 = 0)
         FROM record h WHERE h.kind = 'household' AND h.flags & ?1 = 0 ORDER BY h.area, h.place, h.door",
    )?;
    let mut rows = statement.query([VOIDED])?;
    while let Some(row) = rows.next()? {
        let json: String = row.get(1)?;
        let at: Option<i64> = row.get(2)?;
        if let Some(household) = Household::from_fields(&records::parse(&json)?.fields) {
            let at = at.and_then(DateTime::from_timestamp_millis);
            tell(records::id_at(row, 0)?, household, at);
        }
    }
    Ok(())
}

/// Tells every household of an area, in the order of the doors.
pub(crate) fn households(
    db: &Connection,
    inside: &AreaCode,
    mut tell: impl FnMut(RecordId, Household),
) -> Result<(), Error> {
    let mut statement = db.prepare_cached(
        "SELECT id, CASE shown WHEN '' THEN confirmed ELSE shown END FROM record
         WHERE kind = 'household' AND area >= ?1 AND area < ?2 AND flags & ?3 = 0 ORDER BY place, door, row",
    )?;
    let mut rows = statement.query(params![inside.as_str(), inside.range_end(), VOIDED])?;
    while let Some(row) = rows.next()? {
        let json: String = row.get(1)?;
        if let Some(household) = Household::from_fields(&records::parse(&json)?.fields) {
            tell(records::id_at(row, 0)?, household);
        }
    }
    Ok(())
}

/// How many people live in an area, without those who moved away or died.
pub(crate) fn people(db: &Connection, inside: &AreaCode) -> Result<u64, Error> {
    let mut statement = db.prepare_cached(
        "SELECT CASE shown WHEN '' THEN confirmed ELSE shown END FROM record
         WHERE kind = 'resident' AND area >= ?1 AND area < ?2 AND flags & ?3 = 0",
    )?;
    let mut rows = statement.query(params![inside.as_str(), inside.range_end(), VOIDED])?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        let json: String = row.get(0)?;
        let record = records::parse(&json)?;
        let is_gone = matches!(
            record.fields.text("presence"),
            Some("moved_away" | "deceased")
        );
        count += u64::from(!is_gone);
    }
    Ok(count)
}
