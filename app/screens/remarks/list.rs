//! 退改 in lists: what came back to me on the first screen, and the office's two lists, what waits for a correction and what was corrected.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use client::commands::{ListRemarks, RemarkRow};
use dioxus::prelude::*;
use domain::Kind;
use domain::remark::RemarkState;

use super::label_of;
use super::say::form_of;
use crate::app_state::{Seat, use_app_state};
use crate::components::{Empty, Go, Icon, Pending, Shape, TopBar};
use crate::query::use_query;
use crate::routes::Route;
use crate::text::code::Coded as _;
use crate::text::value::Reading;
use crate::text::{t, t_args, when};

/// The page of the record.
fn page_of(row: &RemarkRow) -> Route {
    let id = row.record;
    match row.kind {
        Kind::Visit => Route::VisitScreen { id },
        Kind::Dispute => Route::DisputeScreen { id },
        Kind::Matter | Kind::Task => Route::ItemScreen { id },
        Kind::Resident => match row.household {
            Some(household) => Route::EditResident { household, id },
            None => Route::Home {},
        },
        _ => Route::HouseholdScreen { id },
    }
}

/// What the record is called: 走访记录, or the name of its form.
fn kind_of(row: &RemarkRow) -> String {
    match &row.form {
        Some(form) => t(&format!("form-{form}")),
        None => t(&format!("remark-kind-{}", row.kind.as_str())),
    }
}

/// One thread: what was marked, what about it, by whom.
#[component]
pub(crate) fn RemarkLine(row: RemarkRow, now: DateTime<Utc>) -> Element {
    let names = BTreeMap::new();
    let reading = Reading {
        kind: &row.kind,
        form: row.form.as_deref(),
        names: &names,
        now,
    };
    let field = label_of(&reading, &row.field);
    let (class, shape) = match row.state {
        RemarkState::Waiting => ("mark is-bad", Shape::Return),
        _ => ("mark is-waiting", Shape::Clock),
    };
    let state = use_app_state();
    // What is mine to correct opens in its form, at the field; else the record's page.
    let form = form_of(row.record, &row.kind, row.form.as_deref(), row.household)
        .filter(|_| row.is_mine && row.state == RemarkState::Waiting);
    let mut open_at = state.open_at;
    let marked = form
        .as_ref()
        .and(Some(row.field.clone()))
        .filter(|field| !field.is_empty());
    rsx! {
        Go { to: form.unwrap_or_else(|| page_of(&row)), class: "entry", testid: "remark-{row.record}",
            onfollow: move |()| open_at.set(marked.clone()),
            span { class: "entry-body",
                span { class: "entry-title",
                    span { "{row.title}" }
                    small { {kind_of(&row)} }
                    span { class, Icon { shape } {row.state.words()} }
                }
                span { class: "entry-line", "{field}:{row.text}" }
                span { class: "entry-line is-quiet",
                    "{row.by_name} · {when::moment(row.at, now)}"
                    if !row.to_name.is_empty() { " · " {t_args("remark-to", &[("name", row.to_name.clone().into())])} }
                    if !row.place.is_empty() { " · {row.place}" }
                }
            }
            Icon { shape: Shape::Next }
        }
    }
}

/// On the first screen: what came back to this member, and for who returns records how many corrections wait to be accepted.
#[component]
pub(crate) fn Returned(rows: Vec<RemarkRow>, answered: u64, now: DateTime<Utc>) -> Element {
    rsx! {
        if answered > 0 {
            Go { to: Route::Remarks {}, class: "strip is-waiting", testid: "home-answered",
                Icon { shape: Shape::Return }
                span { {t_args("home-answered", &[("count", answered.into())])} }
                Icon { shape: Shape::Next }
            }
        }
        if !rows.is_empty() {
            section { class: "block", "data-testid": "home-returned",
                h2 { {t_args("home-returned", &[("count", rows.len().into())])} }
                div { class: "list",
                    for (n , row) in rows.into_iter().enumerate() {
                        RemarkLine { key: "{row.record}-{n}", row, now }
                    }
                }
            }
        }
    }
}

/// 退改: for the office what was corrected and what still waits; for who records what came back.
#[component]
pub(crate) fn Remarks() -> Element {
    let state = use_app_state();
    let list = |state, is_mine| ListRemarks { state, is_mine };
    let answered = use_query(list(RemarkState::Answered, false));
    let waiting = use_query(list(RemarkState::Waiting, false));
    let (Some(answered_rows), Some(waiting_rows)) = (answered.reply(), waiting.reply()) else {
        let failure = answered.failure().or_else(|| waiting.failure());
        return rsx! {
            TopBar { title: t("remark-title") }
            main { class: "page", Pending { failure, onretry: move |()| { answered.again(); waiting.again(); } } }
        };
    };
    let class = match state.seat() {
        Seat::Desk => "desk-home",
        Seat::Phone => "page",
    };
    rsx! {
        TopBar { title: t("remark-title") }
        main { class, "data-testid": "remarks",
            RemarksView { answered: answered_rows, waiting: waiting_rows, now: state.now() }
        }
    }
}

/// The two lists as drawn.
#[component]
pub(crate) fn RemarksView(
    answered: Vec<RemarkRow>,
    waiting: Vec<RemarkRow>,
    now: DateTime<Utc>,
) -> Element {
    if answered.is_empty() && waiting.is_empty() {
        return rsx! { Empty { shape: Shape::Return, title: t("remarks-none"), hint: t("remarks-none-hint") } };
    }
    let lists = [
        (RemarkState::Answered, answered),
        (RemarkState::Waiting, waiting),
    ];
    rsx! {
        for (state , rows) in lists {
            section { class: "block", "data-testid": "remarks-{state.code()}",
                h2 { "{state.words()}({rows.len()})" }
                if rows.is_empty() {
                    p { class: "hint", {t("home-nothing")} }
                }
                div { class: "list",
                    for (n , row) in rows.into_iter().enumerate() {
                        RemarkLine { key: "{row.record}-{n}", row, now }
                    }
                }
            }
        }
    }
}
