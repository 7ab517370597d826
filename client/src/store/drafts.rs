//! Forms that were begun and not saved, of every sort: one for a form and a slot. What a slot is, the form's commands say.

use chrono::{DateTime, Utc};
use domain::{RecordId, tree};
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::Error;
use crate::store::records;

/// The form of a visit; its slot is the household.
pub(crate) const VISIT: &str = "visit";
/// The form of a dispute; its slot is the corrected dispute, the household, or the one place for all others.
pub(crate) const DISPUTE: &str = "dispute";

/// A begun form.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Kept<T> {
    pub(crate) slot: RecordId,
    /// As filled in so far.
    pub(crate) body: T,
    /// The saved record that is being corrected.
    pub(crate) of: Option<RecordId>,
    /// The field that had the focus.
    pub(crate) focus: Option<String>,
    pub(crate) written_at: DateTime<Utc>,
}

/// The draft in a slot.
pub(crate) fn find<T: DeserializeOwned>(
    db: &Connection,
    form: &str,
    slot: RecordId,
) -> Result<Option<Kept<T>>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT slot, of, body, focus, written_at FROM form_draft WHERE form = ?1 AND slot = ?2",
    )?;
    let found = statement
        .query_row(params![form, slot.bytes()], read)
        .optional()?;
    Ok(found.and_then(readable))
}

/// All drafts of a form, newest first.
pub(crate) fn all<T: DeserializeOwned>(db: &Connection, form: &str) -> Result<Vec<Kept<T>>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT slot, of, body, focus, written_at FROM form_draft WHERE form = ?1 ORDER BY written_at DESC",
    )?;
    let kept: Vec<Kept<String>> = statement
        .query_map([form], read)?
        .collect::<Result<_, _>>()?;
    Ok(kept.into_iter().filter_map(readable).collect())
}

/// How many there are.
pub(crate) fn count(db: &Connection) -> Result<u64, Error> {
    let count: i64 = db.query_row("SELECT count(*) FROM form_draft", [], |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

/// Keeps a draft; durable when this returns.
pub(crate) fn put<T: Serialize>(db: &Connection, form: &str, kept: &Kept<T>) -> Result<(), Error> {
    let body = serde_json::to_string(&kept.body)
        .map_err(|error| Error::Internal(format!("encode draft: {error}")))?;
    db.prepare_cached(
        "INSERT INTO form_draft (form, slot, of, body, focus, written_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (form, slot) DO UPDATE
         SET of = excluded.of, body = excluded.body, focus = excluded.focus, written_at = excluded.written_at",
    )?
    .execute(params![
        form,
        kept.slot.bytes(),
        kept.of.map(|id| id.bytes().to_vec()).unwrap_or_default(),
        body,
        kept.focus.as_deref().unwrap_or_default(),
        kept.written_at.timestamp_millis()
    ])?;
    Ok(())
}

/// Throws a draft away.
pub(crate) fn remove(db: &Connection, form: &str, slot: RecordId) -> Result<(), Error> {
    db.prepare_cached("DELETE FROM form_draft WHERE form = ?1 AND slot = ?2")?
        .execute(params![form, slot.bytes()])?;
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<Kept<String>> {
    let of: Vec<u8> = row.get(1)?;
    let focus: String = row.get(3)?;
    Ok(Kept {
        slot: records::id_at(row, 0)?,
        of: RecordId::from_slice(&of),
        body: row.get(2)?,
        focus: Some(focus).filter(|focus| !focus.is_empty()),
        written_at: DateTime::from_timestamp_millis(row.get(4)?).unwrap_or_default(),
    })
}

/// A draft of another version that cannot be read is not shown; it stays in the table.
fn readable<T: DeserializeOwned>(kept: Kept<String>) -> Option<Kept<T>> {
    Some(Kept {
        body: tree::from_str(&kept.body).ok()?,
        slot: kept.slot,
        of: kept.of,
        focus: kept.focus,
        written_at: kept.written_at,
    })
}
