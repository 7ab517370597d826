use chrono::{DateTime, Utc};
use proptest::prelude::*;
use serde_json::json;
use uuid::Uuid;

use super::*;
use crate::area::AreaCode;
use crate::change::{Act, Change, Logged, Seq, Step};
use crate::fold;
use crate::form::{Ask, CodeList, FORM, Form};
use crate::forms;
use crate::ids::{ChangeId, DeviceId, MemberId, RecordId};
use crate::record::Record;

const ROLES: [Role; 4] = [
    Role::Worker,
    Role::VillageCadre,
    Role::Department,
    Role::Supervisor,
];

fn courses() -> impl Iterator<Item = (&'static Form, &'static Course)> {
    forms::ALL
        .iter()
        .filter_map(|form| form.course.map(|course| (*form, course)))
}

fn at(n: u64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000 + i64::try_from(n).unwrap() * 60, 0).unwrap()
}

fn member(n: u128) -> MemberId {
    MemberId(Uuid::from_u128(n))
}

fn logged(seq: u64, by: u128, base: u64, form: &Form, act: Act) -> Logged {
    Logged {
        seq: Seq(seq),
        received_at: at(seq),
        clock_offset_ms: 0,
        change: Change {
            id: ChangeId(Uuid::from_u128(u128::from(seq))),
            record: RecordId(Uuid::from_u128(1)),
            kind: form.kind.clone(),
            area: AreaCode::new("620602108003002").unwrap(),
            author: member(by),
            device: DeviceId(Uuid::from_u128(by)),
            device_seq: seq,
            captured_at: at(seq),
            base: Some(Seq(base)),
            act,
        },
    }
}

fn made(form: &Form, fields: &serde_json::Value) -> Record {
    let mut fields = Fields::of(fields);
    fields.0.insert(FORM.into(), json!(form.name));
    let act = Act::Create(fields);
    fold::confirm(None, &logged(1, 1, 0, form, act)).unwrap().0
}

/// Takes a step with the answers that lead on, whatever it asks for.
fn taken(record: Record, form: &Form, seq: u64, by: u128, step: &str, base: u64) -> Record {
    let row = form.course.unwrap().row_of(step).unwrap();
    let act = Act::Step(Step {
        name: step.to_owned(),
        fields: answers(row),
    });
    fold::confirm(Some(record), &logged(seq, by, base, form, act))
        .unwrap()
        .0
}

fn answers(row: &Row) -> Fields {
    let first = |list: &CodeList| json!(list.items[0].0);
    let mut fields = Fields::default();
    for question in row.asks {
        let value = match question.ask {
            Ask::One(list) => first(list),
            Ask::Many(list) => json!([first(list)]),
            Ask::Day => json!("2027-01-31"),
            Ask::Member => json!(member(2)),
            Ask::Tick => json!(true),
            Ask::Attachments => json!([]),
            Ask::Count(least, _) => json!(least),
            Ask::Moment => json!(0),
            Ask::Name | Ask::Line(_) | Ask::Unit | Ask::Text(_) => json!("写明"),
            Ask::Phone => json!("13800000000"),
        };
        fields.0.insert(question.field.to_owned(), value);
    }
    fields
}

#[test]
fn every_table_names_only_states_and_steps_of_its_lists_and_leaves_none_behind() {
    for (form, course) in courses() {
        let mut reached: Vec<&str> = vec![(course.begins)(&Fields::default())];
        for row in course.rows {
            assert!(course.steps.has(row.step), "{} {}", form.name, row.step);
            assert!(row.from.iter().all(|state| course.states.has(state)));
            assert!(!row.by.is_empty());
            match row.to {
                To::State(state) => reached.push(state),
                To::Same => {}
                To::Answer(field, states) => {
                    let question = row.asks.iter().find(|question| question.field == field);
                    let Ask::One(list) = question.unwrap().ask else {
                        panic!("{field} leads somewhere and is no choice");
                    };
                    assert!(states.iter().all(|(code, _)| list.has(code)));
                    assert_eq!(
                        states.len(),
                        list.items.len(),
                        "every answer leads somewhere"
                    );
                    reached.extend(states.iter().map(|(_, state)| *state));
                }
            }
        }
        for (state, _) in course.states.items {
            assert!(
                reached.contains(state),
                "{}: {state} is never reached",
                form.name
            );
            let goes_on = course
                .rows
                .iter()
                .any(|row| row.from.contains(state) && row.to != To::Same);
            assert!(
                goes_on || course.is_end(state),
                "{}: {state} is a dead end",
                form.name
            );
        }
        for (step, _) in course.steps.items {
            assert!(
                course.row_of(step).is_some(),
                "{}: no row for {step}",
                form.name
            );
        }
    }
}

