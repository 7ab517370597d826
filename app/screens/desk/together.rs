//! Several at once: how many are ticked and what can be done with them, the step's form beside the table, and what did not take it.

use client::commands::{OfferTogether, TakeTogether, TakenTogether, TogetherOffer, WhyNot};
use client::{Error, Handle};
use dioxus::prelude::*;
use domain::change::Step;
use domain::dispute::{StepForm, StepName};
use domain::form::{Form, Value, is_shown};
use domain::province::ProvinceAct;
use domain::{Fields, Issue, RecordId};

use super::frame::Beside;
use super::ticks::Ticks;
use crate::app_state::{AppState, use_app_state};
use crate::components;
use crate::query::{use_backend, use_query};
use crate::screens::dispute;
use crate::text::code::Coded as _;
use crate::text::{failure, number, t, t_args};

/// Whose steps: those of disputes, or those of a form's course.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Steps {
    /// Of disputes.
    Disputes,
    /// Of a form that is data.
    Of(&'static Form),
}

impl Steps {
    fn words(self, step: &str) -> String {
        let act = ProvinceAct::from_code(step);
        if act != ProvinceAct::Unknown {
            return act.words();
        }
        match self {
            Self::Disputes => StepName::from_code(step).words(),
            Self::Of(form) => {
                let list = form.course.map_or("", |course| course.steps.name);
                t(&format!("{list}-{step}"))
            }
        }
    }
}

/// How many are ticked, and the steps that they can take; nothing while none is.
#[component]
pub(crate) fn TogetherBar(ticks: Ticks, steps: Steps) -> Element {
    let ids = ticks.ids();
    let count = ids.len() as u64;
    let offers = use_query(OfferTogether { ids });
    if count == 0 {
        return rsx! {};
    }
    let offers = offers.reply();
    let has_none = offers.as_ref().is_some_and(Vec::is_empty);
    rsx! {
        BarView { count, steps, offers: offers.unwrap_or_default(), has_none,
            onstep: move |offer| { let mut step = ticks.step; step.set(Some(offer)) },
            onclear: move |()| ticks.clear(),
        }
    }
}

