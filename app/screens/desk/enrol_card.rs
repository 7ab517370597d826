//! 登记卡: a one-time code as text and picture, on the screen and on paper for whoever is not at the office.

use chrono::{DateTime, Utc};
use dioxus::prelude::*;

use crate::components::{CodePicture, Icon, Shape};
use crate::platform::media;
use crate::text::{t, t_args, when};

/// A code that was just made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Card {
    /// As a person types it.
    pub(crate) code: String,
    /// Until when it can be used.
    pub(crate) expires_at: DateTime<Utc>,
}

/// The card as drawn and printed.
#[component]
pub(crate) fn EnrolCard(
    card: Card,
    name: String,
    server: String,
    now: DateTime<Utc>,
    onclose: EventHandler<()>,
) -> Element {
    let link = format!("{server}/enroll/{}", card.code);
    rsx! {
        section { class: "card enrol-card", "data-testid": "enrol-card",
            h3 { {t_args("people-card-title", &[("name", name.clone().into())])} }
            CodePicture { text: link, label: t_args("people-card-picture", &[("name", name.into())]) }
            p { class: "enrol-code", "data-testid": "enrol-code", "{card.code}" }
            p { class: "enrol-link", "{server}" }
            ol { class: "enrol-steps",
                for step in ["people-card-scan", "people-card-type", "people-card-pin"] {
                    li { key: "{step}", {t(step)} }
                }
            }
            p { class: "hint", {t("people-card-keep")} }
            p { class: "hint", {t_args("people-card-until", &[("when", when::moment(card.expires_at, now).into())])} }
        }
        div { class: "buttons no-print",
            button { class: "button", r#type: "button", onclick: move |_| onclose.call(()), {t("close")} }
            button { class: "button", r#type: "button", "data-testid": "enrol-print", onclick: |_| media::print(),
                Icon { shape: Shape::Printer }
                span { {t("print")} }
            }
        }
    }
}
