//! Fields that hold two people's values, for a page to tell in a sentence each: who wrote what when.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::fold::{self, MergeClass};
use domain::form::FORM;
use domain::{Kind, Record};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::versions::{name, safe};
use crate::context::Context;
use crate::error::Error;
use crate::store::names::Names;

/// What one of them wrote.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Said {
    /// Who; empty where the name is not known here.
    pub by_name: String,
    /// Was it this device's user?
    pub is_me: bool,
    /// When.
    pub at: DateTime<Utc>,
    /// What; `null` where it was cleared. An identity number is masked.
    pub value: Value,
}

/// A field with the values of several people, the earliest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Contested {
    /// What the record is.
    pub kind: Kind,
    /// The form of a record whose form is data.
    pub form: Option<String>,
    /// Whose it is, where a page tells of several records; else empty.
    pub whose: String,
    /// The field.
    pub field: String,
    /// What they wrote.
    pub sayings: Vec<Said>,
    /// Does the supervisor decide?
    pub is_for_review: bool,
    /// What the ids in the values are called.
    pub names: BTreeMap<String, String>,
}

/// The contested fields of a record.
pub(crate) fn of(
    cx: &Context<'_>,
    people: &Names<'_>,
    record: &Record,
) -> Result<Vec<Contested>, Error> {
    let mut fields = Vec::with_capacity(record.contested.len());
    for (field, sayings) in &record.contested {
        let written = record.stamp_of(field);
        let shown = record.fields.get(field).cloned().unwrap_or(Value::Null);
        let others = sayings.iter().map(|one| (one.stamp, one.value.clone()));
        let mut all: Vec<_> = others.chain([(written, shown)]).collect();
        all.sort_by_key(|(stamp, _)| stamp.at);
        let mut names = BTreeMap::new();
        let mut sayings = Vec::with_capacity(all.len());
        for (stamp, value) in all {
            let value = safe(field, value);
            name(cx, &value, &mut names)?;
            sayings.push(Said {
                by_name: people.member(stamp.by)?,
                is_me: stamp.by == cx.profile.member,
                at: stamp.at,
                value,
            });
        }
        fields.push(Contested {
            kind: record.kind.clone(),
            form: record.fields.text(FORM).map(str::to_owned),
            whose: String::new(),
            field: field.clone(),
            sayings,
            is_for_review: fold::merge_class(&record.kind, field) == MergeClass::MustReview,
            names,
        });
    }
    Ok(fields)
}
