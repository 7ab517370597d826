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
    let kept = kept_at.map(|at| t_args("draft-kept", &[("time", when::time(at).into())]));
    rsx! {
        div { class: "form-bar",
            p { class: "form-bar-note", role: "status", "data-testid": "draft-kept", {kept.unwrap_or_default()} }
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
