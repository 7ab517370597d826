//! What the person should know and need not act on at once: little space, data that the browser may throw away, a new version.

use dioxus::prelude::*;

use super::{Icon, Shape};
use crate::app_state::{Seat, use_app_state};
use crate::platform;
use crate::text::{t, t_args, when};

/// The calm notices, above the bottom bar.
#[component]
pub(crate) fn Notices() -> Element {
    let state = use_app_state();
    let session = state.session.read();
    let is_kept = session
        .as_ref()
        .is_none_or(|session| session.persisted != Some(false));
    let keep = match state.seat() {
        Seat::Phone => "notice-not-persisted",
        Seat::Desk => "notice-not-persisted-desk",
    };
    let mut put_away = state.put_away;
    let is_set_aside = session.as_ref().is_some_and(|session| session.set_aside);
    let space = (state.space_low)().map(|(used, quota)| {
        t_args(
            "notice-space",
            &[
                ("used", when::bytes(used).into()),
                ("quota", when::bytes(quota).into()),
            ],
        )
    });
    rsx! {
        NoticesView {
            update: (state.update_waits)(),
            outdated: (state.light)().outdated,
            sentences: [space, is_set_aside.then(|| t("notice-set-aside")), (!is_kept).then(|| t(keep))]
                .into_iter()
                .flatten()
                .filter(|sentence| !put_away.read().contains(sentence))
                .collect::<Vec<_>>(),
            onputaway: move |sentence| put_away.write().push(sentence),
        }
    }
}

/// The notices as drawn; each can be put away until the next start.
#[component]
pub(crate) fn NoticesView(
    update: bool,
    outdated: bool,
    sentences: Vec<String>,
    onputaway: EventHandler<String>,
) -> Element {
    rsx! {
        div { class: "notices",
            if outdated {
                button {
                    class: "notice is-action",
                    r#type: "button",
                    "data-testid": "outdated",
                    onclick: move |_| platform::take_update(),
                    Icon { shape: Shape::Alert }
                    span { {t("notice-outdated")} }
                }
            } else if update {
                button {
                    class: "notice is-action",
                    r#type: "button",
                    "data-testid": "take-update",
                    onclick: move |_| platform::take_update(),
                    Icon { shape: Shape::Download }
                    span { {t("notice-update")} }
                }
            }
            for sentence in sentences {
                div { class: "notice", key: "{sentence}", role: "status",
                    Icon { shape: Shape::Info }
                    span { "{sentence}" }
                    button {
                        class: "notice-close",
                        r#type: "button",
                        aria_label: t("put-away"),
                        onclick: move |_| onputaway.call(sentence.clone()),
                        Icon { shape: Shape::Close }
                    }
                }
            }
        }
    }
}
