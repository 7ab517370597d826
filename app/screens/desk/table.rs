//! The table: dense rows under a head that stays, only the rows around those in sight drawn.

use chrono::{DateTime, Utc};
use client::commands::VisitRow;
use dioxus::prelude::*;
use domain::RecordId;
use domain::visit::Handling;

use super::frame::{RowFrame, TableFrame};
use super::window::Window;
use crate::components::{Shape, StateMark, place_of};
use crate::text::code::Coded as _;
use crate::text::{t, when};

const COLUMNS: [&str; 9] = [
    "field-visited_at",
    "field-village",
    "column-door",
    "field-head",
    "field-outcome",
    "field-handling",
    "column-gist",
    "column-author",
    "column-state",
];

/// The table as drawn. `first` is the place of the first row in `rows`.
#[component]
pub(crate) fn TableView(
    choice: String,
    first: Window,
    rows: Vec<VisitRow>,
    total: u64,
    selected: Option<RecordId>,
    now: DateTime<Utc>,
    onscroll: EventHandler<f64>,
    onopen: EventHandler<RecordId>,
    onkey: EventHandler<Key>,
) -> Element {
    rsx! {
        TableFrame { choice, label: t("nav-visits"), columns: &COLUMNS, first, total, empty: t("visits-none"), shape: Shape::Visits, onscroll, onkey,
            for row in rows {
                Row { key: "{row.id}", is_selected: selected == Some(row.id), row: row, now, onopen }
            }
        }
    }
}

#[component]
fn Row(
    row: VisitRow,
    is_selected: bool,
    now: DateTime<Utc>,
    onopen: EventHandler<RecordId>,
) -> Element {
    let id = row.id;
    let handling_class = if row.handling == Handling::FollowUp {
        "is-due"
    } else {
        ""
    };
    rsx! {
        RowFrame { id, testid: "desk-row-{id}", is_selected, is_void: row.voided, onopen,
            span { class: "cell is-field-visited_at", role: "gridcell", {when::moment(row.visited_at, now)} }
            span { class: "cell is-field-village", role: "gridcell", "{row.village_name}" }
            span { class: "cell is-column-door", role: "gridcell", {place_of("", row.group, &row.door)} }
            span { class: "cell is-field-head", role: "gridcell", "{row.head}" }
            span { class: "cell is-field-outcome", role: "gridcell", "{row.outcome.words()}" }
            span { class: "cell is-field-handling {handling_class}", role: "gridcell", "{row.handling.words()}" }
            span { class: "cell is-column-gist", role: "gridcell", title: "{row.gist}", "{row.gist}" }
            span { class: "cell is-column-author", role: "gridcell", "{row.author_name}" }
            span { class: "cell is-column-state", role: "gridcell", StateMark { state: row.state, testid: "visit-state-{id}" } }
        }
    }
}
