//! Visibility, rhythm, completeness and what has no place in a care record.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use proptest::prelude::*;
use serde_json::json;
use uuid::Uuid;

use super::complete::{Clear, Gap, four_lines};
use super::step::{self, CareGuard, StepWords, judge};
use super::team::{may_edit, start_of};
use super::*;
use crate::change::Seq;
use crate::issue::IssueCode;
use crate::member::Role;
use crate::record::{Stamp, StepTaken};

const WORKER: MemberId = MemberId(Uuid::from_u128(1));
const STATION: MemberId = MemberId(Uuid::from_u128(2));
const STRANGER: MemberId = MemberId(Uuid::from_u128(3));

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn file() -> PersonFile {
    let station = TeamMember {
        department: Some(Department::Justice),
        ..TeamMember::with_account("department", STATION)
    };
    PersonFile {
        name: "周某某".to_owned(),
        phone: None,
        address: None,
        line: Line::Resettlement,
        care_level: Level::B,
        basis: Some("衔接通知书".to_owned()),
        organisation: Some("司法所".to_owned()),
        starts_on: day("2026-01-01"),
        ends_on: Some(day("2026-11-30")),
        guardian: None,
        guardian_phone: None,
        family: Some("周父".to_owned()),
        family_phone: Some("13812345678".to_owned()),
        visit_days: None,
        needs: Vec::new(),
        needs_note: None,
        team: vec![TeamMember::with_account("worker", WORKER), station],
    }
}

fn seen(on: &str, met: Met) -> CheckIn {
    CheckIn {
        method: Some(CheckMethod::Door),
        check_place: Some(CheckPlace::Home),
        met_whom: Some(met),
        whereabouts: Some(Whereabouts::Home),
        contact: Some(Contact::Works),
        needs: vec![CareNeed::None],
        abnormal: Some(Abnormal::No),
        ..CheckIn::begun(RecordId(Uuid::from_u128(9)), start_of(day(on)))
    }
}

#[test]
fn a_file_is_open_to_its_team_from_the_first_day_to_the_last() {
    let cases = [
        // The local day begins at 16:00 UTC of the day before.
        ("2025-12-31T15:59:59Z", WORKER, false),
        ("2025-12-31T16:00:00Z", WORKER, true),
        ("2026-06-01T00:00:00Z", WORKER, true),
        ("2026-06-01T00:00:00Z", STATION, true),
        ("2026-06-01T00:00:00Z", STRANGER, false),
        ("2026-11-30T15:59:59Z", WORKER, true),
        ("2026-11-30T16:00:00Z", WORKER, false),
    ];
    for (moment, member, open) in cases {
        assert_eq!(file().is_open_to(member, at(moment)), open, "{moment}");
    }
    let without_end = PersonFile {
        ends_on: None,
        ..file()
    };
    assert!(without_end.is_open_to(WORKER, at("2099-01-01T00:00:00Z")));
}

proptest! {
    #[test]
    fn nobody_outside_the_team_and_nobody_outside_the_label(
        team in proptest::collection::vec(0_u128..6, 1..5), asked in 0_u128..6, from in 0_i64..400, days in 0_i64..400, now in 0_i64..900,
    ) {
        let zero = day("2026-01-01");
        let member = |n: u128| MemberId(Uuid::from_u128(n));
        let file = PersonFile {
            team: team.iter().map(|n| TeamMember::with_account("worker", member(*n))).collect(),
            starts_on: zero + Duration::days(from),
            ends_on: Some(zero + Duration::days(from + days)),
            ..file()
        };
        let noon = start_of(zero + Duration::days(now)) + Duration::hours(12);
        let expected = team.contains(&asked) && (from..=from + days).contains(&now);
        prop_assert_eq!(file.is_open_to(member(asked), noon), expected);
    }
}

#[test]
fn who_sees_a_file_is_decided_by_department_cadre_or_maker() {
    let cases = [
        (Role::Worker, false, "team", false),
        (Role::Worker, false, "ends_on", false),
        (Role::Worker, true, "team", true),
        (Role::Department, false, "team", true),
        (Role::VillageCadre, false, "ends_on", true),
        (Role::Worker, false, "family_phone", true),
    ];
    for (role, is_maker, field, may) in cases {
        assert_eq!(may_edit(role, is_maker, field), may, "{role:?} {field}");
    }
}

