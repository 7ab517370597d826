//! A village's groups, and a group's households in the order of their doors.

use chrono::{DateTime, Utc};
use client::commands::areas::ListLevel;
use client::commands::{GroupRow, HouseholdRow, ListAreas, ListGroups, ListHouseholds};
use dioxus::prelude::*;
use domain::AreaCode;

use crate::app_state::use_app_state;
use crate::components::{Empty, Go, HouseholdEntry, Icon, Pending, Shape, TopBar};
use crate::query::use_query;
use crate::routes::Route;
use crate::text::{t, t_args};

const PAGE: u32 = 100;

fn use_name(code: &AreaCode) -> String {
    let villages = use_query(ListAreas {
        level: ListLevel::Village,
        inside: None,
    });
    let rows = villages.reply().unwrap_or_default();
    rows.into_iter()
        .find(|row| row.code == *code)
        .map_or_else(|| t("village"), |row| row.name)
}

/// The groups of a village.
#[component]
pub(crate) fn Village(code: AreaCode) -> Element {
    let name = use_name(&code);
    let groups = use_query(ListGroups {
        village: code.clone(),
    });
    rsx! {
        TopBar { title: name, back: Route::Find {} }
        main { class: "page",
            match groups.reply() {
                Some(groups) => rsx! { VillageView { code, groups } },
                None => rsx! { Pending { failure: groups.failure(), onretry: move |()| groups.again() } },
            }
        }
    }
}

fn group_name(group: u16) -> String {
    if group == 0 {
        t("group-none")
    } else {
        t_args("group-n", &[("n", u64::from(group).into())])
    }
}

/// The groups as drawn.
#[component]
pub(crate) fn VillageView(code: AreaCode, groups: Vec<GroupRow>) -> Element {
    rsx! {
        if groups.is_empty() {
            Empty { shape: Shape::House, title: t("village-empty"), hint: t("village-empty-hint"),
                Go { to: Route::NewHousehold {}, class: "button", testid: "find-new-household", {t("tile-household")} }
            }
        }
        div { class: "list",
            for row in groups {
                Go {
                    key: "{row.group}",
                    to: Route::Group { code: code.clone(), group: row.group },
                    class: "entry",
                    testid: "group-{row.group}",
                    span { class: "entry-body", span { class: "entry-title", span { {group_name(row.group)} } } }
                    span { class: "entry-count", {t_args("households", &[("count", row.households.into())])} }
                    Icon { shape: Shape::Next }
                }
            }
        }
    }
}

/// The households of a group.
#[component]
pub(crate) fn Group(code: AreaCode, group: u16) -> Element {
    let state = use_app_state();
    let name = use_name(&code);
    let mut limit = use_signal(|| PAGE);
    let households = use_query(ListHouseholds {
        inside: code.clone(),
        group: Some(group),
        offset: 0,
        limit: limit(),
    });
    rsx! {
        TopBar { title: "{name} {group_name(group)}", back: Route::Village { code } }
        main { class: "page",
            match households.reply() {
                Some(rows) => {
                    let has_more = u32::try_from(rows.len()).is_ok_and(|count| count >= limit());
                    rsx! {
                        GroupView { rows, now: state.now() }
                        if has_more {
                            button { class: "button is-wide", r#type: "button", onclick: move |_| limit += PAGE, {t("more")} }
                        }
                    }
                }
                None => rsx! { Pending { failure: households.failure(), onretry: move |()| households.again() } },
            }
        }
    }
}

/// The households as drawn.
#[component]
pub(crate) fn GroupView(rows: Vec<HouseholdRow>, now: DateTime<Utc>) -> Element {
    rsx! {
        if rows.is_empty() {
            Empty { shape: Shape::House, title: t("group-empty"), hint: t("village-empty-hint"),
                Go { to: Route::NewHousehold {}, class: "button", testid: "find-new-household", {t("tile-household")} }
            }
        }
        div { class: "list",
            for row in rows {
                HouseholdEntry {
                    key: "{row.id}",
                    row: row.clone(),
                    to: Route::HouseholdScreen { id: row.id },
                    testid: "household-row-{row.id}",
                    now,
                }
            }
        }
    }
}
