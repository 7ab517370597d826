//! What can be done now: the next thing large, the others beside it; what cannot be done is not there, and why stands behind the ?.

use chrono::{DateTime, Utc};
use client::commands::DisputeView;
use dioxus::prelude::*;
use domain::dispute::{Guard, StepName};

use super::step_card::StepCard;
use crate::components::{Icon, Shape};
use crate::step_keeper::use_begun;
use crate::text::code::Coded as _;
use crate::text::t;

/// The next thing, where several can be done: the first of these.
const NEXT: [StepName; 10] = [
    StepName::Decide,
    StepName::Register,
    StepName::Close,
    StepName::Accept,
    StepName::Assign,
    StepName::Agree,
    StepName::Mediate,
    StepName::ReturnVisit,
    StepName::RequestClose,
    StepName::Submit,
];

/// The acts of this member on this dispute.
#[component]
pub(crate) fn Acts(dispute: DisputeView, now: DateTime<Utc>) -> Element {
    let mut chosen = use_signal(|| None::<String>);
    let begun = use_begun(dispute.row.id, chosen);
    let mut asks_why = use_signal(|| false);
    let can: Vec<StepName> = steps_that(&dispute, Option::is_none);
    let next = next_of(&can, &dispute);
    let others = can.iter().copied().filter(|step| Some(*step) != next);
    let cannot: Vec<(StepName, Guard)> = dispute
        .offers
        .iter()
        .filter_map(|(step, guard)| guard.map(|guard| (*step, guard)))
        .filter(|(step, _)| *step != StepName::Decide)
        .collect();
    let is_chosen = |step: &&StepName| chosen().as_deref() == Some(step.code());
    if let Some(step) = can.iter().find(is_chosen).copied() {
        let close = move |()| {
            chosen.set(None);
            begun.again();
        };
        return rsx! {
            StepCard { key: "{step.code()}", dispute, step, now, onclose: close }
        };
    }
    let begun = begun.reply().unwrap_or_default();
    let is_begun = |step: StepName| begun.iter().any(|draft| draft.step == step.code());
    rsx! {
        section { class: "acts", id: "dispute-acts", aria_label: t("acts-label"),
            if let Some(step) = next {
                Act { step, is_next: true, is_begun: is_begun(step), onchoose: move |()| chosen.set(Some(step.code().to_owned())) }
            }
            div { class: "buttons",
                for step in others {
                    Act { key: "{step.code()}", step, is_next: false, is_begun: is_begun(step), onchoose: move |()| chosen.set(Some(step.code().to_owned())) }
                }
                if !cannot.is_empty() {
                    button {
                        class: "button is-why",
                        r#type: "button",
                        aria_expanded: if asks_why() { "true" } else { "false" },
                        "data-testid": "dispute-why",
                        onclick: move |_| asks_why.toggle(),
                        Icon { shape: Shape::Info }
                        span { {t("acts-why")} }
                    }
                }
            }
            if asks_why() {
                ul { class: "why", "data-testid": "dispute-why-list",
                    for (step , guard) in cannot {
                        li { key: "{step.code()}", strong { {step.words()} } ":{guard.words()}" }
                    }
                }
            }
        }
    }
}

fn steps_that(view: &DisputeView, fits: fn(&Option<Guard>) -> bool) -> Vec<StepName> {
    view.offers
        .iter()
        .filter(|(_, guard)| fits(guard))
        .map(|(step, _)| *step)
        .collect()
}

/// Before the first return visit that is next, afterwards asking for the end.
fn next_of(can: &[StepName], view: &DisputeView) -> Option<StepName> {
    let is_visited = view.standing.satisfaction.is_some();
    NEXT.into_iter()
        .filter(|step| !(is_visited && *step == StepName::ReturnVisit))
        .find(|step| can.contains(step))
}

#[component]
fn Act(step: StepName, is_next: bool, is_begun: bool, onchoose: EventHandler<()>) -> Element {
    rsx! {
        button {
            class: if is_next { "button is-main is-wide" } else { "button" },
            r#type: "button",
            id: if is_next { "dispute-acts-first" },
            "data-testid": "act-{step.code()}",
            onclick: move |_| onchoose.call(()),
            {step.words()}
            if is_begun { " · " {t("step-begun")} }
        }
    }
}
