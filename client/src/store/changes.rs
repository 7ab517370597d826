//! What this device's user did: the outbox, what was set aside, and the shelf of what the server has received.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, Utc};
use domain::{Act, AreaCode, Change, ChangeId, Kind, RecordId, Seq, tree};
use protocol::limits::SHELF_DAYS;
use protocol::{Pushed, Status};
use rusqlite::{Connection, OptionalExtension as _, params};

use crate::error::Error;
use crate::store::{Own, blobs, care, meta, records};

/// How far a change has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// Not received yet, as far as is known.
    Waiting,
    /// The server has it; its place in the order has not come down yet.
    Received,
    /// Part of the confirmed record.
    Folded,
    /// The server set it aside.
    Quarantined,
    /// Set aside, and another change took its place.
    Replaced,
}

impl State {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Received => "received",
            Self::Folded => "folded",
            Self::Quarantined => "quarantined",
            Self::Replaced => "replaced",
        }
    }

    pub(crate) fn from_name(name: &str) -> Self {
        match name {
            "received" => Self::Received,
            "folded" => Self::Folded,
            "quarantined" => Self::Quarantined,
            "replaced" => Self::Replaced,
            _ => Self::Waiting,
        }
    }
}

/// An own change that is not part of the confirmed record yet.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Pending {
    pub(crate) state: State,
    pub(crate) change: Change,
    /// Its place in the order, when the server has it.
    pub(crate) seq: Option<Seq>,
}

/// What a save writes.
pub(crate) struct NewChange {
    pub(crate) id: ChangeId,
    pub(crate) record: RecordId,
    pub(crate) kind: Kind,
    pub(crate) area: AreaCode,
    pub(crate) captured_at: DateTime<Utc>,
    pub(crate) base: Option<Seq>,
    pub(crate) act: Act,
}

/// Appends a change to the outbox.
pub(crate) fn append(db: &Connection, new: NewChange) -> Result<(), Error> {
    let device_seq = meta::number(db, meta::DEVICE_SEQ)?.unwrap_or(0) + 1;
    meta::set(db, meta::DEVICE_SEQ, &device_seq.to_string())?;
    let pushed = Pushed {
        id: new.id,
        record: new.record,
        kind: new.kind,
        area: new.area,
        device_seq: device_seq.unsigned_abs(),
        captured_at: new.captured_at,
        base: new.base,
        act: new.act,
    };
    insert(db, &pushed)
}

/// Writes a change into the outbox as it is.
pub(crate) fn insert(db: &Connection, pushed: &Pushed) -> Result<(), Error> {
    let json = serde_json::to_string(pushed)
        .map_err(|error| Error::Internal(format!("encode change: {error}")))?;
    db.prepare_cached(
        "INSERT INTO change (device_seq, id, record, kind, area, captured_at, pushed) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        i64::try_from(pushed.device_seq).unwrap_or(i64::MAX),
        pushed.id.bytes(),
        pushed.record.bytes(),
        pushed.kind.as_str(),
        pushed.area.as_str(),
        pushed.captured_at.timestamp_millis(),
        json
    ])?;
    blobs::keep_named(db, &json)
}

/// What the nth change of this device says: as it stands in its column, or out of its seal.
pub(super) fn said(db: &Connection, own: &Own, mut json: String, n: i64) -> Result<Pushed, Error> {
    if json.is_empty() {
        json = care::pushed(db, own, n)?;
    }
    serde_json::from_slice(json.as_bytes())
        .map_err(|error| Error::Internal(format!("a stored change cannot be read: {error}")))
}

/// The change as its author meant it, with its time put right.
fn completed(pushed: Pushed, own: &Own) -> Change {
    Change {
        id: pushed.id,
        record: pushed.record,
        kind: pushed.kind,
        area: pushed.area,
        author: own.member,
        device: own.device,
        device_seq: pushed.device_seq,
        captured_at: pushed.captured_at,
        base: pushed.base,
        act: pushed.act,
    }
}

/// The own changes of a record that are not folded in, oldest first.
pub(crate) fn pending_of(
    db: &Connection,
    own: &Own,
    record: RecordId,
) -> Result<Vec<Pending>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT pushed, device_seq, state, outcome FROM change
         WHERE record = ?1 AND state IN ('waiting', 'received', 'quarantined') ORDER BY device_seq",
    )?;
    let mut rows = statement.query([record.bytes()])?;
    let mut pending = Vec::new();
    while let Some(row) = rows.next()? {
        let mut change = completed(said(db, own, row.get(0)?, row.get(1)?)?, own);
        change.captured_at += Duration::milliseconds(own.offset_ms);
        let outcome: String = row.get(3)?;
        let status: Option<Status> = tree::from_str(&outcome).ok();
        pending.push(Pending {
            state: State::from_name(&row.get::<_, String>(2)?),
            change,
            seq: status.and_then(|status| status.seq()),
        });
    }
    Ok(pending)
}

