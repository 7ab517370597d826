//! 朗读: what stands on a screen, read by the device's own voice. It stops when the screen is left.

use dioxus::prelude::*;

use super::{Icon, Shape};
use crate::platform::media::{self, Why};
use crate::platform::{self, Ability};
use crate::text::{LANGUAGE, t};

/// The button. `words` is asked when it is tapped, one sentence a line.
#[component]
pub(crate) fn ReadAloud(words: Callback<(), String>) -> Element {
    let mut is_reading = use_signal(|| false);
    let mut said = use_signal(|| None::<String>);
    use_drop(media::hush);
    if !platform::has(Ability::Speak) {
        return rsx! {};
    }
    let toggle = move |_| {
        if is_reading() {
            return media::hush();
        }
        let words = words.call(());
        spawn(async move {
            is_reading.set(true);
            said.set(None);
            let read = media::speak(&words, LANGUAGE.peek().tag()).await;
            is_reading.set(false);
            said.set(match read {
                Ok(()) | Err(Why::Cancelled) => None,
                Err(_) => Some(t("read-no-voice")),
            });
        });
    };
    rsx! {
        button {
            class: "button",
            r#type: "button",
            aria_pressed: if is_reading() { "true" } else { "false" },
            "data-testid": "read-aloud",
            onclick: toggle,
            Icon { shape: if is_reading() { Shape::Stop } else { Shape::Speaker } }
            span { {if is_reading() { t("read-stop") } else { t("read-aloud") }} }
        }
        if let Some(words) = said() {
            p { class: "warning", role: "status", "data-testid": "read-said", "{words}" }
        }
    }
}
