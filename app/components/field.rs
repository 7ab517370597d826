//! Fields to type into: label above, hint below it, the problem in words beside the field.

use dioxus::prelude::*;

use super::use_typed;

/// What is typed, so that the right keyboard comes up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum FieldKind {
    /// Words.
    #[default]
    Text,
    /// A name: no automatic correction.
    Name,
    /// A phone number.
    Phone,
    /// Digits.
    Number,
    /// Capital letters and digits, such as a code or an identity number.
    Code,
    /// A day.
    Date,
    /// A day and a time.
    Moment,
}

impl FieldKind {
    fn input_type(self) -> &'static str {
        match self {
            Self::Text | Self::Name | Self::Number | Self::Code => "text",
            Self::Phone => "tel",
            Self::Date => "date",
            Self::Moment => "datetime-local",
        }
    }

    fn input_mode(self) -> Option<&'static str> {
        match self {
            Self::Phone => Some("tel"),
            Self::Number => Some("numeric"),
            Self::Text | Self::Name | Self::Code | Self::Date | Self::Moment => None,
        }
    }
}

/// A field of one line.
#[component]
pub(crate) fn TextField(
    /// The field's name: the focus returns to it.
    field: String,
    label: String,
    value: String,
    oninput: EventHandler<String>,
    #[props(default)] kind: FieldKind,
    hint: Option<String>,
    problem: Option<String>,
    #[props(default)] is_warning: bool,
    testid: Option<String>,
    #[props(default)] onleave: EventHandler<()>,
    #[props(default)] onenter: EventHandler<()>,
) -> Element {
    let described = problem.is_some().then(|| format!("problem-{field}"));
    let typed = use_typed(format!("field-{field}"), &value);
    let first = typed.first.clone();
    rsx! {
        Labelled { field: field.clone(), label, hint, problem: problem.clone(), is_warning,
            input {
                id: "field-{field}",
                class: "input",
                r#type: kind.input_type(),
                inputmode: kind.input_mode(),
                autocomplete: "off",
                autocapitalize: if kind == FieldKind::Code { "characters" } else { "off" },
                spellcheck: "false",
                "data-testid": testid,
                aria_invalid: (problem.is_some() && !is_warning).then_some("true"),
                aria_describedby: described,
                initial_value: first,
                oninput: move |event| {
                    typed.hear(event.value());
                    oninput.call(event.value());
                },
                onblur: move |_| onleave.call(()),
                onkeydown: move |event| {
                    if event.key() == Key::Enter {
                        onenter.call(());
                    }
                },
            }
        }
    }
}

/// A field of several lines; it grows with what is written.
#[component]
pub(crate) fn TextArea(
    /// The field's name: the focus returns to it.
    field: String,
    label: String,
    value: String,
    oninput: EventHandler<String>,
    hint: Option<String>,
    problem: Option<String>,
    testid: Option<String>,
) -> Element {
    let described = problem.is_some().then(|| format!("problem-{field}"));
    let typed = use_typed(format!("field-{field}"), &value);
    let first = typed.first.clone();
    rsx! {
        Labelled { field: field.clone(), label, hint, problem: problem.clone(), is_warning: false,
            div { class: "grows", "data-text": "{value} ",
                textarea {
                    id: "field-{field}",
                    class: "input",
                    rows: "2",
                    "data-testid": testid,
                    aria_invalid: problem.is_some().then_some("true"),
                    aria_describedby: described,
                    initial_value: first,
                    oninput: move |event| {
                        typed.hear(event.value());
                        oninput.call(event.value());
                    },
                }
            }
        }
    }
}

/// Label, hint and problem around a control whose id is `field-{field}`.
#[component]
pub(crate) fn Labelled(
    field: String,
    label: String,
    hint: Option<String>,
    problem: Option<String>,
    is_warning: bool,
    children: Element,
) -> Element {
    let has_problem = problem.is_some() && !is_warning;
    rsx! {
        div { class: if has_problem { "field has-problem" } else { "field" },
            label { class: "label", r#for: "field-{field}", "{label}" }
            if let Some(hint) = hint {
                p { class: "hint", "{hint}" }
            }
            {children}
            if let Some(problem) = problem {
                p { id: "problem-{field}", class: if is_warning { "warning" } else { "problem" }, "{problem}" }
            }
        }
    }
}

/// An empty field means that nothing is known.
pub(crate) fn known(text: String) -> Option<String> {
    Some(text).filter(|text| !text.trim().is_empty())
}
