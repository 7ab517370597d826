//! Forms that were begun and not saved: one for a household at the most.

use chrono::DateTime;
use domain::{RecordId, Visit, tree};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use crate::commands::Draft;
use crate::error::Error;
use crate::store::records;

/// The draft of a household.
pub(crate) fn find(db: &Connection, household: RecordId) -> Result<Option<Draft>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT household, of, visit, focus, written_at FROM draft WHERE household = ?1",
    )?;
    let found = statement
        .query_row([household.bytes()], read)
        .optional()?
        .flatten();
    found.map(|draft| titled(db, draft)).transpose()
}

/// All drafts, newest first.
pub(crate) fn all(db: &Connection) -> Result<Vec<Draft>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT household, of, visit, focus, written_at FROM draft ORDER BY written_at DESC",
    )?;
    let drafts: Vec<Option<Draft>> = statement.query_map([], read)?.collect::<Result<_, _>>()?;
    drafts
        .into_iter()
        .flatten()
        .map(|draft| titled(db, draft))
        .collect()
}

/// How many there are.
pub(crate) fn count(db: &Connection) -> Result<u64, Error> {
    let count: i64 = db.query_row("SELECT count(*) FROM draft", [], |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

/// Keeps a draft; durable when this returns.
pub(crate) fn put(db: &Connection, draft: &Draft) -> Result<(), Error> {
    let visit = serde_json::to_string(&draft.visit)
        .map_err(|error| Error::Internal(format!("encode draft: {error}")))?;
    let of = draft.of.map(|id| id.bytes().to_vec()).unwrap_or_default();
    db.prepare_cached(
        "INSERT INTO draft (household, of, visit, focus, written_at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (household) DO UPDATE
         SET of = excluded.of, visit = excluded.visit, focus = excluded.focus, written_at = excluded.written_at",
    )?
    .execute(params![
        draft.household.bytes(),
        of,
        visit,
        draft.focus.as_deref().unwrap_or_default(),
        draft.written_at.timestamp_millis()
    ])?;
    Ok(())
}

/// Throws a draft away.
pub(crate) fn remove(db: &Connection, household: RecordId) -> Result<(), Error> {
    db.prepare_cached("DELETE FROM draft WHERE household = ?1")?
        .execute([household.bytes()])?;
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<Option<Draft>> {
    let of: Vec<u8> = row.get(1)?;
    let visit: String = row.get(2)?;
    let focus: String = row.get(3)?;
    // A draft of another version that cannot be read is not shown; it stays in the table.
    let Ok(visit) = tree::from_str::<Visit>(&visit) else {
        return Ok(None);
    };
    Ok(Some(Draft {
        household: records::id_at(row, 0)?,
        title: String::new(),
        visit,
        of: RecordId::from_slice(&of),
        focus: Some(focus).filter(|focus| !focus.is_empty()),
        written_at: DateTime::from_timestamp_millis(row.get(4)?).unwrap_or_default(),
    }))
}

fn titled(db: &Connection, draft: Draft) -> Result<Draft, Error> {
    let title = records::title(db, draft.household)?.unwrap_or_default();
    Ok(Draft { title, ..draft })
}
