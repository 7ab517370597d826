//! 找户: search as you type; below it the villages, and the households opened last. With 记录 the same list leads to the form.

use chrono::{DateTime, Utc};
use client::commands::{
    AreaRow, DisputeFilter, HouseholdRow, ItemFilter, ListAreas, ListDisputes, ListItems,
    ListVisits, RecentHouseholds, SearchHouseholds, VisitFilter,
};
use dioxus::prelude::*;
use domain::RecordId;

use super::scan_door::ScanDoor;
use crate::app_state::use_app_state;
use crate::components::{
    Empty, Go, HouseholdEntry, Icon, Pending, Shape, TopBar, VisitEntry, VisitTitle, use_typed,
};
use crate::platform;
use crate::query::use_query;
use crate::routes::Route;
use crate::screens::disputes::DisputeLine;
use crate::screens::items::ItemLine;
use crate::text::{t, t_args};
use client::commands::areas::ListLevel;

const RESULTS: u32 = 30;
const RECENT: u32 = 8;
/// Records shown of each sort: the rest stands in the lists of their own.
const IN_RECORDS: u32 = 5;

/// Where a found household leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Goal {
    /// To its page.
    Open,
    /// Straight to the visit form.
    Visit,
}

impl Goal {
    pub(super) fn route(self, id: RecordId) -> Route {
        match self {
            Self::Open => Route::HouseholdScreen { id },
            Self::Visit => Route::NewVisit { household: id },
        }
    }
}

/// 找户.
#[component]
pub(crate) fn Find() -> Element {
    rsx! { Finder { goal: Goal::Open } }
}

/// 记录: which household?
#[component]
pub(crate) fn Add() -> Element {
    rsx! { Finder { goal: Goal::Visit } }
}

#[component]
fn Finder(goal: Goal) -> Element {
    let state = use_app_state();
    let mut text = use_signal(String::new);
    let wanted = text().trim().to_owned();
    let found = use_query(SearchHouseholds {
        text: wanted.clone(),
        limit: RESULTS,
    });
    let recent = use_query(RecentHouseholds { limit: RECENT });
    let villages = use_query(ListAreas {
        level: ListLevel::Village,
        inside: None,
    });
    use_effect(|| {
        if platform::has_keyboard() {
            platform::focus("find-search");
        }
    });
    let (title, back) = match goal {
        Goal::Open => (t("nav-find"), None),
        Goal::Visit => (t("add-title"), Some(Route::Home {})),
    };
    let results = (!wanted.is_empty()).then(|| found.reply().unwrap_or_default());
    rsx! {
        TopBar { title, back }
        main { class: "page",
            SearchBox { text: text(), oninput: move |typed| text.set(typed) }
            ScanDoor { goal }
            if let Some(rows) = results {
                Results { rows, goal, text: wanted.clone(), now: state.now() }
                if goal == Goal::Open {
                    InRecords { text: wanted }
                }
            } else if let (Some(recent), Some(villages)) = (recent.reply(), villages.reply()) {
                FindView { recent, villages, goal, now: state.now() }
            } else {
                Pending { failure: villages.failure(), onretry: move |()| villages.again() }
            }
        }
    }
}

/// The search field.
#[component]
pub(crate) fn SearchBox(text: String, oninput: EventHandler<String>) -> Element {
    let is_empty = text.is_empty();
    let typed = use_typed("find-search".to_owned(), &text);
    let first = typed.first.clone();
    rsx! {
        div { class: "search", role: "search",
            Icon { shape: Shape::Find }
            input {
                id: "find-search",
                class: "search-input",
                r#type: "search",
                enterkeyhint: "search",
                autocomplete: "off",
                "data-testid": "find-search",
                aria_label: t("find-label"),
                placeholder: t("find-hint"),
                initial_value: first,
                oninput: move |event| {
                    typed.hear(event.value());
                    oninput.call(event.value());
                },
            }
            if !is_empty {
                button { class: "search-clear", r#type: "button", aria_label: t("find-clear"), onclick: move |_| oninput.call(String::new()),
                    Icon { shape: Shape::Close }
                }
            }
        }
    }
}

