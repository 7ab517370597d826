//! What the form holds while it is filled in, and how each change becomes durable within a second.

use std::cell::Cell;
use std::rc::Rc;

use chrono::{DateTime, Utc};
use client::commands::{Draft, DropDraft, SaveDraft};
use client::{Error, Handle};
use dioxus::core::spawn_forever;
use dioxus::prelude::*;
use domain::{Issue, RecordId, Visit};
use futures_channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
use futures_util::StreamExt as _;

use crate::platform;
use crate::query::use_backend;
use crate::routes::Route;

/// Between two writes of a draft, milliseconds: typing makes a few writes a second, not one for each letter.
const PAUSE: u32 = 300;

/// The form while it is filled in.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Form {
    /// The saved visit that is being corrected.
    pub(crate) of: Option<RecordId>,
    /// It was begun before and goes on here.
    pub(crate) is_resumed: bool,
    /// As filled in so far.
    pub(crate) visit: Signal<Visit>,
    /// The field that was touched last.
    pub(crate) focus: Signal<Option<String>>,
    /// When the draft was last durable.
    pub(crate) kept_at: Signal<Option<DateTime<Utc>>>,
    /// What is not right.
    pub(crate) issues: Signal<Vec<Issue>>,
    /// Why it could not be kept or saved.
    pub(crate) failure: Signal<Option<Error>>,
    /// It is being saved, or is saved: no draft is written any more.
    pub(crate) is_saving: Signal<bool>,
    keeper: CopyValue<Keeper>,
}

/// Where changes go to be kept.
#[derive(Clone)]
struct Keeper {
    sender: UnboundedSender<SaveDraft>,
    /// Set while the visit is saved or its draft thrown away: a draft written after that would come back from the dead.
    is_shut: Rc<Cell<bool>>,
}

impl Form {
    /// A field was touched: the change is shown at once and kept right after.
    pub(crate) fn change(mut self, field: &str, edit: impl FnOnce(&mut Visit)) {
        edit(&mut self.visit.write());
        self.focus.set(Some(field.to_owned()));
        self.issues.write().retain(|issue| issue.field != field);
        self.keep();
    }

    /// Has the form as it stands written down.
    fn keep(self) {
        let draft = SaveDraft {
            visit: self.visit.peek().clone(),
            of: self.of,
            focus: self.focus.peek().clone(),
        };
        // The keeper lives until the last sender is gone, so it always listens.
        drop(self.keeper.read().sender.unbounded_send(draft));
    }

    /// From here on no draft is written.
    pub(crate) fn shut(mut self) {
        self.is_saving.set(true);
        self.keeper.read().is_shut.set(true);
    }

    /// It did not work out: drafts are written again, first the form as it stands.
    pub(crate) fn reopen(mut self) {
        self.is_saving.set(false);
        self.keeper.read().is_shut.set(false);
        self.keep();
    }
}

/// The form of a draft, with its keeper.
pub(crate) fn use_form(draft: Draft) -> Form {
    let backend = use_backend();
    // Only a draft that was written has a field it stopped at.
    let is_resumed = draft.focus.is_some();
    let kept_at = use_signal(|| is_resumed.then_some(draft.written_at));
    let failure = use_signal(|| None);
    let keeper = use_hook(|| {
        let (sender, receiver) = unbounded();
        let is_shut = Rc::new(Cell::new(false));
        // Outlives the screen: a change made just before leaving is kept too.
        spawn_forever(keep(
            Outcome { kept_at, failure },
            is_shut.clone(),
            backend,
            receiver,
        ));
        CopyValue::new(Keeper { sender, is_shut })
    });
    Form {
        of: draft.of,
        is_resumed: use_hook(|| is_resumed),
        kept_at,
        visit: use_signal(|| draft.visit),
        focus: use_signal(|| draft.focus),
        issues: use_signal(Vec::new),
        failure,
        is_saving: use_signal(|| false),
        keeper,
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
async fn keep(
    outcome: Outcome,
    is_shut: Rc<Cell<bool>>,
    backend: Handle,
    mut changes: UnboundedReceiver<SaveDraft>,
) {
    while let Some(mut draft) = changes.next().await {
        while let Ok(newer) = changes.try_recv() {
            draft = newer;
        }
        if is_shut.get() {
            continue;
        }
        outcome.tell(backend.call(draft).await);
        platform::sleep(PAUSE).await;
    }
}

/// The visit as it is saved: what no longer applies is left out, empty text is nothing.
pub(crate) fn tidied(mut visit: Visit) -> Visit {
    if !visit.met_someone() {
        visit.met = None;
    }
    if visit.handling != domain::visit::Handling::FollowUp {
        visit.follow_up_on = None;
    }
    for text in [
        &mut visit.met,
        &mut visit.difficulty_note,
        &mut visit.remarks,
    ] {
        *text = text
            .take()
            .map(|text| text.trim().to_owned())
            .filter(|text| !text.is_empty());
    }
    visit
}

/// Throws the draft away and leaves.
pub(crate) fn drop_draft(mut form: Form, backend: Handle) {
    let household = form.visit.peek().household;
    form.shut();
    spawn(async move {
        match backend.call(DropDraft { household }).await {
            Ok(()) => {
                let next = match form.of {
                    Some(id) => Route::VisitScreen { id },
                    None => Route::HouseholdScreen { id: household },
                };
                navigator().replace(next);
            }
            Err(error) => {
                form.reopen();
                form.failure.set(Some(error));
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use domain::visit::{Handling, Outcome};

    use super::*;

    #[test]
    fn what_no_longer_applies_is_not_saved() {
        let mut visit = Visit::routine(RecordId(uuid::Uuid::nil()), DateTime::UNIX_EPOCH);
        visit.outcome = Outcome::Absent;
        visit.met = Some("李四".into());
        visit.handling = Handling::Solved;
        visit.follow_up_on = Some(DateTime::UNIX_EPOCH.date_naive());
        visit.remarks = Some("  ".into());
        let tidy = tidied(visit);
        assert_eq!(
            (tidy.met, tidy.follow_up_on, tidy.remarks),
            (None, None, None)
        );
    }
}
