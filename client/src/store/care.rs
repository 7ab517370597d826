//! Care records at rest: their JSON is sealed under the key of the second PIN, inside the encrypted store. Without that key records can be
//! counted, given back and marked as received, and nothing of them can be read.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{ChangeId, Kind, Record, RecordId, care};
use rusqlite::{Connection, OptionalExtension as _, params};

use crate::error::Error;
use crate::keyring::seal::{self, Key};
use crate::store::records::{self, Viewed};
use crate::store::{Own, care_due};

/// The key of the care records. Not shown, not logged.
#[derive(Clone, Copy)]
pub(crate) struct CareKey(Key);

impl std::fmt::Debug for CareKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CareKey")
    }
}

impl CareKey {
    pub(crate) fn new(key: Key) -> Self {
        Self(key)
    }

    /// The key itself, for wrapping it anew.
    pub(crate) fn key(&self) -> &Key {
        &self.0
    }

    /// Overwrites this copy.
    pub(crate) fn wipe(&mut self) {
        self.0.fill(0);
    }

    pub(crate) fn seal(&self, text: &str) -> Result<Vec<u8>, Error> {
        let mut nonce = [0; seal::NONCE_BYTES];
        getrandom::fill(&mut nonce)
            .map_err(|error| Error::Internal(format!("randomness: {error}")))?;
        seal::seal(&self.0, nonce, text.as_bytes())
    }

    pub(crate) fn unseal(&self, sealed: &[u8]) -> Result<String, Error> {
        seal::unseal(&self.0, sealed)
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .ok_or_else(|| Error::Internal("a sealed record cannot be opened".to_owned()))
    }
}

/// Are records of this kind kept sealed?
pub(crate) fn is_sealed(kind: &Kind) -> bool {
    matches!(kind, Kind::PersonFile | Kind::CheckIn)
}

/// The key, when it is here.
pub(crate) fn key_of(own: &Own) -> Result<CareKey, Error> {
    own.care.ok_or(Error::CareLocked)
}

