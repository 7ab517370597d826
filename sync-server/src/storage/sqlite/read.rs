//! The reads.

use domain::circle::Holder;
use domain::{AreaLevel, ChangeId, DeviceId, Kind, MemberId, Record, RecordId, Role, Scope, Seq};
use protocol::Digest;
use rusqlite::{OptionalExtension, params};
use uuid::Uuid;

use super::columns::{Read, area, hash, id, maybe_time, time};
use super::connection::Ledger;
use super::rows::{change, device};
use super::{audit, blobs, digests, files};
use crate::error::Error;
use crate::storage::{
    AuditRow, BlobNameRow, BlobRow, ChangeRow, CodeRow, DeviceRow, FileGrantRow, GrantRow,
    ImageRow, MoveRow, ReceiptRow, TownRow, View, Whole,
};

impl View for Ledger {
    fn whole(&self) -> &dyn Whole {
        self
    }

    fn town(&self) -> Result<TownRow, Error> {
        self.connection
            .prepare_cached("SELECT code, name, epoch, head FROM town WHERE id = 1")?
            .query_row([], |row| {
                Ok(TownRow {
                    code: area(row, "code")?,
                    name: row.get("name")?,
                    epoch: row.get("epoch")?,
                    head: Seq(row.get("head")?),
                })
            })
            .optional()?
            .ok_or(Error::NoTown)
    }

    fn setting(&self, name: &str) -> Result<Option<String>, Error> {
        let value = self
            .connection
            .prepare_cached("SELECT value FROM settings WHERE name = ?1")?
            .query_row([name], |row| row.get(0))
            .optional()?;
        Ok(value)
    }

    fn settings_under(&self, prefix: &str) -> Result<Vec<(String, String)>, Error> {
        // Names are ASCII, and DEL follows every character they use.
        let end = format!("{prefix}\u{7f}");
        let mut statement = self.connection.prepare_cached(
            "SELECT name, value FROM settings WHERE name >= ?1 AND name < ?2 ORDER BY name",
        )?;
        let rows = statement.query_map([prefix, &end], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Read<Vec<_>>>()?)
    }

    fn record(&self, id: RecordId) -> Result<Option<Record>, Error> {
        let body: Option<String> = self
            .connection
            .prepare_cached("SELECT body FROM records WHERE id = ?1")?
            .query_row([id.bytes()], |row| row.get(0))
            .optional()?;
        body.map(|body| serde_json::from_str(&body).map_err(Error::damaged("record")))
            .transpose()
    }

    fn receipt(&self, change: ChangeId) -> Result<Option<ReceiptRow>, Error> {
        let found = self
            .connection
            .prepare_cached(
                "SELECT content_hash, device, device_seq, received_at, status
                 FROM receipts WHERE id = ?1",
            )?
            .query_row([change.bytes()], |row| {
                let status: String = row.get("status")?;
                Ok((
                    hash(row, "content_hash")?,
                    id(row, "device", DeviceId::from_slice)?,
                    row.get("device_seq")?,
                    time(row, "received_at")?,
                    status,
                ))
            })
            .optional()?;
        let Some((content_hash, device, device_seq, received_at, status)) = found else {
            return Ok(None);
        };
        Ok(Some(ReceiptRow {
            id: change,
            content_hash,
            device,
            device_seq,
            received_at,
            status: serde_json::from_str(&status).map_err(Error::damaged("receipt"))?,
        }))
    }

    fn change_at(&self, device: DeviceId, device_seq: u64) -> Result<Option<ChangeId>, Error> {
        let found = self
            .connection
            .prepare_cached("SELECT id FROM receipts WHERE device = ?1 AND device_seq = ?2")?
            .query_row(params![device.bytes(), device_seq], |row| {
                id(row, "id", ChangeId::from_slice)
            })
            .optional()?;
        Ok(found)
    }

    fn device_by_token(&self, token_hash: &[u8; 32]) -> Result<Option<DeviceRow>, Error> {
        let found = self
            .connection
            .prepare_cached(
                "SELECT id, member, token_hash, name, app, recovery, enrolled_at, last_seen_at,
                        last_device_seq, forked_at, revoked_at
                 FROM devices WHERE token_hash = ?1",
            )?
            .query_row([token_hash], device)
            .optional()?;
        Ok(found)
    }

