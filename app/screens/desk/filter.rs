//! The filters above the table: village, grid, worker, result, days.

use chrono::NaiveDate;
use client::commands::areas::ListLevel;
use client::commands::{AreaRow, ListAreas, ListMembers, MemberRow, VisitFilter};
use dioxus::prelude::*;
use domain::province::{self, ProvinceState};
use domain::visit::Outcome;
use domain::{AreaCode, AreaLevel, MemberId};

use super::choice::{Period, use_desk_choice};
use crate::app_state::use_app_state;
use crate::query::use_query;
use crate::screens::areas::with_villages;
use crate::text::code::Coded as _;
use crate::text::{t, when};

/// The filters with what they offer.
#[component]
pub(crate) fn Filters() -> Element {
    let today = use_app_state().today();
    let mut filter = use_desk_choice().filter;
    let village = village_of(&filter.read());
    let is_whole_town = village.is_none();
    let villages = use_query(ListAreas {
        level: ListLevel::Village,
        inside: None,
    });
    let grids = use_query(ListAreas {
        level: ListLevel::Grid,
        inside: village,
    });
    let members = use_query(ListMembers {
        inside: filter.read().area.clone(),
    });
    let villages = villages.reply().unwrap_or_default();
    let mut grids = grids.reply().unwrap_or_default();
    if is_whole_town {
        grids = with_villages(grids, &villages);
    }
    rsx! {
        FilterView {
            filter: filter(),
            villages,
            grids,
            members: members.reply().unwrap_or_default(),
            today,
            onchange: move |chosen| filter.set(chosen),
        }
    }
}

fn village_of(filter: &VisitFilter) -> Option<AreaCode> {
    filter.area.as_ref().and_then(AreaCode::village)
}

fn grid_of(filter: &VisitFilter) -> Option<AreaCode> {
    filter
        .area
        .clone()
        .filter(|area| area.level() == AreaLevel::Grid)
}

