//! Changes and devices, read out of their rows.

use domain::{ChangeId, DeviceId, MemberId, RecordId, Seq};
use rusqlite::Row;

use super::columns::{Read, area, class, hash, id, maybe_time, time};
use crate::storage::{ChangeRow, DeviceRow};

pub(super) fn change(row: &Row<'_>) -> Read<ChangeRow> {
    Ok(ChangeRow {
        seq: Seq(row.get("seq")?),
        id: id(row, "id", ChangeId::from_slice)?,
        record: id(row, "record", RecordId::from_slice)?,
        class: class(row)?,
        area: area(row, "area")?,
        file: RecordId::from_slice(row.get_ref("file")?.as_blob()?),
        device: id(row, "device", DeviceId::from_slice)?,
        device_seq: row.get("device_seq")?,
        received_at: time(row, "received_at")?,
        clock_offset_ms: row.get("clock_offset_ms")?,
        body: row.get("body")?,
    })
}

pub(super) fn device(row: &Row<'_>) -> Read<DeviceRow> {
    Ok(DeviceRow {
        id: id(row, "id", DeviceId::from_slice)?,
        member: id(row, "member", MemberId::from_slice)?,
        token_hash: hash(row, "token_hash")?,
        name: row.get("name")?,
        app: row.get("app")?,
        recovery: row.get("recovery")?,
        enrolled_at: time(row, "enrolled_at")?,
        last_seen_at: time(row, "last_seen_at")?,
        last_device_seq: row.get("last_device_seq")?,
        forked_at: maybe_time(row, "forked_at")?,
        revoked_at: maybe_time(row, "revoked_at")?,
    })
}
