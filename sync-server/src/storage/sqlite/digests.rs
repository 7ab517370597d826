//! The digest of each place (class, area, file), kept up with the records: a scope's is the sum of those of its places.

use std::collections::BTreeMap;

use domain::{Placing, RecordId, Scope, Seq};
use protocol::Digest;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::columns::{Read, area, class, id, unreadable};
use super::connection::Ledger;
use super::files::file_bytes;
use crate::error::Error;
use crate::storage::DigestRow;

/// The migration that makes the table.
pub(super) const SINCE: u32 = 6;

/// Where a record lies, and how far it has come.
struct Lying {
    placing: Placing,
    seq: Seq,
}

/// Follows a record that is about to be written.
pub(super) fn follow(
    ledger: &Ledger,
    id: RecordId,
    placing: &Placing,
    seq: Seq,
) -> Result<(), Error> {
    let db = &ledger.connection;
    let before = db
        .prepare_cached("SELECT class, area, file, seq FROM records WHERE id = ?1")?
        .query_row([id.bytes()], lying)
        .optional()?;
    let mut digest = of_place(db, placing)?;
    match before {
        Some(before) if before.placing == *placing => digest.remove(id, before.seq),
        Some(before) => {
            let mut left = of_place(db, &before.placing)?;
            left.remove(id, before.seq);
            put(db, &before.placing, left)?;
        }
        None => {}
    }
    digest.add(id, seq);
    put(db, placing, digest)
}

/// Makes the table from the records.
pub(super) fn make(db: &Connection) -> Result<(), Error> {
    let mut places: BTreeMap<(String, String, Vec<u8>), Digest> = BTreeMap::new();
    let mut statement = db.prepare("SELECT id, class, area, file, seq FROM records")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let place = (row.get("class")?, row.get("area")?, row.get("file")?);
        places
            .entry(place)
            .or_default()
            .add(id(row, "id", RecordId::from_slice)?, Seq(row.get("seq")?));
    }
    for ((class, area, file), digest) in places {
        db.prepare_cached(
            "INSERT INTO digests (class, area, file, records, sum) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            class,
            area,
            file,
            digest.records,
            digest.sum.to_le_bytes()
        ])?;
    }
    Ok(())
}

/// The digest of a scope.
pub(super) fn of_scope(ledger: &Ledger, scope: &Scope) -> Result<Digest, Error> {
    let sql = match scope.file {
        Some(_) => {
            "SELECT records, sum FROM digests WHERE class = ?1 AND area = ?2 AND file = ?4 AND ?3 <> ''"
        }
        None => {
            "SELECT records, sum FROM digests WHERE class = ?1 AND area >= ?2 AND area < ?3 AND ?4 = ?4"
        }
    };
    let mut statement = ledger.connection.prepare_cached(sql)?;
    let places = statement.query_map(
        params![
            scope.class.as_str(),
            scope.area.as_str(),
            scope.area.range_end(),
            file_bytes(scope.file)
        ],
        digest,
    )?;
    let mut all = Digest::default();
    for place in places {
        all.join(place?);
    }
    Ok(all)
}

/// Every record of a scope, and how far it has come.
pub(super) fn each_place(
    ledger: &Ledger,
    scope: &Scope,
    visit: &mut dyn FnMut(RecordId, Seq),
) -> Result<(), Error> {
    let sql = match scope.file {
        Some(_) => {
            "SELECT id, seq FROM records INDEXED BY records_by_file
             WHERE file = ?4 AND file <> x'' AND class = ?1 AND area = ?2 AND ?3 <> ''"
        }
        None => {
            "SELECT id, seq FROM records WHERE class = ?1 AND area >= ?2 AND area < ?3 AND ?4 = ?4"
        }
    };
    let mut statement = ledger.connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![
        scope.class.as_str(),
        scope.area.as_str(),
        scope.area.range_end(),
        file_bytes(scope.file)
    ])?;
    while let Some(row) = rows.next()? {
        visit(id(row, "id", RecordId::from_slice)?, Seq(row.get("seq")?));
    }
    Ok(())
}

/// A row of the table.
pub(super) fn row(row: &Row<'_>) -> Read<DigestRow> {
    Ok(DigestRow {
        placing: placing(row)?,
        digest: digest(row)?,
    })
}

fn of_place(db: &Connection, placing: &Placing) -> Result<Digest, Error> {
    let found = db
        .prepare_cached(
            "SELECT records, sum FROM digests WHERE class = ?1 AND area = ?2 AND file = ?3",
        )?
        .query_row(
            params![
                placing.class.as_str(),
                placing.area.as_str(),
                file_bytes(placing.file)
            ],
            digest,
        )
        .optional()?;
    Ok(found.unwrap_or_default())
}

fn put(db: &Connection, placing: &Placing, digest: Digest) -> Result<(), Error> {
    db.prepare_cached(
        "INSERT INTO digests (class, area, file, records, sum) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (class, area, file) DO UPDATE SET records = excluded.records, sum = excluded.sum",
    )?
    .execute(params![
        placing.class.as_str(),
        placing.area.as_str(),
        file_bytes(placing.file),
        digest.records,
        digest.sum.to_le_bytes()
    ])?;
    Ok(())
}

fn digest(row: &Row<'_>) -> Read<Digest> {
    let sum = row.get_ref("sum")?.as_blob()?;
    let sum = <[u8; 16]>::try_from(sum).map_err(|_| unreadable("sum"))?;
    Ok(Digest {
        records: row.get("records")?,
        sum: u128::from_le_bytes(sum),
    })
}

fn placing(row: &Row<'_>) -> Read<Placing> {
    Ok(Placing {
        class: class(row)?,
        area: area(row, "area")?,
        file: RecordId::from_slice(row.get_ref("file")?.as_blob()?),
    })
}

fn lying(row: &Row<'_>) -> Read<Lying> {
    Ok(Lying {
        placing: placing(row)?,
        seq: Seq(row.get("seq")?),
    })
}
