//! 扫门牌码: from a door's code to its household, without a network. By the camera as it looks, or by a picture of the code.

use client::commands::OpenHousehold;
use client::{Error, Handle};
use dioxus::prelude::*;

use super::find::Goal;
use crate::attachments::why_not;
use crate::components::{Icon, Shape};
use crate::door_code;
use crate::platform::media::{self, From, Sight, Why};
use crate::platform::{self, Ability};
use crate::query::use_backend;
use crate::text::{failure, t};

const VIDEO: &str = "scan-video";
const CLOSE: &str = "scan-close";
/// Between two looks, milliseconds.
const PAUSE: u32 = 200;

/// The button, and the camera's picture once it was tapped.
#[component]
pub(crate) fn ScanDoor(goal: Goal) -> Element {
    let mut is_open = use_signal(|| false);
    if !platform::has(Ability::Scan) {
        return rsx! {};
    }
    rsx! {
        button { class: "button is-wide", r#type: "button", "data-testid": "scan-door", onclick: move |_| is_open.set(true),
            Icon { shape: Shape::Code }
            span { {t("scan-door")} }
        }
        if is_open() {
            Scanner { goal, onclose: move |()| is_open.set(false) }
        }
    }
}

#[component]
fn Scanner(goal: Goal, onclose: EventHandler<()>) -> Element {
    let backend = use_backend();
    let mut said = use_signal(|| None::<String>);
    let looker = backend.clone();
    use_future(move || {
        let backend = looker.clone();
        async move {
            if let Err(why) = media::scan(VIDEO).await {
                return said.set(why_no_camera(why));
            }
            while let Ok(sight) = media::look().await {
                if let Some(words) = words_in(sight).await {
                    said.set(follow(&backend, goal, &words).await);
                }
                platform::sleep(PAUSE).await;
            }
        }
    });
    use_drop(media::unscan);
    use_effect(|| platform::focus(CLOSE));
    let picture = use_callback(move |from: From| {
        let backend = backend.clone();
        let sight = media::look_at(from);
        spawn(async move {
            let words = match sight.await {
                Ok(sight) => words_in(sight).await,
                Err(why) => return said.set(why_not(why)),
            };
            said.set(match words {
                Some(words) => follow(&backend, goal, &words).await,
                None => Some(t("scan-no-code")),
            });
        });
    });
    rsx! {
        div { class: "cover", role: "dialog", aria_modal: "true", aria_label: t("scan-door"), "data-testid": "scanner",
            onkeydown: move |event| if event.key() == Key::Escape {
                onclose.call(());
            },
            p { class: "cover-words", role: "status", "data-testid": "scan-said", {said().unwrap_or_else(|| t("scan-hint"))} }
            video { class: "cover-picture", id: VIDEO, muted: true, "playsinline": "true", aria_label: t("scan-sight") }
            div { class: "ways",
                button { class: "button", r#type: "button", "data-testid": "scan-take", onclick: move |_| picture.call(From::Camera),
                    Icon { shape: Shape::Camera }
                    span { {t("scan-take")} }
                }
                button { class: "button", r#type: "button", "data-testid": "scan-choose", onclick: move |_| picture.call(From::Album),
                    Icon { shape: Shape::Picture }
                    span { {t("photo-choose")} }
                }
            }
            button { class: "button is-wide", id: CLOSE, r#type: "button", "data-testid": CLOSE, onclick: move |_| onclose.call(()),
                Icon { shape: Shape::Close }
                span { {t("close")} }
            }
        }
    }
}

async fn words_in(sight: Sight) -> Option<String> {
    match sight {
        Sight::Text(words) => Some(words),
        Sight::Luma(grey) => media::read_code(&grey).await,
    }
}

fn why_no_camera(why: Why) -> Option<String> {
    match why {
        Why::Cancelled => None,
        Why::Denied => Some(t("scan-denied")),
        Why::Unsupported | Why::Unreadable | Why::Empty | Why::Failed => {
            Some(t("scan-unsupported"))
        }
    }
}

/// Opens the household of a code; or says why not.
async fn follow(backend: &Handle, goal: Goal, words: &str) -> Option<String> {
    let Some(id) = door_code::household_in(words) else {
        return Some(t("scan-other-code"));
    };
    match backend.call(OpenHousehold { id }).await {
        Ok(_) => {
            navigator().push(goal.route(id));
            None
        }
        Err(Error::NotFound) => Some(t("scan-not-here")),
        Err(error) => Some(failure::sentence(&error)),
    }
}