/// The filters as drawn; each change tells the whole filter.
#[component]
pub(crate) fn FilterView(
    filter: VisitFilter,
    villages: Vec<AreaRow>,
    grids: Vec<AreaRow>,
    members: Vec<MemberRow>,
    today: NaiveDate,
    onchange: EventHandler<VisitFilter>,
) -> Element {
    rsx! {
        div { class: "filters", role: "search",
            Where { filter: filter.clone(), villages, grids, onchange }
            Who { filter: filter.clone(), members, onchange }
            When { filter: filter.clone(), today, onchange }
            if filter != VisitFilter::default() {
                button { class: "link", r#type: "button", "data-testid": "filter-clear", onclick: move |_| onchange.call(VisitFilter::default()), {t("filter-clear")} }
            }
        }
    }
}

/// A drop-down: the office has a mouse and long lists.
#[component]
pub(super) fn Select(
    testid: String,
    label: String,
    chosen: String,
    options: Vec<(String, String)>,
    onchoose: EventHandler<String>,
) -> Element {
    rsx! {
        label { class: "filter",
            span { class: "is-unseen", "{label}" }
            select { class: "input is-small", "data-testid": testid, value: "{chosen}", onchange: move |event| onchoose.call(event.value()),
                option { value: "", selected: chosen.is_empty(), "{label}" }
                for (value , words) in options {
                    option { key: "{value}", value: "{value}", selected: chosen == value, "{words}" }
                }
            }
        }
    }
}

/// 省平台: how the cases stand there; only for who keys them in.
#[component]
pub(super) fn ProvinceFilter(
    chosen: Option<ProvinceState>,
    onchoose: EventHandler<Option<ProvinceState>>,
) -> Element {
    let member = use_app_state().member();
    if !member.is_none_or(|member| province::may_enter(member.role)) {
        return rsx! {};
    }
    let options = ProvinceState::ALL.iter();
    let options = options.map(|state| (state.code().to_owned(), state.words()));
    rsx! {
        Select { testid: "filter-province", label: t("filter-province"), chosen: chosen.map_or("", ProvinceState::code).to_owned(), options: options.collect::<Vec<_>>(),
            onchoose: move |code: String| onchoose.call((!code.is_empty()).then(|| ProvinceState::from_code(&code))) }
    }
}

pub(super) fn area_options(rows: Vec<AreaRow>) -> Vec<(String, String)> {
    rows.into_iter()
        .map(|row| (row.code.to_string(), row.name))
        .collect()
}

#[component]
fn Where(
    filter: VisitFilter,
    villages: Vec<AreaRow>,
    grids: Vec<AreaRow>,
    onchange: EventHandler<VisitFilter>,
) -> Element {
    let village = village_of(&filter);
    let grid = grid_of(&filter)
        .map(|code| code.to_string())
        .unwrap_or_default();
    let chosen = village
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default();
    let for_village = filter.clone();
    rsx! {
        Select { testid: "filter-village", label: t("filter-village"), chosen, options: area_options(villages),
            onchoose: move |code| onchange.call(VisitFilter { area: AreaCode::new(code).ok(), ..for_village.clone() }) }
        Select { testid: "filter-grid", label: t("filter-grid"), chosen: grid, options: area_options(grids),
            onchoose: move |code| onchange.call(VisitFilter { area: AreaCode::new(code).ok().or_else(|| village.clone()), ..filter.clone() }) }
    }
}

#[component]
fn Who(
    filter: VisitFilter,
    members: Vec<MemberRow>,
    onchange: EventHandler<VisitFilter>,
) -> Element {
    let author = filter.author.map(|id| id.to_string()).unwrap_or_default();
    let outcome = filter
        .outcome
        .map(|item| item.code().to_owned())
        .unwrap_or_default();
    let people: Vec<(String, String)> = members
        .into_iter()
        .map(|row| (row.id.to_string(), row.name))
        .collect();
    let outcomes: Vec<(String, String)> = Outcome::ALL
        .iter()
        .map(|item| (item.code().to_owned(), item.words()))
        .collect();
    let for_author = filter.clone();
    rsx! {
        Select { testid: "filter-worker", label: t("filter-worker"), chosen: author, options: people,
            onchoose: move |id: String| onchange.call(VisitFilter { author: id.parse::<MemberId>().ok(), ..for_author.clone() }) }
        Select { testid: "filter-outcome", label: t("filter-outcome"), chosen: outcome, options: outcomes,
            onchoose: move |code: String| {
                let outcome = (!code.is_empty()).then(|| Outcome::from_code(&code));
                onchange.call(VisitFilter { outcome, ..filter.clone() });
            } }
    }
}

#[component]
fn When(filter: VisitFilter, today: NaiveDate, onchange: EventHandler<VisitFilter>) -> Element {
    let period = Period::of(&filter, today);
    let day = |date: Option<NaiveDate>| date.map(|date| date.to_string()).unwrap_or_default();
    let (from, to) = (day(filter.from), day(filter.to));
    let (for_from, for_to) = (filter.clone(), filter.clone());
    rsx! {
        div { class: "filter-days",
            input { class: "input is-small", r#type: "date", aria_label: t("filter-from"), "data-testid": "filter-from", value: from,
                onchange: move |event| onchange.call(VisitFilter { from: when::day_from_field(&event.value()), ..for_from.clone() }) }
            span { {t("filter-until")} }
            input { class: "input is-small", r#type: "date", aria_label: t("filter-to"), "data-testid": "filter-to", value: to,
                onchange: move |event| onchange.call(VisitFilter { to: when::day_from_field(&event.value()), ..for_to.clone() }) }
        }
        div { class: "chips is-small", role: "group", aria_label: t("span-label"),
            for item in Period::EVERY {
                button {
                    key: "{item.key()}",
                    class: if period == Some(item) { "chip is-chosen" } else { "chip" },
                    r#type: "button",
                    aria_pressed: if period == Some(item) { "true" } else { "false" },
                    onclick: {
                        let filter = filter.clone();
                        move |_| {
                            let (from, to) = item.days(today);
                            onchange.call(VisitFilter { from, to, ..filter.clone() });
                        }
                    },
                    {t(item.key())}
                }
            }
        }
    }
}
