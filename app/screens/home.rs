//! 今日: where I work, what the office has, what is due, what I began, what I did today.

use chrono::{DateTime, NaiveDate, Utc};
use client::commands::home::FollowUp;
use client::commands::{
    DisputeRow, Draft, FormDraftRow, HomePage, ListDrafts, ListFormDrafts, ListStepDrafts,
    ListVisits, OpenHome, StepDraftRow, VisitFilter, VisitRow,
};
use client::commands::{DuePage, ItemsPage};
use dioxus::prelude::*;

use crate::app_state::{Seat, use_app_state};
use crate::components::{
    BegunList, Empty, Go, Icon, Pending, Shape, TopBar, VisitEntry, VisitTitle, place_of,
};
use crate::platform;
use crate::query::use_query;
use crate::routes::Route;
use crate::screens::begun_steps::StepDraftLine;
use crate::screens::care::CareStrip;
use crate::screens::desk::Overview;
use crate::screens::disputes::DisputeLine;
use crate::screens::due::DueLine;
use crate::screens::items::{FormDraftLine, ItemLine, shape_of};
use crate::screens::office_places::{Front, OfficePlaces};
use crate::screens::remarks::Returned;
use crate::screens::unit_home::UnitHome;
use crate::text::{t, t_args, when};

const ROWS: u32 = 20;

/// The first screen: 今日 on the phone, 总览 at the desk.
#[component]
pub(crate) fn Home() -> Element {
    let state = use_app_state();
    if let Some(front) = state.front() {
        return rsx! { Front { front } };
    }
    if !state.has_doors() {
        return rsx! { UnitHome {} };
    }
    match state.seat() {
        Seat::Desk => rsx! { Overview {} },
        Seat::Phone => rsx! { PhoneHome {} },
    }
}

#[component]
fn PhoneHome() -> Element {
    let state = use_app_state();
    let today = state.today();
    let home = use_query(OpenHome);
    let drafts = use_query(ListDrafts);
    let form_drafts = use_query(ListFormDrafts);
    let step_drafts = use_query(ListStepDrafts);
    let filter = VisitFilter {
        author: state.member().map(|member| member.id),
        from: Some(today),
        to: Some(today),
        ..VisitFilter::default()
    };
    let visits = use_query(ListVisits {
        filter,
        offset: 0,
        limit: ROWS,
    });
    let Some(page) = home.reply() else {
        return rsx! {
            TopBar { title: t("nav-home") }
            main { class: "page", Pending { failure: home.failure(), onretry: move |()| home.again() } }
        };
    };
    rsx! {
        TopBar { title: page.place.clone() }
        HomeView {
            page,
            drafts: drafts.reply().unwrap_or_default(),
            form_drafts: form_drafts.reply().unwrap_or_default(),
            step_drafts: step_drafts.reply().unwrap_or_default(),
            visits: visits.reply().map(|page| page.rows).unwrap_or_default(),
            now: state.now(),
        }
    }
}

/// 今日 as drawn.
#[component]
pub(crate) fn HomeView(
    page: HomePage,
    drafts: Vec<Draft>,
    form_drafts: Vec<FormDraftRow>,
    step_drafts: Vec<StepDraftRow>,
    visits: Vec<VisitRow>,
    now: DateTime<Utc>,
) -> Element {
    rsx! {
        main { class: "page", "data-testid": "home",
            UnsentStrip {}
            Numbers { page: page.clone() }
            Tiles {}
            OfficePlaces {}
            NoticeStrip { count: page.unread_notices }
            CareStrip {}
            Returned { rows: page.returned, answered: page.answered, now }
            Cases { rows: page.cases, now }
            Tasks { page: page.tasks, now }
            FollowUps { rows: page.follow_ups, today: page.today }
            DueHouseholds { page: page.due, today: page.today }
            Drafts { rows: drafts, forms: form_drafts, steps: step_drafts, now }
            section { class: "block",
                h2 { {t("home-visits")} }
                if visits.is_empty() {
                    Empty { shape: Shape::Visits, title: t("home-no-visits"), hint: t("home-no-visits-hint") }
                }
                div { class: "list",
                    for row in visits {
                        VisitEntry { key: "{row.id}", row: row, title: VisitTitle::Household, now }
                    }
                }
            }
        }
    }
}

