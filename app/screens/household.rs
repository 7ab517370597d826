//! 户: who lives behind this door, how to reach them, what happened here, and the big button that starts a visit.

use chrono::{DateTime, Utc};
use client::commands::{
    HouseholdPage, OpenHousehold, QuickVisit, ResidentRow, SaveState, VisitRow,
};
use dioxus::prelude::*;
use domain::household::VisitClass;
use domain::resident::Presence;
use domain::{RecordId, mask};

use crate::app_state::use_app_state;
use crate::components::{
    ContestedFields, Empty, Go, Icon, Pending, ReadAloud, Shape, StateMark, TopBar, VisitEntry,
    VisitTitle, place_of,
};
use crate::query::{use_backend, use_query};
use crate::routes::Route;
use crate::screens::disputes::DisputesHere;
use crate::screens::items::ItemsHere;
use crate::screens::remarks::{RemarksOf, Return};
use crate::screens::versions::VersionsOf;
use crate::text::code::Coded as _;
use crate::text::{failure, t, t_args, when};

/// A household.
#[component]
pub(crate) fn HouseholdScreen(id: RecordId) -> Element {
    let state = use_app_state();
    let page = use_query(OpenHousehold { id });
    let reply = page.reply();
    let title = reply.as_ref().map_or_else(|| t("household"), title_of);
    rsx! {
        TopBar { title, back: Route::Find {} }
        match reply {
            Some(page) => rsx! { HouseholdView { page, now: state.now() } },
            None => rsx! {
                main { class: "page", Pending { failure: page.failure(), onretry: move |()| page.again() } }
            },
        }
    }
}

fn title_of(page: &HouseholdPage) -> String {
    if page.household.head.is_empty() {
        t("household-no-head")
    } else {
        t_args(
            "household-of",
            &[("head", page.household.head.clone().into())],
        )
    }
}

/// A household as drawn.
#[component]
pub(crate) fn HouseholdView(page: HouseholdPage, now: DateTime<Utc>) -> Element {
    let id = page.id;
    let read = page.clone();
    let start = if page.has_draft {
        t("household-go-on")
    } else {
        t("household-start")
    };
    rsx! {
        main { class: "page",
            if let Some(reason) = page.void_because.clone() {
                p { class: "notice is-warning", role: "status", {t_args("household-void", &[("reason", reason.into())])} }
            }
            ContestedFields { fields: page.contested.clone() }
            RemarksOf { id }
            Card { page: page.clone() }
            div { class: "buttons is-start",
                Go { to: Route::NewVisit { household: id }, class: "button is-main", testid: "household-start-visit",
                    Icon { shape: Shape::Visits }
                    span { "{start}" }
                }
                NoChange { household: id }
            }
            div { class: "buttons",
                Go { to: Route::DoorCard { id }, class: "button", testid: "household-door",
                    Icon { shape: Shape::Code }
                    span { {t("door-code")} }
                }
                ReadAloud { words: move |()| spoken(&read) }
            }
            Residents { household: id, rows: page.residents, now }
            DisputesHere { household: id }
            ItemsHere { household: id }
            Timeline { rows: page.visits, now }
            VersionsOf { id }
            Return { id }
        }
    }
}

/// 无变化: a routine visit by one tap, which can be taken back for a moment.
#[component]
fn NoChange(household: RecordId) -> Element {
    let state = use_app_state();
    let backend = use_backend();
    let mut is_busy = use_signal(|| false);
    let quick = move |_| {
        let backend = backend.clone();
        is_busy.set(true);
        spawn(async move {
            match backend.call(QuickVisit { household }).await {
                Ok(quick) => {
                    let words = t_args("quick-saved", &[("met", quick.met.into())]);
                    state.say_saved(words, quick.saved.id);
                }
                Err(error) => state.say(failure::sentence(&error)),
            }
            is_busy.set(false);
        });
    };
    rsx! {
        button { class: "button", r#type: "button", disabled: is_busy(), "data-testid": "household-no-change", onclick: quick,
            Icon { shape: Shape::Check }
            span { {t("quick-no-change")} }
        }
    }
}

