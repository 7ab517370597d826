//! Choices as big chips instead of drop-downs: everything is seen, one tap chooses.

use dioxus::prelude::*;

use super::{Icon, Shape};
use crate::text::code::Coded;

/// One of a code list. Behaves as radio buttons.
#[component]
pub(crate) fn Choice<T: Coded>(
    legend: String,
    chosen: Option<T>,
    onchoose: EventHandler<T>,
    /// The field's name: the focus returns to it.
    field: String,
    #[props(default = true)] shows_legend: bool,
) -> Element {
    rsx! {
        fieldset { class: "choices", id: "field-{field}", tabindex: "-1",
            legend { class: if shows_legend { "label" } else { "is-unseen" }, "{legend}" }
            div { class: "chips",
                for item in T::ALL.iter().copied() {
                    Chip {
                        key: "{item.code()}",
                        words: item.words(),
                        name: T::LIST,
                        testid: "{T::LIST}-{item.code()}",
                        is_chosen: chosen == Some(item),
                        is_many: false,
                        onchoose: move |()| onchoose.call(item),
                    }
                }
            }
        }
    }
}

/// Any of a code list. Behaves as check boxes; tells the whole choice.
#[component]
pub(crate) fn Choices<T: Coded>(
    legend: String,
    chosen: Vec<T>,
    onchoose: EventHandler<Vec<T>>,
    /// The field's name: the focus returns to it.
    field: String,
    problem: Option<String>,
    #[props(default = true)] shows_legend: bool,
) -> Element {
    let toggle = {
        let chosen = chosen.clone();
        move |item: T| onchoose.call(toggled(&chosen, item))
    };
    rsx! {
        fieldset { class: "choices", id: "field-{field}", tabindex: "-1",
            legend { class: if shows_legend { "label" } else { "is-unseen" }, "{legend}" }
            if let Some(problem) = problem {
                p { class: "problem", "{problem}" }
            }
            div { class: "chips",
                for item in T::ALL.iter().copied() {
                    Chip {
                        key: "{item.code()}",
                        words: item.words(),
                        name: "{T::LIST}-{item.code()}",
                        testid: "{T::LIST}-{item.code()}",
                        is_chosen: chosen.contains(&item),
                        is_many: true,
                        onchoose: {
                            let toggle = toggle.clone();
                            move |()| toggle(item)
                        },
                    }
                }
            }
        }
    }
}

fn toggled<T: Coded>(chosen: &[T], item: T) -> Vec<T> {
    if chosen.contains(&item) {
        chosen
            .iter()
            .copied()
            .filter(|other| *other != item)
            .collect()
    } else {
        chosen.iter().copied().chain([item]).collect()
    }
}

#[component]
fn Chip(
    words: String,
    name: String,
    testid: String,
    is_chosen: bool,
    is_many: bool,
    onchoose: EventHandler<()>,
) -> Element {
    rsx! {
        label { class: if is_chosen { "chip is-chosen" } else { "chip" }, "data-testid": testid,
            input {
                class: "chip-input",
                r#type: if is_many { "checkbox" } else { "radio" },
                name,
                checked: is_chosen,
                onchange: move |_| onchoose.call(()),
            }
            if is_chosen {
                Icon { shape: Shape::Check }
            }
            span { "{words}" }
        }
    }
}