/// The sealed texts beside a record's row: the confirmed fold, and what is shown instead. Empty where there is none.
pub(crate) fn texts(
    db: &Connection,
    own: &Own,
    row: i64,
) -> Result<Option<(String, String)>, Error> {
    let mut statement = db.prepare_cached("SELECT confirmed, shown FROM care WHERE row = ?1")?;
    let found: Option<(Vec<u8>, Vec<u8>)> = statement
        .query_row([row], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((confirmed, shown)) = found else {
        return Ok(None);
    };
    let key = key_of(own)?;
    Ok(Some((opened(&key, &confirmed)?, opened(&key, &shown)?)))
}

fn opened(key: &CareKey, sealed: &[u8]) -> Result<String, Error> {
    if sealed.is_empty() {
        return Ok(String::new());
    }
    key.unseal(sealed)
}

fn sealed(key: &CareKey, text: &str) -> Result<Vec<u8>, Error> {
    if text.is_empty() {
        return Ok(Vec::new());
    }
    key.seal(text)
}

/// Seals what a record's row says, and its own changes.
pub(crate) fn put(
    db: &Connection,
    own: &Own,
    (row, record): (i64, &Record),
    confirmed: &str,
    shown: &str,
) -> Result<(), Error> {
    let key = key_of(own)?;
    let file = care::file_of_record(record).unwrap_or(record.id);
    db.prepare_cached(
        "INSERT INTO care (row, file, confirmed, shown, moved) VALUES (?1, ?2, ?3, ?4, 1)
         ON CONFLICT (row) DO UPDATE SET file = excluded.file, confirmed = excluded.confirmed, shown = excluded.shown, moved = 1",
    )?
    .execute(params![
        row,
        file.bytes(),
        sealed(&key, confirmed)?,
        sealed(&key, shown)?
    ])?;
    seal_changes(db, &key, record.id, file)
}

/// A sealed copy of every own change of the record; of what the server has, it is the only one from now on.
fn seal_changes(
    db: &Connection,
    key: &CareKey,
    record: RecordId,
    file: RecordId,
) -> Result<(), Error> {
    let mut statement = db.prepare_cached(
        "SELECT device_seq, pushed FROM change
         WHERE record = ?1 AND pushed <> '' AND device_seq NOT IN (SELECT device_seq FROM care_change)",
    )?;
    let open: Vec<(i64, String)> = statement
        .query_map([record.bytes()], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for (device_seq, pushed) in open {
        db.prepare_cached(
            "INSERT INTO care_change (device_seq, file, pushed) VALUES (?1, ?2, ?3)",
        )?
        .execute(params![device_seq, file.bytes(), key.seal(&pushed)?])?;
    }
    clear_received(db, record)
}

/// What the server has is kept sealed only. What waits, or needs a hand, stays ready to be sent without the second PIN.
fn clear_received(db: &Connection, record: RecordId) -> Result<(), Error> {
    db.prepare_cached(
        "UPDATE change SET pushed = '' WHERE record = ?1 AND pushed <> '' AND state NOT IN ('waiting', 'quarantined')
             AND device_seq IN (SELECT device_seq FROM care_change)",
    )?
    .execute([record.bytes()])?;
    Ok(())
}

/// Is this a care record of which nothing can be read now?
pub(crate) fn is_closed(db: &Connection, own: &Own, id: RecordId) -> Result<bool, Error> {
    if own.care.is_some() {
        return Ok(false);
    }
    let mut statement = db.prepare_cached(
        "SELECT kind FROM record WHERE id = ?1 UNION ALL SELECT kind FROM change WHERE record = ?1 LIMIT 1",
    )?;
    let kind: Option<String> = statement
        .query_row([id.bytes()], |row| row.get(0))
        .optional()?;
    Ok(kind.is_some_and(|kind| is_sealed(&Kind::from_name(&kind))))
}

/// [`is_closed`], of the record that an own change is about.
pub(crate) fn is_closed_change(db: &Connection, own: &Own, id: ChangeId) -> Result<bool, Error> {
    let mut statement = db.prepare_cached("SELECT kind FROM change WHERE id = ?1")?;
    let kind: Option<String> = statement
        .query_row([id.bytes()], |row| row.get(0))
        .optional()?;
    let sealed = kind.is_some_and(|kind| is_sealed(&Kind::from_name(&kind)));
    Ok(sealed && own.care.is_none())
}

/// What can be done without the key after a record's own changes moved: its state is noted, and it goes when nothing of it is left.
pub(crate) fn refresh_closed(db: &Connection, id: RecordId) -> Result<(), Error> {
    clear_received(db, id)?;
    let mut statement = db.prepare_cached(
        "SELECT r.row, c.confirmed = x'',
                EXISTS (SELECT 1 FROM change WHERE record = ?1 AND state = 'quarantined'),
                EXISTS (SELECT 1 FROM change WHERE record = ?1 AND state = 'waiting'),
                EXISTS (SELECT 1 FROM change WHERE record = ?1 AND state = 'received')
         FROM record r JOIN care c ON c.row = r.row WHERE r.id = ?1",
    )?;
    let found: Option<(i64, bool, bool, bool, bool)> = statement
        .query_row([id.bytes()], |row| {
            Ok((
                row.get(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
            ))
        })
        .optional()?;
    let Some((row, unconfirmed, aside, waiting, received)) = found else {
        return Ok(());
    };
    if unconfirmed && !aside && !waiting && !received {
        return records::remove(db, Some(row));
    }
    let state = match (aside, waiting) {
        (true, _) => "needs_hand",
        (false, true) => "saved_here",
        (false, false) => "received",
    };
    db.prepare_cached("UPDATE record SET state = ?2 WHERE row = ?1")?
        .execute(params![row, state])?;
    Ok(())
}

/// The sealed copy of a change.
pub(crate) fn pushed(db: &Connection, own: &Own, device_seq: i64) -> Result<String, Error> {
    let key = key_of(own)?;
    let sealed: Vec<u8> = db
        .prepare_cached("SELECT pushed FROM care_change WHERE device_seq = ?1")?
        .query_row([device_seq], |row| row.get(0))?;
    key.unseal(&sealed)
}

/// The care file that a record or a change of it here belongs to.
pub(crate) fn file_of(db: &Connection, id: RecordId) -> Result<Option<RecordId>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT c.file FROM record r JOIN care c ON c.row = r.row WHERE r.id = ?1
         UNION ALL
         SELECT s.file FROM change c JOIN care_change s ON s.device_seq = c.device_seq WHERE c.record = ?1 LIMIT 1",
    )?;
    let file: Option<Vec<u8>> = statement
        .query_row([id.bytes()], |row| row.get(0))
        .optional()?;
    Ok(file.and_then(|bytes| RecordId::from_slice(&bytes)))
}

/// A care record as it is shown.
pub(crate) fn view(db: &Connection, own: &Own, id: RecordId) -> Result<Option<Viewed>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT r.row, r.state FROM record r JOIN care c ON c.row = r.row WHERE r.id = ?1",
    )?;
    let found = statement
        .query_row([id.bytes()], |row| {
            Ok((row.get(0)?, records::state_at(row, 1)?))
        })
        .optional()?;
    let Some((row, state)) = found else {
        return Ok(None);
    };
    let Some((confirmed, shown)) = texts(db, own, row)? else {
        return Ok(None);
    };
    let json = if shown.is_empty() { confirmed } else { shown };
    Ok(Some(Viewed {
        record: records::parse(&json)?,
        state,
    }))
}

