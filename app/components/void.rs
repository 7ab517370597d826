//! 作废: asks once, with a reason; the record stays readable and counts no more.

use client::commands::VoidRecord;
use client::{Error, Handle};
use dioxus::prelude::*;
use domain::{Issue, RecordId};

use super::{ProblemsOf as _, TextArea};
use crate::app_state::{AppState, use_app_state};
use crate::platform;
use crate::query::use_backend;
use crate::text::{failure, t};

/// A quiet button that opens the question.
#[component]
pub(crate) fn Void(id: RecordId) -> Element {
    let state = use_app_state();
    let backend = use_backend();
    let mut is_asked = use_signal(|| false);
    let mut reason = use_signal(String::new);
    let issues = use_signal(Vec::<Issue>::new);
    use_effect(move || {
        if is_asked() {
            platform::focus("field-reason");
        }
    });
    if !is_asked() {
        return rsx! {
            button { class: "link is-quiet", r#type: "button", "data-testid": "void", onclick: move |_| is_asked.set(true), {t("void")} }
        };
    }
    rsx! {
        div { class: "confirm", role: "group", aria_label: t("void"),
            p { {t("void-sentence")} }
            TextArea { field: "reason", label: t("field-reason"), value: reason(), testid: "void-reason",
                problem: issues.read().problem("reason"), oninput: move |text| reason.set(text) }
            div { class: "buttons",
                button { class: "button", r#type: "button", onclick: move |_| is_asked.set(false), {t("no-keep")} }
                button { class: "button is-danger", r#type: "button", "data-testid": "void-yes",
                    onclick: move |_| declare(backend.clone(), state, VoidRecord { id, reason: reason() }, issues),
                    {t("void")}
                }
            }
        }
    }
}

fn declare(backend: Handle, state: AppState, command: VoidRecord, mut issues: Signal<Vec<Issue>>) {
    spawn(async move {
        match backend.call(command).await {
            Ok(()) => state.say(t("voided-now")),
            Err(Error::Invalid(found)) => issues.set(found),
            Err(error) => state.say(failure::sentence(&error)),
        }
    });
}
