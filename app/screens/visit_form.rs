//! 走访记录 (F1): one page, chips first, every change a durable draft. 保存 makes it count.

mod fields;
mod form;
mod optional;
#[cfg(test)]
mod tests;

use client::commands::{Draft, HouseholdPage, OpenDraft, OpenHousehold, OpenVisit, SaveVisit};
use client::{Error, Handle};
use dioxus::prelude::*;
use domain::RecordId;

use crate::app_state::{AppState, use_app_state};
use crate::components::{Confirm, Pending, Problems, ReadAloud, SaveBar, TopBar, place_of};
use crate::frame::use_begun_or_back;
use crate::platform;
use crate::query::{use_backend, use_query};
use crate::routes::Route;
use crate::screens::remarks::MarkedIn;
use crate::text::{failure, t};

use fields::Fields;
pub(crate) use form::{Form, use_form};
use form::{drop_draft, tidied};
use optional::Optional;
pub(super) use optional::in_words;

/// A new visit to a household, or the draft that was begun there.
#[component]
pub(crate) fn NewVisit(household: RecordId) -> Element {
    rsx! { Opening { household, of: None } }
}

/// A saved visit to correct.
#[component]
pub(crate) fn EditVisit(id: RecordId) -> Element {
    let view = use_query(OpenVisit { id });
    match view.reply() {
        Some(view) => rsx! { Opening { household: view.visit.household, of: Some(id) } },
        None => rsx! {
            TopBar { title: t("visit-edit-title"), back: Route::VisitScreen { id } }
            main { class: "page", Pending { failure: view.failure(), onretry: move |()| view.again() } }
        },
    }
}

#[component]
fn Opening(household: RecordId, of: Option<RecordId>) -> Element {
    let draft = use_query(OpenDraft { household, of });
    let page = use_query(OpenHousehold { id: household });
    let title = if of.is_some() {
        t("visit-edit-title")
    } else {
        t("visit-form-title")
    };
    rsx! {
        TopBar { title, back: Route::HouseholdScreen { id: household } }
        match draft.reply() {
            Some(draft) => rsx! { VisitForm { draft, page: page.reply() } },
            None => rsx! {
                main { class: "page", Pending { failure: draft.failure(), onretry: move |()| draft.again() } }
            },
        }
    }
}

/// The form, once its draft is open. The field that had the focus gets it back.
#[component]
fn VisitForm(draft: Draft, page: Option<HouseholdPage>) -> Element {
    let state = use_app_state();
    let backend = use_backend();
    let back = Route::HouseholdScreen {
        id: draft.visit.household,
    };
    let form = use_form(draft);
    use_begun_or_back(form.is_resumed, back);
    use_effect(move || {
        if let Some(field) = form.focus.peek().as_ref() {
            platform::focus(&format!("field-{field}"));
        }
    });
    let keeper = backend.clone();
    rsx! {
        VisitFormView {
            form,
            page,
            onsave: move |()| save(form, backend.clone(), state),
            ondrop: move |()| drop_draft(form, keeper.clone()),
        }
    }
}

/// The form as drawn.
#[component]
pub(crate) fn VisitFormView(
    form: Form,
    page: Option<HouseholdPage>,
    onsave: EventHandler<()>,
    ondrop: EventHandler<()>,
) -> Element {
    let state = use_app_state();
    let names = page
        .iter()
        .flat_map(|page| &page.residents)
        .map(|row| row.resident.name.clone());
    let names: Vec<String> = names.filter(|name| !name.is_empty()).collect();
    rsx! {
        main { class: "page has-bar", "data-testid": "visit-form",
            if let Some(page) = page {
                Whom { page }
            }
            if let Some(id) = form.of {
                MarkedIn { id }
            }
            ReadAloud { words: move |()| super::visit::spoken(&form.visit.peek(), state.now()) }
            if form.is_resumed {
                p { class: "strip is-calm", role: "status", {t("draft-resumed")} }
            }
            Problems { issues: (form.issues)() }
            if let Some(failure) = (form.failure)() {
                p { class: "problem", role: "alert", {failure::sentence(&failure)} }
            }
            Fields { form, names }
            Optional { form }
            if (form.kept_at)().is_some() || form.is_resumed {
                Confirm { words: t("draft-drop"), sentence: t("draft-drop-sentence"), testid: "visit-draft-drop", onconfirm: move |()| ondrop.call(()) }
            }
        }
        SaveBar { kept_at: (form.kept_at)(), is_saving: (form.is_saving)(), testid: "visit-form-save", onsave }
    }
}

#[component]
fn Whom(page: HouseholdPage) -> Element {
    let head = if page.household.head.is_empty() {
        t("household-no-head")
    } else {
        page.household.head.clone()
    };
    rsx! {
        div { class: "whom",
            strong { "{head}" }
            span { {place_of(&page.village_name, page.household.group, &page.household.door)} }
        }
    }
}

fn save(mut form: Form, backend: Handle, state: AppState) {
    if *form.is_saving.peek() {
        return;
    }
    form.shut();
    let visit = tidied(form.visit.peek().clone());
    let household = visit.household;
    let command = SaveVisit { id: form.of, visit };
    spawn(async move {
        match backend.call(command).await {
            Ok(saved) => {
                match form.of {
                    Some(_) => state.say(t("saved-here")),
                    None => state.say_saved(t("saved-here"), saved.id),
                }
                let next = match form.of {
                    Some(_) => Route::VisitScreen { id: saved.id },
                    None => Route::HouseholdScreen { id: household },
                };
                navigator().replace(next);
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
