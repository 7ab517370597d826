//! Tables of what is accepted, warned about and stopped.

use chrono::{Duration, TimeZone};
use serde_json::json;
use uuid::Uuid;

use super::*;
use crate::ids::RecordId;
use crate::visit::{Outcome, Position};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

fn routine() -> Visit {
    let mut visit = Visit::routine(
        RecordId(Uuid::nil()),
        chrono::Utc.with_ymd_and_hms(2026, 11, 22, 3, 0, 0).unwrap(),
    );
    visit.met = Some("李四".to_owned());
    visit
}

/// An issue of a form, or none: field, code, does it block.
type Found = Option<(&'static str, IssueCode, bool)>;

fn assert_finds(what: &str, issues: &[Issue], expected: Found) {
    let found = issues
        .first()
        .map(|issue| (issue.field.as_str(), issue.code, issue.blocks()));
    assert_eq!(found, expected, "{what}");
}

#[test]
fn a_visit_is_stopped_only_where_it_contradicts_itself() {
    type Case = (&'static str, fn(&mut Visit), Found);
    let cases: [Case; 8] = [
        ("routine", |_| {}, None),
        (
            "nobody met needs no name",
            |v| (v.outcome, v.met) = (Outcome::Absent, None),
            None,
        ),
        (
            "refused is an ordinary result",
            |v| (v.outcome, v.met) = (Outcome::Refused, None),
            None,
        ),
        (
            "met without a name",
            |v| v.met = None,
            Some(("met", IssueCode::Missing, false)),
        ),
        (
            "no change and a birth",
            |v| v.family_changes = vec![FamilyChange::None, FamilyChange::Birth],
            Some(("family_changes", IssueCode::Contradicts, true)),
        ),
        (
            "follow-up without a date",
            |v| v.handling = Handling::FollowUp,
            Some(("follow_up_on", IssueCode::NeedsDate, true)),
        ),
        (
            "follow-up in the past",
            |v| v.follow_up_on = NaiveDate::from_ymd_opt(2026, 11, 1),
            Some(("follow_up_on", IssueCode::BeforeVisit, true)),
        ),
        (
            "not on earth",
            |v| {
                v.position = Some(Position {
                    latitude: 91.0,
                    longitude: 0.0,
                    accuracy: 5.0,
                });
            },
            Some(("position", IssueCode::OutOfRange, true)),
        ),
    ];
    for (what, change, expected) in cases {
        let mut form = routine();
        change(&mut form);
        assert_finds(what, &visit(&form, today()), expected);
    }
}

#[test]
fn the_last_day_there_is_stops_nothing() {
    let mut form = routine();
    form.follow_up_on = Some(NaiveDate::MAX);
    assert_finds("far", &visit(&form, today()), None);
}

#[test]
fn a_phone_clock_ahead_is_a_warning() {
    let mut form = routine();
    form.visited_at += Duration::days(3);
    assert_finds(
        "ahead",
        &visit(&form, today()),
        Some(("visited_at", IssueCode::InFuture, false)),
    );
}

#[test]
fn a_dispute_needs_who_where_what_and_the_risk_and_no_more() {
    use crate::dispute::{Dispute, Party, Risk};
    type Case = (&'static str, fn(&mut Dispute), Found);
    let begun = || Dispute {
        parties: vec![Party::named("张三"), Party::named("李四")],
        place: "水渠边".into(),
        summary: "争水".into(),
        risk: Some(Risk::None),
        ..Dispute::begun(chrono::Utc.with_ymd_and_hms(2026, 11, 22, 3, 0, 0).unwrap())
    };
    let cases: [Case; 9] = [
        ("the least", |_| {}, None),
        (
            "nobody",
            |d| d.parties = vec![Party::named(" ")],
            Some(("parties", IssueCode::Missing, true)),
        ),
        (
            "one side only",
            |d| d.parties.truncate(1),
            Some(("parties", IssueCode::Missing, false)),
        ),
        (
            "nowhere",
            |d| d.place = " ".into(),
            Some(("place", IssueCode::Missing, true)),
        ),
        (
            "nothing",
            |d| d.summary = String::new(),
            Some(("summary", IssueCode::Missing, true)),
        ),
        (
            "no risk chosen",
            |d| d.risk = None,
            Some(("risk", IssueCode::Missing, true)),
        ),
        (
            "one person",
            |d| d.people = Some(1),
            Some(("people", IssueCode::OutOfRange, true)),
        ),
        (
            "a wrong number",
            |d| d.parties[0].phone = Some("12345".into()),
            Some(("parties", IssueCode::BadPhone, false)),
        ),
        (
            "too long",
            |d| d.summary = "长".repeat(1001),
            Some(("summary", IssueCode::TooLong, true)),
        ),
    ];
    for (what, change, expected) in cases {
        let mut form = begun();
        change(&mut form);
        assert_finds(what, &dispute(&form, today()), expected);
    }
}

#[test]
fn a_household_needs_a_door_or_a_head() {
    assert_finds(
        "empty",
        &household(&Household::default()),
        Some(("head", IssueCode::Missing, true)),
    );
    assert_finds(
        "door",
        &household(&Household {
            door: "12号".into(),
            ..Household::default()
        }),
        None,
    );
    let wrong_phone = Household {
        head: "李四".into(),
        phone: Some("12345".into()),
        ..Household::default()
    };
    assert_finds(
        "phone",
        &household(&wrong_phone),
        Some(("phone", IssueCode::BadPhone, false)),
    );
}

#[test]
fn an_identity_number_warns_and_never_blocks() {
    let mut person = Resident::of(RecordId(Uuid::nil()));
    person.name = "李四".to_owned();
    assert_finds("without", &resident(&person, today()), None);
    person.identity_number = Some("110105194912310021".to_owned());
    assert_finds(
        "check",
        &resident(&person, today()),
        Some(("identity_number", IssueCode::IdentityCheck, false)),
    );
    person.identity_number = Some("11010519491231002X".to_owned());
    person.birth = NaiveDate::from_ymd_opt(1950, 1, 1);
    assert_finds(
        "birth",
        &resident(&person, today()),
        Some(("birth", IssueCode::BirthDiffers, false)),
    );
}

fn visit_change(act: &Act) -> Change {
    serde_json::from_value(json!({
        "id": Uuid::nil(), "record": Uuid::nil(), "kind": "visit", "area": "629999101201001", "author": Uuid::nil(),
        "device": Uuid::nil(), "device_seq": 1, "captured_at": 0, "act": act,
    }))
    .unwrap()
}

#[test]
fn wrong_types_and_missing_fields_are_named() {
    let mut fields = Fields::of(&routine());
    fields.0.remove("method");
    assert_finds(
        "missing",
        &change(&visit_change(&Act::Create(fields.clone())), None, today()),
        Some(("method", IssueCode::WrongType, true)),
    );
    fields.0.insert("method".into(), json!(7));
    let issues = change(&visit_change(&Act::Create(fields)), None, today());
    assert!(
        issues
            .first()
            .is_some_and(|issue| issue.code == IssueCode::WrongType && issue.blocks())
    );
}

#[test]
fn an_edit_is_judged_by_what_it_writes() {
    let mut old = Fields::of(&routine());
    old.0.insert("handling".into(), json!("follow_up"));
    let remark = Act::Edit(Fields([("remarks".to_owned(), json!("下周再来"))].into()));
    assert_eq!(change(&visit_change(&remark), Some(&old), today()), []);
    let long = Act::Edit(Fields(
        [("remarks".to_owned(), json!("长".repeat(2001)))].into(),
    ));
    assert_finds(
        "long",
        &change(&visit_change(&long), Some(&old), today()),
        Some(("remarks", IssueCode::TooLong, true)),
    );
}

#[test]
fn a_form_of_a_newer_version_passes() {
    let mut fields = Fields::of(&routine());
    fields.0.insert("weather".into(), json!("晴"));
    fields.0.insert("method".into(), json!("drone"));
    assert_eq!(
        change(&visit_change(&Act::Create(fields)), None, today()),
        []
    );
}
