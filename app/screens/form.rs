//! A form that is data, filled in: its questions in order, the folded ones below, every change a durable draft, 保存 makes it count.

mod filling;

use client::commands::areas::ListLevel;
use client::commands::{AreaRow, DropFormDraft, FormDraft, ListAreas, OpenFormDraft, SaveForm};
use client::{Error, Handle};
use dioxus::prelude::*;
use domain::form::{self, Form, HOUSEHOLD, Part};
use domain::{AreaCode, RecordId, course, forms};

use crate::app_state::{AppState, use_app_state};
use crate::components::{
    Asked, Confirm, Icon, Labelled, Pending, Problems, ProblemsOf as _, SaveBar, Shape, TopBar,
};
use crate::frame::use_begun_or_back;
use crate::platform;
use crate::query::{use_backend, use_query};
use crate::routes::Route;
use crate::screens::Missing;
use crate::screens::areas::with_villages;
use crate::screens::remarks::MarkedIn;
use crate::text::{failure, t, t_args};

pub(crate) use filling::{Filling, use_filling};

/// A new record of this form.
#[component]
pub(crate) fn NewItem(form: String) -> Element {
    let open = OpenFormDraft {
        form: form.clone(),
        ..OpenFormDraft::default()
    };
    rsx! { Opening { key: "{form}", open } }
}

/// A new record at a household's door.
#[component]
pub(crate) fn NewItemAt(form: String, household: RecordId) -> Element {
    let open = OpenFormDraft {
        form,
        household: Some(household),
        ..OpenFormDraft::default()
    };
    rsx! { Opening { open } }
}

/// A new record out of a visit.
#[component]
pub(crate) fn NewItemFrom(form: String, visit: RecordId) -> Element {
    let open = OpenFormDraft {
        form,
        visit: Some(visit),
        ..OpenFormDraft::default()
    };
    rsx! { Opening { open } }
}

/// A saved record to correct.
#[component]
pub(crate) fn EditItem(form: String, id: RecordId) -> Element {
    let open = OpenFormDraft {
        form,
        of: Some(id),
        ..OpenFormDraft::default()
    };
    rsx! { Opening { open } }
}

/// Where a form leads back to.
fn leads_back(open: &OpenFormDraft) -> Route {
    match (open.of, open.visit, open.household) {
        (Some(id), _, _) => Route::ItemScreen { id },
        (None, Some(id), _) => Route::VisitScreen { id },
        (None, None, Some(id)) => Route::HouseholdScreen { id },
        (None, None, None) => Route::Items {
            form: open.form.clone(),
        },
    }
}

