//! The fold: one pure function that applies a change to a record, used by phone, office and server alike.
//! Confirmed changes must come in the server's order; a device's own waiting changes go on top.

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::attachment;
use crate::change::{Act, Change, Fields, Logged, Seq};
use crate::dispute::{Life, Standing};
use crate::kind::Kind;
use crate::record::{Record, Saying, Stamp, StepTaken, Version, Voided};

/// How two offline edits of the same field are brought together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MergeClass {
    /// Different fields merge; of the same field the later in sequence is shown, both are kept.
    ByField,
    /// Both are kept, the earlier stays shown, and the supervisor decides.
    MustReview,
    /// A list to which people add: what both added stays, nobody has to decide.
    Together,
}

/// The one table of merge classes. Records that only grow (visits, check-ins) never meet in a field, so they need no row. A dispute's fields
/// merge one by one, its parties as one list; its steps all stay, and two that contradict each other are for review ([`Standing`]).
#[must_use]
pub fn merge_class(kind: &Kind, field: &str) -> MergeClass {
    match (kind, field) {
        (Kind::Resident, "identity_number" | "presence") => MergeClass::MustReview,
        (_, "attachments") => MergeClass::Together,
        _ => MergeClass::ByField,
    }
}

/// What a change did to its record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Applied; nobody else had touched the record meanwhile.
    Stored,
    /// Applied beside somebody else's change that its author had not seen.
    Merged,
    /// These fields now hold two people's values.
    Contested(Vec<String>),
}

/// Why a change cannot be applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FoldError {
    /// An edit, step or void of a record that was never made.
    #[error("the record does not exist")]
    NoSuchRecord,
    /// A second creation of the same record.
    #[error("the record exists already")]
    AlreadyExists,
    /// The change names another kind than the record has.
    #[error("the record is of another kind")]
    OtherKind,
}

/// Applies a confirmed change. A change that is already folded in (by its sequence) leaves the record as it is.
///
/// # Errors
/// [`FoldError`] when the change does not fit the record; the record is then unchanged.
pub fn confirm(record: Option<Record>, logged: &Logged) -> Result<(Record, Verdict), FoldError> {
    if let Some(record) = &record
        && record.seq >= logged.seq
    {
        return Ok((record.clone(), Verdict::Stored));
    }
    apply(
        record,
        &logged.change,
        Some(logged.seq),
        logged.happened_at(),
    )
}

/// Puts a change of this device that still waits on top.
///
/// # Errors
/// [`FoldError`] when the change does not fit the record.
pub fn overlay(record: Option<Record>, change: &Change) -> Result<Record, FoldError> {
    apply(record, change, None, change.captured_at).map(|(record, _)| record)
}

fn apply(
    record: Option<Record>,
    change: &Change,
    seq: Option<Seq>,
    at: DateTime<Utc>,
) -> Result<(Record, Verdict), FoldError> {
    let stamp = Stamp {
        seq,
        by: change.author,
        at,
    };
    let Some(mut record) = record else {
        let Act::Create(fields) = &change.act else {
            return Err(FoldError::NoSuchRecord);
        };
        return Ok((create(change, fields, stamp), Verdict::Stored));
    };
    if record.kind != change.kind {
        return Err(FoldError::OtherKind);
    }
    let unseen = seq.is_some()
        && record.seq > change.base.unwrap_or_default()
        && last_author_differs(&record, change);
    let contested = match &change.act {
        Act::Create(_) => return Err(FoldError::AlreadyExists),
        Act::Edit(fields) => edit(&mut record, change, fields, stamp),
        Act::Step(step) => {
            record.steps.push(StepTaken {
                step: step.clone(),
                seen: change.base,
                stamp,
            });
            contradicted(&record)
        }
        Act::Void { reason } => {
            record.voided.get_or_insert_with(|| Voided {
                reason: reason.clone(),
                stamp,
            });
            Vec::new()
        }
        // Kept in the log; a build that knows it will fold it.
        Act::Other(_) => Vec::new(),
    };
    if let Some(seq) = seq {
        record.seq = seq;
    }
    let verdict = match (contested.is_empty(), unseen) {
        (false, _) => Verdict::Contested(contested),
        (true, true) => Verdict::Merged,
        (true, false) => Verdict::Stored,
    };
    Ok((record, verdict))
}

