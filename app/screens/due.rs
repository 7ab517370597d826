//! 走访到期: whom to visit next, by the rules of the county's profile; and 应急转移名单: who needs what when all must leave.

use chrono::NaiveDate;
use client::commands::areas::ListLevel;
use client::commands::{
    AreaRow, DuePage, DueRow, EvacuationPage, EvacuationRow, ListAreas, ListDue, ListEvacuation,
};
use dioxus::prelude::*;
use domain::AreaCode;

use crate::app_state::use_app_state;
use crate::components::{Empty, Go, Icon, Pending, Shape, TopBar, place_of};
use crate::query::use_query;
use crate::routes::Route;
use crate::text::code::Coded as _;
use crate::text::{t, t_args, when};

const PAGE: u32 = 50;

/// 走访到期.
#[component]
pub(crate) fn Due() -> Element {
    let mut limit = use_signal(|| PAGE);
    let due = use_query(ListDue {
        offset: 0,
        limit: limit(),
    });
    let today = use_app_state().today();
    rsx! {
        TopBar { title: t("due-title"), back: Route::Home {} }
        main { class: "page", "data-testid": "due",
            match due.reply() {
                Some(page) => rsx! { DueView { page, today, onmore: move |()| limit += PAGE } },
                None => rsx! { Pending { failure: due.failure(), onretry: move |()| due.again() } },
            }
        }
    }
}

