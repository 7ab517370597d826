//! One question of a form that is data, drawn as what it asks for. The answer is told as it stands in the record's fields.

use client::commands::{ListMembers, MemberRow, ReadCounty};
use dioxus::prelude::*;
use domain::form::{Ask, CodeList, Question};
use domain::{AreaCode, Fields, Issue, Role, attachment};

use super::{CodeChips, FieldKind, Labelled, ProblemsOf as _, TextArea, TextField};
use crate::attachments::{Attachments, Change};
use crate::query::use_query;
use crate::text::code::Coded as _;
use crate::text::{has, t, when};

/// A value of a field; `null` clears it.
pub(crate) type Value = domain::form::Value;

/// A question.
#[component]
pub(crate) fn Asked(
    question: &'static Question,
    fields: Fields,
    issues: Vec<Issue>,
    /// Whose members can be chosen; the whole town's without one.
    area: Option<AreaCode>,
    /// What it is called, where not as the field.
    label: Option<String>,
    onanswer: EventHandler<(&'static str, Value)>,
) -> Element {
    let field = question.field;
    let label = label.unwrap_or_else(|| t(&format!("field-{field}")));
    let problem = issues.problem(field).or_else(|| issues.warning(field));
    let is_warning = issues.problem(field).is_none();
    let answer = move |value: Value| onanswer.call((field, value));
    match question.ask {
        Ask::One(list) => {
            let chosen = fields.text(field).map(str::to_owned);
            rsx! { One { list, chosen, legend: label, field, problem, onanswer: answer } }
        }
        Ask::Many(list) => {
            let chosen = chosen_of(&fields, field);
            rsx! { Many { list, chosen, legend: label, field, problem, onanswer: answer } }
        }
        Ask::Text(_) => rsx! {
            TextArea { field, label, hint: hint(field), problem, testid: "field-{field}", value: text_of(question, &fields),
                oninput: move |text: String| answer(Value::String(text)) }
        },
        Ask::Unit => rsx! {
            UnitField { label, field, problem, value: text_of(question, &fields), testid: "field-{field}",
                oninput: move |text: String| answer(Value::String(text)) }
        },
        Ask::Tick => {
            let is_set = fields.get(field) == Some(&Value::Bool(true));
            rsx! {
                label { class: "tick", id: "field-{field}",
                    input { r#type: "checkbox", "data-testid": "field-{field}", checked: is_set, onchange: move |event| answer(Value::Bool(event.checked())) }
                    span { "{label}" }
                }
            }
        }
        Ask::Attachments => {
            let items = attachment::of(&fields);
            let added = items.clone();
            rsx! {
                div { class: "field",
                    span { class: "label", "{label}" }
                    Attachments { items, problem,
                        onchange: move |change: Change| {
                            let mut added = added.clone();
                            change.apply(&mut added);
                            answer(attachment::value_of(&added));
                        }
                    }
                }
            }
        }
        Ask::Member => {
            let chosen = fields.text(field).unwrap_or_default().to_owned();
            rsx! { Who { label, field, problem, chosen, area, onanswer: answer } }
        }
        Ask::Name | Ask::Phone | Ask::Line(_) | Ask::Count(..) | Ask::Day | Ask::Moment => rsx! {
            TextField { field, label, kind: kind(question.ask), hint: hint(field), problem, is_warning, testid: "field-{field}",
                value: text_of(question, &fields), oninput: move |text: String| answer(typed(question.ask, text)) }
        },
    }
}

fn kind(ask: Ask) -> FieldKind {
    match ask {
        Ask::Name => FieldKind::Name,
        Ask::Phone => FieldKind::Phone,
        Ask::Count(..) => FieldKind::Number,
        Ask::Day => FieldKind::Date,
        Ask::Moment => FieldKind::Moment,
        _ => FieldKind::Text,
    }
}

fn hint(field: &str) -> Option<String> {
    let key = format!("hint-{field}");
    has(&key).then(|| t(&key))
}

/// What stands in the field.
fn text_of(question: &Question, fields: &Fields) -> String {
    match (question.ask, fields.get(question.field)) {
        (Ask::Moment, Some(Value::Number(millis))) => millis
            .as_i64()
            .and_then(chrono::DateTime::from_timestamp_millis)
            .map(when::to_field)
            .unwrap_or_default(),
        (_, Some(Value::String(text))) => text.clone(),
        (_, Some(Value::Number(number))) => number.to_string(),
        _ => String::new(),
    }
}

/// What was typed, as it stands in the record's fields. What is no number stays as typed, so that nothing is lost and it is said.
fn typed(ask: Ask, text: String) -> Value {
    match ask {
        Ask::Count(..) => match text.trim().parse::<u32>() {
            Ok(number) => Value::from(number),
            Err(_) => Value::String(text),
        },
        Ask::Moment => {
            when::from_field(&text).map_or(Value::Null, |at| Value::from(at.timestamp_millis()))
        }
        _ => Value::String(text),
    }
}

fn chosen_of(fields: &Fields, field: &str) -> Vec<String> {
    let chosen = fields.get(field).and_then(Value::as_array);
    let codes = chosen.into_iter().flatten().filter_map(Value::as_str);
    codes.map(str::to_owned).collect()
}

fn codes(list: &CodeList) -> Vec<&'static str> {
    list.items.iter().map(|(code, _)| *code).collect()
}

#[component]
fn One(
    list: &'static CodeList,
    chosen: Option<String>,
    legend: String,
    field: &'static str,
    problem: Option<String>,
    onanswer: EventHandler<Value>,
) -> Element {
    let codes = codes(list);
    let chosen = codes
        .iter()
        .copied()
        .find(|code| Some(*code) == chosen.as_deref());
    rsx! {
        CodeChips { list: list.name, codes, chosen: chosen.into_iter().collect::<Vec<_>>(), is_many: false, legend, field, problem,
            onchoose: move |place: usize| if let Some((code, _)) = list.items.get(place) {
                onanswer.call(Value::String((*code).to_owned()));
            },
        }
    }
}

#[component]
fn Many(
    list: &'static CodeList,
    chosen: Vec<String>,
    legend: String,
    field: &'static str,
    problem: Option<String>,
    onanswer: EventHandler<Value>,
) -> Element {
    let codes = codes(list);
    let is_chosen = |code: &str| chosen.iter().any(|known| known == code);
    let shown: Vec<&'static str> = codes
        .iter()
        .copied()
        .filter(|code| is_chosen(code))
        .collect();
    rsx! {
        CodeChips { list: list.name, codes, chosen: shown, is_many: true, legend, field, problem,
            onchoose: move |place: usize| if let Some((code, _)) = list.items.get(place) {
                let mut after: Vec<String> = chosen.iter().filter(|known| known != code).cloned().collect();
                if after.len() == chosen.len() {
                    after.push((*code).to_owned());
                }
                onanswer.call(after.into_iter().map(Value::String).collect());
            },
        }
    }
}

/// A unit: a line, with those of the county to take by one tap.
#[component]
pub(crate) fn UnitField(
    label: String,
    field: String,
    problem: Option<String>,
    value: String,
    testid: String,
    oninput: EventHandler<String>,
) -> Element {
    let county = use_query(ReadCounty).reply().unwrap_or_default();
    let words = county.lists.units;
    rsx! {
        TextField { field, label: label.clone(), value: value.clone(), problem, testid, oninput }
        Words { words, chosen: value, label, onchoose: oninput }
    }
}

/// Words to take by one tap.
#[component]
pub(crate) fn Words(
    words: Vec<String>,
    chosen: String,
    label: String,
    onchoose: EventHandler<String>,
) -> Element {
    rsx! {
        div { class: "chips is-tight", role: "group", aria_label: label,
            for word in words {
                button {
                    key: "{word}",
                    class: if chosen == word { "chip is-chosen" } else { "chip" },
                    r#type: "button",
                    aria_pressed: if chosen == word { "true" } else { "false" },
                    onclick: move |_| onchoose.call(word.clone()),
                    "{word}"
                }
            }
        }
    }
}

/// A member: those to whom something can be given.
#[component]
fn Who(
    label: String,
    field: &'static str,
    problem: Option<String>,
    chosen: String,
    area: Option<AreaCode>,
    onanswer: EventHandler<Value>,
) -> Element {
    let members = use_query(ListMembers { inside: area });
    let handles = |row: &MemberRow| {
        matches!(
            row.role,
            Role::Worker | Role::VillageCadre | Role::Supervisor | Role::Department
        )
    };
    let members = members.reply().unwrap_or_default();
    rsx! {
        Labelled { field, label, problem, is_warning: false,
            select {
                id: "field-{field}",
                class: "input",
                "data-testid": "field-{field}",
                value: "{chosen}",
                onchange: move |event| onanswer.call(Value::String(event.value())),
                option { value: "", selected: chosen.is_empty(), {t("choose")} }
                for row in members.into_iter().filter(handles) {
                    option { key: "{row.id}", value: "{row.id}", selected: chosen == row.id.to_string(), "{row.name} · {row.role.words()}" }
                }
            }
        }
    }
}

/// An answer in words; none where there is none to show.
pub(crate) fn in_words(
    question: &Question,
    fields: &Fields,
    members: &std::collections::BTreeMap<String, String>,
    now: chrono::DateTime<chrono::Utc>,
) -> Option<String> {
    let text = text_of(question, fields);
    let words = match question.ask {
        Ask::One(list) if !text.is_empty() => t(&format!("{}-{text}", list.name)),
        Ask::Many(list) => {
            let words = chosen_of(fields, question.field);
            let words = words.iter().map(|code| t(&format!("{}-{code}", list.name)));
            words.collect::<Vec<_>>().join(&t("list-comma"))
        }
        Ask::Tick if fields.get(question.field) == Some(&Value::Bool(true)) => t("yes"),
        Ask::Member => members.get(&text).cloned().unwrap_or_default(),
        Ask::Day => text
            .parse()
            .map(|day| when::day(day, when::local_day(now)))
            .unwrap_or_default(),
        Ask::Moment => fields
            .get(question.field)
            .and_then(Value::as_i64)
            .and_then(chrono::DateTime::from_timestamp_millis)
            .map(|at| when::moment(at, now))
            .unwrap_or_default(),
        _ => text,
    };
    Some(words).filter(|words| !words.is_empty())
}
