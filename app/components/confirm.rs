//! An act that takes something away asks once, with what follows in a sentence.

use dioxus::prelude::*;

use crate::text::t;

/// A button that asks once before it does what it says.
#[component]
pub(crate) fn Confirm(
    words: String,
    sentence: String,
    testid: String,
    onconfirm: EventHandler<()>,
) -> Element {
    let mut is_asked = use_signal(|| false);
    if !is_asked() {
        return rsx! {
            button {
                class: "link is-quiet",
                r#type: "button",
                "data-testid": "{testid}",
                onclick: move |_| is_asked.set(true),
                "{words}"
            }
        };
    }
    rsx! {
        div { class: "confirm", role: "alertdialog", aria_label: "{words}",
            p { "{sentence}" }
            div { class: "buttons",
                button { class: "button", r#type: "button", onclick: move |_| is_asked.set(false), {t("no-keep")} }
                button {
                    class: "button is-danger",
                    r#type: "button",
                    "data-testid": "{testid}-yes",
                    onclick: move |_| onconfirm.call(()),
                    "{words}"
                }
            }
        }
    }
}
