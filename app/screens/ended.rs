//! What is left on a device whose rights the office ended: that everything was handed in and nothing is here any more.

use client::commands::session::Ended as EndedFact;
use dioxus::prelude::*;

use super::Enroll;
use crate::app_state::use_app_state;
use crate::components::Sign;
use crate::text::{t, t_args, when};

/// The page, and behind it the form for a new code.
#[component]
pub(crate) fn Ended(ended: EndedFact) -> Element {
    let mut has_code = use_signal(|| false);
    if has_code() {
        return rsx! { Enroll { code: "" } };
    }
    let now = use_app_state().now();
    let town = ended.town_name.clone().into();
    let when = when::moment(ended.at, now).into();
    rsx! {
        main { class: "gate", "data-testid": "ended",
            Sign {}
            if ended.is_own {
                h1 { {t("signed-out-title")} }
                p { {t_args("signed-out-what", &[("town", town), ("when", when)])} }
            } else {
                h1 { {t("ended-title")} }
                p { {t_args("ended-what", &[("town", town), ("when", when)])} }
            }
            if ended.set_aside > 0 {
                p { {t_args("ended-aside", &[("count", ended.set_aside.into())])} }
            }
            p { {t("ended-do")} }
            button { class: "button is-main", r#type: "button", "data-testid": "ended-new-code", onclick: move |_| has_code.set(true), {t("enter-new-code")} }
        }
    }
}
