//! One check-in, whole: what was seen, what followed, what can be done now.

use chrono::{DateTime, Utc};
use client::commands::care_forms::CareNotes;
use client::commands::check_in::CheckEntry;
use client::commands::{
    CheckBegun, CheckInPage, DropCheckStepDraft, OpenCheckIn, SaveState, TakeCheckStep,
};
use client::{Error, Handle};
use dioxus::prelude::*;
use domain::RecordId;
use domain::care::CheckStep;
use domain::care::form::CHECK_IN;
use domain::care::step::StepWords;

use super::Behind;
use super::check_draft::use_check_draft;
use super::report::Report;
use crate::app_state::{AppState, use_app_state};
use crate::components::{
    Confirm, Go, Icon, Pending, SaveNote, Shape, StateMark, TextArea, TopBar, in_words,
};
use crate::query::{use_backend, use_query};
use crate::routes::Route;
use crate::screens::versions::CareVersionsOf;
use crate::text::code::Coded as _;
use crate::text::{failure, t, t_args, when};

/// A check-in.
#[component]
pub(crate) fn CheckInScreen(id: RecordId) -> Element {
    rsx! {
        Behind { Opened { key: "{id}", id } }
    }
}

#[component]
fn Opened(id: RecordId) -> Element {
    let state = use_app_state();
    let backend = use_backend();
    let page = use_query(OpenCheckIn { id });
    let Some(found) = page.reply() else {
        return rsx! {
            TopBar { title: t("care-check"), back: Route::Care {} }
            main { class: "page", Pending { failure: page.failure(), onretry: move |()| page.again() } }
        };
    };
    let back = Route::CareFileScreen { id: found.file };
    let keeper = backend.clone();
    rsx! {
        TopBar { title: t("care-check"), back }
        CheckInView {
            page: found,
            now: state.now(),
            ontake: move |(step, words)| take(id, step, words, backend.clone(), state),
            ondrop: move |step| {
                let backend = keeper.clone();
                spawn(async move {
                    match backend.call(DropCheckStepDraft { id, step }).await {
                        Ok(()) => page.again(),
                        Err(error) => state.say(failure::sentence(&error)),
                    }
                });
            },
        }
    }
}

fn take(id: RecordId, step: CheckStep, words: StepWords, backend: Handle, state: AppState) {
    spawn(async move {
        match backend.call(TakeCheckStep { id, step, words }).await {
            Ok(()) => state.say(t("saved-here")),
            Err(Error::Refused { message }) => state.say(message),
            Err(error) => state.say(failure::sentence(&error)),
        }
    });
}

/// A check-in as drawn.
#[component]
pub(crate) fn CheckInView(
    page: CheckInPage,
    now: DateTime<Utc>,
    ontake: EventHandler<(CheckStep, StepWords)>,
    ondrop: EventHandler<CheckStep>,
) -> Element {
    let begun = |step| page.begun.iter().find(|begun| begun.step == step).cloned();
    let left = page
        .begun
        .iter()
        .filter(|begun| !page.offers.contains(&begun.step));
    rsx! {
        main { class: "page", "data-testid": "care-check",
            if let Some(sentence) = page.needs_hand.clone() {
                div { class: "strip is-bad is-block", role: "alert",
                    p { class: "strip-title", Icon { shape: Shape::Alert } {t("needs-hand-title")} }
                    p { "{sentence}" }
                }
            }
            Head { page: page.clone(), now }
            Acts { page: page.clone(), ontake }
            if page.offers.contains(&CheckStep::Report) {
                Report { id: page.id, begun: begun(CheckStep::Report), dials: page.dials.clone(), now,
                    onreport: move |words| ontake.call((CheckStep::Report, words)) }
            }
            for begun in left.cloned() {
                LeftStep { key: "{begun.step.code()}", begun, now, ondrop }
            }
            Facts { page: page.clone(), now }
            Entries { rows: page.entries, now }
            CareVersionsOf { id: page.id, is_full: false }
        }
    }
}

#[component]
fn Head(page: CheckInPage, now: DateTime<Utc>) -> Element {
    rsx! {
        section { class: "card",
            div { class: "card-head",
                div {
                    p { class: "card-title", "{page.notes.person}" }
                    p { class: "hint", "{page.author_name} · {when::moment(page.at, now)}" }
                }
                if page.is_own && !page.voided {
                    Go { to: Route::EditCheckIn { id: page.id }, class: "button is-small", testid: "care-check-edit",
                        Icon { shape: Shape::Edit }
                        span { {t("edit")} }
                    }
                }
            }
            p { class: "entry-marks",
                if page.voided {
                    span { class: "mark", {t("visit-voided")} }
                }
                StateMark { state: page.state, testid: "care-check-state" }
                if page.state == SaveState::SavedHere {
                    span { class: "hint", {t("care-sent-closed")} }
                }
            }
        }
    }
}

