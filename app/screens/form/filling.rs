//! What a form that is data holds while it is filled in; each change goes to the keeper.

use client::commands::{FormDraft, SaveFormDraft};
use client::{Error, Handle};
use dioxus::prelude::*;
use domain::form::Form;
use domain::{AreaCode, Fields, Issue, RecordId};

use crate::app_state::opens_at;
use crate::components::Value;
use crate::draft_keeper::{Keeper, use_keeper};

/// The form while it is filled in.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Filling {
    /// Which form.
    pub(crate) form: &'static Form,
    /// Where its draft is kept.
    pub(crate) slot: RecordId,
    /// The saved record that is being corrected.
    pub(crate) of: Option<RecordId>,
    /// It was begun before and goes on here.
    pub(crate) is_resumed: bool,
    /// The answers so far.
    pub(crate) fields: Signal<Fields>,
    /// Its grid, where it was chosen.
    pub(crate) area: Signal<Option<AreaCode>>,
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

impl Filling {
    /// A question was answered: the change is shown at once and kept right after.
    pub(crate) fn answer(mut self, field: &'static str, value: Value) {
        if value.is_null() {
            self.fields.write().0.remove(field);
        } else {
            self.fields.write().0.insert(field.to_owned(), value);
        }
        self.touched(field);
    }

    /// The grid was chosen.
    pub(crate) fn choose_area(mut self, area: Option<AreaCode>) {
        self.area.set(area);
        self.touched("area");
    }

    fn touched(mut self, field: &str) {
        self.focus.set(Some(field.to_owned()));
        self.issues.write().retain(|issue| issue.field != field);
        self.keep();
    }

    /// Has the form as it stands written down.
    fn keep(self) {
        let draft = SaveFormDraft {
            form: self.form.name.to_owned(),
            slot: self.slot,
            fields: self.fields.peek().clone(),
            area: self.area.peek().clone(),
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

/// The form of a draft, with its keeper.
pub(crate) fn use_filling(form: &'static Form, draft: FormDraft) -> Filling {
    let is_resumed = draft.focus.is_some();
    let keeper = use_keeper(is_resumed.then_some(draft.written_at));
    Filling {
        form,
        slot: draft.slot,
        of: draft.of,
        is_resumed: use_hook(|| is_resumed),
        fields: use_signal(|| draft.fields),
        area: use_signal(|| draft.area),
        focus: use_signal(|| opens_at().or(draft.focus)),
        issues: use_signal(Vec::new),
        failure: use_signal(|| None),
        is_saving: use_signal(|| false),
        keeper,
    }
}
