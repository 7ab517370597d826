//! A household in a list: head, where, when last visited.

use chrono::{DateTime, Utc};
use client::commands::HouseholdRow;
use dioxus::prelude::*;

use super::{Go, Icon, Shape};
use crate::routes::Route;
use crate::text::{t, t_args, when};

/// Village, group and door in one line; what is not known is left out.
pub(crate) fn place_of(village: &str, group: u16, door: &str) -> String {
    let group = (group > 0).then(|| t_args("group-n", &[("n", u64::from(group).into())]));
    let parts = [Some(village.to_owned()), group, Some(door.to_owned())];
    parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// A household as a row that opens `to`.
#[component]
pub(crate) fn HouseholdEntry(
    row: HouseholdRow,
    to: Route,
    testid: String,
    now: DateTime<Utc>,
) -> Element {
    let head = if row.head.is_empty() {
        t("household-no-head")
    } else {
        row.head.clone()
    };
    let visited = match row.last_visited_at {
        Some(at) => t_args(
            "household-visited",
            &[("when", when::day_of(at, now).into())],
        ),
        None => t("household-never-visited"),
    };
    rsx! {
        Go { to, class: "entry", testid,
            span { class: "entry-body",
                span { class: "entry-title",
                    span { "{head}" }
                    small { {t_args("people", &[("count", u64::from(row.people).into())])} }
                }
                span { class: "entry-line", {place_of(&row.village_name, row.group, &row.door)} }
                if let Some(found) = row.found {
                    span { class: "entry-line is-found", {t_args("search-found", &[("what", found.into())])} }
                } else {
                    span { class: "entry-line is-quiet", "{visited}" }
                }
            }
            Icon { shape: Shape::Next }
        }
    }
}
