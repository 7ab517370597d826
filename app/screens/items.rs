//! Matters, tasks and notices as lists: one list on the phone for each form, the short list at a door or a visit, and the drafts.

use chrono::{DateTime, NaiveDate, Utc};
use client::commands::{FormDraftRow, ItemFilter, ItemRow, ItemsPage, ListFormDrafts, ListItems};
use dioxus::prelude::*;
use domain::form::{Form, HOUSEHOLD};
use domain::{RecordId, forms};

use crate::app_state::{Seat, use_app_state};
use crate::components::{
    BegunList, Empty, Go, Icon, Pending, SearchField, Shape, StateMark, TopBar,
};
use crate::query::use_query;
use crate::routes::Route;
use crate::screens::Missing;
use crate::screens::desk::ItemsTable;
use crate::text::{field, t, t_args, when};

const PAGE: u32 = 50;

/// Which of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Open,
    Overdue,
    All,
}

impl Part {
    const EVERY: [Self; 3] = [Self::Open, Self::Overdue, Self::All];

    fn key(self) -> &'static str {
        match self {
            Self::Open => "items-open",
            Self::Overdue => "items-overdue",
            Self::All => "span-all",
        }
    }
}

/// Matters, tasks or notices: the list on the phone, the table at the desk.
#[component]
pub(crate) fn Items(form: String) -> Element {
    let Some(form) = forms::named(&form) else {
        return rsx! { Missing { rest: vec![form] } };
    };
    match use_app_state().seat() {
        Seat::Desk => rsx! { ItemsTable { form } },
        Seat::Phone => rsx! { PhoneItems { key: "{form.name}", form } },
    }
}

#[component]
fn PhoneItems(form: &'static Form) -> Element {
    let state = use_app_state();
    let mut part = use_signal(|| Part::Open);
    let mut text = use_signal(String::new);
    let mut limit = use_signal(|| PAGE);
    let has_course = form.course.is_some();
    let items = use_query(ListItems {
        filter: ItemFilter {
            form: form.name.to_owned(),
            is_open: has_course && part() != Part::All,
            is_overdue: has_course && part() == Part::Overdue,
            text: text(),
            ..ItemFilter::default()
        },
        offset: 0,
        limit: limit(),
    });
    let may_begin = state
        .member()
        .is_some_and(|member| form.by.contains(&member.role));
    rsx! {
        TopBar { title: t(&format!("form-{}", form.name)), back: Route::Home {} }
        main { class: "page", "data-testid": "items-{form.name}",
            if may_begin {
                Go { to: Route::NewItem { form: form.name.to_owned() }, class: "button is-main is-wide", testid: "item-new",
                    Icon { shape: Shape::Plus }
                    span { {t(&format!("form-{}-new", form.name))} }
                }
                DraftsOf { form }
            }
            SearchField { id: "items-find", label: t("items-find"), text: text(), oninput: move |typed| { text.set(typed); limit.set(PAGE); } }
            if has_course {
                Parts { part: part(), onchoose: move |chosen| { part.set(chosen); limit.set(PAGE); } }
            }
            match items.reply() {
                Some(page) => rsx! { ItemsView { form, page, now: state.now(), onmore: move |()| limit += PAGE } },
                None => rsx! { Pending { failure: items.failure(), onretry: move |()| items.again() } },
            }
        }
    }
}

#[component]
fn Parts(part: Part, onchoose: EventHandler<Part>) -> Element {
    rsx! {
        div { class: "chips is-tight", role: "group", aria_label: t("disputes-part"),
            for item in Part::EVERY {
                button {
                    key: "{item.key()}",
                    class: if item == part { "chip is-chosen" } else { "chip" },
                    r#type: "button",
                    aria_pressed: if item == part { "true" } else { "false" },
                    "data-testid": item.key(),
                    onclick: move |_| onchoose.call(item),
                    {t(item.key())}
                }
            }
        }
    }
}

