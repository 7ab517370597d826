//! 今日 of a department, on the phone and at the desk: what was given to its unit, what presses first; care files and notices.

use chrono::{DateTime, Utc};
use client::commands::{HomePage, OpenHome};
use dioxus::prelude::*;

use crate::app_state::use_app_state;
use crate::components::{Empty, Go, Pending, Shape, TopBar};
use crate::query::use_query;
use crate::routes::Route;
use crate::screens::begun_steps::StepDrafts;
use crate::screens::care::CareStrip;
use crate::screens::home::{Cases, NoticeStrip, Tasks, UnsentStrip};
use crate::text::t;

/// The first screen of a department.
#[component]
pub(crate) fn UnitHome() -> Element {
    let state = use_app_state();
    let home = use_query(OpenHome);
    let name = state.member().map(|member| member.name);
    let title = name.unwrap_or_else(|| t("nav-home"));
    rsx! {
        TopBar { title }
        match home.reply() {
            Some(page) => rsx! { UnitHomeView { page, now: state.now() } },
            None => rsx! { main { class: "page", Pending { failure: home.failure(), onretry: move |()| home.again() } } },
        }
    }
}

/// It as drawn.
#[component]
pub(crate) fn UnitHomeView(page: HomePage, now: DateTime<Utc>) -> Element {
    let has_nothing = page.cases.is_empty() && page.tasks.rows.is_empty();
    rsx! {
        main { class: "page", "data-testid": "unit-home",
            UnsentStrip {}
            NoticeStrip { count: page.unread_notices }
            CareStrip {}
            if has_nothing {
                Empty { shape: Shape::Check, title: t("unit-nothing"), hint: t("unit-nothing-hint") }
            }
            Cases { rows: page.cases, now }
            Tasks { page: page.tasks, now }
            StepDrafts { now }
            nav { class: "links", aria_label: t("home-lists"),
                Go { to: Route::Care {}, class: "chip", testid: "tile-care", {t("care-title")} }
                Go { to: Route::Disputes {}, class: "chip", testid: "tile-disputes", {t("tile-disputes")} }
                for form in ["hazard", "opinion", "errand", "task", "notice"] {
                    Go { key: "{form}", to: Route::Items { form: form.to_owned() }, class: "chip", testid: "list-{form}", {t(&format!("list-{form}"))} }
                }
            }
        }
    }
}
