//! What is wrong with a form: a list above it that jumps to the fields, and the sentence for each field.

use dioxus::prelude::*;
use domain::Issue;

use crate::platform;
use crate::text::code::Coded as _;
use crate::text::{field, t_args};

/// The list of what must be put right.
#[component]
pub(crate) fn Problems(issues: Vec<Issue>) -> Element {
    let blocking: Vec<Issue> = issues.into_iter().filter(Issue::blocks).collect();
    let count = blocking.len();
    let mut known = use_signal(|| 0);
    // The list comes to whoever tried to save; who is putting one after the other right is not taken away from the field.
    use_effect(use_reactive((&count,), move |(count,)| {
        if count > *known.peek() {
            platform::focus("problems");
        }
        known.set(count);
    }));
    if blocking.is_empty() {
        return rsx! {};
    }
    rsx! {
        div { class: "problems", role: "alert", id: "problems", tabindex: "-1", "data-testid": "form-problems",
            p { class: "problems-title", {t_args("form-problems", &[("count", blocking.len().into())])} }
            ul {
                for issue in blocking {
                    li { key: "{issue.field}",
                        button {
                            class: "link",
                            r#type: "button",
                            onclick: move |_| platform::focus(&format!("field-{}", issue.field)),
                            "{field::name(&issue.field)}:{issue.code.words()}"
                        }
                    }
                }
            }
        }
    }
}

/// Looks up what is wrong with one field.
pub(crate) trait ProblemsOf {
    /// The sentence for a field, when something stops it.
    fn problem(&self, field: &str) -> Option<String>;
    /// The sentence for a field, when something is worth a look.
    fn warning(&self, field: &str) -> Option<String>;
}

impl ProblemsOf for [Issue] {
    fn problem(&self, field: &str) -> Option<String> {
        let issue = self
            .iter()
            .find(|issue| issue.field == field && issue.blocks())?;
        Some(issue.code.words())
    }

    fn warning(&self, field: &str) -> Option<String> {
        let issue = self
            .iter()
            .find(|issue| issue.field == field && !issue.blocks())?;
        Some(issue.code.words())
    }
}
