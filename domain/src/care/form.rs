//! The two care forms as lists of questions, for the screens. What is right and wrong about their answers stands in [`super::validate`]: care
//! records are not among the forms that every command reads.

use super::codes::{
    Abnormal, CareNeed, CheckMethod, CheckPlace, Companion, Contact, Department, Level, Line,
    Livelihood, Medication, Met, Whereabouts,
};
use crate::form::{Ask, Form, HAPPENED_AT, Question};
use crate::kind::Kind;
use crate::member::Role;
use crate::validate::{DOOR_MAX, PLACE_MAX, REMARKS_MAX, TEXT_MAX};

/// Who keeps care files.
const KEEPERS: &[Role] = &[Role::Worker, Role::VillageCadre, Role::Department];
/// Of whom somebody was met.
const SOMEBODY: &[&str] = &["person", "guardian", "family"];
const AWAY: &[&str] = &["short_trip", "long_trip"];
const NEEDED: &[&str] = &["living", "work", "school", "medical", "other"];

/// The question that one line alone is asked.
pub const MEDICATION: &str = "medication";

/// 关爱走访 (F3). The four lines of observation ask what the profile says.
pub static CHECK_IN: Form = Form {
    name: "check_in",
    kind: Kind::CheckIn,
    by: KEEPERS,
    is_local: true,
    questions: &[
        Question::must("method", Ask::One(&CheckMethod::CODES)),
        Question::must("check_place", Ask::One(&CheckPlace::CODES)),
        Question::must("met_whom", Ask::One(&Met::CODES)),
        Question::must("whereabouts", Ask::One(&Whereabouts::CODES)),
        Question::should("away_to", Ask::Line(PLACE_MAX)).when("whereabouts", AWAY),
        Question::must("livelihood", Ask::One(&Livelihood::CODES)).when("met_whom", SOMEBODY),
        Question::must(MEDICATION, Ask::One(&Medication::CODES)).when("met_whom", SOMEBODY),
        Question::must("contact", Ask::One(&Contact::CODES)).when("met_whom", SOMEBODY),
        Question::must("needs", Ask::Many(&CareNeed::CODES)).when("met_whom", SOMEBODY),
        Question::may("needs_note", Ask::Text(TEXT_MAX)).when("needs", NEEDED),
        Question::must("abnormal", Ask::One(&Abnormal::CODES)),
        Question::must("abnormal_note", Ask::Text(TEXT_MAX)).when("abnormal", &["yes"]),
        Question::must("department", Ask::One(&Department::CODES)).when("abnormal", &["yes"]),
        Question::may("companions", Ask::Many(&Companion::CODES)).folded(),
        Question::may("observed_1", Ask::Text(TEXT_MAX)).folded(),
        Question::may("observed_2", Ask::Text(TEXT_MAX)).folded(),
        Question::may("observed_3", Ask::Text(TEXT_MAX)).folded(),
        Question::may("observed_4", Ask::Text(TEXT_MAX)).folded(),
        Question::must(HAPPENED_AT, Ask::Moment).folded(),
        Question::may("remarks", Ask::Text(REMARKS_MAX)).folded(),
    ],
    title: &["method"],
    gist: "remarks",
    course: None,
};

/// 一人一档. The team is no question: it is a list of people.
pub static PERSON_FILE: Form = Form {
    name: "person_file",
    kind: Kind::PersonFile,
    by: KEEPERS,
    is_local: true,
    questions: &[
        Question::must("name", Ask::Name),
        Question::must("line", Ask::One(&Line::CODES)),
        Question::must("care_level", Ask::One(&Level::CODES)),
        Question::must("starts_on", Ask::Day),
        Question::may("ends_on", Ask::Day),
        Question::should("basis", Ask::Line(PLACE_MAX)),
        Question::should("organisation", Ask::Line(PLACE_MAX)),
        Question::may("phone", Ask::Phone),
        Question::may("address", Ask::Line(DOOR_MAX)),
        Question::should("family", Ask::Name),
        Question::should("family_phone", Ask::Phone),
        Question::may("guardian", Ask::Name).folded(),
        Question::may("guardian_phone", Ask::Phone).folded(),
        Question::may("visit_days", Ask::Count(1, 366)).folded(),
        Question::may("needs", Ask::Many(&CareNeed::CODES)).folded(),
        Question::may("needs_note", Ask::Text(TEXT_MAX))
            .when("needs", NEEDED)
            .folded(),
    ],
    title: &["name"],
    gist: "needs_note",
    course: None,
};
