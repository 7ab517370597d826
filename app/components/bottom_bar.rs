//! The bottom bar of the phone: few places, thumb-sized.

use dioxus::prelude::*;

use super::{Go, Icon, Shape};
use crate::app_state::use_app_state;
use crate::routes::{Route, Tab};
use crate::text::t;

/// The bottom bar.
#[component]
pub(crate) fn BottomBar(tab: Tab) -> Element {
    let home = (Tab::Home, Route::Home {}, Shape::Today, "nav-home");
    let me = (Tab::Me, Route::Me {}, Shape::Person, "nav-me");
    let state = use_app_state();
    let places = if state.front().is_some() {
        vec![home, me]
    } else if state.has_doors() {
        vec![
            home,
            (Tab::Find, Route::Find {}, Shape::Find, "nav-find"),
            (Tab::Add, Route::Add {}, Shape::Plus, "nav-add"),
            (Tab::Visits, Route::Visits {}, Shape::Visits, "nav-visits"),
            me,
        ]
    } else {
        let items = Route::Items {
            form: "hazard".to_owned(),
        };
        vec![
            home,
            (
                Tab::Disputes,
                Route::Disputes {},
                Shape::Dispute,
                "nav-disputes",
            ),
            (Tab::Items, items, Shape::Alert, "desk-items"),
            me,
        ]
    };
    rsx! {
        nav { class: "bottom-bar", aria_label: t("nav-label"),
            for (place , to , shape , key) in places {
                Go {
                    key: "{key}",
                    to,
                    class: if place == Tab::Add { "bottom-bar-item is-main" } else { "bottom-bar-item" },
                    testid: key,
                    is_current: place == tab,
                    Icon { shape }
                    span { {t(key)} }
                }
            }
        }
    }
}