#[test]
fn the_next_check_in_follows_the_last_at_which_somebody_was_met() {
    let rules = Rules::default();
    let next = |file: &PersonFile, checks: &[CheckIn]| due::next_on(file, checks, &rules);
    let file = file();
    assert_eq!(next(&file, &[]), Some(day("2026-01-01")));
    let met = seen("2026-03-01", Met::Family);
    let missed = seen("2026-03-20", Met::Nobody);
    let both = [met, missed];
    assert_eq!(next(&file, &both), Some(day("2026-03-31")));
    let weekly = PersonFile {
        visit_days: Some(7),
        ..file.clone()
    };
    assert_eq!(next(&weekly, &both), Some(day("2026-03-08")));
    // Behind the end of the label nobody is due.
    assert_eq!(next(&file, &[seen("2026-11-10", Met::Person)]), None);
}

#[test]
fn a_profile_says_only_what_is_different() {
    let fields = Fields::of(
        &json!({rules::FIELD: {"visit_days": {"a": 10}, "months": {"recovery": 24},
        "observations": ["看面貌", "看环境", "看来往", "听心声"]}}),
    );
    let rules = Rules::of_town(&fields);
    assert_eq!((rules.days_of(Level::A), rules.days_of(Level::B)), (10, 30));
    assert_eq!(rules.observation(4), Some("听心声"));
    assert_eq!(rules.observation(0), None);
    assert_eq!(rules.roles, Rules::default().roles);
    let start = day("2026-05-15");
    assert_eq!(rules.end_of(Line::Recovery, start), Some(day("2028-05-14")));
    assert_eq!(
        Rules::default().end_of(Line::Resettlement, start),
        Some(day("2031-05-14"))
    );
    assert_eq!(rules.end_of(Line::Elder, start), None);
}

#[test]
fn four_lines_say_what_is_missing_and_nothing_else() {
    let rules = Rules::default();
    let bare = PersonFile {
        basis: None,
        ends_on: None,
        family_phone: None,
        ..file()
    };
    let gaps = |file: &PersonFile, last: Option<&CheckIn>| {
        four_lines(file, last, &rules, day("2026-06-01")).map(|answer| (answer.clear, answer.gaps))
    };
    assert_eq!(
        gaps(&bare, None),
        [
            (Clear::Basics, vec![Gap::Basis, Gap::End, Gap::Contact]),
            (Clear::Seen, vec![Gap::NotSeen]),
            (Clear::Whereabouts, vec![Gap::Unclear]),
            (Clear::Team, vec![Gap::TeamRole]),
        ]
    );
    let whole = PersonFile {
        team: rules
            .roles
            .iter()
            .map(|role| TeamMember::with_account(&role.code, WORKER))
            .collect(),
        ..file()
    };
    let last = seen("2026-05-20", Met::Person);
    assert!(
        gaps(&whole, Some(&last))
            .iter()
            .all(|(_, gaps)| gaps.is_empty())
    );
}

#[test]
fn an_anomaly_needs_words_and_a_department() {
    let mut check = seen("2026-05-20", Met::Person);
    assert!(validate::check_in(&check, day("2026-05-20")).is_empty());
    check.abnormal = Some(Abnormal::Yes);
    let fields: Vec<String> = validate::check_in(&check, day("2026-05-20"))
        .into_iter()
        .map(|issue| issue.field)
        .collect();
    assert_eq!(fields, ["abnormal_note", "department"]);
}

#[test]
fn an_identity_number_has_no_place_in_a_care_record() {
    let with = |note: &str| PersonFile {
        needs_note: Some(note.to_owned()),
        ..file()
    };
    let codes = |file: &PersonFile| -> Vec<IssueCode> {
        validate::person_file(file)
            .into_iter()
            .map(|issue| issue.code)
            .collect()
    };
    assert_eq!(
        codes(&with("证件 110105 19491231 002X 已看")),
        [IssueCode::IdentityNotHere]
    );
    assert_eq!(codes(&with("电话 13812345678,卡号 110105194912310021")), []);
    assert_eq!(codes(&file()), []);
}

