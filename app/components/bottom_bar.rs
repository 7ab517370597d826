//! The bottom bar of the phone: five places, thumb-sized.

use dioxus::prelude::*;

use super::{Go, Icon, Shape};
use crate::routes::{Route, Tab};
use crate::text::t;

/// The bottom bar.
#[component]
pub(crate) fn BottomBar(tab: Tab) -> Element {
    let places = [
        (Tab::Home, Route::Home {}, Shape::Today, "nav-home"),
        (Tab::Find, Route::Find {}, Shape::Find, "nav-find"),
        (Tab::Add, Route::Add {}, Shape::Plus, "nav-add"),
        (Tab::Visits, Route::Visits {}, Shape::Visits, "nav-visits"),
        (Tab::Me, Route::Me {}, Shape::Person, "nav-me"),
    ];
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
