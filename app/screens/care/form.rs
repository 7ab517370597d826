//! Filling in a check-in (F3) or a care file: the questions in order, every change a durable draft, sealed like what it becomes.

use client::commands::areas::ListLevel;
use client::commands::{
    CareDraft, CareForm, DropCareDraft, ListAreas, OpenCareDraft, SaveCareDraft, SaveCareFile,
    SaveCheckIn,
};
use client::{Error, Handle};
use dioxus::prelude::*;
use domain::care::Abnormal;
use domain::care::form::{CHECK_IN, MEDICATION, PERSON_FILE};
use domain::care::team::DECIDING;
use domain::form::{Form, Part, Question, is_shown};
use domain::{AreaCode, Fields, Issue, RecordId};

use super::Behind;
use super::check::label;
use super::team::TeamFields;
use crate::app_state::{AppState, use_app_state};
use crate::components::{
    Asked, Confirm, Icon, Labelled, Pending, Problems, ProblemsOf as _, SaveBar, Shape, TopBar,
    Value,
};
use crate::draft_keeper::{Keeper, use_keeper};
use crate::frame::use_begun_or_back;
use crate::query::{use_backend, use_query};
use crate::routes::Route;
use crate::text::{failure, t};

/// A new check-in.
#[component]
pub(crate) fn NewCheckIn(file: RecordId) -> Element {
    let open = OpenCareDraft {
        form: CareForm::CheckIn,
        file: Some(file),
        of: None,
    };
    rsx! { Page { open, title: t("care-check"), back: Route::CareFileScreen { id: file } } }
}

/// A check-in to correct.
#[component]
pub(crate) fn EditCheckIn(id: RecordId) -> Element {
    let open = OpenCareDraft {
        form: CareForm::CheckIn,
        file: None,
        of: Some(id),
    };
    rsx! { Page { open, title: t("care-check"), back: Route::CheckInScreen { id } } }
}

/// A new file.
#[component]
pub(crate) fn NewCareFile() -> Element {
    let open = OpenCareDraft {
        form: CareForm::File,
        file: None,
        of: None,
    };
    rsx! { Page { open, title: t("care-new"), back: Route::Care {} } }
}

/// A file to correct.
#[component]
pub(crate) fn EditCareFile(id: RecordId) -> Element {
    let open = OpenCareDraft {
        form: CareForm::File,
        file: None,
        of: Some(id),
    };
    rsx! { Page { open, title: t("care-file"), back: Route::CareFileScreen { id } } }
}

#[component]
fn Page(open: OpenCareDraft, title: String, back: Route) -> Element {
    rsx! {
        TopBar { title, back: back.clone() }
        Behind { Opening { open, back } }
    }
}

#[component]
fn Opening(open: OpenCareDraft, back: Route) -> Element {
    let draft = use_query(open);
    match draft.reply() {
        Some(draft) => rsx! { Filled { draft, back } },
        None => rsx! {
            main { class: "page", Pending { failure: draft.failure(), onretry: move |()| draft.again() } }
        },
    }
}

/// A form while it is filled in.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Filling {
    form: CareForm,
    slot: RecordId,
    of: Option<RecordId>,
    pub(super) fields: Signal<Fields>,
    area: Signal<Option<AreaCode>>,
    pub(super) issues: Signal<Vec<Issue>>,
    failure: Signal<Option<Error>>,
    is_saving: Signal<bool>,
    keeper: Keeper,
}

impl Filling {
    /// A question was answered: shown at once and kept right after.
    pub(super) fn answer(mut self, field: &str, value: Value) {
        if value.is_null() {
            self.fields.write().0.remove(field);
        } else {
            self.fields.write().0.insert(field.to_owned(), value);
        }
        self.issues.write().retain(|issue| issue.field != field);
        self.keep(Some(field.to_owned()));
    }

    fn keep(self, focus: Option<String>) {
        let draft = SaveCareDraft {
            slot: self.slot,
            fields: self.fields.peek().clone(),
            area: self.area.peek().clone(),
            focus,
        };
        let write = move |backend: Handle| async move { backend.call(draft).await };
        self.keeper
            .keep(Box::new(|backend| Box::pin(write(backend))));
    }

    fn reopen(mut self) {
        self.is_saving.set(false);
        self.keeper.shut(false);
        self.keep(None);
    }
}

#[component]
fn Filled(draft: CareDraft, back: Route) -> Element {
    let state = use_app_state();
    let backend = use_backend();
    let filling = Filling {
        form: draft.form,
        slot: draft.slot,
        of: draft.of,
        fields: use_signal(|| draft.fields.clone()),
        area: use_signal(|| draft.area.clone()),
        issues: use_signal(Vec::new),
        failure: use_signal(|| None),
        is_saving: use_signal(|| false),
        keeper: use_keeper(draft.written_at),
    };
    use_begun_or_back(draft.written_at.is_some(), back.clone());
    let keeper = backend.clone();
    let to = back.clone();
    rsx! {
        FormView {
            filling,
            draft,
            onsave: move |()| save(filling, backend.clone(), state, back.clone()),
            ondrop: move |()| drop_draft(filling, keeper.clone(), to.clone()),
        }
    }
}

