//! The draft of a check-in's step: what is written so far is kept, sealed, within a second.

use client::Handle;
use client::commands::{CheckBegun, SaveCheckStepDraft};
use domain::RecordId;
use domain::care::CheckStep;
use domain::care::step::StepWords;

use crate::draft_keeper::{Keeper, use_keeper};

/// Keeps what is written in one step.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct CheckDraft {
    id: RecordId,
    step: CheckStep,
    pub(super) keeper: Keeper,
}

impl CheckDraft {
    /// Keeps the words as they stand.
    pub(super) fn keep(self, words: StepWords) {
        let draft = SaveCheckStepDraft {
            id: self.id,
            step: self.step,
            words,
        };
        self.keeper.shut(false);
        let write = move |backend: Handle| async move { backend.call(draft).await };
        self.keeper
            .keep(Box::new(|backend| Box::pin(write(backend))));
    }

    /// The step is being taken: nothing is written until something is changed again.
    pub(super) fn shut(self) {
        self.keeper.shut(true);
    }
}

/// The keeper of a step; with what was begun before.
pub(super) fn use_check_draft(
    id: RecordId,
    step: CheckStep,
    begun: Option<&CheckBegun>,
) -> CheckDraft {
    let keeper = use_keeper(begun.map(|begun| begun.written_at));
    CheckDraft { id, step, keeper }
}
