//! Care forms that were begun and not saved: sealed like what they become.

use chrono::{DateTime, Utc};
use domain::RecordId;
use rusqlite::{Connection, OptionalExtension as _, params};

use crate::error::Error;
use crate::store::{Own, care};

/// The text of the draft in a slot, and when it was written.
pub(crate) fn find(
    db: &Connection,
    own: &Own,
    slot: RecordId,
) -> Result<Option<(String, DateTime<Utc>)>, Error> {
    let mut statement =
        db.prepare_cached("SELECT sealed, written_at FROM care_draft WHERE slot = ?1")?;
    let found: Option<(Vec<u8>, i64)> = statement
        .query_row([slot.bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((sealed, written_at)) = found else {
        return Ok(None);
    };
    let text = care::key_of(own)?.unseal(&sealed)?;
    let written_at = DateTime::from_timestamp_millis(written_at).unwrap_or_default();
    Ok(Some((text, written_at)))
}

/// Keeps a draft; durable when this returns.
pub(crate) fn put(
    db: &Connection,
    own: &Own,
    slot: RecordId,
    text: &str,
    written_at: DateTime<Utc>,
) -> Result<(), Error> {
    let sealed = care::key_of(own)?.seal(text)?;
    db.prepare_cached(
        "INSERT INTO care_draft (slot, sealed, written_at) VALUES (?1, ?2, ?3)
         ON CONFLICT (slot) DO UPDATE SET sealed = excluded.sealed, written_at = excluded.written_at",
    )?
    .execute(params![
        slot.bytes(),
        sealed,
        written_at.timestamp_millis()
    ])?;
    Ok(())
}

/// Throws a draft away.
pub(crate) fn remove(db: &Connection, slot: RecordId) -> Result<(), Error> {
    db.prepare_cached("DELETE FROM care_draft WHERE slot = ?1")?
        .execute([slot.bytes()])?;
    Ok(())
}
