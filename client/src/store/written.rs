//! Writing a record's row with all that stands beside it: columns, search, what lists need, and the seal of care records.

use rusqlite::{Connection, params};

use crate::commands::SaveState;
use crate::error::Error;
use crate::store::columns::{self, Columns};
use crate::store::content::{Content, Facts};
use crate::store::records::state_name;
use crate::store::{Own, care, care_due, disputes, items, search};

/// What a row is to say.
#[derive(Clone, Copy)]
pub(super) struct Written<'a> {
    pub(super) facts: &'a Facts,
    pub(super) content: &'a Content,
    pub(super) seq: i64,
    pub(super) confirmed: &'a str,
    pub(super) shown: &'a str,
    pub(super) state: SaveState,
}

/// Writes the row, a new one when none is named. False when a new one was wanted and the record has one already.
pub(super) fn write(
    db: &Connection,
    own: &Own,
    row: Option<i64>,
    written: &Written<'_>,
) -> Result<bool, Error> {
    if let Content::Care(record) = written.content {
        let outside = Written {
            confirmed: "",
            shown: "",
            ..*written
        };
        let Some(row) = write_row(db, row, &outside)? else {
            return Ok(false);
        };
        care::put(db, own, (row, record), written.confirmed, written.shown)?;
        return Ok(true);
    }
    Ok(write_row(db, row, written)?.is_some())
}

fn write_row(
    db: &Connection,
    row: Option<i64>,
    written: &Written<'_>,
) -> Result<Option<i64>, Error> {
    let columns = columns::columns(written.facts, written.content);
    let row = match row {
        Some(row) => {
            update(db, row, written, &columns)?;
            search::remove(db, &written.facts.kind, row)?;
            row
        }
        None => match insert(db, written, &columns)? {
            Some(row) => row,
            None => return Ok(None),
        },
    };
    if !written.facts.is_voided() {
        search::add(db, written.content, row)?;
    }
    disputes::index(db, written.facts, written.content, row)?;
    items::index(db, written.facts, written.content, row)?;
    if let Content::Area {
        sets_care: true, ..
    } = written.content
    {
        care_due::unsettle(db)?;
    }
    Ok(Some(row))
}

fn insert(db: &Connection, written: &Written<'_>, columns: &Columns) -> Result<Option<i64>, Error> {
    let facts = written.facts;
    let inserted = db
        .prepare_cached(
            "INSERT INTO record (id, kind, area, seq, parent, at, author, code, due, place, door, name, flags,
                                 state, confirmed, shown)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
             ON CONFLICT (id) DO NOTHING",
        )?
        .execute(params![
            facts.id.bytes(),
            facts.kind.as_str(),
            facts.area.as_str(),
            written.seq,
            parent_bytes(columns),
            columns.at,
            author_bytes(written.facts),
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
    Ok((inserted > 0).then(|| db.last_insert_rowid()))
}

fn update(
    db: &Connection,
    row: i64,
    written: &Written<'_>,
    columns: &Columns,
) -> Result<(), Error> {
    let facts = written.facts;
    db.prepare_cached(
        "UPDATE record SET area = ?2, seq = ?3, parent = ?4, at = ?5, author = ?6, code = ?7, due = ?8, place = ?9,
                           door = ?10, name = ?11, flags = ?12, state = ?13, confirmed = ?14, shown = ?15
         WHERE row = ?1",
    )?
    .execute(params![
        row,
        facts.area.as_str(),
        written.seq,
        parent_bytes(columns),
        columns.at,
        author_bytes(written.facts),
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

/// Who made a care record is nobody's business outside its seal.
fn author_bytes(facts: &Facts) -> Vec<u8> {
    if care::is_sealed(&facts.kind) {
        return Vec::new();
    }
    facts.author.bytes().to_vec()
}
