//! Saving a visit: validated, then one durable transaction of change, record and draft.

use domain::{RecordId, Visit};
use serde::{Deserialize, Serialize};

use super::save_household::Saved;
use crate::command::command;

/// Saves a new visit (`id: None`) or the changed fields of one, and drops its draft.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SaveVisit {
    /// Which; none for a new one.
    pub id: Option<RecordId>,
    /// As filled in; names its household.
    pub visit: Visit,
}
command!(SaveVisit -> Saved);
