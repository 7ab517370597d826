//! The bytes of photos, voice notes and signatures. A blob that a change names is kept for good: edited and voided records keep
//! theirs. One that only a draft names lives as long as the draft; one that nothing names goes when the store is opened next.

use chrono::{DateTime, Utc};
use domain::AttachmentKind;
use rusqlite::{Connection, OptionalExtension as _, params};

use crate::error::Error;
use crate::store::uploads;

/// The columns of drafts, in which a hash may stand. A test holds this against the schema: a table that is forgotten here would
/// lose its photos. Drafts of care forms are sealed and stand not here: those forms take no attachments.
pub(crate) const DRAFTS: &[(&str, &str)] = &[
    (
        "form_draft",
        "SELECT EXISTS (SELECT 1 FROM form_draft WHERE instr(body, ?1) > 0)",
    ),
    (
        "step_draft",
        "SELECT EXISTS (SELECT 1 FROM step_draft WHERE instr(body, ?1) > 0)",
    ),
];

/// What is kept.
pub(crate) struct Blob<'a> {
    pub(crate) hash: &'a str,
    pub(crate) kind: AttachmentKind,
    pub(crate) media_type: &'a str,
    pub(crate) made_at: DateTime<Utc>,
    pub(crate) thumbnail: &'a [u8],
    pub(crate) content: &'a [u8],
}

/// Keeps the bytes; durable when this returns. The same bytes are kept once.
pub(crate) fn put(db: &Connection, blob: &Blob<'_>) -> Result<(), Error> {
    db.prepare_cached(
        "INSERT INTO blob (hash, kind, media_type, made_at, thumbnail, content) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (hash) DO NOTHING",
    )?
    .execute(params![
        blob.hash,
        blob.kind.code(),
        blob.media_type,
        blob.made_at.timestamp_millis(),
        blob.thumbnail,
        blob.content
    ])?;
    Ok(())
}

/// Media type and bytes; `None` when they are not on this device.
pub(crate) fn content(db: &Connection, hash: &str) -> Result<Option<(String, Vec<u8>)>, Error> {
    let mut statement =
        db.prepare_cached("SELECT media_type, content FROM blob WHERE hash = ?1")?;
    Ok(statement
        .query_row([hash], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

/// Are they on this device?
pub(crate) fn exists(db: &Connection, hash: &str) -> Result<bool, Error> {
    let mut statement = db.prepare_cached("SELECT EXISTS (SELECT 1 FROM blob WHERE hash = ?1)")?;
    Ok(statement.query_row([hash], |row| row.get(0))?)
}

/// The small picture beside a photo, a JPEG; empty where there is none.
pub(crate) fn thumbnail(db: &Connection, hash: &str) -> Result<Option<Vec<u8>>, Error> {
    let mut statement = db.prepare_cached("SELECT thumbnail FROM blob WHERE hash = ?1")?;
    Ok(statement
        .query_row([hash], |row| row.get(0))
        .optional()?
        .filter(|bytes: &Vec<u8>| !bytes.is_empty()))
}

/// How many there are and how many bytes they take.
pub(crate) fn space(db: &Connection) -> Result<(u64, u64), Error> {
    let mut statement = db.prepare_cached(
        "SELECT count(*), COALESCE(sum(length(content) + length(thumbnail)), 0) FROM blob",
    )?;
    let (count, bytes): (i64, i64) =
        statement.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok((count.unsigned_abs(), bytes.unsigned_abs()))
}

/// A change was written: the blobs that its text names are kept from now on, and wait to be sent.
pub(crate) fn keep_named(db: &Connection, change: &str) -> Result<(), Error> {
    let mut statement = db.prepare_cached(
        "UPDATE blob SET saved = 1 WHERE saved = 0 AND instr(?1, hash) > 0 RETURNING hash",
    )?;
    let kept = statement.query_map([change], |row| row.get::<_, String>(0))?;
    for hash in kept.collect::<Result<Vec<_>, _>>()? {
        uploads::begin(db, &hash)?;
    }
    Ok(())
}

/// Removes a blob that neither a change nor a draft names; says whether it did.
pub(crate) fn drop_unnamed(db: &Connection, hash: &str) -> Result<bool, Error> {
    for (_, names) in DRAFTS {
        let is_named: bool = db
            .prepare_cached(names)?
            .query_row([hash], |row| row.get(0))?;
        if is_named {
            return Ok(false);
        }
    }
    let dropped = db
        .prepare_cached("DELETE FROM blob WHERE hash = ?1 AND saved = 0")?
        .execute([hash])?;
    Ok(dropped > 0)
}

/// Removes every blob that neither a change nor a draft names.
pub(crate) fn sweep(db: &Connection) -> Result<(), Error> {
    let begun: Vec<String> = {
        let mut statement = db.prepare_cached("SELECT hash FROM blob WHERE saved = 0")?;
        let rows = statement.query_map([], |row| row.get(0))?;
        rows.collect::<Result<_, _>>()?
    };
    for hash in begun {
        drop_unnamed(db, &hash)?;
    }
    Ok(())
}

/// Copies what changes and begun forms name out of a damaged file, as far as it can be read: these bytes exist nowhere else. The begun
/// forms were carried over before.
pub(crate) fn carry_over(old: &Connection, fresh: &Connection) -> Result<(), Error> {
    let Ok(mut statement) = old.prepare(
        "SELECT hash, kind, media_type, made_at, thumbnail, content, saved FROM blob NOT INDEXED",
    ) else {
        return Ok(());
    };
    let Ok(mut rows) = statement.query([]) else {
        return Ok(());
    };
    // The rows before the first that cannot be read are taken.
    while let Ok(Some(row)) = rows.next() {
        let texts = (row.get::<_, String>(0), row.get::<_, String>(1));
        let bytes = (row.get::<_, Vec<u8>>(4), row.get::<_, Vec<u8>>(5));
        let ((Ok(hash), Ok(kind)), (Ok(thumbnail), Ok(content))) = (texts, bytes) else {
            continue;
        };
        fresh
            .prepare_cached(
                "INSERT INTO blob (hash, kind, media_type, made_at, thumbnail, content, saved) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                 ON CONFLICT (hash) DO UPDATE SET saved = max(saved, excluded.saved)",
            )?
            .execute(params![
                hash,
                kind,
                row.get::<_, String>(2).unwrap_or_default(),
                row.get::<_, i64>(3).unwrap_or_default(),
                thumbnail,
                content,
                row.get::<_, bool>(6).unwrap_or(true)
            ])?;
        // How far it had come is asked of the server.
        uploads::begin(fresh, &hash)?;
    }
    sweep(fresh)
}
