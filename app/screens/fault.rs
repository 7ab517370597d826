//! The app cannot start here: open in another window, a browser that keeps nothing, or a fault of ours.

use client::Error;
use dioxus::prelude::*;

use crate::components::{Icon, Shape};
use crate::platform;
use crate::text::{failure, t};

/// Why the app does not start, what is safe, what to do.
#[component]
pub(crate) fn Fault(fault: Error) -> Element {
    let (title, lines, testid) = match &fault {
        Error::OpenElsewhere => (
            t("elsewhere-title"),
            vec![t("elsewhere-do")],
            "open-elsewhere",
        ),
        Error::StorageUnsupported => (
            t("unsupported-title"),
            vec![t("unsupported-why"), t("unsupported-do")],
            "storage-unsupported",
        ),
        other => (
            t("fault-title"),
            vec![failure::sentence(other), t("fault-safe")],
            "fault",
        ),
    };
    rsx! {
        main { class: "gate", "data-testid": testid,
            Icon { shape: Shape::Info }
            h1 { "{title}" }
            for line in lines {
                p { key: "{line}", "{line}" }
            }
            button { class: "button is-main", r#type: "button", onclick: move |_| platform::reload(), {t("open-again")} }
        }
    }
}