/// How many the office has not received, and how old the oldest is.
#[component]
pub(crate) fn UnsentStrip() -> Element {
    let state = use_app_state();
    let light = (state.light)();
    let Some(oldest) = light.oldest_unsent_at.filter(|_| light.unsent > 0) else {
        return rsx! {};
    };
    rsx! {
        Go { to: Route::SyncScreen {}, class: "strip is-waiting",
            Icon { shape: Shape::Clock }
            span {
                {t_args("home-unsent", &[
                    ("count", light.unsent.into()),
                    ("age", when::duration_since(oldest, state.now()).into()),
                ])}
            }
            Icon { shape: Shape::Next }
        }
    }
}

/// Notices of the office that were not read here yet.
#[component]
pub(crate) fn NoticeStrip(count: u64) -> Element {
    if count == 0 {
        return rsx! {};
    }
    rsx! {
        Go { to: Route::Items { form: "notice".to_owned() }, class: "strip is-waiting", testid: "home-notices",
            Icon { shape: Shape::Bell }
            span { {t_args("home-notices", &[("count", count.into())])} }
            Icon { shape: Shape::Next }
        }
    }
}

/// Three numbers; each opens its list.
#[component]
fn Numbers(page: HomePage) -> Element {
    let overdue = page
        .follow_ups
        .iter()
        .filter(|row| row.due_on < page.today)
        .count();
    let (due_note, due_class) = if overdue > 0 {
        (
            t_args("home-overdue", &[("count", overdue.into())]),
            "number is-bad",
        )
    } else {
        (t("home-none-overdue"), "number")
    };
    let hand_class = if page.needs_hand > 0 {
        "number is-bad"
    } else {
        "number"
    };
    let hand_note = if page.needs_hand > 0 {
        t("home-open-it")
    } else {
        t("home-nothing")
    };
    rsx! {
        div { class: "numbers",
            Go { to: Route::Visits {}, class: "number",
                span { class: "number-name", {t("home-visits-today")} }
                strong { "{page.visits_today}" }
                small { {t_args("home-received", &[("count", page.received_today.into())])} }
            }
            button { class: due_class, r#type: "button", onclick: |_| platform::focus("follow-ups"),
                span { class: "number-name", {t("home-follow-ups")} }
                strong { "{page.follow_ups.len()}" }
                small { "{due_note}" }
            }
            Go { to: Route::SyncScreen {}, class: hand_class,
                span { class: "number-name", {t("state-needs-hand")} }
                strong { "{page.needs_hand}" }
                small { "{hand_note}" }
            }
        }
    }
}

#[component]
fn Tiles() -> Element {
    rsx! {
        nav { class: "tiles", aria_label: t("home-tiles"),
            Go { to: Route::Add {}, class: "tile is-main", Icon { shape: Shape::Visits } span { {t("tile-visit")} } }
            Go { to: Route::NewDispute {}, class: "tile is-main", testid: "tile-dispute", Icon { shape: Shape::Dispute } span { {t("tile-dispute")} } }
            for form in ["hazard", "opinion", "errand", "lecture"] {
                Go { key: "{form}", to: Route::NewItem { form: form.to_owned() }, class: "tile is-main", testid: "tile-{form}",
                    Icon { shape: shape_of(form) }
                    span { {t(&format!("tile-{form}"))} }
                }
            }
        }
        nav { class: "links", aria_label: t("home-lists"),
            Go { to: Route::Care {}, class: "chip", testid: "tile-care", {t("care-title")} }
            Go { to: Route::Disputes {}, class: "chip", testid: "tile-disputes", {t("tile-disputes")} }
            for form in ["hazard", "opinion", "errand", "task", "notice", "lecture"] {
                Go { key: "{form}", to: Route::Items { form: form.to_owned() }, class: "chip", testid: "list-{form}", {t(&format!("list-{form}"))} }
            }
            Go { to: Route::Evacuation {}, class: "chip", testid: "list-evacuation", {t("evacuation-title")} }
        }
    }
}

/// The disputes in which the next step is this member's.
#[component]
pub(crate) fn Cases(rows: Vec<DisputeRow>, now: DateTime<Utc>) -> Element {
    if rows.is_empty() {
        return rsx! {};
    }
    rsx! {
        section { class: "block", "data-testid": "home-cases",
            h2 { {t_args("home-cases", &[("count", rows.len().into())])} }
            div { class: "list",
                for row in rows {
                    DisputeLine { key: "{row.id}", row: row, now }
                }
            }
        }
    }
}

