//! What the desk's tables have alike: the frame with its head that stays, the stretch of rows that is drawn, a row, and the place
//! beside the table for the record that is open.

use dioxus::prelude::*;
use domain::RecordId;
use uuid::Uuid;

use super::window::{Window, length};
use crate::components::{Empty, Icon, Shape};
use crate::text::t;

/// A table; its rows, those around the ones in sight only, are the children.
#[component]
pub(super) fn TableFrame(
    /// Another choice begins at its top; the same one stays where it was scrolled to.
    choice: String,
    label: String,
    columns: &'static [&'static str],
    first: Window,
    total: u64,
    /// What stands there when there are no rows.
    empty: String,
    shape: Shape,
    onscroll: EventHandler<f64>,
    onkey: EventHandler<Key>,
    /// The tick in the head, in a table whose rows can be ticked.
    tick_all: Option<Element>,
    children: Element,
) -> Element {
    rsx! {
        div { class: "table-frame",
            for choice in [choice] {
                div {
                    key: "{choice}",
                    id: "desk-rows",
                    class: "table",
                    role: "grid",
                    tabindex: "0",
                    aria_label: "{label}",
                    aria_rowcount: "{total}",
                    onscroll: move |event| onscroll.call(event.scroll_top()),
                    onkeydown: move |event| keyed(&event, onkey),
                    div { class: "table-head", role: "row",
                        if let Some(tick) = &tick_all {
                            {tick.clone()}
                        }
                        for key in columns.iter().copied() {
                            span { key: "{key}", role: "columnheader", class: "cell is-{key}", {t(key)} }
                        }
                    }
                    if total == 0 {
                        Empty { shape, title: "{empty}", hint: t("desk-none-hint") }
                    }
                    div { class: "table-length", style: "height: {length(total)}",
                        div { class: "table-rows", style: "transform: translateY({length(first.first.into())})",
                            {children.clone()}
                        }
                    }
                }
            }
        }
    }
}

/// The arrows move the row, not the page; Enter opens it.
fn keyed(event: &KeyboardEvent, onkey: EventHandler<Key>) {
    if matches!(event.key(), Key::ArrowDown | Key::ArrowUp | Key::Enter) {
        event.prevent_default();
    }
    onkey.call(event.key());
}

/// A row; its cells are the children.
#[component]
pub(super) fn RowFrame(
    id: RecordId,
    testid: String,
    is_selected: bool,
    is_void: bool,
    onopen: EventHandler<RecordId>,
    children: Element,
) -> Element {
    let class = match (is_selected, is_void) {
        (true, _) => "table-row is-selected",
        (false, true) => "table-row is-void",
        (false, false) => "table-row",
    };
    rsx! {
        div {
            class,
            id: "desk-row-{id}",
            role: "row",
            aria_selected: if is_selected { "true" } else { "false" },
            "data-testid": testid,
            onclick: move |_| onopen.call(id),
            {children}
        }
    }
}

/// The record that is open, beside the table. Esc leads back to the list.
#[component]
pub(super) fn Beside(
    title: String,
    testid: String,
    onclose: EventHandler<()>,
    children: Element,
) -> Element {
    rsx! {
        aside {
            class: "detail",
            "data-testid": testid,
            aria_label: "{title}",
            onkeydown: move |event| if event.key() == Key::Escape { onclose.call(()) },
            div { class: "detail-head",
                h2 { "{title}" }
                button { class: "round", r#type: "button", aria_label: t("close"), "data-testid": "desk-detail-close", onclick: move |_| onclose.call(()),
                    Icon { shape: Shape::Close }
                }
            }
            {children}
        }
    }
}

/// Names something new that a form beside a table makes.
#[expect(
    clippy::disallowed_methods,
    reason = "something new is named by the form; on this device nothing is ordered by it"
)]
pub(super) fn fresh_id() -> Uuid {
    Uuid::now_v7()
}
