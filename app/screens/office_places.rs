//! The office's places on a phone, and the first screen of who has no day at doors or cases.

use dioxus::prelude::*;

use crate::app_state::use_app_state;
use crate::components::Go;
use crate::duties::places_on_phone;
use crate::routes::Route;
use crate::text::t;

/// Leads on to the first screen of who has another one.
#[component]
pub(super) fn Front(front: Route) -> Element {
    let navigator = use_navigator();
    use_effect(move || {
        navigator.replace(front.clone());
    });
    rsx! {}
}

/// What the office has on its screen, for who has a phone in the hand just now.
#[component]
pub(crate) fn OfficePlaces() -> Element {
    let places = places_on_phone(use_app_state());
    if places.is_empty() {
        return rsx! {};
    }
    rsx! {
        section { class: "block",
            h2 { {t("home-office")} }
            nav { class: "links", aria_label: t("home-office"), "data-testid": "home-office",
                for (_ , to , _ , key) in places {
                    Go { key: "{key}", to, class: "chip", testid: "office-{key}", {t(key)} }
                }
            }
        }
    }
}
