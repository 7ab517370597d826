//! The guards, one by one, and what each end of a dispute leaves behind.

use super::*;

#[test]
fn a_dispute_is_called_by_its_parties_and_category() {
    let mut dispute = whole();
    assert_eq!(dispute.title(), "张三与李四邻里纠纷");
    dispute.category = None;
    dispute.parties.pop();
    assert_eq!(dispute.title(), "张三纠纷");
    dispute.name = Some("渠水之争".into());
    assert_eq!(dispute.title(), "渠水之争");
}

#[test]
fn a_field_guard_asks_for_what_is_known_now_and_undoes_nothing() {
    let mut draft = whole();
    draft.category = None;
    let case = Case::of(&draft);
    let register = || StepForm::default().step(StepName::Register);
    assert_eq!(
        case.judge(WORKER, Role::Worker, 1, &register()),
        Err(Guard::Complete)
    );
    let case = case.edit(&json!({"category": "land"}));
    assert_eq!(case.judge(WORKER, Role::Worker, 2, &register()), Ok(()));

    // Afterwards one side refuses: no more mediation, and what was done stays done.
    let case = at(State::Mediating).edit(&json!({"consent": "refused"}));
    assert_eq!(case.life().state, State::Mediating);
    let refused = |name| case.judge_now(WORKER, Role::Worker, name);
    assert_eq!(refused(StepName::Mediate), Err(Guard::NotRefused));
    assert_eq!(refused(StepName::Agree), Err(Guard::NotRefused));
    assert_eq!(refused(StepName::Refuse), Ok(()));
}

#[test]
fn one_side_refusing_is_an_ordinary_end_at_any_time() {
    for state in [
        State::Registered,
        State::Submitted,
        State::Accepted,
        State::Assigned,
        State::Mediating,
        State::Escalated,
        State::Reopened,
    ] {
        let case = at(state).then(WORKER, StepName::Refuse, &full(StepName::Refuse));
        let life = case.life();
        assert_eq!(
            (life.state, life.outcome),
            (State::Terminated, Some(Outcome::Refused)),
            "{state:?}"
        );
        let untold = StepForm::default().step(StepName::Refuse);
        assert_eq!(
            at(state).judge(WORKER, Role::Worker, 99, &untold),
            Err(Guard::Routes)
        );
    }
}

#[test]
fn only_a_second_person_strikes_a_dispute_off() {
    let case = at(State::ToClose);
    for (author, role, answer) in [
        (WORKER, Role::VillageCadre, Err(Guard::SecondPerson)),
        (OFFICE, Role::Supervisor, Ok(())),
        (SECOND, Role::VillageCadre, Ok(())),
        (SECOND, Role::Worker, Err(Guard::WrongRole)),
    ] {
        assert_eq!(
            case.judge_now(author, role, StepName::Close),
            answer,
            "{author} as {role:?}"
        );
    }
    // Whoever answers for it, and whoever asked for it, is no second person either.
    let owned = at(State::Submitted)
        .then(
            SECOND,
            StepName::Accept,
            &StepForm {
                owner: Some(member(OFFICE)),
                ..full(StepName::Accept)
            },
        )
        .then(WORKER, StepName::Mediate, &full(StepName::Mediate))
        .then(WORKER, StepName::Agree, &full(StepName::Agree))
        .then(WORKER, StepName::ReturnVisit, &full(StepName::ReturnVisit))
        .then(CADRE, StepName::RequestClose, &full(StepName::RequestClose));
    for author in [OFFICE, CADRE, WORKER] {
        let answer = owned.judge_now(author, Role::Supervisor, StepName::Close);
        assert_eq!(answer, Err(Guard::SecondPerson), "{author}");
    }
    assert_eq!(
        owned.judge_now(SECOND, Role::Supervisor, StepName::Close),
        Ok(())
    );
}

#[test]
fn nothing_goes_above_the_county_and_a_return_comes_down_again() {
    let up = |case: Case| {
        let form = full(StepName::Escalate);
        let case = case.then(OFFICE, StepName::Escalate, &form);
        let case = case.then(OFFICE, StepName::Accept, &full(StepName::Accept));
        case.then(WORKER, StepName::Mediate, &full(StepName::Mediate))
    };
    let town = up(at(State::Mediating));
    assert_eq!(town.life().level, Level::Town);
    assert_eq!(
        town.judge_now(CADRE, Role::VillageCadre, StepName::Escalate),
        Ok(())
    );
    let county = up(town);
    assert_eq!(county.life().level, Level::County);
    for (name, guard) in [
        (StepName::Escalate, Guard::BelowCounty),
        (StepName::Supervise, Guard::NotAbove),
    ] {
        assert_eq!(county.judge_now(OFFICE, Role::Supervisor, name), Err(guard));
    }
    let returned = at(State::Escalated).then(OFFICE, StepName::Return, &full(StepName::Return));
    let life = returned.life();
    assert_eq!((life.state, life.level), (State::Mediating, Level::Village));
    assert_eq!(life.returned.as_deref(), Some("各执一词"));
}

#[test]
fn the_village_accepts_what_came_to_the_village() {
    let to_town = StepForm {
        level: Some(Level::Town),
        ..full(StepName::Submit)
    };
    let case = at(State::Registered).then(WORKER, StepName::Submit, &to_town);
    assert_eq!(
        case.judge_now(CADRE, Role::VillageCadre, StepName::Accept),
        Err(Guard::OwnLevel)
    );
    assert_eq!(
        case.judge_now(OFFICE, Role::Supervisor, StepName::Accept),
        Ok(())
    );
}

