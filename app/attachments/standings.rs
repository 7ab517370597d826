//! Where bytes are: whether the office has what was made here, and whether what others made has come. Asked again whenever the backend
//! tells of one of them.

use client::commands::{BlobStanding, ListBlobs};
use client::{Event, Handle, LightState};
use dioxus::prelude::*;
use futures_util::StreamExt as _;

use crate::app_state::use_app_state;
use crate::components::{Icon, Shape};
use crate::query::use_backend;
use crate::text::t;

/// Answers once for every time that the backend tells of these bytes, from now on.
pub(super) async fn heard_of(backend: &Handle, hashes: &[String], mut hear: impl AsyncFnMut()) {
    let mut events = backend.events();
    hear().await;
    while let Some(event) = events.next().await {
        if matches!(&event, Event::Blob { hash } if hashes.contains(hash)) {
            hear().await;
        }
    }
}

/// How these bytes stand; none until the backend has said so.
pub(super) fn use_standings(hashes: Vec<String>) -> Signal<Vec<BlobStanding>> {
    let backend = use_backend();
    let mut standings = use_signal(Vec::new);
    use_future(move || {
        let (backend, hashes) = (backend.clone(), hashes.clone());
        async move {
            heard_of(&backend, &hashes, async || {
                let hashes = hashes.clone();
                // Without an answer the marks stay as they are.
                if let Ok(all) = backend.call(ListBlobs { hashes }).await {
                    standings.set(all);
                }
            })
            .await;
        }
    });
    standings
}

/// A word below what was made here: 待传, 已传, 需处理.
#[component]
pub(super) fn Mark(standing: Option<BlobStanding>) -> Element {
    let (class, shape, words) = match standing {
        Some(BlobStanding::Waiting) => ("is-waiting", Shape::Clock, t("blob-waiting")),
        Some(BlobStanding::Received) => ("is-good", Shape::Check, t("blob-received")),
        Some(BlobStanding::Refused { message }) => {
            return rsx! {
                p { class: "problem", "data-testid": "blob-refused",
                    if message.is_empty() {
                        {t("blob-refused")}
                    } else {
                        "{message}"
                    }
                }
            };
        }
        Some(
            BlobStanding::Begun
            | BlobStanding::Here
            | BlobStanding::Wanted
            | BlobStanding::Elsewhere,
        )
        | None => return rsx! {},
    };
    rsx! {
        span { class: "mark {class}", "data-testid": "blob-mark", Icon { shape } "{words}" }
    }
}

/// Why bytes are not here, in a sentence.
pub(super) fn use_why_not_here() -> impl Fn(Option<&BlobStanding>) -> String {
    let light = use_app_state().light;
    move |standing| {
        let key = match standing {
            Some(BlobStanding::Elsewhere) => "attachment-elsewhere",
            _ if light.read().state == LightState::Offline => "attachment-offline",
            _ => "attachment-coming",
        };
        t(key)
    }
}