/// The list as drawn.
#[component]
pub(crate) fn ItemsView(
    form: &'static Form,
    page: ItemsPage,
    now: DateTime<Utc>,
    onmore: EventHandler<()>,
) -> Element {
    let shown = u64::try_from(page.rows.len()).unwrap_or(u64::MAX);
    rsx! {
        if page.rows.is_empty() {
            Empty { shape: shape_of(form.name), title: t("items-none"), hint: t(&format!("form-{}-hint", form.name)) }
        } else {
            p { class: "hint", role: "status", {t_args("visits-total", &[("count", page.total.into())])} }
        }
        div { class: "list",
            for row in page.rows {
                ItemLine { key: "{row.id}", row: row, now }
            }
        }
        if shown < page.total {
            button { class: "button is-wide", r#type: "button", onclick: move |_| onmore.call(()), {t("more")} }
        }
    }
}

/// The sign of a form.
pub(crate) fn shape_of(form: &str) -> Shape {
    match form {
        "hazard" => Shape::Alert,
        "opinion" => Shape::Speech,
        "errand" => Shape::Hand,
        "lecture" => Shape::Horn,
        "notice" => Shape::Bell,
        _ => Shape::Today,
    }
}

/// A record as a row that opens it.
#[component]
pub(crate) fn ItemLine(row: ItemRow, now: DateTime<Utc>) -> Element {
    let title = if row.title.is_empty() {
        t(&format!("form-{}", row.form))
    } else {
        row.title.clone()
    };
    rsx! {
        Go { to: Route::ItemScreen { id: row.id }, class: if row.voided { "entry is-void" } else { "entry" }, testid: "item-row-{row.id}",
            span { class: "entry-body",
                span { class: "entry-title",
                    span { "{title}" }
                    small { {state_words(&row)} }
                }
                span { class: "entry-line", "{when::day_of(row.happened_at, now)} · {row.village_name} {row.grid_name}" }
                if !row.gist.is_empty() {
                    span { class: "entry-line is-quiet", "{row.gist}" }
                }
                span { class: "entry-marks",
                    ItemMarks { row: row.clone(), today: when::local_day(now) }
                    StateMark { state: row.state, testid: "item-state-{row.id}" }
                }
            }
            Icon { shape: Shape::Next }
        }
    }
}

/// Where a record stands, in words; for what is only written down, what it is.
pub(crate) fn state_words(row: &ItemRow) -> String {
    let course = forms::named(&row.form).and_then(|form| form.course);
    match course {
        Some(course) => t(&format!("{}-{}", course.states.name, row.stands)),
        None => t(&format!("form-{}", row.form)),
    }
}

/// What presses about a record, each as a word.
#[component]
pub(crate) fn ItemMarks(row: ItemRow, today: NaiveDate) -> Element {
    let late = row
        .due_on
        .map(|due| today.signed_duration_since(due).num_days());
    rsx! {
        if row.is_unread {
            span { class: "mark is-waiting", {t("notice-unread")} }
        }
        if row.is_urgent && !row.is_ended {
            span { class: "mark is-bad", Icon { shape: Shape::Alert } {t("item-urgent")} }
        }
        match (late, row.due_on) {
            (Some(late @ 1..), _) => rsx! { span { class: "mark is-bad", Icon { shape: Shape::Clock } {t_args("overdue-days", &[("count", late.into())])} } },
            (Some(_), Some(due)) => rsx! { span { class: "mark is-waiting", Icon { shape: Shape::Clock } {t_args("due-on", &[("day", when::day(due, today).into())])} } },
            _ => rsx! {},
        }
        if row.is_returned {
            span { class: "mark is-waiting", Icon { shape: Shape::Back } {t("returned")} }
        }
        if row.voided {
            span { class: "mark", {t("visit-voided")} }
        }
    }
}

/// The matters at a door or out of a visit, and the way to record one there.
#[component]
pub(crate) fn ItemsHere(household: Option<RecordId>, visit: Option<RecordId>) -> Element {
    let state = use_app_state();
    let items = use_query(ListItems {
        filter: ItemFilter {
            household,
            visit,
            ..ItemFilter::default()
        },
        offset: 0,
        limit: 20,
    });
    let rows = items.reply().map(|page| page.rows).unwrap_or_default();
    rsx! {
        section { class: "block",
            h2 { {t("items-here")} }
            div { class: "list",
                for row in rows {
                    ItemLine { key: "{row.id}", row: row, now: state.now() }
                }
            }
            div { class: "buttons is-spawn",
                for form in ["hazard", "opinion", "errand"] {
                    Go { key: "{form}", to: spawned(form, household, visit), class: "button", testid: "spawn-{form}",
                        Icon { shape: shape_of(form) }
                        span { {t(&format!("spawn-{form}"))} }
                    }
                }
            }
        }
    }
}

fn spawned(form: &str, household: Option<RecordId>, visit: Option<RecordId>) -> Route {
    let form = form.to_owned();
    match (visit, household) {
        (Some(visit), _) => Route::NewItemFrom { form, visit },
        (None, Some(household)) => Route::NewItemAt { form, household },
        (None, None) => Route::NewItem { form },
    }
}

#[component]
fn DraftsOf(form: &'static Form) -> Element {
    let drafts = use_query(ListFormDrafts);
    let rows = drafts.reply().unwrap_or_default();
    let rows = rows.into_iter().filter(|row| row.draft.form == form.name);
    rsx! { FormDrafts { rows: rows.collect::<Vec<_>>(), now: use_app_state().now() } }
}

/// Forms that were begun, each with what is still missing.
#[component]
fn FormDrafts(rows: Vec<FormDraftRow>, now: DateTime<Utc>) -> Element {
    if rows.is_empty() {
        return rsx! {};
    }
    rsx! {
        BegunList {
            for row in rows {
                FormDraftLine { key: "{row.draft.form}-{row.draft.slot}", row: row, now }
            }
        }
    }
}

/// A begun form as a row that goes on with it.
#[component]
pub(crate) fn FormDraftLine(row: FormDraftRow, now: DateTime<Utc>) -> Element {
    let name = t(&format!("form-{}", row.draft.form));
    let title = if row.title.is_empty() {
        name
    } else {
        format!("{name} · {}", row.title)
    };
    let missing: Vec<String> = row.missing.iter().map(|name| field::name(name)).collect();
    rsx! {
        Go { to: route_of(&row), class: "entry", testid: "form-draft-{row.draft.form}",
            span { class: "entry-body",
                span { class: "entry-title", span { "{title}" } }
                if !missing.is_empty() {
                    span { class: "entry-line", {t_args("draft-missing", &[("fields", missing.join(&t("list-comma")).into())])} }
                }
                span { class: "entry-line is-quiet",
                    {t_args("draft-written", &[("when", when::moment(row.draft.written_at, now).into())])}
                }
            }
            span { class: "entry-act", {t("draft-go-on")} }
            Icon { shape: Shape::Next }
        }
    }
}

fn route_of(row: &FormDraftRow) -> Route {
    let draft = &row.draft;
    let form = draft.form.clone();
    let household = draft.fields.text(HOUSEHOLD).and_then(|id| id.parse().ok());
    match (draft.of, household) {
        (Some(id), _) => Route::EditItem { form, id },
        (None, Some(household)) => Route::NewItemAt { form, household },
        (None, None) => Route::NewItem { form },
    }
}
