//! What is: one row per record with its confirmed fold and, while own changes lie on top, what is shown instead.

use domain::{Record, RecordId, fold};
use protocol::Digest;
use rusqlite::{Connection, OptionalExtension as _, Row};

use crate::commands::SaveState;
use crate::error::Error;
use crate::store::changes::{self, State};
use crate::store::content::{Content, Facts};
use crate::store::incoming::Incoming;
use crate::store::written::{Written, write};
use crate::store::{Own, care, items, tally};

/// The sequence of a record that another history of the server confirmed: shown until the new history has it, or not.
pub(super) const STALE: i64 = -1;

/// A record as it is shown, and how far it has come.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Viewed {
    pub(crate) record: Record,
    pub(crate) state: SaveState,
}

/// The id in a column.
pub(crate) fn id_at(row: &Row<'_>, column: usize) -> rusqlite::Result<RecordId> {
    row.get(column)
        .map(|bytes| RecordId(uuid::Uuid::from_bytes(bytes)))
}

/// The name of a state in SQL.
pub(super) fn state_name(state: SaveState) -> &'static str {
    match state {
        SaveState::Received => "received",
        SaveState::SavedHere => "saved_here",
        SaveState::NeedsHand => "needs_hand",
    }
}

/// The state in a column.
pub(crate) fn state_at(row: &Row<'_>, column: usize) -> rusqlite::Result<SaveState> {
    Ok(match row.get::<_, String>(column)?.as_str() {
        "received" => SaveState::Received,
        "saved_here" => SaveState::SavedHere,
        _ => SaveState::NeedsHand,
    })
}

/// A record out of its JSON column.
pub(crate) fn parse(json: &str) -> Result<Record, Error> {
    serde_json::from_slice(json.as_bytes())
        .map_err(|error| Error::Internal(format!("a stored record cannot be read: {error}")))
}

/// A record as it is shown. A care record is nothing to this: ask [`care::view`].
pub(crate) fn view(db: &Connection, id: RecordId) -> Result<Option<Viewed>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT CASE shown WHEN '' THEN confirmed ELSE shown END, state FROM record WHERE id = ?1",
    )?;
    let found: Option<(String, SaveState)> = statement
        .query_row([id.bytes()], |row| Ok((row.get(0)?, state_at(row, 1)?)))
        .optional()?;
    found
        .filter(|(json, _)| !json.is_empty())
        .map(|(json, state)| parse(&json).map(|record| Viewed { record, state }))
        .transpose()
}

/// A record that is not sealed as the server told it, in whichever history; before it told anything, as it waits here.
pub(crate) fn told(db: &Connection, id: RecordId) -> Result<Option<Record>, Error> {
    let json: Option<String> = db
        .prepare_cached(
            "SELECT CASE confirmed WHEN '' THEN shown ELSE confirmed END FROM record WHERE id = ?1",
        )?
        .query_row([id.bytes()], |row| row.get(0))
        .optional()?;
    json.filter(|json| !json.is_empty())
        .map(|json| parse(&json))
        .transpose()
}

/// The confirmed fold of a record in the server's present history.
pub(crate) fn confirmed(db: &Connection, own: &Own, id: RecordId) -> Result<Option<Record>, Error> {
    Ok(stored(db, own, id)?
        .filter(|stored| stored.seq != STALE)
        .and_then(|stored| stored.confirmed))
}

/// The confirmed fold of a record, whichever history of the server it is of.
pub(crate) fn known(db: &Connection, own: &Own, id: RecordId) -> Result<Option<Record>, Error> {
    Ok(stored(db, own, id)?.and_then(|stored| stored.confirmed))
}

struct Stored {
    row: i64,
    seq: i64,
    confirmed: Option<Record>,
}

fn stored(db: &Connection, own: &Own, id: RecordId) -> Result<Option<Stored>, Error> {
    let mut statement =
        db.prepare_cached("SELECT row, seq, confirmed FROM record WHERE id = ?1")?;
    let found: Option<(i64, i64, String)> = statement
        .query_row([id.bytes()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    let Some((row, seq, mut json)) = found else {
        return Ok(None);
    };
    if json.is_empty()
        && let Some((confirmed, _)) = care::texts(db, own, row)?
    {
        json = confirmed;
    }
    let confirmed = if json.is_empty() {
        None
    } else {
        Some(parse(&json)?)
    };
    Ok(Some(Stored {
        row,
        seq,
        confirmed,
    }))
}

/// What a person would call a record: 户主, 门牌 or name; for a visit, its household's.
pub(crate) fn title(db: &Connection, id: RecordId) -> Result<Option<String>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT CASE r.kind WHEN 'visit' THEN coalesce(h.name, '') ELSE r.name END
         FROM record r LEFT JOIN record h ON h.id = r.parent WHERE r.id = ?1",
    )?;
    Ok(statement
        .query_row([id.bytes()], |row| row.get(0))
        .optional()?)
}

/// The household of a visit or resident.
pub(crate) fn parent(db: &Connection, id: RecordId) -> Result<Option<RecordId>, Error> {
    let mut statement = db.prepare_cached("SELECT parent FROM record WHERE id = ?1")?;
    let parent: Option<Vec<u8>> = statement
        .query_row([id.bytes()], |row| row.get(0))
        .optional()?;
    Ok(parent.and_then(|bytes| RecordId::from_slice(&bytes)))
}