    fn device(&self, id: DeviceId) -> Result<Option<DeviceRow>, Error> {
        let found = self
            .connection
            .prepare_cached(
                "SELECT id, member, token_hash, name, app, recovery, enrolled_at, last_seen_at,
                        last_device_seq, forked_at, revoked_at
                 FROM devices WHERE id = ?1",
            )?
            .query_row([id.bytes()], device)
            .optional()?;
        Ok(found)
    }

    fn devices(&self) -> Result<Vec<DeviceRow>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, member, token_hash, name, app, recovery, enrolled_at, last_seen_at,
                    last_device_seq, forked_at, revoked_at
             FROM devices ORDER BY last_seen_at DESC, id",
        )?;
        let rows = statement.query_map([], device)?;
        Ok(rows.collect::<Read<Vec<_>>>()?)
    }

    fn code(&self, code_hash: &[u8; 32]) -> Result<Option<CodeRow>, Error> {
        let found = self
            .connection
            .prepare_cached(
                "SELECT code_hash, member, made_at, expires_at, used_at, used_by
                 FROM codes WHERE code_hash = ?1",
            )?
            .query_row([code_hash], |row| {
                Ok(CodeRow {
                    code_hash: hash(row, "code_hash")?,
                    member: id(row, "member", MemberId::from_slice)?,
                    made_at: time(row, "made_at")?,
                    expires_at: time(row, "expires_at")?,
                    used_at: maybe_time(row, "used_at")?,
                    used_by: DeviceId::from_slice(row.get_ref("used_by")?.as_blob()?),
                })
            })
            .optional()?;
        Ok(found)
    }

    fn grants(&self, member: MemberId) -> Result<Vec<GrantRow>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT role, area, from_at, to_at FROM grants WHERE member = ?1 ORDER BY id",
        )?;
        let rows = statement.query_map([member.bytes()], |row| {
            let role: String = row.get("role")?;
            Ok(GrantRow {
                member,
                role: Role::from_code(&role),
                area: area(row, "area")?,
                from_at: time(row, "from_at")?,
                to_at: maybe_time(row, "to_at")?,
            })
        })?;
        Ok(rows.collect::<Read<Vec<_>>>()?)
    }

    fn file_grants(&self, holder: &Holder) -> Result<Vec<FileGrantRow>, Error> {
        files::grants_of(self, holder)
    }

    fn grants_on_file(&self, file: RecordId) -> Result<Vec<FileGrantRow>, Error> {
        files::grants_on(self, file)
    }

    fn changes_after(
        &self,
        scope: &Scope,
        after: Seq,
        limit: usize,
    ) -> Result<Vec<ChangeRow>, Error> {
        if let Some(file) = scope.file {
            return files::changes_after(self, (scope, file), after, limit_of(limit));
        }
        // A narrow scope is found by its area; for a wide one the tail of the class is read in order. The unary plus keeps
        // SQLite from the area's index there, which would visit all of the town.
        let sql = if is_narrow(scope) {
            "SELECT seq, id, record, class, area, file, device, device_seq, received_at, clock_offset_ms, body
             FROM changes INDEXED BY changes_by_area
             WHERE class = ?1 AND area >= ?2 AND area < ?3 AND seq > ?4 ORDER BY seq LIMIT ?5"
        } else {
            "SELECT seq, id, record, class, area, file, device, device_seq, received_at, clock_offset_ms, body
             FROM changes INDEXED BY changes_by_class
             WHERE class = ?1 AND +area >= ?2 AND +area < ?3 AND seq > ?4 ORDER BY seq LIMIT ?5"
        };
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(
            params![
                scope.class.as_str(),
                scope.area.as_str(),
                scope.area.range_end(),
                after.0,
                limit_of(limit)
            ],
            change,
        )?;
        Ok(rows.collect::<Read<Vec<_>>>()?)
    }

    fn moves_after(&self, scope: &Scope, after: Seq, limit: usize) -> Result<Vec<MoveRow>, Error> {
        files::moves_after(self, scope, after, limit_of(limit))
    }

    fn moves_of(&self, record: RecordId) -> Result<Vec<MoveRow>, Error> {
        files::moves_of(self, record)
    }

    fn image_page(
        &self,
        scope: &Scope,
        after: Option<RecordId>,
        limit: usize,
    ) -> Result<Vec<ImageRow>, Error> {
        if let Some(file) = scope.file {
            return files::image_page(self, (scope, file), after, limit_of(limit));
        }
        let sql = if is_narrow(scope) {
            "SELECT id, body FROM records INDEXED BY records_by_area
             WHERE class = ?1 AND area >= ?2 AND area < ?3 AND id > ?4 ORDER BY id LIMIT ?5"
        } else {
            "SELECT id, body FROM records INDEXED BY records_by_class
             WHERE class = ?1 AND +area >= ?2 AND +area < ?3 AND id > ?4 ORDER BY id LIMIT ?5"
        };
        let after = after.map_or_else(Vec::new, |id| id.bytes().to_vec());
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(
            params![
                scope.class.as_str(),
                scope.area.as_str(),
                scope.area.range_end(),
                after,
                limit_of(limit)
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

    fn count(&self, scope: &Scope) -> Result<u64, Error> {
        if let Some(file) = scope.file {
            return files::count(self, (scope, file));
        }
        let count = self
            .connection
            .prepare_cached(
                "SELECT count(*) FROM records WHERE class = ?1 AND area >= ?2 AND area < ?3",
            )?
            .query_row(
                params![
                    scope.class.as_str(),
                    scope.area.as_str(),
                    scope.area.range_end()
                ],
                |row| row.get(0),
            )?;
        Ok(count)
    }

    fn digest(&self, scope: &Scope) -> Result<Digest, Error> {
        digests::of_scope(self, scope)
    }

    fn each_place(&self, scope: &Scope, visit: &mut dyn FnMut(RecordId, Seq)) -> Result<(), Error> {
        digests::each_place(self, scope, visit)
    }

    fn each_record(
        &self,
        kind: &Kind,
        scope: &Scope,
        visit: &mut dyn FnMut(Record) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT body FROM records
             WHERE class = ?1 AND area >= ?2 AND area < ?3 AND kind = ?4 ORDER BY area, id",
        )?;
        let mut rows = statement.query(params![
            scope.class.as_str(),
            scope.area.as_str(),
            scope.area.range_end(),
            kind.as_str()
        ])?;
        while let Some(row) = rows.next()? {
            let body = row
                .get_ref("body")?
                .as_str()
                .map_err(rusqlite::Error::from)?;
            visit(serde_json::from_str(body).map_err(Error::damaged("record"))?)?;
        }
        Ok(())
    }

    fn blob_names(&self, hash: &[u8; 32]) -> Result<Vec<BlobNameRow>, Error> {
        blobs::names(self, hash)
    }

    fn blob(&self, hash: &[u8; 32]) -> Result<Option<BlobRow>, Error> {
        blobs::find(self, hash)
    }

    fn quarantined(&self) -> Result<u64, Error> {
        let count = self
            .connection
            .prepare_cached("SELECT count(*) FROM quarantine")?
            .query_row([], |row| row.get(0))?;
        Ok(count)
    }

    fn told(&self, id: Uuid) -> Result<Option<AuditRow>, Error> {
        audit::told(self, id)
    }

    fn audit_last(&self) -> Result<Option<AuditRow>, Error> {
        audit::last(self)
    }

    fn each_audit(
        &self,
        visit: &mut dyn FnMut(AuditRow) -> Result<(), Error>,
    ) -> Result<(), Error> {
        audit::each(self, visit)
    }

    fn audit_back(
        &self,
        before: Option<u64>,
        visit: &mut dyn FnMut(AuditRow) -> Result<bool, Error>,
    ) -> Result<(), Error> {
        audit::back(self, before, visit)
    }
}

/// A village or a grid: few enough rows to sort by another order than the index's.
fn is_narrow(scope: &Scope) -> bool {
    scope.area.level() >= AreaLevel::Village
}

fn limit_of(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}
