//! 纠纷: the list on the phone, the short list at a door or a visit, and the drafts.

use chrono::{DateTime, Utc};
use client::commands::{
    DisputeDraft, DisputeFilter, DisputeRow, DisputesPage, ListDisputeDrafts, ListDisputes,
};
use dioxus::prelude::*;
use domain::RecordId;

use crate::app_state::{Seat, use_app_state};
use crate::components::{BegunList, Empty, Go, Icon, Pending, Shape, StateMark, TopBar};
use crate::query::use_query;
use crate::routes::Route;
use crate::screens::desk::DisputesTable;
use crate::screens::dispute::DisputeMarks;
use crate::text::code::Coded as _;
use crate::text::{t, t_args, when};

const PAGE: u32 = 50;

/// Which of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Open,
    Overdue,
    All,
}

impl Part {
    const EVERY: [Self; 3] = [Self::Open, Self::Overdue, Self::All];

    fn key(self) -> &'static str {
        match self {
            Self::Open => "disputes-open",
            Self::Overdue => "disputes-overdue",
            Self::All => "span-all",
        }
    }
}

/// 纠纷: the list on the phone, the table at the desk.
#[component]
pub(crate) fn Disputes() -> Element {
    match use_app_state().seat() {
        Seat::Desk => rsx! { DisputesTable {} },
        Seat::Phone => rsx! { PhoneDisputes {} },
    }
}

#[component]
fn PhoneDisputes() -> Element {
    let state = use_app_state();
    let mut part = use_signal(|| Part::Open);
    let mut text = use_signal(String::new);
    let mut limit = use_signal(|| PAGE);
    let drafts = use_query(ListDisputeDrafts);
    let disputes = use_query(ListDisputes {
        filter: DisputeFilter {
            is_open: part() != Part::All,
            is_overdue: part() == Part::Overdue,
            text: text(),
            ..DisputeFilter::default()
        },
        offset: 0,
        limit: limit(),
    });
    rsx! {
        TopBar { title: t("disputes-title"), back: Route::Home {} }
        main { class: "page",
            Go { to: Route::NewDispute {}, class: "button is-main is-wide", testid: "dispute-new",
                Icon { shape: Shape::Plus }
                span { {t("dispute-new")} }
            }
            Drafts { rows: drafts.reply().unwrap_or_default(), now: state.now() }
            SearchBox { text: text(), oninput: move |typed| { text.set(typed); limit.set(PAGE); } }
            Parts { part: part(), onchoose: move |chosen| { part.set(chosen); limit.set(PAGE); } }
            match disputes.reply() {
                Some(page) => rsx! { DisputesView { page, now: state.now(), onmore: move |()| limit += PAGE } },
                None => rsx! { Pending { failure: disputes.failure(), onretry: move |()| disputes.again() } },
            }
        }
    }
}

#[component]
fn SearchBox(text: String, oninput: EventHandler<String>) -> Element {
    rsx! {
        label { class: "search",
            Icon { shape: Shape::Find }
            span { class: "is-unseen", {t("disputes-find")} }
            input {
                class: "search-input",
                r#type: "search",
                autocomplete: "off",
                "data-testid": "disputes-find",
                placeholder: t("disputes-find"),
                value: text,
                oninput: move |event| oninput.call(event.value()),
            }
        }
    }
}

#[component]
fn Parts(part: Part, onchoose: EventHandler<Part>) -> Element {
    rsx! {
        div { class: "chips is-tight", role: "group", aria_label: t("disputes-part"),
            for item in Part::EVERY {
                button {
                    key: "{item.key()}",
                    class: if item == part { "chip is-chosen" } else { "chip" },
                    r#type: "button",
                    aria_pressed: if item == part { "true" } else { "false" },
                    "data-testid": item.key(),
                    onclick: move |_| onchoose.call(item),
                    {t(item.key())}
                }
            }
        }
    }
}

