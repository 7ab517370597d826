//! 今天要办: the office's first look, before any picture. Every number opens the list that it counts.

use client::commands::morning::{Behind, MorningRow};
use client::commands::{OpenMorning, OpenPeople};
use dioxus::prelude::*;

use super::disputes::Choice;
use super::items::ItemChoice;
use super::people::{PeopleChoice, Shown};
use crate::app_state::use_app_state;
use crate::components::{Empty, Shape};
use crate::query::use_query;
use crate::routes::Route;
use crate::text::{number, t};

/// 今天要办.
#[component]
pub(crate) fn Morning() -> Element {
    let mut disputes = use_context::<Choice>();
    let mut items = use_context::<ItemChoice>();
    let mut people = use_context::<PeopleChoice>();
    let morning = use_query(OpenMorning);
    let Some(rows) = morning.reply() else {
        return rsx! {};
    };
    let heard = move |()| morning.again();
    let open = move |behind: Behind| {
        let to = match behind {
            Behind::Disputes(filter) => {
                disputes.filter.set(filter);
                disputes.open.set(None);
                Route::DeskDisputes {}
            }
            Behind::Items(filter) => {
                let form = filter.form.clone();
                items.filter.set(filter);
                items.open.set(None);
                Route::Items { form }
            }
            Behind::Remarks => Route::Remarks {},
            Behind::People => {
                people.shown.set(Shown::ToAsk);
                Route::DeskPeople {}
            }
        };
        navigator().push(to);
    };
    rsx! {
        if use_app_state().has_people() {
            Asking { onheard: heard }
        }
        MorningView { rows, onopen: open }
    }
}

/// Asks the server who was not heard of; says when it answered.
#[component]
fn Asking(onheard: EventHandler<()>) -> Element {
    let people = use_query(OpenPeople);
    let as_of = people.reply().map(|page| page.as_of);
    use_effect(use_reactive((&as_of,), move |(as_of,)| {
        if as_of.is_some() {
            onheard.call(());
        }
    }));
    rsx! {}
}

/// The numbers as drawn.
#[component]
pub(crate) fn MorningView(rows: Vec<MorningRow>, onopen: EventHandler<Behind>) -> Element {
    rsx! {
        section { class: "card", "data-testid": "morning",
            h2 { {t("morning-title")} }
            if rows.is_empty() {
                Empty { shape: Shape::Check, title: t("morning-none"), hint: t("morning-none-hint") }
            }
            div { class: "numbers is-morning",
                for row in rows {
                    button {
                        key: "{row.name}",
                        class: if row.presses { "number is-pressing" } else { "number" },
                        r#type: "button",
                        "data-testid": "morning-{row.name}",
                        onclick: { let behind = row.behind; move |_| onopen.call(behind.clone()) },
                        span { class: "number-name", {t(&format!("morning-{}", row.name))} }
                        strong { {number(row.count)} }
                        small { {t("unit-items")} }
                    }
                }
            }
        }
    }
}
