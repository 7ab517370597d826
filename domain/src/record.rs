//! What is: the fold of a record's changes, with who wrote each value.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::area::AreaCode;
use crate::change::{Fields, Seq, Step};
use crate::ids::{MemberId, RecordId};
use crate::kind::Kind;

/// Who wrote something, when, and at which place in the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// The place in the town's order; `None` while it waits on this device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seq: Option<Seq>,
    /// Who.
    pub by: MemberId,
    /// When, with the phone's clock put right; milliseconds.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
}

/// A value that somebody wrote and that another value now covers. Kept until someone confirms.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Saying {
    /// The value; `null` when the writer cleared the field.
    pub value: Value,
    /// Who wrote it, and when.
    pub stamp: Stamp,
}

/// A step of a case with who took it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StepTaken {
    /// The step.
    #[serde(flatten)]
    pub step: Step,
    /// The last sequence its author had seen; tells a step that contradicts another from one that never fitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Seq>,
    /// Who took it, and when.
    pub stamp: Stamp,
}

/// A record declared void, and by whom.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Voided {
    /// Why.
    pub reason: String,
    /// Who, and when.
    pub stamp: Stamp,
}

/// One household, resident, visit…: the state that all its changes, in the server's order, lead to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Which record.
    pub id: RecordId,
    /// What it is.
    pub kind: Kind,
    /// Where it belongs.
    pub area: AreaCode,
    /// The last confirmed change folded in; `Seq(0)` while all of it waits on this device.
    pub seq: Seq,
    /// Who made it, and when.
    pub made: Stamp,
    /// The values shown.
    pub fields: Fields,
    /// Who wrote the shown value, for every field written after the record was made.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub edited: BTreeMap<String, Stamp>,
    /// Fields that two people wrote without seeing each other: the other values.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub contested: BTreeMap<String, Vec<Saying>>,
    /// The steps taken, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<StepTaken>,
    /// Set when the record was declared void.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voided: Option<Voided>,
}

impl Record {
    /// Who wrote the shown value of a field.
    #[must_use]
    pub fn stamp_of(&self, field: &str) -> Stamp {
        self.edited.get(field).copied().unwrap_or(self.made)
    }

    /// Has it changed since it was made?
    #[must_use]
    pub fn is_edited(&self) -> bool {
        !self.edited.is_empty()
    }
}
