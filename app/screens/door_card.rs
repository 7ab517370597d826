//! 门牌码: a household's code as a card to print and hang at the door. It says where the door is and nobody's name.

use client::commands::{HouseholdPage, OpenHousehold, OpenSyncPage};
use dioxus::prelude::*;
use domain::RecordId;

use crate::components::{CodePicture, Icon, Pending, Shape, TopBar, place_of};
use crate::door_code;
use crate::platform::media;
use crate::query::use_query;
use crate::routes::Route;
use crate::text::{t, t_args};

/// The card of a household.
#[component]
pub(crate) fn DoorCard(id: RecordId) -> Element {
    let page = use_query(OpenHousehold { id });
    let sync = use_query(OpenSyncPage);
    rsx! {
        TopBar { title: t("door-code"), back: Route::HouseholdScreen { id } }
        main { class: "page",
            match (page.reply(), sync.reply()) {
                (Some(page), Some(sync)) => rsx! { DoorCardView { page, server: sync.server } },
                _ => rsx! { Pending { failure: page.failure(), onretry: move |()| page.again() } },
            }
        }
    }
}

/// The card as drawn and printed.
#[component]
pub(crate) fn DoorCardView(page: HouseholdPage, server: String) -> Element {
    let place = place_of(
        &page.village_name,
        page.household.group,
        &page.household.door,
    );
    rsx! {
        section { class: "card door-card", "data-testid": "door-card",
            p { class: "door-place", "{place}" }
            CodePicture {
                text: door_code::address(&server, page.id),
                label: t_args("door-code-of", &[("place", place.into())]),
                testid: "door-code",
            }
            p { class: "hint", {t("door-code-for")} }
        }
        p { class: "hint no-print", {t("door-code-hint")} }
        button { class: "button is-main is-wide no-print", r#type: "button", "data-testid": "door-print", onclick: |_| media::print(),
            Icon { shape: Shape::Printer }
            span { {t("print")} }
        }
    }
}
