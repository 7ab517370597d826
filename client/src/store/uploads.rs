//! How far the bytes of this device have come on their way to the server. Whatever is not known to be received waits; what the server
//! refused stays here and says why. The bytes themselves stand in `store/blobs.rs`.

use chrono::{DateTime, Duration, Utc};
use domain::{Kind, RecordId};
use protocol::BlobState;
use protocol::limits::SHELF_DAYS;
use rusqlite::{Connection, OptionalExtension as _, params};

use crate::error::Error;
use crate::store::records;

/// A time further ahead than this was written by a clock that ran ahead: it does not hold anything up.
pub(crate) const LONGEST_MS: i64 = 31 * 60_000;

/// Bytes that wait to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Upload {
    pub(crate) hash: String,
    /// In bytes.
    pub(crate) size: u64,
    /// How many of them the server is known to have.
    pub(crate) sent: u64,
    /// The small picture goes first.
    pub(crate) has_small: bool,
    pub(crate) tries: u32,
}

/// How bytes of this device stand with the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Standing {
    Waiting,
    Received,
    Refused(Option<BlobState>),
}

/// A change was written that names these bytes: from now on they wait.
pub(crate) fn begin(db: &Connection, hash: &str) -> Result<(), Error> {
    db.prepare_cached(
        "INSERT INTO upload (hash, made_at, size, small)
         SELECT hash, made_at, length(content), length(thumbnail) > 0 FROM blob WHERE hash = ?1
         ON CONFLICT (hash) DO NOTHING",
    )?
    .execute([hash])?;
    Ok(())
}

/// The next to be sent: all small pictures first, then the oldest bytes.
pub(crate) fn next(db: &Connection, now: DateTime<Utc>) -> Result<Option<Upload>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT hash, size, sent, small, tries FROM upload
         WHERE state = 'waiting' AND (next_at <= ?1 OR next_at > ?1 + ?2) ORDER BY small DESC, made_at LIMIT 1",
    )?;
    let found = statement.query_row(params![now.timestamp_millis(), LONGEST_MS], |row| {
        Ok(Upload {
            hash: row.get(0)?,
            size: row.get::<_, i64>(1)?.unsigned_abs(),
            sent: row.get::<_, i64>(2)?.unsigned_abs(),
            has_small: row.get(3)?,
            tries: row.get(4)?,
        })
    });
    Ok(found.optional()?)
}

/// When the next of those that were put off is due.
pub(crate) fn due_at(db: &Connection) -> Result<Option<i64>, Error> {
    let mut statement =
        db.prepare_cached("SELECT min(next_at) FROM upload WHERE state = 'waiting'")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

/// A part of the bytes.
pub(crate) fn part(db: &Connection, hash: &str, from: u64, most: u64) -> Result<Vec<u8>, Error> {
    let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let mut statement =
        db.prepare_cached("SELECT substr(content, ?2, ?3) FROM blob WHERE hash = ?1")?;
    let place = number(from.saturating_add(1));
    let found = statement.query_row(params![hash, place, number(most)], |row| row.get(0));
    Ok(found.optional()?.unwrap_or_default())
}

/// Are the bytes still those of their hash?
pub(crate) fn are_sound(db: &Connection, hash: &str) -> Result<bool, Error> {
    let whole = part(db, hash, 0, i64::MAX.unsigned_abs())?;
    Ok(blake3::hash(&whole).to_hex().as_str() == hash)
}

/// The server has the small picture, or will not have it.
pub(crate) fn small_is_sent(db: &Connection, hash: &str) -> Result<(), Error> {
    db.prepare_cached("UPDATE upload SET small = 0, tries = 0, next_at = 0 WHERE hash = ?1")?
        .execute([hash])?;
    Ok(())
}

/// The server has so many of the bytes.
pub(crate) fn is_sent(db: &Connection, hash: &str, sent: u64) -> Result<(), Error> {
    db.prepare_cached("UPDATE upload SET sent = ?2, tries = 0, next_at = 0 WHERE hash = ?1")?
        .execute(params![hash, i64::try_from(sent).unwrap_or(i64::MAX)])?;
    Ok(())
}

/// 已签收. Bytes whose record was given back go now.
pub(crate) fn receive(db: &Connection, hash: &str, at: DateTime<Utc>) -> Result<(), Error> {
    let tx = db.unchecked_transaction()?;
    tx.prepare_cached(
        "UPDATE upload SET state = 'received', sent = size, outcome = '', received_at = ?2 WHERE hash = ?1",
    )?
    .execute(params![hash, at.timestamp_millis()])?;
    tx.prepare_cached(
        "DELETE FROM blob WHERE hash = (SELECT hash FROM upload WHERE hash = ?1 AND leaves = 1)",
    )?
    .execute([hash])?;
    Ok(tx.commit()?)
}

/// 需处理: the bytes stay here.
pub(crate) fn refuse(db: &Connection, hash: &str, outcome: &BlobState) -> Result<(), Error> {
    let outcome = serde_json::to_string(outcome)
        .map_err(|error| Error::Internal(format!("encode outcome: {error}")))?;
    db.prepare_cached("UPDATE upload SET state = 'refused', outcome = ?2 WHERE hash = ?1")?
        .execute([hash, &outcome])?;
    Ok(())
}

/// Not now: the server knows no record yet that names them.
pub(crate) fn put_off(db: &Connection, hash: &str, until: DateTime<Utc>) -> Result<(), Error> {
    db.prepare_cached("UPDATE upload SET tries = tries + 1, next_at = ?2 WHERE hash = ?1")?
        .execute(params![hash, until.timestamp_millis()])?;
    Ok(())
}

/// Nothing is put off any more: the person asked, or the server received words that may name them.
pub(crate) fn try_all(db: &Connection) -> Result<(), Error> {
    let mut statement = db.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM upload WHERE state = 'waiting' AND next_at > 0)",
    )?;
    let is_any: bool = statement.query_row([], |row| row.get(0))?;
    if !is_any {
        return Ok(());
    }
    db.prepare_cached("UPDATE upload SET next_at = 0 WHERE state = 'waiting' AND next_at > 0")?
        .execute([])?;
    Ok(())
}

