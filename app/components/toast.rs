//! A short word that something is done. It only confirms; what must be read stands on the screen itself.

use client::Handle;
use client::commands::VoidRecord;
use dioxus::prelude::*;
use domain::RecordId;

use super::{Icon, Shape};
use crate::app_state::{AppState, use_app_state};
use crate::platform;
use crate::query::use_backend;
use crate::text::{failure, t};

const SHOWN_FOR: u32 = 4_000;
/// Long enough to read it, think, and tap.
const UNDO_FOR: u32 = 8_000;

/// Where toasts appear: a live region that is always there, so that screen readers hear it.
#[component]
pub(crate) fn ToastArea() -> Element {
    let state = use_app_state();
    let mut toast = state.toast;
    let backend = use_backend();
    use_effect(move || {
        let Some(shown) = toast() else { return };
        spawn(async move {
            let shown_for = if shown.undo.is_some() {
                UNDO_FOR
            } else {
                SHOWN_FOR
            };
            platform::sleep(shown_for).await;
            if toast.peek().as_ref() == Some(&shown) {
                toast.set(None);
            }
        });
    });
    rsx! {
        div { class: "toasts", role: "status", aria_live: "polite",
            if let Some(toast) = toast() {
                p { class: "toast", key: "{toast.n}", "data-testid": "toast",
                    Icon { shape: Shape::Check }
                    span { "{toast.text}" }
                    if let Some(id) = toast.undo {
                        button { class: "toast-undo", r#type: "button", "data-testid": "undo",
                            onclick: move |_| undo(backend.clone(), state, id),
                            {t("undo")}
                        }
                    }
                }
            }
        }
    }
}

/// Takes back what was just saved: it is declared void, so that nothing that may have been sent already is lost sight of.
fn undo(backend: Handle, state: AppState, id: RecordId) {
    let command = VoidRecord {
        id,
        reason: t("undo-reason"),
    };
    spawn(async move {
        match backend.call(command).await {
            Ok(()) => state.say(t("undone")),
            Err(error) => state.say(failure::sentence(&error)),
        }
    });
}