/// Every step, every role, every state: offered and judged exactly as the table says.
#[test]
fn every_step_is_judged_by_role_and_state_as_its_row_says() {
    let today = "2026-11-25".parse().unwrap();
    for (form, course) in courses() {
        for record in walked(form) {
            let progress = Progress::of(course, &record);
            for role in ROLES {
                for row in course.rows {
                    let actor = Actor {
                        member: member(77),
                        role,
                        base: Some(record.seq),
                    };
                    let step = Step {
                        name: row.step.to_owned(),
                        fields: answers(row),
                    };
                    let verdict = judge(course, &record, &step, &actor, today);
                    let is_mine = row.whose != Whose::Owners
                        || role == Role::Supervisor
                        || progress.owner.is_none();
                    let fits = row.from.contains(&progress.state) && is_mine;
                    let is_late = course.is_end(progress.state) && row.at == Where::Anywhere;
                    let may = row.by.contains(&role) && (fits || is_late);
                    assert_eq!(
                        verdict.is_ok(),
                        may,
                        "{} {} {role:?} in {}: {verdict:?}",
                        form.name,
                        row.step,
                        progress.state
                    );
                }
            }
        }
    }
}

/// Records of a form in every state that its steps lead to.
fn walked(form: &'static Form) -> Vec<Record> {
    let course = form.course.unwrap();
    let mut found = vec![made(form, &json!({}))];
    let mut next = 0;
    while let Some(record) = found.get(next).cloned() {
        next += 1;
        let state = Progress::of(course, &record).state;
        for row in course.rows.iter().filter(|row| row.from.contains(&state)) {
            let after = taken(
                record.clone(),
                form,
                record.seq.0 + 1,
                5,
                row.step,
                record.seq.0,
            );
            let state = Progress::of(course, &after).state;
            let is_new = found
                .iter()
                .all(|known| Progress::of(course, known).state != state);
            if is_new {
                found.push(after);
            }
        }
    }
    found
}

#[test]
fn a_hazard_goes_from_the_report_to_its_end_by_a_second_person() {
    let form = &forms::hazard::FORM;
    let course = form.course.unwrap();
    let mut record = made(form, &json!({"disposal": "needs_unit"}));
    for (n, (by, step)) in [(3, "assign"), (2, "receive"), (2, "fix"), (1, "check")]
        .into_iter()
        .enumerate()
    {
        let seq = 2 + u64::try_from(n).unwrap();
        record = taken(record, form, seq, by, step, seq - 1);
    }
    let progress = Progress::of(course, &record);
    assert_eq!(
        (progress.state, progress.owner),
        ("cleared", Some(member(2)))
    );
    assert_eq!(progress.unit.as_deref(), Some("写明"));
    // Whoever mended it cannot strike it off.
    let own = taken(record.clone(), form, 6, 2, "close", 5);
    assert_eq!(Progress::of(course, &own).state, "cleared");
    let closed = taken(record, form, 6, 3, "close", 5);
    assert_eq!(Progress::of(course, &closed).state, "closed");
    assert!(course.is_end("closed"));
}

#[test]
fn what_was_done_on_the_spot_begins_further_on() {
    let begins = |form: &Form, fields| (form.course.unwrap().begins)(&Fields::of(&fields));
    let hazard = &forms::hazard::FORM;
    assert_eq!(begins(hazard, json!({"disposal": "rectified"})), "fixed");
    assert_eq!(begins(hazard, json!({"disposal": "needs_unit"})), "open");
    let opinion = &forms::opinion::FORM;
    assert_eq!(begins(opinion, json!({"reply": "on_spot"})), "told");
    let errand = &forms::errand::FORM;
    assert_eq!(begins(errand, json!({"taker": "self"})), "taken");
}

#[test]
fn what_somebody_did_without_seeing_the_office_stays_beside() {
    let form = &forms::hazard::FORM;
    let course = form.course.unwrap();
    let record = made(form, &json!({"disposal": "needs_unit"}));
    let fixed = taken(record, form, 2, 3, "fix", 1);
    // Somebody else mended it too, without a network, before that was known.
    let twice = taken(fixed, form, 3, 4, "fix", 1);
    let progress = Progress::of(course, &twice);
    assert_eq!(progress.state, "fixed");
    assert_eq!(progress.standings, [Standing::Counted, Standing::Late]);
}

proptest! {
    #[test]
    fn no_sequence_of_steps_hides_an_entry_or_leaves_the_table(
        which in 0..5usize,
        walk in prop::collection::vec((0..12usize, 1..6u128, 0..8u64), 0..24),
    ) {
        let all: Vec<_> = courses().collect();
        let (form, course) = all[which % all.len()];
        let mut record = made(form, &json!({}));
        let mut before = Progress::of(course, &record).state;
        for (n, (row, by, back)) in walk.into_iter().enumerate() {
            let seq = 2 + u64::try_from(n).unwrap();
            let row = &course.rows[row % course.rows.len()];
            record = taken(record, form, seq, by, row.step, (seq - 1).saturating_sub(back));
            let progress = Progress::of(course, &record);
            prop_assert_eq!(progress.standings.len(), record.steps.len());
            prop_assert!(course.states.has(progress.state));
            if progress.state == before {
                continue;
            }
            prop_assert_eq!(progress.standings.last(), Some(&Standing::Counted));
            let fits = course.rows.iter().any(|known| known.step == row.step && known.from.contains(&before));
            prop_assert!(fits, "{} from {}", row.step, before);
            before = progress.state;
        }
    }
}
