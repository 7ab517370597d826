//! What would be lost if this device forgot everything now.

use protocol::Pushed;
use rusqlite::Connection;

use crate::error::Error;
use crate::store::{Own, changes, exports, openings};

/// Bytes of the table `upload` that the server has not received and may still take: all but those that it will never take as they are.
const MAY_BE_TAKEN: &str = r#"(state = 'waiting' OR (state = 'refused'
    AND instr(outcome, '"not_plain"') = 0 AND instr(outcome, '"wrong_type"') = 0))"#;

/// How many things would be lost, by sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotHandedIn {
    /// Changes that wait, and changes that no server could read and that are kept here alone.
    pub(crate) waiting: u64,
    /// Photos, voice notes and signatures of saved records that the server may still take.
    pub(crate) blobs: u64,
    /// Those that it will never take as they are.
    pub(crate) refused: u64,
}

/// Counts what the server neither took nor set aside.
pub(crate) fn counts(db: &Connection) -> Result<NotHandedIn, Error> {
    Ok(db.query_row(
        &format!(
            "SELECT (SELECT count(*) FROM change WHERE state = 'waiting' OR (state = 'quarantined' AND received_at = 0)),
                    count(*) FILTER (WHERE {MAY_BE_TAKEN}),
                    count(*) FILTER (WHERE state <> 'received' AND NOT {MAY_BE_TAKEN})
             FROM upload"
        ),
        [],
        |row| {
            let count = |column| Ok::<_, rusqlite::Error>(row.get::<_, i64>(column)?.unsigned_abs());
            Ok(NotHandedIn {
                waiting: count(0)?,
                blobs: count(1)?,
                refused: count(2)?,
            })
        },
    )?)
}

/// How many things the server neither took nor set aside, in all.
pub(crate) fn not_handed_in(db: &Connection) -> Result<u64, Error> {
    let counts = counts(db)?;
    Ok(counts.waiting + counts.blobs)
}

/// The changes that have no receipt of the ledger, oldest first, and how many more are sealed and cannot be read now.
pub(crate) fn changes(db: &Connection, own: &Own) -> Result<(Vec<Pushed>, u64), Error> {
    let mut statement = db.prepare_cached(
        "SELECT pushed, device_seq FROM change WHERE state IN ('waiting', 'quarantined') ORDER BY device_seq",
    )?;
    let mut rows = statement.query([])?;
    let (mut found, mut sealed) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        let json: String = row.get(0)?;
        if json.is_empty() && own.care.is_none() {
            sealed += 1;
            continue;
        }
        found.push(changes::said(db, own, json, row.get(1)?)?);
    }
    Ok((found, sealed))
}

/// The bytes that the server has not received and may still take, oldest first: hash and size.
pub(crate) fn blobs(db: &Connection) -> Result<Vec<(String, u64)>, Error> {
    let mut statement = db.prepare_cached(&format!(
        "SELECT hash, size FROM upload WHERE {MAY_BE_TAKEN} ORDER BY made_at, hash"
    ))?;
    let rows = statement.query_map([], |row| {
        Ok((row.get(0)?, row.get::<_, i64>(1)?.unsigned_abs()))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many changes the server keeps aside.
pub(crate) fn set_aside(db: &Connection) -> Result<u64, Error> {
    let count: i64 = db.query_row(
        "SELECT count(*) FROM change WHERE state = 'quarantined'",
        [],
        |row| row.get(0),
    )?;
    Ok(count.unsigned_abs())
}

/// Is there something that the server's audit log does not have yet: a look into a care file, a file or a print?
pub(crate) fn has_untold(db: &Connection) -> Result<bool, Error> {
    Ok(!openings::untold(db)?.is_empty() || !exports::untold(db)?.is_empty())
}
