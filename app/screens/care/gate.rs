//! The second PIN: why it is asked, the first time to be chosen, afterwards to be given, forgotten to be renewed with a code of the office.

use client::commands::{CareGate, CareStage, OpenCare, RenewCarePin, SetCarePin};
use client::{Command, Error, Handle};
use dioxus::prelude::*;

use crate::components::{FieldKind, Icon, PinField, PinPad, Shape, TextField, press};
use crate::platform;
use crate::query::use_backend;
use crate::text::{failure, t};

/// What the gate asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Asks {
    /// A PIN to be chosen, twice.
    New,
    /// The PIN.
    Pin,
    /// A code of the office and another PIN, twice.
    Renewal,
}

#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Attempt {
    pub(crate) pin: Signal<String>,
    pub(crate) again: Signal<String>,
    pub(crate) code: Signal<String>,
    pub(crate) problem: Signal<Option<String>>,
    pub(crate) is_busy: Signal<bool>,
}

/// The gate in front of the care files.
#[component]
pub(super) fn Gate(stage: CareStage) -> Element {
    let backend = use_backend();
    let mut is_forgotten = use_signal(|| false);
    let attempt = use_attempt();
    let asks = match stage {
        _ if is_forgotten() => Asks::Renewal,
        CareStage::Unset => Asks::New,
        CareStage::Blocked => Asks::Renewal,
        CareStage::Locked { .. } | CareStage::Open => Asks::Pin,
    };
    use_effect(|| {
        if platform::has_keyboard() {
            platform::focus("care-pin");
        }
    });
    rsx! {
        GateView {
            asks,
            is_blocked: stage == CareStage::Blocked,
            attempt,
            onsubmit: move |()| submit(asks, attempt, backend.clone()),
            onforgotten: move |()| is_forgotten.toggle(),
        }
    }
}

pub(crate) fn use_attempt() -> Attempt {
    Attempt {
        pin: use_signal(String::new),
        again: use_signal(String::new),
        code: use_signal(String::new),
        problem: use_signal(|| None),
        is_busy: use_signal(|| false),
    }
}

/// The gate as drawn.
#[component]
pub(crate) fn GateView(
    asks: Asks,
    is_blocked: bool,
    attempt: Attempt,
    onsubmit: EventHandler<()>,
    onforgotten: EventHandler<()>,
) -> Element {
    let (mut pin, mut again, mut code) = (attempt.pin, attempt.again, attempt.code);
    let is_busy = (attempt.is_busy)();
    let mut write = move |text: String| {
        pin.set(text);
        // The six digits are the whole answer where nothing else is asked.
        if asks == Asks::Pin && pin.peek().len() == 6 {
            onsubmit.call(());
        }
    };
    let typed = pin();
    let (hint, act) = match asks {
        Asks::New => ("care-pin-new-hint", "care-pin-set"),
        Asks::Pin => ("care-pin-hint", "unlock"),
        Asks::Renewal => ("care-pin-renew-hint", "care-pin-set"),
    };
    rsx! {
        main { class: "page", "data-testid": "care-gate",
            section { class: "card",
                p { class: "card-title", Icon { shape: Shape::Lock } {t("care-gate-title")} }
                if is_blocked {
                    p { class: "warning", {t("care-pin-blocked")} }
                }
                p { class: "hint", {t(hint)} }
                if asks == Asks::Renewal {
                    TextField { field: "care-code", label: t("care-code"), kind: FieldKind::Code, testid: "care-code", value: code(),
                        oninput: move |text| code.set(text) }
                }
                PinField { label: t("care-pin"), testid: "care-pin", value: typed.clone(), is_new: asks != Asks::Pin, is_active: true,
                    problem: (attempt.problem)(), oninput: write }
                if asks != Asks::Pin {
                    PinField { label: t("pin-again"), testid: "care-pin-again", value: again(), is_new: true, problem: None, oninput: move |text| again.set(text) }
                }
                if asks == Asks::Pin {
                    PinPad { is_off: is_busy, onpress: move |key| write(press(&typed, key)) }
                }
                button { class: "button is-main is-wide", r#type: "button", disabled: is_busy, "data-testid": "care-pin-submit", onclick: move |_| onsubmit.call(()), {t(act)} }
                if asks == Asks::Pin {
                    button { class: "link is-quiet", r#type: "button", "data-testid": "care-forgotten", onclick: move |_| onforgotten.call(()), {t("care-forgotten")} }
                } else if asks == Asks::Renewal && !is_blocked {
                    button { class: "link is-quiet", r#type: "button", onclick: move |_| onforgotten.call(()), {t("back")} }
                }
            }
        }
    }
}

fn submit(asks: Asks, mut attempt: Attempt, backend: Handle) {
    if *attempt.is_busy.peek() {
        return;
    }
    let pin = attempt.pin.peek().clone();
    if pin.len() != 6 {
        attempt.problem.set(Some(t("pin-six")));
        return;
    }
    if asks != Asks::Pin && pin != *attempt.again.peek() {
        attempt.problem.set(Some(t("pin-differs")));
        return;
    }
    let code = attempt.code.peek().clone();
    attempt.is_busy.set(true);
    spawn(async move {
        match asks {
            Asks::New => tell(attempt, ask(&backend, SetCarePin { pin }).await),
            Asks::Pin => tell(attempt, ask(&backend, OpenCare { pin }).await),
            Asks::Renewal => tell(attempt, ask(&backend, RenewCarePin { code, pin }).await),
        }
    });
}

async fn ask<C: Command<Reply = CareGate>>(backend: &Handle, command: C) -> Option<Error> {
    backend.call(command).await.err()
}

/// Opened, the screen behind comes by itself; else why not.
fn tell(mut attempt: Attempt, error: Option<Error>) {
    attempt.is_busy.set(false);
    attempt.pin.set(String::new());
    attempt.again.set(String::new());
    attempt
        .problem
        .set(error.map(|error| failure::sentence(&error)));
}
