//! The table: dense rows under a head that stays, only the rows around those in sight drawn.

use chrono::{DateTime, Utc};
use client::commands::VisitRow;
use dioxus::prelude::*;
use domain::RecordId;
use domain::visit::Handling;

use super::window::{Window, length};
use crate::components::{Empty, Shape, StateMark, place_of};
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
        div { class: "table-frame",
            for choice in [choice] {
                div {
                    key: "{choice}",
                    id: "desk-rows",
                    class: "table",
                    role: "grid",
                    tabindex: "0",
                    aria_label: t("nav-visits"),
                    aria_rowcount: "{total}",
                    onscroll: move |event| onscroll.call(event.scroll_top()),
                    onkeydown: move |event| keyed(&event, onkey),
                    Head {}
                    if total == 0 {
                        Empty { shape: Shape::Visits, title: t("visits-none"), hint: t("desk-none-hint") }
                    }
                    div { class: "table-length", style: "height: {length(total)}",
                        div { class: "table-rows", style: "transform: translateY({length(first.first.into())})",
                            for row in rows.clone() {
                                Row { key: "{row.id}", is_selected: selected == Some(row.id), row, now, onopen }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The arrows move the row, not the page.
fn keyed(event: &KeyboardEvent, onkey: EventHandler<Key>) {
    if matches!(event.key(), Key::ArrowDown | Key::ArrowUp) {
        event.prevent_default();
    }
    onkey.call(event.key());
}

#[component]
fn Head() -> Element {
    rsx! {
        div { class: "table-head", role: "row",
            for key in COLUMNS {
                span { key: "{key}", role: "columnheader", class: "cell is-{key}", {t(key)} }
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
    let class = match (is_selected, row.voided) {
        (true, _) => "table-row is-selected",
        (false, true) => "table-row is-void",
        (false, false) => "table-row",
    };
    rsx! {
        div {
            class,
            id: "desk-row-{id}",
            role: "row",
            aria_selected: if is_selected { "true" } else { "false" },
            "data-testid": "desk-row-{id}",
            onclick: move |_| onopen.call(id),
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
