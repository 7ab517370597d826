//! `POST /v1/sync`: one round trip pushes what waits and pulls what is new.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Act, AreaCode, ChangeId, ExportId, Issue, IssueCode, Kind, Leave, Logged, OpeningId, Record,
    RecordId, Scope, Seq,
};
use serde::{Deserialize, Serialize};

use crate::Digest;

/// What the client says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SyncRequest {
    /// Protocol version of the client.
    pub v: u16,
    /// Version of the app.
    pub app: String,
    /// The history the cursors belong to; empty before the first sync.
    #[serde(default)]
    pub epoch: String,
    /// The phone's clock when this was sent, milliseconds: tells the server how wrong it is.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub now: DateTime<Utc>,
    /// The highest own `device_seq` this device holds. Own changes up to it come back as [`Pulled::Own`], without their content.
    #[serde(default)]
    pub mine: u64,
    /// Per scope, up to where this device has everything. A scope that is missing here is not pulled (its image comes first).
    #[serde(default)]
    pub cursors: BTreeMap<Scope, Seq>,
    /// What waits, oldest first; at most [`PUSH_CHANGES`](crate::limits::PUSH_CHANGES).
    #[serde(default)]
    pub changes: Vec<Pushed>,
    /// Changes wanted in the answer; the server may give fewer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<usize>,
    /// This device does not know the township's key for rescue files yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub wants_rescue_key: bool,
    /// Openings of care files on this device that the server has not noted yet, oldest first; at most
    /// [`OPENINGS`](crate::limits::OPENINGS).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub openings: Vec<Opening>,
    /// Files and prints made on this device that the server has not noted yet, oldest first; at most
    /// [`EXPORTS`](crate::limits::EXPORTS).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exports: Vec<Exported>,
}

/// Somebody made a file or a print of records on a device. The server notes it in its audit log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exported {
    /// Its id: told again, it is noted once.
    pub id: ExportId,
    /// Which ledger, its stable name.
    pub ledger: String,
    /// As what: `xlsx`, `csv`, `json` or `print`.
    pub format: String,
    /// Of which area.
    pub area: AreaCode,
    /// First local day, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Last local day, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// Lines in it.
    pub rows: u64,
    /// What for and with whose leave, where it names people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leave: Option<Leave>,
    /// When, milliseconds, as [`Pushed::captured_at`].
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
}

/// Somebody looked into a care file on a device. The server notes it in its audit log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// Its id: told again, it is noted once.
    pub id: OpeningId,
    /// The file.
    pub file: RecordId,
    /// When, milliseconds, as [`Pushed::captured_at`].
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
    /// Names and numbers were shown whole.
    #[serde(default)]
    pub full: bool,
}

/// A change as pushed: a [`Change`](domain::Change) without what the credential already says (author and device).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pushed {
    /// The change's id.
    pub id: ChangeId,
    /// The record it is about.
    pub record: RecordId,
    /// What the record is.
    pub kind: Kind,
    /// Where the record belongs.
    pub area: AreaCode,
    /// Counts the device's changes.
    pub device_seq: u64,
    /// The phone's clock when it was saved, milliseconds.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub captured_at: DateTime<Utc>,
    /// What its author had seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Seq>,
    /// What was done.
    pub act: Act,
}

/// What the server says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SyncReply {
    /// The server's history. When it differs from the request's, nothing was pulled: forget the cursors, offer the shelf again.
    pub epoch: String,
    /// The server's clock, milliseconds.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub now: DateTime<Utc>,
    /// One for every pushed change, in the same order.
    #[serde(default)]
    pub receipts: Vec<Receipt>,
    /// New changes of all scopes asked for, in sequence order. Apply them and the cursors in one transaction.
    #[serde(default)]
    pub changes: Vec<Pulled>,
    /// Where each scope asked for now stands.
    #[serde(default)]
    pub cursors: BTreeMap<Scope, Seq>,
    /// There is more to pull: ask again at once.
    #[serde(default)]
    pub more: bool,
    /// The scopes this device has a right to now. One not held yet: fetch its image. One held but not named: give it back.
    #[serde(default)]
    pub scopes: Vec<Scope>,
    /// What else the server asks for.
    #[serde(default)]
    pub directives: Vec<Directive>,
    /// The openings of this request that stand in the audit log now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub openings: Vec<OpeningId>,
    /// The exports of this request that stand in the audit log now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exports: Vec<ExportId>,
    /// The township's public key, when it was asked for: 64 hexadecimal digits. To it rescue files are sealed ([`crate::rescue`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rescue_key: Option<String>,
    /// Of all records in the scopes of `cursors`, sealed scopes left out, as the device holds them once this answer is in. Only when
    /// there is no more to pull.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<Digest>,
}

