//! The writes.

use chrono::{DateTime, Utc};
use domain::{AreaCode, MemberId, Placing, Record, Role, Seq};
use rusqlite::params;
use uuid::Uuid;

use super::audit;
use super::blobs;
use super::columns::millis;
use super::connection::Ledger;
use super::digests;
use super::files;
use crate::error::Error;
use crate::storage::{
    AuditRow, BlobNameRow, BlobRow, ChangeRow, CodeRow, DeviceRow, FileGrantRow, GrantRow, MoveRow,
    QuarantineRow, ReceiptRow, TownRow, Tx,
};

impl Tx for Ledger {
    fn next_seq(&self) -> Result<Seq, Error> {
        let next = self
            .connection
            .prepare_cached("UPDATE town SET head = head + 1 WHERE id = 1 RETURNING head")?
            .query_row([], |row| row.get(0));
        match next {
            Ok(head) => Ok(Seq(head)),
            Err(rusqlite::Error::QueryReturnedNoRows) => Err(Error::NoTown),
            Err(error) => Err(Error::Database(error)),
        }
    }

    fn put_town(&self, town: &TownRow) -> Result<(), Error> {
        self.connection
            .prepare_cached(
                "INSERT INTO town (id, code, name, epoch, head) VALUES (1, ?1, ?2, ?3, ?4)
                 ON CONFLICT (id) DO UPDATE SET name = excluded.name, epoch = excluded.epoch",
            )?
            .execute(params![
                town.code.as_str(),
                town.name,
                town.epoch,
                town.head.0
            ])?;
        Ok(())
    }

    fn put_setting(&self, name: &str, value: &str) -> Result<(), Error> {
        self.connection
            .prepare_cached(
                "INSERT INTO settings (name, value) VALUES (?1, ?2)
                 ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            )?
            .execute([name, value])?;
        Ok(())
    }

