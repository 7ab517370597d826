//! The life of a dispute: every transition × role × state, the guards, what happens when two act without seeing each other, and
//! that no sequence of steps reaches what the table forbids or hides an entry.

mod laws;
mod matrix;

use chrono::{NaiveDate, TimeZone};
use serde_json::json;
use uuid::Uuid;

use super::*;
use crate::area::AreaCode;
use crate::change::{Act, Change, Logged, Seq, Step};
use crate::dispute::judge::{Actor, offers};
use crate::fold::{self, Verdict};
use crate::ids::{ChangeId, DeviceId, MemberId};
use crate::kind::Kind;
use crate::member::Role;
use crate::record::Record;

pub(super) const WORKER: u128 = 1;
pub(super) const CADRE: u128 = 2;
pub(super) const OFFICE: u128 = 3;
pub(super) const SECOND: u128 = 4;

pub(super) fn member(n: u128) -> MemberId {
    MemberId(Uuid::from_u128(n))
}

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(super) fn time(seconds: u64) -> DateTime<Utc> {
    let base = i64::try_from(seconds).unwrap() * 60;
    Utc.timestamp_opt(1_790_000_000 + base, 0).unwrap()
}

/// A dispute of which everything is known, between two who agree to mediation.
pub(super) fn whole() -> Dispute {
    Dispute {
        parties: vec![Party::named("张三"), Party::named("李四")],
        place: "二组水渠边".to_owned(),
        summary: "为浇地先后争吵".to_owned(),
        risk: Some(Risk::None),
        category: Some(Category::Neighbours),
        consent: Some(Consent::Agreed),
        ..Dispute::begun(time(0))
    }
}

fn logged(seq: u64, author: u128, base: u64, act: Act) -> Logged {
    Logged {
        seq: Seq(seq),
        received_at: time(seq),
        clock_offset_ms: 0,
        change: Change {
            id: ChangeId(Uuid::from_u128(1000 + u128::from(seq))),
            record: RecordId(Uuid::from_u128(1)),
            kind: Kind::Dispute,
            area: AreaCode::new("629999101201001").unwrap(),
            author: member(author),
            device: DeviceId(Uuid::from_u128(author)),
            device_seq: seq,
            captured_at: time(seq),
            base: (base > 0).then_some(Seq(base)),
            act,
        },
    }
}

/// A dispute and its steps in the server's order.
pub(super) struct Case {
    pub(super) record: Record,
}

impl Case {
    pub(super) fn of(dispute: &Dispute) -> Self {
        let create = logged(1, WORKER, 0, Act::Create(Fields::of(dispute)));
        Self {
            record: fold::confirm(None, &create).unwrap().0,
        }
    }

    /// The next step, by somebody who has seen everything.
    pub(super) fn then(mut self, author: u128, name: StepName, form: &StepForm) -> Self {
        let base = self.record.seq.0;
        self.fold(author, base, &form.step(name));
        self
    }

    /// The next step in the order, by somebody who had seen the order up to `base`.
    pub(super) fn fold(&mut self, author: u128, base: u64, step: &Step) -> Verdict {
        let next = logged(self.record.seq.0 + 1, author, base, Act::Step(step.clone()));
        let (record, verdict) = fold::confirm(Some(self.record.clone()), &next).unwrap();
        self.record = record;
        verdict
    }

    pub(super) fn edit(mut self, fields: &serde_json::Value) -> Self {
        let seq = self.record.seq.0;
        let act = Act::Edit(serde_json::from_value(fields.clone()).unwrap());
        let next = logged(seq + 1, WORKER, seq, act);
        self.record = fold::confirm(Some(self.record), &next).unwrap().0;
        self
    }

    pub(super) fn life(&self) -> Life {
        Life::of(&self.record)
    }

    pub(super) fn judge(
        &self,
        author: u128,
        role: Role,
        base: u64,
        step: &Step,
    ) -> Result<(), Guard> {
        let actor = Actor {
            member: member(author),
            role,
            base: Some(Seq(base)),
        };
        judge(&self.record, step, &actor)
    }

    pub(super) fn judge_now(&self, author: u128, role: Role, name: StepName) -> Result<(), Guard> {
        self.judge(author, role, self.record.seq.0, &full(name).step(name))
    }
}

/// A form in which everything that any step asks for is filled in.
pub(super) fn full(name: StepName) -> StepForm {
    StepForm {
        reason: Some("各执一词".into()),
        text: Some("先浇下游,隔日轮换".into()),
        owner: Some(member(WORKER)),
        unit: Some("村调委会".into()),
        deadline: Some(day("2026-12-01")),
        level: Some(Level::Village),
        channel: Some(Channel::InPerson),
        people: Some("张三、李四".into()),
        kind: Some(MediationKind::People),
        form: Some(AgreementForm::Written),
        how: Some("当场".into()),
        number: Some("(2026)人调字第1号".into()),
        is_sealed: true,
        routes: vec![Route::Court],
        outcome: Some(match name {
            StepName::Withdraw => Outcome::Withdrawn,
            _ => Outcome::Failed,
        }),
        performance: Some(Performance::Done),
        satisfaction: Some(Satisfaction::Satisfied),
        grade: Some(Grade::Yellow),
        ..StepForm::default()
    }
}

/// The steps that lead to a state, by people who may.
pub(super) fn way_to(state: State) -> Vec<(u128, StepName)> {
    use StepName as N;
    let accepted = vec![
        (WORKER, N::Register),
        (WORKER, N::Submit),
        (OFFICE, N::Accept),
    ];
    let with = |more: &[(u128, StepName)]| [accepted.clone(), more.to_vec()].concat();
    let agreed = [(WORKER, N::Mediate), (WORKER, N::Agree)];
    match state {
        State::Draft | State::Unknown => vec![],
        State::Registered => vec![(WORKER, N::Register)],
        State::SettledOnSite => vec![(WORKER, N::Register), (WORKER, N::SettleOnSite)],
        State::Submitted => vec![(WORKER, N::Register), (WORKER, N::Submit)],
        State::Accepted => accepted,
        State::Declined => vec![
            (WORKER, N::Register),
            (WORKER, N::Submit),
            (OFFICE, N::Decline),
        ],
        State::Assigned => with(&[(OFFICE, N::Assign)]),
        State::Mediating => with(&[(WORKER, N::Mediate)]),
        State::Agreed => with(&agreed),
        State::Escalated => with(&[(WORKER, N::Mediate), (CADRE, N::Escalate)]),
        State::Terminated => with(&[(WORKER, N::Mediate), (WORKER, N::Terminate)]),
        State::FollowUp => [with(&agreed), vec![(WORKER, N::ReturnVisit)]].concat(),
        State::ToClose => [
            with(&agreed),
            vec![(WORKER, N::ReturnVisit), (WORKER, N::RequestClose)],
        ]
        .concat(),
        State::Closed => [way_to(State::ToClose), vec![(SECOND, N::Close)]].concat(),
        State::Reopened => [way_to(State::Closed), vec![(WORKER, N::Reopen)]].concat(),
    }
}

pub(super) fn at(state: State) -> Case {
    let case = way_to(state)
        .into_iter()
        .fold(Case::of(&whole()), |case, (author, name)| {
            case.then(author, name, &full(name))
        });
    assert_eq!(case.life().state, state);
    assert!(
        case.life()
            .standings
            .iter()
            .all(|standing| *standing == Standing::Counted)
    );
    case
}

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
