//! A field to search with: a list follows what is typed.

use dioxus::prelude::*;

use super::{Icon, Shape, use_typed};

/// The field.
#[component]
pub(crate) fn SearchField(
    id: String,
    label: String,
    text: String,
    oninput: EventHandler<String>,
) -> Element {
    let typed = use_typed(id.clone(), &text);
    let first = typed.first.clone();
    rsx! {
        label { class: "search",
            Icon { shape: Shape::Find }
            span { class: "is-unseen", "{label}" }
            input {
                id: "{id}",
                class: "search-input",
                r#type: "search",
                enterkeyhint: "search",
                autocomplete: "off",
                "data-testid": "{id}",
                placeholder: label,
                initial_value: first,
                oninput: move |event| {
                    typed.hear(event.value());
                    oninput.call(event.value());
                },
            }
        }
    }
}
