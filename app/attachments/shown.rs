//! What was added: photos and signatures to look at, voice notes to listen to; on a form each with the way to take it off.

use client::commands::BlobStanding;
use dioxus::prelude::*;
use domain::{Attachment, AttachmentKind};

use super::making::{Act, Making};
use super::pictures::{Picture, Viewer};
use super::standings::{Mark, use_standings};
use super::voice::Note;
use crate::platform::media;
use crate::text::code::Coded as _;
use crate::text::{t, t_args};

/// What was added to a saved record, on its page; nothing where there is nothing.
#[component]
pub(crate) fn AttachmentsShown(items: Vec<Attachment>) -> Element {
    use_drop(media::pause);
    let hashes = items.iter().map(|one| one.hash.clone()).collect();
    let standings = use_standings(hashes);
    if items.is_empty() {
        return rsx! {};
    }
    rsx! {
        section { class: "card", "data-testid": "attachments-shown",
            h2 { {t("field-attachments")} }
            Items { items, standings }
        }
    }
}

/// Pictures in rows, below them voice notes.
#[component]
pub(super) fn Items(
    items: Vec<Attachment>,
    making: Option<Making>,
    standings: Option<Signal<Vec<BlobStanding>>>,
) -> Element {
    let viewed = use_signal(|| None::<String>);
    let known = standings.map(|standings| standings()).unwrap_or_default();
    let mut known = known.into_iter();
    let (voices, pictures): (Vec<_>, Vec<_>) = items
        .into_iter()
        .map(|one| (one, known.next()))
        .partition(|(one, _)| one.kind == AttachmentKind::Voice);
    rsx! {
        if !pictures.is_empty() {
            ul { class: "pictures",
                for (n , (one , standing)) in pictures.into_iter().enumerate() {
                    li { key: "{one.hash}",
                        Picture { one: one.clone(), n, viewed, standing: standing.clone() }
                        Mark { standing }
                        Remove { one, n, making }
                    }
                }
            }
        }
        for (n , (one , standing)) in voices.into_iter().enumerate() {
            div { class: "voice-line", key: "{one.hash}",
                Note { one: one.clone() }
                Mark { standing }
                Remove { one, n, making }
            }
        }
        if let Some(hash) = viewed() {
            Viewer { hash, viewed }
        }
    }
}

/// A name for one of several: 照片 2.
pub(super) fn name_of(one: &Attachment, n: usize) -> String {
    format!("{} {}", one.kind.words(), n + 1)
}

#[component]
fn Remove(one: Attachment, n: usize, making: Option<Making>) -> Element {
    let Some(making) = making else {
        return rsx! {};
    };
    let name = name_of(&one, n);
    rsx! {
        button {
            class: "link",
            r#type: "button",
            aria_label: t_args("attachment-remove", &[("what", name.into())]),
            "data-testid": "attachment-remove",
            onclick: move |_| making.act.call(Act::Remove(one.clone())),
            {t("take-off")}
        }
    }
}
