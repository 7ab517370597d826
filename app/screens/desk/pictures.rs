//! Columns and bars whose every number opens the records behind it: buttons with their words, so that a keyboard, a screen reader and a
//! printer have them too.

use dioxus::prelude::*;

use crate::text::number;

/// A count with what it counts.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Count<T> {
    /// In words.
    pub(crate) words: String,
    /// How many.
    pub(crate) count: u64,
    /// The records behind it.
    pub(crate) filter: T,
}

/// Counts with what they count, in the order of the questions; 0 as long as there is no answer.
pub(super) fn counted<T>(named: Vec<(String, T)>, counts: Vec<u64>) -> Vec<Count<T>> {
    let counts = counts.into_iter().chain(std::iter::repeat(0));
    let count = |((words, filter), count)| Count {
        words,
        count,
        filter,
    };
    named.into_iter().zip(counts).map(count).collect()
}

/// In per cent of the highest; what is there is never drawn as nothing.
fn share(count: u64, highest: u64) -> u64 {
    if count == 0 {
        0
    } else {
        (count * 100 / highest.max(1)).max(2)
    }
}

/// One column each, for what follows in time.
#[component]
pub(crate) fn Columns<T: Clone + PartialEq + 'static>(
    counts: Vec<Count<T>>,
    onopen: EventHandler<T>,
) -> Element {
    let highest = counts.iter().map(|item| item.count).max().unwrap_or(0);
    rsx! {
        div { class: "columns",
            for item in counts {
                button { class: "column", key: "{item.words}", r#type: "button", title: "{item.words} {item.count}",
                    onclick: { let filter = item.filter.clone(); move |_| onopen.call(filter.clone()) },
                    span { class: "column-count", {number(item.count)} }
                    span { class: "column-room",
                        span { class: "column-bar", style: "height: {share(item.count, highest)}%" }
                    }
                    span { class: "column-name", "{item.words}" }
                }
            }
        }
    }
}

/// One bar each, for what stands side by side.
#[component]
pub(crate) fn Bars<T: Clone + PartialEq + 'static>(
    counts: Vec<Count<T>>,
    onopen: EventHandler<T>,
) -> Element {
    let highest = counts.iter().map(|item| item.count).max().unwrap_or(0);
    rsx! {
        div { class: "bars",
            for item in counts {
                button { class: "bar", key: "{item.words}", r#type: "button",
                    onclick: { let filter = item.filter.clone(); move |_| onopen.call(filter.clone()) },
                    span { class: "bar-name", "{item.words}" }
                    span { class: "bar-room",
                        span { class: "bar-length", style: "width: {share(item.count, highest)}%" }
                    }
                    span { class: "bar-count", {number(item.count)} }
                }
            }
        }
    }
}
