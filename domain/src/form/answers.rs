//! Answers to questions: which questions are put, what is not right about an answer, and the fields as they are kept.

use chrono::{DateTime, NaiveDate};
use serde::Deserialize as _;
use serde_json::Value;

use super::{Ask, Form, Need, Question, Shown};
use crate::attachment::{self, Attachment};
use crate::change::Fields;
use crate::issue::{Issue, IssueCode};
use crate::phone;
use crate::validate::{NAME_MAX, PLACE_MAX, next_day};

/// Is the question put, with these answers to the others?
#[must_use]
pub fn is_shown(question: &Question, fields: &Fields) -> bool {
    match question.shown {
        Shown::Always => true,
        Shown::Ticked(field) => fields.get(field) == Some(&Value::Bool(true)),
        Shown::When(field, codes) => match fields.get(field) {
            Some(Value::String(code)) => codes.contains(&code.as_str()),
            Some(Value::Array(chosen)) => chosen
                .iter()
                .filter_map(Value::as_str)
                .any(|code| codes.contains(&code)),
            _ => false,
        },
    }
}

/// What is not right about a form's answers. `today` is the local date.
#[must_use]
pub fn issues(form: &Form, fields: &Fields, today: NaiveDate) -> Vec<Issue> {
    issues_of(form.questions, fields, today)
}

/// What is not right about the answers to these questions.
#[must_use]
pub fn issues_of(questions: &[Question], fields: &Fields, today: NaiveDate) -> Vec<Issue> {
    questions
        .iter()
        .filter(|question| is_shown(question, fields))
        .filter_map(|question| issue(question, fields, today))
        .collect()
}

fn issue(question: &Question, fields: &Fields, today: NaiveDate) -> Option<Issue> {
    let field = question.field;
    let Some(value) = fields.get(field).filter(|value| !is_empty(value)) else {
        return match question.need {
            Need::Must => Some(Issue::block(field, IssueCode::Missing)),
            Need::Should => Some(Issue::warn(field, IssueCode::Missing)),
            Need::May => None,
        };
    };
    let wrong_type = Some(Issue::block(field, IssueCode::WrongType));
    match question.ask {
        Ask::Name => too_long(field, value, NAME_MAX),
        Ask::Unit => too_long(field, value, PLACE_MAX),
        Ask::Line(most) | Ask::Text(most) => too_long(field, value, most),
        Ask::Phone => too_long(field, value, NAME_MAX).or_else(|| {
            let number = value.as_str().unwrap_or_default();
            (!phone::is_plausible(number)).then(|| Issue::warn(field, IssueCode::BadPhone))
        }),
        Ask::Count(least, most) => match value.as_u64() {
            Some(count) if (u64::from(least)..=u64::from(most)).contains(&count) => None,
            Some(_) => Some(Issue::block(field, IssueCode::OutOfRange)),
            None => wrong_type,
        },
        Ask::Day => match value.as_str().map(str::parse::<NaiveDate>) {
            Some(Ok(_)) => None,
            _ => wrong_type,
        },
        Ask::Moment => match value.as_i64().map(DateTime::from_timestamp_millis) {
            Some(Some(at)) if at.date_naive() > next_day(today) => {
                Some(Issue::warn(field, IssueCode::InFuture))
            }
            Some(Some(_)) => None,
            _ => wrong_type,
        },
        // A code of a newer version is kept as it is.
        Ask::One(_) | Ask::Member => value.as_str().map_or(wrong_type, |_| None),
        Ask::Many(_) => value.as_array().map_or(wrong_type, |_| None),
        Ask::Tick => value.as_bool().map_or(wrong_type, |_| None),
        Ask::Attachments => match Vec::<Attachment>::deserialize(value) {
            Ok(added) => attachment::issues(&added)
                .into_iter()
                .max_by_key(|issue| issue.weight),
            Err(_) => wrong_type,
        },
    }
}

fn too_long(field: &str, value: &Value, most: usize) -> Option<Issue> {
    match value.as_str() {
        Some(text) if text.chars().count() > most => Some(Issue::block(field, IssueCode::TooLong)),
        Some(_) => None,
        None => Some(Issue::block(field, IssueCode::WrongType)),
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Bool(true) | Value::Number(_) | Value::Object(_) => false,
    }
}

/// The answers as they are kept: no blank ones, none to questions that are not put, numbers of phones without their spaces.
/// Fields that belong to no question stay.
#[must_use]
pub fn tidied(form: &Form, fields: &Fields) -> Fields {
    tidied_of(form.questions, fields)
}

/// The answers to these questions as they are kept.
#[must_use]
pub fn tidied_of(questions: &[Question], fields: &Fields) -> Fields {
    let mut kept = fields.clone();
    kept.0.retain(|_, value| !is_empty(value));
    for question in questions {
        let Some(value) = kept.0.get_mut(question.field) else {
            continue;
        };
        if let Value::String(text) = value {
            *text = text.trim().to_owned();
            let number = phone::tidy(text);
            if question.ask == Ask::Phone && !number.is_empty() {
                *text = number;
            }
        }
    }
    // One question can hang on another that hangs on a third.
    loop {
        let hidden: Vec<&str> = questions
            .iter()
            .filter(|question| kept.0.contains_key(question.field) && !is_shown(question, &kept))
            .map(|question| question.field)
            .collect();
        if hidden.is_empty() {
            return kept;
        }
        for field in hidden {
            kept.0.remove(field);
        }
    }
}
