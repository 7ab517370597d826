//! Where the town's data lies, as primitive operations. No decision is taken here or below: a second database needs only these.
//! [`View`] reads one consistent state, [`Tx`] also writes, [`Storage`] runs jobs on either; [`Store`] is what the rest of the server holds.

mod rows;
mod sqlite;
mod store;

use chrono::{DateTime, Utc};
use domain::circle::Holder;
use domain::{
    AreaCode, ChangeId, DeviceId, Kind, MemberId, Placing, Record, RecordId, Role, Scope, Seq,
};

use protocol::Digest;
pub use rows::{
    AuditRow, BlobNameRow, BlobRow, ChangeRow, CodeRow, DeviceRow, DigestRow, FileGrantRow,
    GrantRow, ImageRow, KeptRow, MoveRow, QuarantineRow, ReceiptRow, TownRow,
};
#[cfg(feature = "simulation")]
pub use sqlite::InMemory;
pub use sqlite::{Backup, Before, Restored, Sqlite, Standing};
pub use store::{Job, ReadJob, Storage, Store, WriteJob};
use uuid::Uuid;

use crate::error::Error;

/// Is told of a row under what names it: the row, or why it cannot be read.
pub type Visit<'a, K, R> = &'a mut dyn FnMut(K, Result<R, Error>) -> Result<(), Error>;