/// The door, the way to it, who lives there and what was found last, one sentence a line. Numbers are for the eye.
fn spoken(page: &HouseholdPage) -> String {
    let household = &page.household;
    let mut lines = vec![
        title_of(page),
        place_of(&page.village_name, household.group, &household.door),
    ];
    lines.extend(household.directions.clone());
    lines.extend(page.residents.iter().map(|row| {
        let resident = &row.resident;
        let words = [resident.relation.words(), resident.presence.words()];
        format!("{},{}", resident.name, words.join(","))
    }));
    lines.extend(
        page.visits
            .first()
            .map(|row| format!("{}:{}", t("household-timeline"), row.outcome.words())),
    );
    lines.join("\n")
}

#[component]
fn Card(page: HouseholdPage) -> Element {
    let household = page.household;
    rsx! {
        section { class: "card",
            div { class: "card-head",
                div {
                    p { class: "card-title", {place_of(&page.village_name, household.group, &household.door)} }
                    p { class: "hint", "{page.grid_name}" }
                }
                Go { to: Route::EditHousehold { id: page.id }, class: "button is-small", testid: "household-edit",
                    Icon { shape: Shape::Edit }
                    span { {t("edit")} }
                }
            }
            if let Some(directions) = household.directions.clone() {
                p { class: "card-line", Icon { shape: Shape::Place } "{directions}" }
            }
            if let Some(contact) = household.contact_person.clone() {
                p { class: "card-line", Icon { shape: Shape::Person } {t_args("household-contact", &[("name", contact.into())])} }
            }
            if let Some(phone) = household.phone.clone() {
                Dial { phone, name: household.head.clone() }
            }
            if !household.evacuation_needs.is_empty() || household.visit_class() != VisitClass::General {
                p { class: "entry-marks",
                    span { class: "mark is-waiting", {household.visit_class().words()} }
                    for need in household.evacuation_needs {
                        span { key: "{need.code()}", class: "mark", {need.words()} }
                    }
                }
            }
            if page.state != SaveState::Received {
                StateMark { state: page.state }
            }
        }
    }
}

/// A number to tap.
#[component]
fn Dial(phone: String, name: String) -> Element {
    let words = t_args("dial", &[("name", name.into())]);
    rsx! {
        a { class: "dial", href: "tel:{phone}", aria_label: "{words} {phone}",
            Icon { shape: Shape::Phone }
            span { "{phone}" }
        }
    }
}

#[component]
fn Residents(household: RecordId, rows: Vec<ResidentRow>, now: DateTime<Utc>) -> Element {
    rsx! {
        section { class: "block",
            h2 { {t_args("household-people", &[("count", rows.len().into())])} }
            div { class: "list",
                for row in rows {
                    ResidentEntry { key: "{row.id}", row: row, household, now }
                }
            }
            Go { to: Route::NewResident { id: household }, class: "button is-wide", testid: "household-add-resident",
                Icon { shape: Shape::Plus }
                span { {t("resident-add")} }
            }
        }
    }
}

#[component]
fn ResidentEntry(row: ResidentRow, household: RecordId, now: DateTime<Utc>) -> Element {
    let resident = row.resident;
    let age = resident
        .birth
        .and_then(|birth| when::local_day(now).years_since(birth));
    let facts = [
        resident.sex.map(|sex| sex.words()),
        age.map(|age| t_args("age", &[("count", u64::from(age).into())])),
        resident
            .identity_number
            .as_deref()
            .map(mask::identity_number),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    rsx! {
        div { class: "entry is-split",
            Go { to: Route::EditResident { household, id: row.id }, class: "entry-body", testid: "resident-row-{row.id}",
                span { class: "entry-title",
                    span { "{resident.name}" }
                    small { "{resident.relation.words()}" }
                    if resident.presence != Presence::Home {
                        span { class: "mark", "{resident.presence.words()}" }
                    }
                }
                span { class: "entry-line is-quiet", {facts.join(" · ")} }
                if row.state != SaveState::Received {
                    StateMark { state: row.state }
                }
            }
            if let Some(phone) = resident.phone {
                a { class: "round", href: "tel:{phone}", aria_label: t_args("dial", &[("name", resident.name.into())]),
                    Icon { shape: Shape::Phone }
                }
            }
        }
    }
}

#[component]
fn Timeline(rows: Vec<VisitRow>, now: DateTime<Utc>) -> Element {
    rsx! {
        section { class: "block",
            h2 { {t("household-timeline")} }
            if rows.is_empty() {
                Empty { shape: Shape::Visits, title: t("household-no-visits"), hint: t("household-no-visits-hint") }
            }
            div { class: "list",
                for row in rows {
                    VisitEntry { key: "{row.id}", row: row, title: VisitTitle::Day, now }
                }
            }
        }
    }
}
