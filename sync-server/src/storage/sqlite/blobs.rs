//! What is known of the bytes beside the ledger: who names them, and what became of them.

use domain::{AttachmentKind, DeviceId, MemberId, RecordId};
use protocol::blob::BlobRefusal;
use rusqlite::{OptionalExtension as _, Row, params};

use super::columns::{Read, hash, id, time};
use super::connection::Ledger;
use crate::error::Error;
use crate::storage::{BlobNameRow, BlobRow};

pub(super) fn names(ledger: &Ledger, of: &[u8; 32]) -> Result<Vec<BlobNameRow>, Error> {
    let mut statement = ledger.connection.prepare_cached(
        "SELECT hash, record, member, kind, size FROM blob_names WHERE hash = ?1 ORDER BY record, member",
    )?;
    let rows = statement.query_map([of], |row| {
        let kind: String = row.get("kind")?;
        Ok(BlobNameRow {
            hash: hash(row, "hash")?,
            record: id(row, "record", RecordId::from_slice)?,
            member: id(row, "member", MemberId::from_slice)?,
            kind: AttachmentKind::from_code(&kind),
            size: row.get("size")?,
        })
    })?;
    Ok(rows.collect::<Read<Vec<_>>>()?)
}

pub(super) fn find(ledger: &Ledger, of: &[u8; 32]) -> Result<Option<BlobRow>, Error> {
    let found = ledger
        .connection
        .prepare_cached(
            "SELECT hash, size, media_type, refused, member, device, received_at FROM blobs WHERE hash = ?1",
        )?
        .query_row([of], blob)
        .optional()?;
    Ok(found)
}

/// All bytes that are here whole.
pub(super) fn whole(ledger: &Ledger) -> Result<Vec<BlobRow>, Error> {
    let mut statement = ledger.connection.prepare_cached(
        "SELECT hash, size, media_type, refused, member, device, received_at FROM blobs WHERE refused = ''",
    )?;
    let rows = statement.query_map([], blob)?;
    Ok(rows.collect::<Read<Vec<_>>>()?)
}

/// These bytes are not here after all.
pub(super) fn forget(ledger: &Ledger, lost: &[u8; 32]) -> Result<(), Error> {
    ledger
        .connection
        .prepare_cached("DELETE FROM blobs WHERE hash = ?1")?
        .execute([lost])?;
    Ok(())
}

pub(super) fn blob(row: &Row<'_>) -> Read<BlobRow> {
    let refused: String = row.get("refused")?;
    Ok(BlobRow {
        hash: hash(row, "hash")?,
        size: row.get("size")?,
        media_type: row.get("media_type")?,
        refused: (!refused.is_empty()).then(|| BlobRefusal::from_name(&refused)),
        member: id(row, "member", MemberId::from_slice)?,
        device: id(row, "device", DeviceId::from_slice)?,
        received_at: time(row, "received_at")?,
    })
}

pub(super) fn put_name(ledger: &Ledger, name: &BlobNameRow) -> Result<(), Error> {
    ledger
        .connection
        .prepare_cached(
            "INSERT INTO blob_names (hash, record, member, kind, size) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (hash, record, member) DO NOTHING",
        )?
        .execute(params![
            name.hash,
            name.record.bytes(),
            name.member.bytes(),
            name.kind.code(),
            name.size
        ])?;
    Ok(())
}

pub(super) fn put(ledger: &Ledger, blob: &BlobRow) -> Result<(), Error> {
    ledger
        .connection
        .prepare_cached(
            "INSERT INTO blobs (hash, size, media_type, refused, member, device, received_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (hash) DO UPDATE SET size = excluded.size, media_type = excluded.media_type,
                 refused = excluded.refused, member = excluded.member, device = excluded.device,
                 received_at = excluded.received_at",
        )?
        .execute(params![
            blob.hash,
            blob.size,
            blob.media_type,
            blob.refused.map_or("", BlobRefusal::as_str),
            blob.member.bytes(),
            blob.device.bytes(),
            blob.received_at.timestamp_millis()
        ])?;
    Ok(())
}
