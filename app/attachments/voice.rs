//! Voice notes: the panel while one is recorded, and one to listen to.

use client::commands::{Part, ReadBlob};
use client::{Error, Handle};
use dioxus::prelude::*;
use domain::Attachment;
use domain::attachment::LONGEST_SECONDS;

use super::making::{Act, Making, why_not};
use super::standings::heard_of;
use crate::components::{Icon, Shape};
use crate::platform::media;
use crate::query::use_backend;
use crate::text::{failure, t, t_args};

/// While it is recorded: how long it is, and the two ways to end it.
#[component]
pub(super) fn Recorder(making: Making, seconds: u32) -> Element {
    rsx! {
        div { class: "strip is-bad is-block", role: "group", aria_label: t("voice-recording"), "data-testid": "voice-recording",
            p { class: "strip-title",
                Icon { shape: Shape::Microphone }
                span { {t("voice-recording")} }
                span { class: "timer", role: "timer", {t_args("voice-seconds", &[("count", seconds.into()), ("most", LONGEST_SECONDS.into())])} }
            }
            div { class: "buttons",
                button { class: "button is-main", r#type: "button", "data-testid": "voice-finish", onclick: move |_| making.act.call(Act::Finish),
                    Icon { shape: Shape::Stop }
                    span { {t("voice-finish")} }
                }
                button { class: "button", r#type: "button", "data-testid": "voice-forget", onclick: move |_| making.act.call(Act::Forget), {t("not-wanted")} }
            }
        }
    }
}

/// One voice note: how long it is, and the button to hear it.
#[component]
pub(super) fn Note(one: Attachment) -> Element {
    let backend = use_backend();
    let mut is_playing = use_signal(|| false);
    let mut said = use_signal(|| None::<String>);
    let listener = backend.clone();
    let heard = one.hash.clone();
    use_future(move || {
        let (backend, hash) = (listener.clone(), heard.clone());
        async move {
            // It has come meanwhile, or is asked for: what was said of it is old.
            heard_of(&backend, &[hash], async || said.set(None)).await;
        }
    });
    let seconds = one.seconds.unwrap_or_default();
    let length = t_args("voice-length", &[("count", seconds.into())]);
    let hash = one.hash;
    let toggle = move |_| {
        if is_playing() {
            return media::pause();
        }
        let (backend, hash) = (backend.clone(), hash.clone());
        spawn(async move {
            is_playing.set(true);
            let words = play(&backend, hash).await;
            is_playing.set(false);
            said.set(words);
        });
    };
    rsx! {
        div { class: "voice", "data-testid": "voice-note",
            button { class: "button", r#type: "button", "data-testid": "voice-play", onclick: toggle,
                Icon { shape: if is_playing() { Shape::Stop } else { Shape::Play } }
                span { {if is_playing() { t("voice-pause") } else { t("voice-play") }} }
            }
            span { "{length}" }
        }
        if let Some(words) = said() {
            p { class: "warning", role: "status", "{words}" }
        }
    }
}

async fn play(backend: &Handle, hash: String) -> Option<String> {
    let part = Part::Whole;
    match backend.call(ReadBlob { hash, part }).await {
        Ok(note) => {
            let played = media::play(&note.media_type, &note.content).await;
            played.err().and_then(why_not)
        }
        Err(Error::NotFound) => Some(t("voice-coming")),
        Err(error) => Some(failure::sentence(&error)),
    }
}