/// Every row there is, for looking the whole ledger through. A row that cannot be read ends nothing.
pub trait Whole {
    /// What the database says of its own file; nothing when it is sound.
    fn page_faults(&self) -> Result<Vec<String>, Error>;
    /// Every change, record by record and each in order.
    fn each_change(&self, visit: Visit<'_, Seq, ChangeRow>) -> Result<(), Error>;
    /// Every record, by the hexadecimal digits of its id.
    fn each_kept(&self, visit: Visit<'_, String, KeptRow>) -> Result<(), Error>;
    /// Every receipt, likewise.
    fn each_receipt(&self, visit: Visit<'_, String, ReceiptRow>) -> Result<(), Error>;
    /// Everything that was set aside, by the change's id.
    fn each_set_aside(&self, visit: Visit<'_, String, QuarantineRow>) -> Result<(), Error>;
    /// Every right to a care file, by its number.
    fn each_file_grant(&self, visit: Visit<'_, i64, FileGrantRow>) -> Result<(), Error>;
    /// Every move, by the number of its change.
    fn each_move(&self, visit: Visit<'_, i64, MoveRow>) -> Result<(), Error>;
    /// The digest of every place, by its class and area.
    fn each_digest(&self, visit: Visit<'_, String, DigestRow>) -> Result<(), Error>;
    /// What became of all bytes, by the hexadecimal digits of their hash.
    fn each_blob(&self, visit: Visit<'_, String, BlobRow>) -> Result<(), Error>;
}

/// Reads inside one consistent state of the data.
pub trait View {
    /// Everything, for a look through the whole.
    fn whole(&self) -> &dyn Whole;
    /// The town and its head.
    ///
    /// # Errors
    /// [`Error::NoTown`] before `init` or `demo`.
    fn town(&self) -> Result<TownRow, Error>;
    /// A setting of the server itself.
    fn setting(&self, name: &str) -> Result<Option<String>, Error>;
    /// The settings whose names begin so, with their whole names.
    fn settings_under(&self, prefix: &str) -> Result<Vec<(String, String)>, Error>;
    /// A record's present state.
    fn record(&self, id: RecordId) -> Result<Option<Record>, Error>;
    /// The first answer to a change.
    fn receipt(&self, id: ChangeId) -> Result<Option<ReceiptRow>, Error>;
    /// A change that this device sent under this number.
    fn change_at(&self, device: DeviceId, device_seq: u64) -> Result<Option<ChangeId>, Error>;
    /// The device whose credential has this hash.
    fn device_by_token(&self, token_hash: &[u8; 32]) -> Result<Option<DeviceRow>, Error>;
    /// A device.
    fn device(&self, id: DeviceId) -> Result<Option<DeviceRow>, Error>;
    /// Every device that was ever enrolled, the one heard of last first.
    fn devices(&self) -> Result<Vec<DeviceRow>, Error>;
    /// An enrolment code by its hash.
    fn code(&self, code_hash: &[u8; 32]) -> Result<Option<CodeRow>, Error>;
    /// All grants a member ever had.
    fn grants(&self, member: MemberId) -> Result<Vec<GrantRow>, Error>;
    /// All rights to single files that a holder ever had; those of cadres also elsewhere.
    fn file_grants(&self, holder: &Holder) -> Result<Vec<FileGrantRow>, Error>;
    /// All rights that anybody ever had to a file.
    fn grants_on_file(&self, file: RecordId) -> Result<Vec<FileGrantRow>, Error>;
    /// The first changes of a scope after a place in the order, in order.
    fn changes_after(
        &self,
        scope: &Scope,
        after: Seq,
        limit: usize,
    ) -> Result<Vec<ChangeRow>, Error>;
    /// Records that lay in a scope before a change after this place in the order, in order.
    fn moves_after(&self, scope: &Scope, after: Seq, limit: usize) -> Result<Vec<MoveRow>, Error>;
    /// Every move of a record, in order.
    fn moves_of(&self, record: RecordId) -> Result<Vec<MoveRow>, Error>;
    /// The records of a scope after an id, in order of their ids.
    fn image_page(
        &self,
        scope: &Scope,
        after: Option<RecordId>,
        limit: usize,
    ) -> Result<Vec<ImageRow>, Error>;
    /// How many records a scope holds.
    fn count(&self, scope: &Scope) -> Result<u64, Error>;
    /// The digest of a scope's records.
    fn digest(&self, scope: &Scope) -> Result<Digest, Error>;
    /// Every record of a scope, and how far it has come.
    fn each_place(&self, scope: &Scope, visit: &mut dyn FnMut(RecordId, Seq)) -> Result<(), Error>;
    /// Every record of one kind inside a scope's area, in order of area and id.
    fn each_record(
        &self,
        kind: &Kind,
        scope: &Scope,
        visit: &mut dyn FnMut(Record) -> Result<(), Error>,
    ) -> Result<(), Error>;
    /// The records that name these bytes.
    fn blob_names(&self, hash: &[u8; 32]) -> Result<Vec<BlobNameRow>, Error>;
    /// What became of these bytes; `None` while they are not here whole.
    fn blob(&self, hash: &[u8; 32]) -> Result<Option<BlobRow>, Error>;
    /// How many changes wait in quarantine.
    fn quarantined(&self) -> Result<u64, Error>;
    /// The entry of the audit log that has what a device told of, by its id.
    fn told(&self, id: Uuid) -> Result<Option<AuditRow>, Error>;
    /// The last entry of the audit log.
    fn audit_last(&self) -> Result<Option<AuditRow>, Error>;
    /// Every entry of the audit log, in order.
    fn each_audit(&self, visit: &mut dyn FnMut(AuditRow) -> Result<(), Error>)
    -> Result<(), Error>;
    /// The entries of the audit log before this number, the latest first, until the visitor has enough and says `false`.
    fn audit_back(
        &self,
        before: Option<u64>,
        visit: &mut dyn FnMut(AuditRow) -> Result<bool, Error>,
    ) -> Result<(), Error>;
}

/// Reads and writes inside one transaction.
pub trait Tx: View {
    /// Takes the next place in the order and holds the town's head until the end of the transaction, so that places become
    /// visible in order. Take it as the last step before the writes.
    fn next_seq(&self) -> Result<Seq, Error>;
    /// Makes the town; there is one in a data folder.
    fn put_town(&self, town: &TownRow) -> Result<(), Error>;
    /// Writes a setting.
    fn put_setting(&self, name: &str, value: &str) -> Result<(), Error>;
    /// Appends a change.
    fn put_change(&self, change: &ChangeRow) -> Result<(), Error>;
    /// Writes a record's state.
    fn put_record(&self, record: &Record) -> Result<(), Error>;
    /// Writes the answer to a change.
    fn put_receipt(&self, receipt: &ReceiptRow) -> Result<(), Error>;
    /// Sets something aside; the same content again changes nothing.
    fn put_quarantine(&self, row: &QuarantineRow) -> Result<(), Error>;
    /// Writes a device.
    fn put_device(&self, device: &DeviceRow) -> Result<(), Error>;
    /// Writes an enrolment code.
    fn put_code(&self, code: &CodeRow) -> Result<(), Error>;
    /// Adds a grant.
    fn put_grant(&self, grant: &GrantRow) -> Result<(), Error>;
    /// Notes that a record lies elsewhere since a change, and lets its earlier changes follow it.
    fn move_record(&self, moved: &MoveRow, after: &Placing) -> Result<(), Error>;
    /// Writes a right to a file: a new one, or another end of one that is here.
    fn put_file_grant(&self, grant: &FileGrantRow) -> Result<(), Error>;
    /// Notes that a record names these bytes; a repeat changes nothing.
    fn put_blob_name(&self, name: &BlobNameRow) -> Result<(), Error>;
    /// Writes what became of these bytes.
    fn put_blob(&self, blob: &BlobRow) -> Result<(), Error>;
    /// Appends an entry to the audit log.
    fn put_audit(&self, row: &AuditRow) -> Result<(), Error>;
    /// Notes which entry of the audit log has what a device told of.
    fn put_told(&self, id: Uuid, entry: u64) -> Result<(), Error>;
    /// Ends a member's open grants over an area, in this role or in any; how many there were.
    fn end_grants(
        &self,
        member: MemberId,
        role: Option<Role>,
        area: &AreaCode,
        to_at: DateTime<Utc>,
    ) -> Result<usize, Error>;
}