/// The server was restored: what it had of the last thirty days is offered again.
pub(crate) fn offer_again(db: &Connection, now: DateTime<Utc>) -> Result<(), Error> {
    let since = (now - Duration::days(SHELF_DAYS)).timestamp_millis();
    db.execute(
        "UPDATE upload SET state = 'waiting', sent = 0, next_at = 0,
                small = (SELECT length(thumbnail) > 0 FROM blob WHERE blob.hash = upload.hash)
         WHERE state = 'received' AND received_at >= ?1",
        [since],
    )?;
    Ok(())
}

/// How many bytes wait, how many of them there are, and how many blobs the server refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Counts {
    pub(crate) waiting: u64,
    pub(crate) waiting_bytes: u64,
    pub(crate) refused: u64,
}

/// Counts them.
pub(crate) fn counts(db: &Connection) -> Result<Counts, Error> {
    let mut statement = db.prepare_cached(
        "SELECT count(*), COALESCE(sum(size - sent), 0), (SELECT count(*) FROM upload WHERE state = 'refused')
         FROM upload WHERE state = 'waiting'",
    )?;
    Ok(statement.query_row([], |row| {
        Ok(Counts {
            waiting: row.get::<_, i64>(0)?.unsigned_abs(),
            waiting_bytes: row.get::<_, i64>(1)?.unsigned_abs(),
            refused: row.get::<_, i64>(2)?.unsigned_abs(),
        })
    })?)
}

/// How bytes of this device stand; `None` for those of others, and those that no change names.
pub(crate) fn standing(db: &Connection, hash: &str) -> Result<Option<Standing>, Error> {
    let mut statement = db.prepare_cached("SELECT state, outcome FROM upload WHERE hash = ?1")?;
    let found: Option<(String, String)> = statement
        .query_row([hash], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(found.map(|(state, outcome)| match state.as_str() {
        "received" => Standing::Received,
        "refused" => Standing::Refused(serde_json::from_str(&outcome).ok()),
        _ => Standing::Waiting,
    }))
}

/// What the server refused, oldest first.
pub(crate) fn refused(db: &Connection) -> Result<Vec<(String, Option<BlobState>)>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT hash, outcome FROM upload WHERE state = 'refused' ORDER BY made_at LIMIT 100",
    )?;
    let rows = statement.query_map([], |row| {
        let outcome: String = row.get(1)?;
        Ok((row.get(0)?, serde_json::from_str(&outcome).ok()))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The record of this device's change that named these bytes first.
pub(crate) fn naming(db: &Connection, hash: &str) -> Result<Option<(RecordId, Kind)>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT record, kind FROM change WHERE instr(pushed, ?1) > 0 ORDER BY device_seq LIMIT 1",
    )?;
    let found = statement.query_row([hash], |row| {
        let kind: String = row.get(1)?;
        Ok((records::id_at(row, 0)?, Kind::from_name(&kind)))
    });
    Ok(found.optional()?)
}

/// Why bytes were refused, in the server's words.
pub(crate) fn message(outcome: Option<BlobState>) -> String {
    match outcome {
        Some(BlobState::Refused { message, .. }) => message,
        Some(BlobState::Part { .. } | BlobState::Complete | BlobState::Unknown) | None => {
            String::new()
        }
    }
}

/// The record that named these bytes was given back: received bytes go with it, others once they are received.
pub(crate) fn give_back(db: &Connection, hash: &str) -> Result<(), Error> {
    db.prepare_cached(
        "DELETE FROM blob WHERE hash = (SELECT hash FROM upload WHERE hash = ?1 AND state = 'received')",
    )?
    .execute([hash])?;
    db.prepare_cached("UPDATE upload SET leaves = 1 WHERE hash = ?1")?
        .execute([hash])?;
    Ok(())
}
