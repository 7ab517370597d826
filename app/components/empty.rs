//! An empty list: says what belongs here and the next step.

use dioxus::prelude::*;

use super::{Icon, Shape};

/// Nothing here yet, and what to do.
#[component]
pub(crate) fn Empty(
    shape: Shape,
    title: String,
    hint: Option<String>,
    children: Element,
) -> Element {
    rsx! {
        div { class: "empty",
            Icon { shape }
            p { class: "empty-title", "{title}" }
            if let Some(hint) = hint {
                p { class: "hint", "{hint}" }
            }
            {children}
        }
    }
}
