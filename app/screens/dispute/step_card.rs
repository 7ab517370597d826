//! A step while it is filled in: its draft opened, its fields, what stands in the way.

use chrono::{DateTime, Utc};
use client::commands::{AddDisputeStep, DisputeView, OpenStepDraft, StepDraft};
use client::{Error, Handle};
use dioxus::prelude::*;
use domain::change::Step;
use domain::dispute::step::Ask;
use domain::dispute::{Channel, Extension, Guard, Level, MediationKind, StepForm, StepName};

use super::step_form::Asked;
use crate::app_state::{AppState, use_app_state};
use crate::components::Pending;
use crate::query::{use_backend, use_query};
use crate::screens::begun_steps::{DISPUTE, StepDraftFoot};
use crate::step_keeper::{StepKeeper, use_step_keeper};
use crate::text::code::Coded as _;
use crate::text::{failure, t};

/// A step while it is filled in, from where its draft left it.
#[component]
pub(crate) fn StepCard(
    dispute: DisputeView,
    step: StepName,
    now: DateTime<Utc>,
    onclose: EventHandler<()>,
) -> Element {
    let draft = use_query(OpenStepDraft {
        record: dispute.row.id,
        step: step.code().to_owned(),
    });
    match draft.reply() {
        Some(draft) => rsx! { Opened { dispute, step, draft, now, onclose } },
        None => rsx! { Pending { failure: draft.failure(), onretry: move |()| draft.again() } },
    }
}

/// What keeps a step from being taken.
#[derive(Clone, Copy)]
struct Hindrance {
    refusal: Signal<Option<Guard>>,
    problem: Signal<Option<Error>>,
}

#[component]
fn Opened(
    dispute: DisputeView,
    step: StepName,
    draft: Option<StepDraft>,
    now: DateTime<Utc>,
    onclose: EventHandler<()>,
) -> Element {
    let state = use_app_state();
    let backend = use_backend();
    let id = dispute.row.id;
    let keeper = use_step_keeper((id, step.code(), DISPUTE), draft.as_ref());
    let form = use_signal(|| match draft {
        Some(draft) => begun(draft),
        None => proposed(&dispute, step),
    });
    use_kept(form, step, keeper);
    let hindrance = Hindrance {
        refusal: use_signal(|| None),
        problem: use_signal(|| None),
    };
    let put_aside = move || keeper.put_aside(form.peek().step(step).fields, onclose);
    let take = move |_| {
        let command = AddDisputeStep {
            id,
            step,
            form: form.peek().clone(),
        };
        spawn(taken(
            backend.clone(),
            state,
            command,
            (hindrance, keeper),
            onclose,
        ));
    };
    rsx! {
        section {
            class: "card step-card",
            id: "step-card",
            tabindex: "-1",
            "data-testid": "step-{step.code()}",
            aria_label: step.words(),
            // Puts the step away, not the dispute beside the table.
            onkeydown: move |event| if event.key() == Key::Escape {
                event.stop_propagation();
                put_aside();
            },
            h2 { {step.words()} }
            if let Some(hint) = hint(step) {
                p { class: "hint", {t(hint)} }
            }
            for (place , ask) in step.asks().iter().copied().enumerate() {
                Asked { key: "{place}", ask, step, form, area: dispute.area.clone(), entries: dispute.entries.clone(), now }
            }
            if let Some(guard) = (hindrance.refusal)() {
                p { class: "problem", role: "alert", "data-testid": "step-refusal", {guard.words()} }
            }
            if let Some(problem) = (hindrance.problem)() {
                p { class: "problem", role: "alert", {failure::sentence(&problem)} }
            }
            div { class: "buttons",
                button { class: "button", r#type: "button", "data-testid": "step-cancel", onclick: move |_| put_aside(), {t("cancel")} }
                button { class: "button is-main", r#type: "button", "data-testid": "step-save", onclick: take, {step.words()} }
            }
            StepDraftFoot { keeper, ondropped: onclose }
        }
    }
}

/// Has every change of the form kept, with the field that it was made in.
fn use_kept(form: Signal<StepForm>, step: StepName, keeper: StepKeeper) {
    let mut last = use_hook(|| CopyValue::new(form.peek().step(step).fields));
    use_effect(move || {
        let now = form.read().step(step).fields;
        let changed = last.peek().difference(&now);
        let Some(field) = changed.0.keys().next() else {
            return;
        };
        keeper.changed(Some(in_form(field)), now.clone());
        last.set(now);
    });
}

/// What a field of a step is called on the form.
fn in_form(field: &str) -> &str {
    match field {
        "people" => "step-people",
        field => field,
    }
}

async fn taken(
    backend: Handle,
    state: AppState,
    command: AddDisputeStep,
    (mut hindrance, keeper): (Hindrance, StepKeeper),
    onclose: EventHandler<()>,
) {
    let fields = command.form.step(command.step).fields;
    keeper.shut();
    match backend.call(command).await {
        Ok(None) => {
            state.say(t("saved-here"));
            onclose.call(());
            return;
        }
        Ok(Some(guard)) => hindrance.refusal.set(Some(guard)),
        Err(error) => hindrance.problem.set(Some(error)),
    }
    keeper.reopen(fields);
}

/// As the draft left it.
fn begun(draft: StepDraft) -> StepForm {
    StepForm::of(&Step {
        name: draft.step,
        fields: draft.fields,
    })
}

/// What follows from a step that ends or moves a dispute for good, in a sentence.
fn hint(step: StepName) -> Option<&'static str> {
    match step {
        StepName::Close => Some("step-hint-close"),
        StepName::Terminate => Some("step-hint-terminate"),
        StepName::Refuse => Some("step-hint-refuse"),
        StepName::Decline => Some("step-hint-decline"),
        StepName::Agree => Some("step-hint-agree"),
        StepName::RequestClose => Some("step-hint-request-close"),
        StepName::ToPolice => Some("step-hint-to-police"),
        StepName::Decide => Some("step-hint-decide"),
        StepName::SettleOnSite => Some("is-mediator-hint"),
        _ => None,
    }
}

/// What is most often so, filled in beforehand; never a consent, a result or a finding.
fn proposed(view: &DisputeView, step: StepName) -> StepForm {
    let asks = step.asks();
    let names = view.dispute.parties.iter().map(|party| party.name.as_str());
    let asked_until = view
        .entries
        .iter()
        .rev()
        .find(|entry| entry.step == StepName::AskExtension)
        .and_then(|entry| entry.form.deadline);
    StepForm {
        owner: asks
            .contains(&Ask::Owner)
            .then_some(view.standing.owner.unwrap_or(view.author)),
        deadline: match step {
            StepName::Accept | StepName::Assign => view.standing.propose_deadline,
            StepName::Plan => Some(view.standing.propose_return),
            StepName::GrantExtension if view.standing.extension == Extension::Asked => asked_until,
            _ => None,
        },
        level: asks.contains(&Ask::Level).then_some(Level::Village),
        channel: asks.contains(&Ask::Channel).then_some(Channel::InPerson),
        kind: asks.contains(&Ask::Kind).then_some(MediationKind::People),
        people: asks
            .contains(&Ask::People)
            .then(|| names.collect::<Vec<_>>().join(&t("list-comma"))),
        unit: view
            .standing
            .unit
            .clone()
            .filter(|_| asks.contains(&Ask::Unit)),
        ..StepForm::default()
    }
}
