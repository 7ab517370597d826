//! The frame of the office's screens: who and where at the top, what there is at the left.

use client::SyncLight;
use dioxus::prelude::*;

use crate::app_state::use_app_state;
use crate::components::{Go, Icon, Notices, Shape, Sign, SyncPill};
use crate::platform;
use crate::routes::{Route, Tab};
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
    let is_for_this_one = |place: Tab| match place {
        Tab::Visits | Tab::Find | Tab::Remarks => state.has_doors(),
        Tab::People | Tab::Tree | Tab::Imports | Tab::County => state.has_people(),
        Tab::Review => state.has_meetings(),
        _ => true,
    };
    let places = [
        (Tab::Home, Route::DeskHome {}, Shape::Chart, "desk-home"),
        (
            Tab::Visits,
            Route::DeskVisits {},
            Shape::Visits,
            "nav-visits",
        ),
        (
            Tab::Disputes,
            Route::DeskDisputes {},
            Shape::Dispute,
            "nav-disputes",
        ),
        (
            Tab::Items,
            Route::Items {
                form: "hazard".to_owned(),
            },
            Shape::Alert,
            "desk-items",
        ),
        (
            Tab::Remarks,
            Route::Remarks {},
            Shape::Return,
            "remark-title",
        ),
        (
            Tab::Review,
            Route::DeskReview {},
            Shape::Speech,
            "review-title",
        ),
        (
            Tab::Ledgers,
            Route::DeskLedgers {
                ledger: "disputes".to_owned(),
            },
            Shape::Book,
            "nav-ledgers",
        ),
        (Tab::Find, Route::Find {}, Shape::House, "desk-households"),
        (
            Tab::People,
            Route::DeskPeople {},
            Shape::Phone,
            "people-title",
        ),
        (Tab::Tree, Route::DeskTree {}, Shape::Place, "tree-title"),
        (
            Tab::Imports,
            Route::DeskImports {},
            Shape::Import,
            "import-title",
        ),
        (
            Tab::County,
            Route::DeskCounty {},
            Shape::Settings,
            "county-title",
        ),
        (Tab::Sync, Route::SyncScreen {}, Shape::Sync, "sync-title"),
        (Tab::Me, Route::Me {}, Shape::Person, "nav-me"),
    ];
    rsx! {
        div { class: "desk", "data-testid": "desk",
            header { class: "desk-top",
                Sign {}
                strong { {t("app-name")} }
                span { class: "desk-town", "{town}" }
                span { class: "desk-gap" }
                SyncPill { light }
                span { class: "desk-who", "{who}" }
            }
            nav { class: "desk-nav", aria_label: t("nav-label"),
                for (place , to , shape , key) in places.into_iter().filter(|(place, ..)| is_for_this_one(*place)) {
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