/// 签收 by one tap, 回复 with words.
#[component]
fn Acts(page: CheckInPage, ontake: EventHandler<(CheckStep, StepWords)>) -> Element {
    if page.offers.contains(&CheckStep::Receive) {
        return rsx! {
            button { class: "button is-main is-wide", r#type: "button", "data-testid": "care-receive",
                onclick: move |_| ontake.call((CheckStep::Receive, StepWords::default())),
                {CheckStep::Receive.words()}
            }
        };
    }
    if !page.offers.contains(&CheckStep::Answer) {
        return rsx! {};
    }
    rsx! { Answer { page, ontake } }
}

/// 回复: its words are kept, sealed, while they are written.
#[component]
fn Answer(page: CheckInPage, ontake: EventHandler<(CheckStep, StepWords)>) -> Element {
    let is_answer = |begun: &&CheckBegun| begun.step == CheckStep::Answer;
    let begun = page.begun.iter().find(is_answer).cloned();
    let draft = use_check_draft(page.id, CheckStep::Answer, begun.as_ref());
    let mut text = use_signal(|| begun.and_then(|begun| begun.words.text).unwrap_or_default());
    let words = move || StepWords {
        text: Some(text.peek().clone()),
        ..StepWords::default()
    };
    let answer = move |_| {
        draft.shut();
        ontake.call((CheckStep::Answer, words()));
    };
    let write = move |typed| {
        text.set(typed);
        draft.keep(words());
    };
    rsx! {
        section { class: "card",
            TextArea { field: "care-answer", label: t("care-answer"), testid: "care-answer", value: text(), oninput: write }
            SaveNote { kept_at: (draft.keeper.kept_at)(), testid: "step-draft-kept" }
            button { class: "button is-main is-wide", r#type: "button", disabled: text().trim().is_empty(), "data-testid": "care-answer-send", onclick: answer,
                {CheckStep::Answer.words()}
            }
        }
    }
}

/// A step that was begun and can no longer be taken.
#[component]
fn LeftStep(begun: CheckBegun, now: DateTime<Utc>, ondrop: EventHandler<CheckStep>) -> Element {
    let step = begun.step;
    rsx! {
        section { class: "card", "data-testid": "step-left-{step.code()}",
            h2 { {t_args("step-left", &[("step", step.words().into())])} }
            p { class: "hint", {t("step-left-hint")} }
            Words { words: begun.words, now }
            Confirm { words: t("draft-drop"), sentence: t("draft-drop-sentence"), testid: "step-left-drop", onconfirm: move |()| ondrop.call(step) }
        }
    }
}

/// What was written with a step.
#[component]
fn Words(words: StepWords, now: DateTime<Utc>) -> Element {
    rsx! {
        if let Some(to) = words.to {
            span { class: "entry-line", {to.words()} }
        }
        if let Some(at) = words.reported_at {
            span { class: "entry-line", {when::moment(at, now)} }
        }
        if let Some(text) = words.text {
            span { class: "entry-line", "{text}" }
        }
    }
}

/// What a question is called: the lines of observation say what the profile asks.
pub(super) fn label(field: &str, notes: &CareNotes) -> Option<String> {
    let number: usize = field.strip_prefix("observed_")?.parse().ok()?;
    let label = notes.observations.get(number.checked_sub(1)?)?;
    Some(label.clone()).filter(|label| !label.is_empty())
}

#[component]
fn Facts(page: CheckInPage, now: DateTime<Utc>) -> Element {
    let members = std::collections::BTreeMap::new();
    let facts = CHECK_IN.questions.iter().filter_map(|question| {
        let words = in_words(question, &page.fields, &members, now)?;
        let name = label(question.field, &page.notes);
        let name = name.unwrap_or_else(|| t(&format!("field-{}", question.field)));
        Some((question.field, name, words))
    });
    rsx! {
        section { class: "card",
            dl { class: "facts",
                for (field , name , words) in facts {
                    div { key: "{field}", class: "fact",
                        dt { "{name}" }
                        dd { "{words}" }
                    }
                }
            }
        }
    }
}

#[component]
fn Entries(rows: Vec<CheckEntry>, now: DateTime<Utc>) -> Element {
    if rows.is_empty() {
        return rsx! {};
    }
    rsx! {
        section { class: "block",
            h2 { {t("care-followed")} }
            div { class: "list",
                for (place , row) in rows.into_iter().enumerate() {
                    div { key: "{place}", class: "entry", "data-testid": "care-entry-{row.step.code()}",
                        span { class: "entry-body",
                            span { class: "entry-title", span { {row.step.words()} } }
                            Words { words: row.words, now }
                            span { class: "entry-line is-quiet", "{row.by} · {when::moment(row.at, now)}" }
                        }
                    }
                }
            }
        }
    }
}
