//! 修改记录: what was corrected in a record after it was saved, edit by edit, with the values before and after. One command for all
//! kinds that stand open; that of care records answers only while they are open, and masks as their pages do.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::form::FORM;
use domain::{Kind, Record, RecordId, mask};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Run;
use super::care::{note_opening, opened};
use crate::command::command;
use crate::context::Context;
use crate::error::Error;
use crate::store::names::Names;
use crate::store::openings::Look;
use crate::store::{care, care_due, records};

/// One field of an edit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ValueChange {
    /// The field.
    pub field: String,
    /// What was shown before; `null` where there was nothing.
    pub before: Value,
    /// What was written; `null` where it was cleared.
    pub after: Value,
    /// Was it written and not shown, because it is for review?
    pub is_aside: bool,
}

/// One edit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VersionRow {
    /// Who.
    pub by_name: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Does it wait on this device?
    pub is_waiting: bool,
    /// What it changed.
    pub changes: Vec<ValueChange>,
}

/// The edits of a record, the latest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Versions {
    /// What the record is.
    pub kind: Kind,
    /// The form of a record whose form is data.
    pub form: Option<String>,
    /// The edits.
    pub rows: Vec<VersionRow>,
    /// What the ids in the values are called, and the roles of a care team.
    pub names: BTreeMap<String, String>,
}

/// Lists the edits of a record that is no care record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListVersions {
    /// Which.
    pub id: RecordId,
}
command!(ListVersions -> Versions);

/// Lists the edits of a care file or check-in, masked unless the full values are asked for, which is noted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListCareVersions {
    /// Which.
    pub id: RecordId,
    /// Are names and numbers to be whole?
    pub is_full: bool,
}
command!(ListCareVersions -> Versions);

impl Run for ListVersions {
    fn run(self, cx: &mut Context<'_>) -> Result<Versions, Error> {
        let viewed = records::view(cx.db(), self.id)?.ok_or(Error::NotFound)?;
        versions(cx, viewed.record)
    }
}

impl Run for ListCareVersions {
    fn run(self, cx: &mut Context<'_>) -> Result<Versions, Error> {
        let own = opened(cx)?;
        let record = care::view(cx.db(), &own, self.id)?
            .ok_or(Error::NotFound)?
            .record;
        let file = domain::care::file_of_record(&record).unwrap_or(self.id);
        let mut versions = versions(cx, record)?;
        for role in care_due::rules(cx.db())?.roles {
            versions.names.insert(role.code, role.label);
        }
        if self.is_full {
            note_opening(cx, file, Look::Full)?;
        } else {
            versions.hide();
        }
        Ok(versions)
    }
}

fn versions(cx: &Context<'_>, record: Record) -> Result<Versions, Error> {
    let people = Names::new(cx.db());
    let mut names = BTreeMap::new();
    let mut rows = Vec::with_capacity(record.versions.len());
    for (place, version) in record.versions.iter().enumerate().rev() {
        let shown = version.replaced.iter().map(|(field, before)| {
            let after = record.written_by(place, field);
            (field, before, after.cloned(), false)
        });
        let aside = version.aside.iter().map(|(field, after)| {
            let before = record.fields.get(field).unwrap_or(&Value::Null);
            (field, before, Some(after.clone()), true)
        });
        let mut changes = Vec::new();
        for (field, before, after, is_aside) in shown.chain(aside) {
            let change = ValueChange {
                field: field.clone(),
                before: safe(field, before.clone()),
                after: safe(field, after.unwrap_or(Value::Null)),
                is_aside,
            };
            name(cx, &change.before, &mut names)?;
            name(cx, &change.after, &mut names)?;
            changes.push(change);
        }
        rows.push(VersionRow {
            by_name: people.member(version.stamp.by)?,
            at: version.stamp.at,
            is_waiting: version.stamp.seq.is_none(),
            changes,
        });
    }
    Ok(Versions {
        form: record.fields.text(FORM).map(str::to_owned),
        kind: record.kind,
        rows,
        names,
    })
}

/// An identity number is never listed whole.
pub(super) fn safe(field: &str, value: Value) -> Value {
    match value {
        Value::String(number) if field == "identity_number" => {
            Value::String(mask::identity_number(&number))
        }
        value => value,
    }
}

/// Looks up what the ids in a value are called.
pub(super) fn name(
    cx: &Context<'_>,
    value: &Value,
    names: &mut BTreeMap<String, String>,
) -> Result<(), Error> {
    match value {
        Value::String(text) => {
            if let Ok(id) = text.parse::<RecordId>()
                && !names.contains_key(text)
            {
                let title = records::title(cx.db(), id)?;
                names.insert(text.clone(), title.unwrap_or_default());
            }
            Ok(())
        }
        Value::Array(items) => items.iter().try_for_each(|item| name(cx, item, names)),
        Value::Object(row) => row.values().try_for_each(|item| name(cx, item, names)),
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

impl Versions {
    /// Masks as the page of a care file does.
    fn hide(&mut self) {
        for change in self.rows.iter_mut().flat_map(|row| &mut row.changes) {
            hide(&change.field, &mut change.before);
            hide(&change.field, &mut change.after);
        }
    }
}

fn hide(field: &str, value: &mut Value) {
    match value {
        Value::String(text) => {
            *text = match field {
                "name" | "address" | "guardian" | "family" => mask::name(text),
                "phone" | "guardian_phone" | "family_phone" => mask::phone(text),
                _ => return,
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| hide(field, item)),
        Value::Object(row) => row.iter_mut().for_each(|(field, item)| hide(field, item)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
