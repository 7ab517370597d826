//! What the form of a step has of its draft: each change is kept within a second, and it is put aside, taken or thrown away.

use std::pin::Pin;

use client::commands::{DropStepDraft, OpenStepDrafts, SaveStepDraft, StepDraft};
use client::{Error, Handle};
use dioxus::prelude::*;
use domain::{Fields, RecordId};

use crate::draft_keeper::{Keeper, use_keeper};
use crate::platform;
use crate::query::{Answer, use_backend, use_query};

/// What is written as focus where no field is known to have it.
const FORM: &str = "form";

/// Keeps the draft of one step of one record.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct StepKeeper {
    record: RecordId,
    step: CopyValue<String>,
    form: CopyValue<String>,
    /// Is there a draft, or will there be one in a moment?
    is_begun: Signal<bool>,
    /// The field that was touched last.
    focus: Signal<Option<String>>,
    backend: CopyValue<Backend>,
    pub(crate) keeper: Keeper,
}

#[derive(Clone)]
struct Backend(Handle);

impl StepKeeper {
    /// A field of the step was changed; this is the form as it stands.
    pub(crate) fn changed(mut self, field: Option<&str>, fields: Fields) {
        if let Some(field) = field {
            self.focus.set(Some(field.to_owned()));
        }
        self.is_begun.set(true);
        // Whatever has no field of its own to return to returns to the form.
        let focus = self.focus.peek().clone().or(Some(FORM.to_owned()));
        let draft = self.draft(fields, focus);
        let write = move |backend: Handle| -> Pin<Box<dyn Future<Output = _>>> {
            Box::pin(async move { backend.call(draft).await })
        };
        self.keeper.keep(Box::new(write));
    }

    /// From here on no draft is written: the step is being taken, and the draft goes with it.
    pub(crate) fn shut(&self) {
        self.keeper.shut(true);
    }

    /// It did not work out: the form as it stands is kept again.
    pub(crate) fn reopen(self, fields: Fields) {
        self.keeper.shut(false);
        if *self.is_begun.peek() {
            self.changed(None, fields);
        }
    }

    /// Puts the step away. What was filled in stays, and is not opened by itself any more.
    pub(crate) fn put_aside(self, fields: Fields, ondone: EventHandler<()>) {
        if !*self.is_begun.peek() {
            ondone.call(());
            return;
        }
        self.finish(self.draft(fields, None), ondone);
    }

    /// Throws the draft away.
    pub(crate) fn throw_away(self, ondone: EventHandler<()>) {
        let draft = DropStepDraft {
            record: self.record,
            step: self.step.read().clone(),
        };
        self.finish(draft, ondone);
    }

    fn draft(self, fields: Fields, focus: Option<String>) -> SaveStepDraft {
        SaveStepDraft {
            record: self.record,
            step: self.step.read().clone(),
            form: self.form.read().clone(),
            fields,
            focus,
        }
    }

    fn finish<C: client::Command>(self, last: C, ondone: EventHandler<()>) {
        self.keeper.shut(true);
        let backend = self.backend.read().0.clone();
        let mut failure = self.keeper.failure;
        spawn(async move {
            match backend.call(last).await {
                Ok(_) => ondone.call(()),
                Err(error) => {
                    self.keeper.shut(false);
                    failure.set(Some(error));
                }
            }
        });
    }

    /// Why the draft could not be kept.
    pub(crate) fn failure(self) -> Option<Error> {
        (self.keeper.failure)()
    }
}

/// A keeper for the step's form of this record. The field that had the focus gets it back, else the form itself.
pub(crate) fn use_step_keeper(
    (record, step, form): (RecordId, &str, &str),
    draft: Option<&StepDraft>,
) -> StepKeeper {
    let backend = use_backend();
    let keeper = use_keeper(draft.map(|draft| draft.written_at));
    let focus = use_signal(|| draft.and_then(|draft| draft.focus.clone()));
    use_effect(move || {
        platform::focus("step-card");
        let field = focus.peek().clone();
        if let Some(field) = field {
            platform::focus(&format!("field-{field}"));
        }
    });
    StepKeeper {
        record,
        step: use_hook(|| CopyValue::new(step.to_owned())),
        form: use_hook(|| CopyValue::new(form.to_owned())),
        is_begun: use_signal(|| draft.is_some()),
        focus,
        backend: use_hook(|| CopyValue::new(Backend(backend))),
        keeper,
    }
}

/// The begun steps of a record; a step that was left in the midst of it is chosen again.
pub(crate) fn use_begun(
    record: RecordId,
    mut chosen: Signal<Option<String>>,
) -> Answer<OpenStepDrafts> {
    let begun = use_query(OpenStepDrafts { record });
    let mut has_looked = use_signal(|| false);
    use_effect(move || {
        let Some(drafts) = begun.reply() else {
            return;
        };
        if *has_looked.peek() {
            return;
        }
        has_looked.set(true);
        let left = drafts.into_iter().find(|draft| draft.focus.is_some());
        if let Some(draft) = left
            && chosen.peek().is_none()
        {
            chosen.set(Some(draft.step));
        }
    });
    begun
}