/// What was found.
#[component]
pub(crate) fn Results(
    rows: Vec<HouseholdRow>,
    goal: Goal,
    text: String,
    now: DateTime<Utc>,
) -> Element {
    if rows.is_empty() {
        return rsx! {
            Empty { shape: Shape::Find, title: t_args("find-none", &[("text", text.into())]), hint: t("find-none-hint"),
                Go { to: Route::NewHousehold {}, class: "button", testid: "find-new-household", {t("tile-household")} }
            }
        };
    }
    rsx! {
        div { class: "list",
            for row in rows {
                HouseholdEntry { key: "{row.id}", row: row.clone(), to: goal.route(row.id), testid: "find-result-{row.id}", now }
            }
        }
    }
}

/// What else says so: disputes, matters, tasks, notices and visits in which it was written.
#[component]
fn InRecords(text: String) -> Element {
    let now = use_app_state().now();
    let disputes = use_query(ListDisputes {
        filter: DisputeFilter {
            text: text.clone(),
            ..DisputeFilter::default()
        },
        offset: 0,
        limit: IN_RECORDS,
    });
    let visits = use_query(ListVisits {
        filter: VisitFilter {
            text: text.clone(),
            ..VisitFilter::default()
        },
        offset: 0,
        limit: IN_RECORDS,
    });
    let disputes = disputes.reply().map(|page| page.rows).unwrap_or_default();
    let visits = visits.reply().map(|page| page.rows).unwrap_or_default();
    rsx! {
        if !disputes.is_empty() {
            section { class: "block", "data-testid": "find-disputes",
                h2 { {t("disputes-title")} }
                div { class: "list",
                    for row in disputes {
                        DisputeLine { key: "{row.id}", row: row, now }
                    }
                }
            }
        }
        for form in ["", "task", "notice"] {
            ItemsSaying { key: "{form}", form, text: text.clone() }
        }
        if !visits.is_empty() {
            section { class: "block", "data-testid": "find-visits",
                h2 { {t("nav-visits")} }
                div { class: "list",
                    for row in visits {
                        VisitEntry { key: "{row.id}", row: row, title: VisitTitle::Household, now }
                    }
                }
            }
        }
    }
}

/// Matters (no form named), tasks or notices that say so.
#[component]
fn ItemsSaying(form: &'static str, text: String) -> Element {
    let now = use_app_state().now();
    let items = use_query(ListItems {
        filter: ItemFilter {
            form: form.to_owned(),
            text,
            ..ItemFilter::default()
        },
        offset: 0,
        limit: IN_RECORDS,
    });
    let rows = items.reply().map(|page| page.rows).unwrap_or_default();
    if rows.is_empty() {
        return rsx! {};
    }
    let title = if form.is_empty() {
        t("desk-items")
    } else {
        t(&format!("form-{form}"))
    };
    rsx! {
        section { class: "block", "data-testid": "find-items",
            h2 { "{title}" }
            div { class: "list",
                for row in rows {
                    ItemLine { key: "{row.id}", row: row, now }
                }
            }
        }
    }
}

/// Households opened last, and the villages, before anything is typed.
#[component]
pub(crate) fn FindView(
    recent: Vec<HouseholdRow>,
    villages: Vec<AreaRow>,
    goal: Goal,
    now: DateTime<Utc>,
) -> Element {
    rsx! {
        if !recent.is_empty() {
            section { class: "block",
                h2 { {t("find-recent")} }
                div { class: "list",
                    for row in recent {
                        HouseholdEntry { key: "{row.id}", row: row.clone(), to: goal.route(row.id), testid: "household-row-{row.id}", now }
                    }
                }
            }
        }
        section { class: "block",
            h2 { {t("find-by-village")} }
            if villages.is_empty() {
                Empty { shape: Shape::House, title: t("find-no-villages"), hint: t("find-no-villages-hint") }
            }
            div { class: "list",
                for village in villages {
                    Go {
                        key: "{village.code}",
                        to: Route::Village { code: village.code.clone() },
                        class: "entry",
                        testid: "village-{village.code}",
                        span { class: "entry-body", span { class: "entry-title", span { "{village.name}" } } }
                        span { class: "entry-count", {t_args("households", &[("count", village.households.into())])} }
                        Icon { shape: Shape::Next }
                    }
                }
            }
        }
        Go { to: Route::NewHousehold {}, class: "button is-wide", testid: "find-new-household",
            Icon { shape: Shape::Plus }
            span { {t("tile-household")} }
        }
    }
}
