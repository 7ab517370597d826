//! 总览: what waits, then pictures: how many visits, day by day, how they went, disputes, care, and how far each village is seen to. Every number opens the visits behind it.

use chrono::{Days, NaiveDate};
use client::commands::{CountVisits, VisitFilter};
use dioxus::prelude::*;
use domain::visit::Outcome;

use super::board::DisputeBoard;
use super::care_counts::CareCounts;
use super::choice::{Period, use_desk_choice};
use super::coverage::Coverage;
use super::morning::Morning;
use super::pictures::{Bars, Columns, Count, counted};
use crate::app_state::use_app_state;
use crate::components::TopBar;
use crate::query::use_query;
use crate::routes::Route;
use crate::screens::begun_steps::StepDrafts;
use crate::text::code::Coded as _;
use crate::text::{number, t, t_args, when};

/// How many days the picture shows.
const DAYS: u64 = 14;

/// Counts what the filters name, in one question; 0 as long as there is no answer.
fn use_counts(named: Vec<(String, VisitFilter)>) -> Vec<Count<VisitFilter>> {
    let answer = use_query(CountVisits {
        filters: named.iter().map(|(_, filter)| filter.clone()).collect(),
    });
    counted(named, answer.reply().unwrap_or_default())
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
    // The picture that reads the most is asked for last.
    let mut is_counted = use_signal(|| false);
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
                DisputeBoard { oncounted: move |()| is_counted.set(true) }
                CareCounts {}
                if is_counted() {
                    Coverage {}
                }
            }
        }
    }
}

/// 总览 as drawn.
#[component]
pub(crate) fn HomeView(
    periods: Vec<Count<VisitFilter>>,
    by_day: Vec<Count<VisitFilter>>,
    outcomes: Vec<Count<VisitFilter>>,
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