/// The list as drawn.
#[component]
pub(crate) fn DisputesView(
    page: DisputesPage,
    now: DateTime<Utc>,
    onmore: EventHandler<()>,
) -> Element {
    let shown = u64::try_from(page.rows.len()).unwrap_or(u64::MAX);
    rsx! {
        if page.rows.is_empty() {
            Empty { shape: Shape::Dispute, title: t("disputes-none"), hint: t("disputes-none-hint") }
        } else {
            p { class: "hint", role: "status", {t_args("disputes-total", &[("count", page.total.into())])} }
        }
        div { class: "list",
            for row in page.rows {
                DisputeLine { key: "{row.id}", row: row, now }
            }
        }
        if shown < page.total {
            button { class: "button is-wide", r#type: "button", onclick: move |_| onmore.call(()), {t("more")} }
        }
    }
}

/// A dispute as a row that opens it.
#[component]
pub(crate) fn DisputeLine(row: DisputeRow, now: DateTime<Utc>) -> Element {
    let category = row.category.map(|category| category.words());
    rsx! {
        Go { to: Route::DisputeScreen { id: row.id }, class: if row.voided { "entry is-void" } else { "entry" }, testid: "dispute-row-{row.id}",
            span { class: "entry-body",
                span { class: "entry-title",
                    span { "{row.between}" }
                    small { {category.unwrap_or_else(|| t("category-none"))} " · {row.stands.words()}" }
                }
                span { class: "entry-line", "{when::day_of(row.happened_at, now)} · {row.village_name} {row.grid_name}" }
                if !row.gist.is_empty() {
                    span { class: "entry-line is-quiet", "{row.gist}" }
                }
                span { class: "entry-marks",
                    DisputeMarks { row: row.clone(), today: when::local_day(now) }
                    StateMark { state: row.state, testid: "dispute-state-{row.id}" }
                }
            }
            Icon { shape: Shape::Next }
        }
    }
}

/// The disputes heard at a door or in a visit, and the way to record one there.
#[component]
pub(crate) fn DisputesHere(household: Option<RecordId>, visit: Option<RecordId>) -> Element {
    let state = use_app_state();
    let disputes = use_query(ListDisputes {
        filter: DisputeFilter {
            household,
            visit,
            ..DisputeFilter::default()
        },
        offset: 0,
        limit: 20,
    });
    let rows = disputes.reply().map(|page| page.rows).unwrap_or_default();
    let (to, words) = match (visit, household) {
        (Some(visit), _) => (Route::NewDisputeFrom { visit }, t("dispute-of-visit")),
        (None, Some(household)) => (Route::NewDisputeAt { household }, t("dispute-new-here")),
        (None, None) => (Route::NewDispute {}, t("dispute-new")),
    };
    rsx! {
        section { class: "block",
            if !rows.is_empty() {
                h2 { {t("disputes-title")} }
            }
            div { class: "list",
                for row in rows {
                    DisputeLine { key: "{row.id}", row: row, now: state.now() }
                }
            }
            Go { to, class: "button is-wide", testid: "dispute-here",
                Icon { shape: Shape::Dispute }
                span { "{words}" }
            }
        }
    }
}

/// Forms that were begun.
#[component]
pub(crate) fn Drafts(rows: Vec<DisputeDraft>, now: DateTime<Utc>) -> Element {
    if rows.is_empty() {
        return rsx! {};
    }
    rsx! {
        BegunList {
            for draft in rows {
                Go { key: "{draft.slot}", to: route_of(&draft), class: "entry", testid: "dispute-draft-{draft.slot}",
                    span { class: "entry-body",
                        span { class: "entry-title", span { {title_of(&draft)} } }
                        span { class: "entry-line is-quiet",
                            {t_args("draft-written", &[("when", when::moment(draft.written_at, now).into())])}
                        }
                    }
                    span { class: "entry-act", {t("draft-go-on")} }
                    Icon { shape: Shape::Next }
                }
            }
        }
    }
}

fn title_of(draft: &DisputeDraft) -> String {
    let between = draft.form.dispute.between();
    if between.is_empty() {
        t("dispute-title")
    } else {
        between
    }
}

fn route_of(draft: &DisputeDraft) -> Route {
    match (draft.of, draft.form.dispute.household) {
        (Some(id), _) => Route::EditDispute { id },
        (None, Some(household)) => Route::NewDisputeAt { household },
        (None, None) => Route::NewDispute {},
    }
}
