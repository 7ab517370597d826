//! A new household, or the corrected fields of one. What looks wrong is said beside the field; only what cannot count stops.

use client::commands::areas::ListLevel;
use client::commands::{AreaRow, ListAreas, OpenHousehold, SaveHousehold};
use client::{Error, Handle};
use dioxus::prelude::*;
use domain::{AreaCode, Household, Issue, RecordId, phone, validate};

use crate::app_state::{AppState, use_app_state};
use crate::components::{
    Choice, Choices, FieldKind, Labelled, Pending, Problems, ProblemsOf as _, TextField, TopBar,
    known,
};
use crate::query::{use_backend, use_query};
use crate::routes::Route;
use crate::screens::areas::with_villages;
use crate::screens::remarks::{MarkedIn, use_opening_field};
use crate::text::{failure, t};

#[derive(Clone, Copy, PartialEq)]
struct Form {
    id: Option<RecordId>,
    area: Signal<Option<AreaCode>>,
    household: Signal<Household>,
    issues: Signal<Vec<Issue>>,
    failure: Signal<Option<Error>>,
    is_busy: Signal<bool>,
}

/// A new household.
#[component]
pub(crate) fn NewHousehold() -> Element {
    let grids = use_query(ListAreas {
        level: ListLevel::Grid,
        inside: None,
    });
    let villages = use_query(ListAreas {
        level: ListLevel::Village,
        inside: None,
    });
    let names = villages.reply().unwrap_or_default();
    rsx! {
        TopBar { title: t("tile-household"), back: Route::Find {} }
        match grids.reply() {
            Some(grids) => rsx! {
                HouseholdForm { id: None, area: only_one(&grids), household: Household::default(), grids: with_villages(grids, &names) }
            },
            None => rsx! {
                main { class: "page", Pending { failure: grids.failure(), onretry: move |()| grids.again() } }
            },
        }
    }
}

/// Whoever works in one grid is not asked which.
fn only_one(grids: &[AreaRow]) -> Option<AreaCode> {
    match grids {
        [only] => Some(only.code.clone()),
        _ => None,
    }
}

/// A household to correct.
#[component]
pub(crate) fn EditHousehold(id: RecordId) -> Element {
    let page = use_query(OpenHousehold { id });
    rsx! {
        TopBar { title: t("household-edit"), back: Route::HouseholdScreen { id } }
        match page.reply() {
            Some(page) => rsx! {
                HouseholdForm { id: Some(id), area: Some(page.area), household: page.household, grids: Vec::new() }
            },
            None => rsx! {
                main { class: "page", Pending { failure: page.failure(), onretry: move |()| page.again() } }
            },
        }
    }
}

/// The form. What was typed stays when newer data arrives below it.
#[component]
pub(crate) fn HouseholdForm(
    id: Option<RecordId>,
    area: Option<AreaCode>,
    household: Household,
    grids: Vec<AreaRow>,
) -> Element {
    let state = use_app_state();
    let backend = use_backend();
    let form = Form {
        id,
        area: use_signal(|| area),
        household: use_signal(|| household),
        issues: use_signal(Vec::new),
        failure: use_signal(|| None),
        is_busy: use_signal(|| false),
    };
    use_opening_field();
    let submit = move |_| save(form, backend.clone(), state);
    rsx! {
        main { class: "page has-bar",
            if let Some(id) = id {
                MarkedIn { id }
            }
            Problems { issues: still(form) }
            if let Some(failure) = (form.failure)() {
                p { class: "problem", role: "alert", {failure::sentence(&failure)} }
            }
            section { class: "card",
                if grids.len() > 1 {
                    GridField { form, grids }
                }
                Fields { form }
            }
        }
        div { class: "form-bar",
            button {
                class: "button is-main",
                r#type: "button",
                disabled: (form.is_busy)(),
                "data-testid": "household-form-save",
                onclick: submit,
                {t("save")}
            }
        }
    }
}

/// What was found when saving and is still so.
fn still(form: Form) -> Vec<Issue> {
    let now = validate::household(&form.household.read());
    let has_area = form.area.read().is_some();
    let is_still = |issue: &Issue| now.contains(issue) || (issue.field == "area" && !has_area);
    let found = (form.issues)();
    found.into_iter().filter(is_still).collect()
}

