//! Photos and signatures as pictures: small in a row, large on a tap.

use client::Error;
use client::commands::{BlobContent, Part, ReadBlob};
use dioxus::prelude::*;
use domain::Attachment;

use super::shown::name_of;
use crate::components::{Icon, Pending, Shape};
use crate::platform;
use crate::query::use_query;
use crate::text::{t, t_args};

const CLOSE: &str = "viewer-close";

fn address(content: &BlobContent) -> String {
    format!("data:{};base64,{}", content.media_type, content.content)
}

/// A small picture that opens the large one. Where the bytes are on another device, words stand in its place.
#[component]
pub(super) fn Picture(one: Attachment, n: usize, viewed: Signal<Option<String>>) -> Element {
    let small = use_query(ReadBlob {
        hash: one.hash.clone(),
        part: Part::Thumbnail,
    });
    if small.failure() == Some(Error::NotFound) {
        return rsx! {
            p { class: "picture is-elsewhere", "data-testid": "attachment-elsewhere",
                strong { {name_of(&one, n)} }
                {t("attachment-elsewhere")}
            }
        };
    }
    rsx! {
        button {
            class: "picture",
            id: "picture-{one.hash}",
            r#type: "button",
            aria_label: t_args("picture-open", &[("what", name_of(&one, n).into())]),
            "data-testid": "picture-{one.kind.code()}",
            onclick: move |_| viewed.set(Some(one.hash.clone())),
            if let Some(small) = small.reply() {
                img { src: address(&small), alt: "" }
            }
        }
    }
}

/// A picture as large as the screen; goes by its button or Escape.
#[component]
pub(super) fn Viewer(hash: String, viewed: Signal<Option<String>>) -> Element {
    let whole = use_query(ReadBlob {
        hash: hash.clone(),
        part: Part::Whole,
    });
    use_effect(|| platform::focus(CLOSE));
    let close = use_callback(move |()| {
        viewed.set(None);
        platform::focus(&format!("picture-{hash}"));
    });
    rsx! {
        div { class: "cover", role: "dialog", aria_modal: "true", aria_label: t("picture-large"), "data-testid": "viewer",
            onkeydown: move |event| if event.key() == Key::Escape {
                close.call(());
            },
            match whole.reply() {
                Some(whole) => rsx! { img { class: "cover-picture", src: address(&whole), alt: t("picture-large") } },
                None => rsx! { Pending { failure: whole.failure(), onretry: move |()| whole.again() } },
            }
            button { class: "button is-wide", id: CLOSE, r#type: "button", "data-testid": CLOSE, onclick: move |_| close.call(()),
                Icon { shape: Shape::Close }
                span { {t("close")} }
            }
        }
    }
}
