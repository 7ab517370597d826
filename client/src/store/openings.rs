//! Openings of care files on this device: shown on the file's page, and told to the server, which notes them in its audit log.

use chrono::{DateTime, Utc};
use domain::{OpeningId, RecordId};
use protocol::Opening;
use protocol::limits::{OPENINGS, SHELF_DAYS};
use rusqlite::{Connection, params};

use crate::error::Error;

/// How an opening is noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// Names and numbers masked.
    Masked,
    /// Names and numbers whole.
    Full,
}

impl Look {
    fn word(self) -> &'static str {
        match self {
            Self::Masked => "open",
            Self::Full => "full",
        }
    }

    fn of(word: &str) -> Self {
        if word == Self::Full.word() {
            Self::Full
        } else {
            Self::Masked
        }
    }
}

/// Notes that a file was opened, or its full values looked at.
pub(crate) fn note(
    db: &Connection,
    id: OpeningId,
    file: RecordId,
    at: DateTime<Utc>,
    look: Look,
) -> Result<(), Error> {
    db.prepare_cached("INSERT INTO care_access (id, file, at, what) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![
            id.bytes(),
            file.bytes(),
            at.timestamp_millis(),
            look.word()
        ])?;
    Ok(())
}

/// When a file was opened on this device, the latest first.
pub(crate) fn of_file(
    db: &Connection,
    file: RecordId,
    most: u32,
) -> Result<Vec<(DateTime<Utc>, Look)>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT at, what FROM care_access WHERE file = ?1 ORDER BY at DESC, row DESC LIMIT ?2",
    )?;
    let rows = statement.query_map(params![file.bytes(), most], |row| {
        let what: String = row.get(1)?;
        Ok((moment(row.get(0)?), Look::of(&what)))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What the server has not noted yet, oldest first, as much as one request carries.
pub(crate) fn untold(db: &Connection) -> Result<Vec<Opening>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT id, file, at, what FROM care_access WHERE told = 0 ORDER BY row LIMIT ?1",
    )?;
    let most = i64::try_from(OPENINGS).unwrap_or(i64::MAX);
    let rows = statement.query_map([most], |row| {
        let (id, file): ([u8; 16], [u8; 16]) = (row.get(0)?, row.get(1)?);
        let what: String = row.get(3)?;
        Ok(Opening {
            id: OpeningId(uuid::Uuid::from_bytes(id)),
            file: RecordId(uuid::Uuid::from_bytes(file)),
            at: moment(row.get(2)?),
            full: Look::of(&what) == Look::Full,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Every opening on this device, and whether the server has been told.
#[cfg(feature = "simulation")]
pub(crate) fn all(db: &Connection) -> Result<Vec<(OpeningId, bool)>, Error> {
    let mut statement = db.prepare_cached("SELECT id, told FROM care_access ORDER BY row")?;
    let rows = statement.query_map([], |row| {
        Ok((OpeningId(uuid::Uuid::from_bytes(row.get(0)?)), row.get(1)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The server has noted these.
pub(crate) fn told(db: &Connection, ids: &[OpeningId]) -> Result<(), Error> {
    let mut statement =
        db.prepare_cached("UPDATE care_access SET told = 1 WHERE id = ?1 AND told = 0")?;
    for id in ids {
        statement.execute([id.bytes()])?;
    }
    Ok(())
}

/// A restored server may have forgotten what it noted lately: it is told again, and notes each once.
pub(crate) fn tell_again(db: &Connection, now: DateTime<Utc>) -> Result<(), Error> {
    let since = now - chrono::Duration::days(SHELF_DAYS);
    db.execute(
        "UPDATE care_access SET told = 0 WHERE at >= ?1",
        [since.timestamp_millis()],
    )?;
    Ok(())
}

fn moment(millis: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(millis).unwrap_or_default()
}
