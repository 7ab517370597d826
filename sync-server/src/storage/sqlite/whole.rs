//! Reading everything, row by row, also out of a ledger that is not whole.

use domain::{ChangeId, DeviceId, MemberId, RecordId, Seq};
use rusqlite::types::ValueRef;
use rusqlite::{ErrorCode, Row, params};

use super::columns::{hash, id, time};
use super::connection::Ledger;
use super::{blobs, digests, files, rows};
use crate::audit::hex;
use crate::error::Error;
use crate::storage::{
    BlobRow, ChangeRow, DigestRow, FileGrantRow, KeptRow, MoveRow, QuarantineRow, ReceiptRow,
    Visit, Whole,
};

impl Whole for Ledger {
    fn page_faults(&self) -> Result<Vec<String>, Error> {
        let mut statement = self.connection.prepare("PRAGMA integrity_check(100)")?;
        let lines = statement.query_map([], |row| row.get::<_, String>(0))?;
        let mut faults = Vec::new();
        for line in lines {
            match line {
                Ok(line) if line == "ok" => {}
                Ok(line) => faults.push(line),
                // What is too damaged even for the check ends it.
                Err(error) if is_damage(&error) => faults.push(error.to_string()),
                Err(error) => return Err(error.into()),
            }
        }
        Ok(faults)
    }

    fn each_change(&self, visit: Visit<'_, Seq, ChangeRow>) -> Result<(), Error> {
        // Their bodies are not sorted with them: all of a town's would fill the memory.
        let mut places = self
            .connection
            .prepare("SELECT seq FROM changes ORDER BY record, seq")?;
        let mut places = places.query([])?;
        while let Some(place) = places.next()? {
            let seq = Seq(place.get(0)?);
            let found = self
                .connection
                .prepare_cached(
                    "SELECT seq, id, record, class, area, file, device, device_seq, received_at, clock_offset_ms, body
                     FROM changes WHERE seq = ?1",
                )?
                .query_row(params![seq.0], rows::change);
            visit(seq, found.map_err(Error::from))?;
        }
        Ok(())
    }

    fn each_kept(&self, visit: Visit<'_, String, KeptRow>) -> Result<(), Error> {
        self.each(
            "SELECT id, kind, class, area, file, seq, body FROM records ORDER BY id",
            kept,
            visit,
        )
    }

    fn each_receipt(&self, visit: Visit<'_, String, ReceiptRow>) -> Result<(), Error> {
        self.each(
            "SELECT id, content_hash, device, device_seq, received_at, status
             FROM receipts ORDER BY id",
            receipt,
            visit,
        )
    }

    fn each_set_aside(&self, visit: Visit<'_, String, QuarantineRow>) -> Result<(), Error> {
        self.each(
            "SELECT id, content_hash, member, device, received_at, reason, body
             FROM quarantine ORDER BY id, content_hash",
            set_aside,
            visit,
        )
    }

    fn each_file_grant(&self, visit: Visit<'_, i64, FileGrantRow>) -> Result<(), Error> {
        let mut statement = self.connection.prepare(
            "SELECT id, file, class, area, holder, from_at, to_at FROM file_grants ORDER BY file, id",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            visit(row.get("id")?, files::grant(row).map_err(Error::from))?;
        }
        Ok(())
    }

    fn each_move(&self, visit: Visit<'_, i64, MoveRow>) -> Result<(), Error> {
        let mut statement = self
            .connection
            .prepare("SELECT seq, record, class, area, file FROM moves ORDER BY seq, record")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            visit(row.get("seq")?, files::moved(row).map_err(Error::from))?;
        }
        Ok(())
    }

    fn each_digest(&self, visit: Visit<'_, String, DigestRow>) -> Result<(), Error> {
        let mut statement = self.connection.prepare(
            "SELECT class, area, file, records, sum FROM digests ORDER BY class, area, file",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let name = format!(
                "{}:{}",
                row.get::<_, String>("class")?,
                row.get::<_, String>("area")?
            );
            visit(name, digests::row(row).map_err(Error::from))?;
        }
        Ok(())
    }

    fn each_blob(&self, visit: Visit<'_, String, BlobRow>) -> Result<(), Error> {
        self.each(
            "SELECT hash AS id, hash, size, media_type, refused, member, device, received_at FROM blobs ORDER BY hash",
            |row| blobs::blob(row).map_err(Error::from),
            visit,
        )
    }
}

impl Ledger {
    /// The rows of a statement, each under the digits of its id.
    fn each<R>(
        &self,
        sql: &str,
        read: impl Fn(&Row<'_>) -> Result<R, Error>,
        visit: Visit<'_, String, R>,
    ) -> Result<(), Error> {
        let mut statement = self.connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let id = match row.get_ref("id")? {
                ValueRef::Blob(bytes) => written(bytes),
                _ => String::new(),
            };
            visit(id, read(row))?;
        }
        Ok(())
    }
}

fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
    )
}

/// An id as people see it elsewhere; whatever else stands in its place as digits.
fn written(bytes: &[u8]) -> String {
    RecordId::from_slice(bytes).map_or_else(|| hex(bytes), |id| id.to_string())
}

fn kept(row: &Row<'_>) -> Result<KeptRow, Error> {
    let body: String = row.get("body")?;
    let file = row.get_ref("file")?;
    let file = file.as_blob().map_err(rusqlite::Error::from)?;
    Ok(KeptRow {
        kind: row.get("kind")?,
        class: row.get("class")?,
        area: row.get("area")?,
        file: RecordId::from_slice(file),
        seq: Seq(row.get("seq")?),
        record: serde_json::from_str(&body).map_err(Error::damaged("record"))?,
    })
}

fn receipt(row: &Row<'_>) -> Result<ReceiptRow, Error> {
    let status: String = row.get("status")?;
    Ok(ReceiptRow {
        id: id(row, "id", ChangeId::from_slice)?,
        content_hash: hash(row, "content_hash")?,
        device: id(row, "device", DeviceId::from_slice)?,
        device_seq: row.get("device_seq")?,
        received_at: time(row, "received_at")?,
        status: serde_json::from_str(&status).map_err(Error::damaged("receipt"))?,
    })
}

fn set_aside(row: &Row<'_>) -> Result<QuarantineRow, Error> {
    Ok(QuarantineRow {
        id: id(row, "id", ChangeId::from_slice)?,
        content_hash: hash(row, "content_hash")?,
        member: id(row, "member", MemberId::from_slice)?,
        device: id(row, "device", DeviceId::from_slice)?,
        received_at: time(row, "received_at")?,
        reason: row.get("reason")?,
        body: row.get("body")?,
    })
}