#[test]
fn an_extension_is_asked_for_decided_or_lapses() {
    let asked = || {
        let form = full(StepName::AskExtension);
        at(State::Assigned).then(WORKER, StepName::AskExtension, &form)
    };
    assert_eq!(asked().life().extension, Extension::Asked);
    let later = StepForm {
        deadline: Some(day("2026-12-24")),
        ..StepForm::default()
    };
    let life = asked()
        .then(OFFICE, StepName::GrantExtension, &later)
        .life();
    assert_eq!(
        (life.extension, life.deadline),
        (Extension::Granted, Some(day("2026-12-24")))
    );
    let denied = asked().then(
        OFFICE,
        StepName::DenyExtension,
        &full(StepName::DenyExtension),
    );
    assert_eq!(denied.life().extension, Extension::Denied);
    let gone_on = asked().then(WORKER, StepName::Mediate, &full(StepName::Mediate));
    assert_eq!(gone_on.life().extension, Extension::Lapsed);
    assert_eq!(
        at(State::Assigned).judge_now(OFFICE, Role::Supervisor, StepName::GrantExtension),
        Err(Guard::ExtensionAsked)
    );
}

#[test]
fn an_oral_agreement_counts_at_once_and_a_written_one_with_its_seal() {
    let agreed = |form| {
        let agreement = StepForm {
            form: Some(form),
            ..full(StepName::Agree)
        };
        at(State::Mediating).then(WORKER, StepName::Agree, &agreement)
    };
    let limits = Limits::default();
    let oral = agreed(AgreementForm::Oral);
    assert!(oral.life().confirm_until(&limits).is_some());
    assert_eq!(
        oral.judge_now(OFFICE, Role::Supervisor, StepName::Seal),
        Err(Guard::IsWritten)
    );
    let written = agreed(AgreementForm::Written);
    assert_eq!(written.life().confirm_until(&limits), None);
    let sealed = written.then(OFFICE, StepName::Seal, &full(StepName::Seal));
    let sealed_on = limits::local_day(sealed.record.steps.last().unwrap().stamp.at);
    assert_eq!(
        sealed.life().confirm_until(&limits),
        Some(limits::after(sealed_on, 30))
    );
    assert_eq!(
        sealed.life().agreement.unwrap().number.as_deref(),
        Some("(2026)人调字第1号")
    );
}

#[test]
fn the_next_day_due_follows_the_state_and_the_profile() {
    // All of it happens on Monday, 2026-09-21.
    let limits = Limits::default();
    let due = |state| at(state).life().due_on(&limits);
    assert_eq!(due(State::Registered), Some(day("2026-09-22")));
    assert_eq!(due(State::Submitted), Some(day("2026-09-23")));
    assert_eq!(due(State::Assigned), Some(day("2026-12-01")));
    assert_eq!(due(State::Agreed), Some(day("2026-10-06")));
    assert_eq!((due(State::ToClose), due(State::Closed)), (None, None));
    let slow = Limits {
        village_days: 10,
        ..Limits::default()
    };
    assert_eq!(
        at(State::Submitted).life().due_on(&slow),
        Some(day("2026-10-05"))
    );
}

#[test]
fn violence_is_told_to_the_police_in_every_state_and_nothing_else_is() {
    let violent = Dispute {
        risk: Some(Risk::Violence),
        ..whole()
    };
    let case = Case::of(&violent);
    assert_eq!(
        case.judge_now(WORKER, Role::Worker, StepName::ToPolice),
        Ok(())
    );
    let told = case.then(WORKER, StepName::ToPolice, &StepForm::default());
    assert!(told.life().police_at.is_some());
    assert_eq!(
        at(State::Registered).judge_now(WORKER, Role::Worker, StepName::ToPolice),
        Err(Guard::IsViolent)
    );
}

#[test]
fn what_is_offered_is_what_can_be_done_and_the_rest_has_its_sentence() {
    let case = at(State::ToClose);
    let offer = |author, role| offers(&case.life(), &whole(), member(author), role);
    let for_worker = offer(WORKER, Role::Worker);
    assert_eq!(
        for_worker,
        [
            (StepName::Return, Some(Guard::WrongRole)),
            (StepName::Close, Some(Guard::WrongRole)),
            (StepName::ToPolice, Some(Guard::IsViolent)),
            (StepName::Note, None),
            (StepName::Decide, Some(Guard::WrongRole)),
        ]
    );
    let for_second = offer(SECOND, Role::Supervisor);
    assert!(for_second.contains(&(StepName::Close, None)));
    assert!(for_second.contains(&(StepName::Decide, Some(Guard::Contradiction))));
}

#[test]
fn a_step_that_cannot_be_read_or_is_too_long_is_refused_and_a_newer_one_is_not() {
    let wrong: Step =
        serde_json::from_value(json!({"name": "accept", "fields": {"deadline": 5}})).unwrap();
    assert!(step::issues(&wrong).iter().any(crate::Issue::blocks));
    let long = StepForm {
        number: Some("长".repeat(51)),
        ..StepForm::default()
    };
    assert_eq!(step::issues(&long.step(StepName::Seal))[0].field, "number");
    let newer: Step =
        serde_json::from_value(json!({"name": "hologram", "fields": {"deadline": 5}})).unwrap();
    assert_eq!(step::issues(&newer), []);
    let mut case = at(State::Mediating);
    assert_eq!(case.judge(WORKER, Role::Worker, 9, &newer), Ok(()));
    case.fold(WORKER, 9, &newer);
    assert_eq!(case.life().state, State::Mediating);
    assert_eq!(case.life().standings.last(), Some(&Standing::Beside));
    assert_eq!(case.record.steps.last().unwrap().step, newer);
}
