//! Photos, voice notes and a signature on a form, whichever form it is: made here, kept at once, never needed to save. A form hands
//! in its list and is told what changes.

mod making;
mod pad;
mod pictures;
mod shown;
mod standings;
mod voice;

use client::commands::DropBlob;
use dioxus::prelude::*;
use domain::{Attachment, AttachmentKind};

use crate::app_state::use_app_state;
use crate::components::{Icon, Shape};
use crate::platform::media::{self, From};
use crate::query::use_backend;
use crate::text::code::Coded as _;
use crate::text::{t, t_args};

pub(crate) use making::why_not;
use making::{Act, Busy, Making};
use pad::Pad;
pub(crate) use shown::AttachmentsShown;
use shown::Items;
use voice::Recorder;

/// How long something taken off a form can be put back by one tap, milliseconds.
const UNDO_FOR: u32 = 8_000;

/// What happens to a form's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Change {
    /// One more.
    Add(Attachment),
    /// The one with this hash is taken off.
    Remove(String),
}

impl Change {
    /// Does it.
    pub(crate) fn apply(self, list: &mut Vec<Attachment>) {
        match self {
            Self::Add(new) if list.iter().any(|one| one.hash == new.hash) => {}
            Self::Add(new) => list.push(new),
            Self::Remove(hash) => list.retain(|one| one.hash != hash),
        }
    }
}

/// The part of a form for photos, voice notes and a signature.
#[component]
pub(crate) fn Attachments(
    items: Vec<Attachment>,
    problem: Option<String>,
    onchange: EventHandler<Change>,
) -> Element {
    let making = Making::begin(use_backend(), onchange);
    // Whoever leaves in the middle is not listened to any longer.
    use_drop(|| {
        media::drop_recording();
        media::pause();
    });
    let is_low = (use_app_state().space_low)().is_some();
    rsx! {
        div { class: "field attachments", id: "field-attachments", tabindex: "-1", role: "group", aria_label: t("field-attachments"),
            p { class: "hint", {t("attachments-hint")} }
            if is_low {
                p { class: "warning", role: "status", {t("error-space-low")} }
            }
            if let Some(problem) = problem {
                p { class: "problem", "{problem}" }
            }
            Items { items: items.clone(), making }
            match (making.busy)() {
                Busy::Recording(seconds) => rsx! { Recorder { making, seconds } },
                Busy::Signing => rsx! { Pad { making } },
                Busy::No | Busy::Keeping => rsx! { Ways { making, items } },
            }
            div { role: "status",
                if let Some(words) = (making.said)() {
                    p { class: "warning", "data-testid": "attachments-said", "{words}" }
                }
                if let Some(one) = (making.removed)() {
                    div { class: "strip", "data-testid": "attachment-removed",
                        span { {t_args("attachment-removed", &[("what", one.kind.words().into())])} }
                        button { class: "link", r#type: "button", "data-testid": "attachment-undo", onclick: move |_| making.act.call(Act::PutBack),
                            {t("undo")}
                        }
                    }
                }
            }
        }
    }
}

/// The four ways to add something.
#[component]
fn Ways(making: Making, items: Vec<Attachment>) -> Element {
    use AttachmentKind::{Photo, Signature, Voice};
    let is_busy = (making.busy)() != Busy::No;
    let is_full =
        |kind: AttachmentKind| items.iter().filter(|one| one.kind == kind).count() >= kind.most();
    let full: Vec<String> = [Photo, Voice, Signature]
        .into_iter()
        .filter(|kind| is_full(*kind))
        .map(|kind| {
            let what = kind.words().into();
            t_args(
                "attachments-full",
                &[("what", what), ("count", kind.most().into())],
            )
        })
        .collect();
    let ways = [
        (Photo, Act::Pick(From::Camera), Shape::Camera, "photo-take"),
        (
            Photo,
            Act::Pick(From::Album),
            Shape::Picture,
            "photo-choose",
        ),
        (Voice, Act::Record, Shape::Microphone, "voice-record"),
        (Signature, Act::Sign, Shape::Edit, "signature-sign"),
    ];
    rsx! {
        div { class: "ways",
            for (kind , act , shape , key) in ways {
                button {
                    key: "{key}",
                    class: "button",
                    r#type: "button",
                    disabled: is_busy || is_full(kind),
                    "data-testid": key,
                    onclick: move |_| making.act.call(act.clone()),
                    Icon { shape }
                    span { {t(key)} }
                }
            }
        }
        for words in full {
            p { class: "hint", key: "{words}", "{words}" }
        }
    }
}
