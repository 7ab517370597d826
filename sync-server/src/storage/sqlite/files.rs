//! Reading by one file, a case or a care file: who held it, its changes and its records, and where records lay before. A file is asked for
//! in its own class and area alone.

use domain::circle::Holder;
use domain::{Placing, RecordId, Scope, Seq};
use rusqlite::{Row, params};

use super::columns::{Read, area, class, id, maybe_time, millis, time, unreadable};
use super::connection::Ledger;
use super::rows::change;
use crate::error::Error;
use crate::storage::{ChangeRow, FileGrantRow, ImageRow, MoveRow};

pub(super) fn grants_of(ledger: &Ledger, holder: &Holder) -> Result<Vec<FileGrantRow>, Error> {
    let mut statement = ledger.connection.prepare_cached(
        "SELECT id, file, class, area, holder, from_at, to_at FROM file_grants WHERE holder = ?1 ORDER BY id",
    )?;
    let rows = statement.query_map([holder.to_string()], grant)?;
    Ok(rows.collect::<Read<Vec<_>>>()?)
}

pub(super) fn grants_on(ledger: &Ledger, file: RecordId) -> Result<Vec<FileGrantRow>, Error> {
    let mut statement = ledger.connection.prepare_cached(
        "SELECT id, file, class, area, holder, from_at, to_at FROM file_grants WHERE file = ?1 ORDER BY id",
    )?;
    let rows = statement.query_map([file.bytes()], grant)?;
    Ok(rows.collect::<Read<Vec<_>>>()?)
}

pub(super) fn grant(row: &Row<'_>) -> Read<FileGrantRow> {
    let holder: String = row.get("holder")?;
    Ok(FileGrantRow {
        id: row.get("id")?,
        file: id(row, "file", RecordId::from_slice)?,
        class: class(row)?,
        area: area(row, "area")?,
        holder: holder.parse().map_err(|_| unreadable("holder"))?,
        from_at: time(row, "from_at")?,
        to_at: maybe_time(row, "to_at")?,
    })
}

pub(super) fn put_grant(ledger: &Ledger, grant: &FileGrantRow) -> Result<(), Error> {
    if grant.id != 0 {
        ledger
            .connection
            .prepare_cached("UPDATE file_grants SET to_at = ?2 WHERE id = ?1")?
            .execute(params![grant.id, millis(grant.to_at)])?;
        return Ok(());
    }
    ledger
        .connection
        .prepare_cached(
            "INSERT INTO file_grants (file, class, area, holder, from_at, to_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            grant.file.bytes(),
            grant.class.as_str(),
            grant.area.as_str(),
            grant.holder.to_string(),
            grant.from_at.timestamp_millis(),
            millis(grant.to_at)
        ])?;
    Ok(())
}

pub(super) fn moves_after(
    ledger: &Ledger,
    scope: &Scope,
    after: Seq,
    limit: i64,
) -> Result<Vec<MoveRow>, Error> {
    let mut statement = ledger.connection.prepare_cached(
        "SELECT seq, record, class, area, file FROM moves
         WHERE class = ?1 AND area >= ?2 AND area < ?3 AND seq > ?4 AND (?5 = x'' OR file = ?5)
         ORDER BY seq LIMIT ?6",
    )?;
    let rows = statement.query_map(
        params![
            scope.class.as_str(),
            scope.area.as_str(),
            scope.area.range_end(),
            after.0,
            file_bytes(scope.file),
            limit
        ],
        moved,
    )?;
    Ok(rows.collect::<Read<Vec<_>>>()?)
}

pub(super) fn moves_of(ledger: &Ledger, record: RecordId) -> Result<Vec<MoveRow>, Error> {
    let mut statement = ledger.connection.prepare_cached(
        "SELECT seq, record, class, area, file FROM moves WHERE record = ?1 ORDER BY seq",
    )?;
    let rows = statement.query_map([record.bytes()], moved)?;
    Ok(rows.collect::<Read<Vec<_>>>()?)
}

