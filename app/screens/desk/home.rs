//! 总览: how many visits, day by day, how they went, and by village. Every number opens the visits behind it.

use chrono::{Days, NaiveDate};
use client::commands::areas::ListLevel;
use client::commands::{CountVisits, ListAreas, VisitFilter};
use dioxus::prelude::*;
use domain::visit::Outcome;

use super::choice::{Period, use_desk_choice};
use super::morning::Morning;
use crate::app_state::use_app_state;
use crate::components::TopBar;
use crate::query::use_query;
use crate::routes::Route;
use crate::screens::begun_steps::StepDrafts;
use crate::text::code::Coded as _;
use crate::text::{number, t, t_args, when};

/// How many days the picture shows.
const DAYS: u64 = 14;

/// A count with what it counts.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Count {
    /// In words.
    pub(crate) words: String,
    /// How many.
    pub(crate) count: u64,
    /// The visits behind it.
    pub(crate) filter: VisitFilter,
}

/// Counts what the filters name, in one question; 0 as long as there is no answer.
fn use_counts(named: Vec<(String, VisitFilter)>) -> Vec<Count> {
    let answer = use_query(CountVisits {
        filters: named.iter().map(|(_, filter)| filter.clone()).collect(),
    });
    let counts = answer.reply().unwrap_or_default();
    named
        .into_iter()
        .zip(counts.into_iter().chain(std::iter::repeat(0)))
        .map(|((words, filter), count)| Count {
            words,
            count,
            filter,
        })
        .collect()
}

fn days(from: Option<NaiveDate>, to: Option<NaiveDate>) -> VisitFilter {
    VisitFilter {
        from,
        to,
        ..VisitFilter::default()
    }
}

/// 总览.
#[component]
pub(crate) fn Overview() -> Element {
    let state = use_app_state();
    let today = state.today();
    let mut filter = use_desk_choice().filter;
    let periods = use_counts(
        [Period::Today, Period::Week, Period::Month]
            .into_iter()
            .map(|period| {
                let (from, to) = period.days(today);
                (t(period.key()), days(from, to))
            })
            .collect(),
    );
    let (from, to) = Period::Month.days(today);
    let outcomes = use_counts(
        Outcome::ALL
            .iter()
            .map(|outcome| {
                let filter = VisitFilter {
                    outcome: Some(*outcome),
                    ..days(from, to)
                };
                (outcome.words(), filter)
            })
            .collect(),
    );
    let by_day = use_counts(
        (0..DAYS)
            .rev()
            .filter_map(|back| today.checked_sub_days(Days::new(back)))
            .map(|day| (when::day_short(day, today), days(Some(day), Some(day))))
            .collect(),
    );
    let villages = use_query(ListAreas {
        level: ListLevel::Village,
        inside: None,
    })
    .reply()
    .unwrap_or_default();
    let by_village = use_counts(
        villages
            .iter()
            .map(|village| {
                let filter = VisitFilter {
                    area: Some(village.code.clone()),
                    ..days(from, to)
                };
                (village.name.clone(), filter)
            })
            .collect(),
    );
    rsx! {
        TopBar { title: t("desk-home") }
        main { class: "desk-home",
            Morning {}
            StepDrafts { now: state.now() }
            HomeView {
                periods,
                by_day,
                outcomes,
                onopen: move |chosen| { filter.set(chosen); navigator().push(Route::DeskVisits {}); },
                section { class: "card",
                    h2 { {t("desk-by-village")} }
                    div { class: "village-table",
                        div { class: "village-line is-head",
                            span { {t("field-village")} }
                            span { {t("column-households")} }
                            span { {t("column-month-visits")} }
                        }
                        for (village, count) in villages.into_iter().zip(by_village) {
                            VillageLine { key: "{village.code}", households: village.households, count }
                        }
                    }
                }
            }
        }
    }
}

#[component]
fn VillageLine(households: u64, count: Count) -> Element {
    let mut filter = use_desk_choice().filter;
    rsx! {
        button {
            class: "village-line",
            r#type: "button",
            onclick: move |_| {
                filter.set(count.filter.clone());
                navigator().push(Route::DeskVisits {});
            },
            span { "{count.words}" }
            span { {number(households)} }
            span { {number(count.count)} }
        }
    }
}

/// 总览 as drawn.
#[component]
pub(crate) fn HomeView(
    periods: Vec<Count>,
    by_day: Vec<Count>,
    outcomes: Vec<Count>,
    onopen: EventHandler<VisitFilter>,
    children: Element,
) -> Element {
    rsx! {
        div { class: "numbers is-desk",
            for item in periods {
                button { class: "number", key: "{item.words}", r#type: "button",
                    onclick: { let filter = item.filter; move |_| onopen.call(filter.clone()) },
                    span { class: "number-name", {t_args("desk-visits-of", &[("period", item.words.clone().into())])} }
                    strong { {number(item.count)} }
                    small { {t("unit-times")} }
                }
            }
        }
        div { class: "desk-pictures",
            section { class: "card",
                h2 { {t("desk-by-day")} }
                Columns { counts: by_day, onopen }
            }
            section { class: "card",
                h2 { {t("desk-by-outcome")} }
                Bars { counts: outcomes, onopen }
            }
        }
        {children}
    }
}

/// In per cent of the highest; what is there is never drawn as nothing.
fn share(count: u64, highest: u64) -> u64 {
    if count == 0 {
        0
    } else {
        (count * 100 / highest.max(1)).max(2)
    }
}

/// One column a day.
#[component]
fn Columns(counts: Vec<Count>, onopen: EventHandler<VisitFilter>) -> Element {
    let highest = counts.iter().map(|item| item.count).max().unwrap_or(0);
    rsx! {
        div { class: "columns",
            for item in counts {
                button { class: "column", key: "{item.words}", r#type: "button", title: "{item.words} {item.count}",
                    onclick: { let filter = item.filter.clone(); move |_| onopen.call(filter.clone()) },
                    span { class: "column-count", {number(item.count)} }
                    span { class: "column-room",
                        span { class: "column-bar", style: "height: {share(item.count, highest)}%" }
                    }
                    span { class: "column-name", "{item.words}" }
                }
            }
        }
    }
}

/// One bar an outcome.
#[component]
fn Bars(counts: Vec<Count>, onopen: EventHandler<VisitFilter>) -> Element {
    let highest = counts.iter().map(|item| item.count).max().unwrap_or(0);
    rsx! {
        div { class: "bars",
            for item in counts {
                button { class: "bar", key: "{item.words}", r#type: "button",
                    onclick: { let filter = item.filter.clone(); move |_| onopen.call(filter.clone()) },
                    span { class: "bar-name", "{item.words}" }
                    span { class: "bar-room",
                        span { class: "bar-length", style: "width: {share(item.count, highest)}%" }
                    }
                    span { class: "bar-count", {number(item.count)} }
                }
            }
        }
    }
}
