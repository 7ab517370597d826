//! The second PIN: opening and closing the care files, and what is known while they are closed. These work on the whole backend.

use serde::{Deserialize, Serialize};

use crate::command::command;

/// Where the care files stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CareStage {
    /// No second PIN yet: ask for one.
    Unset,
    /// The second PIN is needed.
    Locked {
        /// Tries left.
        tries_left: u32,
        /// Seconds until the next try is accepted.
        wait_seconds: u32,
    },
    /// Ten wrong PINs: a new enrolment code for the same member sets another. Nothing was deleted.
    Blocked,
    /// Open.
    Open,
}

/// What is known of the care files without opening them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CareGate {
    /// Where they stand.
    pub stage: CareStage,
    /// Care visits that are due or overdue.
    pub due: u64,
    /// Files here. None of them were fetched before the first opening.
    pub files: u64,
}

/// Asks where the care files stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadCareGate;
command!(ReadCareGate -> CareGate);

/// Sets the second PIN for the first time, and opens. It must be another than the first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetCarePin {
    /// Six digits.
    pub pin: String,
}
command!(SetCarePin -> CareGate);

/// Opens the care files. They are fetched at once, and closed again after five minutes without use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenCare {
    /// Six digits.
    pub pin: String,
}
command!(OpenCare -> CareGate);

/// Closes the care files; their key leaves memory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockCare;
command!(LockCare -> CareGate);

/// Sets another second PIN.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeCarePin {
    /// The PIN until now.
    pub old: String,
    /// The PIN from now on.
    pub new: String,
}
command!(ChangeCarePin -> ());

/// A forgotten second PIN: with a new enrolment code of the same member, another is set. What waits in the outbox is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenewCarePin {
    /// The code as typed.
    pub code: String,
    /// Six digits.
    pub pin: String,
}
command!(RenewCarePin -> CareGate);
