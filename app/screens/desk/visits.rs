//! 走访: the table of visits with its filters, the visit chosen beside it, and the way out as a file.

use client::commands::ListVisits;
use dioxus::prelude::*;
use domain::RecordId;

use super::choice::use_desk_choice;
use super::detail::Detail;
use super::export::Exports;
use super::filter::Filters;
use super::picked::Picked;
use super::table::TableView;
use super::window::{DRAWN, Window};
use crate::app_state::use_app_state;
use crate::components::Pending;
use crate::platform;
use crate::query::use_query;
use crate::text::{number, t, t_args};
use crate::text_size;

/// 走访 at the desk.
#[component]
pub(crate) fn VisitsTable() -> Element {
    let state = use_app_state();
    let choice = use_desk_choice();
    let picked = Picked {
        selected: choice.selected,
        open: choice.open,
    };
    let mut window = use_signal(Window::default);
    let filter = (choice.filter)();
    let visits = use_query(ListVisits {
        filter: filter.clone(),
        offset: window().first,
        limit: DRAWN,
    });
    let rem = text_size::rem((state.preferences)().text_size);
    use_effect(use_reactive((&filter,), move |_| {
        window.set(Window::default());
    }));
    use_effect(|| platform::focus("desk-rows"));
    let answered = visits.answered();
    let total = answered.as_ref().map(|(_, page)| page.total);
    let is_open = (choice.open)().is_some();
    rsx! {
        main { class: if is_open { "desk-visits has-detail" } else { "desk-visits" },
            div { class: "desk-tools",
                h1 { {t("nav-visits")} }
                p { class: "desk-total", role: "status", "data-testid": "desk-total",
                    if let Some(total) = total { {t_args("visits-total", &[("count", number(total).into())])} }
                }
                span { class: "desk-gap" }
                Exports { filter: filter }
            }
            Filters {}
            match answered {
                Some((command, page)) => {
                    let ids: Vec<RecordId> = page.rows.iter().map(|row| row.id).collect();
                    rsx! {
                        TableView {
                            // Another choice begins at its top; the same one stays where it was scrolled to.
                            choice: format!("{:?}", command.filter),
                            first: Window { first: command.offset },
                            rows: page.rows,
                            total: page.total,
                            selected: (choice.selected)(),
                            now: state.now(),
                            onscroll: move |top| {
                                let moved = Window::at(top, rem);
                                if *window.peek() != moved {
                                    window.set(moved);
                                }
                            },
                            onopen: move |id| picked.open(id),
                            onkey: move |key: Key| picked.press(&ids, &key),
                        }
                    }
                }
                None => rsx! { Pending { failure: visits.failure(), onretry: move |()| visits.again() } },
            }
            Detail {}
        }
    }
}
