//! What is: one row per record with its confirmed fold and, while own changes lie on top, what is shown instead.

use domain::{Record, RecordId, fold};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use crate::commands::SaveState;
use crate::error::Error;
use crate::store::changes::{self, State};
use crate::store::columns::{self, Columns};
use crate::store::{Own, disputes, search};

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
fn state_name(state: SaveState) -> &'static str {
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

/// A record as it is shown.
pub(crate) fn view(db: &Connection, id: RecordId) -> Result<Option<Viewed>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT CASE shown WHEN '' THEN confirmed ELSE shown END, state FROM record WHERE id = ?1",
    )?;
    let found: Option<(String, SaveState)> = statement
        .query_row([id.bytes()], |row| Ok((row.get(0)?, state_at(row, 1)?)))
        .optional()?;
    found
        .map(|(json, state)| parse(&json).map(|record| Viewed { record, state }))
        .transpose()
}

/// The confirmed fold of a record in the server's present history.
pub(crate) fn confirmed(db: &Connection, id: RecordId) -> Result<Option<Record>, Error> {
    Ok(stored(db, id)?
        .filter(|stored| stored.seq != STALE)
        .and_then(|stored| stored.confirmed))
}

/// The confirmed fold of a record, whichever history of the server it is of.
pub(crate) fn known(db: &Connection, id: RecordId) -> Result<Option<Record>, Error> {
    Ok(stored(db, id)?.and_then(|stored| stored.confirmed))
}

struct Stored {
    row: i64,
    seq: i64,
    confirmed: Option<Record>,
}

fn stored(db: &Connection, id: RecordId) -> Result<Option<Stored>, Error> {
    let mut statement =
        db.prepare_cached("SELECT row, seq, confirmed FROM record WHERE id = ?1")?;
    let found: Option<(i64, i64, String)> = statement
        .query_row([id.bytes()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    let Some((row, seq, json)) = found else {
        return Ok(None);
    };
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
    let row = match row_of(db, record.id)? {
        // An image page may be older than what the tail of another scope brought.
        Some((_, stored_seq)) if stored_seq > seq => return Ok(()),
        Some((row, _)) => Some(row),
        None => None,
    };
    if has_pending {
        return show(db, own, record.id, row, seq, Some(record));
    }
    write(
        db,
        row,
        &Written {
            view: record,
            seq,
            confirmed: &encode(record)?,
            shown: "",
            state: SaveState::Received,
        },
    )
}

/// Works out again what is shown of a record, after its own changes moved.
pub(crate) fn refresh(db: &Connection, own: &Own, id: RecordId) -> Result<(), Error> {
    match stored(db, id)? {
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
        row,
        &Written {
            view: &view,
            seq,
            confirmed: &confirmed_json,
            shown: &shown_json,
            state,
        },
    )
}

struct Written<'a> {
    view: &'a Record,
    seq: i64,
    confirmed: &'a str,
    shown: &'a str,
    state: SaveState,
}

/// A record's row and confirmed sequence.
fn row_of(db: &Connection, id: RecordId) -> Result<Option<(i64, i64)>, Error> {
    let mut statement = db.prepare_cached("SELECT row, seq FROM record WHERE id = ?1")?;
    Ok(statement
        .query_row([id.bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

fn write(db: &Connection, row: Option<i64>, written: &Written<'_>) -> Result<(), Error> {
    let record = written.view;
    let columns = columns::columns(record);
    let row = match row {
        Some(row) => {
            update(db, row, written, &columns)?;
            search::remove(db, record, row)?;
            row
        }
        None => insert(db, written, &columns)?,
    };
    search::add(db, record, row)?;
    disputes::index(db, record, row)
}

fn insert(db: &Connection, written: &Written<'_>, columns: &Columns) -> Result<i64, Error> {
    let record = written.view;
    db.prepare_cached(
        "INSERT INTO record (id, kind, area, seq, parent, at, author, code, due, place, door, name, flags,
                             state, confirmed, shown)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
    )?
    .execute(params![
        record.id.bytes(),
        record.kind.as_str(),
        record.area.as_str(),
        written.seq,
        parent_bytes(columns),
        columns.at,
        record.made.by.bytes(),
        columns.code,
        columns.due,
        columns.place,
        columns.door,
        columns.name,
        columns.flags,
        state_name(written.state),
        written.confirmed,
        written.shown
    ])?;
    Ok(db.last_insert_rowid())
}

fn update(
    db: &Connection,
    row: i64,
    written: &Written<'_>,
    columns: &Columns,
) -> Result<(), Error> {
    let record = written.view;
    db.prepare_cached(
        "UPDATE record SET area = ?2, seq = ?3, parent = ?4, at = ?5, author = ?6, code = ?7, due = ?8, place = ?9,
                           door = ?10, name = ?11, flags = ?12, state = ?13, confirmed = ?14, shown = ?15
         WHERE row = ?1",
    )?
    .execute(params![
        row,
        record.area.as_str(),
        written.seq,
        parent_bytes(columns),
        columns.at,
        record.made.by.bytes(),
        columns.code,
        columns.due,
        columns.place,
        columns.door,
        columns.name,
        columns.flags,
        state_name(written.state),
        written.confirmed,
        written.shown
    ])?;
    Ok(())
}

fn parent_bytes(columns: &Columns) -> Vec<u8> {
    columns
        .parent
        .map(|id| id.bytes().to_vec())
        .unwrap_or_default()
}

fn remove(db: &Connection, row: Option<i64>) -> Result<(), Error> {
    let Some(row) = row else { return Ok(()) };
    db.prepare_cached("DELETE FROM search WHERE rowid = ?1")?
        .execute([row])?;
    db.prepare_cached("DELETE FROM record WHERE row = ?1")?
        .execute([row])?;
    Ok(())
}

fn encode(record: &Record) -> Result<String, Error> {
    serde_json::to_string(record)
        .map_err(|error| Error::Internal(format!("encode record: {error}")))
}
