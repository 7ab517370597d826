//! A ledger on paper: noted before it is printed; one that names people is marked on every page, and without purpose and leave its lines
//! stay off the paper, whichever way the print was asked for.

use client::commands::PrintLedger;
use client::{Error, Handle};
use dioxus::prelude::*;
use domain::Leave;

use super::leave::LeaveCard;
use crate::components::{Icon, Shape};
use crate::platform::media;
use crate::query::use_backend;
use crate::text::{failure, t};

/// The mark of the print that is made: how many were made, and the words.
pub(super) type Mark = Signal<(u32, Option<String>)>;

/// 打印.
#[component]
pub(super) fn PrintButton(
    /// Without a leave: that is asked for here.
    print: PrintLedger,
    needs_leave: bool,
    mark: Mark,
) -> Element {
    let backend = use_backend();
    let mut is_asking = use_signal(|| false);
    let problem = use_signal(|| None::<Error>);
    let count = mark().0;
    // Once the mark is on the page.
    use_effect(use_reactive((&count,), move |(count,)| {
        if count > 0 {
            media::print();
        }
    }));
    let go = move |leave: Option<Leave>| {
        let command = PrintLedger {
            leave,
            ..print.clone()
        };
        spawn(noted(backend.clone(), command, mark, problem));
    };
    let at_once = go.clone();
    rsx! {
        if let Some(problem) = problem() {
            p { class: "problem", role: "alert", {failure::sentence(&problem)} }
        }
        button { class: "button is-small", r#type: "button", "data-testid": "ledger-print",
            onclick: move |_| if needs_leave { is_asking.set(true) } else { at_once(None) },
            Icon { shape: Shape::Printer }
            span { {t("ledger-print")} }
        }
        if is_asking() {
            LeaveCard { act: t("ledger-print"), oncancel: move |()| is_asking.set(false),
                onleave: move |leave| {
                    is_asking.set(false);
                    go(Some(leave));
                }
            }
        }
    }
}

async fn noted(
    backend: Handle,
    command: PrintLedger,
    mut mark: Mark,
    mut problem: Signal<Option<Error>>,
) {
    match backend.call(command).await {
        Ok(words) => {
            problem.set(None);
            let count = mark.peek().0;
            mark.set((count + 1, words));
        }
        Err(error) => problem.set(Some(error)),
    }
}

/// The words across every printed page; nothing on the screen.
#[component]
pub(crate) fn Watermark(words: String) -> Element {
    rsx! {
        div { class: "watermark", aria_hidden: true,
            for n in 0..WORDS {
                span { key: "{n}", "{words}" }
            }
        }
    }
}

/// How often the words stand on a page.
const WORDS: u32 = 8;
