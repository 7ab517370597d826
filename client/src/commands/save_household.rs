//! Making and correcting a household or a resident, on the spot.

use domain::{AreaCode, Household, Issue, RecordId, Resident};
use serde::{Deserialize, Serialize};

use crate::command::command;

/// Saved on this device: durable. `warnings` are worth a look and stopped nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// The record.
    pub id: RecordId,
    /// What is worth a look.
    pub warnings: Vec<Issue>,
}

/// Saves a new household (`id: None`) or the changed fields of one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveHousehold {
    /// Which; none for a new one.
    pub id: Option<RecordId>,
    /// Its grid (for a new one).
    pub area: AreaCode,
    /// As filled in.
    pub household: Household,
}
command!(SaveHousehold -> Saved);

/// Saves a new resident (`id: None`) or the changed fields of one. Sex and birth follow from a right identity number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveResident {
    /// Which; none for a new one.
    pub id: Option<RecordId>,
    /// As filled in; names its household.
    pub resident: Resident,
}
command!(SaveResident -> Saved);
