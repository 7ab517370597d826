//! The life of a dispute: every transition × role × state, the guards, what happens when two act without seeing each other, and
//! that no sequence of steps reaches what the table forbids or hides an entry.

mod guards;
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
