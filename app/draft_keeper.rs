//! How each change of a form becomes durable within a second, whichever form it is.

use std::cell::Cell;
use std::pin::Pin;
use std::rc::Rc;

use chrono::{DateTime, Utc};
use client::{Error, Handle};
use dioxus::core::spawn_forever;
use dioxus::prelude::*;
use futures_channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
use futures_util::StreamExt as _;

use crate::platform;
use crate::query::use_backend;

/// Between two writes of a draft, milliseconds: typing makes a few writes a second, not one for each letter.
const PAUSE: u32 = 300;

type Writing = Pin<Box<dyn Future<Output = Result<DateTime<Utc>, Error>>>>;
/// Writes a draft as it was at one moment; answers when it was durable.
pub(crate) type Write = Box<dyn FnOnce(Handle) -> Writing>;

/// Keeps the draft of one form.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Keeper {
    /// When the draft was last durable.
    pub(crate) kept_at: Signal<Option<DateTime<Utc>>>,
    /// Why it could not be kept.
    pub(crate) failure: Signal<Option<Error>>,
    line: CopyValue<Line>,
}

#[derive(Clone)]
struct Line {
    sender: UnboundedSender<Write>,
    /// Set while the form is saved or its draft thrown away: a draft written after that would come back from the dead.
    is_shut: Rc<Cell<bool>>,
}

impl Keeper {
    /// Has a draft written.
    pub(crate) fn keep(&self, write: Write) {
        // The keeper lives until the last sender is gone, so it always listens.
        drop(self.line.read().sender.unbounded_send(write));
    }

    /// From here on no draft is written; or again, when saving did not work out.
    pub(crate) fn shut(&self, is_shut: bool) {
        self.line.read().is_shut.set(is_shut);
    }
}

/// A keeper for the form of this screen; `kept_at` when a draft was there before.
pub(crate) fn use_keeper(kept_before: Option<DateTime<Utc>>) -> Keeper {
    let backend = use_backend();
    let kept_at = use_signal(|| kept_before);
    let failure = use_signal(|| None);
    let line = use_hook(|| {
        let (sender, receiver) = unbounded();
        let is_shut = Rc::new(Cell::new(false));
        // Outlives the screen: a change made just before leaving is kept too.
        spawn_forever(write_all(
            Outcome { kept_at, failure },
            is_shut.clone(),
            backend,
            receiver,
        ));
        CopyValue::new(Line { sender, is_shut })
    });
    Keeper {
        kept_at,
        failure,
        line,
    }
}

/// Where the keeper tells how it went; nobody may be there any more.
#[derive(Clone, Copy)]
struct Outcome {
    kept_at: Signal<Option<DateTime<Utc>>>,
    failure: Signal<Option<Error>>,
}

impl Outcome {
    fn tell(mut self, result: Result<DateTime<Utc>, Error>) {
        let (Ok(mut kept_at), Ok(mut failure)) =
            (self.kept_at.try_write(), self.failure.try_write())
        else {
            return;
        };
        match result {
            Ok(at) => {
                *kept_at = Some(at);
                *failure = None;
            }
            Err(error) => *failure = Some(error),
        }
    }
}

/// Writes the draft after every change; of changes that come while one is written only the last counts.
async fn write_all(
    outcome: Outcome,
    is_shut: Rc<Cell<bool>>,
    backend: Handle,
    mut changes: UnboundedReceiver<Write>,
) {
    while let Some(mut draft) = changes.next().await {
        while let Ok(newer) = changes.try_recv() {
            draft = newer;
        }
        if is_shut.get() {
            continue;
        }
        outcome.tell(draft(backend.clone()).await);
        platform::sleep(PAUSE).await;
    }
}
