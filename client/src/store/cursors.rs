//! Up to where this device has everything, scope by scope: first an image, page by page, then the tail of changes.

use std::collections::BTreeMap;

use domain::{AreaCode, Kind, Placing, RecordId, Scope, Seq};
use rusqlite::{Connection, params};

use crate::error::Error;

/// Where a scope stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// Its image is being fetched. `as_of` is the first page's sequence, 0 before it; `after` the last record that is in.
    Image { as_of: Seq, after: Option<RecordId> },
    /// Everything up to this is here.
    Tail(Seq),
}

impl Place {
    /// How a scope that is new begins. One case comes with the tail, all its changes from the first: many of them take one round trip,
    /// not one each. Everything else comes as an image.
    pub(crate) fn of_new(scope: &Scope) -> Self {
        if scope.file.is_some() && !scope.is_sealed() {
            Self::Tail(Seq(0))
        } else {
            Self::from_the_start()
        }
    }

    /// Nothing is here yet.
    pub(crate) fn from_the_start() -> Self {
        Self::Image {
            as_of: Seq(0),
            after: None,
        }
    }
}

/// All scopes that this device holds, and where they stand.
pub(crate) fn all(db: &Connection) -> Result<BTreeMap<Scope, Place>, Error> {
    let mut statement = db.prepare_cached("SELECT scope, state, seq, after FROM cursor")?;
    let mut rows = statement.query([])?;
    let mut places = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let scope: String = row.get(0)?;
        let state: String = row.get(1)?;
        let seq = Seq(u64::try_from(row.get::<_, i64>(2)?).unwrap_or_default());
        let after: Vec<u8> = row.get(3)?;
        let Ok(scope) = scope.parse::<Scope>() else {
            continue;
        };
        let place = if state == "tail" {
            Place::Tail(seq)
        } else {
            Place::Image {
                as_of: seq,
                after: RecordId::from_slice(&after),
            }
        };
        places.insert(scope, place);
    }
    Ok(places)
}

/// Writes where a scope stands.
pub(crate) fn set(db: &Connection, scope: &Scope, place: &Place) -> Result<(), Error> {
    let (state, seq, after) = match place {
        Place::Image { as_of, after } => ("image", *as_of, *after),
        Place::Tail(seq) => ("tail", *seq, None),
    };
    let after = after.map(|id| id.bytes().to_vec()).unwrap_or_default();
    db.prepare_cached(
        "INSERT INTO cursor (scope, state, seq, after) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (scope) DO UPDATE SET state = excluded.state, seq = excluded.seq, after = excluded.after",
    )?
    .execute(params![
        scope.to_string(),
        state,
        i64::try_from(seq.0).unwrap_or(i64::MAX),
        after
    ])?;
    Ok(())
}

/// Forgets a scope.
pub(crate) fn remove(db: &Connection, scope: &Scope) -> Result<(), Error> {
    db.execute("DELETE FROM cursor WHERE scope = ?1", [scope.to_string()])?;
    Ok(())
}

/// The sequence up to which this device has seen what happens to records of this kind in this area; `None` outside its scopes.
pub(crate) fn seen(db: &Connection, kind: &Kind, area: &AreaCode) -> Result<Option<Seq>, Error> {
    newest(db, |scope| scope.covers(kind, area))
}

/// [`seen`], for a record that lies there.
pub(crate) fn seen_of(db: &Connection, placing: &Placing) -> Result<Option<Seq>, Error> {
    newest(db, |scope| scope.holds(placing))
}

fn newest(db: &Connection, is_meant: impl Fn(&Scope) -> bool) -> Result<Option<Seq>, Error> {
    let meant = all(db)?.into_iter().filter(|(scope, _)| is_meant(scope));
    let seen = meant.map(|(_, place)| match place {
        Place::Image { as_of, .. } => as_of,
        Place::Tail(seq) => seq,
    });
    Ok(seen.max())
}