/// What was given to this worker and is still to be done; what came back stands in it with its reason.
#[component]
pub(crate) fn Tasks(page: ItemsPage, now: DateTime<Utc>) -> Element {
    if page.rows.is_empty() {
        return rsx! {};
    }
    rsx! {
        section { class: "block", "data-testid": "home-tasks",
            h2 { {t_args("home-tasks", &[("count", page.total.into())])} }
            div { class: "list",
                for row in page.rows {
                    ItemLine { key: "{row.id}", row: row, now }
                }
            }
        }
    }
}

/// The households that are due by the rules: the first of them, and the way to all.
#[component]
fn DueHouseholds(page: DuePage, today: NaiveDate) -> Element {
    let counts = page.counts;
    if page.rows.is_empty() {
        return rsx! {};
    }
    rsx! {
        section { class: "block", "data-testid": "home-due",
            h2 { {t("due-title")} }
            p { class: "hint",
                {t_args("due-counts", &[
                    ("overdue", counts.overdue.into()),
                    ("soon", counts.soon.into()),
                    ("never", counts.never.into()),
                ])}
            }
            div { class: "list",
                for row in page.rows {
                    DueLine { key: "{row.household.id}", row: row, today }
                }
            }
            Go { to: Route::Due {}, class: "button is-wide", testid: "home-due-all", {t("due-all")} }
        }
    }
}

#[component]
fn FollowUps(rows: Vec<FollowUp>, today: NaiveDate) -> Element {
    rsx! {
        section { class: "block", id: "follow-ups", tabindex: "-1",
            h2 { {t("home-follow-ups")} }
            if rows.is_empty() {
                p { class: "hint", {t("home-no-follow-ups")} }
            }
            div { class: "list",
                for row in rows {
                    FollowUpEntry { key: "{row.visit.id}", row: row, today }
                }
            }
        }
    }
}

#[component]
fn FollowUpEntry(row: FollowUp, today: NaiveDate) -> Element {
    let late = today.signed_duration_since(row.due_on).num_days();
    let (class, shape, words) = if late > 0 {
        (
            "mark is-bad",
            Shape::Alert,
            t_args("overdue-days", &[("count", late.into())]),
        )
    } else {
        (
            "mark is-waiting",
            Shape::Clock,
            t_args("due-on", &[("day", when::day(row.due_on, today).into())]),
        )
    };
    let visit = row.visit;
    rsx! {
        Go { to: Route::HouseholdScreen { id: visit.household }, class: "entry", testid: "follow-up-{visit.id}",
            span { class: "entry-body",
                span { class: "entry-title",
                    span { {if visit.head.is_empty() { t("household-no-head") } else { visit.head.clone() }} }
                    span { class, Icon { shape } "{words}" }
                }
                span { class: "entry-line", {place_of(&visit.village_name, visit.group, &visit.door)} }
                if !visit.gist.is_empty() {
                    span { class: "entry-line is-quiet", "{visit.gist}" }
                }
            }
            Icon { shape: Shape::Next }
        }
    }
}

#[component]
fn Drafts(
    rows: Vec<Draft>,
    forms: Vec<FormDraftRow>,
    steps: Vec<StepDraftRow>,
    now: DateTime<Utc>,
) -> Element {
    if rows.is_empty() && forms.is_empty() && steps.is_empty() {
        return rsx! {};
    }
    rsx! {
        BegunList {
            for draft in rows {
                Go {
                    key: "{draft.household}",
                    to: route_of(&draft),
                    class: "entry",
                    testid: "draft-{draft.household}",
                    span { class: "entry-body",
                        span { class: "entry-title", span { "{draft.title}" } }
                        span { class: "entry-line is-quiet",
                            {t_args("draft-written", &[("when", when::moment(draft.written_at, now).into())])}
                        }
                    }
                    span { class: "entry-act", {t("draft-go-on")} }
                    Icon { shape: Shape::Next }
                }
            }
            for row in forms {
                FormDraftLine { key: "{row.draft.form}-{row.draft.slot}", row: row, now }
            }
            for row in steps {
                StepDraftLine { key: "{row.draft.record}-{row.draft.step}", row: row, now }
            }
        }
    }
}

fn route_of(draft: &Draft) -> Route {
    match draft.of {
        Some(id) => Route::EditVisit { id },
        None => Route::NewVisit {
            household: draft.household,
        },
    }
}
