//! Begun steps: as rows in the list of drafts, and on a record's page those that can no longer be taken, readable until they are
//! thrown away.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use client::commands::{
    DropStepDraft, ListMembers, ListStepDrafts, OpenStepDrafts, StepDraft, StepDraftRow,
};
use dioxus::prelude::*;
use domain::change::Step;
use domain::dispute::{StepForm, StepName};
use domain::{Fields, RecordId, forms};

use super::dispute::lines;
use crate::components::{BegunList, Confirm, Go, Icon, SaveNote, Shape, in_words};
use crate::query::{use_backend, use_query};
use crate::routes::Route;
use crate::step_keeper::StepKeeper;
use crate::text::code::Coded as _;
use crate::text::{failure, field, t, t_args, when};

/// What the form of a dispute is called among the drafts.
pub(crate) const DISPUTE: &str = "dispute";

/// A step as people call it.
fn name(form: &str, step: &str) -> String {
    if form == DISPUTE {
        return match StepName::from_code(step) {
            StepName::Unknown => t("step-newer"),
            known => known.words(),
        };
    }
    let course = forms::named(form).and_then(|form| form.course);
    match course.filter(|course| course.row_of(step).is_some()) {
        Some(course) => t(&format!("{}-{step}", course.steps.name)),
        None => t("step-newer"),
    }
}

/// What was filled in, one line for each field.
fn filled(
    draft: &StepDraft,
    members: &BTreeMap<String, String>,
    now: DateTime<Utc>,
) -> Vec<String> {
    if draft.form == DISPUTE {
        let form = StepForm::of(&Step {
            name: draft.step.clone(),
            fields: draft.fields.clone(),
        });
        let owner = form.owner.and_then(|id| members.get(&id.to_string()));
        return lines(&form, owner.cloned().unwrap_or_default(), now);
    }
    let course = forms::named(&draft.form).and_then(|form| form.course);
    let row = course.and_then(|course| course.row_of(&draft.step));
    let Some(row) = row else {
        return texts(&draft.fields);
    };
    let answers = row.asks.iter().filter_map(|question| {
        let words = in_words(question, &draft.fields, members, now)?;
        Some(format!("{}:{words}", field::name(question.field)))
    });
    answers.collect()
}

/// The words of a step that this build does not know.
fn texts(fields: &Fields) -> Vec<String> {
    let texts = fields.0.values().filter_map(|value| value.as_str());
    texts.map(str::to_owned).collect()
}

/// The begun steps of a record that are none of those that `can` be taken.
#[component]
pub(crate) fn LeftSteps(record: RecordId, can: Vec<String>, now: DateTime<Utc>) -> Element {
    let drafts = use_query(OpenStepDrafts { record });
    let left = drafts.reply().unwrap_or_default();
    let mut left = left
        .into_iter()
        .filter(|draft| !can.contains(&draft.step))
        .peekable();
    if left.peek().is_none() {
        return rsx! {};
    }
    rsx! {
        for draft in left {
            LeftStep { key: "{draft.step}", draft, now, ondropped: move |()| drafts.again() }
        }
    }
}

#[component]
fn LeftStep(draft: StepDraft, now: DateTime<Utc>, ondropped: EventHandler<()>) -> Element {
    let backend = use_backend();
    let mut problem = use_signal(|| None);
    let members = use_query(ListMembers { inside: None });
    let members = members.reply().unwrap_or_default();
    let members = members
        .into_iter()
        .map(|row| (row.id.to_string(), row.name))
        .collect();
    let lines = filled(&draft, &members, now);
    let gone = DropStepDraft {
        record: draft.record,
        step: draft.step.clone(),
    };
    let throw_away = move |()| {
        let (backend, gone) = (backend.clone(), gone.clone());
        spawn(async move {
            match backend.call(gone).await {
                Ok(()) => ondropped.call(()),
                Err(error) => problem.set(Some(error)),
            }
        });
    };
    rsx! {
        section { class: "card", "data-testid": "step-left-{draft.step}",
            h2 { {t_args("step-left", &[("step", name(&draft.form, &draft.step).into())])} }
            p { class: "hint", {t("step-left-hint")} }
            for (n , line) in lines.into_iter().enumerate() {
                p { key: "{n}", class: "entry-line", "{line}" }
            }
            p { class: "entry-line is-quiet",
                {t_args("draft-written", &[("when", when::moment(draft.written_at, now).into())])}
            }
            if let Some(problem) = problem() {
                p { class: "problem", role: "alert", {failure::sentence(&problem)} }
            }
            Confirm { words: t("draft-drop"), sentence: t("draft-drop-sentence"), testid: "step-left-drop", onconfirm: throw_away }
        }
    }
}

/// The begun steps, where steps are most of the work.
#[component]
pub(crate) fn StepDrafts(now: DateTime<Utc>) -> Element {
    let rows = use_query(ListStepDrafts).reply().unwrap_or_default();
    if rows.is_empty() {
        return rsx! {};
    }
    rsx! {
        BegunList {
            for row in rows {
                StepDraftLine { key: "{row.draft.record}-{row.draft.step}", row: row, now }
            }
        }
    }
}

/// A begun step as a row that goes on with it.
#[component]
pub(crate) fn StepDraftLine(row: StepDraftRow, now: DateTime<Utc>) -> Element {
    let draft = row.draft.clone();
    let step = name(&draft.form, &draft.step);
    let title = if row.title.is_empty() {
        step
    } else {
        format!("{step} · {}", row.title)
    };
    let to = if draft.form == DISPUTE {
        Route::DisputeScreen { id: draft.record }
    } else {
        Route::ItemScreen { id: draft.record }
    };
    rsx! {
        Go { to, class: "entry", testid: "step-draft-{draft.step}",
            span { class: "entry-body",
                span { class: "entry-title", span { "{title}" } }
                if let Some(words) = in_the_way(&row) {
                    span { class: "entry-line", "{words}" }
                }
                span { class: "entry-line is-quiet",
                    {t_args("draft-written", &[("when", when::moment(draft.written_at, now).into())])}
                }
            }
            span { class: "entry-act", {t("draft-go-on")} }
            Icon { shape: Shape::Next }
        }
    }
}

/// What is missing, or why the step cannot be taken.
fn in_the_way(row: &StepDraftRow) -> Option<String> {
    if !row.is_here {
        return Some(t("step-record-gone"));
    }
    if row.is_void {
        return Some(t("step-record-void"));
    }
    if !row.missing.is_empty() {
        let missing: Vec<String> = row.missing.iter().map(|name| field::name(name)).collect();
        let fields = missing.join(&t("list-comma"));
        return Some(t_args("draft-missing", &[("fields", fields.into())]));
    }
    let guard = row.guard.map(|guard| guard.words());
    guard.or(row.refusal.map(|refusal| refusal.words()))
}

/// Below a step's form: when its draft was kept, why not, and the way to throw it away.
#[component]
pub(crate) fn StepDraftFoot(keeper: StepKeeper, ondropped: EventHandler<()>) -> Element {
    let kept_at = (keeper.keeper.kept_at)();
    rsx! {
        if let Some(problem) = keeper.failure() {
            p { class: "problem", role: "alert", {failure::sentence(&problem)} }
        }
        SaveNote { kept_at, testid: "step-draft-kept" }
        if kept_at.is_some() {
            Confirm { words: t("draft-drop"), sentence: t("draft-drop-sentence"), testid: "step-draft-drop",
                onconfirm: move |()| keeper.throw_away(ondropped) }
        }
    }
}
