//! What is not right about a care file or a check-in.

use chrono::NaiveDate;

use super::{Abnormal, CareNeed, CheckIn, Met, PersonFile, Whereabouts};
use crate::dispute::limits::local_day;
use crate::identity;
use crate::issue::{Issue, IssueCode};
use crate::phone;
use crate::validate::{DOOR_MAX, NAME_MAX, PLACE_MAX, REMARKS_MAX, TEXT_MAX};

/// People on one team at the most.
const TEAM_MAX: usize = 20;

/// What is not right about a file.
#[must_use]
pub fn person_file(file: &PersonFile) -> Vec<Issue> {
    let mut issues = Vec::new();
    let blank = |text: &str| text.trim().is_empty();
    issues.extend(missing(blank(&file.name), "name"));
    if file.ends_on.is_some_and(|end| end < file.starts_on) {
        issues.push(Issue::block("ends_on", IssueCode::EndBeforeStart));
    }
    let days = 1..=super::rules::MOST_DAYS;
    if file.visit_days.is_some_and(|n| !days.contains(&n)) {
        issues.push(Issue::block("visit_days", IssueCode::OutOfRange));
    }
    issues.extend(missing(file.seats().is_empty(), "team"));
    if file.team.len() > TEAM_MAX {
        issues.push(Issue::block("team", IssueCode::OutOfRange));
    }
    let short = [
        ("phone", &file.phone),
        ("guardian", &file.guardian),
        ("guardian_phone", &file.guardian_phone),
        ("family", &file.family),
        ("family_phone", &file.family_phone),
    ];
    words(&mut issues, "name", Some(&file.name), NAME_MAX);
    for (field, value) in short {
        words(&mut issues, field, value.as_deref(), NAME_MAX);
        let is_number = field.ends_with("phone");
        let number = value.as_deref().filter(|number| !number.is_empty());
        if is_number && number.is_some_and(|number| !phone::is_plausible(number)) {
            issues.push(Issue::warn(field, IssueCode::BadPhone));
        }
    }
    words(&mut issues, "address", file.address.as_deref(), DOOR_MAX);
    words(&mut issues, "basis", file.basis.as_deref(), PLACE_MAX);
    let organisation = file.organisation.as_deref();
    words(&mut issues, "organisation", organisation, PLACE_MAX);
    needs(&mut issues, &file.needs, file.needs_note.as_deref());
    for entry in &file.team {
        let nameless = entry.member.is_none()
            && entry
                .name
                .as_deref()
                .is_none_or(|name| name.trim().is_empty());
        issues.extend(missing(nameless, "team"));
        words(&mut issues, "team", Some(&entry.role), NAME_MAX);
        words(&mut issues, "team", entry.name.as_deref(), NAME_MAX);
        words(&mut issues, "team", entry.phone.as_deref(), NAME_MAX);
    }
    issues
}

/// What is not right about a check-in. What the line of the file asks is the form's affair; medication without its line does no harm here.
#[must_use]
pub fn check_in(check: &CheckIn, today: NaiveDate) -> Vec<Issue> {
    let mut issues = Vec::new();
    issues.extend(missing(check.method.is_none(), "method"));
    issues.extend(missing(check.check_place.is_none(), "check_place"));
    issues.extend(missing(check.met_whom.is_none(), "met_whom"));
    let is_met = check.met_whom.is_some_and(|met| met != Met::Nobody);
    issues.extend(missing(check.whereabouts.is_none(), "whereabouts"));
    issues.extend(missing(is_met && check.contact.is_none(), "contact"));
    issues.extend(missing(is_met && check.needs.is_empty(), "needs"));
    issues.extend(missing(check.abnormal.is_none(), "abnormal"));
    let is_blank =
        |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty());
    if check.abnormal == Some(Abnormal::Yes) {
        issues.extend(missing(is_blank(&check.abnormal_note), "abnormal_note"));
        issues.extend(missing(check.department.is_none(), "department"));
    }
    if check.whereabouts == Some(Whereabouts::LongTrip) && is_blank(&check.away_to) {
        issues.push(Issue::warn("away_to", IssueCode::Missing));
    }
    if local_day(check.happened_at) > today.succ_opt().unwrap_or(today) {
        issues.push(Issue::warn("happened_at", IssueCode::InFuture));
    }
    words(&mut issues, "away_to", check.away_to.as_deref(), PLACE_MAX);
    needs(&mut issues, &check.needs, check.needs_note.as_deref());
    let texts = [
        ("observed_1", &check.observed_1),
        ("observed_2", &check.observed_2),
        ("observed_3", &check.observed_3),
        ("observed_4", &check.observed_4),
        ("abnormal_note", &check.abnormal_note),
    ];
    for (field, value) in texts {
        words(&mut issues, field, value.as_deref(), TEXT_MAX);
    }
    words(
        &mut issues,
        "remarks",
        check.remarks.as_deref(),
        REMARKS_MAX,
    );
    issues
}

fn missing(is_missing: bool, field: &str) -> Option<Issue> {
    is_missing.then(|| Issue::block(field, IssueCode::Missing))
}

fn needs(issues: &mut Vec<Issue>, needs: &[CareNeed], note: Option<&str>) {
    if needs.contains(&CareNeed::None) && needs.len() > 1 {
        issues.push(Issue::block("needs", IssueCode::Contradicts));
    }
    words(issues, "needs_note", note, TEXT_MAX);
}

/// A text of a care record: not too long, and without an identity number, which has no place here.
fn words(issues: &mut Vec<Issue>, field: &str, value: Option<&str>, longest: usize) {
    let Some(value) = value else { return };
    if value.chars().count() > longest {
        issues.push(Issue::block(field, IssueCode::TooLong));
    }
    if has_identity_number(value) {
        issues.push(Issue::block(field, IssueCode::IdentityNotHere));
    }
}

/// Eighteen characters in a row that are an identity number by their own check character.
fn has_identity_number(text: &str) -> bool {
    let plain: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    plain.windows(18).any(|window| {
        let first: String = window.iter().take(17).collect();
        let last = window.last().map(char::to_ascii_uppercase);
        first.chars().all(|c| c.is_ascii_digit())
            && identity::check_character(&first).is_some_and(|check| Some(check) == last)
    })
}