/// The list as drawn.
#[component]
pub(crate) fn DueView(page: DuePage, today: NaiveDate, onmore: EventHandler<()>) -> Element {
    let counts = page.counts;
    let shown = u64::try_from(page.rows.len()).unwrap_or(u64::MAX);
    let all = counts.overdue + counts.soon + counts.never;
    rsx! {
        p { class: "hint", role: "status",
            {t_args("due-counts", &[
                ("overdue", counts.overdue.into()),
                ("soon", counts.soon.into()),
                ("never", counts.never.into()),
            ])}
        }
        if page.rows.is_empty() {
            Empty { shape: Shape::Today, title: t("due-none"), hint: t("due-none-hint") }
        }
        div { class: "list",
            for row in page.rows {
                DueLine { key: "{row.household.id}", row: row, today }
            }
        }
        if shown < all {
            button { class: "button is-wide", r#type: "button", onclick: move |_| onmore.call(()), {t("more")} }
        }
    }
}

/// A household with its day.
#[component]
pub(crate) fn DueLine(row: DueRow, today: NaiveDate) -> Element {
    let household = row.household;
    let head = if household.head.is_empty() {
        t("household-no-head")
    } else {
        household.head.clone()
    };
    let late = row
        .due_on
        .map(|due| today.signed_duration_since(due).num_days());
    rsx! {
        Go { to: Route::HouseholdScreen { id: household.id }, class: "entry", testid: "due-{household.id}",
            span { class: "entry-body",
                span { class: "entry-title",
                    span { "{head}" }
                    small { {row.visit_class.words()} }
                }
                span { class: "entry-line", {place_of(&household.village_name, household.group, &household.door)} }
                span { class: "entry-marks",
                    match (late, row.due_on) {
                        (Some(late @ 1..), _) => rsx! { span { class: "mark is-bad", Icon { shape: Shape::Alert } {t_args("overdue-days", &[("count", late.into())])} } },
                        (Some(_), Some(due)) => rsx! { span { class: "mark is-waiting", Icon { shape: Shape::Clock } {t_args("due-on", &[("day", when::day(due, today).into())])} } },
                        _ => rsx! { span { class: "mark", {t("due-never")} } },
                    }
                    if let Some(seen) = row.seen_on {
                        span { class: "hint", {t_args("due-seen", &[("day", when::day(seen, today).into())])} }
                    }
                }
            }
            Icon { shape: Shape::Next }
        }
    }
}

/// 应急转移名单: choose the village, then see its households, those with needs first.
#[component]
pub(crate) fn Evacuation() -> Element {
    let villages = use_query(ListAreas {
        level: ListLevel::Village,
        inside: None,
    });
    let mut chosen = use_signal(|| None::<AreaCode>);
    let villages = villages.reply().unwrap_or_default();
    let village = chosen().or_else(|| villages.first().map(|village| village.code.clone()));
    rsx! {
        TopBar { title: t("evacuation-title"), back: Route::Home {} }
        main { class: "page", "data-testid": "evacuation",
            p { class: "hint", {t("evacuation-hint")} }
            if villages.len() > 1 {
                Villages { villages, chosen: village.clone(), onchoose: move |code| chosen.set(Some(code)) }
            }
            match village {
                Some(inside) => rsx! { EvacuationOf { key: "{inside}", inside } },
                None => rsx! { Empty { shape: Shape::House, title: t("find-no-villages"), hint: t("find-no-villages-hint") } },
            }
        }
    }
}

#[component]
fn Villages(
    villages: Vec<AreaRow>,
    chosen: Option<AreaCode>,
    onchoose: EventHandler<AreaCode>,
) -> Element {
    rsx! {
        div { class: "chips is-tight", role: "group", aria_label: t("field-village"),
            for village in villages {
                button {
                    key: "{village.code}",
                    class: if chosen.as_ref() == Some(&village.code) { "chip is-chosen" } else { "chip" },
                    r#type: "button",
                    aria_pressed: if chosen.as_ref() == Some(&village.code) { "true" } else { "false" },
                    onclick: move |_| onchoose.call(village.code.clone()),
                    "{village.name}"
                }
            }
        }
    }
}

#[component]
fn EvacuationOf(inside: AreaCode) -> Element {
    let mut limit = use_signal(|| PAGE);
    let list = use_query(ListEvacuation {
        inside,
        limit: limit(),
    });
    rsx! {
        match list.reply() {
            Some(page) => rsx! { EvacuationView { page, onmore: move |()| limit += PAGE } },
            None => rsx! { Pending { failure: list.failure(), onretry: move |()| list.again() } },
        }
    }
}

/// The list as drawn.
#[component]
pub(crate) fn EvacuationView(page: EvacuationPage, onmore: EventHandler<()>) -> Element {
    let shown = u64::try_from(page.rows.len()).unwrap_or(u64::MAX);
    rsx! {
        p { class: "strip is-calm", role: "status",
            {t_args("evacuation-counts", &[
                ("households", page.total.into()),
                ("people", page.people.into()),
                ("needs", page.with_needs.into()),
            ])}
        }
        div { class: "list",
            for row in page.rows {
                EvacuationLine { key: "{row.household.id}", row: row }
            }
        }
        if shown < page.total {
            button { class: "button is-wide", r#type: "button", onclick: move |_| onmore.call(()), {t("more")} }
        }
    }
}

#[component]
fn EvacuationLine(row: EvacuationRow) -> Element {
    let household = row.household;
    let head = if household.head.is_empty() {
        t("household-no-head")
    } else {
        household.head.clone()
    };
    rsx! {
        div { class: "entry is-split",
            Go { to: Route::HouseholdScreen { id: household.id }, class: "entry-body", testid: "evacuation-{household.id}",
                span { class: "entry-title",
                    span { "{head}" }
                    small { {t_args("people", &[("count", household.people.into())])} }
                }
                span { class: "entry-line", {place_of(&household.village_name, household.group, &household.door)} }
                span { class: "entry-marks",
                    for need in row.needs {
                        span { key: "{need.code()}", class: "mark is-bad", {need.words()} }
                    }
                }
                if !row.note.is_empty() {
                    span { class: "entry-line is-quiet", "{row.note}" }
                }
                if let Some(contact) = row.contact_person {
                    span { class: "entry-line is-quiet", {t_args("household-contact", &[("name", contact.into())])} }
                }
            }
            if let Some(phone) = row.phone {
                a { class: "round", href: "tel:{phone}", aria_label: t_args("dial", &[("name", head.into())]),
                    Icon { shape: Shape::Phone }
                }
            }
        }
    }
}
