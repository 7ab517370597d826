//! A new resident, or the corrected fields of one. The identity number is optional and shown masked until tapped.

use chrono::NaiveDate;
use client::commands::{OpenHousehold, ResidentRow, SaveResident};
use client::{Error, Handle};
use dioxus::prelude::*;
use domain::{Issue, RecordId, Resident, identity, mask, phone, validate};

use crate::app_state::{AppState, use_app_state};
use crate::components::{
    Choice, Empty, FieldKind, Labelled, Pending, Problems, ProblemsOf as _, Shape, TextField,
    TopBar, known,
};
use crate::query::{use_backend, use_query};
use crate::routes::Route;
use crate::screens::remarks::{RemarksOf, Return, use_opening_field};
use crate::screens::versions::VersionsOf;
use crate::text::{failure, t, when};

#[derive(Clone, Copy, PartialEq)]
struct Form {
    id: Option<RecordId>,
    resident: Signal<Resident>,
    issues: Signal<Vec<Issue>>,
    failure: Signal<Option<Error>>,
    is_busy: Signal<bool>,
    is_masked: Signal<bool>,
}

/// A new resident of a household.
#[component]
pub(crate) fn NewResident(id: RecordId) -> Element {
    rsx! {
        TopBar { title: t("resident-add"), back: Route::HouseholdScreen { id } }
        ResidentForm { id: None, resident: Resident::of(id) }
    }
}

/// A resident to look at and correct.
#[component]
pub(crate) fn EditResident(household: RecordId, id: RecordId) -> Element {
    let page = use_query(OpenHousehold { id: household });
    let reply = page.reply();
    let row: Option<ResidentRow> = reply
        .as_ref()
        .and_then(|page| page.residents.iter().find(|row| row.id == id).cloned());
    let title = row
        .as_ref()
        .map_or_else(|| t("resident"), |row| row.resident.name.clone());
    rsx! {
        TopBar { title, back: Route::HouseholdScreen { id: household } }
        match (row, reply.is_some()) {
            (Some(row), _) => rsx! { ResidentForm { id: Some(id), resident: row.resident } },
            (None, true) => rsx! {
                main { class: "page", Empty { shape: Shape::Person, title: t("error-not-found") } }
            },
            (None, false) => rsx! {
                main { class: "page", Pending { failure: page.failure(), onretry: move |()| page.again() } }
            },
        }
    }
}

/// The form. What was typed stays when newer data arrives below it.
#[component]
pub(crate) fn ResidentForm(id: Option<RecordId>, resident: Resident) -> Element {
    let state = use_app_state();
    let backend = use_backend();
    let has_number = resident.identity_number.is_some();
    let form = Form {
        id,
        resident: use_signal(|| resident),
        issues: use_signal(Vec::new),
        failure: use_signal(|| None),
        is_busy: use_signal(|| false),
        is_masked: use_signal(|| has_number),
    };
    use_opening_field();
    let submit = move |_| save(form, backend.clone(), state);
    rsx! {
        main { class: "page has-bar",
            if let Some(id) = id {
                RemarksOf { id }
            }
            Problems { issues: still(form, state.today()) }
            if let Some(failure) = (form.failure)() {
                p { class: "problem", role: "alert", {failure::sentence(&failure)} }
            }
            section { class: "card",
                Person { form }
                Reach { form }
            }
            if let Some(id) = id {
                VersionsOf { id }
                Return { id }
            }
        }
        div { class: "form-bar",
            button {
                class: "button is-main",
                r#type: "button",
                disabled: (form.is_busy)(),
                "data-testid": "resident-form-save",
                onclick: submit,
                {t("save")}
            }
        }
    }
}

/// What was found when saving and is still so.
fn still(form: Form, today: NaiveDate) -> Vec<Issue> {
    let now = validate::resident(&form.resident.read(), today);
    let found = (form.issues)();
    found
        .into_iter()
        .filter(|issue| now.contains(issue))
        .collect()
}