#[component]
fn Opening(open: OpenFormDraft) -> Element {
    let Some(form) = forms::named(&open.form) else {
        return rsx! { Missing { rest: Vec::new() } };
    };
    let back = leads_back(&open);
    let title = if open.of.is_some() {
        t_args(
            "form-edit",
            &[("form", t(&format!("form-{}", form.name)).into())],
        )
    } else {
        t(&format!("form-{}", form.name))
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
                ItemForm {
                    form,
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
fn ItemForm(form: &'static Form, draft: FormDraft, grids: Vec<AreaRow>, back: Route) -> Element {
    let state = use_app_state();
    let backend = use_backend();
    let filling = use_filling(form, draft);
    use_begun_or_back(filling.is_resumed, back.clone());
    use_effect(move || {
        if let Some(field) = filling.focus.peek().as_ref() {
            platform::focus(&format!("field-{field}"));
        }
    });
    let keeper = backend.clone();
    let to = back.clone();
    rsx! {
        ItemFormView {
            filling,
            grids,
            onsave: move |()| save(filling, backend.clone(), state, back.clone()),
            ondrop: move |()| drop_draft(filling, keeper.clone(), to.clone()),
        }
    }
}

/// The form as drawn.
#[component]
pub(crate) fn ItemFormView(
    filling: Filling,
    grids: Vec<AreaRow>,
    onsave: EventHandler<()>,
    ondrop: EventHandler<()>,
) -> Element {
    let form = filling.form;
    let kept_at = (filling.keeper.kept_at)();
    let problem = (filling.failure)().or((filling.keeper.failure)());
    rsx! {
        main { class: "page has-bar", "data-testid": "form-{form.name}",
            if filling.is_resumed {
                p { class: "strip is-calm", role: "status", {t("draft-resumed")} }
            }
            if let Some(id) = filling.of {
                MarkedIn { id }
            }
            Problems { issues: (filling.issues)() }
            if let Some(failure) = problem {
                p { class: "problem", role: "alert", {failure::sentence(&failure)} }
            }
            section { class: "card",
                if asks_grid(filling) && grids.len() > 1 {
                    Grid { filling, grids }
                }
                Questions { filling, part: Part::Open }
            }
            Folded { filling }
            if kept_at.is_some() {
                Confirm { words: t("draft-drop"), sentence: t("draft-drop-sentence"), testid: "form-draft-drop", onconfirm: move |()| ondrop.call(()) }
            }
        }
        SaveBar { kept_at, is_saving: (filling.is_saving)(), testid: "form-save", onsave }
    }
}

/// Is nothing else known that says where it belongs? Whoever gives a task to somebody need not say where that person works.
fn asks_grid(filling: Filling) -> bool {
    let form = filling.form;
    form.is_local
        && filling.of.is_none()
        && form.question(course::OWNER).is_none()
        && filling.fields.read().get(HOUSEHOLD).is_none()
}

#[component]
fn Questions(filling: Filling, part: Part) -> Element {
    let fields = (filling.fields)();
    let issues = (filling.issues)();
    let shown = filling
        .form
        .questions
        .iter()
        .filter(|question| question.part == part && form::is_shown(question, &fields));
    rsx! {
        for question in shown {
            Asked {
                key: "{question.field}",
                question,
                fields: fields.clone(),
                issues: issues.clone(),
                onanswer: move |(field, value)| filling.answer(field, value),
            }
        }
    }
}

#[component]
fn Folded(filling: Filling) -> Element {
    let form = filling.form;
    let folded = || form.questions.iter().filter(|q| q.part == Part::Folded);
    if folded().next().is_none() {
        return rsx! {};
    }
    let issues = filling.issues.read();
    let has_problem = folded().any(|question| issues.problem(question.field).is_some());
    let filled = folded()
        .filter(|question| filling.fields.read().get(question.field).is_some())
        .count();
    rsx! {
        details { class: "card fold", open: has_problem, "data-testid": "form-more",
            summary {
                span { {t("form-more")} }
                if filled > 0 {
                    span { class: "count", {t_args("filled", &[("count", filled.into())])} }
                }
                Icon { shape: Shape::Down }
            }
            div { class: "fields", Questions { filling, part: Part::Folded } }
        }
    }
}

/// 网格: asked of those who work in several.
#[component]
fn Grid(filling: Filling, grids: Vec<AreaRow>) -> Element {
    let chosen = filling.area.read().as_ref().map(ToString::to_string);
    let chosen = chosen.unwrap_or_default();
    let problem = filling.issues.read().problem("area");
    rsx! {
        Labelled { field: "area", label: t("field-area"), problem, is_warning: false,
            select {
                id: "field-area",
                class: "input",
                "data-testid": "field-area",
                value: "{chosen}",
                onchange: move |event| filling.choose_area(AreaCode::new(event.value()).ok()),
                option { value: "", selected: chosen.is_empty(), {t("choose")} }
                for grid in grids {
                    option { key: "{grid.code}", value: "{grid.code}", selected: chosen == grid.code.as_str(), "{grid.name}" }
                }
            }
        }
    }
}

fn save(mut filling: Filling, backend: Handle, state: AppState, back: Route) {
    if *filling.is_saving.peek() {
        return;
    }
    filling.shut();
    let command = SaveForm {
        form: filling.form.name.to_owned(),
        id: filling.of,
        slot: filling.slot,
        fields: filling.fields.peek().clone(),
        area: filling.area.peek().clone(),
    };
    spawn(async move {
        match backend.call(command).await {
            Ok(saved) => {
                match filling.of {
                    Some(_) => state.say(t("saved-here")),
                    None => state.say_saved(t("saved-here"), saved.id),
                }
                // Out of a visit or at a door one goes on there; else to what was saved.
                let next = match back {
                    Route::VisitScreen { .. } | Route::HouseholdScreen { .. } => back,
                    _ => Route::ItemScreen { id: saved.id },
                };
                navigator().replace(next);
            }
            Err(error) => {
                filling.reopen();
                match error {
                    Error::Invalid(issues) => filling.issues.set(issues),
                    error => filling.failure.set(Some(error)),
                }
            }
        }
    });
}

/// Throws the draft away and leaves.
fn drop_draft(mut filling: Filling, backend: Handle, back: Route) {
    filling.shut();
    let command = DropFormDraft {
        form: filling.form.name.to_owned(),
        slot: filling.slot,
    };
    spawn(async move {
        match backend.call(command).await {
            Ok(()) => {
                navigator().replace(back);
            }
            Err(error) => {
                filling.reopen();
                filling.failure.set(Some(error));
            }
        }
    });
}
