//! Validation: the same rules on the phone before saving and on the server before accepting. Warns rather than blocks wherever it can.

use chrono::NaiveDate;
use serde_json::Value;

use crate::attachment;
use crate::change::{Act, Change, Fields};
use crate::county;
use crate::dispute::Dispute;
use crate::form;
use crate::forms;
use crate::household::Household;
use crate::identity;
use crate::issue::{Issue, IssueCode};
use crate::kind::Kind;
use crate::phone;
use crate::resident::Resident;
use crate::visit::{FamilyChange, Handling, Visit};

/// Longest text of a name.
pub const NAME_MAX: usize = 50;
/// Longest text of a door number.
pub const DOOR_MAX: usize = 80;
/// Longest text of a place in words, and of a dispute's name.
pub const PLACE_MAX: usize = 100;
/// Longest summary of a dispute.
pub const SUMMARY_MAX: usize = 1000;
/// Longest free text.
pub const TEXT_MAX: usize = 1024;
/// Longest remark and reason.
pub const REMARKS_MAX: usize = 2000;

/// What is not right about a visit. `today` is the local date, with the phone's clock put right.
#[must_use]
pub fn visit(visit: &Visit, today: NaiveDate) -> Vec<Issue> {
    let mut issues = Vec::new();
    let visited_on = visit.visited_at.date_naive();
    if visited_on > next_day(today) {
        issues.push(Issue::warn("visited_at", IssueCode::InFuture));
    }
    if visit.met_someone() && visit.met.as_deref().is_none_or(str::is_empty) {
        issues.push(Issue::warn("met", IssueCode::Missing));
    }
    text(&mut issues, "met", visit.met.as_deref(), NAME_MAX);
    text(
        &mut issues,
        "difficulty_note",
        visit.difficulty_note.as_deref(),
        TEXT_MAX,
    );
    text(
        &mut issues,
        "remarks",
        visit.remarks.as_deref(),
        REMARKS_MAX,
    );
    if visit.family_changes.contains(&FamilyChange::None) && visit.family_changes.len() > 1 {
        issues.push(Issue::block("family_changes", IssueCode::Contradicts));
    }
    match (visit.handling, visit.follow_up_on) {
        (Handling::FollowUp, None) => {
            issues.push(Issue::block("follow_up_on", IssueCode::NeedsDate));
        }
        // One day of grace: the stored time is UTC, the date is local.
        (_, Some(date)) if next_day(date) < visited_on => {
            issues.push(Issue::block("follow_up_on", IssueCode::BeforeVisit));
        }
        _ => {}
    }
    if let Some(position) = visit.position {
        let on_earth = position.latitude.abs() <= 90.0
            && position.longitude.abs() <= 180.0
            && position.accuracy >= 0.0;
        if !on_earth {
            issues.push(Issue::block("position", IssueCode::OutOfRange));
        }
    }
    issues.extend(attachment::issues(&visit.attachments));
    issues
}

/// What is not right about a household.
#[must_use]
pub fn household(household: &Household) -> Vec<Issue> {
    let mut issues = Vec::new();
    if household.head.trim().is_empty() && household.door.trim().is_empty() {
        issues.push(Issue::block("head", IssueCode::Missing));
    }
    text(&mut issues, "head", Some(&household.head), NAME_MAX);
    text(&mut issues, "door", Some(&household.door), DOOR_MAX);
    text(
        &mut issues,
        "contact_person",
        household.contact_person.as_deref(),
        NAME_MAX,
    );
    text(
        &mut issues,
        "directions",
        household.directions.as_deref(),
        TEXT_MAX,
    );
    text(
        &mut issues,
        "evacuation_note",
        household.evacuation_note.as_deref(),
        TEXT_MAX,
    );
    phone_number(&mut issues, household.phone.as_deref());
    issues
}

/// What is not right about a resident.
#[must_use]
pub fn resident(resident: &Resident, today: NaiveDate) -> Vec<Issue> {
    let mut issues = Vec::new();
    if resident.name.trim().is_empty() {
        issues.push(Issue::block("name", IssueCode::Missing));
    }
    text(&mut issues, "name", Some(&resident.name), NAME_MAX);
    phone_number(&mut issues, resident.phone.as_deref());
    if resident.birth.is_some_and(|birth| birth > next_day(today)) {
        issues.push(Issue::warn("birth", IssueCode::InFuture));
    }
    if let Some(number) = resident
        .identity_number
        .as_deref()
        .filter(|number| !number.is_empty())
    {
        text(&mut issues, "identity_number", Some(number), NAME_MAX);
        match identity::read(number, next_day(today)) {
            Err(code) => issues.push(Issue::warn("identity_number", code)),
            Ok(identity) if resident.birth.is_some_and(|birth| birth != identity.birth) => {
                issues.push(Issue::warn("birth", IssueCode::BirthDiffers));
            }
            Ok(_) => {}
        }
    }
    issues
}

