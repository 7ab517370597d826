//! An address that is no screen.

use dioxus::prelude::*;

use crate::components::{Empty, Go, Shape, TopBar};
use crate::routes::Route;
use crate::text::t;

/// Says so and leads home.
#[component]
pub(crate) fn Missing(rest: Vec<String>) -> Element {
    rsx! {
        TopBar { title: t("missing-title"), back: Route::Home {} }
        main { class: "page",
            Empty { shape: Shape::Info, title: t("missing-title"), hint: t("missing-hint"),
                Go { to: Route::Home {}, class: "button", {t("go-home")} }
            }
        }
    }
}