/// How many records are here.
pub(crate) fn count(db: &Connection) -> Result<u64, Error> {
    let count: i64 = db.query_row("SELECT count(*) FROM record", [], |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

/// Writes the confirmed fold of a record. Own pending changes are put on top again when there are any.
pub(crate) fn put_confirmed(
    db: &Connection,
    own: &Own,
    record: &Record,
    has_pending: bool,
) -> Result<(), Error> {
    let seq = i64::try_from(record.seq.0).unwrap_or(i64::MAX);
    let (row, before) = match row_of(db, record.id)? {
        // An image page may be older than what the tail of another scope brought.
        Some((_, stored_seq)) if stored_seq > seq => return Ok(()),
        Some((row, stored_seq)) => (Some(row), stored_seq),
        None => (None, 0),
    };
    tally::follow(db, &record.kind, record.id, before, seq)?;
    if has_pending {
        return show(db, own, record.id, row, seq, Some(record));
    }
    write(
        db,
        own,
        row,
        &Written {
            facts: &Facts::of(record),
            content: &Content::of(record),
            seq,
            confirmed: &encode(record)?,
            shown: "",
            state: SaveState::Received,
        },
    )
    .map(|_| ())
}

/// Writes a record of an image as [`put_confirmed`] would, but for the tally, which is kept up page by page. Most are new, so it is tried first whether this one is.
pub(crate) fn put_incoming(
    db: &Connection,
    own: &Own,
    incoming: &Incoming,
    has_pending: bool,
    moved: &mut Digest,
) -> Result<(), Error> {
    if has_pending {
        return put_confirmed(db, own, &incoming.record()?, true);
    }
    let seq = i64::try_from(incoming.seq.0).unwrap_or(i64::MAX);
    let written = Written {
        facts: &incoming.facts,
        content: &incoming.content,
        seq,
        confirmed: &incoming.json,
        shown: "",
        state: SaveState::Received,
    };
    let (id, kind) = (incoming.facts.id, &incoming.facts.kind);
    if write(db, own, None, &written)? {
        tally::note(moved, kind, id, 0, seq);
        return Ok(());
    }
    match row_of(db, id)? {
        // An image page may be older than what the tail of another scope brought.
        Some((_, stored_seq)) if stored_seq > seq => Ok(()),
        found => {
            let before = found.map_or(0, |(_, stored_seq)| stored_seq);
            tally::note(moved, kind, id, before, seq);
            write(db, own, found.map(|(row, _)| row), &written).map(|_| ())
        }
    }
}

/// Works out again what is shown of a record, after its own changes moved.
pub(crate) fn refresh(db: &Connection, own: &Own, id: RecordId) -> Result<(), Error> {
    if care::is_closed(db, own, id)? {
        return care::refresh_closed(db, id);
    }
    match stored(db, own, id)? {
        None => show(db, own, id, None, 0, None),
        Some(stored) => {
            let confirmed = stored.confirmed.as_ref();
            show(db, own, id, Some(stored.row), stored.seq, confirmed)
        }
    }
}

fn show(
    db: &Connection,
    own: &Own,
    id: RecordId,
    row: Option<i64>,
    seq: i64,
    confirmed: Option<&Record>,
) -> Result<(), Error> {
    let mut pending = changes::pending_of(db, own, id)?;
    if let (Some(record), false) = (confirmed, seq == STALE) {
        pending = changes::settle(db, pending, record.seq)?;
    }
    let mut view = confirmed.cloned();
    let mut state = SaveState::Received;
    for waiting in &pending {
        state = match (waiting.state, state) {
            (State::Quarantined, _) | (_, SaveState::NeedsHand) => SaveState::NeedsHand,
            (State::Waiting, _) => SaveState::SavedHere,
            (State::Received | State::Folded | State::Replaced, state) => state,
        };
        // A change that does not fit, such as an edit whose record was given back, waits in the outbox without being shown.
        if let Ok(record) = fold::overlay(view.clone(), &waiting.change) {
            view = Some(record);
        }
    }
    let Some(view) = view else {
        return remove(db, row);
    };
    let confirmed_json = confirmed.map(encode).transpose()?.unwrap_or_default();
    let shown_json = if pending.is_empty() {
        String::new()
    } else {
        encode(&view)?
    };
    write(
        db,
        own,
        row,
        &Written {
            facts: &Facts::of(&view),
            content: &Content::of(&view),
            seq,
            confirmed: &confirmed_json,
            shown: &shown_json,
            state,
        },
    )
    .map(|_| ())
}

/// A record's row and confirmed sequence.
fn row_of(db: &Connection, id: RecordId) -> Result<Option<(i64, i64)>, Error> {
    let mut statement = db.prepare_cached("SELECT row, seq FROM record WHERE id = ?1")?;
    Ok(statement
        .query_row([id.bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

pub(super) fn remove(db: &Connection, row: Option<i64>) -> Result<(), Error> {
    let Some(row) = row else { return Ok(()) };
    // When a check-in goes, its file's days are worked out again.
    db.prepare_cached(
        "UPDATE care SET moved = 1 WHERE file = (SELECT file FROM care WHERE row = ?1)",
    )?
    .execute([row])?;
    db.prepare_cached("DELETE FROM search WHERE rowid = ?1")?
        .execute([row])?;
    items::forget(db, row)?;
    db.prepare_cached("DELETE FROM record WHERE row = ?1")?
        .execute([row])?;
    Ok(())
}

fn encode(record: &Record) -> Result<String, Error> {
    serde_json::to_string(record)
        .map_err(|error| Error::Internal(format!("encode record: {error}")))
}
