//! The visit chosen in the table, whole, beside it.

use chrono::{DateTime, Utc};
use client::commands::{OpenVisit, VisitView};
use dioxus::prelude::*;
use domain::RecordId;

use super::choice::use_desk_choice;
use super::frame::Beside;
use crate::app_state::use_app_state;
use crate::components::Pending;
use crate::query::use_query;
use crate::screens::visit::VisitFacts;
use crate::text::t;

/// The chosen visit, when there is one.
#[component]
pub(crate) fn Detail() -> Element {
    let choice = use_desk_choice();
    let mut open = choice.open;
    let Some(id) = open() else {
        return rsx! {};
    };
    rsx! { Opened { id, onclose: move |()| open.set(None) } }
}

#[component]
fn Opened(id: RecordId, onclose: EventHandler<()>) -> Element {
    let state = use_app_state();
    let visit = use_query(OpenVisit { id });
    match visit.reply() {
        Some(visit) => rsx! { DetailView { visit, now: state.now(), onclose } },
        None => rsx! {
            aside { class: "detail", Pending { failure: visit.failure(), onretry: move |()| visit.again() } }
        },
    }
}

/// The visit as drawn.
#[component]
pub(crate) fn DetailView(
    visit: VisitView,
    now: DateTime<Utc>,
    onclose: EventHandler<()>,
) -> Element {
    rsx! {
        Beside { title: t("visit-title"), testid: "desk-detail", onclose,
            VisitFacts { visit, now }
        }
    }
}
