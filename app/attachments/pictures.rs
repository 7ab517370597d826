//! Photos and signatures as pictures: small in a row, large on a tap.

use client::Error;
use client::commands::{BlobStanding, Part, ReadBlob};
use dioxus::prelude::*;
use domain::Attachment;

use super::shown::name_of;
use super::standings::{heard_of, use_standings, use_why_not_here};
use crate::components::{Icon, Shape};
use crate::platform;
use crate::query::use_backend;
use crate::text::{failure, t, t_args};

const CLOSE: &str = "viewer-close";

type Source = Option<Result<String, Error>>;

/// A picture as an address for the page. Bytes never change under their hash, so it is asked for until it is here.
fn use_source(hash: &str, part: Part) -> Signal<Source> {
    let backend = use_backend();
    let mut source = use_signal(|| None);
    let hash = hash.to_owned();
    use_future(move || {
        let (backend, hash) = (backend.clone(), hash.clone());
        async move {
            heard_of(&backend, std::slice::from_ref(&hash), async || {
                if matches!(*source.peek(), Some(Ok(_))) {
                    return;
                }
                let hash = hash.clone();
                let read = backend.call(ReadBlob { hash, part }).await;
                source.set(Some(read.map(|content| {
                    format!("data:{};base64,{}", content.media_type, content.content)
                })));
            })
            .await;
        }
    });
    source
}

/// A small picture that opens the large one. Where the bytes are not here, words stand in its place.
#[component]
pub(super) fn Picture(
    one: Attachment,
    n: usize,
    viewed: Signal<Option<String>>,
    standing: Option<BlobStanding>,
) -> Element {
    let source = use_source(&one.hash, Part::Thumbnail);
    let why_not_here = use_why_not_here();
    let name = name_of(&one, n);
    if let Some(Err(error)) = &*source.read() {
        let words = if *error == Error::NotFound {
            why_not_here(standing.as_ref())
        } else {
            failure::sentence(error)
        };
        return rsx! {
            p { class: "picture is-elsewhere", role: "status", "data-testid": "attachment-elsewhere",
                strong { "{name}" }
                "{words}"
            }
        };
    }
    rsx! {
        button {
            class: "picture",
            id: "picture-{one.hash}",
            r#type: "button",
            aria_label: t_args("picture-open", &[("what", name.into())]),
            "data-testid": "picture-{one.kind.code()}",
            onclick: move |_| viewed.set(Some(one.hash.clone())),
            if let Some(Ok(source)) = source() {
                img { src: source, alt: "" }
            }
        }
    }
}

/// A picture as large as the screen; goes by its button or Escape.
#[component]
pub(super) fn Viewer(hash: String, viewed: Signal<Option<String>>) -> Element {
    let source = use_source(&hash, Part::Whole);
    let small = use_source(&hash, Part::Thumbnail);
    let standings = use_standings(vec![hash.clone()]);
    let why_not_here = use_why_not_here();
    use_effect(|| platform::focus(CLOSE));
    let close = use_callback(move |()| {
        viewed.set(None);
        platform::focus(&format!("picture-{hash}"));
    });
    rsx! {
        div { class: "cover", role: "dialog", aria_modal: "true", aria_label: t("picture-large"), "data-testid": "viewer",
            onkeydown: move |event| if event.key() == Key::Escape {
                // The record beneath stays open.
                event.stop_propagation();
                close.call(());
            },
            match source() {
                Some(Ok(source)) => rsx! { img { class: "cover-picture", src: source, alt: t("picture-large") } },
                // The small one stands in until the large one has come.
                Some(Err(Error::NotFound)) => rsx! {
                    if let Some(Ok(small)) = small() {
                        img { class: "cover-picture", src: small, alt: "" }
                    }
                    p { class: "cover-words", role: "status", "data-testid": "viewer-coming", {why_not_here(standings.read().first())} }
                },
                Some(Err(error)) => rsx! { p { class: "problem", role: "alert", {failure::sentence(&error)} } },
                None => rsx! {},
            }
            button { class: "button is-wide", id: CLOSE, r#type: "button", "data-testid": CLOSE, onclick: move |_| close.call(()),
                Icon { shape: Shape::Close }
                span { {t("close")} }
            }
        }
    }
}
