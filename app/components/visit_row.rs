//! A visit in a list: whom, how it went, when, and whether the office has it.

use chrono::{DateTime, Utc};
use client::commands::VisitRow;
use dioxus::prelude::*;

use super::{Go, Icon, Shape, StateMark, place_of};
use crate::routes::Route;
use crate::text::code::Coded as _;
use crate::text::{t, when};

/// What stands in the title of a visit's row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum VisitTitle {
    /// The household: in the list of a day.
    Household,
    /// The day: on the household's own page.
    Day,
}

/// A visit as a row that opens it.
#[component]
pub(crate) fn VisitEntry(row: VisitRow, title: VisitTitle, now: DateTime<Utc>) -> Element {
    let words = match title {
        VisitTitle::Household if row.head.is_empty() => t("household-no-head"),
        VisitTitle::Household => row.head.clone(),
        VisitTitle::Day => when::moment(row.visited_at, now),
    };
    let line = match title {
        VisitTitle::Household => {
            format!(
                "{} · {}",
                when::moment(row.visited_at, now),
                place_of(&row.village_name, row.group, &row.door)
            )
        }
        VisitTitle::Day => row.author_name.clone(),
    };
    rsx! {
        Go { to: Route::VisitScreen { id: row.id }, class: if row.voided { "entry is-void" } else { "entry" }, testid: "visit-row-{row.id}",
            span { class: "entry-body",
                span { class: "entry-title",
                    span { "{words}" }
                    small { "{row.method.words()} · {row.outcome.words()}" }
                }
                span { class: "entry-line", "{line}" }
                if !row.gist.is_empty() {
                    span { class: "entry-line is-quiet", "{row.gist}" }
                }
                span { class: "entry-marks",
                    StateMark { state: row.state, testid: "visit-state-{row.id}" }
                    if row.voided {
                        span { class: "mark", {t("visit-voided")} }
                    }
                }
            }
            Icon { shape: Shape::Next }
        }
    }
}
