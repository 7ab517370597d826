//! A ledger on paper: noted before it is printed; one that names people is marked on every page, and without purpose and leave its lines
//! stay off the paper, whichever way the print was asked for.

use client::commands::PrintLedger;
use client::{Command, Error, Handle};
use dioxus::prelude::*;
use domain::Leave;

use super::leave::LeaveCard;
use crate::components::{Icon, Shape};
use crate::platform::media;
use crate::query::use_backend;
use crate::text::{failure, t};

/// What goes on paper: how many prints were made, and what the last one has.
pub(crate) type Printed<T> = Signal<(u32, Option<T>)>;
/// The mark of the print that is made.
pub(super) type Mark = Printed<String>;

/// Prints each time that something was made ready, once it is on the page.
pub(crate) fn use_printer<T: 'static>(printed: Printed<T>) {
    let count = printed.read().0;
    use_effect(use_reactive((&count,), move |(count,)| {
        if count > 0 {
            media::print();
        }
    }));
}

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
    use_printer(mark);
    let go = move |leave: Option<Leave>| {
        let command = PrintLedger {
            leave,
            ..print.clone()
        };
        spawn(make_ready(backend.clone(), command, mark, problem));
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

/// Notes a print and hands what it has to the page; or says why not.
pub(crate) async fn make_ready<C, T>(
    backend: Handle,
    command: C,
    mut printed: Printed<T>,
    mut problem: Signal<Option<Error>>,
) where
    C: Command,
    C::Reply: Into<Option<T>>,
    T: 'static,
{
    match backend.call(command).await {
        Ok(ready) => {
            problem.set(None);
            let count = printed.peek().0;
            printed.set((count + 1, ready.into()));
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
