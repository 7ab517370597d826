//! The digest of the confirmed records that are here, to be compared with the server's at the end of a sync. It is kept up as records
//! come and go; counted once more it also tells of a row that was lost. Sealed records are left out, as the server does.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Kind, RecordId, Seq};
use protocol::Digest;
use protocol::digest::{BUCKETS, bucket_of};
use rusqlite::Connection;

use crate::error::Error;
use crate::store::records::id_at;
use crate::store::{care, meta};

/// The digest as it was kept up; `None` before it was counted for the first time.
pub(crate) fn kept(db: &Connection) -> Result<Option<Digest>, Error> {
    let text = meta::get(db, meta::TALLY)?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

/// Follows a record whose confirmed place was one and is now the other; 0 and below for none.
pub(super) fn follow(
    db: &Connection,
    kind: &Kind,
    id: RecordId,
    before: i64,
    after: i64,
) -> Result<(), Error> {
    let mut moved = Digest::default();
    note(&mut moved, kind, id, before, after);
    join(db, moved)
}

/// [`follow`], into the sum of what a page changes.
pub(super) fn note(sum: &mut Digest, kind: &Kind, id: RecordId, before: i64, after: i64) {
    if care::is_sealed(kind) {
        return;
    }
    if before > 0 {
        sum.remove(id, Seq(before.unsigned_abs()));
    }
    if after > 0 {
        sum.add(id, Seq(after.unsigned_abs()));
    }
}

/// Adds what a page changed.
pub(crate) fn join(db: &Connection, moved: Digest) -> Result<(), Error> {
    if moved == Digest::default() {
        return Ok(());
    }
    match kept(db)? {
        Some(mut digest) => {
            digest.join(moved);
            keep(db, digest)
        }
        None => Ok(()),
    }
}

/// Nothing is confirmed in the present history: from here on it is kept up, and a town need not be counted once it is in.
pub(super) fn empty(db: &Connection) -> Result<(), Error> {
    keep(db, Digest::default())
}

fn keep(db: &Connection, digest: Digest) -> Result<(), Error> {
    let text = serde_json::to_string(&digest)
        .map_err(|error| Error::Internal(format!("encode digest: {error}")))?;
    meta::set(db, meta::TALLY, &text)
}

/// Counts every record, and keeps what came of it.
pub(crate) fn count(db: &Connection) -> Result<Digest, Error> {
    let mut digest = Digest::default();
    each(db, |id, seq| digest.add(id, seq))?;
    keep(db, digest)?;
    Ok(digest)
}

/// The digest in parts.
pub(crate) fn in_parts(db: &Connection) -> Result<Vec<Digest>, Error> {
    let mut parts = vec![Digest::default(); BUCKETS];
    each(db, |id, seq| {
        if let Some(part) = parts.get_mut(usize::from(bucket_of(id))) {
            part.add(id, seq);
        }
    })?;
    Ok(parts)
}

/// The records of some parts, and how far each has come.
pub(crate) fn of_parts(
    db: &Connection,
    wanted: &BTreeSet<u8>,
) -> Result<BTreeMap<u8, Vec<(RecordId, Seq)>>, Error> {
    let mut parts: BTreeMap<u8, Vec<(RecordId, Seq)>> =
        wanted.iter().map(|part| (*part, Vec::new())).collect();
    each(db, |id, seq| {
        if let Some(part) = parts.get_mut(&bucket_of(id)) {
            part.push((id, seq));
        }
    })?;
    Ok(parts)
}

fn each(db: &Connection, mut visit: impl FnMut(RecordId, Seq)) -> Result<(), Error> {
    let mut statement = db.prepare_cached(
        "SELECT id, seq FROM record WHERE seq > 0 AND kind NOT IN ('person_file', 'check_in')",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let seq: i64 = row.get(1)?;
        visit(id_at(row, 0)?, Seq(seq.unsigned_abs()));
    }
    Ok(())
}
