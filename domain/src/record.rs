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

impl Stamp {
    /// Does it come later in the town's order? What waits on this device comes after everything, in its own order; there, of the same
    /// millisecond, both come after the other.
    #[must_use]
    pub fn is_after(self, other: Self) -> bool {
        if self.seq.is_none() && other.seq.is_none() {
            return self.at >= other.at;
        }
        let place = |stamp: Self| (stamp.seq.is_none(), stamp.seq, stamp.at);
        place(self) > place(other)
    }
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

/// One edit of a record after it was made: what its values took the place of. Who reads them in order has every value that was ever
/// written: an edit's own values are what the next one replaced, or what is shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Version {
    /// Who wrote, and when.
    pub stamp: Stamp,
    /// Field by field what was shown before; `null` where there was nothing. Fields that stayed as they were are not in it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub replaced: BTreeMap<String, Value>,
    /// What was written and not shown, because it is for review.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub aside: BTreeMap<String, Value>,
}

impl Version {
    /// An edit of which nothing is written yet.
    #[must_use]
    pub fn begun(stamp: Stamp) -> Self {
        Self {
            stamp,
            replaced: BTreeMap::new(),
            aside: BTreeMap::new(),
        }
    }

    /// Did it change nothing?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.replaced.is_empty() && self.aside.is_empty()
    }

    /// Does it keep this value of the field?
    #[must_use]
    pub fn has(&self, field: &str, value: &Value) -> bool {
        [&self.replaced, &self.aside]
            .iter()
            .any(|values| values.get(field) == Some(value))
    }
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
    /// The edits that changed something, in order. Older builds kept none, so a record may begin in the middle.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<Version>,
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

    /// What an edit wrote into a field that it changed: what the next one replaced there, or what is shown. None where it cleared it.
    #[must_use]
    pub fn written_by(&self, place: usize, field: &str) -> Option<&Value> {
        let later = self.versions.iter().skip(place + 1);
        later
            .filter_map(|version| version.replaced.get(field))
            .next()
            .or_else(|| self.fields.get(field))
            .filter(|value| !value.is_null())
    }

    /// Can this value of the field still be reached: shown, contested, replaced or set aside? A list is there when all its parts are;
    /// clearing writes nothing.
    #[must_use]
    pub fn holds(&self, field: &str, value: &Value) -> bool {
        let said = self.contested.get(field).into_iter().flatten();
        let kept = self.versions.iter();
        let kept = kept.flat_map(|version| [version.replaced.get(field), version.aside.get(field)]);
        let all: Vec<&Value> = self
            .fields
            .get(field)
            .into_iter()
            .chain(said.map(|saying| &saying.value))
            .chain(kept.flatten())
            .collect();
        let has_part = |part: &Value| {
            let mut lists = all.iter().filter_map(|value| value.as_array());
            lists.any(|list| list.contains(part))
        };
        match value {
            Value::Null => true,
            Value::Array(parts) => parts.iter().all(has_part),
            value => all.contains(&value),
        }
    }

    /// Has it changed since it was made?
    #[must_use]
    pub fn is_edited(&self) -> bool {
        !self.edited.is_empty()
    }
}