/// Changes of the record up to this sequence are part of it: their places came down with an image.
pub(crate) fn settle(
    db: &Connection,
    pending: Vec<Pending>,
    confirmed: Seq,
) -> Result<Vec<Pending>, Error> {
    let (settled, rest): (Vec<_>, Vec<_>) = pending.into_iter().partition(|change| {
        change.state == State::Received && change.seq.is_some_and(|seq| seq <= confirmed)
    });
    let mut statement = db.prepare_cached("UPDATE change SET state = 'folded' WHERE id = ?1")?;
    for change in settled {
        statement.execute([change.change.id.bytes()])?;
    }
    Ok(rest)
}

/// The records that have such changes.
pub(crate) fn records_with_pending(db: &Connection) -> Result<BTreeSet<RecordId>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT DISTINCT record FROM change WHERE state IN ('waiting', 'received', 'quarantined')",
    )?;
    let ids = statement.query_map([], |row| records::id_at(row, 0))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

/// The next changes to push, oldest first: at most so many and, but for the first, so many bytes.
pub(crate) fn next_batch(
    db: &Connection,
    own: &Own,
    most: usize,
    most_bytes: usize,
) -> Result<Vec<Pushed>, Error> {
    // What is sealed (a restored server asks for it again) waits for its key, and later changes of its record with it.
    let mut statement = db.prepare_cached(
        "SELECT pushed, device_seq, length(CAST(pushed AS BLOB)) FROM change c WHERE state = 'waiting'
             AND (?2 OR pushed <> '') AND (?2 OR NOT EXISTS (SELECT 1 FROM change e
                 WHERE e.record = c.record AND e.device_seq < c.device_seq AND e.state = 'waiting' AND e.pushed = ''))
         ORDER BY device_seq LIMIT ?1",
    )?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let mut rows = statement.query(params![most, own.care.is_some()])?;
    let mut batch = Vec::new();
    let mut bytes = 0;
    while let Some(row) = rows.next()? {
        // One more for the comma between them.
        bytes += usize::try_from(row.get::<_, i64>(2)?).unwrap_or(usize::MAX) + 1;
        if !batch.is_empty() && bytes > most_bytes {
            break;
        }
        batch.push(said(db, own, row.get(0)?, row.get(1)?)?);
    }
    Ok(batch)
}

/// Keeps what the server said about a change. Returns its record and kind; `None` for a change that is not waiting.
pub(crate) fn receive(
    db: &Connection,
    id: ChangeId,
    status: &Status,
    at: DateTime<Utc>,
) -> Result<Option<(RecordId, Kind, AreaCode)>, Error> {
    let state = match status {
        Status::Stored { .. } | Status::Merged { .. } | Status::Contested { .. } => State::Received,
        Status::Quarantined { .. } => State::Quarantined,
    };
    let outcome = serde_json::to_string(status)
        .map_err(|error| Error::Internal(format!("encode receipt: {error}")))?;
    let mut statement = db.prepare_cached(
        "UPDATE change SET state = ?2, outcome = ?3, received_at = ?4
         WHERE id = ?1 AND state = 'waiting' RETURNING record, kind, area",
    )?;
    let found: Option<(RecordId, String, String)> = statement
        .query_row(
            params![id.bytes(), state.as_str(), outcome, at.timestamp_millis()],
            |row| Ok((records::id_at(row, 0)?, row.get(1)?, row.get(2)?)),
        )
        .optional()?;
    Ok(found.and_then(|(record, kind, area)| {
        let area = AreaCode::new(area).ok()?;
        Some((record, Kind::from_name(&kind), area))
    }))
}

