//! 纠纷 at the desk: the filters, the table, the dispute beside it with the office's acts, and the ledger as a file.

use chrono::{DateTime, Utc};
use client::commands::{
    DisputeFilter, DisputeRow, ExportDisputes, FileFormat, ListDisputes, OpenDispute,
};
use dioxus::prelude::*;
use domain::RecordId;

use super::dispute_filter::DisputeFilters;
use super::export::FileButtons;
use super::picked::Picked;
use super::window::{DRAWN, Window, length};
use crate::app_state::use_app_state;
use crate::components::{Empty, Icon, Pending, Shape, StateMark};
use crate::platform;
use crate::query::use_query;
use crate::screens::dispute::{DisputeMarks, DisputeWhole};
use crate::text::code::Coded as _;
use crate::text::{number, t, t_args, when};
use crate::text_size;

const COLUMNS: [&str; 8] = [
    "field-happened_at",
    "field-village",
    "field-parties",
    "field-category",
    "column-stands",
    "column-presses",
    "field-owner",
    "column-state",
];

/// What the office looks at; it outlives the screen.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Choice {
    pub(super) filter: Signal<DisputeFilter>,
    pub(super) selected: Signal<Option<RecordId>>,
    pub(super) open: Signal<Option<RecordId>>,
}

/// Nothing restricted but what is struck off, nothing open.
pub(crate) fn use_dispute_choice_provider() {
    let choice = Choice {
        filter: use_signal(|| DisputeFilter {
            is_open: true,
            ..DisputeFilter::default()
        }),
        selected: use_signal(|| None),
        open: use_signal(|| None),
    };
    use_context_provider(|| choice);
}

/// 纠纷 at the desk.
#[component]
pub(crate) fn DisputesTable() -> Element {
    let state = use_app_state();
    let choice = use_context::<Choice>();
    let picked = Picked {
        selected: choice.selected,
        open: choice.open,
    };
    let mut window = use_signal(Window::default);
    let filter = (choice.filter)();
    let disputes = use_query(ListDisputes {
        filter: filter.clone(),
        offset: window().first,
        limit: DRAWN,
    });
    let rem = text_size::rem((state.preferences)().text_size);
    use_effect(use_reactive((&filter,), move |_| {
        window.set(Window::default());
    }));
    use_effect(|| platform::focus("desk-rows"));
    let answered = disputes.answered();
    let total = answered.as_ref().map(|(_, page)| page.total);
    let is_open = (choice.open)().is_some();
    let exported = filter.clone();
    rsx! {
        main { class: if is_open { "desk-visits desk-disputes has-detail" } else { "desk-visits desk-disputes" },
            div { class: "desk-tools",
                h1 { {t("disputes-title")} }
                p { class: "desk-total", role: "status", "data-testid": "disputes-total",
                    if let Some(total) = total { {t_args("disputes-total", &[("count", number(total).into())])} }
                }
                span { class: "desk-gap" }
                FileButtons { make: move |format: FileFormat| ExportDisputes { filter: exported.clone(), format } }
            }
            DisputeFilters { filter, onchange: { let mut signal = choice.filter; move |chosen| signal.set(chosen) } }
            match answered {
                Some((command, page)) => {
                    let ids: Vec<RecordId> = page.rows.iter().map(|row| row.id).collect();
                    rsx! {
                        DisputeRows {
                            choice: format!("{:?}", command.filter),
                            first: Window { first: command.offset },
                            rows: page.rows,
                            total: page.total,
                            selected: (choice.selected)(),
                            now: state.now(),
                            onscroll: move |top| {
                                let moved = Window::at(top, rem);
                                if *window.peek() != moved {
                                    window.set(moved);
                                }
                            },
                            onopen: move |id| picked.open(id),
                            onkey: move |key: Key| picked.press_or_act(&ids, &key, "dispute-acts-first"),
                        }
                    }
                }
                None => rsx! { Pending { failure: disputes.failure(), onretry: move |()| disputes.again() } },
            }
            Opened { choice }
        }
    }
}

