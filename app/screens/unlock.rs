//! The PIN at the start, and what to do when it is forgotten or blocked.

use client::commands::Unlock as UnlockCommand;
use client::{Error, Handle};
use dioxus::prelude::*;

use super::Enroll;
use crate::app_state::{AppState, use_app_state};
use crate::components::{Icon, PinField, PinPad, Shape, Sign, press};
use crate::platform;
use crate::query::use_backend;
use crate::root::{read_session, take_session};
use crate::text::{failure, t, t_args, when};

#[derive(Clone, Copy, PartialEq)]
struct Attempt {
    pin: Signal<String>,
    is_busy: Signal<bool>,
    wait: Signal<u32>,
    tries_left: Signal<u32>,
    problem: Signal<Option<String>>,
}

const ALL_TRIES: u32 = 10;

/// Asks for the PIN.
#[component]
pub(crate) fn Unlock(tries_left: u32, wait_seconds: u32) -> Element {
    let state = use_app_state();
    let backend = use_backend();
    let mut is_forgotten = use_signal(|| false);
    let attempt = Attempt {
        pin: use_signal(String::new),
        is_busy: use_signal(|| false),
        wait: use_signal(|| wait_seconds),
        tries_left: use_signal(|| tries_left),
        problem: use_signal(|| None),
    };
    use_countdown(attempt);
    use_effect(|| {
        if platform::has_keyboard() {
            platform::focus("unlock-pin");
        }
    });
    if is_forgotten() {
        return rsx! { Enroll { code: "" } };
    }
    let write = use_callback(move |text: String| write(attempt, backend.clone(), state, text));
    let tries = (attempt.tries_left)();
    rsx! {
        UnlockView {
            pin: (attempt.pin)(),
            is_busy: (attempt.is_busy)(),
            wait: (attempt.wait)(),
            tries_left: (tries < ALL_TRIES).then_some(tries),
            problem: (attempt.problem)(),
            was_left: (state.was_left)(),
            onwrite: write,
            onforgotten: move |()| is_forgotten.set(true),
        }
    }
}

/// Counts the seconds down that must pass before the next try.
fn use_countdown(attempt: Attempt) {
    let mut wait = attempt.wait;
    use_future(move || async move {
        loop {
            platform::sleep(1000).await;
            if *wait.peek() > 0 {
                wait -= 1;
            }
        }
    });
}

fn write(mut attempt: Attempt, backend: Handle, state: AppState, text: String) {
    let is_whole = text.len() == 6;
    attempt.problem.set(None);
    attempt.pin.set(text);
    if is_whole {
        unlock(attempt, backend, state);
    }
}

fn unlock(mut attempt: Attempt, backend: Handle, state: AppState) {
    if *attempt.is_busy.peek() || *attempt.wait.peek() > 0 {
        return;
    }
    let command = UnlockCommand {
        pin: attempt.pin.peek().clone(),
    };
    attempt.is_busy.set(true);
    spawn(async move {
        let result = backend.call(command).await;
        attempt.is_busy.set(false);
        attempt.pin.set(String::new());
        match result {
            Ok(session) => take_session(&backend, state, session).await,
            Err(Error::WrongPin {
                tries_left,
                wait_seconds,
            }) => {
                attempt.tries_left.set(tries_left);
                attempt.wait.set(wait_seconds);
                attempt.problem.set(Some(t("error-wrong-pin")));
            }
            Err(Error::PinBlocked) => read_session(&backend, state).await,
            Err(error) => attempt.problem.set(Some(failure::sentence(&error))),
        }
    });
}

/// The PIN as drawn.
#[component]
pub(crate) fn UnlockView(
    pin: String,
    is_busy: bool,
    wait: u32,
    tries_left: Option<u32>,
    problem: Option<String>,
    /// It locked itself because nobody used it.
    #[props(default)]
    was_left: bool,
    onwrite: EventHandler<String>,
    onforgotten: EventHandler<()>,
) -> Element {
    let typed = pin.clone();
    let whole = pin.clone();
    let sentence = (wait > 0)
        .then(|| t_args("pin-wait", &[("wait", when::duration(wait.into()).into())]))
        .or(problem);
    rsx! {
        main { class: "gate",
            Sign {}
            h1 { {t("unlock-title")} }
            if was_left {
                p { class: "strip is-waiting", role: "status", "data-testid": "was-left", {t("lock-was-left")} }
            }
            PinField {
                label: t("pin"),
                testid: "unlock-pin",
                value: pin,
                is_new: false,
                is_active: true,
                problem: sentence,
                oninput: move |text| onwrite.call(text),
            }
            if let Some(tries) = tries_left {
                p { class: "hint", {t_args("pin-tries-left", &[("count", u64::from(tries).into())])} }
            }
            PinPad { is_off: is_busy || wait > 0, onpress: move |key| onwrite.call(press(&typed, key)) }
            button {
                class: "button is-main",
                r#type: "button",
                disabled: is_busy || wait > 0,
                "data-testid": "unlock-submit",
                onclick: move |_| onwrite.call(whole.clone()),
                if is_busy { {t("unlocking")} } else { {t("unlock")} }
            }
            details { class: "fold",
                summary { {t("pin-forgotten")} Icon { shape: Shape::Down } }
                p { {t("pin-forgotten-hint")} }
                button { class: "button", r#type: "button", "data-testid": "unlock-new-code", onclick: move |_| onforgotten.call(()), {t("enter-new-code")} }
            }
        }
    }
}

/// After ten wrong PINs: nothing is lost, a new code opens the store again.
#[component]
pub(crate) fn Blocked() -> Element {
    let mut has_code = use_signal(|| false);
    if has_code() {
        return rsx! { Enroll { code: "" } };
    }
    rsx! {
        main { class: "gate",
            Icon { shape: Shape::Lock }
            h1 { {t("blocked-title")} }
            p { {t("blocked-safe")} }
            p { {t("blocked-do")} }
            button { class: "button is-main", r#type: "button", "data-testid": "blocked-new-code", onclick: move |_| has_code.set(true), {t("enter-new-code")} }
        }
    }
}
