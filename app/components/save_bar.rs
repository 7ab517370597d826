//! The bar at the end of a form: when the draft was last kept, and 保存.

use chrono::{DateTime, Utc};
use dioxus::prelude::*;

use crate::text::{t, t_args, when};

/// The bar.
#[component]
pub(crate) fn SaveBar(
    kept_at: Option<DateTime<Utc>>,
    is_saving: bool,
    testid: String,
    onsave: EventHandler<()>,
) -> Element {
    rsx! {
        div { class: "form-bar",
            SaveNote { kept_at, testid: "draft-kept", class: "form-bar-note" }
            button {
                class: "button is-main",
                r#type: "button",
                disabled: is_saving,
                "data-testid": testid,
                onclick: move |_| onsave.call(()),
                {t("save")}
            }
        }
    }
}

/// When the draft was last kept; empty before that.
#[component]
pub(crate) fn SaveNote(
    kept_at: Option<DateTime<Utc>>,
    testid: String,
    #[props(default = "hint")] class: &'static str,
) -> Element {
    let kept = kept_at.map(|at| t_args("draft-kept", &[("time", when::time(at).into())]));
    rsx! {
        p { class, role: "status", "data-testid": testid, {kept.unwrap_or_default()} }
    }
}
