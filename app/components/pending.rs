//! A screen whose first answer is still on its way, or did not come.

use client::Error;
use dioxus::prelude::*;

use crate::text::{failure, t};

/// Nothing for the first moments, then a quiet line; when it failed, why, and a way to try again.
#[component]
pub(crate) fn Pending(
    failure: Option<Error>,
    #[props(default)] onretry: EventHandler<()>,
) -> Element {
    match failure {
        Some(error) => rsx! {
            div { class: "empty", role: "alert",
                p { class: "empty-title", {failure::sentence(&error)} }
                button { class: "button", r#type: "button", onclick: move |_| onretry.call(()), {t("try-again")} }
            }
        },
        None => rsx! {
            p { class: "pending", role: "status", {t("opening")} }
        },
    }
}
