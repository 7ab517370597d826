//! What the form holds while it is filled in; each change goes to the keeper.

use chrono::{DateTime, Utc};
use client::commands::{Draft, DropDraft, SaveDraft};
use client::{Error, Handle};
use dioxus::prelude::*;
use domain::{Issue, RecordId, Visit};

use crate::app_state::opens_at;
use crate::draft_keeper::{Keeper, use_keeper};
use crate::routes::Route;

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
    keeper: Keeper,
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
pub(crate) fn use_form(draft: Draft) -> Form {
    // Only a draft that was written has a field it stopped at.
    let is_resumed = draft.focus.is_some();
    let keeper = use_keeper(is_resumed.then_some(draft.written_at));
    Form {
        of: draft.of,
        is_resumed: use_hook(|| is_resumed),
        kept_at: keeper.kept_at,
        visit: use_signal(|| draft.visit),
        focus: use_signal(|| opens_at().or(draft.focus)),
        issues: use_signal(Vec::new),
        failure: keeper.failure,
        is_saving: use_signal(|| false),
        keeper,
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
