//! The head of a phone screen: back, where am I, the sync light.

use dioxus::prelude::*;

use super::{Icon, Shape, SyncPill};
use crate::app_state::{AppState, Seat, use_app_state};
use crate::routes::Route;
use crate::text::t;

/// The head of a screen. `back` is where the arrow leads when there is nothing to go back to.
#[component]
pub(crate) fn TopBar(title: String, back: Option<Route>) -> Element {
    let state = use_app_state();
    rsx! {
        div { class: "top-bar", role: if state.seat() == Seat::Phone { "banner" },
            if let Some(back) = back {
                button {
                    class: "top-bar-back",
                    r#type: "button",
                    aria_label: t("back"),
                    "data-testid": "back",
                    onclick: move |_| go_back(state, &back),
                    Icon { shape: Shape::Back }
                }
            }
            h1 { class: "top-bar-title", "{title}" }
            // The desk has its light at the top of every page.
            if state.seat() == Seat::Phone {
                SyncPill { light: (state.light)() }
            }
        }
    }
}

fn go_back(mut state: AppState, back: &Route) {
    let navigator = navigator();
    let steps = *state.steps.peek();
    if steps > 0 && navigator.can_go_back() {
        // The step back will be counted as one more.
        state.steps.set(steps.saturating_sub(2));
        navigator.go_back();
    } else {
        navigator.replace(back.clone());
    }
}
