//! Drafts of steps: what was filled in for a step and not taken yet, durable within a second of each change. A draft stays, readable,
//! when the step can no longer be taken; the person throws it away.

use chrono::{DateTime, Utc};
use domain::change::Step;
use domain::course::{self, Refusal};
use domain::dispute::{self, Guard};
use domain::{Dispute, Fields, Issue, Record, RecordId, form, forms};
use serde::{Deserialize, Serialize};

use super::Run;
use crate::command::command;
use crate::context::Context;
use crate::error::Error;
use crate::steps;
use crate::store::{drafts, records, step_drafts};

/// A step that was begun.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StepDraft {
    /// The record.
    pub record: RecordId,
    /// The step.
    pub step: String,
    /// The form of the record: `dispute`, or the name of a form that is data.
    pub form: String,
    /// As filled in so far.
    pub fields: Fields,
    /// The field that had the focus; none when it was put aside.
    pub focus: Option<String>,
    /// When it was last written.
    pub written_at: DateTime<Utc>,
}

/// The begun steps of a record, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenStepDrafts {
    /// The record.
    pub record: RecordId,
}
command!(OpenStepDrafts -> Vec<StepDraft>);

/// The draft of one step, if there is one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenStepDraft {
    /// The record.
    pub record: RecordId,
    /// The step.
    pub step: String,
}
command!(OpenStepDraft -> Option<StepDraft>);

/// Keeps a step as filled in so far. Answers when it was durable.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SaveStepDraft {
    /// The record.
    pub record: RecordId,
    /// The step.
    pub step: String,
    /// The form of the record.
    pub form: String,
    /// As filled in so far.
    pub fields: Fields,
    /// The field that has the focus; none when it is put aside.
    pub focus: Option<String>,
}
command!(SaveStepDraft -> DateTime<Utc>);

/// Throws a draft away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DropStepDraft {
    /// The record.
    pub record: RecordId,
    /// The step.
    pub step: String,
}
command!(DropStepDraft -> ());

/// A begun step in the list of drafts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StepDraftRow {
    /// What was begun.
    pub draft: StepDraft,
    /// Is its record still on this device?
    pub is_here: bool,
    /// Was its record declared void?
    pub is_void: bool,
    /// What a person would call its record; may be empty.
    pub title: String,
    /// The fields that are still needed.
    pub missing: Vec<String>,
    /// What stands in the way, for a dispute.
    pub guard: Option<Guard>,
    /// What stands in the way, for the others.
    pub refusal: Option<Refusal>,
}

/// All begun steps, newest first, but for those of care records, which only their own page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListStepDrafts;
command!(ListStepDrafts -> Vec<StepDraftRow>);

impl Run for OpenStepDrafts {
    fn run(self, cx: &mut Context<'_>) -> Result<Vec<StepDraft>, Error> {
        step_drafts::all(cx.db(), Some(self.record))
    }
}

impl Run for OpenStepDraft {
    fn run(self, cx: &mut Context<'_>) -> Result<Option<StepDraft>, Error> {
        step_drafts::find(cx.db(), self.record, &self.step)
    }
}

impl Run for SaveStepDraft {
    fn run(self, cx: &mut Context<'_>) -> Result<DateTime<Utc>, Error> {
        let written_at = cx.now();
        let draft = StepDraft {
            record: self.record,
            step: self.step,
            form: self.form,
            fields: self.fields,
            focus: self.focus,
            written_at,
        };
        step_drafts::put(cx.db(), &draft)?;
        Ok(written_at)
    }
}

impl Run for DropStepDraft {
    fn run(self, cx: &mut Context<'_>) -> Result<(), Error> {
        step_drafts::remove(cx.db(), self.record, &self.step)
    }
}

impl Run for ListStepDrafts {
    fn run(self, cx: &mut Context<'_>) -> Result<Vec<StepDraftRow>, Error> {
        let drafts = step_drafts::all(cx.db(), None)?;
        drafts.into_iter().map(|draft| row(cx, draft)).collect()
    }
}

fn row(cx: &Context<'_>, draft: StepDraft) -> Result<StepDraftRow, Error> {
    let record = records::view(cx.db(), draft.record)?.map(|viewed| viewed.record);
    let mut row = StepDraftRow {
        draft,
        is_here: record.is_some(),
        is_void: record
            .as_ref()
            .is_some_and(|record| record.voided.is_some()),
        title: String::new(),
        missing: Vec::new(),
        guard: None,
        refusal: None,
    };
    if let Some(record) = record {
        judge(cx, &record, &mut row)?;
    }
    Ok(row)
}

/// Says what the record is called and what keeps the step from being taken.
fn judge(cx: &Context<'_>, record: &Record, row: &mut StepDraftRow) -> Result<(), Error> {
    let step = Step {
        name: row.draft.step.clone(),
        fields: row.draft.fields.clone(),
    };
    let (member, role, base) = (cx.profile.member, cx.role(), steps::base(cx, record)?);
    if row.draft.form == drafts::DISPUTE {
        let dispute = Dispute::from_fields(&record.fields);
        row.title = dispute
            .as_ref()
            .map_or_else(String::new, Dispute::between_in_lists);
        let actor = dispute::judge::Actor { member, role, base };
        row.guard = dispute::judge::judge(record, &step, &actor).err();
        return Ok(());
    }
    let Some(form) = forms::of_record(record) else {
        return Ok(());
    };
    row.title = form.title_of(&record.fields);
    let Some(course) = form.course else {
        return Ok(());
    };
    if let Some(asked) = course.row_of(&step.name) {
        let issues = form::issues_of(asked.asks, &step.fields, cx.today());
        let missing = issues.into_iter().filter(Issue::blocks);
        row.missing = missing.map(|issue| issue.field).collect();
    }
    if row.missing.is_empty() {
        let actor = course::Actor { member, role, base };
        row.refusal = course::judge(course, record, &step, &actor, cx.today()).err();
    }
    Ok(())
}