/// The questions that this person and this file are asked.
fn asked(draft: &CareDraft, part: Part) -> impl Iterator<Item = &'static Question> {
    let form: &'static Form = match draft.form {
        CareForm::File => &PERSON_FILE,
        CareForm::CheckIn => &CHECK_IN,
    };
    let (asks_medication, may_decide) = (draft.notes.asks_medication, draft.notes.may_decide);
    form.questions.iter().filter(move |question| {
        question.part == part
            && (asks_medication || question.field != MEDICATION)
            && (may_decide || !DECIDING.contains(&question.field))
    })
}

/// The form as drawn.
#[component]
fn FormView(
    filling: Filling,
    draft: CareDraft,
    onsave: EventHandler<()>,
    ondrop: EventHandler<()>,
) -> Element {
    let kept_at = (filling.keeper.kept_at)();
    let problem = (filling.failure)().or((filling.keeper.failure)());
    let is_file = draft.form == CareForm::File;
    rsx! {
        main { class: "page has-bar", "data-testid": "care-form",
            if draft.written_at.is_some() {
                p { class: "strip is-calm", role: "status", {t("draft-resumed")} }
            }
            Problems { issues: (filling.issues)() }
            if let Some(failure) = problem {
                p { class: "problem", role: "alert", {failure::sentence(&failure)} }
            }
            if !draft.notes.person.is_empty() {
                p { class: "hint", "{draft.notes.person}" }
            }
            section { class: "card",
                if is_file && draft.of.is_none() {
                    Grid { filling }
                }
                Questions { filling, draft: draft.clone(), part: Part::Open }
                if !is_file {
                    ByTelephone { filling, draft: draft.clone() }
                }
            }
            if is_file && draft.notes.may_decide {
                TeamFields { filling, roles: draft.notes.roles.clone() }
            }
            details { class: "card fold", "data-testid": "form-more",
                summary { span { {t("form-more")} } Icon { shape: Shape::Down } }
                div { class: "fields", Questions { filling, draft, part: Part::Folded } }
            }
            if is_file {
                p { class: "hint", {t("care-not-here")} }
            }
            if kept_at.is_some() {
                Confirm { words: t("draft-drop"), sentence: t("draft-drop-sentence"), testid: "care-draft-drop", onconfirm: move |()| ondrop.call(()) }
            }
        }
        SaveBar { kept_at, is_saving: (filling.is_saving)(), testid: "care-save", onsave }
    }
}

#[component]
fn Questions(filling: Filling, draft: CareDraft, part: Part) -> Element {
    let fields = (filling.fields)();
    let issues = (filling.issues)();
    let shown = asked(&draft, part).filter(|question| is_shown(question, &fields));
    rsx! {
        for question in shown {
            Asked {
                key: "{question.field}",
                question,
                fields: fields.clone(),
                issues: issues.clone(),
                label: label(question.field, &draft.notes),
                onanswer: move |(field, value): (&'static str, Value)| filling.answer(field, value),
            }
        }
    }
}

/// A department that is not on the team does not receive the record: it has to be called.
#[component]
fn ByTelephone(filling: Filling, draft: CareDraft) -> Element {
    let fields = filling.fields.read();
    let is_abnormal = fields.text("abnormal") == Some(Abnormal::Yes.code());
    let chosen = fields.text("department");
    let mut on_team = draft.notes.departments.iter();
    let is_known = chosen.is_some_and(|code| on_team.any(|known| known.code() == code));
    if !is_abnormal || chosen.is_none() || is_known {
        return rsx! {};
    }
    rsx! {
        p { class: "warning", role: "status", {t("care-call-them")} }
    }
}

/// 网格 of a new file.
#[component]
fn Grid(filling: Filling) -> Element {
    let grids = use_query(ListAreas {
        level: ListLevel::Grid,
        inside: None,
    });
    let grids = grids.reply().unwrap_or_default();
    if grids.len() == 1 {
        return rsx! {};
    }
    let mut area = filling.area;
    let chosen = area().map_or_else(String::new, |code| code.to_string());
    let problem = filling.issues.read().problem("area");
    rsx! {
        Labelled { field: "area", label: t("field-area"), problem, is_warning: false,
            select {
                id: "field-area",
                class: "input",
                "data-testid": "field-area",
                value: "{chosen}",
                onchange: move |event| {
                    area.set(AreaCode::new(event.value()).ok());
                    filling.keep(Some("area".to_owned()));
                },
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
    filling.is_saving.set(true);
    filling.keeper.shut(true);
    let (id, slot) = (filling.of, filling.slot);
    let fields = filling.fields.peek().clone();
    let area = filling.area.peek().clone();
    spawn(async move {
        let saved = match filling.form {
            CareForm::File => {
                let command = SaveCareFile {
                    id,
                    slot,
                    area,
                    fields,
                };
                backend.call(command).await
            }
            CareForm::CheckIn => backend.call(SaveCheckIn { id, slot, fields }).await,
        };
        match saved {
            Ok(saved) => {
                state.say(t("saved-here"));
                let next = match (filling.form, id) {
                    (CareForm::File, None) => Route::CareFileScreen { id: saved.id },
                    _ => back,
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

fn drop_draft(mut filling: Filling, backend: Handle, back: Route) {
    filling.is_saving.set(true);
    filling.keeper.shut(true);
    let slot = filling.slot;
    spawn(async move {
        match backend.call(DropCareDraft { slot }).await {
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