    fn put_change(&self, change: &ChangeRow) -> Result<(), Error> {
        self.connection
            .prepare_cached(
                "INSERT INTO changes (seq, id, record, class, area, device, device_seq,
                                      received_at, clock_offset_ms, body, file)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            )?
            .execute(params![
                change.seq.0,
                change.id.bytes(),
                change.record.bytes(),
                change.class.as_str(),
                change.area.as_str(),
                change.device.bytes(),
                change.device_seq,
                change.received_at.timestamp_millis(),
                change.clock_offset_ms,
                change.body,
                files::file_bytes(change.file)
            ])?;
        Ok(())
    }

    fn put_record(&self, record: &Record) -> Result<(), Error> {
        let body = serde_json::to_string(record).map_err(Error::damaged("record"))?;
        let placing = Placing::of(record);
        digests::follow(self, record.id, &placing, record.seq)?;
        self.connection
            .prepare_cached(
                "INSERT INTO records (id, kind, class, area, seq, body, file)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                 ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, body = excluded.body,
                     class = excluded.class, area = excluded.area, file = excluded.file",
            )?
            .execute(params![
                record.id.bytes(),
                record.kind.as_str(),
                placing.class.as_str(),
                record.area.as_str(),
                record.seq.0,
                body,
                files::file_bytes(placing.file)
            ])?;
        Ok(())
    }

    fn put_receipt(&self, receipt: &ReceiptRow) -> Result<(), Error> {
        let status = serde_json::to_string(&receipt.status).map_err(Error::damaged("receipt"))?;
        self.connection
            .prepare_cached(
                "INSERT INTO receipts (id, content_hash, device, device_seq, received_at, status)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (id) DO UPDATE SET content_hash = excluded.content_hash,
                     status = excluded.status",
            )?
            .execute(params![
                receipt.id.bytes(),
                receipt.content_hash,
                receipt.device.bytes(),
                receipt.device_seq,
                receipt.received_at.timestamp_millis(),
                status
            ])?;
        Ok(())
    }

    fn put_quarantine(&self, row: &QuarantineRow) -> Result<(), Error> {
        self.connection
            .prepare_cached(
                "INSERT INTO quarantine (id, content_hash, member, device, received_at, reason, body)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                 ON CONFLICT (id, content_hash) DO NOTHING",
            )?
            .execute(params![
                row.id.bytes(),
                row.content_hash,
                row.member.bytes(),
                row.device.bytes(),
                row.received_at.timestamp_millis(),
                row.reason,
                row.body
            ])?;
        Ok(())
    }

    fn put_device(&self, device: &DeviceRow) -> Result<(), Error> {
        self.connection
            .prepare_cached(
                "INSERT INTO devices (id, member, token_hash, name, app, recovery, enrolled_at,
                                      last_seen_at, last_device_seq, forked_at, revoked_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
                 ON CONFLICT (id) DO UPDATE SET token_hash = excluded.token_hash,
                     name = excluded.name, app = excluded.app, enrolled_at = excluded.enrolled_at,
                     last_seen_at = excluded.last_seen_at, recovery = excluded.recovery,
                     last_device_seq = excluded.last_device_seq,
                     forked_at = excluded.forked_at, revoked_at = excluded.revoked_at",
            )?
            .execute(params![
                device.id.bytes(),
                device.member.bytes(),
                device.token_hash,
                device.name,
                device.app,
                device.recovery,
                device.enrolled_at.timestamp_millis(),
                device.last_seen_at.timestamp_millis(),
                device.last_device_seq,
                millis(device.forked_at),
                millis(device.revoked_at)
            ])?;
        Ok(())
    }

    fn put_code(&self, code: &CodeRow) -> Result<(), Error> {
        self.connection
            .prepare_cached(
                "INSERT INTO codes (code_hash, member, made_at, expires_at, used_at, used_by)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (code_hash) DO UPDATE SET used_at = excluded.used_at,
                     used_by = excluded.used_by",
            )?
            .execute(params![
                code.code_hash,
                code.member.bytes(),
                code.made_at.timestamp_millis(),
                code.expires_at.timestamp_millis(),
                millis(code.used_at),
                code.used_by.map_or_else(Vec::new, |id| id.bytes().to_vec())
            ])?;
        Ok(())
    }

    fn put_grant(&self, grant: &GrantRow) -> Result<(), Error> {
        self.connection
            .prepare_cached(
                "INSERT INTO grants (member, role, area, from_at, to_at)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                grant.member.bytes(),
                grant.role.code(),
                grant.area.as_str(),
                grant.from_at.timestamp_millis(),
                millis(grant.to_at)
            ])?;
        Ok(())
    }

    fn move_record(&self, moved: &MoveRow, after: &Placing) -> Result<(), Error> {
        files::move_record(self, moved, after)
    }

    fn put_file_grant(&self, grant: &FileGrantRow) -> Result<(), Error> {
        files::put_grant(self, grant)
    }

    fn put_audit(&self, row: &AuditRow) -> Result<(), Error> {
        audit::put(self, row)
    }

    fn put_told(&self, id: Uuid, entry: u64) -> Result<(), Error> {
        audit::put_told(self, id, entry)
    }

    fn put_blob_name(&self, name: &BlobNameRow) -> Result<(), Error> {
        blobs::put_name(self, name)
    }

    fn put_blob(&self, blob: &BlobRow) -> Result<(), Error> {
        blobs::put(self, blob)
    }

    fn end_grants(
        &self,
        member: MemberId,
        role: Option<Role>,
        area: &AreaCode,
        to_at: DateTime<Utc>,
    ) -> Result<usize, Error> {
        let ended = self
            .connection
            .prepare_cached(
                "UPDATE grants SET to_at = ?3
                 WHERE member = ?1 AND area = ?2 AND to_at = 0 AND (?4 = '' OR role = ?4)",
            )?
            .execute(params![
                member.bytes(),
                area.as_str(),
                to_at.timestamp_millis(),
                role.map_or("", Role::code)
            ])?;
        Ok(ended)
    }
}
