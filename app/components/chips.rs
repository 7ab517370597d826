//! Choices as big chips instead of drop-downs: everything is seen, one tap chooses.

use dioxus::prelude::*;

use super::{Icon, Shape};
use crate::text::code::Coded;
use crate::text::t;

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
        CodeChips {
            list: T::LIST,
            codes: T::ALL.iter().map(|item| item.code()).collect::<Vec<_>>(),
            chosen: chosen.map(Coded::code).into_iter().collect::<Vec<_>>(),
            is_many: false,
            legend,
            field,
            shows_legend,
            onchoose: move |place: usize| if let Some(item) = T::ALL.get(place) {
                onchoose.call(*item);
            },
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
    rsx! {
        CodeChips {
            list: T::LIST,
            codes: T::ALL.iter().map(|item| item.code()).collect::<Vec<_>>(),
            chosen: chosen.iter().map(|item| item.code()).collect::<Vec<_>>(),
            is_many: true,
            legend,
            field,
            problem,
            shows_legend,
            onchoose: move |place: usize| if let Some(item) = T::ALL.get(place) {
                onchoose.call(toggled(&chosen, *item));
            },
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

/// The items of a code list as chips; tells the place of the one that was tapped. Not generic, so that each list costs little.
#[component]
pub(crate) fn CodeChips(
    list: &'static str,
    codes: Vec<&'static str>,
    chosen: Vec<&'static str>,
    is_many: bool,
    legend: String,
    field: String,
    problem: Option<String>,
    #[props(default = true)] shows_legend: bool,
    onchoose: EventHandler<usize>,
) -> Element {
    rsx! {
        fieldset { class: "choices", id: "field-{field}", tabindex: "-1",
            legend { class: if shows_legend { "label" } else { "is-unseen" }, "{legend}" }
            if let Some(problem) = problem {
                p { class: "problem", "{problem}" }
            }
            div { class: "chips",
                for (place , code) in codes.into_iter().enumerate() {
                    Chip {
                        key: "{code}",
                        words: t(&format!("{list}-{code}")),
                        name: if is_many { format!("{list}-{code}") } else { list.to_owned() },
                        testid: "{list}-{code}",
                        is_chosen: chosen.contains(&code),
                        is_many,
                        onchoose: move |()| onchoose.call(place),
                    }
                }
            }
        }
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
