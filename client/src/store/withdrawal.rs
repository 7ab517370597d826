//! Giving records back: those of a scope that was withdrawn, and those that a restored server does not know.

use domain::{AreaCode, Kind, RecordId, Scope};
use rusqlite::{Connection, params};

use crate::error::Error;
use crate::store::records::{STALE, id_at, refresh};
use crate::store::{Own, care, changes, meta};

/// Marks every confirmed record as of another history: what the new history does not bring again goes with [`drop_stale`].
pub(crate) fn mark_all_stale(db: &Connection) -> Result<(), Error> {
    meta::set(db, meta::STALE, "1")?;
    db.execute(
        "UPDATE record SET seq = ?1 WHERE confirmed <> '' OR row IN (SELECT row FROM care WHERE confirmed <> x'')",
        params![STALE],
    )?;
    Ok(())
}

/// Gives back the records of a scope that the new history did not bring. Own pending changes stay and are shown.
pub(crate) fn drop_stale(db: &Connection, own: &Own, scope: &Scope) -> Result<(), Error> {
    if meta::get(db, meta::STALE)?.as_deref() == Some("0") {
        // The whole table would be read to find none.
        return Ok(());
    }
    let stale = select_in(db, scope, true)?;
    forget(db, own, &stale)
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
        .filter(|held| {
            !still
                .iter()
                .any(|scope| scope.holds(&held.kind, &held.area, held.file))
        })
        .collect();
    forget(db, own, &held)
}

struct Held {
    id: RecordId,
    kind: Kind,
    area: AreaCode,
    /// The care file it belongs to.
    file: Option<RecordId>,
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
        let file = if care::is_sealed(&kind) {
            care::file_of(db, id)?
        } else {
            None
        };
        if scope.holds(&kind, &area, file) {
            held.push(Held {
                id,
                kind,
                area,
                file,
            });
        }
    }
    Ok(held)
}

fn forget(db: &Connection, own: &Own, held: &[Held]) -> Result<(), Error> {
    for record in held {
        changes::unshow_received(db, record.id)?;
        db.prepare_cached("UPDATE record SET confirmed = '', seq = 0 WHERE id = ?1")?
            .execute([record.id.bytes()])?;
        db.prepare_cached(
            "UPDATE care SET confirmed = x'' WHERE row = (SELECT row FROM record WHERE id = ?1)",
        )?
        .execute([record.id.bytes()])?;
        refresh(db, own, record.id)?;
    }
    Ok(())
}
