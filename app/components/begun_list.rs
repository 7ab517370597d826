//! What was begun and not saved, as a block of rows under one heading.

use dioxus::prelude::*;

use crate::text::t;

/// The block; its rows are given.
#[component]
pub(crate) fn BegunList(children: Element) -> Element {
    rsx! {
        section { class: "block",
            h2 { {t("home-drafts")} }
            div { class: "list", {children} }
        }
    }
}
