//! The PIN: a real input, so that keyboards and password managers work, and a big pad for wet hands.

use dioxus::prelude::*;

use super::{Icon, Shape, use_typed};
use crate::text::t;

/// How many digits a PIN has.
pub(crate) const PIN_LENGTH: usize = 6;

/// The text after a key of the pad; `None` takes the last digit away.
pub(crate) fn press(text: &str, key: Option<char>) -> String {
    let count = text.chars().count();
    match key {
        Some(_) if count >= PIN_LENGTH => text.to_owned(),
        Some(key) => text.chars().chain([key]).collect(),
        None => text.chars().take(count.saturating_sub(1)).collect(),
    }
}

/// Digits only, at most six.
fn digits(text: &str) -> String {
    text.chars()
        .filter(char::is_ascii_digit)
        .take(PIN_LENGTH)
        .collect()
}

/// The input for a PIN. Tells every change, and that all six digits are there.
#[component]
pub(crate) fn PinField(
    label: String,
    testid: String,
    value: String,
    oninput: EventHandler<String>,
    #[props(default)] onfocus: EventHandler<()>,
    is_new: bool,
    #[props(default)] is_active: bool,
    problem: Option<String>,
) -> Element {
    let described = problem.is_some().then(|| format!("problem-{testid}"));
    let typed = use_typed(testid.clone(), &value);
    let first = typed.first.clone();
    rsx! {
        div { class: "field",
            label { class: "label", r#for: "{testid}", "{label}" }
            input {
                id: "{testid}",
                class: if is_active { "input pin-input is-active" } else { "input pin-input" },
                "data-testid": "{testid}",
                r#type: "password",
                inputmode: "numeric",
                pattern: "[0-9]*",
                maxlength: "6",
                autocomplete: if is_new { "new-password" } else { "current-password" },
                aria_invalid: problem.is_some().then_some("true"),
                aria_describedby: described,
                initial_value: first,
                oninput: move |event| {
                    typed.hear(event.value());
                    oninput.call(digits(&event.value()));
                },
                onfocus: move |_| onfocus.call(()),
            }
            if let Some(problem) = &problem {
                p { class: "problem", id: "problem-{testid}", role: "alert", "{problem}" }
            }
        }
    }
}

/// The pad: tells the digit, or `None` for the key that takes one away.
#[component]
pub(crate) fn PinPad(
    onpress: EventHandler<Option<char>>,
    #[props(default)] is_off: bool,
) -> Element {
    rsx! {
        div { class: "pin-pad", role: "group", aria_label: t("pin-pad"),
            for key in ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] {
                button {
                    key: "{key}",
                    class: if key == '0' { "pin-key is-zero" } else { "pin-key" },
                    r#type: "button",
                    disabled: is_off,
                    onclick: move |_| onpress.call(Some(key)),
                    "{key}"
                }
            }
            button {
                class: "pin-key is-erase",
                r#type: "button",
                disabled: is_off,
                aria_label: t("pin-erase"),
                onclick: move |_| onpress.call(None),
                Icon { shape: Shape::Erase }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pad_writes_six_digits_and_takes_the_last_away() {
        assert_eq!(press("12345", Some('6')), "123456");
        assert_eq!(press("123456", Some('7')), "123456");
        assert_eq!(press("123", None), "12");
        assert_eq!(press("", None), "");
    }

    #[test]
    fn only_digits_are_taken_from_the_keyboard() {
        assert_eq!(digits("12a 34-5678"), "123456");
    }
}