pub(super) fn moved(row: &Row<'_>) -> Read<MoveRow> {
    Ok(MoveRow {
        seq: Seq(row.get("seq")?),
        record: id(row, "record", RecordId::from_slice)?,
        before: Placing {
            class: class(row)?,
            area: area(row, "area")?,
            file: RecordId::from_slice(row.get_ref("file")?.as_blob()?),
        },
    })
}

/// The record's own row is written with the change. Its earlier changes are found by the file that they belonged to.
pub(super) fn move_record(ledger: &Ledger, moved: &MoveRow, after: &Placing) -> Result<(), Error> {
    let before = &moved.before;
    ledger
        .connection
        .prepare_cached(
            "INSERT INTO moves (seq, record, class, area, file) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            moved.seq.0,
            moved.record.bytes(),
            before.class.as_str(),
            before.area.as_str(),
            file_bytes(before.file)
        ])?;
    ledger
        .connection
        .prepare_cached(
            "UPDATE changes SET class = ?3, area = ?4, file = ?5
             WHERE file = ?1 AND file <> x'' AND record = ?2",
        )?
        .execute(params![
            file_bytes(before.file),
            moved.record.bytes(),
            after.class.as_str(),
            after.area.as_str(),
            file_bytes(after.file)
        ])?;
    Ok(())
}

pub(super) fn file_bytes(file: Option<RecordId>) -> Vec<u8> {
    file.map_or_else(Vec::new, |id| id.bytes().to_vec())
}

pub(super) fn changes_after(
    ledger: &Ledger,
    (scope, file): (&Scope, RecordId),
    after: Seq,
    limit: i64,
) -> Result<Vec<ChangeRow>, Error> {
    // `file <> x''` is what the partial index stands on.
    let mut statement = ledger.connection.prepare_cached(
        "SELECT seq, id, record, class, area, file, device, device_seq, received_at, clock_offset_ms, body
         FROM changes INDEXED BY changes_by_file
         WHERE file = ?1 AND file <> x'' AND seq > ?2 AND class = ?3 AND area = ?4 ORDER BY seq LIMIT ?5",
    )?;
    let rows = statement.query_map(
        params![
            file.bytes(),
            after.0,
            scope.class.as_str(),
            scope.area.as_str(),
            limit
        ],
        change,
    )?;
    Ok(rows.collect::<Read<Vec<_>>>()?)
}

pub(super) fn image_page(
    ledger: &Ledger,
    (scope, file): (&Scope, RecordId),
    after: Option<RecordId>,
    limit: i64,
) -> Result<Vec<ImageRow>, Error> {
    let after = after.map_or_else(Vec::new, |id| id.bytes().to_vec());
    let mut statement = ledger.connection.prepare_cached(
        "SELECT id, body FROM records INDEXED BY records_by_file
         WHERE file = ?1 AND file <> x'' AND id > ?2 AND class = ?3 AND area = ?4 ORDER BY id LIMIT ?5",
    )?;
    let rows = statement.query_map(
        params![
            file.bytes(),
            after,
            scope.class.as_str(),
            scope.area.as_str(),
            limit
        ],
        |row| {
            Ok(ImageRow {
                id: id(row, "id", RecordId::from_slice)?,
                body: row.get("body")?,
            })
        },
    )?;
    Ok(rows.collect::<Read<Vec<_>>>()?)
}

pub(super) fn count(ledger: &Ledger, (scope, file): (&Scope, RecordId)) -> Result<u64, Error> {
    let count = ledger
        .connection
        .prepare_cached(
            "SELECT count(*) FROM records INDEXED BY records_by_file
             WHERE file = ?1 AND file <> x'' AND class = ?2 AND area = ?3",
        )?
        .query_row(
            params![file.bytes(), scope.class.as_str(), scope.area.as_str()],
            |row| row.get(0),
        )?;
    Ok(count)
}