/// An own change whose place in the order has come down; `None` when it is not here.
pub(crate) fn fold_in(
    db: &Connection,
    own: &Own,
    id: ChangeId,
    at: DateTime<Utc>,
) -> Result<Option<Change>, Error> {
    let mut statement = db.prepare_cached(
        "UPDATE change SET state = 'folded', received_at = CASE received_at WHEN 0 THEN ?2 ELSE received_at END
         WHERE id = ?1 RETURNING pushed, device_seq",
    )?;
    let found = statement
        .query_row(params![id.bytes(), at.timestamp_millis()], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    found
        .map(|(json, device_seq)| Ok(completed(said(db, own, json, device_seq)?, own)))
        .transpose()
}

/// A record was given back: what the server has of it is not shown any more.
pub(crate) fn unshow_received(db: &Connection, record: RecordId) -> Result<(), Error> {
    db.prepare_cached(
        "UPDATE change SET state = 'folded' WHERE record = ?1 AND state = 'received'",
    )?
    .execute([record.bytes()])?;
    Ok(())
}

/// What was set aside of a record waits again, as it is: the server judges it anew where the reason may have passed. Returns the
/// record's kind; `None` when nothing was set aside.
pub(crate) fn wait_again(db: &Connection, record: RecordId) -> Result<Option<Kind>, Error> {
    let mut statement = db.prepare_cached(
        "UPDATE change SET state = 'waiting' WHERE record = ?1 AND state = 'quarantined' RETURNING kind",
    )?;
    let kinds = statement.query_map([record.bytes()], |row| row.get::<_, String>(0))?;
    let kinds = kinds.collect::<Result<Vec<_>, _>>()?;
    Ok(kinds.first().map(|kind| Kind::from_name(kind)))
}

/// Everything that was set aside waits again; how many there are.
pub(crate) fn all_wait_again(db: &Connection) -> Result<usize, Error> {
    Ok(db.execute(
        "UPDATE change SET state = 'waiting' WHERE state = 'quarantined'",
        [],
    )?)
}

/// The changes of a record that were set aside, or wait: another change takes their place.
pub(crate) fn replace(db: &Connection, ids: &[ChangeId]) -> Result<(), Error> {
    let mut statement = db.prepare_cached("UPDATE change SET state = 'replaced' WHERE id = ?1")?;
    for id in ids {
        statement.execute([id.bytes()])?;
    }
    Ok(())
}

/// Offers everything of the last thirty days again: the server was restored and may have lost it.
pub(crate) fn offer_shelf_again(db: &Connection, now: DateTime<Utc>) -> Result<(), Error> {
    let since = (now - Duration::days(SHELF_DAYS)).timestamp_millis();
    db.execute(
        "UPDATE change SET state = 'waiting' WHERE state IN ('received', 'folded') AND received_at >= ?1",
        [since],
    )?;
    Ok(())
}

/// Clears the shelf of what the server has had for more than thirty days. What waits or needs a hand stays.
pub(crate) fn clear_shelf(db: &Connection, now: DateTime<Utc>) -> Result<(), Error> {
    let before = (now - Duration::days(SHELF_DAYS)).timestamp_millis();
    db.prepare_cached(
        "DELETE FROM change WHERE state IN ('folded', 'replaced') AND received_at < ?1 AND captured_at < ?1",
    )?
    .execute([before])?;
    Ok(())
}

/// What the header's light counts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Counts {
    pub(crate) unsent: u64,
    pub(crate) oldest_unsent_at: Option<DateTime<Utc>>,
    pub(crate) quarantined: u64,
}

/// Counts what waits and what was set aside.
pub(crate) fn counts(db: &Connection) -> Result<Counts, Error> {
    let mut statement = db.prepare_cached(
        "SELECT count(*), min(captured_at), (SELECT count(*) FROM change WHERE state = 'quarantined')
         FROM change WHERE state = 'waiting'",
    )?;
    Ok(statement.query_row([], |row| {
        let oldest: Option<i64> = row.get(1)?;
        Ok(Counts {
            unsent: row.get::<_, i64>(0)?.unsigned_abs(),
            oldest_unsent_at: oldest.and_then(DateTime::from_timestamp_millis),
            quarantined: row.get::<_, i64>(2)?.unsigned_abs(),
        })
    })?)
}

/// Changes saved since a moment, and how many of them the server has.
pub(crate) fn saved_since(db: &Connection, since: DateTime<Utc>) -> Result<(u64, u64), Error> {
    let mut statement = db.prepare_cached(
        "SELECT count(*), count(*) FILTER (WHERE state IN ('received', 'folded'))
         FROM change WHERE captured_at >= ?1 AND state <> 'replaced'",
    )?;
    Ok(statement.query_row([since.timestamp_millis()], |row| {
        Ok((
            row.get::<_, i64>(0)?.unsigned_abs(),
            row.get::<_, i64>(1)?.unsigned_abs(),
        ))
    })?)
}

/// A change as the 同步 page lists it.
pub(crate) struct Listed {
    pub(crate) record: RecordId,
    pub(crate) kind: Kind,
    pub(crate) saved_at: DateTime<Utc>,
    /// What the server said; empty while it waits.
    pub(crate) outcome: Option<Status>,
}

/// The changes in a state, oldest first.
pub(crate) fn list(db: &Connection, state: State, most: u32) -> Result<Vec<Listed>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT record, kind, captured_at, outcome FROM change WHERE state = ?1 ORDER BY device_seq LIMIT ?2",
    )?;
    let rows = statement.query_map(params![state.as_str(), most], |row| {
        let outcome: String = row.get(3)?;
        Ok(Listed {
            record: records::id_at(row, 0)?,
            kind: Kind::from_name(&row.get::<_, String>(1)?),
            saved_at: DateTime::from_timestamp_millis(row.get(2)?).unwrap_or_default(),
            outcome: tree::from_str(&outcome).ok(),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What the server last said about a record's change that it set aside.
pub(crate) fn set_aside_reason(db: &Connection, record: RecordId) -> Result<Option<Status>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT outcome FROM change WHERE record = ?1 AND state = 'quarantined' ORDER BY device_seq LIMIT 1",
    )?;
    let outcome: Option<String> = statement
        .query_row([record.bytes()], |row| row.get(0))
        .optional()?;
    Ok(outcome.and_then(|text| tree::from_str(&text).ok()))
}

/// The highest `device_seq` given on this device.
pub(crate) fn last_device_seq(db: &Connection) -> Result<u64, Error> {
    Ok(meta::number(db, meta::DEVICE_SEQ)?
        .unwrap_or(0)
        .unsigned_abs())
}
