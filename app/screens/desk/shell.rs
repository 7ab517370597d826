//! The frame of the office's screens: who and where at the top, what there is at the left.

use client::SyncLight;
use dioxus::prelude::*;

use crate::app_state::use_app_state;
use crate::components::{Go, Icon, Notices, Sign, SyncPill};
use crate::duties::places;
use crate::platform;
use crate::routes::Tab;
use crate::text::code::Coded as _;
use crate::text::t;

/// The frame around an office's screen.
#[component]
pub(crate) fn DeskShell(tab: Tab, children: Element) -> Element {
    let state = use_app_state();
    let member = state.member();
    let who = member
        .as_ref()
        .map(|member| format!("{} · {}", member.role.words(), member.name));
    rsx! {
        ShellView {
            tab,
            town: member.map(|member| member.town_name).unwrap_or_default(),
            who: who.unwrap_or_default(),
            light: (state.light)(),
            {children}
        }
    }
}

/// The frame as drawn.
#[component]
pub(crate) fn ShellView(
    tab: Tab,
    town: String,
    who: String,
    light: SyncLight,
    children: Element,
) -> Element {
    let state = use_app_state();
    rsx! {
        div {
            class: "desk",
            "data-testid": "desk",
            onpointerdown: move |_| state.used(),
            onkeydown: move |_| state.used(),
            onwheel: move |_| state.used(),
            header { class: "desk-top",
                Sign {}
                strong { {t("app-name")} }
                span { class: "desk-town", "{town}" }
                span { class: "desk-gap" }
                SyncPill { light }
                span { class: "desk-who", "{who}" }
            }
            nav { class: "desk-nav", aria_label: t("nav-label"),
                for (place , to , shape , key) in places(state) {
                    Go { key: "{key}", to, class: "desk-nav-item", testid: key, is_current: place == tab,
                        Icon { shape }
                        span { {t(key)} }
                    }
                }
            }
            div { class: "desk-page", id: platform::SCROLLER,
                if tab == Tab::Home {
                    Notices {}
                }
                {children}
            }
        }
    }
}
