//! One matter, task or notice, whole: where it stands, what can be done now, what was recorded, what happened.

mod acts;

use chrono::{DateTime, Utc};
use client::Error;
use client::commands::{ItemEntry, ItemView, OpenItem, SaveState};
use dioxus::prelude::*;
use domain::course::Course;
use domain::dispute::Standing;
use domain::form::{Form, VISIT};
use domain::{RecordId, forms};

use super::begun_steps::LeftSteps;
use super::items::{ItemMarks, state_words};
use super::province::ProvinceOf;
use super::remarks::{RemarksOf, Return};
use super::versions::VersionsOf;
use crate::app_state::use_app_state;
use crate::attachments::AttachmentsShown;
use crate::components::{
    ContestedFields, Go, Icon, Pending, Shape, StateMark, TopBar, Void, in_words,
};
use crate::query::use_query;
use crate::routes::Route;
use crate::text::{t, t_args, when};

use acts::Acts;

/// A matter, task or notice.
#[component]
pub(crate) fn ItemScreen(id: RecordId) -> Element {
    let state = use_app_state();
    let view = use_query(OpenItem { id });
    let reply = view.reply();
    let form = reply.as_ref().map(|item| item.row.form.clone());
    let title = form
        .as_ref()
        .map_or_else(String::new, |form| t(&format!("form-{form}")));
    let back = form.map_or(Route::Home {}, |form| Route::Items { form });
    rsx! {
        TopBar { title, back }
        main { class: "page", "data-testid": "item",
            match reply {
                Some(item) => rsx! { ItemWhole { key: "{id}", item, now: state.now() } },
                None => rsx! {
                    Pending { failure: view.failure(), onretry: move |()| view.again() }
                    if view.failure() == Some(Error::NotFound) {
                        LeftSteps { record: id, can: Vec::new(), now: state.now() }
                    }
                },
            }
        }
    }
}

/// A record as drawn, on the phone and beside the desk's table.
#[component]
pub(crate) fn ItemWhole(item: ItemView, now: DateTime<Utc>) -> Element {
    let Some(form) = forms::named(&item.row.form) else {
        return rsx! {};
    };
    rsx! {
        NeedsHand { item: item.clone() }
        ContestedFields { fields: item.contested.clone() }
        RemarksOf { id: item.row.id }
        Head { item: item.clone(), now }
        if !item.offers.is_empty() {
            Acts { item: item.clone(), now }
        }
        LeftSteps { record: item.row.id, can: can(&item), now }
        Facts { form, item: item.clone(), now }
        ProvinceOf { id: item.row.id }
        AttachmentsShown { items: domain::attachment::of(&item.fields) }
        Timeline { item: item.clone(), now }
        VersionsOf { id: item.row.id }
        Return { id: item.row.id }
        if item.may_edit {
            Void { id: item.row.id }
        }
    }
}

/// The steps that this member may take now.
fn can(item: &ItemView) -> Vec<String> {
    let can = item.offers.iter().filter(|(_, refusal)| refusal.is_none());
    can.map(|(step, _)| step.clone()).collect()
}

#[component]
fn NeedsHand(item: ItemView) -> Element {
    let Some(sentence) = item
        .needs_hand
        .filter(|_| item.row.state == SaveState::NeedsHand)
    else {
        return rsx! {};
    };
    let to = Route::EditItem {
        form: item.row.form,
        id: item.row.id,
    };
    rsx! {
        div { class: "strip is-bad is-block", role: "alert",
            p { class: "strip-title", Icon { shape: Shape::Alert } {t("needs-hand-title")} }
            p { "{sentence}" }
            if item.may_edit {
                Go { to, class: "button", {t("go-correct")} }
            }
        }
    }
}

/// What it is, the state in words, and what presses.
#[component]
fn Head(item: ItemView, now: DateTime<Utc>) -> Element {
    let row = item.row.clone();
    let edit = Route::EditItem {
        form: row.form.clone(),
        id: row.id,
    };
    let has_course = forms::named(&row.form).is_some_and(|form| form.course.is_some());
    rsx! {
        section { class: "card",
            div { class: "card-head",
                div {
                    p { class: "card-title", "data-testid": "item-title", "{row.title}" }
                    p { class: "hint", "{row.village_name} {row.grid_name}" }
                }
                if item.may_edit {
                    Go { to: edit, class: "button is-small", testid: "item-edit",
                        Icon { shape: Shape::Edit }
                        span { {t("edit")} }
                    }
                }
            }
            if has_course {
                p { class: "stands",
                    span { {t("stands-now")} }
                    strong { "data-testid": "item-stands", {state_words(&row)} }
                }
            }
            p { class: "entry-marks",
                ItemMarks { row: row.clone(), today: when::local_day(now) }
                StateMark { state: row.state, testid: "item-state-{row.id}" }
            }
            if let Some(reason) = item.returned {
                p { class: "warning", "data-testid": "item-returned", {t_args("returned-because", &[("reason", reason.into())])} }
            }
        }
    }
}

