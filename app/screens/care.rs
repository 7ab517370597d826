//! 关爱走访: the own list behind the second PIN, with neutral words and masked names, what is overdue first.

mod check;
mod check_draft;
mod file;
mod form;
mod gate;
mod paper;
mod report;
mod team;

use chrono::NaiveDate;
use client::commands::{CareGate, CareRow, CareStage, ListCare, LockCare, ReadCareGate};
use dioxus::prelude::*;
use domain::Role;

use crate::app_state::use_app_state;
use crate::components::{Empty, Go, Icon, Pending, Shape, StateMark, TopBar};
use crate::query::{use_backend, use_query};
use crate::routes::Route;
use crate::text::code::Coded as _;
use crate::text::{failure, t, t_args, when};

pub(crate) use check::CheckInScreen;
#[cfg(test)]
pub(crate) use check::CheckInView;
#[cfg(test)]
pub(crate) use file::CareFileView;
pub(crate) use file::{CareFileScreen, Contacts, Four, Team};
pub(crate) use form::{EditCareFile, EditCheckIn, NewCareFile, NewCheckIn};
use gate::Gate;
#[cfg(test)]
pub(crate) use gate::{Asks, GateView, use_attempt};
#[cfg(test)]
pub(crate) use paper::Paper;
pub(crate) use team::TeamEntries;

/// The care list.
#[component]
pub(crate) fn Care() -> Element {
    rsx! {
        TopBar { title: t("care-title"), back: Route::Home {} }
        Behind { List {} }
    }
}

/// What stands behind the second PIN: the gate instead, while the care files are closed.
#[component]
fn Behind(children: Element) -> Element {
    let gate = use_query(ReadCareGate);
    match gate.reply() {
        Some(found) if found.stage == CareStage::Open => rsx! {
            div { class: "care-behind", {children} }
        },
        Some(found) => rsx! { Gate { stage: found.stage } },
        None => rsx! {
            main { class: "page", Pending { failure: gate.failure(), onretry: move |()| gate.again() } }
        },
    }
}

#[component]
fn List() -> Element {
    let state = use_app_state();
    let backend = use_backend();
    let rows = use_query(ListCare);
    let Some(found) = rows.reply() else {
        return rsx! {
            main { class: "page", Pending { failure: rows.failure(), onretry: move |()| rows.again() } }
        };
    };
    let lock = move |_| {
        let backend = backend.clone();
        spawn(async move {
            if let Err(error) = backend.call(LockCare).await {
                state.say(failure::sentence(&error));
            }
        });
    };
    let may_begin = state.member().is_some_and(|member| {
        matches!(
            member.role,
            Role::Worker | Role::VillageCadre | Role::Department
        )
    });
    rsx! {
        main { class: "page", "data-testid": "care-list",
            CareListView { rows: found, today: state.today() }
            if may_begin {
                Go { to: Route::NewCareFile {}, class: "button is-wide", testid: "care-new",
                    Icon { shape: Shape::Plus }
                    span { {t("care-new")} }
                }
            }
            button { class: "button is-wide", r#type: "button", "data-testid": "care-lock", onclick: lock,
                Icon { shape: Shape::Lock }
                span { {t("care-lock")} }
            }
            p { class: "hint", {t("care-lock-hint")} }
        }
    }
}

/// The list as drawn.
#[component]
pub(crate) fn CareListView(rows: Vec<CareRow>, today: NaiveDate) -> Element {
    if rows.is_empty() {
        return rsx! {
            Empty { shape: Shape::Hand, title: t("care-empty"), hint: t("care-empty-hint") }
        };
    }
    rsx! {
        div { class: "list",
            for row in rows {
                Entry { key: "{row.id}", row: row, today }
            }
        }
    }
}

#[component]
fn Entry(row: CareRow, today: NaiveDate) -> Element {
    rsx! {
        Go { to: Route::CareFileScreen { id: row.id }, class: "entry", testid: "care-row-{row.id}",
            span { class: "entry-body",
                span { class: "entry-title",
                    span { "{row.name}" }
                    span { class: "mark", {row.level.words()} }
                }
                span { class: "entry-line", "{row.place}" }
                span { class: "entry-marks",
                    DueMark { due_on: row.due_on, today }
                    if row.awaits {
                        span { class: "mark is-waiting", Icon { shape: Shape::Clock } {t("care-awaits")} }
                    }
                    StateMark { state: row.state }
                }
            }
            Icon { shape: Shape::Next }
        }
    }
}

/// When somebody should look in, in words and a sign.
#[component]
pub(crate) fn DueMark(due_on: Option<NaiveDate>, today: NaiveDate) -> Element {
    let Some(due_on) = due_on else {
        return rsx! {
            span { class: "mark", {t("care-none-due")} }
        };
    };
    let late = today.signed_duration_since(due_on).num_days();
    let day = || t_args("due-on", &[("day", when::day(due_on, today).into())]);
    let (class, shape, words) = match late {
        1.. => (
            "mark is-bad",
            Shape::Alert,
            t_args("overdue-days", &[("count", late.into())]),
        ),
        0 => ("mark is-waiting", Shape::Clock, day()),
        _ => ("mark", Shape::Clock, day()),
    };
    rsx! {
        span { class, Icon { shape } "{words}" }
    }
}

/// On the first screen: how many care visits are due. More is not known without the second PIN.
#[component]
pub(crate) fn CareStrip() -> Element {
    let gate = use_query(ReadCareGate);
    let due = gate.reply().map_or(0, |gate: CareGate| gate.due);
    if due == 0 {
        return rsx! {};
    }
    rsx! {
        Go { to: Route::Care {}, class: "strip is-waiting", testid: "home-care",
            Icon { shape: Shape::Hand }
            span { {t_args("home-care", &[("count", due.into())])} }
            Icon { shape: Shape::Next }
        }
    }
}
