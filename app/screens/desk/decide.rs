//! A decision of a meeting: what, who, by when. It is saved as a task, so it stands on that person's first screen.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use client::commands::meetings::DecisionRow;
use client::commands::{BeginMeeting, MemberRow, SaveDecision};
use dioxus::prelude::*;
use domain::{AreaCode, MemberId, RecordId, Role};

use crate::app_state::use_app_state;
use crate::components::{FieldKind, Go, TextArea, TextField};
use crate::query::use_backend;
use crate::routes::Route;
use crate::text::code::Coded as _;
use crate::text::{failure, t, t_args, when};

/// A decision is given this long, unless somebody says otherwise: until the next weekly meeting.
const PROPOSED_DAYS: u64 = 7;
/// Who is named first in the list.
const ROLES: [Role; 4] = [
    Role::VillageCadre,
    Role::Department,
    Role::Supervisor,
    Role::Worker,
];

/// Decisions that were begun and not saved; they outlive the screen, because looking into a dispute is part of deciding.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Begun(Signal<BTreeMap<Key, Written>>);

/// A meeting by its sort, first day and place, and the dispute.
type Key = (&'static str, NaiveDate, Option<AreaCode>, Option<RecordId>);

/// A decision as far as it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Written {
    text: String,
    owner: Option<MemberId>,
    deadline: Option<NaiveDate>,
}

/// None.
pub(super) fn use_begun_decisions_provider() {
    let begun = Begun(use_signal(BTreeMap::new));
    use_context_provider(|| begun);
}

fn key_of(begin: &BeginMeeting, about: Option<RecordId>) -> Key {
    let (from, _) = begin.sort.period(begin.day);
    (begin.sort.code(), from, begin.area.clone(), about)
}

impl Begun {
    /// Was a decision begun about this?
    pub(super) fn has(self, begin: &BeginMeeting, about: Option<RecordId>) -> bool {
        self.0.peek().contains_key(&key_of(begin, about))
    }
}

/// What was decided, and where it stands.
#[component]
pub(super) fn Decisions(rows: Vec<DecisionRow>, today: NaiveDate) -> Element {
    if rows.is_empty() {
        return rsx! {};
    }
    rsx! {
        ul { class: "review-list",
            for row in rows {
                li { key: "{row.id}", "data-testid": "decision",
                    Go { to: Route::ItemScreen { id: row.id }, class: "link", testid: "decision-open", "{row.text}" }
                    span { class: "hint", {about_it(&row, today)} }
                    span { class: if row.is_ended { "mark" } else { "mark is-waiting" }, {t(&format!("task-state-{}", row.stands))} }
                }
            }
        }
    }
}

fn about_it(row: &DecisionRow, today: NaiveDate) -> String {
    let due = row.due_on.map(|day| when::day(day, today));
    t_args(
        "review-decision-line",
        &[
            ("owner", row.owner_name.clone().into()),
            ("due", due.unwrap_or_default().into()),
        ],
    )
}

/// The form of a decision.
#[component]
pub(crate) fn Decide(
    begin: BeginMeeting,
    about: Option<RecordId>,
    members: Vec<MemberRow>,
    today: NaiveDate,
    onclose: EventHandler<()>,
) -> Element {
    let state = use_app_state();
    let backend = use_backend();
    let Begun(mut begun) = use_context();
    let key = key_of(&begin, about);
    let fresh = Written {
        text: String::new(),
        owner: None,
        deadline: today.checked_add_days(Days::new(PROPOSED_DAYS)),
    };
    let written = begun.read().get(&key).cloned().unwrap_or(fresh);
    let Written {
        text,
        owner,
        deadline,
    } = written.clone();
    let key_of_done = key.clone();
    let change = use_callback(move |now| drop(begun.write().insert(key.clone(), now)));
    let done = use_callback(move |()| {
        begun.write().remove(&key_of_done);
        onclose.call(());
    });
    let mut is_tried = use_signal(|| false);
    let mut is_saving = use_signal(|| false);
    let problem = |is_missing: bool| (is_tried() && is_missing).then(|| t("people-missing"));
    let field = about.map_or_else(|| "other".to_owned(), |id| id.to_string());
    let is_nothing = text.trim().is_empty();
    let command = SaveDecision {
        meeting: begin,
        about,
        text: text.trim().to_owned(),
        owner,
        deadline,
    };
    let save = move |_| {
        is_tried.set(true);
        let is_whole = !is_nothing && owner.is_some() && deadline.is_some();
        if !is_whole || is_saving() {
            return;
        }
        is_saving.set(true);
        let (backend, command) = (backend.clone(), command.clone());
        spawn(async move {
            let saved = backend.call(command).await;
            is_saving.set(false);
            match saved {
                Ok(_) => {
                    state.say(t("review-decided"));
                    done.call(());
                }
                Err(error) => state.say(failure::sentence(&error)),
            }
        });
    };
    let (typing, choosing, dating) = (written.clone(), written.clone(), written);
    rsx! {
        div { class: "decide no-print", role: "group", aria_label: t("review-decide"), "data-testid": "decide-form",
            TextArea { field: "decide-{field}", label: t("review-what"), value: text, testid: "decide-text",
                problem: problem(is_nothing), oninput: move |text| change.call(Written { text, ..typing.clone() }) }
            OwnerChoice { field: field.clone(), members, chosen: owner, problem: problem(owner.is_none()), onchoose: move |owner| change.call(Written { owner, ..choosing.clone() }) }
            TextField { field: "decide-day-{field}", label: t("field-deadline"), value: deadline.map(|day| day.to_string()).unwrap_or_default(), kind: FieldKind::Date, testid: "decide-day",
                problem: problem(deadline.is_none()), oninput: move |day: String| change.call(Written { deadline: day.parse().ok(), ..dating.clone() }) }
            div { class: "decide-acts",
                button { class: "button is-main is-small", r#type: "button", disabled: is_saving(), "data-testid": "decide-save", onclick: save, {t("save")} }
                button { class: "button is-small", r#type: "button", "data-testid": "decide-cancel", onclick: move |_| done.call(()), {t("cancel")} }
            }
        }
    }
}

/// Who is to do it, by role.
#[component]
fn OwnerChoice(
    field: String,
    members: Vec<MemberRow>,
    chosen: Option<MemberId>,
    problem: Option<String>,
    onchoose: EventHandler<Option<MemberId>>,
) -> Element {
    let of = |role: Role| -> Vec<MemberRow> {
        let held = members.iter().filter(|member| member.role == role);
        held.cloned().collect()
    };
    let is_wrong = problem.is_some();
    rsx! {
        div { class: if is_wrong { "field has-problem" } else { "field" },
            label { class: "label", r#for: "owner-{field}", {t("field-owner")} }
            select { class: "input", id: "owner-{field}", "data-testid": "decide-owner",
                aria_invalid: is_wrong.then_some("true"),
                onchange: move |event| onchoose.call(event.value().parse().ok()),
                option { value: "", selected: chosen.is_none(), {t("people-choose")} }
                for role in ROLES {
                    optgroup { key: "{role.code()}", label: role.words(),
                        for member in of(role) {
                            option { key: "{member.id}", value: "{member.id}", selected: chosen == Some(member.id), "{member.name}" }
                        }
                    }
                }
            }
            if let Some(problem) = problem {
                p { class: "problem", role: "alert", "{problem}" }
            }
        }
    }
}
