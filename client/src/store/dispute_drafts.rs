//! Dispute forms that were begun and not saved.

use chrono::DateTime;
use domain::{RecordId, tree};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use crate::commands::{DisputeDraft, DisputeForm};
use crate::error::Error;
use crate::store::records;

/// The draft in a slot.
pub(crate) fn find(db: &Connection, slot: RecordId) -> Result<Option<DisputeDraft>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT slot, of, form, focus, written_at FROM dispute_draft WHERE slot = ?1",
    )?;
    Ok(statement
        .query_row([slot.bytes()], read)
        .optional()?
        .flatten())
}

/// All drafts, newest first.
pub(crate) fn all(db: &Connection) -> Result<Vec<DisputeDraft>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT slot, of, form, focus, written_at FROM dispute_draft ORDER BY written_at DESC",
    )?;
    let drafts: Vec<Option<DisputeDraft>> =
        statement.query_map([], read)?.collect::<Result<_, _>>()?;
    Ok(drafts.into_iter().flatten().collect())
}

/// Keeps a draft; durable when this returns.
pub(crate) fn put(db: &Connection, draft: &DisputeDraft) -> Result<(), Error> {
    let form = serde_json::to_string(&draft.form)
        .map_err(|error| Error::Internal(format!("encode draft: {error}")))?;
    let of = draft.of.map(|id| id.bytes().to_vec()).unwrap_or_default();
    db.prepare_cached(
        "INSERT INTO dispute_draft (slot, of, form, focus, written_at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (slot) DO UPDATE
         SET of = excluded.of, form = excluded.form, focus = excluded.focus, written_at = excluded.written_at",
    )?
    .execute(params![
        draft.slot.bytes(),
        of,
        form,
        draft.focus.as_deref().unwrap_or_default(),
        draft.written_at.timestamp_millis()
    ])?;
    Ok(())
}

/// Throws a draft away.
pub(crate) fn remove(db: &Connection, slot: RecordId) -> Result<(), Error> {
    db.prepare_cached("DELETE FROM dispute_draft WHERE slot = ?1")?
        .execute([slot.bytes()])?;
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<Option<DisputeDraft>> {
    let of: Vec<u8> = row.get(1)?;
    let form: String = row.get(2)?;
    let focus: String = row.get(3)?;
    // A draft of another version that cannot be read is not shown; it stays in the table.
    let Ok(form) = tree::from_str::<DisputeForm>(&form) else {
        return Ok(None);
    };
    Ok(Some(DisputeDraft {
        slot: records::id_at(row, 0)?,
        form,
        of: RecordId::from_slice(&of),
        focus: Some(focus).filter(|focus| !focus.is_empty()),
        written_at: DateTime::from_timestamp_millis(row.get(4)?).unwrap_or_default(),
        helpers: Vec::new(),
    }))
}
