//! What a person does in that part of a form, and what becomes of it. It runs where the part itself stands, so that it goes on when
//! the button that began it is gone.

use client::Handle;
use client::commands::PutBlob;
use dioxus::prelude::*;
use domain::attachment::LONGEST_SECONDS;
use domain::{Attachment, AttachmentKind};

use super::{Change, DropBlob, UNDO_FOR};
use crate::platform;
use crate::platform::media::{self, From, Made, Why};
use crate::text::{failure, t};

/// What a person does.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Act {
    /// Wants a photo.
    Pick(From),
    /// Begins to record.
    Record,
    /// Has said it.
    Finish,
    /// Does not want the recording.
    Forget,
    /// Opens the paper to sign on.
    Sign,
    /// Has signed.
    Take,
    /// Does not want to sign.
    PutAway,
    /// Takes something off the form.
    Remove(Attachment),
    /// Wants that back.
    PutBack,
}

/// What is being done, one thing at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Busy {
    No,
    /// Something is being kept, or a permission asked for.
    Keeping,
    /// So many seconds are recorded.
    Recording(u32),
    /// The paper to sign on is open.
    Signing,
}

/// What the parts share.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Making {
    pub(super) busy: Signal<Busy>,
    /// Why something did not work out.
    pub(super) said: Signal<Option<String>>,
    /// What was taken off a moment ago.
    pub(super) removed: Signal<Option<Attachment>>,
    pub(super) act: Callback<Act>,
}

#[derive(Clone)]
struct Form {
    backend: Handle,
    onchange: EventHandler<Change>,
}

impl Making {
    /// For the part of a form that is drawn now.
    pub(super) fn begin(backend: Handle, onchange: EventHandler<Change>) -> Self {
        let busy = use_signal(|| Busy::No);
        let said = use_signal(|| None);
        let removed = use_signal(|| None);
        let act = use_callback(move |act| {
            let form = Form {
                backend: backend.clone(),
                onchange,
            };
            run(busy, said, removed, form, act);
        });
        Self {
            busy,
            said,
            removed,
            act,
        }
    }
}

fn run(
    mut busy: Signal<Busy>,
    mut said: Signal<Option<String>>,
    removed: Signal<Option<Attachment>>,
    form: Form,
    act: Act,
) {
    said.set(None);
    match act {
        Act::Pick(from) => {
            let picked = media::pick(from);
            spawn(
                async move { keep(busy, said, &form, AttachmentKind::Photo, picked.await).await },
            );
        }
        Act::Record => drop(spawn(record(busy, said, form))),
        Act::Finish => drop(spawn(async move { finish(busy, said, &form).await })),
        Act::Forget => {
            media::drop_recording();
            busy.set(Busy::No);
        }
        Act::Sign => busy.set(Busy::Signing),
        Act::Take => {
            spawn(async move {
                match media::take_signature().await {
                    Err(why) => said.set(why_not(why)),
                    made => keep(busy, said, &form, AttachmentKind::Signature, made).await,
                }
            });
        }
        Act::PutAway => busy.set(Busy::No),
        Act::Remove(one) => drop(spawn(take_off(removed, form, one))),
        Act::PutBack => {
            let mut removed = removed;
            if let Some(one) = removed.take() {
                form.onchange.call(Change::Add(one));
            }
        }
    }
}

/// Keeps what was made and puts it on the form; or says why not.
async fn keep(
    mut busy: Signal<Busy>,
    mut said: Signal<Option<String>>,
    form: &Form,
    kind: AttachmentKind,
    made: Result<Made, Why>,
) {
    busy.set(Busy::Keeping);
    let words = match made {
        Err(why) => why_not(why),
        Ok(made) => {
            let put = PutBlob {
                kind,
                media_type: made.media_type,
                content: made.content,
                thumbnail: made.thumbnail,
                width: made.width,
                height: made.height,
                seconds: made.seconds,
            };
            match form.backend.call(put).await {
                Ok(new) => {
                    form.onchange.call(Change::Add(new));
                    None
                }
                Err(error) => Some(failure::sentence(&error)),
            }
        }
    };
    busy.set(Busy::No);
    said.set(words);
}

async fn record(mut busy: Signal<Busy>, mut said: Signal<Option<String>>, form: Form) {
    busy.set(Busy::Keeping);
    if let Err(why) = media::record().await {
        busy.set(Busy::No);
        said.set(why_not(why));
        return;
    }
    busy.set(Busy::Recording(0));
    loop {
        platform::sleep(1_000).await;
        let Busy::Recording(seconds) = *busy.peek() else {
            return;
        };
        if seconds + 1 >= LONGEST_SECONDS {
            return finish(busy, said, &form).await;
        }
        busy.set(Busy::Recording(seconds + 1));
    }
}

async fn finish(mut busy: Signal<Busy>, said: Signal<Option<String>>, form: &Form) {
    busy.set(Busy::Keeping);
    keep(
        busy,
        said,
        form,
        AttachmentKind::Voice,
        media::finish().await,
    )
    .await;
}

/// Takes something off the form. Its bytes go once nobody can want them back; the store leaves alone what is named elsewhere.
async fn take_off(mut removed: Signal<Option<Attachment>>, form: Form, one: Attachment) {
    form.onchange.call(Change::Remove(one.hash.clone()));
    removed.set(Some(one.clone()));
    platform::sleep(UNDO_FOR).await;
    let is_gone = removed.peek().as_ref() == Some(&one);
    if is_gone {
        removed.set(None);
        // What cannot be removed now goes when the store is opened next.
        drop(form.backend.call(DropBlob { hash: one.hash }).await);
    }
}

/// Why there is nothing, in a sentence; none when the person thought better of it.
pub(crate) fn why_not(why: Why) -> Option<String> {
    match why {
        Why::Cancelled => None,
        Why::Denied => Some(t("media-denied")),
        Why::Unsupported => Some(t("media-unsupported")),
        Why::Unreadable => Some(t("media-unreadable")),
        Why::Empty => Some(t("media-empty")),
        Why::Failed => Some(t("media-failed")),
    }
}
