//! The rows of the audit log.

use rusqlite::{OptionalExtension as _, Row, params};
use uuid::Uuid;

use super::columns::{Read, time};
use super::connection::Ledger;
use crate::error::Error;
use crate::storage::AuditRow;

pub(super) fn last(ledger: &Ledger) -> Result<Option<AuditRow>, Error> {
    let last = ledger
        .connection
        .prepare_cached(
            "SELECT seq, at, actor, act, about, algorithm, previous, hash
             FROM audit ORDER BY seq DESC LIMIT 1",
        )?
        .query_row([], row)
        .optional()?;
    Ok(last)
}

pub(super) fn each(
    ledger: &Ledger,
    visit: &mut dyn FnMut(AuditRow) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut statement = ledger.connection.prepare_cached(
        "SELECT seq, at, actor, act, about, algorithm, previous, hash FROM audit ORDER BY seq",
    )?;
    let mut rows = statement.query([])?;
    while let Some(found) = rows.next()? {
        visit(row(found)?)?;
    }
    Ok(())
}

pub(super) fn back(
    ledger: &Ledger,
    before: Option<u64>,
    visit: &mut dyn FnMut(AuditRow) -> Result<bool, Error>,
) -> Result<(), Error> {
    let mut statement = ledger.connection.prepare_cached(
        "SELECT seq, at, actor, act, about, algorithm, previous, hash FROM audit
         WHERE ?1 IS NULL OR seq < ?1 ORDER BY seq DESC",
    )?;
    let mut rows = statement.query([before])?;
    while let Some(found) = rows.next()? {
        if !visit(row(found)?)? {
            break;
        }
    }
    Ok(())
}

pub(super) fn put(ledger: &Ledger, row: &AuditRow) -> Result<(), Error> {
    ledger
        .connection
        .prepare_cached(
            "INSERT INTO audit (seq, at, actor, act, about, algorithm, previous, hash)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            row.seq,
            row.at.timestamp_millis(),
            row.actor,
            row.act,
            row.about,
            row.algorithm,
            row.previous,
            row.hash
        ])?;
    Ok(())
}

/// The entry that has what a device told of.
pub(super) fn told(ledger: &Ledger, id: Uuid) -> Result<Option<AuditRow>, Error> {
    let found = ledger
        .connection
        .prepare_cached(
            "SELECT seq, at, actor, act, about, algorithm, previous, hash
             FROM audit JOIN told ON told.entry = audit.seq WHERE told.id = ?1",
        )?
        .query_row([id.as_bytes()], row)
        .optional()?;
    Ok(found)
}

pub(super) fn put_told(ledger: &Ledger, id: Uuid, entry: u64) -> Result<(), Error> {
    ledger
        .connection
        .prepare_cached("INSERT INTO told (id, entry) VALUES (?1, ?2)")?
        .execute(params![id.as_bytes(), entry])?;
    Ok(())
}

fn row(row: &Row<'_>) -> Read<AuditRow> {
    Ok(AuditRow {
        seq: row.get("seq")?,
        at: time(row, "at")?,
        actor: row.get("actor")?,
        act: row.get("act")?,
        about: row.get("about")?,
        algorithm: row.get("algorithm")?,
        previous: row.get("previous")?,
        hash: row.get("hash")?,
    })
}