#[component]
fn GridField(form: Form, grids: Vec<AreaRow>) -> Element {
    let mut area = form.area;
    let chosen = area().map(|code| code.to_string()).unwrap_or_default();
    rsx! {
        Labelled { field: "area", label: t("field-area"), problem: still(form).problem("area"), is_warning: false,
            select {
                id: "field-area",
                class: "input",
                "data-testid": "household-area",
                value: "{chosen}",
                onchange: move |event| area.set(AreaCode::new(event.value()).ok()),
                option { value: "", selected: chosen.is_empty(), {t("choose")} }
                for grid in grids {
                    option { key: "{grid.code}", value: "{grid.code}", selected: chosen == grid.code.as_str(), "{grid.name}" }
                }
            }
        }
    }
}

#[component]
fn Fields(form: Form) -> Element {
    let mut household = form.household;
    let shown = household();
    let issues = still(form);
    let live = validate::household(&shown);
    let group = if shown.group == 0 {
        String::new()
    } else {
        shown.group.to_string()
    };
    rsx! {
        TextField { field: "head", label: t("field-head"), kind: FieldKind::Name, value: shown.head, testid: "household-head",
            problem: issues.problem("head"), oninput: move |text| household.write().head = text }
        TextField { field: "group", label: t("field-group"), hint: t("group-hint"), kind: FieldKind::Number, value: group, testid: "household-group",
            problem: issues.problem("group"), oninput: move |text: String| household.write().group = text.trim().parse().unwrap_or(0) }
        TextField { field: "door", label: t("field-door"), value: shown.door, testid: "household-door",
            problem: issues.problem("door"), oninput: move |text| household.write().door = text }
        TextField { field: "phone", label: t("field-phone"), kind: FieldKind::Phone, value: shown.phone.unwrap_or_default(), testid: "household-phone",
            problem: live.warning("phone"), is_warning: true,
            oninput: move |text| household.write().phone = known(text), onleave: move |()| tidy_phone(household) }
        TextField { field: "contact_person", label: t("field-contact_person"), hint: t("contact-hint"), kind: FieldKind::Name,
            value: shown.contact_person.unwrap_or_default(), testid: "household-contact", problem: issues.problem("contact_person"),
            oninput: move |text| household.write().contact_person = known(text) }
        TextField { field: "directions", label: t("field-directions"), hint: t("directions-hint"), value: shown.directions.unwrap_or_default(),
            testid: "household-directions", problem: issues.problem("directions"), oninput: move |text| household.write().directions = known(text) }
        Choice { field: "visit_class", legend: t("field-visit_class"), chosen: Some(household.read().visit_class()),
            onchoose: move |item| household.write().visit_class = Some(item) }
        Choices { field: "evacuation_needs", legend: t("field-evacuation_needs"), chosen: household.read().evacuation_needs.clone(),
            onchoose: move |items| household.write().evacuation_needs = items }
        TextField { field: "evacuation_note", label: t("field-evacuation_note"), hint: t("hint-evacuation_note"),
            value: household.read().evacuation_note.clone().unwrap_or_default(), testid: "household-evacuation",
            problem: issues.problem("evacuation_note"), oninput: move |text| household.write().evacuation_note = known(text) }
    }
}

fn tidy_phone(mut household: Signal<Household>) {
    let tidied = household.peek().phone.as_deref().map(phone::tidy);
    if household.peek().phone != tidied {
        household.write().phone = tidied;
    }
}

fn save(mut form: Form, backend: Handle, state: AppState) {
    if *form.is_busy.peek() {
        return;
    }
    let Some(area) = form.area.peek().clone() else {
        form.issues
            .set(vec![Issue::block("area", domain::IssueCode::Missing)]);
        return;
    };
    let command = SaveHousehold {
        id: form.id,
        area,
        household: form.household.peek().clone(),
    };
    form.is_busy.set(true);
    spawn(async move {
        let result = backend.call(command).await;
        form.is_busy.set(false);
        match result {
            Ok(saved) => {
                state.say(t("saved-here"));
                navigator().replace(Route::HouseholdScreen { id: saved.id });
            }
            Err(Error::Invalid(issues)) => form.issues.set(issues),
            Err(error) => form.failure.set(Some(error)),
        }
    });
}
