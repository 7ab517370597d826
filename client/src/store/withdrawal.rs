//! Giving records back: those of a scope that was withdrawn, and those that a restored server does not know.

use domain::{AreaCode, DataClass, Kind, Placing, RecordId, Scope};
use rusqlite::{Connection, OptionalExtension as _, params};

use crate::error::Error;
use crate::store::records::{STALE, id_at, parse, refresh};
use crate::store::{Own, changes, fetched, meta, placing, tally, uploads};

/// Marks every confirmed record as of another history: what the new history does not bring again goes with [`drop_stale`].
pub(crate) fn mark_all_stale(db: &Connection) -> Result<(), Error> {
    meta::set(db, meta::STALE, "1")?;
    db.execute(
        "UPDATE record SET seq = ?1 WHERE confirmed <> '' OR row IN (SELECT row FROM care WHERE confirmed <> x'')",
        params![STALE],
    )?;
    tally::empty(db)
}

/// Gives back the records of a scope that the new history did not bring. Own pending changes stay and are shown.
pub(crate) fn drop_stale(db: &Connection, own: &Own, scope: &Scope) -> Result<(), Error> {
    if meta::get(db, meta::STALE)?.as_deref() == Some("0") {
        // The whole table would be read to find none.
        return Ok(());
    }
    let stale = select_in(db, scope, true)?;
    for record in &stale {
        // What came of others goes with the record; own bytes are offered to the new history first.
        for hash in hashes_of(db, record.id)? {
            fetched::forget(db, &hash)?;
        }
    }
    forget_all(db, own, &stale)
}

/// Gives back the records of a scope, but for those that another scope still covers.
pub(crate) fn give_back(
    db: &Connection,
    own: &Own,
    scope: &Scope,
    still: &[Scope],
) -> Result<(), Error> {
    let held: Vec<Held> = select_in(db, scope, false)?
        .into_iter()
        .filter(|held| !still.iter().any(|scope| scope.holds(&held.placing)))
        .collect();
    for record in &held {
        give_bytes_back(db, record.id)?;
    }
    forget_all(db, own, &held)
}

/// Gives one record back; its kind, when it was here.
pub(crate) fn give_back_one(
    db: &Connection,
    own: &Own,
    id: RecordId,
) -> Result<Option<Kind>, Error> {
    let kind: Option<String> = db
        .prepare_cached("SELECT kind FROM record WHERE id = ?1")?
        .query_row([id.bytes()], |row| row.get(0))
        .optional()?;
    let Some(kind) = kind else { return Ok(None) };
    give_bytes_back(db, id)?;
    forget(db, own, id)?;
    Ok(Some(Kind::from_name(&kind)))
}

/// The bytes that a record names go with it; those of this device that are not received yet go once they are.
fn give_bytes_back(db: &Connection, record: RecordId) -> Result<(), Error> {
    for hash in hashes_of(db, record)? {
        fetched::forget(db, &hash)?;
        uploads::give_back(db, &hash)?;
    }
    Ok(())
}

/// The bytes that a record names.
fn hashes_of(db: &Connection, record: RecordId) -> Result<Vec<String>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT CASE shown WHEN '' THEN confirmed ELSE shown END FROM record WHERE id = ?1",
    )?;
    let json: String = statement.query_row([record.bytes()], |row| row.get(0))?;
    if !json.contains("\"attachments\"") {
        return Ok(Vec::new());
    }
    let named = domain::attachment::of(&parse(&json)?.fields).into_iter();
    Ok(named.map(|named| named.hash).collect())
}

struct Held {
    id: RecordId,
    placing: Placing,
}

fn select_in(db: &Connection, scope: &Scope, only_stale: bool) -> Result<Vec<Held>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT id, kind, area FROM record WHERE area >= ?1 AND area < ?2 AND (?3 = 0 OR seq = ?4)",
    )?;
    let mut rows = statement.query(params![
        scope.area.as_str(),
        scope.area.range_end(),
        only_stale,
        STALE
    ])?;
    let mut held = Vec::new();
    while let Some(row) = rows.next()? {
        let kind = Kind::from_name(&row.get::<_, String>(1)?);
        let Ok(area) = AreaCode::new(row.get::<_, String>(2)?) else {
            continue;
        };
        let id = id_at(row, 0)?;
        let is_sensitive_scope = scope.class == DataClass::SensitiveCase;
        if kind.class() != scope.class && !(is_sensitive_scope && kind == Kind::Dispute) {
            continue;
        }
        let placing = placing::of(db, id, &kind, &area)?;
        if scope.holds(&placing) {
            held.push(Held { id, placing });
        }
    }
    Ok(held)
}

fn forget_all(db: &Connection, own: &Own, held: &[Held]) -> Result<(), Error> {
    held.iter().try_for_each(|held| forget(db, own, held.id))
}

fn forget(db: &Connection, own: &Own, id: RecordId) -> Result<(), Error> {
    changes::unshow_received(db, id)?;
    unconfirm(db, id)?;
    refresh(db, own, id)
}

/// Nothing is known of a record from the server.
pub(crate) fn unconfirm(db: &Connection, id: RecordId) -> Result<(), Error> {
    let before: Option<(String, i64)> = db
        .prepare_cached("SELECT kind, seq FROM record WHERE id = ?1")?
        .query_row([id.bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    if let Some((kind, seq)) = before {
        tally::follow(db, &Kind::from_name(&kind), id, seq, 0)?;
    }
    db.prepare_cached("UPDATE record SET confirmed = '', seq = 0 WHERE id = ?1")?
        .execute([id.bytes()])?;
    db.prepare_cached(
        "UPDATE care SET confirmed = x'' WHERE row = (SELECT row FROM record WHERE id = ?1)",
    )?
    .execute([id.bytes()])?;
    Ok(())
}