/// A change coming down.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Pulled {
    /// Somebody's change, whole.
    Full(Box<Logged>),
    /// This device's own change, which it holds already.
    Own(Own),
    /// A record that came into the device's scopes by somebody's change.
    Whole(Box<Whole>),
    /// A record that left the device's scopes by somebody's change.
    Gone(Gone),
}

/// A record that lies in one of the device's scopes since a change, and did not before: what led up to it is not sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Whole {
    /// The change's place in the order.
    pub seq: Seq,
    /// The record as it is now, which may be later than that.
    pub whole: Record,
}

/// A record that lies in none of the device's scopes since a change: give it back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Gone {
    /// The change's place in the order.
    pub seq: Seq,
    /// Which record.
    pub gone: RecordId,
}

/// The server's part of a change whose content the device holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Own {
    /// Which change.
    pub id: ChangeId,
    /// Its place in the order.
    pub seq: Seq,
    /// When the server received it, milliseconds.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub received_at: DateTime<Utc>,
    /// See [`Logged::clock_offset_ms`].
    #[serde(default)]
    pub clock_offset_ms: i64,
}

impl Pulled {
    /// Its place in the order.
    #[must_use]
    pub fn seq(&self) -> Seq {
        match self {
            Self::Full(logged) => logged.seq,
            Self::Own(own) => own.seq,
            Self::Whole(whole) => whole.seq,
            Self::Gone(gone) => gone.seq,
        }
    }
}

/// What became of one pushed change. Stored with it; a repeat gets the same answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Receipt {
    /// Which change.
    pub id: ChangeId,
    /// What became of it.
    #[serde(flatten)]
    pub status: Status,
}

/// The four ways a change can end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum Status {
    /// 已签收.
    Stored {
        /// Its place in the order.
        seq: Seq,
    },
    /// 已签收, beside somebody else's change.
    Merged {
        /// Its place in the order.
        seq: Seq,
    },
    /// 已签收; these fields now hold two people's values.
    Contested {
        /// Its place in the order.
        seq: Seq,
        /// The fields.
        fields: Vec<String>,
    },
    /// 需处理: kept by the server, not counted until corrected.
    Quarantined {
        /// Why.
        code: QuarantineCode,
        /// The field that opens.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        field: Option<String>,
        /// What is wrong with the field.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        issue: Option<IssueCode>,
        /// The reason in plain Chinese.
        message: String,
    },
}

impl Status {
    /// Its place in the order, when it was received.
    #[must_use]
    pub fn seq(&self) -> Option<Seq> {
        match self {
            Self::Stored { seq } | Self::Merged { seq } | Self::Contested { seq, .. } => Some(*seq),
            Self::Quarantined { .. } => None,
        }
    }

    /// A quarantine for a field that is not right.
    #[must_use]
    pub fn invalid(issue: &Issue) -> Self {
        Self::Quarantined {
            code: QuarantineCode::Invalid,
            field: Some(issue.field.clone()),
            issue: Some(issue.code),
            message: issue.code.label().to_owned(),
        }
    }
}

/// Why a change was set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuarantineCode {
    /// A field is not right.
    Invalid,
    /// The record is outside what this member may write.
    NotAllowed,
    /// The same id came before with other content.
    SameIdOtherContent,
    /// The record does not exist on the server.
    NoSuchRecord,
    /// The record exists already.
    AlreadyExists,
    /// An earlier change of the same record is set aside; this one waits for it.
    Predecessor,
    /// The change is larger than one change may be.
    TooLarge,
    /// The change cannot be read.
    Unreadable,
    /// A reason of a newer server.
    #[serde(other)]
    Unknown,
}

/// What the server asks of a device.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Directive {
    /// Wait this many seconds before the next sync: the server is busy.
    Wait {
        /// Seconds.
        seconds: u32,
    },
    /// The device's counter was used for another change before (a restored or cloned phone): enrol again; nothing is lost.
    Fork,
    /// An update of the app is ready; pushes go on as before.
    Update,
    /// Its member has no right to anything here now: hand in what waits, and give back every record.
    Revoked,
    /// The device itself was revoked: once nothing waits, forget everything that is left, the keys as well.
    Forget,
    /// A directive of a newer server.
    #[serde(other)]
    Unknown,
}
