//! What the form holds while it is filled in; each change goes to the keeper.

use client::commands::{DisputeDraft, DisputeForm as Filled, SaveDisputeDraft};
use client::{Error, Handle};
use dioxus::prelude::*;
use domain::{Dispute, Issue, RecordId};

use crate::app_state::opens_at;
use crate::draft_keeper::{Keeper, use_keeper};

/// The form while it is filled in.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Form {
    /// Where its draft is kept.
    pub(crate) slot: RecordId,
    /// The saved dispute that is being corrected.
    pub(crate) of: Option<RecordId>,
    /// It was begun before and goes on here.
    pub(crate) is_resumed: bool,
    /// As filled in so far.
    pub(crate) filled: Signal<Filled>,
    /// 派出所 and 司法所: name and number.
    pub(crate) helpers: CopyValue<Vec<(String, String)>>,
    /// The field that was touched last.
    pub(crate) focus: Signal<Option<String>>,
    /// What is not right.
    pub(crate) issues: Signal<Vec<Issue>>,
    /// Why it could not be saved.
    pub(crate) failure: Signal<Option<Error>>,
    /// It is being saved, or is saved: no draft is written any more.
    pub(crate) is_saving: Signal<bool>,
    pub(crate) keeper: Keeper,
}

impl Form {
    /// A field of the dispute was touched: the change is shown at once and kept right after.
    pub(crate) fn change(self, field: &str, edit: impl FnOnce(&mut Dispute)) {
        self.change_form(field, |filled| edit(&mut filled.dispute));
    }

    /// A field of the form was touched.
    pub(crate) fn change_form(mut self, field: &str, edit: impl FnOnce(&mut Filled)) {
        edit(&mut self.filled.write());
        self.touched(field);
    }

    fn touched(mut self, field: &str) {
        self.focus.set(Some(field.to_owned()));
        self.issues.write().retain(|issue| issue.field != field);
        self.keep();
    }

    /// Has the form as it stands written down.
    fn keep(self) {
        let draft = SaveDisputeDraft {
            slot: self.slot,
            form: self.filled.peek().clone(),
            of: self.of,
            focus: self.focus.peek().clone(),
        };
        let write = move |backend: Handle| async move { backend.call(draft).await };
        self.keeper
            .keep(Box::new(|backend| Box::pin(write(backend))));
    }

    /// From here on no draft is written.
    pub(crate) fn shut(mut self) {
        self.is_saving.set(true);
        self.keeper.shut(true);
    }

    /// It did not work out: drafts are written again, first the form as it stands.
    pub(crate) fn reopen(mut self) {
        self.is_saving.set(false);
        self.keeper.shut(false);
        self.keep();
    }
}

/// The form of a draft, with its keeper. Two rows wait for the parties.
pub(crate) fn use_form(draft: DisputeDraft) -> Form {
    let is_resumed = draft.focus.is_some();
    let keeper = use_keeper(is_resumed.then_some(draft.written_at));
    let mut filled = draft.form;
    while filled.dispute.parties.len() < 2 {
        filled
            .dispute
            .parties
            .push(domain::dispute::Party::default());
    }
    Form {
        slot: draft.slot,
        of: draft.of,
        is_resumed: use_hook(|| is_resumed),
        filled: use_signal(|| filled),
        helpers: use_hook(|| CopyValue::new(draft.helpers)),
        focus: use_signal(|| opens_at().or(draft.focus)),
        issues: use_signal(Vec::new),
        failure: use_signal(|| None),
        is_saving: use_signal(|| false),
        keeper,
    }
}
