//! The filters above the table of disputes: village, grid, category, state, days, overdue.

use chrono::NaiveDate;
use client::commands::areas::ListLevel;
use client::commands::{DisputeFilter, ListAreas};
use dioxus::prelude::*;
use domain::dispute::{Category, State};
use domain::{AreaCode, AreaLevel};

use super::choice::Period;
use super::filter::{ProvinceFilter, Select, area_options};
use crate::app_state::use_app_state;
use crate::components::{Icon, Shape};
use crate::query::use_query;
use crate::screens::areas::with_villages;
use crate::text::code::Coded;
use crate::text::{t, t_args, when};

/// The filters with what they offer; each change tells the whole filter.
#[component]
pub(crate) fn DisputeFilters(
    filter: DisputeFilter,
    onchange: EventHandler<DisputeFilter>,
) -> Element {
    let today = use_app_state().today();
    let nothing = DisputeFilter::default();
    rsx! {
        div { class: "filters", role: "search",
            Where { filter: filter.clone(), onchange }
            What { filter: filter.clone(), onchange }
            When { filter: filter.clone(), today, onchange }
            Presses { filter: filter.clone(), onchange }
            if filter != nothing {
                button { class: "link", r#type: "button", "data-testid": "filter-clear", onclick: move |_| onchange.call(nothing.clone()), {t("filter-clear")} }
            }
        }
    }
}

#[component]
fn Where(filter: DisputeFilter, onchange: EventHandler<DisputeFilter>) -> Element {
    let village = filter.area.as_ref().and_then(AreaCode::village);
    let grid = filter
        .area
        .clone()
        .filter(|area| area.level() == AreaLevel::Grid);
    let villages = use_query(ListAreas {
        level: ListLevel::Village,
        inside: None,
    });
    let grids = use_query(ListAreas {
        level: ListLevel::Grid,
        inside: village.clone(),
    });
    let villages = villages.reply().unwrap_or_default();
    let mut grids = grids.reply().unwrap_or_default();
    if village.is_none() {
        grids = with_villages(grids, &villages);
    }
    let code = |area: &Option<AreaCode>| area.as_ref().map(ToString::to_string).unwrap_or_default();
    let (chosen, chosen_grid) = (code(&village), code(&grid));
    let for_village = filter.clone();
    rsx! {
        Select { testid: "filter-village", label: t("filter-village"), chosen, options: area_options(villages),
            onchoose: move |code| onchange.call(DisputeFilter { area: AreaCode::new(code).ok(), ..for_village.clone() }) }
        Select { testid: "filter-grid", label: t("filter-grid"), chosen: chosen_grid, options: area_options(grids),
            onchoose: move |code| onchange.call(DisputeFilter { area: AreaCode::new(code).ok().or_else(|| village.clone()), ..filter.clone() }) }
    }
}

fn options<T: Coded>() -> Vec<(String, String)> {
    T::ALL
        .iter()
        .map(|item| (item.code().to_owned(), item.words()))
        .collect()
}

#[component]
fn What(filter: DisputeFilter, onchange: EventHandler<DisputeFilter>) -> Element {
    let category = filter.category.map_or("", Category::code).to_owned();
    let stands = filter.state.map_or("", State::code).to_owned();
    let (for_category, for_province) = (filter.clone(), filter.clone());
    rsx! {
        Select { testid: "filter-category", label: t("filter-category"), chosen: category, options: options::<Category>(),
            onchoose: move |code: String| onchange.call(DisputeFilter {
                category: (!code.is_empty()).then(|| Category::from_code(&code)),
                ..for_category.clone()
            }) }
        Select { testid: "filter-state", label: t("filter-state"), chosen: stands, options: options::<State>(),
            onchoose: move |code: String| {
                let state = (!code.is_empty()).then(|| State::from_code(&code));
                // Whoever asks for a state wants all of it.
                let is_open = filter.is_open && state != Some(State::Closed);
                onchange.call(DisputeFilter { state, is_open, ..filter.clone() });
            } }
        ProvinceFilter { chosen: for_province.province, onchoose: move |province| onchange.call(DisputeFilter { province, ..for_province.clone() }) }
    }
}

#[component]
fn When(filter: DisputeFilter, today: NaiveDate, onchange: EventHandler<DisputeFilter>) -> Element {
    let day = |date: Option<NaiveDate>| date.map(|date| date.to_string()).unwrap_or_default();
    let (from, to) = (day(filter.from), day(filter.to));
    let (for_from, for_to) = (filter.clone(), filter.clone());
    let days = (filter.from, filter.to);
    rsx! {
        div { class: "filter-days",
            input { class: "input is-small", r#type: "date", aria_label: t("filter-from"), "data-testid": "filter-from", value: from,
                onchange: move |event| onchange.call(DisputeFilter { from: when::day_from_field(&event.value()), ..for_from.clone() }) }
            span { {t("filter-until")} }
            input { class: "input is-small", r#type: "date", aria_label: t("filter-to"), "data-testid": "filter-to", value: to,
                onchange: move |event| onchange.call(DisputeFilter { to: when::day_from_field(&event.value()), ..for_to.clone() }) }
        }
        div { class: "chips is-small", role: "group", aria_label: t("span-label"),
            for item in Period::EVERY {
                button {
                    key: "{item.key()}",
                    class: if item.days(today) == days { "chip is-chosen" } else { "chip" },
                    r#type: "button",
                    aria_pressed: if item.days(today) == days { "true" } else { "false" },
                    "data-testid": "filter-{item.key()}",
                    onclick: {
                        let filter = filter.clone();
                        move |_| {
                            let (from, to) = item.days(today);
                            onchange.call(DisputeFilter { from, to, ..filter.clone() });
                        }
                    },
                    {t(item.key())}
                }
            }
        }
    }
}

#[component]
fn Presses(filter: DisputeFilter, onchange: EventHandler<DisputeFilter>) -> Element {
    let chips = [
        ("disputes-open", filter.is_open),
        ("disputes-overdue", filter.is_overdue),
        ("disputes-risky", filter.is_risky),
    ];
    rsx! {
        div { class: "chips is-small", role: "group", aria_label: t("disputes-part"),
            if let Some(level) = filter.settled_at {
                button { class: "chip is-chosen", r#type: "button", "data-testid": "filter-settled",
                    onclick: {
                        let filter = filter.clone();
                        move |_| onchange.call(DisputeFilter { settled_at: None, ..filter.clone() })
                    },
                    {t_args("disputes-settled-at", &[("level", level.words().into())])}
                    Icon { shape: Shape::Close }
                }
            }
            if let Some(cause) = filter.cause.clone() {
                button { class: "chip is-chosen", r#type: "button", "data-testid": "filter-cause",
                    onclick: {
                        let filter = filter.clone();
                        move |_| onchange.call(DisputeFilter { cause: None, ..filter.clone() })
                    },
                    {t_args("disputes-of-cause", &[("cause", cause.into())])}
                    Icon { shape: Shape::Close }
                }
            }
            for (key , is_chosen) in chips {
                button {
                    key: "{key}",
                    class: if is_chosen { "chip is-chosen" } else { "chip" },
                    r#type: "button",
                    aria_pressed: if is_chosen { "true" } else { "false" },
                    "data-testid": "filter-{key}",
                    onclick: {
                        let filter = filter.clone();
                        move |_| {
                            let mut chosen = filter.clone();
                            match key {
                                "disputes-open" => chosen.is_open = !is_chosen,
                                "disputes-overdue" => chosen.is_overdue = !is_chosen,
                                _ => chosen.is_risky = !is_chosen,
                            }
                            onchange.call(chosen);
                        }
                    },
                    {t(key)}
                }
            }
        }
    }
}
