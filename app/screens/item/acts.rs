//! What can be done now: the next thing large, the others beside it, why the rest cannot behind the ?. One form for all steps, drawn
//! from what the table says the step asks for.

use chrono::{DateTime, Utc};
use client::commands::{ItemView, OpenStepDraft, StepDraft, TakeStep};
use client::{Error, Handle};
use dioxus::prelude::*;
use domain::course::{self, Course, DEADLINE, OWNER, Refusal};
use domain::form::{Ask, Value, is_shown};
use domain::{Fields, Issue, forms};

use crate::app_state::{AppState, use_app_state};
use crate::components::{Asked, Icon, Pending, Shape};
use crate::query::{use_backend, use_query};
use crate::screens::begun_steps::StepDraftFoot;
use crate::step_keeper::{StepKeeper, use_begun, use_step_keeper};
use crate::text::code::Coded as _;
use crate::text::{failure, t};

fn name(course: &Course, step: &str) -> String {
    t(&format!("{}-{step}", course.steps.name))
}

/// The acts of this member on this record.
#[component]
pub(crate) fn Acts(item: ItemView, now: DateTime<Utc>) -> Element {
    let mut chosen = use_signal(|| None::<String>);
    let begun = use_begun(item.row.id, chosen);
    let mut asks_why = use_signal(|| false);
    let Some(course) = forms::named(&item.row.form).and_then(|form| form.course) else {
        return rsx! {};
    };
    let (can, cannot): (Vec<_>, Vec<_>) = item
        .offers
        .iter()
        .cloned()
        .partition(|(_, refusal)| refusal.is_none());
    if let Some(step) = chosen().filter(|step| can.iter().any(|(known, _)| known == step)) {
        let close = move |()| {
            chosen.set(None);
            begun.again();
        };
        return rsx! {
            StepCard { key: "{step}", item, step, onclose: close }
        };
    }
    let begun = begun.reply().unwrap_or_default();
    let words = |step: &str| {
        let name = name(course, step);
        match begun.iter().find(|draft| draft.step == step) {
            Some(_) => format!("{name} · {}", t("step-begun")),
            None => name,
        }
    };
    let can: Vec<(String, String)> = can
        .into_iter()
        .map(|(step, _)| (step.clone(), words(&step)))
        .collect();
    rsx! {
        section { class: "acts", id: "item-acts", aria_label: t("acts-label"),
            div { class: "buttons",
                for (place , (step , words)) in can.into_iter().enumerate() {
                    button {
                        key: "{step}",
                        class: if place == 0 { "button is-main" } else { "button" },
                        r#type: "button",
                        id: if place == 0 { "item-acts-first" },
                        "data-testid": "act-{step}",
                        onclick: move |_| chosen.set(Some(step.clone())),
                        {words}
                    }
                }
                if !cannot.is_empty() {
                    button {
                        class: "button is-why",
                        r#type: "button",
                        aria_expanded: if asks_why() { "true" } else { "false" },
                        "data-testid": "item-why",
                        onclick: move |_| asks_why.toggle(),
                        Icon { shape: Shape::Info }
                        span { {t("acts-why")} }
                    }
                }
            }
            if asks_why() {
                ul { class: "why",
                    for (step , refusal) in cannot {
                        li { key: "{step}",
                            strong { {name(course, &step)} }
                            if let Some(refusal) = refusal { ":{refusal.words()}" }
                        }
                    }
                }
            }
        }
    }
}

/// What keeps a step from being taken.
#[derive(Clone, Copy)]
struct Hindrance {
    issues: Signal<Vec<Issue>>,
    refusal: Signal<Option<Refusal>>,
    failure: Signal<Option<Error>>,
}

/// A step while it is filled in, from where its draft left it.
#[component]
fn StepCard(item: ItemView, step: String, onclose: EventHandler<()>) -> Element {
    let draft = use_query(OpenStepDraft {
        record: item.row.id,
        step: step.clone(),
    });
    match draft.reply() {
        Some(draft) => rsx! { Opened { item, step, draft, onclose } },
        None => rsx! { Pending { failure: draft.failure(), onretry: move |()| draft.again() } },
    }
}

