//! The fields of a step's form: one component for all of them, drawn from what the table says the step asks for.

use chrono::{DateTime, Utc};
use client::commands::DisputeEntry;
use dioxus::prelude::*;
use domain::AreaCode;
use domain::dispute::step::Ask;
use domain::dispute::{
    AgreementForm, Channel, Grade, Level, Linked, MediationKind, Outcome, Performance,
    Route as Told, Satisfaction, StepForm, StepName,
};

use super::step_choice::{Keep, Owner};
use crate::components::{Choices, CodeChips, FieldKind, TextArea, TextField, UnitField, known};
use crate::screens::dispute_form::Tick;
use crate::text::code::Coded;
use crate::text::{t, when};

/// One field of a step.
#[component]
pub(crate) fn Asked(
    ask: Ask,
    step: StepName,
    form: Signal<StepForm>,
    /// Around where the owner may be.
    area: AreaCode,
    /// The steps so far, where one of them is to be chosen.
    entries: Vec<DisputeEntry>,
    now: DateTime<Utc>,
) -> Element {
    match ask {
        Ask::Reason | Ask::Text => rsx! { Words { ask, step, form } },
        Ask::Leader | Ask::Unit | Ask::People | Ask::How | Ask::Number | Ask::Deadline => {
            rsx! { Line { ask, step, form } }
        }
        Ask::Owner => rsx! { Owner { form, area } },
        Ask::Keep => rsx! { Keep { form, entries, now } },
        Ask::Seal | Ask::Mediator => rsx! { Ticked { ask, form } },
        Ask::Linked => rsx! {
            Choices { field: "linked", legend: t("field-linked"), chosen: form.read().linked.clone(),
                onchoose: move |chosen: Vec<Linked>| form.write().linked = chosen }
        },
        Ask::Routes => rsx! {
            Choices { field: "routes", legend: t("field-routes"), chosen: form.read().routes.clone(),
                onchoose: move |chosen: Vec<Told>| form.write().routes = chosen }
        },
        Ask::Level
        | Ask::Channel
        | Ask::Kind
        | Ask::Form
        | Ask::Outcome
        | Ask::Performance
        | Ask::Satisfaction
        | Ask::Grade => rsx! {
            OneOf { ask, step, form }
        },
    }
}

#[component]
fn Words(ask: Ask, step: StepName, mut form: Signal<StepForm>) -> Element {
    let is_reason = ask == Ask::Reason;
    let value = if is_reason {
        form.read().reason.clone()
    } else {
        form.read().text.clone()
    };
    let label = match (is_reason, step) {
        (true, StepName::RequestClose) => "field-waiver",
        (true, _) => "field-reason",
        (false, StepName::Agree) => "field-agreement",
        (false, StepName::SettleOnSite) => "field-settled",
        (false, _) => "field-text",
    };
    rsx! {
        TextArea {
            field: if is_reason { "reason" } else { "text" },
            label: t(label),
            value: value.unwrap_or_default(),
            testid: if is_reason { "step-reason" } else { "step-text" },
            oninput: move |text| {
                let mut form = form.write();
                if is_reason { form.reason = known(text) } else { form.text = known(text) }
            },
        }
    }
}

/// A field of one line, and where it stands in the form.
#[component]
fn Line(ask: Ask, step: StepName, mut form: Signal<StepForm>) -> Element {
    let read = form.read();
    let (name, value) = match ask {
        Ask::Leader => ("leader", read.leader.clone()),
        Ask::Unit => ("unit", read.unit.clone()),
        Ask::People => ("step-people", read.people.clone()),
        Ask::How => ("how", read.how.clone()),
        Ask::Number => ("number", read.number.clone()),
        _ => ("deadline", read.deadline.map(|day| day.to_string())),
    };
    drop(read);
    if ask == Ask::Unit {
        return rsx! {
            UnitField { field: name, label: t("field-unit"), value: value.unwrap_or_default(), testid: "step-unit",
                oninput: move |text| form.write().unit = known(text) }
        };
    }
    let label = match (ask, step) {
        (Ask::Deadline, StepName::Plan) => "field-return-on".to_owned(),
        (Ask::Deadline, StepName::Agree) => "field-perform-until".to_owned(),
        (Ask::People, StepName::ReturnVisit) => "field-visited-whom".to_owned(),
        _ => format!("field-{name}"),
    };
    rsx! {
        TextField {
            field: name,
            label: t(&label),
            kind: if ask == Ask::Deadline { FieldKind::Date } else { FieldKind::Text },
            value: value.unwrap_or_default(),
            testid: "step-{name}",
            oninput: move |text: String| {
                let mut form = form.write();
                match ask {
                    Ask::Leader => form.leader = known(text),
                    Ask::People => form.people = known(text),
                    Ask::How => form.how = known(text),
                    Ask::Number => form.number = known(text),
                    _ => form.deadline = when::day_from_field(&text),
                }
            },
        }
    }
}

