//! The bytes of others that a screen asked for: wanted, on their way, or here. All of it can be fetched again, so any of it may go.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension as _, params};

use crate::commands::Part;
use crate::error::Error;
use crate::store::uploads::LONGEST_MS;

/// The most bytes that are kept; beyond it go those that were not looked at for the longest.
const MOST_BYTES: i64 = 128 * 1024 * 1024;

fn name(part: Part) -> &'static str {
    match part {
        Part::Whole => "whole",
        Part::Thumbnail => "thumbnail",
    }
}

/// Something a screen waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wanted {
    pub(crate) hash: String,
    pub(crate) part: Part,
    /// How many bytes of it are here.
    pub(crate) here: u64,
    pub(crate) tries: u32,
}

/// A screen wants this: it is asked for, at once also when the server had no such thing a while ago.
pub(crate) fn want(
    db: &Connection,
    hash: &str,
    part: Part,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    db.prepare_cached(
        "INSERT INTO fetched (hash, part, used_at) VALUES (?1, ?2, ?3)
         ON CONFLICT (hash, part) DO UPDATE SET used_at = excluded.used_at, next_at = 0",
    )?
    .execute(params![hash, name(part), now.timestamp_millis()])?;
    Ok(())
}

/// What is here of it.
pub(crate) fn content(db: &Connection, hash: &str, part: Part) -> Result<Option<Vec<u8>>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT content FROM fetched WHERE hash = ?1 AND part = ?2 AND state = 'here'",
    )?;
    Ok(statement
        .query_row([hash, name(part)], |row| row.get(0))
        .optional()?)
}

/// Was it asked for without success?
pub(crate) fn is_missing(db: &Connection, hash: &str) -> Result<bool, Error> {
    let mut statement = db.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM fetched WHERE hash = ?1 AND state = 'wanted' AND tries > 0)",
    )?;
    Ok(statement.query_row([hash], |row| row.get(0))?)
}

/// The next to be fetched: small pictures first, then what was asked for last.
pub(crate) fn next(db: &Connection, now: DateTime<Utc>) -> Result<Option<Wanted>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT hash, part, length(content), tries FROM fetched
         WHERE state = 'wanted' AND (next_at <= ?1 OR next_at > ?1 + ?2) ORDER BY part, used_at DESC LIMIT 1",
    )?;
    let found = statement.query_row(params![now.timestamp_millis(), LONGEST_MS], |row| {
        let part: String = row.get(1)?;
        Ok(Wanted {
            hash: row.get(0)?,
            part: if part == "whole" {
                Part::Whole
            } else {
                Part::Thumbnail
            },
            here: row.get::<_, i64>(2)?.unsigned_abs(),
            tries: row.get(3)?,
        })
    });
    Ok(found.optional()?)
}

/// When the next of those that were put off is due.
pub(crate) fn due_at(db: &Connection) -> Result<Option<i64>, Error> {
    let mut statement =
        db.prepare_cached("SELECT min(next_at) FROM fetched WHERE state = 'wanted'")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

/// More of it came. True when it is all of it, which the hash says.
pub(crate) fn add(db: &Connection, hash: &str, more: &[u8]) -> Result<bool, Error> {
    let mut statement = db.prepare_cached(
        "SELECT content FROM fetched WHERE hash = ?1 AND part = 'whole' AND state = 'wanted'",
    )?;
    let here: Option<Vec<u8>> = statement.query_row([hash], |row| row.get(0)).optional()?;
    let mut here = here.unwrap_or_default();
    here.extend_from_slice(more);
    let is_whole = blake3::hash(&here).to_hex().as_str() == hash;
    let state = if is_whole { "here" } else { "wanted" };
    db.prepare_cached(
        "UPDATE fetched SET content = ?2, state = ?3, tries = 0, next_at = 0 WHERE hash = ?1 AND part = 'whole'",
    )?
    .execute(params![hash, here, state])?;
    if is_whole {
        db.prepare_cached(
            "DELETE FROM fetched WHERE hash = ?1 AND part = 'thumbnail' AND state = 'wanted'",
        )?
        .execute([hash])?;
        make_room(db, MOST_BYTES)?;
    }
    Ok(is_whole)
}

/// A small picture came.
pub(crate) fn put_thumbnail(db: &Connection, hash: &str, bytes: &[u8]) -> Result<(), Error> {
    db.prepare_cached(
        "UPDATE fetched SET content = ?2, state = 'here', tries = 0 WHERE hash = ?1 AND part = 'thumbnail'",
    )?
    .execute(params![hash, bytes])?;
    Ok(())
}

/// What came does not fit together: it begins anew.
pub(crate) fn begin_anew(db: &Connection, hash: &str) -> Result<(), Error> {
    db.prepare_cached(
        "UPDATE fetched SET content = x'' WHERE hash = ?1 AND part = 'whole' AND state = 'wanted'",
    )?
    .execute([hash])?;
    Ok(())
}

/// Not there yet: asked for again later.
pub(crate) fn put_off(
    db: &Connection,
    hash: &str,
    part: Part,
    until: DateTime<Utc>,
) -> Result<(), Error> {
    db.prepare_cached(
        "UPDATE fetched SET tries = tries + 1, next_at = ?3 WHERE hash = ?1 AND part = ?2",
    )?
    .execute(params![hash, name(part), until.timestamp_millis()])?;
    Ok(())
}

/// There is no small picture: the bytes themselves stand in for it.
pub(crate) fn take_whole_instead(db: &Connection, hash: &str) -> Result<(), Error> {
    let tx = db.unchecked_transaction()?;
    tx.prepare_cached(
        "INSERT INTO fetched (hash, part, used_at)
         SELECT hash, 'whole', used_at FROM fetched WHERE hash = ?1 AND part = 'thumbnail'
         ON CONFLICT (hash, part) DO NOTHING",
    )?
    .execute([hash])?;
    tx.prepare_cached("DELETE FROM fetched WHERE hash = ?1 AND part = 'thumbnail'")?
        .execute([hash])?;
    Ok(tx.commit()?)
}

/// Forgets all of it.
pub(crate) fn forget(db: &Connection, hash: &str) -> Result<(), Error> {
    db.prepare_cached("DELETE FROM fetched WHERE hash = ?1")?
        .execute([hash])?;
    Ok(())
}

/// Drops what was not looked at for the longest, beyond what is kept at the most.
pub(crate) fn make_room(db: &Connection, most_bytes: i64) -> Result<(), Error> {
    db.prepare_cached(
        "DELETE FROM fetched WHERE state = 'here' AND (hash, part) IN (
             SELECT hash, part FROM (SELECT hash, part, sum(length(content)) OVER (ORDER BY used_at DESC, hash, part) AS taken FROM fetched)
             WHERE taken > ?1)",
    )?
    .execute([most_bytes])?;
    Ok(())
}
