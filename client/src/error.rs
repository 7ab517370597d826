//! What a command can fail with. Plain data: it may come from another thread or a web worker, and screens choose their words by it.

use domain::Issue;
use serde::{Deserialize, Serialize};

/// Why a command did not do what was asked. Named for what the person can do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Error {
    /// The store is locked: ask for the PIN.
    #[error("locked")]
    Locked,
    /// No device is enrolled here.
    #[error("not enrolled")]
    NotEnrolled,
    /// Wrong PIN.
    #[error("wrong pin, {tries_left} tries left, wait {wait_seconds} s")]
    WrongPin {
        /// Tries left before a new enrolment code is needed.
        tries_left: u32,
        /// Seconds until the next try is accepted.
        wait_seconds: u32,
    },
    /// Ten wrong PINs: a new enrolment code from the office opens the store again; nothing was deleted.
    #[error("pin blocked")]
    PinBlocked,
    /// A PIN is six digits, not all the same and not a run.
    #[error("weak pin")]
    WeakPin,
    /// The care files are locked: ask for their own PIN.
    #[error("care files locked")]
    CareLocked,
    /// The second PIN must be another than the first.
    #[error("same pin")]
    SamePin,
    /// These fields are not right; nothing was saved as a record, the draft is kept.
    #[error("{} issues", .0.len())]
    Invalid(Vec<Issue>),
    /// No such record on this device.
    #[error("not found")]
    NotFound,
    /// The server cannot be reached.
    #[error("offline")]
    Offline,
    /// The enrolment code is not known.
    #[error("code unknown")]
    CodeUnknown,
    /// The enrolment code was used before.
    #[error("code used")]
    CodeUsed,
    /// The enrolment code has expired.
    #[error("code expired")]
    CodeExpired,
    /// The enrolment code belongs to another member than the store on this device, which still holds unsent records.
    #[error("other member")]
    OtherMember,
    /// Something on this device has no receipt: it is not forgotten.
    #[error("not handed in")]
    NotHandedIn,
    /// The server asks to slow down.
    #[error("too many attempts")]
    TooMany,
    /// The server refuses, with its own sentence.
    #[error("refused by the server")]
    Refused {
        /// The sentence, in Chinese.
        message: String,
    },
    /// This device has no room left; nothing was saved.
    #[error("storage full")]
    StorageFull,
    /// Room runs low on this device: no photos and recordings any more, words still are saved.
    #[error("space low")]
    SpaceLow,
    /// The app is open in another window of this browser.
    #[error("open elsewhere")]
    OpenElsewhere,
    /// This browser cannot keep data (too old, or private mode).
    #[error("storage unsupported")]
    StorageUnsupported,
    /// The file exceeds what can be exported at once.
    #[error("too large")]
    TooLarge,
    /// A fault of ours; the id stands in the log.
    #[error("internal fault {0}")]
    Internal(String),
}