/// What was recorded; what was not is not listed.
#[component]
fn Facts(form: &'static Form, item: ItemView, now: DateTime<Utc>) -> Element {
    let facts = form.questions.iter().filter_map(|question| {
        let words = in_words(question, &item.fields, &item.members, now)?;
        Some((question.field, words))
    });
    let handled = [
        ("owner", item.row.owner_name.clone()),
        ("unit", item.row.unit.clone()),
    ];
    let handled = handled
        .into_iter()
        .filter(|(field, words)| !words.is_empty() && form.question(field).is_none());
    let visit = item.fields.text(VISIT).and_then(|id| id.parse().ok());
    rsx! {
        section { class: "card",
            dl { class: "facts",
                for (field , words) in facts.chain(handled) {
                    div { key: "{field}", class: if field == "body" { "fact is-long" } else { "fact" },
                        dt { {t(&format!("field-{field}"))} }
                        dd { "{words}" }
                    }
                }
            }
            if let Some(phone) = item.fields.text("phone") {
                a { class: "dial", href: "tel:{phone}",
                    Icon { shape: Shape::Phone }
                    span { "{phone}" }
                }
            }
            if let Some((household, name)) = item.household {
                Go { to: Route::HouseholdScreen { id: household }, class: "card-title is-link", testid: "item-household",
                    Icon { shape: Shape::House }
                    span { {t_args("household-of", &[("head", name.into())])} }
                    Icon { shape: Shape::Next }
                }
            }
            if let Some(visit) = visit {
                Go { to: Route::VisitScreen { id: visit }, class: "card-title is-link", testid: "item-visit",
                    Icon { shape: Shape::Visits }
                    span { {t("dispute-from-visit")} }
                    Icon { shape: Shape::Next }
                }
            }
        }
    }
}

/// What happened, newest first; nothing is left out.
#[component]
fn Timeline(item: ItemView, now: DateTime<Utc>) -> Element {
    let course = forms::named(&item.row.form).and_then(|form| form.course);
    rsx! {
        section { class: "block",
            h2 { {t("dispute-timeline")} }
            div { class: "list", "data-testid": "item-timeline",
                if let Some(course) = course {
                    for (place , entry) in item.entries.iter().cloned().enumerate().rev() {
                        Entry { key: "{place}", course: Of(course), entry, members: item.members.clone(), now }
                    }
                }
                div { class: "entry",
                    span { class: "entry-body",
                        span { class: "entry-title", span { {t("dispute-recorded")} } }
                        span { class: "entry-line is-quiet",
                            {t_args("visit-saved-by", &[
                                ("name", item.row.author_name.clone().into()),
                                ("when", when::moment(item.saved_at, now).into()),
                            ])}
                            if item.edited { " · " {t("visit-edited")} }
                        }
                    }
                }
            }
        }
    }
}

/// A course as a part's property: two are the same when they are the same table.
#[derive(Clone, Copy)]
struct Of(&'static Course);

impl PartialEq for Of {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

#[component]
fn Entry(
    course: Of,
    entry: ItemEntry,
    members: std::collections::BTreeMap<String, String>,
    now: DateTime<Utc>,
) -> Element {
    let course = course.0;
    let row = course.row_of(&entry.step);
    let name = match row {
        Some(row) => t(&format!("{}-{}", course.steps.name, row.step)),
        None => t("step-newer"),
    };
    let asks = row.map_or(&[][..], |row| row.asks);
    let lines = asks.iter().filter_map(|question| {
        let words = in_words(question, &entry.fields, &members, now)?;
        Some(format!(
            "{}:{words}",
            t(&format!("field-{}", question.field))
        ))
    });
    let mark = match entry.standing {
        Standing::Counted => None,
        Standing::Late => Some(t("standing-late")),
        Standing::Contradicts | Standing::Overruled | Standing::Beside => {
            Some(t("standing-beside"))
        }
    };
    rsx! {
        div { class: "entry", "data-testid": "item-entry-{entry.step}",
            span { class: "entry-body",
                span { class: "entry-title",
                    span { "{name}" }
                    if let Some(word) = mark {
                        span { class: "mark", "{word}" }
                    }
                    if entry.is_waiting {
                        span { class: "mark is-waiting", {t("state-saved-here")} }
                    }
                }
                for (n , line) in lines.enumerate() {
                    span { key: "{n}", class: "entry-line", "{line}" }
                }
                span { class: "entry-line is-quiet", "{entry.by_name} · {when::moment(entry.at, now)}" }
            }
        }
    }
}
