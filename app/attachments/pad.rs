//! The paper to sign on, as wide as the form. The finger is followed by the platform's script; here stand the buttons.

use dioxus::prelude::*;

use super::making::{Act, Making};
use crate::components::{Icon, Shape};
use crate::platform::media;
use crate::text::t;

const PAPER: &str = "signature-paper";

/// The paper and its buttons.
#[component]
pub(super) fn Pad(making: Making) -> Element {
    use_effect(|| media::open_pad(PAPER));
    rsx! {
        div { class: "pad", role: "group", aria_label: t("signature-sign"), "data-testid": "signature-pad",
            p { class: "hint", {t("signature-hint")} }
            canvas { class: "paper", id: PAPER, role: "img", aria_label: t("signature-paper"), "data-testid": PAPER }
            div { class: "buttons",
                button { class: "button", r#type: "button", "data-testid": "signature-undo", onclick: |_| media::undo_stroke(),
                    Icon { shape: Shape::Back }
                    span { {t("signature-undo")} }
                }
                button { class: "button", r#type: "button", "data-testid": "signature-clear", onclick: |_| media::clear_pad(),
                    Icon { shape: Shape::Close }
                    span { {t("signature-clear")} }
                }
            }
            div { class: "buttons",
                button { class: "button is-main", r#type: "button", "data-testid": "signature-take", onclick: move |_| making.act.call(Act::Take),
                    Icon { shape: Shape::Check }
                    span { {t("signature-take")} }
                }
                button { class: "button", r#type: "button", "data-testid": "signature-away", onclick: move |_| making.act.call(Act::PutAway), {t("not-wanted")} }
            }
        }
    }
}