fn create(change: &Change, fields: &Fields, stamp: Stamp) -> Record {
    let mut fields = fields.clone();
    fields.0.retain(|_, value| !value.is_null());
    Record {
        id: change.record,
        kind: change.kind.clone(),
        area: change.area.clone(),
        seq: stamp.seq.unwrap_or_default(),
        made: stamp,
        fields,
        edited: std::collections::BTreeMap::new(),
        contested: std::collections::BTreeMap::new(),
        versions: Vec::new(),
        steps: Vec::new(),
        voided: None,
    }
}

/// A step that contradicts one its author had not seen: both are kept and the supervisor decides, so the receipt says it.
fn contradicted(record: &Record) -> Vec<String> {
    let is_contradicted = record.kind == Kind::Dispute
        && Life::of(record).standings.last() == Some(&Standing::Contradicts);
    if is_contradicted {
        vec!["steps".to_owned()]
    } else {
        Vec::new()
    }
}

/// Did somebody else write after what the author had seen?
fn last_author_differs(record: &Record, change: &Change) -> bool {
    let base = change.base.unwrap_or_default();
    record
        .edited
        .values()
        .chain(std::iter::once(&record.made))
        .chain(record.steps.iter().map(|taken| &taken.stamp))
        .any(|stamp| is_unseen(*stamp, change, base))
}

fn is_unseen(stamp: Stamp, change: &Change, base: Seq) -> bool {
    stamp.by != change.author && stamp.seq.is_some_and(|seq| seq > base)
}

/// Writes the fields; returns those that two people wrote without seeing each other.
fn edit(record: &mut Record, change: &Change, fields: &Fields, stamp: Stamp) -> Vec<String> {
    let base = change.base.unwrap_or_default();
    let mut contested = Vec::new();
    let mut version = Version::begun(stamp);
    for (name, value) in &fields.0 {
        let shown = record.fields.get(name).cloned().unwrap_or(Value::Null);
        let written = record.stamp_of(name);
        let unseen = is_unseen(written, change, base);
        if unseen && shown == *value {
            // Both say the same. The first one's stamp stays, so that a later change of mind still meets what was not seen.
            continue;
        }
        if unseen {
            let class = merge_class(&record.kind, name);
            if class == MergeClass::Together {
                // What one of them took away comes back when the other had not seen that: better once too many than lost.
                let both = attachment::together(&shown, value);
                write(record, name, &both, &mut version);
                continue;
            }
            contested.push(name.clone());
            let sayings = record.contested.entry(name.clone()).or_default();
            if class == MergeClass::ByField {
                sayings.push(Saying {
                    value: shown,
                    stamp: written,
                });
                write(record, name, value, &mut version);
            } else {
                version.aside.insert(name.clone(), value.clone());
                sayings.push(Saying {
                    value: value.clone(),
                    stamp,
                });
            }
            continue;
        }
        if has_seen_all(record, name, change, base) {
            let sayings = record.contested.remove(name).unwrap_or_default();
            keep_unrecorded(record, name, sayings);
        }
        write(record, name, value, &mut version);
    }
    if !version.is_empty() {
        record.versions.push(version);
    }
    contested
}

/// What was said before versions were kept is not lost when somebody decides.
fn keep_unrecorded(record: &mut Record, name: &str, sayings: Vec<Saying>) {
    for Saying { value, stamp } in sayings {
        let mut versions = record.versions.iter();
        if !versions.any(|version| version.has(name, &value)) {
            let mut version = Version::begun(stamp);
            version.aside.insert(name.to_owned(), value);
            record.versions.push(version);
        }
    }
}

/// Writing a contested field again, having seen every value of it, decides it.
fn has_seen_all(record: &Record, name: &str, change: &Change, base: Seq) -> bool {
    record.contested.get(name).is_some_and(|sayings| {
        let own = |stamp: Stamp| stamp.by == change.author;
        let seen = |stamp: Stamp| stamp.seq.is_some_and(|seq| seq <= base);
        sayings
            .iter()
            .all(|saying| seen(saying.stamp) || own(saying.stamp))
            && seen(record.stamp_of(name))
    })
}

/// Shows the value; what it takes the place of stays in the version.
fn write(record: &mut Record, name: &str, value: &Value, version: &mut Version) {
    let before = if value.is_null() {
        record.fields.0.remove(name)
    } else {
        record.fields.0.insert(name.to_owned(), value.clone())
    };
    let before = before.unwrap_or(Value::Null);
    if before != *value {
        version.replaced.insert(name.to_owned(), before);
    }
    record.edited.insert(name.to_owned(), version.stamp);
}

#[cfg(test)]
mod tests;