#[component]
fn Ticked(ask: Ask, mut form: Signal<StepForm>) -> Element {
    let is_seal = ask == Ask::Seal;
    let is_set = if is_seal {
        form.read().is_sealed
    } else {
        form.read().is_mediator
    };
    rsx! {
        Tick {
            label: if is_seal { t("field-is_sealed") } else { t("field-is_mediator") },
            testid: if is_seal { "step-seal" } else { "step-mediator" },
            is_set,
            onchange: move |is_set| {
                let mut form = form.write();
                if is_seal { form.is_sealed = is_set } else { form.is_mediator = is_set }
            },
        }
    }
}

/// The codes of a list and the one chosen.
fn listed<T: Coded>(
    items: &[T],
    chosen: Option<T>,
) -> (&'static str, Vec<&'static str>, Option<&'static str>) {
    (
        T::LIST,
        items.iter().map(|item| item.code()).collect(),
        chosen.map(Coded::code),
    )
}

const LEVELS: [Level; 2] = [Level::Village, Level::Town];

/// The results that a step may have.
fn outcomes(step: StepName) -> &'static [Outcome] {
    match step {
        StepName::Withdraw => &[Outcome::Withdrawn, Outcome::SelfSettled],
        _ => &[Outcome::Failed, Outcome::Litigation],
    }
}

/// One of a code list, whichever the step asks for.
#[component]
fn OneOf(ask: Ask, step: StepName, mut form: Signal<StepForm>) -> Element {
    let read = form.read();
    let (legend, (list, codes, chosen)) = match ask {
        Ask::Level => ("field-upto", listed(&LEVELS, read.level)),
        Ask::Channel => ("field-channel", listed(Channel::ALL, read.channel)),
        Ask::Kind => ("field-kind", listed(MediationKind::ALL, read.kind)),
        Ask::Form => ("field-form", listed(AgreementForm::ALL, read.form)),
        Ask::Outcome => ("field-outcome-of", listed(outcomes(step), read.outcome)),
        Ask::Performance => (
            "field-performance",
            listed(Performance::ALL, read.performance),
        ),
        Ask::Satisfaction => (
            "field-satisfaction",
            listed(Satisfaction::ALL, read.satisfaction),
        ),
        _ => ("field-grade", listed(Grade::ALL, read.grade)),
    };
    drop(read);
    rsx! {
        CodeChips {
            list,
            codes,
            chosen: chosen.into_iter().collect::<Vec<_>>(),
            is_many: false,
            legend: t(legend),
            field: "{list}",
            onchoose: move |place: usize| {
                let mut form = form.write();
                match ask {
                    Ask::Level => form.level = LEVELS.get(place).copied(),
                    Ask::Channel => form.channel = Channel::ALL.get(place).copied(),
                    Ask::Kind => form.kind = MediationKind::ALL.get(place).copied(),
                    Ask::Form => form.form = AgreementForm::ALL.get(place).copied(),
                    Ask::Outcome => form.outcome = outcomes(step).get(place).copied(),
                    Ask::Performance => form.performance = Performance::ALL.get(place).copied(),
                    Ask::Satisfaction => form.satisfaction = Satisfaction::ALL.get(place).copied(),
                    _ => form.grade = Grade::ALL.get(place).copied(),
                }
            },
        }
    }
}