/// The ids of all care files that are here, the longest due first; those without a day last.
pub(crate) fn files(db: &Connection) -> Result<Vec<(RecordId, Option<NaiveDate>)>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT r.id, c.due FROM care c JOIN record r ON r.row = c.row
         WHERE r.kind = 'person_file' ORDER BY c.due = '', c.due, r.id",
    )?;
    let rows = statement.query_map([], |row| {
        let due: String = row.get(1)?;
        Ok((records::id_at(row, 0)?, due.parse().ok()))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The check-ins of a file, the latest first.
pub(crate) fn check_ins(db: &Connection, own: &Own, file: RecordId) -> Result<Vec<Viewed>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT r.id FROM care c JOIN record r ON r.row = c.row WHERE c.file = ?1 AND r.kind = 'check_in'",
    )?;
    let ids: Vec<RecordId> = statement
        .query_map([file.bytes()], |row| records::id_at(row, 0))?
        .collect::<Result<_, _>>()?;
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        found.extend(view(db, own, id)?);
    }
    found.sort_by_key(|viewed| std::cmp::Reverse(at_of(&viewed.record)));
    Ok(found)
}

fn at_of(record: &Record) -> DateTime<Utc> {
    let read = care::CheckIn::from_fields(&record.fields);
    read.map_or(record.made.at, |check| check.happened_at)
}

/// The second PIN was given: what moved while it was closed is brought up to date.
pub(crate) fn bring_up_to_date(db: &Connection, own: &Own) -> Result<(), Error> {
    let mut statement = db.prepare_cached(
        "SELECT DISTINCT record FROM change WHERE kind IN ('person_file', 'check_in')
             AND (pushed <> '' OR state IN ('waiting', 'received', 'quarantined'))",
    )?;
    let moved: Vec<RecordId> = statement
        .query_map([], |row| records::id_at(row, 0))?
        .collect::<Result<_, _>>()?;
    for id in moved {
        records::refresh(db, own, id)?;
    }
    care_due::settle(db, own)
}

/// A forgotten second PIN without a copy of its key: what is sealed cannot be opened any more, and the server has all of it.
pub(crate) fn forget_sealed(db: &Connection) -> Result<(), Error> {
    db.execute_batch(
        "UPDATE care SET confirmed = x'', shown = x'';
         DELETE FROM care_draft;
         DELETE FROM step_draft WHERE sealed <> x'';
         DELETE FROM care_change WHERE device_seq IN (SELECT device_seq FROM change WHERE pushed <> '');
         DELETE FROM change WHERE pushed = '' AND device_seq IN (SELECT device_seq FROM care_change);
         DELETE FROM record WHERE row IN (SELECT row FROM care);",
    )?;
    Ok(())
}

#[cfg(test)]
mod tests;