#[component]
fn Person(form: Form) -> Element {
    let state = use_app_state();
    let mut resident = form.resident;
    let shown = resident();
    let issues = still(form, state.today());
    let live = validate::resident(&shown, state.today());
    let birth = shown
        .birth
        .map(|birth| birth.to_string())
        .unwrap_or_default();
    rsx! {
        TextField { field: "name", label: t("field-name"), kind: FieldKind::Name, value: shown.name, testid: "resident-name",
            problem: issues.problem("name"), oninput: move |text| resident.write().name = text }
        Choice { field: "relation", legend: t("field-relation"), chosen: Some(shown.relation), onchoose: move |item| resident.write().relation = item }
        IdentityField { form }
        Choice { field: "sex", legend: t("field-sex"), chosen: shown.sex, onchoose: move |item| resident.write().sex = Some(item) }
        TextField { field: "birth", label: t("field-birth"), kind: FieldKind::Date, value: birth, testid: "resident-birth",
            problem: live.warning("birth"), is_warning: true,
            oninput: move |text: String| resident.write().birth = when::day_from_field(&text) }
    }
}

#[component]
fn IdentityField(form: Form) -> Element {
    let state = use_app_state();
    let mut resident = form.resident;
    let mut is_masked = form.is_masked;
    let number = resident.read().identity_number.clone().unwrap_or_default();
    // A number that is still being typed is not judged.
    let is_whole = number.chars().count() >= 18;
    let live = validate::resident(&resident.read(), state.today());
    let warning = live.warning("identity_number").filter(|_| is_whole);
    if is_masked() {
        return rsx! {
            Labelled { field: "identity_number", label: t("field-identity_number"), is_warning: true, problem: warning,
                div { class: "masked",
                    span { "data-testid": "resident-identity-masked", {mask::identity_number(&number)} }
                    button { class: "button is-small", r#type: "button", id: "field-identity_number", "data-testid": "resident-identity-show",
                        onclick: move |_| is_masked.set(false), {t("show")} }
                }
            }
        };
    }
    rsx! {
        TextField { field: "identity_number", label: t("field-identity_number"), hint: t("identity-hint"), kind: FieldKind::Code, value: number,
            testid: "resident-identity", problem: warning, is_warning: true,
            oninput: move |text| resident.write().identity_number = known(text),
            onleave: move |()| read_identity(resident, state) }
    }
}

/// A right number says sex and birth; they are filled in where they are still empty.
fn read_identity(mut resident: Signal<Resident>, state: AppState) {
    let Some(number) = resident
        .peek()
        .identity_number
        .as_deref()
        .map(identity::tidy)
    else {
        return;
    };
    let read = identity::read(&number, state.today()).ok();
    let mut resident = resident.write();
    resident.identity_number = Some(number);
    if let Some(read) = read {
        resident.sex = resident.sex.or(Some(read.sex));
        resident.birth = resident.birth.or(Some(read.birth));
    }
}

#[component]
fn Reach(form: Form) -> Element {
    let state = use_app_state();
    let mut resident = form.resident;
    let shown = resident();
    let live = validate::resident(&shown, state.today());
    rsx! {
        TextField { field: "phone", label: t("field-phone"), kind: FieldKind::Phone, value: shown.phone.unwrap_or_default(), testid: "resident-phone",
            problem: live.warning("phone"), is_warning: true,
            oninput: move |text| resident.write().phone = known(text), onleave: move |()| tidy_phone(resident) }
        Choice { field: "presence", legend: t("field-presence"), chosen: Some(shown.presence), onchoose: move |item| resident.write().presence = item }
    }
}

fn tidy_phone(mut resident: Signal<Resident>) {
    let tidied = resident.peek().phone.as_deref().map(phone::tidy);
    if resident.peek().phone != tidied {
        resident.write().phone = tidied;
    }
}

fn save(mut form: Form, backend: Handle, state: AppState) {
    if *form.is_busy.peek() {
        return;
    }
    let resident = form.resident.peek().clone();
    let household = resident.household;
    form.is_busy.set(true);
    spawn(async move {
        let result = backend
            .call(SaveResident {
                id: form.id,
                resident,
            })
            .await;
        form.is_busy.set(false);
        match result {
            Ok(_) => {
                state.say(t("saved-here"));
                navigator().replace(Route::HouseholdScreen { id: household });
            }
            Err(Error::Invalid(issues)) => form.issues.set(issues),
            Err(error) => form.failure.set(Some(error)),
        }
    });
}