/// The table as drawn; the rows around those in sight only.
#[component]
pub(crate) fn DisputeRows(
    choice: String,
    first: Window,
    rows: Vec<DisputeRow>,
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
                    aria_label: t("disputes-title"),
                    aria_rowcount: "{total}",
                    onscroll: move |event| onscroll.call(event.scroll_top()),
                    onkeydown: move |event| {
                        if matches!(event.key(), Key::ArrowDown | Key::ArrowUp | Key::Enter) {
                            event.prevent_default();
                        }
                        onkey.call(event.key());
                    },
                    div { class: "table-head", role: "row",
                        for key in COLUMNS {
                            span { key: "{key}", role: "columnheader", class: "cell is-{key}", {t(key)} }
                        }
                    }
                    if total == 0 {
                        Empty { shape: Shape::Dispute, title: t("disputes-none"), hint: t("desk-none-hint") }
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

#[component]
fn Row(
    row: DisputeRow,
    is_selected: bool,
    now: DateTime<Utc>,
    onopen: EventHandler<RecordId>,
) -> Element {
    let id = row.id;
    let class = match (is_selected, row.voided) {
        (true, _) => "table-row is-selected",
        (false, true) => "table-row is-void",
        (false, false) => "table-row",
    };
    let category = row.category.map(|item| item.words()).unwrap_or_default();
    rsx! {
        div {
            class,
            id: "desk-row-{id}",
            role: "row",
            aria_selected: if is_selected { "true" } else { "false" },
            "data-testid": "dispute-row-{id}",
            onclick: move |_| onopen.call(id),
            span { class: "cell is-field-happened_at", role: "gridcell", {when::day_of(row.happened_at, now)} }
            span { class: "cell is-field-village", role: "gridcell", "{row.village_name}" }
            span { class: "cell is-field-parties", role: "gridcell", title: "{row.gist}", "{row.between}" }
            span { class: "cell is-field-category", role: "gridcell", "{category}" }
            span { class: "cell is-column-stands", role: "gridcell", "{row.stands.words()}" }
            span { class: "cell is-column-presses", role: "gridcell", DisputeMarks { row: row.clone(), today: when::local_day(now) } }
            span { class: "cell is-field-owner", role: "gridcell", "{row.owner_name}" }
            span { class: "cell is-column-state", role: "gridcell", StateMark { state: row.state, testid: "dispute-state-{id}" } }
        }
    }
}

#[component]
fn Opened(choice: Choice) -> Element {
    let state = use_app_state();
    let Some(id) = (choice.open)() else {
        return rsx! {};
    };
    rsx! { Beside { id, now: state.now(), onclose: { let mut open = choice.open; move |()| { open.set(None); platform::focus("desk-rows"); } } } }
}

/// The chosen dispute beside the table, with the same acts as on the phone. Esc leads back to the list.
#[component]
fn Beside(id: RecordId, now: DateTime<Utc>, onclose: EventHandler<()>) -> Element {
    let view = use_query(OpenDispute { id });
    rsx! {
        aside {
            class: "detail",
            "data-testid": "desk-dispute",
            aria_label: t("dispute-title"),
            onkeydown: move |event| if event.key() == Key::Escape { onclose.call(()) },
            div { class: "detail-head",
                h2 { {t("dispute-title")} }
                button { class: "round", r#type: "button", aria_label: t("close"), "data-testid": "desk-detail-close", onclick: move |_| onclose.call(()),
                    Icon { shape: Shape::Close }
                }
            }
            match view.reply() {
                Some(dispute) => rsx! { DisputeWhole { key: "{id}", dispute, now } },
                None => rsx! { Pending { failure: view.failure(), onretry: move |()| view.again() } },
            }
        }
    }
}