/// The bar as drawn.
#[component]
pub(crate) fn BarView(
    count: u64,
    steps: Steps,
    offers: Vec<TogetherOffer>,
    has_none: bool,
    onstep: EventHandler<TogetherOffer>,
    onclear: EventHandler<()>,
) -> Element {
    rsx! {
        div { class: "together", role: "toolbar", aria_label: t("together-label"), "data-testid": "together",
            strong { role: "status", {t_args("together-count", &[("count", number(count).into())])} }
            for (words , offer) in offers.into_iter().map(|offer| (steps.words(&offer.step), offer)) {
                button {
                    key: "{offer.step}",
                    class: "button is-small",
                    r#type: "button",
                    "data-testid": "together-{offer.step}",
                    onclick: move |_| onstep.call(offer.clone()),
                    "{words}"
                    span { class: "together-number", {number(offer.ids.len() as u64)} }
                }
            }
            if has_none {
                span { class: "hint", {t("together-none")} }
            }
            button { class: "link", r#type: "button", "data-testid": "together-clear", onclick: move |_| onclear.call(()), {t("together-clear")} }
        }
    }
}

/// What keeps a step from being taken, and what came of it.
#[derive(Clone, Copy)]
struct Outcome {
    issues: Signal<Vec<Issue>>,
    failure: Signal<Option<Error>>,
    done: Signal<Option<TakenTogether>>,
    /// None of them took it, all for this reason: most often something is missing in the form.
    refusal: Signal<Option<WhyNot>>,
    is_busy: Signal<bool>,
}

/// The step that was chosen, beside the table.
#[component]
pub(crate) fn TogetherCard(ticks: Ticks, steps: Steps, offer: TogetherOffer) -> Element {
    let state = use_app_state();
    let backend = use_backend();
    let step = offer.step.clone();
    let fields = use_signal(|| offer.proposed.clone());
    let outcome = Outcome {
        issues: use_signal(Vec::new),
        failure: use_signal(|| None),
        done: use_signal(|| None),
        refusal: use_signal(|| None),
        is_busy: use_signal(|| false),
    };
    let name = steps.words(&step);
    // After some took it, those that are still ticked.
    let ticked = ticks.ids();
    let ids: Vec<RecordId> = offer
        .ids
        .into_iter()
        .filter(|id| ticked.contains(id))
        .collect();
    let count = ids.len() as u64;
    let left = (ticked.len() as u64).saturating_sub(count);
    let title = t_args(
        "together-title",
        &[
            ("step", name.clone().into()),
            ("count", number(count).into()),
        ],
    );
    let close = move |()| {
        let mut step = ticks.step;
        step.set(None);
    };
    let take = move |_| {
        let command = TakeTogether {
            ids: ids.clone(),
            step: step.clone(),
            fields: fields.peek().clone(),
        };
        spawn(taken(backend.clone(), state, command, ticks, outcome));
    };
    rsx! {
        Beside { title, testid: "together-card", onclose: close,
            if let Some(done) = (outcome.done)() {
                NotTakenView { done, name }
                button { class: "button", r#type: "button", "data-testid": "together-again",
                    onclick: { let mut done = outcome.done; move |_| done.set(None) },
                    {t("together-again")}
                }
            } else {
                if left > 0 {
                    p { class: "hint", {t_args("together-left", &[("count", number(left).into())])} }
                }
                Asks { steps, step: offer.step, fields, issues: outcome.issues }
                if let Some(why) = (outcome.refusal)() {
                    p { class: "problem", role: "alert", "data-testid": "together-refusal", {words(why)} }
                }
                if let Some(problem) = (outcome.failure)() {
                    p { class: "problem", role: "alert", {failure::sentence(&problem)} }
                }
                div { class: "buttons",
                    button { class: "button", r#type: "button", "data-testid": "together-cancel", onclick: move |_| close(()), {t("cancel")} }
                    button { class: "button is-main", r#type: "button", "data-testid": "together-save", disabled: (outcome.is_busy)(), onclick: take, "{name}" }
                }
            }
        }
    }
}

/// What the step asks for.
#[component]
fn Asks(
    steps: Steps,
    step: String,
    mut fields: Signal<Fields>,
    mut issues: Signal<Vec<Issue>>,
) -> Element {
    if ProvinceAct::from_code(&step) != ProvinceAct::Unknown {
        return rsx! { p { class: "hint", {t("province-together")} } };
    }
    match steps {
        Steps::Disputes => rsx! { OfDisputes { step: StepName::from_code(&step), fields } },
        Steps::Of(form) => {
            let shown = fields();
            let row = form.course.and_then(|course| course.row_of(&step));
            let asks = row.map_or(&[][..], |row| row.asks);
            rsx! {
                for question in asks.iter().filter(|question| is_shown(question, &shown)) {
                    components::Asked { key: "{question.field}", question, fields: shown.clone(), issues: issues(),
                        onanswer: move |(field, value): (&'static str, Value)| {
                            issues.write().retain(|issue| issue.field != field);
                            fields.write().0.insert(field.to_owned(), value);
                        },
                    }
                }
            }
        }
    }
}

#[component]
fn OfDisputes(step: StepName, mut fields: Signal<Fields>) -> Element {
    let state = use_app_state();
    let Some(member) = state.member() else {
        return rsx! {};
    };
    let form = use_signal(|| {
        StepForm::of(&Step {
            name: step.code().to_owned(),
            fields: fields.peek().clone(),
        })
    });
    use_effect(move || fields.set(form.read().step(step).fields));
    let keeps_own = matches!(step, StepName::Accept | StepName::Assign);
    rsx! {
        for (place , ask) in step.asks().iter().copied().enumerate() {
            dispute::Asked { key: "{place}", ask, step, form, area: member.town.clone(), entries: Vec::new(), now: state.now() }
        }
        if keeps_own {
            p { class: "hint", {t("together-keeps-own")} }
        }
    }
}

/// Those that did not take the step, each with the reason.
#[component]
pub(crate) fn NotTakenView(done: TakenTogether, name: String) -> Element {
    let counts = [
        ("count", number(done.taken).into()),
        ("left", number(done.refused.len() as u64).into()),
        ("step", name.into()),
    ];
    rsx! {
        p { role: "status", "data-testid": "together-done", {t_args("together-partly", &counts)} }
        ul { class: "why", "data-testid": "together-refused",
            for row in done.refused {
                li { key: "{row.id}",
                    strong { "{row.name}" }
                    ":{words(row.why)}"
                }
            }
        }
    }
}

fn words(why: WhyNot) -> String {
    match why {
        WhyNot::Guard(guard) => guard.words(),
        WhyNot::Refusal(refusal) => refusal.words(),
        WhyNot::Province(refusal) => refusal.words(),
    }
}

async fn taken(
    backend: Handle,
    state: AppState,
    command: TakeTogether,
    ticks: Ticks,
    mut outcome: Outcome,
) {
    if *outcome.is_busy.peek() {
        return;
    }
    outcome.is_busy.set(true);
    let ids = command.ids.clone();
    let answer = backend.call(command).await;
    outcome.is_busy.set(false);
    outcome.failure.set(None);
    outcome.refusal.set(None);
    match answer {
        Ok(done) => {
            // What was done is no longer ticked; what was not stays in sight, with the reason.
            let is_left = |id: &RecordId| done.refused.iter().any(|row| row.id == *id);
            ticks.untick(ids.into_iter().filter(|id| !is_left(id)));
            if let Some(why) = common(&done) {
                outcome.refusal.set(Some(why));
            } else if done.refused.is_empty() {
                let count = [("count", number(done.taken).into())];
                state.say(t_args("together-all-done", &count));
                let mut step = ticks.step;
                step.set(None);
            } else {
                outcome.done.set(Some(done));
            }
        }
        Err(Error::Invalid(issues)) => outcome.issues.set(issues),
        Err(error) => outcome.failure.set(Some(error)),
    }
}

/// Why none of them took it, when it is the same for all.
fn common(done: &TakenTogether) -> Option<WhyNot> {
    let why = done.refused.first()?.why;
    let is_common = done.taken == 0 && done.refused.iter().all(|row| row.why == why);
    is_common.then_some(why)
}
