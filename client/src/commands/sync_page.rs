//! 同步: what the office has received, what waits, what needs a hand.

use chrono::{DateTime, Utc};
use domain::{IssueCode, Kind, RecordId};
use serde::{Deserialize, Serialize};

use crate::command::command;
use crate::event::SyncLight;

/// The 同步 page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SyncPage {
    /// The light.
    pub light: SyncLight,
    /// Changes recorded on this device today.
    pub today: u64,
    /// Of them received.
    pub received_today: u64,
    /// What was set aside.
    pub quarantined: Vec<QuarantinedRow>,
    /// What waits, oldest first, at most 50.
    pub waiting: Vec<WaitingRow>,
    /// Records on this device.
    pub records: u64,
    /// Space used and allowed, bytes, where the platform tells.
    pub space: Option<(u64, u64)>,
    /// The server's address.
    pub server: String,
    /// Why the last try failed, when it did.
    pub last_failure: Option<String>,
}

/// A change that waits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WaitingRow {
    /// The record.
    pub record: RecordId,
    /// What it is.
    pub kind: Kind,
    /// Its title: 户主, 门牌 or name.
    pub title: String,
    /// When it was saved.
    pub saved_at: DateTime<Utc>,
}

/// A change that was set aside.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuarantinedRow {
    /// The record.
    pub record: RecordId,
    /// What it is.
    pub kind: Kind,
    /// Its household, when it has one: the visit form opens there.
    pub household: Option<RecordId>,
    /// Its title.
    pub title: String,
    /// The field that opens.
    pub field: Option<String>,
    /// What is wrong with the field.
    pub issue: Option<IssueCode>,
    /// The server's sentence.
    pub message: String,
    /// When it was saved.
    pub saved_at: DateTime<Utc>,
}

/// Opens the 同步 page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenSyncPage;
command!(OpenSyncPage -> SyncPage);

/// Syncs now. Answers at once; the outcome comes as events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncNow;
command!(SyncNow -> ());

/// Sends a record's set-aside changes again as they are (after the office changed a right, for example). Correcting and saving does it too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resend {
    /// The record.
    pub record: RecordId,
}
command!(Resend -> ());
