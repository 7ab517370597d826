//! 记纠纷 (F2): who, where, what and the risk on one page; the rest folded. Every change a durable draft, 保存 makes it count.

mod details;
mod fields;
mod form;

use client::commands::areas::ListLevel;
use client::commands::{
    AreaRow, DisputeDraft, DropDisputeDraft, ListAreas, OpenDisputeDraft, SaveDispute,
};
use client::{Error, Handle};
use dioxus::prelude::*;
use domain::RecordId;

use crate::app_state::{AppState, use_app_state};
use crate::components::{Confirm, Pending, Problems, SaveBar, TopBar};
use crate::frame::use_begun_or_back;
use crate::platform;
use crate::query::{use_backend, use_query};
use crate::routes::Route;
use crate::screens::areas::with_villages;
use crate::screens::remarks::MarkedIn;
use crate::text::{failure, t};

use details::Details;
use fields::Fields;
pub(crate) use fields::Tick;
pub(crate) use form::{Form, use_form};

/// A new dispute from the first screen, or the draft that was begun there.
#[component]
pub(crate) fn NewDispute() -> Element {
    rsx! { Opening { open: OpenDisputeDraft::default() } }
}

/// A new dispute at a household's door.
#[component]
pub(crate) fn NewDisputeAt(household: RecordId) -> Element {
    let open = OpenDisputeDraft {
        household: Some(household),
        ..OpenDisputeDraft::default()
    };
    rsx! { Opening { open } }
}

/// A dispute heard in a visit.
#[component]
pub(crate) fn NewDisputeFrom(visit: RecordId) -> Element {
    let open = OpenDisputeDraft {
        visit: Some(visit),
        ..OpenDisputeDraft::default()
    };
    rsx! { Opening { open } }
}

/// A saved dispute to correct or complete.
#[component]
pub(crate) fn EditDispute(id: RecordId) -> Element {
    let open = OpenDisputeDraft {
        of: Some(id),
        ..OpenDisputeDraft::default()
    };
    rsx! { Opening { open } }
}

/// Where a form leads back to.
fn leads_back(open: &OpenDisputeDraft) -> Route {
    match (open.of, open.visit, open.household) {
        (Some(id), _, _) => Route::DisputeScreen { id },
        (None, Some(id), _) => Route::VisitScreen { id },
        (None, None, Some(id)) => Route::HouseholdScreen { id },
        (None, None, None) => Route::Disputes {},
    }
}

#[component]
fn Opening(open: OpenDisputeDraft) -> Element {
    let back = leads_back(&open);
    let title = if open.of.is_some() {
        t("dispute-edit-title")
    } else {
        t("dispute-form-title")
    };
    let draft = use_query(open);
    let grids = use_query(ListAreas {
        level: ListLevel::Grid,
        inside: None,
    });
    let villages = use_query(ListAreas {
        level: ListLevel::Village,
        inside: None,
    });
    rsx! {
        TopBar { title, back: back.clone() }
        match draft.reply() {
            Some(draft) => rsx! {
                DisputeForm {
                    draft,
                    grids: with_villages(grids.reply().unwrap_or_default(), &villages.reply().unwrap_or_default()),
                    back,
                }
            },
            None => rsx! {
                main { class: "page", Pending { failure: draft.failure(), onretry: move |()| draft.again() } }
            },
        }
    }
}

/// The form, once its draft is open. The field that had the focus gets it back.
#[component]
fn DisputeForm(draft: DisputeDraft, grids: Vec<AreaRow>, back: Route) -> Element {
    let state = use_app_state();
    let backend = use_backend();
    let form = use_form(draft);
    use_begun_or_back(form.is_resumed, back.clone());
    use_effect(move || {
        if let Some(field) = form.focus.peek().as_ref() {
            platform::focus(&format!("field-{field}"));
        }
    });
    let keeper = backend.clone();
    rsx! {
        DisputeFormView {
            form,
            grids,
            onsave: move |()| save(form, backend.clone(), state),
            ondrop: move |()| drop_draft(form, keeper.clone(), back.clone()),
        }
    }
}

/// The form as drawn.
#[component]
pub(crate) fn DisputeFormView(
    form: Form,
    grids: Vec<AreaRow>,
    onsave: EventHandler<()>,
    ondrop: EventHandler<()>,
) -> Element {
    let kept_at = (form.keeper.kept_at)();
    let problem = (form.failure)().or((form.keeper.failure)());
    rsx! {
        main { class: "page has-bar", "data-testid": "dispute-form",
            if form.is_resumed {
                p { class: "strip is-calm", role: "status", {t("draft-resumed")} }
            }
            if let Some(id) = form.of {
                MarkedIn { id }
            }
            Problems { issues: (form.issues)() }
            if let Some(failure) = problem {
                p { class: "problem", role: "alert", {failure::sentence(&failure)} }
            }
            Fields { form, grids }
            Details { form }
            if kept_at.is_some() {
                Confirm { words: t("draft-drop"), sentence: t("draft-drop-sentence"), testid: "dispute-draft-drop", onconfirm: move |()| ondrop.call(()) }
            }
        }
        SaveBar { kept_at, is_saving: (form.is_saving)(), testid: "dispute-form-save", onsave }
    }
}

fn save(mut form: Form, backend: Handle, state: AppState) {
    if *form.is_saving.peek() {
        return;
    }
    form.shut();
    let command = SaveDispute {
        id: form.of,
        slot: form.slot,
        form: form.filled.peek().clone(),
    };
    spawn(async move {
        match backend.call(command).await {
            Ok(saved) => {
                state.say(t("saved-here"));
                navigator().replace(Route::DisputeScreen { id: saved.id });
            }
            Err(error) => {
                form.reopen();
                match error {
                    Error::Invalid(issues) => form.issues.set(issues),
                    error => form.failure.set(Some(error)),
                }
            }
        }
    });
}

/// Throws the draft away and leaves.
fn drop_draft(mut form: Form, backend: Handle, back: Route) {
    form.shut();
    let slot = form.slot;
    spawn(async move {
        match backend.call(DropDisputeDraft { slot }).await {
            Ok(()) => {
                navigator().replace(back);
            }
            Err(error) => {
                form.reopen();
                form.failure.set(Some(error));
            }
        }
    });
}
