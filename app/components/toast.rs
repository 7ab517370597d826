//! A short word that something is done. It only confirms; what must be read stands on the screen itself.

use dioxus::prelude::*;

use super::{Icon, Shape};
use crate::app_state::use_app_state;
use crate::platform;

const SHOWN_FOR: u32 = 4_000;

/// Where toasts appear: a live region that is always there, so that screen readers hear it.
#[component]
pub(crate) fn ToastArea() -> Element {
    let state = use_app_state();
    let mut toast = state.toast;
    use_effect(move || {
        let Some(shown) = toast() else { return };
        spawn(async move {
            platform::sleep(SHOWN_FOR).await;
            if toast.peek().as_ref() == Some(&shown) {
                toast.set(None);
            }
        });
    });
    rsx! {
        div { class: "toasts", role: "status", aria_live: "polite",
            if let Some(toast) = toast() {
                p { class: "toast", key: "{toast.n}", "data-testid": "toast",
                    Icon { shape: Shape::Check }
                    span { "{toast.text}" }
                }
            }
        }
    }
}
