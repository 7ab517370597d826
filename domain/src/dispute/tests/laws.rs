//! Two people without a network, late arrivals, decisions; and the laws that hold for every sequence of steps.

use proptest::prelude::*;

use super::*;
use crate::dispute::guard::Attempt;
use crate::dispute::table::{To, Where};

#[test]
fn two_contradictory_steps_are_both_kept_until_the_supervisor_decides() {
    let mut case = at(State::Mediating);
    let seen = case.record.seq.0;
    let agreed = case.fold(WORKER, seen, &full(StepName::Agree).step(StepName::Agree));
    assert_eq!(agreed, Verdict::Stored);
    // The cadre's phone had no network and ends the same mediation.
    let ended = full(StepName::Terminate).step(StepName::Terminate);
    assert_eq!(case.judge(CADRE, Role::VillageCadre, seen, &ended), Ok(()));
    assert_eq!(
        case.fold(CADRE, seen, &ended),
        Verdict::Contested(vec!["steps".to_owned()])
    );
    let life = case.life();
    assert_eq!(
        (life.state, life.has_contradiction()),
        (State::Agreed, true)
    );
    assert_eq!(life.standings.last(), Some(&Standing::Contradicts));
    assert_eq!(case.record.steps.last().unwrap().step, ended);

    let decide = |keep: u64| StepForm {
        keep: Some(keep),
        ..full(StepName::Decide)
    };
    let contested = case.record.seq.0;
    let mut other = Case {
        record: case.record.clone(),
    };
    case.fold(OFFICE, contested, &decide(contested).step(StepName::Decide));
    let life = case.life();
    assert_eq!(
        (life.state, life.has_contradiction()),
        (State::Terminated, false)
    );
    assert_eq!(life.outcome, Some(Outcome::Failed));

    other.fold(OFFICE, contested, &decide(seen + 1).step(StepName::Decide));
    let life = other.life();
    assert_eq!(
        (life.state, life.has_contradiction()),
        (State::Agreed, false)
    );
    assert_eq!(
        life.standings[life.standings.len() - 2],
        Standing::Overruled
    );
}

#[test]
fn a_late_session_of_a_closed_case_is_kept_as_a_later_record() {
    let mut case = at(State::Mediating);
    let seen = case.record.seq.0;
    for (author, name) in [
        (WORKER, StepName::Agree),
        (WORKER, StepName::ReturnVisit),
        (WORKER, StepName::RequestClose),
        (SECOND, StepName::Close),
    ] {
        case = case.then(author, name, &full(name));
    }
    let late = full(StepName::Mediate).step(StepName::Mediate);
    assert_eq!(case.judge(CADRE, Role::VillageCadre, seen, &late), Ok(()));
    case.fold(CADRE, seen, &late);
    let life = case.life();
    assert_eq!((life.state, life.sessions), (State::Closed, 1));
    assert_eq!(life.standings.last(), Some(&Standing::Late));
    assert_eq!(case.record.steps.last().unwrap().step, late);
    let empty = StepForm::default().step(StepName::Mediate);
    assert!(case.judge(CADRE, Role::VillageCadre, seen, &empty).is_err());
}

#[test]
fn what_only_the_office_decides_must_fit_what_is() {
    let mut case = at(State::Submitted);
    let seen = case.record.seq.0;
    case.fold(OFFICE, seen, &full(StepName::Accept).step(StepName::Accept));
    // A second office had not seen it; what a worker did meanwhile is taken.
    let decline = full(StepName::Decline).step(StepName::Decline);
    assert_eq!(
        case.judge(SECOND, Role::Supervisor, seen, &decline),
        Err(Guard::WrongState)
    );
    let withdraw = full(StepName::Withdraw).step(StepName::Withdraw);
    assert_eq!(case.judge(WORKER, Role::Worker, seen, &withdraw), Ok(()));
}

#[test]
fn a_phones_own_waiting_steps_count_on_top_of_each_other() {
    let made = Case::of(&whole());
    let mut record = made.record;
    for (n, name) in [StepName::Register, StepName::Submit]
        .into_iter()
        .enumerate()
    {
        let waiting = logged(50 + n as u64, WORKER, 1, Act::Step(full(name).step(name))).change;
        record = fold::overlay(Some(record), &waiting).unwrap();
    }
    assert_eq!(Life::of(&record).state, State::Submitted);
    // The server's order says the same, though the second step was made without the first one's place.
    let mut case = Case::of(&whole());
    case.fold(
        WORKER,
        1,
        &full(StepName::Register).step(StepName::Register),
    );
    case.fold(WORKER, 1, &full(StepName::Submit).step(StepName::Submit));
    assert_eq!(case.life().state, State::Submitted);
}

