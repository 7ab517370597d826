//! What happened: one immutable row per act of a person.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::area::AreaCode;
use crate::ids::{ChangeId, DeviceId, MemberId, RecordId};
use crate::kind::Kind;

/// A place in the town's one order of changes, given by the server; the first is 1.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Seq(pub u64);

/// Named fields as they travel. Fields this build does not know stay in here and are carried through.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fields(pub BTreeMap<String, Value>);

impl Fields {
    /// The named fields of a typed value; absent options are left out.
    #[must_use]
    pub fn of<T: Serialize>(value: &T) -> Self {
        serde_json::to_value(value).map_or_else(|_| Self::default(), Self::of_object)
    }

    fn of_object(value: Value) -> Self {
        let mut fields = Self::default();
        if let Value::Object(map) = value {
            let named = map.into_iter().filter(|(_, value)| !is_blank(value));
            fields.0.extend(named);
        }
        fields
    }

    /// Reads a typed value; `None` when a required field is missing or has another type.
    #[must_use]
    pub fn read<T: DeserializeOwned>(&self) -> Option<T> {
        self.try_read().ok()
    }

    /// Reads a typed value.
    ///
    /// # Errors
    /// When a required field is missing or a known field has the wrong type.
    pub fn try_read<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        crate::tree::from_fields(&self.0)
    }

    /// The value of one field.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// The record that a field names.
    #[must_use]
    pub fn link(&self, field: &str) -> Option<RecordId> {
        self.text(field)?.parse().ok()
    }

    /// The text of one field, when it is text.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).and_then(Value::as_str)
    }

    /// What must be written so that `self` becomes `wanted`: changed and new fields, and `null` for those that went away.
    /// Fields that `wanted`'s type does not know must not be in `self`'s difference, so pass both as [`Fields::of`] the same type.
    #[must_use]
    pub fn difference(&self, wanted: &Self) -> Self {
        let mut changed = BTreeMap::new();
        for (name, value) in &wanted.0 {
            if self.0.get(name) != Some(value) {
                changed.insert(name.clone(), value.clone());
            }
        }
        for name in self.0.keys().filter(|name| !wanted.0.contains_key(*name)) {
            changed.insert(name.clone(), Value::Null);
        }
        Self(changed)
    }
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::String(text) => text.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => false,
    }
}

/// What a person did to a record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Made the record with these fields.
    Create(Fields),
    /// Wrote these fields; `null` clears one. Fields not named stay as they are.
    Edit(Fields),
    /// Took a step of a case.
    Step(Step),
    /// Declared the record void; it stays readable.
    Void {
        /// Why, in the person's words.
        reason: String,
    },
    /// An act from a newer version, kept and passed on unchanged.
    #[serde(untagged)]
    Other(Value),
}

/// A step of a case, such as a mediation session; the names are those of the kind's own table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Which step.
    pub name: String,
    /// What was recorded with it.
    #[serde(default)]
    pub fields: Fields,
}

/// One act of one person on one record, as made on a device. Immutable.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Made on the device; the same id is the same act, however often it arrives.
    pub id: ChangeId,
    /// The record it is about.
    pub record: RecordId,
    /// What the record is.
    pub kind: Kind,
    /// Where the record belongs; decides who sees it.
    pub area: AreaCode,
    /// Who did it.
    pub author: MemberId,
    /// On which device.
    pub device: DeviceId,
    /// Counts the device's changes without holes, from 1.
    pub device_seq: u64,
    /// The phone's clock when it was saved, milliseconds. What people read; never what orders.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub captured_at: DateTime<Utc>,
    /// The last sequence its author had seen of this record's scope; tells "edited at the same time" from "edited later".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Seq>,
    /// What was done.
    pub act: Act,
}

/// A change with what the server gave it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Logged {
    /// Its place in the town's order.
    pub seq: Seq,
    /// When the server received it, milliseconds.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub received_at: DateTime<Utc>,
    /// How far the phone's clock was behind the server's when it sent this, milliseconds; 0 when within a few seconds.
    /// `captured_at` plus this is the time to show.
    #[serde(default, skip_serializing_if = "is_default")]
    pub clock_offset_ms: i64,
    /// The change itself.
    #[serde(flatten)]
    pub change: Change,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl Logged {
    /// When it happened, with the phone's clock put right.
    #[must_use]
    pub fn happened_at(&self) -> DateTime<Utc> {
        let put_right = chrono::Duration::try_milliseconds(self.clock_offset_ms)
            .and_then(|offset| self.change.captured_at.checked_add_signed(offset));
        put_right.unwrap_or(self.change.captured_at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_act_of_a_newer_version_is_kept_as_it_came() {
        let text = json!({"split": {"into": [1, 2]}});
        let act: Act = serde_json::from_value(text.clone()).unwrap();
        assert!(matches!(act, Act::Other(_)));
        assert_eq!(serde_json::to_value(&act).unwrap(), text);
    }

    #[test]
    fn known_acts_keep_their_shape() {
        for text in [
            json!({"create": {"a": 1}}),
            json!({"edit": {"a": null}}),
            json!({"void": {"reason": "重复"}}),
        ] {
            let act: Act = serde_json::from_value(text.clone()).unwrap();
            assert!(!matches!(act, Act::Other(_)), "{text}");
            assert_eq!(serde_json::to_value(&act).unwrap(), text);
        }
    }

    #[test]
    fn a_difference_names_what_changed_and_clears_what_went() {
        let before = Fields(BTreeMap::from([
            ("a".into(), json!(1)),
            ("b".into(), json!("x")),
        ]));
        let after = Fields(BTreeMap::from([
            ("a".into(), json!(2)),
            ("c".into(), json!("y")),
        ]));
        let change = before.difference(&after);
        assert_eq!(
            change.0,
            BTreeMap::from([
                ("a".into(), json!(2)),
                ("b".into(), json!(null)),
                ("c".into(), json!("y"))
            ])
        );
    }
}
