//! Households as lists show them.

use chrono::DateTime;
use domain::{AreaCode, Household, RecordId};
use rusqlite::{Connection, OptionalExtension as _, params};

use crate::commands::HouseholdRow;
use crate::error::Error;
use crate::store::content::VOIDED;
use crate::store::names::Names;
use crate::store::records;

/// Where a household is and who answers there: what the rows of other lists need of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Door {
    pub(crate) area: AreaCode,
    pub(crate) household: Household,
}

/// What people call a household: its head, or the door where nobody is named.
pub(crate) fn name_of(household: &Household) -> &str {
    if household.head.is_empty() {
        &household.door
    } else {
        &household.head
    }
}

/// A household's place; `None` when it is not here or cannot be read.
pub(crate) fn door(db: &Connection, id: RecordId) -> Result<Option<Door>, Error> {
    Ok(records::view(db, id)?.and_then(|viewed| {
        Some(Door {
            household: Household::from_fields(&viewed.record.fields)?,
            area: viewed.record.area,
        })
    }))
}

/// One row of a list; `None` when it is not here or cannot be read.
pub(crate) fn row(
    db: &Connection,
    names: &Names<'_>,
    id: RecordId,
) -> Result<Option<HouseholdRow>, Error> {
    let Some(Door { area, household }) = door(db, id)? else {
        return Ok(None);
    };
    let last = last_visit(db, id)?;
    Ok(Some(HouseholdRow {
        id,
        village_name: names.village(&area)?,
        area,
        group: household.group,
        door: household.door,
        head: household.head,
        people: people(db, id)?,
        last_visited_at: last.and_then(DateTime::from_timestamp_millis),
        found: None,
    }))
}

/// Was it declared void? Who lived there may still be in the index.
pub(crate) fn is_void(db: &Connection, id: RecordId) -> Result<bool, Error> {
    let mut statement = db.prepare_cached("SELECT flags & ?2 <> 0 FROM record WHERE id = ?1")?;
    let is_void = statement.query_row(params![id.bytes(), VOIDED], |row| row.get(0));
    Ok(is_void.optional()?.unwrap_or(false))
}

fn people(db: &Connection, id: RecordId) -> Result<u32, Error> {
    let mut statement = db.prepare_cached(
        "SELECT count(*) FROM record
         WHERE parent = ?1 AND parent <> x'' AND kind = 'resident' AND flags & ?2 = 0",
    )?;
    Ok(statement.query_row(params![id.bytes(), VOIDED], |row| row.get(0))?)
}

fn last_visit(db: &Connection, id: RecordId) -> Result<Option<i64>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT at FROM record
         WHERE parent = ?1 AND parent <> x'' AND kind = 'visit' AND flags & ?2 = 0 ORDER BY at DESC LIMIT 1",
    )?;
    Ok(statement
        .query_row(params![id.bytes(), VOIDED], |row| row.get(0))
        .optional()?)
}

/// The households of an area, and of one of its groups, in the order of their doors.
pub(crate) fn list(
    db: &Connection,
    inside: &AreaCode,
    group: Option<u16>,
    offset: u32,
    limit: u32,
) -> Result<Vec<RecordId>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT id FROM record
         WHERE kind = 'household' AND area >= ?1 AND area < ?2 AND (?3 < 0 OR place = ?3) AND flags & ?6 = 0
         ORDER BY place, door, row LIMIT ?4 OFFSET ?5",
    )?;
    let group = group.map_or(-1, i64::from);
    let ids = statement.query_map(
        params![
            inside.as_str(),
            inside.range_end(),
            group,
            limit,
            offset,
            VOIDED
        ],
        |row| records::id_at(row, 0),
    )?;
    Ok(ids.collect::<Result<_, _>>()?)
}

/// How many households an area has on this device.
pub(crate) fn count(db: &Connection, inside: &AreaCode) -> Result<u64, Error> {
    let mut statement = db.prepare_cached(
        "SELECT count(*) FROM record INDEXED BY record_household
         WHERE kind = 'household' AND flags & 1 = 0 AND area >= ?1 AND area < ?2",
    )?;
    let bounds = params![inside.as_str(), inside.range_end()];
    let count: i64 = statement.query_row(bounds, |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

/// Remembers that this member was busy with a household.
pub(crate) fn touch(db: &Connection, id: RecordId, at: i64) -> Result<(), Error> {
    db.prepare_cached(
        "INSERT INTO recent (household, at) VALUES (?1, ?2)
         ON CONFLICT (household) DO UPDATE SET at = max(at, excluded.at)",
    )?
    .execute(params![id.bytes(), at])?;
    Ok(())
}

/// The households that this member was busy with last.
pub(crate) fn recent(db: &Connection, limit: u32) -> Result<Vec<RecordId>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT t.household FROM recent t JOIN record r ON r.id = t.household
         WHERE r.flags & ?2 = 0 ORDER BY t.at DESC LIMIT ?1",
    )?;
    let ids = statement.query_map(params![limit, VOIDED], |row| records::id_at(row, 0))?;
    Ok(ids.collect::<Result<_, _>>()?)
}
