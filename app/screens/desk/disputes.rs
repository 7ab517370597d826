//! 纠纷 at the desk: the filters, the table, the dispute beside it with the office's acts, and the ledger as a file.

use chrono::{DateTime, Utc};
use client::Handle;
use client::commands::together::TOGETHER_MAX;
use client::commands::{
    DisputeFilter, DisputeRow, ExportDisputes, FileFormat, ListDisputes, OpenDispute,
};
use dioxus::prelude::*;
use domain::{Leave, RecordId};

use super::dispute_filter::DisputeFilters;
use super::export::FileButtons;
use super::frame::{Beside, RowFrame, TableFrame};
use super::picked::Picked;
use super::ticks::{TickAll, TickCell, Ticks, use_ticks};
use super::together::{Steps, TogetherBar, TogetherCard};
use super::window::{DRAWN, Window};
use crate::app_state::use_app_state;
use crate::components::{Pending, Shape, StateMark};
use crate::platform;
use crate::query::{use_backend, use_query};
use crate::screens::dispute::{DisputeMarks, DisputeWhole};
use crate::screens::province::ProvinceMark;
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
    pub(super) ticks: Ticks,
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
        ticks: use_ticks(),
    };
    use_context_provider(|| choice);
    super::board::use_cut_provider();
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
        choice.ticks.clear();
    }));
    use_effect(|| platform::focus("desk-rows"));
    let answered = disputes.answered();
    let total = answered.as_ref().map(|(_, page)| page.total);
    let is_open = (choice.open)().is_some() || choice.ticks.is_filling();
    let backend = use_backend();
    let exported = filter.clone();
    rsx! {
        main { class: if is_open { "desk-visits desk-disputes has-detail" } else { "desk-visits desk-disputes" },
            div { class: "desk-tools",
                h1 { {t("disputes-title")} }
                p { class: "desk-total", role: "status", "data-testid": "disputes-total",
                    if let Some(total) = total { {t_args("disputes-total", &[("count", number(total).into())])} }
                }
                span { class: "desk-gap" }
                FileButtons { needs_leave: true,
                    make: move |(format, leave): (FileFormat, Option<Leave>)| ExportDisputes { filter: exported.clone(), format, leave } }
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
                            ticks: choice.ticks,
                            onall: move |()| tick_all(choice.ticks, backend.clone(), command.filter.clone()),
                            onkey: move |key: Key| picked.press_or_act(&ids, &key, "dispute-acts-first", choice.ticks),
                        }
                    }
                }
                None => rsx! { Pending { failure: disputes.failure(), onretry: move |()| disputes.again() } },
            }
            TogetherBar { ticks: choice.ticks, steps: Steps::Disputes }
            match (choice.ticks.step)() {
                Some(offer) => rsx! { TogetherCard { key: "{offer.step}", ticks: choice.ticks, steps: Steps::Disputes, offer } },
                None => rsx! { Opened { choice } },
            }
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
    ticks: Ticks,
    onall: EventHandler<()>,
) -> Element {
    let tick_all = rsx! { TickAll { ticks, total, onall } };
    rsx! {
        TableFrame { choice, label: t("disputes-title"), columns: &COLUMNS, first, total, empty: t("disputes-none"), shape: Shape::Dispute, onscroll, onkey, tick_all,
            for row in rows {
                Row { key: "{row.id}", is_selected: selected == Some(row.id), row: row, now, ticks, onopen }
            }
        }
    }
}

/// Ticks all of the filter, as many as can be done at once.
fn tick_all(ticks: Ticks, backend: Handle, filter: DisputeFilter) {
    let all = ListDisputes {
        filter,
        offset: 0,
        limit: TOGETHER_MAX,
    };
    spawn(async move {
        if let Ok(page) = backend.call(all).await {
            ticks.set(page.rows.into_iter().map(|row| row.id));
        }
    });
}

#[component]
fn Row(
    row: DisputeRow,
    is_selected: bool,
    now: DateTime<Utc>,
    ticks: Ticks,
    onopen: EventHandler<RecordId>,
) -> Element {
    let id = row.id;
    let category = row.category.map(|item| item.words()).unwrap_or_default();
    rsx! {
        RowFrame { id, testid: "dispute-row-{id}", is_selected, is_void: row.voided, onopen,
            TickCell { id, name: row.between.clone(), ticks }
            span { class: "cell is-field-happened_at", role: "gridcell", {when::day_of(row.happened_at, now)} }
            span { class: "cell is-field-village", role: "gridcell", "{row.village_name}" }
            span { class: "cell is-field-parties", role: "gridcell", title: "{row.gist}", "{row.between}" }
            span { class: "cell is-field-category", role: "gridcell", "{category}" }
            span { class: "cell is-column-stands", role: "gridcell", "{row.stands.words()}" }
            span { class: "cell is-column-presses", role: "gridcell", DisputeMarks { row: row.clone(), today: when::local_day(now) } ProvinceMark { state: row.province } }
            span { class: "cell is-field-owner", role: "gridcell", "{row.owner_name}" }
            span { class: "cell is-column-state", role: "gridcell", StateMark { state: row.state, testid: "dispute-state-{id}" } }
        }
    }
}

/// The chosen dispute beside the table, with the same acts as on the phone.
#[component]
fn Opened(choice: Choice) -> Element {
    let mut open = choice.open;
    let Some(id) = open() else {
        return rsx! {};
    };
    let close = move |()| {
        open.set(None);
        platform::focus("desk-rows");
    };
    rsx! {
        Beside { title: t("dispute-title"), testid: "desk-dispute", onclose: close,
            Chosen { key: "{id}", id }
        }
    }
}

#[component]
fn Chosen(id: RecordId) -> Element {
    let state = use_app_state();
    let view = use_query(OpenDispute { id });
    match view.reply() {
        Some(dispute) => rsx! { DisputeWhole { dispute, now: state.now() } },
        None => rsx! { Pending { failure: view.failure(), onretry: move |()| view.again() } },
    }
}