/// What is not right about a dispute: who, where, what and the risk are needed at the doorstep, the rest is for later.
#[must_use]
pub fn dispute(dispute: &Dispute, today: NaiveDate) -> Vec<Issue> {
    let mut issues = Vec::new();
    let missing =
        |is_missing: bool, field: &str| is_missing.then(|| Issue::block(field, IssueCode::Missing));
    let names = dispute.parties.iter().map(|party| party.name.trim());
    let named = names.filter(|name| !name.is_empty()).count();
    issues.extend(missing(named == 0, "parties"));
    issues.extend(missing(dispute.place.trim().is_empty(), "place"));
    issues.extend(missing(dispute.summary.trim().is_empty(), "summary"));
    issues.extend(missing(dispute.risk.is_none(), "risk"));
    if named == 1 {
        issues.push(Issue::warn("parties", IssueCode::Missing));
    }
    if dispute.happened_at.date_naive() > next_day(today) {
        issues.push(Issue::warn("happened_at", IssueCode::InFuture));
    }
    if dispute.people.is_some_and(|people| people < 2) {
        issues.push(Issue::block("people", IssueCode::OutOfRange));
    }
    text(&mut issues, "place", Some(&dispute.place), PLACE_MAX);
    text(&mut issues, "summary", Some(&dispute.summary), SUMMARY_MAX);
    text(&mut issues, "name", dispute.name.as_deref(), PLACE_MAX);
    text(&mut issues, "cause", dispute.cause.as_deref(), NAME_MAX);
    for party in &dispute.parties {
        let texts = [&party.phone, &party.relation];
        text(&mut issues, "parties", Some(&party.name), NAME_MAX);
        text(&mut issues, "parties", party.address.as_deref(), DOOR_MAX);
        for words in texts {
            text(&mut issues, "parties", words.as_deref(), NAME_MAX);
        }
        let number = party.phone.as_deref().filter(|number| !number.is_empty());
        if number.is_some_and(|number| !phone::is_plausible(number)) {
            issues.push(Issue::warn("parties", IssueCode::BadPhone));
        }
    }
    issues.extend(attachment::issues(&dispute.attachments));
    issues
}

/// What stops a change from being stored: wrong types and blocking issues of its fields. Kinds and acts this build does not know pass.
///
/// An edit is judged field by field against `current`, the record's fields before it, so that an old mistake elsewhere does not block it.
#[must_use]
pub fn change(change: &Change, current: Option<&Fields>, today: NaiveDate) -> Vec<Issue> {
    match &change.act {
        Act::Create(fields) => fields_of(&change.kind, fields, today),
        // Each object of an area's fields is whole by itself.
        Act::Edit(edited) if change.kind == Kind::Area => county::field_issues(edited),
        Act::Edit(edited) => {
            let mut fields = current.cloned().unwrap_or_default();
            for (name, value) in &edited.0 {
                match value {
                    Value::Null => fields.0.remove(name),
                    value => fields.0.insert(name.clone(), value.clone()),
                };
            }
            let mut issues = fields_of(&change.kind, &fields, today);
            issues.retain(|issue| {
                edited.0.contains_key(&issue.field) || issue.code == IssueCode::WrongType
            });
            issues
        }
        Act::Void { reason } if reason.chars().count() > REMARKS_MAX => {
            vec![Issue::block("reason", IssueCode::TooLong)]
        }
        Act::Step(step) if change.kind == Kind::Dispute => crate::dispute::step::issues(step),
        Act::Step(step) if change.kind == Kind::CheckIn => crate::care::step::issues(step),
        Act::Step(step) => {
            let form = current.and_then(|fields| forms::of(&change.kind, fields));
            let row = form
                .and_then(|form| form.course)
                .and_then(|course| course.row_of(&step.name));
            row.map_or_else(Vec::new, |row| {
                form::issues_of(row.asks, &step.fields, today)
            })
        }
        Act::Void { .. } | Act::Other(_) => Vec::new(),
    }
}

fn fields_of(kind: &Kind, fields: &Fields, today: NaiveDate) -> Vec<Issue> {
    match kind {
        Kind::Visit => typed(fields, |value| visit(value, today)),
        Kind::Household => typed(fields, household),
        Kind::Resident => typed(fields, |value| resident(value, today)),
        Kind::Dispute => typed(fields, |value| dispute(value, today)),
        Kind::PersonFile => typed(fields, crate::care::validate::person_file),
        Kind::CheckIn => typed(fields, |value| {
            crate::care::validate::check_in(value, today)
        }),
        Kind::Matter | Kind::Task | Kind::Notice => {
            // A form of a newer version is for a newer build to judge.
            forms::of(kind, fields).map_or_else(Vec::new, |form| form::issues(form, fields, today))
        }
        Kind::Area => county::field_issues(fields),
        Kind::Member | Kind::Other(_) => Vec::new(),
    }
}

fn typed<T: serde::de::DeserializeOwned>(
    fields: &Fields,
    rules: impl Fn(&T) -> Vec<Issue>,
) -> Vec<Issue> {
    match fields.try_read::<T>() {
        Ok(value) => rules(&value),
        Err(error) => vec![Issue::block(
            &field_named_in(&error.to_string(), fields),
            IssueCode::WrongType,
        )],
    }
}

/// serde names a missing field in backquotes; a wrong type does not say where, then the whole form is meant.
fn field_named_in(message: &str, fields: &Fields) -> String {
    let named = message
        .strip_prefix("missing field `")
        .and_then(|rest| rest.split('`').next());
    named
        .map(str::to_owned)
        .or_else(|| fields.0.keys().next().cloned())
        .unwrap_or_default()
}

/// The day after; the last day there is has none and stands for itself.
pub(crate) fn next_day(date: NaiveDate) -> NaiveDate {
    date.succ_opt().unwrap_or(date)
}

fn text(issues: &mut Vec<Issue>, field: &str, value: Option<&str>, longest: usize) {
    if value.is_some_and(|value| value.chars().count() > longest) {
        issues.push(Issue::block(field, IssueCode::TooLong));
    }
}

fn phone_number(issues: &mut Vec<Issue>, number: Option<&str>) {
    text(issues, "phone", number, NAME_MAX);
    if number.is_some_and(|number| !number.is_empty() && !phone::is_plausible(number)) {
        issues.push(Issue::warn("phone", IssueCode::BadPhone));
    }
}

#[cfg(test)]
mod tests;
