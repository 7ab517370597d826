//! Drafts: what was filled in and not saved yet, durable within a second of each change.

use chrono::{DateTime, Utc};
use domain::{RecordId, Visit};
use serde::{Deserialize, Serialize};

use crate::command::command;

/// A visit form that was begun. There is at most one for a household.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// The household visited.
    pub household: RecordId,
    /// 户主 or 门牌, for the list of drafts.
    pub title: String,
    /// As filled in so far.
    pub visit: Visit,
    /// The saved visit that is being corrected; none for a new one.
    pub of: Option<RecordId>,
    /// The field that had the focus.
    pub focus: Option<String>,
    /// When it was last written.
    pub written_at: DateTime<Utc>,
}

/// Opens the form for a household: the draft if there is one, else a routine visit as of now with last time's method and purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenDraft {
    /// The household.
    pub household: RecordId,
    /// The saved visit to correct.
    pub of: Option<RecordId>,
}
command!(OpenDraft -> Draft);

/// Keeps the form as it stands. Answers when it was durable.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SaveDraft {
    /// As filled in so far; names its household.
    pub visit: Visit,
    /// The saved visit that is being corrected.
    pub of: Option<RecordId>,
    /// The field that has the focus.
    pub focus: Option<String>,
}
command!(SaveDraft -> DateTime<Utc>);

/// Throws a draft away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DropDraft {
    /// The household.
    pub household: RecordId,
}
command!(DropDraft -> ());

/// All drafts, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListDrafts;
command!(ListDrafts -> Vec<Draft>);