#[component]
fn Opened(
    item: ItemView,
    step: String,
    draft: Option<StepDraft>,
    onclose: EventHandler<()>,
) -> Element {
    let state = use_app_state();
    let backend = use_backend();
    let keeper = use_step_keeper((item.row.id, &step, &item.row.form), draft.as_ref());
    let mut fields = use_signal(|| match draft {
        Some(draft) => draft.fields,
        None => proposed(&item, &step),
    });
    let mut hindrance = Hindrance {
        issues: use_signal(Vec::new),
        refusal: use_signal(|| None),
        failure: use_signal(|| None),
    };
    let course = forms::named(&item.row.form).and_then(|form| form.course);
    let Some((course, row)) = course.and_then(|course| Some((course, course.row_of(&step)?)))
    else {
        return rsx! {};
    };
    let id = item.row.id;
    let shown = fields();
    let asked = row
        .asks
        .iter()
        .filter(|question| is_shown(question, &shown));
    let taken = step.clone();
    let put_aside = move || keeper.put_aside(fields.peek().clone(), onclose);
    rsx! {
        section {
            class: "card step-card",
            id: "step-card",
            tabindex: "-1",
            "data-testid": "step-{step}",
            aria_label: name(course, &step),
            // Puts the step away, not the record beside the table.
            onkeydown: move |event| if event.key() == Key::Escape {
                event.stop_propagation();
                put_aside();
            },
            h2 { {name(course, &step)} }
            for question in asked {
                Asked { key: "{question.field}", question, fields: shown.clone(), issues: (hindrance.issues)(),
                    area: item.area.clone(),
                    onanswer: move |(field, value): (&'static str, Value)| {
                        hindrance.issues.write().retain(|issue| issue.field != field);
                        fields.write().0.insert(field.to_owned(), value);
                        keeper.changed(Some(field), fields.peek().clone());
                    },
                }
            }
            if let Some(refusal) = (hindrance.refusal)() {
                p { class: "problem", role: "alert", "data-testid": "step-refusal", {refusal.words()} }
            }
            if let Some(problem) = (hindrance.failure)() {
                p { class: "problem", role: "alert", {failure::sentence(&problem)} }
            }
            div { class: "buttons",
                button { class: "button", r#type: "button", "data-testid": "step-cancel", onclick: move |_| put_aside(), {t("cancel")} }
                button { class: "button is-main", r#type: "button", "data-testid": "step-save",
                    onclick: move |_| {
                        let command = TakeStep { id, step: taken.clone(), fields: fields.peek().clone() };
                        spawn(take(backend.clone(), state, command, (hindrance, keeper), onclose));
                    },
                    {name(course, &step)}
                }
            }
            StepDraftFoot { keeper, ondropped: onclose }
        }
    }
}

async fn take(
    backend: Handle,
    state: AppState,
    command: TakeStep,
    (mut hindrance, keeper): (Hindrance, StepKeeper),
    onclose: EventHandler<()>,
) {
    let fields = command.fields.clone();
    keeper.shut();
    match backend.call(command).await {
        Ok(None) => {
            state.say(t("saved-here"));
            onclose.call(());
            return;
        }
        Ok(Some(refusal)) => hindrance.refusal.set(Some(refusal)),
        Err(Error::Invalid(issues)) => hindrance.issues.set(issues),
        Err(error) => hindrance.failure.set(Some(error)),
    }
    keeper.reopen(fields);
}

/// What is most often so, filled in beforehand; never a finding or a result.
fn proposed(item: &ItemView, step: &str) -> Fields {
    let mut fields = Fields::default();
    let course = forms::named(&item.row.form).and_then(|form| form.course);
    let row = course.and_then(|course: &course::Course| course.row_of(step));
    for question in row.map_or(&[][..], |row| row.asks) {
        let value = match (question.field, question.ask) {
            (DEADLINE, Ask::Day) => Some(Value::String(item.propose_deadline.to_string())),
            (course::UNIT, _) => item.fields.get("wanted_unit").cloned(),
            (OWNER, _) => item.fields.get(OWNER).cloned(),
            _ => None,
        };
        if let Some(value) = value {
            fields.0.insert(question.field.to_owned(), value);
        }
    }
    fields
}
