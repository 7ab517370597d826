//! The rows that cross the storage's border.

use chrono::{DateTime, Utc};
use domain::circle::Holder;
use domain::{
    AreaCode, AttachmentKind, ChangeId, DataClass, DeviceId, MemberId, Placing, Record, RecordId,
    Role, Seq,
};
use protocol::blob::BlobRefusal;
use protocol::{Digest, Status};

/// The town of this data folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TownRow {
    /// Its code.
    pub code: AreaCode,
    /// Its name.
    pub name: String,
    /// Its present history; changes when the data is restored from a copy.
    pub epoch: String,
    /// The last place given in its order.
    pub head: Seq,
}

/// A change in the order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeRow {
    /// Its place.
    pub seq: Seq,
    /// Which change.
    pub id: ChangeId,
    /// The record it is about.
    pub record: RecordId,
    /// The record's class.
    pub class: DataClass,
    /// The record's area.
    pub area: AreaCode,
    /// The file that the record belongs to, a case or a care file.
    pub file: Option<RecordId>,
    /// The device it came from.
    pub device: DeviceId,
    /// The device's count.
    pub device_seq: u64,
    /// When it arrived.
    pub received_at: DateTime<Utc>,
    /// How far the phone's clock was behind, milliseconds.
    pub clock_offset_ms: i64,
    /// The logged change as it travels, JSON.
    pub body: String,
}

/// A record of an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageRow {
    /// Which record.
    pub id: RecordId,
    /// The record as it travels, JSON.
    pub body: String,
}

/// The first answer to a change.
#[derive(Debug, Clone, PartialEq)]
pub struct ReceiptRow {
    /// Which change.
    pub id: ChangeId,
    /// What the change said.
    pub content_hash: [u8; 32],
    /// The device it came from.
    pub device: DeviceId,
    /// The device's count.
    pub device_seq: u64,
    /// When it arrived first.
    pub received_at: DateTime<Utc>,
    /// The answer.
    pub status: Status,
}

/// Something set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuarantineRow {
    /// Which change; nil when not even the id could be read.
    pub id: ChangeId,
    /// What it said.
    pub content_hash: [u8; 32],
    /// Whose credential brought it.
    pub member: MemberId,
    /// The device it came from.
    pub device: DeviceId,
    /// When it arrived.
    pub received_at: DateTime<Utc>,
    /// The code of the reason.
    pub reason: String,
    /// Exactly as it came.
    pub body: String,
}

/// A device and its credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceRow {
    /// Its id.
    pub id: DeviceId,
    /// Who uses it.
    pub member: MemberId,
    /// The hash of its credential.
    pub token_hash: [u8; 32],
    /// What it calls itself.
    pub name: String,
    /// Version of its app.
    pub app: String,
    /// Its recovery secret, as sent.
    pub recovery: String,
    /// When it was enrolled.
    pub enrolled_at: DateTime<Utc>,
    /// When it was heard of last.
    pub last_seen_at: DateTime<Utc>,
    /// The highest of its counts seen.
    pub last_device_seq: u64,
    /// Since when two installations are known to share its id.
    pub forked_at: Option<DateTime<Utc>>,
    /// When its rights ended.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// An enrolment code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeRow {
    /// Its hash.
    pub code_hash: [u8; 32],
    /// Whom it enrols.
    pub member: MemberId,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// Until when it can be used.
    pub expires_at: DateTime<Utc>,
    /// When it was used.
    pub used_at: Option<DateTime<Utc>>,
    /// The device that used it.
    pub used_by: Option<DeviceId>,
}

/// A right: a role over an area, from and to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantRow {
    /// Whose.
    pub member: MemberId,
    /// Which role.
    pub role: Role,
    /// Over which subtree.
    pub area: AreaCode,
    /// Since when.
    pub from_at: DateTime<Utc>,
    /// Until when; open while `None`.
    pub to_at: Option<DateTime<Utc>>,
}

/// A right to one file, a case or a care file, as its circle gives it, from and to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileGrantRow {
    /// The row; 0 for one that is not written yet.
    pub id: i64,
    /// The file.
    pub file: RecordId,
    /// Its class.
    pub class: DataClass,
    /// Its area.
    pub area: AreaCode,
    /// Whose.
    pub holder: Holder,
    /// Since when.
    pub from_at: DateTime<Utc>,
    /// Until when; open while `None`.
    pub to_at: Option<DateTime<Utc>>,
}

/// A record that lies elsewhere since a change: where it lay before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveRow {
    /// The change's place.
    pub seq: Seq,
    /// Which record.
    pub record: RecordId,
    /// Where it lay.
    pub before: Placing,
}

/// An entry of the audit log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    /// Its place in the chain, from 1.
    pub seq: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who: `operator:<number>` or `member:<id>`.
    pub actor: String,
    /// The code of what was done.
    pub act: String,
    /// Ids, counts and times, JSON.
    pub about: String,
    /// How the hash is made.
    pub algorithm: String,
    /// The hash of the entry before.
    pub previous: Vec<u8>,
    /// Its own.
    pub hash: Vec<u8>,
}

/// A record with the columns beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptRow {
    /// Its kind's name.
    pub kind: String,
    /// Its class's name.
    pub class: String,
    /// Its area's code.
    pub area: String,
    /// The care file it belongs to.
    pub file: Option<RecordId>,
    /// The last change folded in.
    pub seq: Seq,
    /// The record itself.
    pub record: Record,
}

/// A record names bytes, by a change of this member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlobNameRow {
    /// Which bytes.
    pub hash: [u8; 32],
    /// Which record.
    pub record: RecordId,
    /// Whose change.
    pub member: MemberId,
    /// What they are said to be.
    pub kind: AttachmentKind,
    /// How many they are said to be.
    pub size: u64,
}

/// What is kept of the records that lie in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DigestRow {
    /// The place.
    pub placing: Placing,
    /// How many, and which.
    pub digest: Digest,
}

/// Bytes that are here whole, or that were refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlobRow {
    /// Which.
    pub hash: [u8; 32],
    /// How many.
    pub size: u64,
    /// What they are, by looking at them.
    pub media_type: String,
    /// Why they are not taken; `None` for those that are.
    pub refused: Option<BlobRefusal>,
    /// Who brought the last part.
    pub member: MemberId,
    /// The device it came from.
    pub device: DeviceId,
    /// When.
    pub received_at: DateTime<Utc>,
}
