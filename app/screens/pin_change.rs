//! 修改PIN: the one until now, then the new one twice.

use client::Handle;
use client::commands::ChangePin;
use dioxus::prelude::*;

use crate::app_state::{AppState, use_app_state};
use crate::components::{PinField, TopBar};
use crate::query::use_backend;
use crate::routes::Route;
use crate::text::{failure, t};

#[derive(Clone, Copy, PartialEq)]
struct Form {
    old: Signal<String>,
    new: Signal<String>,
    again: Signal<String>,
    problem: Signal<Option<String>>,
    is_busy: Signal<bool>,
}

/// 修改PIN.
#[component]
pub(crate) fn ChangePinScreen() -> Element {
    let state = use_app_state();
    let backend = use_backend();
    let form = Form {
        old: use_signal(String::new),
        new: use_signal(String::new),
        again: use_signal(String::new),
        problem: use_signal(|| None),
        is_busy: use_signal(|| false),
    };
    let (mut old, mut new, mut again) = (form.old, form.new, form.again);
    let submit = move |_| change(form, backend.clone(), state);
    rsx! {
        TopBar { title: t("pin-change"), back: Route::Me {} }
        main { class: "page",
            section { class: "card",
                PinField { label: t("pin-old"), testid: "pin-old", value: old(), is_new: false, oninput: move |text| old.set(text) }
                PinField { label: t("pin-new"), testid: "pin-input", value: new(), is_new: true, oninput: move |text| new.set(text) }
                PinField { label: t("pin-again"), testid: "pin-confirm", value: again(), is_new: true, problem: (form.problem)(),
                    oninput: move |text| again.set(text) }
                button {
                    class: "button is-main is-wide",
                    r#type: "button",
                    disabled: (form.is_busy)(),
                    "data-testid": "pin-submit",
                    onclick: submit,
                    {t("pin-change")}
                }
            }
        }
    }
}

fn change(mut form: Form, backend: Handle, state: AppState) {
    let command = ChangePin {
        old: form.old.peek().clone(),
        new: form.new.peek().clone(),
    };
    if command.old.len() != 6 || command.new.len() != 6 {
        form.problem.set(Some(t("pin-six")));
        return;
    }
    if command.new != *form.again.peek() {
        form.problem.set(Some(t("pin-differs")));
        return;
    }
    form.is_busy.set(true);
    spawn(async move {
        let result = backend.call(command).await;
        form.is_busy.set(false);
        match result {
            Ok(()) => {
                state.say(t("pin-changed"));
                navigator().replace(Route::Me {});
            }
            Err(error) => form.problem.set(Some(failure::sentence(&error))),
        }
    });
}
