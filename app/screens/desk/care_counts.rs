//! 关爱走访 on 总览: how many of those cared for were seen this month, by category. The server counts: the office has no care files.

use client::commands::ledgers::Table;
use client::commands::{LedgerQuery, OpenLedger};
use dioxus::prelude::*;
use domain::Role;

use super::ledgers::words;
use super::stretch::Stretch;
use crate::app_state::use_app_state;
use crate::components::{Go, Icon, Shape};
use crate::query::use_query;
use crate::routes::Route;
use crate::text::t;

/// The ledger that it is out of.
const LEDGER: &str = "care-visits";
/// 类别, 人数, 已走访人数, 走访比例: the columns of the ledger that are drawn.
const DRAWN: [usize; 4] = [1, 2, 3, 4];
/// The total and a row for each category.
const ROWS: u32 = 12;

/// The counts of this month, for the town's office.
#[component]
pub(crate) fn CareCounts() -> Element {
    let state = use_app_state();
    let is_office = state
        .member()
        .is_some_and(|member| member.role == Role::Supervisor);
    if !is_office {
        return rsx! {};
    }
    rsx! { Asked {} }
}

#[component]
fn Asked() -> Element {
    let (from, to) = Stretch::Month.days(use_app_state().today());
    let page = use_query(OpenLedger {
        query: LedgerQuery {
            key: LEDGER.to_owned(),
            area: None,
            from,
            to,
            is_unentered: false,
        },
        limit: ROWS,
    });
    let table = page.reply().map(|page| page.table);
    let is_refused = page.failure().is_some();
    rsx! {
        CareCountsView { table, is_refused }
    }
}

/// The counts as drawn.
#[component]
pub(crate) fn CareCountsView(table: Option<Table>, is_refused: bool) -> Element {
    let all = table.as_ref().and_then(|table| table.rows.first().cloned());
    let rows = table.iter().flat_map(|table| table.rows.iter());
    // Villages follow; they are in the ledger.
    let rows: Vec<Vec<String>> = rows
        .filter(|row| row.first() == all.as_ref().and_then(|all| all.first()))
        .map(|row| {
            DRAWN
                .iter()
                .filter_map(|n| row.get(*n))
                .map(words)
                .collect()
        })
        .collect();
    let heads = table
        .iter()
        .flat_map(|table| DRAWN.iter().filter_map(|n| table.heads.get(*n)));
    let heads: Vec<String> = heads.map(|head| head.heading.clone()).collect();
    rsx! {
        section { class: "card", "data-testid": "care-counts",
            div { class: "card-head",
                h2 { {t("board-care")} }
                Go { to: Route::DeskCare {}, class: "button is-small", testid: "care-open-link",
                    Icon { shape: Shape::Lock }
                    span { {t("care-open-title")} }
                }
            }
            p { class: "hint", {t("board-care-how")} }
            if rows.is_empty() {
                p { class: "hint", {if is_refused { t("board-care-offline") } else { t("opening") }} }
            } else {
                button { class: "care-counts", r#type: "button", "data-testid": "care-counts-open",
                    onclick: |_| { navigator().push(Route::DeskLedgers { ledger: LEDGER.to_owned() }); },
                    for (n , row) in std::iter::once(heads).chain(rows).enumerate() {
                        span { key: "{n}", class: if n == 0 { "care-line is-head" } else { "care-line" },
                            for (place , text) in row.into_iter().enumerate() {
                                span { key: "{place}", "{text}" }
                            }
                        }
                    }
                }
            }
        }
    }
}
