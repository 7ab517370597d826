//! Files and prints made on this device: told to the server, which notes them in its audit log.

use chrono::{DateTime, Utc};
use domain::ExportId;
use protocol::Exported;
use protocol::limits::{EXPORTS, SHELF_DAYS};
use rusqlite::{Connection, params};

use crate::error::Error;

/// Notes a file or print, before it leaves.
pub(crate) fn note(db: &Connection, exported: &Exported) -> Result<(), Error> {
    let what = serde_json::to_string(exported)
        .map_err(|error| Error::Internal(format!("export: {error}")))?;
    db.prepare_cached("INSERT INTO export (id, at, what) VALUES (?1, ?2, ?3)")?
        .execute(params![
            exported.id.bytes(),
            exported.at.timestamp_millis(),
            what
        ])?;
    Ok(())
}

/// What the server has not noted yet, oldest first, as much as one request carries.
pub(crate) fn untold(db: &Connection) -> Result<Vec<Exported>, Error> {
    let mut statement =
        db.prepare_cached("SELECT what FROM export WHERE told = 0 ORDER BY row LIMIT ?1")?;
    let most = i64::try_from(EXPORTS).unwrap_or(i64::MAX);
    let mut rows = statement.query([most])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let what = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
        let exported = serde_json::from_str(what)
            .map_err(|error| Error::Internal(format!("export: {error}")))?;
        found.push(exported);
    }
    Ok(found)
}

/// The server has noted these.
pub(crate) fn told(db: &Connection, ids: &[ExportId]) -> Result<(), Error> {
    let mut statement =
        db.prepare_cached("UPDATE export SET told = 1 WHERE id = ?1 AND told = 0")?;
    for id in ids {
        statement.execute([id.bytes()])?;
    }
    Ok(())
}

/// A restored server may have forgotten what it noted lately: it is told again, and notes each once.
pub(crate) fn tell_again(db: &Connection, now: DateTime<Utc>) -> Result<(), Error> {
    let since = now - chrono::Duration::days(SHELF_DAYS);
    db.execute(
        "UPDATE export SET told = 0 WHERE at >= ?1",
        [since.timestamp_millis()],
    )?;
    Ok(())
}
