//! Reading by one care file: who was on its team, its changes and its records. A file is asked for in its own area alone.

use domain::{AreaCode, MemberId, RecordId, Seq};
use rusqlite::{Row, params};

use super::columns::{Read, area, id, maybe_time, time};
use super::connection::Ledger;
use super::read::change;
use crate::error::Error;
use crate::storage::{ChangeRow, FileGrantRow, ImageRow};

pub(super) fn grants_of(ledger: &Ledger, member: MemberId) -> Result<Vec<FileGrantRow>, Error> {
    let mut statement = ledger.connection.prepare_cached(
        "SELECT id, file, member, area, from_at, to_at FROM file_grants WHERE member = ?1 ORDER BY id",
    )?;
    let rows = statement.query_map([member.bytes()], grant)?;
    Ok(rows.collect::<Read<Vec<_>>>()?)
}

pub(super) fn grants_on(ledger: &Ledger, file: RecordId) -> Result<Vec<FileGrantRow>, Error> {
    let mut statement = ledger.connection.prepare_cached(
        "SELECT id, file, member, area, from_at, to_at FROM file_grants WHERE file = ?1 ORDER BY id",
    )?;
    let rows = statement.query_map([file.bytes()], grant)?;
    Ok(rows.collect::<Read<Vec<_>>>()?)
}

fn grant(row: &Row<'_>) -> Read<FileGrantRow> {
    Ok(FileGrantRow {
        id: row.get("id")?,
        file: id(row, "file", RecordId::from_slice)?,
        member: id(row, "member", MemberId::from_slice)?,
        area: area(row, "area")?,
        from_at: time(row, "from_at")?,
        to_at: maybe_time(row, "to_at")?,
    })
}

pub(super) fn changes_after(
    ledger: &Ledger,
    (place, file): (&AreaCode, RecordId),
    after: Seq,
    limit: i64,
) -> Result<Vec<ChangeRow>, Error> {
    // `file <> x''` is what the partial index stands on.
    let mut statement = ledger.connection.prepare_cached(
        "SELECT seq, id, record, class, area, file, device, device_seq, received_at, clock_offset_ms, body
         FROM changes INDEXED BY changes_by_file
         WHERE file = ?1 AND file <> x'' AND seq > ?2 AND area = ?3 ORDER BY seq LIMIT ?4",
    )?;
    let rows = statement.query_map(
        params![file.bytes(), after.0, place.as_str(), limit],
        change,
    )?;
    Ok(rows.collect::<Read<Vec<_>>>()?)
}

pub(super) fn image_page(
    ledger: &Ledger,
    (place, file): (&AreaCode, RecordId),
    after: Option<RecordId>,
    limit: i64,
) -> Result<Vec<ImageRow>, Error> {
    let after = after.map_or_else(Vec::new, |id| id.bytes().to_vec());
    let mut statement = ledger.connection.prepare_cached(
        "SELECT id, body FROM records INDEXED BY records_by_file
         WHERE file = ?1 AND file <> x'' AND id > ?2 AND area = ?3 ORDER BY id LIMIT ?4",
    )?;
    let rows = statement.query_map(params![file.bytes(), after, place.as_str(), limit], |row| {
        Ok(ImageRow {
            id: id(row, "id", RecordId::from_slice)?,
            body: row.get("body")?,
        })
    })?;
    Ok(rows.collect::<Read<Vec<_>>>()?)
}

pub(super) fn count(ledger: &Ledger, (place, file): (&AreaCode, RecordId)) -> Result<u64, Error> {
    let count = ledger
        .connection
        .prepare_cached(
            "SELECT count(*) FROM records INDEXED BY records_by_file
             WHERE file = ?1 AND file <> x'' AND area = ?2",
        )?
        .query_row(params![file.bytes(), place.as_str()], |row| row.get(0))?;
    Ok(count)
}
