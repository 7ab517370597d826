//! Any value of any record in words: codes as their term, ids as names, days as people say them, attachments counted. For the list of
//! corrections; pages and forms know their own fields better.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::care::form::{CHECK_IN, PERSON_FILE};
use domain::form::{Form, Value};
use domain::{Fields, Kind, attachment, forms};

use super::{has, t, t_args, when};
use crate::components::in_words;

/// What is needed to read the values of one record.
pub(crate) struct Reading<'a> {
    /// What the record is.
    pub(crate) kind: &'a Kind,
    /// The name of its form, where that is data.
    pub(crate) form: Option<&'a str>,
    /// What ids and roles are called.
    pub(crate) names: &'a BTreeMap<String, String>,
    /// Now.
    pub(crate) now: DateTime<Utc>,
}

impl Reading<'_> {
    fn form(&self) -> Option<&'static Form> {
        match self.kind {
            Kind::CheckIn => Some(&CHECK_IN),
            Kind::PersonFile => Some(&PERSON_FILE),
            _ => self.form.and_then(forms::named),
        }
    }

    /// The name of a field.
    pub(crate) fn label(&self, field: &str) -> String {
        let key = match (self.kind, field) {
            (Kind::Dispute, "name") => "field-dispute-name".to_owned(),
            _ => format!("field-{field}"),
        };
        if has(&key) { t(&key) } else { field.to_owned() }
    }

    /// The value in words; empty where there is none.
    pub(crate) fn words(&self, field: &str, value: &Value) -> String {
        if field == "attachments" {
            return counted(value);
        }
        let question = self.form().and_then(|form| form.question(field));
        if let Some(question) = question {
            let fields = Fields([(field.to_owned(), value.clone())].into());
            let words = in_words(question, &fields, self.names, self.now);
            return words.unwrap_or_default();
        }
        self.plain(field, value)
    }

    fn plain(&self, field: &str, value: &Value) -> String {
        match value {
            Value::Null => String::new(),
            Value::Bool(true) => t("yes"),
            Value::Bool(false) => t("value-no"),
            Value::Number(number) => match number.as_i64().filter(|_| is_moment(field)) {
                Some(millis) => {
                    let at = DateTime::from_timestamp_millis(millis);
                    at.map_or_else(String::new, |at| when::moment(at, self.now))
                }
                None => number.to_string(),
            },
            Value::String(text) => self.text(field, text),
            Value::Array(items) => {
                self.joined(items.iter().map(|item| (field, item)), "list-comma")
            }
            Value::Object(_) if field == "position" => position(value),
            Value::Object(row) => {
                // A person is called by the name first.
                let (mut parts, rest): (Vec<_>, Vec<_>) =
                    row.iter().partition(|(key, _)| *key == "name");
                parts.extend(rest);
                let parts = parts.into_iter().map(|(key, item)| (key.as_str(), item));
                self.joined(parts, "value-space")
            }
        }
    }

    fn joined<'v>(
        &self,
        parts: impl Iterator<Item = (&'v str, &'v Value)>,
        between: &str,
    ) -> String {
        let words = parts.map(|(field, value)| self.plain(field, value));
        let words: Vec<String> = words.filter(|words| !words.is_empty()).collect();
        words.join(&t(between))
    }

    fn text(&self, field: &str, text: &str) -> String {
        if let Some(name) = self.names.get(text) {
            let is_found = !name.is_empty();
            return if is_found {
                name.clone()
            } else {
                t("value-not-here")
            };
        }
        if let Some(list) = list_of(self.kind, field) {
            let key = format!("{list}-{text}");
            return if has(&key) { t(&key) } else { text.to_owned() };
        }
        match text.parse() {
            Ok(day) => when::day(day, when::local_day(self.now)),
            Err(_) => text.to_owned(),
        }
    }
}

fn is_moment(field: &str) -> bool {
    matches!(field, "visited_at" | "happened_at")
}

fn position(value: &Value) -> String {
    let part = |name: &str| value.get(name).and_then(Value::as_f64).unwrap_or_default();
    t_args(
        "position-at",
        &[
            ("latitude", format!("{:.5}", part("latitude")).into()),
            ("longitude", format!("{:.5}", part("longitude")).into()),
            ("accuracy", format!("{:.0}", part("accuracy")).into()),
        ],
    )
}

/// How many photos and the like.
fn counted(value: &Value) -> String {
    let fields = Fields([("attachments".to_owned(), value.clone())].into());
    match attachment::of(&fields).len() {
        0 => String::new(),
        count => t_args("value-attachments", &[("count", count.into())]),
    }
}

/// The code list of a field in the kinds whose forms are typed.
fn list_of(kind: &Kind, field: &str) -> Option<&'static str> {
    use domain::dispute::{Category, Consent, Risk, Size, Source};
    use domain::household::{EvacuationNeed, VisitClass};
    use domain::resident::{Presence, Relation, Sex};
    use domain::visit::{Difficulty, FamilyChange, Handling, Outcome, Purpose, Topic, VisitMethod};
    let list = match (kind, field) {
        (Kind::Household, "visit_class") => VisitClass::LIST,
        (Kind::Household, "evacuation_needs") => EvacuationNeed::LIST,
        (Kind::Resident, "relation") => Relation::LIST,
        (_, "sex") => Sex::LIST,
        (Kind::Resident, "presence") => Presence::LIST,
        (Kind::Visit, "method") => VisitMethod::LIST,
        (Kind::Visit, "outcome") => Outcome::LIST,
        (Kind::Visit, "purpose") => Purpose::LIST,
        (Kind::Visit, "family_changes") => FamilyChange::LIST,
        (Kind::Visit, "difficulties") => Difficulty::LIST,
        (Kind::Visit, "topics") => Topic::LIST,
        (Kind::Visit, "handling") => Handling::LIST,
        (Kind::Dispute, "risk") => Risk::LIST,
        (Kind::Dispute, "category") => Category::LIST,
        (Kind::Dispute, "source") => Source::LIST,
        (Kind::Dispute, "consent") => Consent::LIST,
        (Kind::Dispute, "size") => Size::LIST,
        (_, "department") => domain::care::Department::LIST,
        _ => return None,
    };
    Some(list)
}
