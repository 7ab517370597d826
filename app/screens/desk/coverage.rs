//! 走访覆盖 on 总览: of each village's households, how many were met this month and this year; each number opens the ledger that says by grid.

use client::commands::coverage::CoverageRow;
use client::commands::{CountCoverage, VisitFilter};
use dioxus::prelude::*;
use domain::AreaCode;

use super::choice::{Period, use_desk_choice};
use super::ledgers::use_ledger_opener;
use super::stretch::Stretch;
use crate::app_state::use_app_state;
use crate::query::use_query;
use crate::routes::Route;
use crate::text::{number, t};

/// The ledger that it is out of.
const LEDGER: &str = "coverage";

/// 走访覆盖.
#[component]
pub(crate) fn Coverage() -> Element {
    let today = use_app_state().today();
    let mut filter = use_desk_choice().filter;
    let open = use_ledger_opener();
    let Some(rows) = use_query(CountCoverage).reply() else {
        return rsx! {};
    };
    rsx! {
        CoverageView {
            rows,
            onvisits: move |village| {
                let (from, to) = Period::Month.days(today);
                filter.set(VisitFilter { area: Some(village), from, to, ..VisitFilter::default() });
                navigator().push(Route::DeskVisits {});
            },
            onopen: move |(village, stretch): (AreaCode, Stretch)| open.call((LEDGER, village, stretch.days(today))),
        }
    }
}

/// In per cent, without a fraction; all of them is said only when it is all of them.
fn share(met: u64, households: u64) -> u64 {
    met * 100 / households.max(1)
}

/// 走访覆盖 as drawn.
#[component]
pub(crate) fn CoverageView(
    rows: Vec<CoverageRow>,
    onvisits: EventHandler<AreaCode>,
    onopen: EventHandler<(AreaCode, Stretch)>,
) -> Element {
    rsx! {
        section { class: "card", "data-testid": "coverage",
            h2 { {t("board-coverage")} }
            p { class: "hint", {t("board-coverage-how")} }
            table { class: "coverage",
                thead {
                    tr {
                        for key in ["field-village", "column-households", "coverage-month", "coverage-year"] {
                            th { key: "{key}", scope: "col", {t(key)} }
                        }
                    }
                }
                tbody {
                    for row in rows {
                        Line { key: "{row.village}", row, onvisits, onopen }
                    }
                }
            }
        }
    }
}

#[component]
fn Line(
    row: CoverageRow,
    onvisits: EventHandler<AreaCode>,
    onopen: EventHandler<(AreaCode, Stretch)>,
) -> Element {
    let village = row.village.clone();
    let met = [(Stretch::Month, row.month), (Stretch::Year, row.year)];
    rsx! {
        tr { "data-testid": "coverage-row",
            th { scope: "row",
                button { class: "link", r#type: "button", title: t("coverage-visits"), onclick: move |_| onvisits.call(village.clone()), "{row.name}" }
            }
            td { class: "is-number", {number(row.households)} }
            for (stretch , met) in met {
                td { key: "{stretch.key()}",
                    button { class: "coverage-share", r#type: "button", "data-testid": "coverage-{stretch.key()}",
                        onclick: { let village = row.village.clone(); move |_| onopen.call((village.clone(), stretch)) },
                        span { class: "coverage-room", span { class: "coverage-length", style: "width: {share(met, row.households)}%" } }
                        span { class: "is-unseen", "{row.name}" }
                        span { class: "coverage-met", {number(met)} }
                        span { class: "coverage-percent", "{share(met, row.households)}%" }
                    }
                }
            }
        }
    }
}
