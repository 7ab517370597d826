//! One visit, whole: what was found, who recorded it, whether the office has it, what needs a hand.

use chrono::{DateTime, Utc};
use client::commands::{OpenVisit, SaveState, VisitView as Visit};
use dioxus::prelude::*;
use domain::RecordId;
use domain::visit::Handling;

use super::disputes::DisputesHere;
use super::items::ItemsHere;
use super::remarks::{RemarksOf, Return};
use super::versions::VersionsOf;
use crate::app_state::use_app_state;
use crate::attachments::AttachmentsShown;
use crate::components::{
    ContestedFields, Go, Icon, Pending, Shape, StateMark, TopBar, Void, place_of,
};
use crate::query::use_query;
use crate::routes::Route;
use crate::text::code::Coded;
use crate::text::{t, t_args, when};

/// A visit.
#[component]
pub(crate) fn VisitScreen(id: RecordId) -> Element {
    let state = use_app_state();
    let view = use_query(OpenVisit { id });
    rsx! {
        TopBar { title: t("visit-title"), back: Route::Visits {} }
        main { class: "page",
            match view.reply() {
                Some(visit) => rsx! { VisitFacts { visit, now: state.now() } },
                None => rsx! { Pending { failure: view.failure(), onretry: move |()| view.again() } },
            }
        }
    }
}

/// A visit as drawn, on the phone and beside the desk's table.
#[component]
pub(crate) fn VisitFacts(visit: Visit, now: DateTime<Utc>) -> Element {
    let row = visit.row.clone();
    let head = if row.head.is_empty() {
        t("household-no-head")
    } else {
        row.head.clone()
    };
    rsx! {
        NeedsHand { visit: visit.clone() }
        ContestedFields { fields: visit.contested.clone() }
        RemarksOf { id: row.id }
        section { class: "card",
            div { class: "card-head",
                div {
                    Go { to: Route::HouseholdScreen { id: row.household }, class: "card-title is-link",
                        span { "{head}" }
                        Icon { shape: Shape::Next }
                    }
                    p { class: "hint", {place_of(&row.village_name, row.group, &row.door)} " · {row.grid_name}" }
                }
                if visit.may_edit {
                    Go { to: Route::EditVisit { id: row.id }, class: "button is-small", testid: "visit-edit",
                        Icon { shape: Shape::Edit }
                        span { {t("edit")} }
                    }
                }
            }
            p { class: "entry-marks",
                StateMark { state: row.state, testid: "visit-state-{row.id}" }
                if row.voided {
                    span { class: "mark", {t("visit-voided")} }
                }
            }
        }
        section { class: "card", Facts { visit: visit.clone(), now } }
        AttachmentsShown { items: visit.visit.attachments.clone() }
        DisputesHere { visit: row.id }
        ItemsHere { visit: row.id }
        p { class: "hint",
            {t_args("visit-saved-by", &[
                ("name", row.author_name.into()),
                ("when", when::moment(visit.saved_at, now).into()),
            ])}
            if visit.edited { " · " {t("visit-edited")} }
        }
        VersionsOf { id: row.id }
        Return { id: row.id }
        if visit.may_edit {
            Void { id: row.id }
        }
    }
}

#[component]
fn NeedsHand(visit: Visit) -> Element {
    let Some(sentence) = visit
        .needs_hand
        .filter(|_| visit.row.state == SaveState::NeedsHand)
    else {
        return rsx! {};
    };
    rsx! {
        div { class: "strip is-bad is-block", role: "alert",
            p { class: "strip-title", Icon { shape: Shape::Alert } {t("needs-hand-title")} }
            p { "{sentence}" }
            if visit.may_edit {
                Go { to: Route::EditVisit { id: visit.row.id }, class: "button", {t("go-correct")} }
            }
        }
    }
}

fn words_of<T: Coded>(items: &[T]) -> Option<String> {
    let words: Vec<String> = items.iter().map(|item| item.words()).collect();
    (!words.is_empty()).then(|| words.join(&t("list-comma")))
}

/// What was filled in; what was not is not listed.
fn facts(visit: &domain::Visit, now: DateTime<Utc>) -> Vec<(&'static str, String)> {
    let today = when::local_day(now);
    let due = visit
        .follow_up_on
        .filter(|_| visit.handling == Handling::FollowUp);
    let facts = [
        (
            "field-visited_at",
            Some(when::moment(visit.visited_at, now)),
        ),
        ("field-method", Some(visit.method.words())),
        ("field-purpose", Some(visit.purpose.words())),
        ("field-outcome", Some(visit.outcome.words())),
        ("field-met", visit.met.clone()),
        ("field-family_changes", words_of(&visit.family_changes)),
        ("field-difficulties", words_of(&visit.difficulties)),
        ("field-difficulty_note", visit.difficulty_note.clone()),
        ("field-topics", words_of(&visit.topics)),
        (
            "field-leaflets",
            visit
                .leaflets
                .map(|count| t_args("copies", &[("count", u64::from(count).into())])),
        ),
        ("field-handling", Some(visit.handling.words())),
        ("field-follow_up_on", due.map(|date| when::day(date, today))),
        ("field-remarks", visit.remarks.clone()),
        (
            "field-position",
            visit.position.map(super::visit_form::in_words),
        ),
    ];
    facts
        .into_iter()
        .filter_map(|(key, value)| Some((key, value.filter(|value| !value.is_empty())?)))
        .collect()
}

/// What was filled in, one sentence a line, to be read aloud. A position is for the eye.
pub(super) fn spoken(visit: &domain::Visit, now: DateTime<Utc>) -> String {
    let facts = facts(visit, now);
    let lines = facts.iter().filter(|(key, _)| *key != "field-position");
    let lines: Vec<String> = lines
        .map(|(key, value)| format!("{}:{value}", t(key)))
        .collect();
    lines.join("\n")
}

#[component]
fn Facts(visit: Visit, now: DateTime<Utc>) -> Element {
    rsx! {
        dl { class: "facts",
            for (key , value) in facts(&visit.visit, now) {
                div { key: "{key}", class: "fact",
                    dt { {t(key)} }
                    dd { "{value}" }
                }
            }
        }
    }
}