/// One step of a made-up history: who, how far behind, which step, with a full or an empty form, and which step to decide for.
type Made = (u128, u64, StepName, bool, u64);

fn steps() -> impl Strategy<Value = Vec<Made>> {
    let likely = vec![
        StepName::Register,
        StepName::Submit,
        StepName::Accept,
        StepName::Mediate,
        StepName::Agree,
        StepName::ReturnVisit,
        StepName::RequestClose,
        StepName::Close,
    ];
    let name = prop_oneof![
        3 => prop::sample::select(likely),
        2 => prop::sample::select(StepName::ALL.to_vec()),
    ];
    prop::collection::vec(
        (
            1_u128..5,
            0_u64..5,
            name,
            prop::bool::weighted(0.85),
            1_u64..30,
        ),
        0..28,
    )
}

fn history(made: &[Made]) -> Case {
    let mut case = Case::of(&whole());
    for step in made {
        next(&mut case, step);
    }
    case
}

fn next(case: &mut Case, (author, behind, name, is_full, keep): &Made) {
    let base = case.record.seq.0.saturating_sub(*behind).max(1);
    let form = if *is_full {
        full(*name)
    } else {
        StepForm::default()
    };
    let form = StepForm {
        keep: (*name == StepName::Decide).then_some(*keep),
        ..form
    };
    case.fold(*author, base, &form.step(*name));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_sequence_reaches_what_the_table_forbids_or_hides_an_entry(made in steps()) {
        let mut after = Case::of(&whole());
        for (place, step) in made.iter().enumerate() {
            let was = after.life();
            next(&mut after, step);
            let is = after.life();
            prop_assert_eq!(after.record.steps.len(), place + 1, "an entry is hidden");
            prop_assert_eq!(is.standings.len(), place + 1, "an entry is not told");
            let taken = after.record.steps.last().unwrap();
            let form = StepForm::of(&taken.step);
            let name = made[place].2;
            let attempt = Attempt { step: name, form: &form, by: taken.stamp.by, dispute: None, role: None };
            match *is.standings.last().unwrap() {
                Standing::Counted => {
                    let row = was.permits(&attempt);
                    prop_assert!(row.is_ok(), "{name:?} counted at {:?}", was.state);
                    match row.unwrap().to {
                        To::State(to) => prop_assert_eq!(is.state, to),
                        To::Same => prop_assert_eq!(is.state, was.state),
                        To::Decided => {}
                    }
                }
                Standing::Late | Standing::Contradicts | Standing::Beside => {
                    prop_assert!(was.permits(&attempt).is_err());
                    prop_assert_eq!(is.state, was.state, "a step that does not count moved it");
                }
                Standing::Overruled => prop_assert!(false, "nobody has decided yet"),
            }
        }
    }

    #[test]
    fn what_is_struck_off_had_a_second_person_and_a_return_visit_or_a_reason(made in steps()) {
        let case = history(&made);
        let life = case.life();
        let closings = case.record.steps.iter().zip(&life.standings).enumerate();
        for (place, (taken, standing)) in closings {
            if taken.step.name != "close" || *standing != Standing::Counted {
                continue;
            }
            let earlier = &case.record.steps[..place];
            let asked = earlier
                .iter()
                .find(|step| step.step.name == "request_close" && step.stamp.by != taken.stamp.by);
            prop_assert!(asked.is_some());
            let visited = earlier.iter().any(|step| step.step.name == "return_visit");
            let reason = |step: &crate::record::StepTaken| StepForm::of(&step.step).reason.is_some();
            prop_assert!(visited || earlier.iter().any(|step| step.step.name == "request_close" && reason(step)));
        }
    }

    #[test]
    fn a_judge_that_says_yes_never_leaves_a_step_beside(made in steps()) {
        let mut case = Case::of(&whole());
        for (author, behind, name, _, _) in made {
            let base = case.record.seq.0.saturating_sub(behind).max(1);
            let step = full(name).step(name);
            let role = Role::Supervisor;
            let is_allowed = case.judge(author, role, base, &step).is_ok();
            let is_office = TABLE.iter().any(|row| row.step == name && row.at == Where::Office);
            if is_allowed {
                case.fold(author, base, &step);
                let standing = *case.life().standings.last().unwrap();
                prop_assert_ne!(standing, Standing::Beside, "{:?}", name);
                prop_assert!(!is_office || standing == Standing::Counted, "{:?} {:?}", name, standing);
            }
        }
    }
}
