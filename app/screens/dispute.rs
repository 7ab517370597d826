//! One dispute, whole: where it stands on the line of steps, what can be done now and why the rest cannot, what happened so far.

mod acts;
mod facts;
mod step_card;
mod step_choice;
mod step_form;
mod timeline;

use chrono::{DateTime, NaiveDate, Utc};
use client::Error;
use client::commands::{DisputeRow, DisputeView, OpenDispute, SaveState};
use dioxus::prelude::*;
use domain::RecordId;
use domain::dispute::{Risk, Stage, Standing, State};

use super::begun_steps::LeftSteps;
use super::province::ProvinceOf;
use super::remarks::{RemarksOf, Return};
use super::versions::VersionsOf;
use crate::app_state::use_app_state;
use crate::attachments::AttachmentsShown;
use crate::components::{ContestedFields, Go, Icon, Pending, Shape, StateMark, TopBar, Void};
use crate::query::use_query;
use crate::routes::Route;
use crate::text::code::Coded as _;
use crate::text::{t, t_args, when};

use acts::Acts;
use facts::Facts;
pub(crate) use step_form::Asked;
use timeline::Timeline;
pub(crate) use timeline::lines;

/// A dispute.
#[component]
pub(crate) fn DisputeScreen(id: RecordId) -> Element {
    let state = use_app_state();
    let view = use_query(OpenDispute { id });
    rsx! {
        TopBar { title: t("dispute-title"), back: Route::Disputes {} }
        main { class: "page", "data-testid": "dispute",
            match view.reply() {
                Some(dispute) => rsx! { DisputeWhole { key: "{id}", dispute, now: state.now() } },
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

/// A dispute as drawn, on the phone and beside the desk's table.
#[component]
pub(crate) fn DisputeWhole(dispute: DisputeView, now: DateTime<Utc>) -> Element {
    let is_violent = dispute.row.risk == Some(Risk::Violence) && dispute.row.stands.is_unsettled();
    rsx! {
        if is_violent {
            Danger { dispute: dispute.clone(), now }
        }
        NeedsHand { dispute: dispute.clone() }
        ContestedFields { fields: dispute.contested.clone() }
        RemarksOf { id: dispute.row.id }
        Head { dispute: dispute.clone(), now }
        Acts { dispute: dispute.clone(), now }
        LeftSteps { record: dispute.row.id, can: can(&dispute), now }
        Facts { dispute: dispute.clone(), now }
        ProvinceOf { id: dispute.row.id }
        AttachmentsShown { items: dispute.dispute.attachments.clone() }
        Timeline { dispute: dispute.clone(), now }
        VersionsOf { id: dispute.row.id }
        Return { id: dispute.row.id }
        if dispute.may_edit {
            Void { id: dispute.row.id }
        }
    }
}

/// The steps that this member may take now.
fn can(dispute: &DisputeView) -> Vec<String> {
    let can = dispute.offers.iter().filter(|(_, guard)| guard.is_none());
    can.map(|(step, _)| step.code().to_owned()).collect()
}

/// Violence: the numbers first, dialled by one tap, also without a network.
#[component]
fn Danger(dispute: DisputeView, now: DateTime<Utc>) -> Element {
    let told = dispute.standing.police_at;
    rsx! {
        div { class: "strip is-bad is-block", role: "alert", "data-testid": "dispute-danger",
            p { class: "strip-title", Icon { shape: Shape::Alert } {t("danger-title")} }
            p { {t("danger-do")} }
            Numbers { helpers: dispute.helpers }
            if let Some(at) = told {
                p { {t_args("danger-told", &[("when", when::moment(at, now).into())])} }
            }
        }
    }
}

/// The numbers of 派出所 and 司法所; 110 is always there, and where nothing else is known that is said.
#[component]
pub(crate) fn Numbers(helpers: Vec<(String, String)>) -> Element {
    rsx! {
        div { class: "numbers-to-dial", "data-testid": "dispute-numbers",
            if helpers.is_empty() {
                p { class: "hint", {t("danger-no-numbers")} }
            }
            for (name , number) in helpers {
                a { key: "{name}", class: "dial", href: "tel:{number}",
                    Icon { shape: Shape::Phone }
                    span { "{name} {number}" }
                }
            }
            a { class: "dial", href: "tel:110", "data-testid": "dial-110",
                Icon { shape: Shape::Phone }
                span { "110" }
            }
        }
    }
}

#[component]
fn NeedsHand(dispute: DisputeView) -> Element {
    let Some(sentence) = dispute
        .needs_hand
        .filter(|_| dispute.row.state == SaveState::NeedsHand)
    else {
        return rsx! {};
    };
    rsx! {
        div { class: "strip is-bad is-block", role: "alert",
            p { class: "strip-title", Icon { shape: Shape::Alert } {t("needs-hand-title")} }
            p { "{sentence}" }
            Go { to: Route::EditDispute { id: dispute.row.id }, class: "button", {t("go-correct")} }
        }
    }
}

/// Parties, category, the state in words on the line of steps, and what presses.
#[component]
fn Head(dispute: DisputeView, now: DateTime<Utc>) -> Element {
    let row = dispute.row.clone();
    let category = row.category.map(|category| category.words());
    rsx! {
        section { class: "card",
            div { class: "card-head",
                div {
                    p { class: "card-title", "data-testid": "dispute-parties", "{row.between}" }
                    p { class: "hint", {category.unwrap_or_else(|| t("category-none"))} " · {dispute.dispute.place}" }
                }
                if dispute.may_edit {
                    Go { to: Route::EditDispute { id: row.id }, class: "button is-small", testid: "dispute-edit",
                        Icon { shape: Shape::Edit }
                        span { {t("edit")} }
                    }
                }
            }
            StageLine { stands: row.stands }
            p { class: "entry-marks",
                DisputeMarks { row: row.clone(), today: when::local_day(now) }
                StateMark { state: row.state, testid: "dispute-state-{row.id}" }
            }
            if let Some(reason) = dispute.standing.returned {
                p { class: "warning", "data-testid": "dispute-returned", {t_args("returned-because", &[("reason", reason.into())])} }
            }
            if row.is_contradicted {
                p { class: "warning", role: "status", "data-testid": "dispute-contradicted", {t("contradicted")} }
            }
        }
    }
}

/// 登记–受理–调处–协议–回访–销号: where it is, by a word, a sign and a line.
#[component]
pub(crate) fn StageLine(stands: State) -> Element {
    let here = stands.stage();
    let place = Stage::ALL.iter().position(|stage| *stage == here);
    let place = place.unwrap_or_default();
    rsx! {
        p { class: "stands",
            span { {t("stands-now")} }
            strong { "data-testid": "dispute-stands", {stands.words()} }
        }
        ol { class: "stages", aria_label: t("stages-label"),
            for (n , stage) in Stage::ALL.iter().enumerate() {
                li {
                    key: "{stage.code()}",
                    class: match n.cmp(&place) {
                        std::cmp::Ordering::Less => "stage is-past",
                        std::cmp::Ordering::Equal => "stage is-here",
                        std::cmp::Ordering::Greater => "stage",
                    },
                    aria_current: (n == place).then_some("step"),
                    span { class: "stage-sign", if n < place { Icon { shape: Shape::Check } } else { "{n + 1}" } }
                    span { class: "stage-name", {stage.words()} }
                }
            }
        }
    }
}

/// What presses about a dispute, each as a word: danger, overdue, supervision, returned, contradiction.
#[component]
pub(crate) fn DisputeMarks(row: DisputeRow, today: NaiveDate) -> Element {
    let late = row
        .due_on
        .map(|due| today.signed_duration_since(due).num_days());
    rsx! {
        match row.risk.filter(|_| row.stands.is_unsettled()) {
            Some(Risk::Violence) => rsx! { span { class: "mark is-bad", Icon { shape: Shape::Alert } {Risk::Violence.words()} } },
            Some(Risk::MayEscalate) => rsx! { span { class: "mark is-waiting", Icon { shape: Shape::Alert } {Risk::MayEscalate.words()} } },
            _ => rsx! {},
        }
        match (late, row.due_on) {
            (Some(late @ 1..), _) => rsx! { span { class: "mark is-bad", Icon { shape: Shape::Clock } {t_args("overdue-days", &[("count", late.into())])} } },
            (Some(_), Some(due)) => rsx! { span { class: "mark is-waiting", Icon { shape: Shape::Clock } {t_args("due-on", &[("day", when::day(due, today).into())])} } },
            _ => rsx! {},
        }
        if let Some(grade) = row.supervision {
            span { class: "mark is-bad", Icon { shape: Shape::Alert } {grade.words()} }
        }
        if row.is_returned {
            span { class: "mark is-waiting", Icon { shape: Shape::Back } {t("returned")} }
        }
        if row.is_contradicted {
            span { class: "mark is-bad", Icon { shape: Shape::Alert } {t("to-decide")} }
        }
        if row.voided {
            span { class: "mark", {t("visit-voided")} }
        }
    }
}

/// What became of a step, when it does not simply count.
fn standing_word(standing: Standing) -> Option<(&'static str, String)> {
    match standing {
        Standing::Counted => None,
        Standing::Late => Some(("mark", t("standing-late"))),
        Standing::Contradicts => Some(("mark is-bad", t("to-decide"))),
        Standing::Overruled => Some(("mark", t("standing-overruled"))),
        Standing::Beside => Some(("mark", t("standing-beside"))),
    }
}