#[test]
fn the_addressed_department_signs_and_answers_and_nobody_else() {
    let mut check = seen("2026-05-20", Met::Person);
    let file = file();
    let taken = |names: &[CheckStep]| -> Vec<StepTaken> {
        let stamp = Stamp {
            seq: Some(Seq(1)),
            by: STATION,
            at: at("2026-05-21T00:00:00Z"),
        };
        names
            .iter()
            .map(|name| StepTaken {
                step: step::step(*name, &StepWords::default()),
                seen: None,
                stamp,
            })
            .collect()
    };
    let none = taken(&[]);
    let received = taken(&[CheckStep::Receive]);
    let ask = |check: &CheckIn, taken: &[StepTaken], name, by| judge(&file, check, taken, name, by);
    assert_eq!(
        ask(&check, &none, CheckStep::Receive, STATION),
        Err(CareGuard::NotAddressed)
    );
    check.abnormal = Some(Abnormal::Yes);
    check.department = Some(Department::Justice);
    assert_eq!(ask(&check, &none, CheckStep::Receive, STATION), Ok(()));
    assert_eq!(
        ask(&check, &none, CheckStep::Answer, STATION),
        Err(CareGuard::NotReceived)
    );
    assert_eq!(ask(&check, &received, CheckStep::Answer, STATION), Ok(()));
    assert_eq!(
        ask(&check, &received, CheckStep::Receive, STATION),
        Err(CareGuard::ReceivedBefore)
    );
    assert_eq!(
        ask(&check, &none, CheckStep::Receive, WORKER),
        Err(CareGuard::NotAddressed)
    );
    assert_eq!(
        ask(&check, &none, CheckStep::Unknown, STRANGER),
        Err(CareGuard::NotOnTeam)
    );
    assert_eq!(
        ask(&check, &none, CheckStep::Report, WORKER),
        Err(CareGuard::NoDuty)
    );
}

#[test]
fn a_report_says_to_whom_and_when() {
    let issues = step::issues(&step::step(CheckStep::Report, &StepWords::default()));
    let fields: Vec<&str> = issues.iter().map(|issue| issue.field.as_str()).collect();
    assert_eq!(fields, ["to", "reported_at"]);
    let words = StepWords {
        text: None,
        to: Some(step::Reported::Police),
        reported_at: Some(at("2026-05-21T00:00:00Z")),
    };
    assert!(step::issues(&step::step(CheckStep::Report, &words)).is_empty());
}

#[test]
fn a_check_in_belongs_to_the_file_it_names() {
    let id = RecordId(Uuid::from_u128(5));
    let check = Fields::of(&seen("2026-05-20", Met::Person));
    assert_eq!(
        file_of(&Kind::CheckIn, id, &check),
        Some(RecordId(Uuid::from_u128(9)))
    );
    assert_eq!(file_of(&Kind::PersonFile, id, &check), Some(id));
    assert_eq!(file_of(&Kind::Visit, id, &check), None);
}

#[test]
fn one_role_of_a_team_changes_and_the_others_stay() {
    let worker = TeamMember::with_account("worker", WORKER);
    let family = TeamMember {
        member: None,
        name: Some("周母".to_owned()),
        ..TeamMember::with_account("family", WORKER)
    };
    let read = |value| {
        let fields = Fields([(team::TEAM.to_owned(), value)].into());
        team::team_of(&fields)
    };
    let one = vec![worker.clone()];
    let both = team::with_entry(one.clone(), "family", Some(family.clone()));
    assert_eq!(
        read(team::value_of(&both)),
        [worker.clone(), family.clone()]
    );
    let without = team::with_entry(vec![worker, family], "family", None);
    assert_eq!(without, one);
    assert_eq!(read(json!("?")), []);
}

#[test]
fn whoever_takes_over_has_every_place_of_the_one_who_leaves() {
    let member = |n| MemberId(Uuid::from_u128(n));
    let (old, new) = (member(11), member(12));
    let team = vec![
        TeamMember::with_account("worker", old),
        TeamMember::with_account("cadre", WORKER),
        TeamMember::with_account("police", old),
    ];
    let taken = team::taken_over(&team, old, new).unwrap();
    let members: Vec<_> = taken.iter().map(|entry| entry.member).collect();
    assert_eq!(members, [Some(new), Some(WORKER), Some(new)]);
    assert!(
        taken
            .iter()
            .map(|entry| &entry.role)
            .eq(["worker", "cadre", "police"])
    );
    assert_eq!(team::taken_over(&team, member(13), new), None);
}
