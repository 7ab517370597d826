//! Disputes: a year of them with their steps, most of them struck off, the latest in every state there is.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use domain::area::AreaCode;
use domain::change::Step;
use domain::dispute::limits::local_day;
use domain::dispute::{
    AgreementForm, Channel, Consent, Dispute, Grade, Level, MediationKind, OnSite, Outcome, Party,
    Risk, Route, Source, State, StepForm, StepName,
};
use domain::ids::{MemberId, RecordId};
use domain::member::Role;

use crate::calendar;
use crate::chance::{Chance, Part};
use crate::dispute_words::{self, Quarrel};
use crate::homes::Home;
use crate::scale::Sizes;
use crate::staff::Staff;

/// A dispute with its steps.
#[derive(Debug, Clone, PartialEq)]
pub struct DisputeMade {
    /// The dispute's id; its time is when it was saved.
    pub id: RecordId,
    /// The grid.
    pub area: AreaCode,
    /// A worker of the grid.
    pub author: MemberId,
    /// The dispute.
    pub dispute: Dispute,
    /// Its steps: when, who, what.
    pub steps: Vec<(DateTime<Utc>, MemberId, Step)>,
}

/// All disputes, in the order in which they were saved.
pub(crate) fn make(
    sizes: &Sizes,
    homes: &[Home],
    staff: &Staff,
    made: (u64, NaiveDate),
) -> Vec<DisputeMade> {
    let (seed, today) = made;
    let mut maker = Maker {
        chance: Chance::new(seed, Part::Disputes),
        staff,
        today,
    };
    let mut disputes: Vec<DisputeMade> = (0..sizes.disputes)
        .filter_map(|n| maker.dispute(homes, n))
        .collect();
    disputes.sort_by_key(|made| made.id);
    disputes
}

struct Maker<'a> {
    chance: Chance,
    staff: &'a Staff,
    today: NaiveDate,
}

/// Who takes part.
#[derive(Clone, Copy)]
struct People {
    worker: MemberId,
    cadre: MemberId,
    office: MemberId,
}

impl Maker<'_> {
    /// The first of them stand in every state once and are recent; the others are spread over the year and mostly closed.
    fn dispute(&mut self, homes: &[Home], n: usize) -> Option<DisputeMade> {
        let target = State::ALL.get(n).copied();
        let state = target.unwrap_or_else(|| self.end());
        let way = way_to(state);
        let lasts: i64 = way.iter().map(|name| days_before(*name)).sum();
        let back = match target {
            Some(_) => self.chance.between(1, 3),
            None => self.chance.between(1, 330),
        };
        let days = u64::try_from(lasts + back).unwrap_or(1);
        let home = homes.get(self.chance.below(homes.len()))?;
        let quarrel = dispute_words::pick(&mut self.chance);
        let day = calendar::days_before(self.today, days);
        let saved_at = calendar::at(day, self.chance.between(500, 660), 0);
        let people = People {
            worker: home.author,
            cadre: self.cadre(&home.area),
            office: self.staff.supervisor,
        };
        let dispute = self.written(homes, home, quarrel, (saved_at, state));
        Some(DisputeMade {
            id: RecordId(self.chance.id(saved_at)),
            area: home.area.clone(),
            author: people.worker,
            steps: self.steps(&way, people, quarrel, saved_at),
            dispute,
        })
    }

    fn end(&mut self) -> State {
        self.chance.weighted(
            &[
                (State::Closed, 800),
                (State::FollowUp, 50),
                (State::ToClose, 30),
                (State::Terminated, 40),
                (State::SettledOnSite, 20),
                (State::Mediating, 20),
                (State::Submitted, 10),
                (State::Assigned, 10),
            ],
            State::Registered,
        )
    }

    fn cadre(&self, grid: &AreaCode) -> MemberId {
        let works_here = |area: &AreaCode| area.contains(grid);
        self.staff
            .members
            .iter()
            .find(|(_, area, member)| member.role == Role::VillageCadre && works_here(area))
            .map_or(self.staff.supervisor, |(id, _, _)| *id)
    }

    fn written(
        &mut self,
        homes: &[Home],
        home: &Home,
        quarrel: &Quarrel,
        (saved_at, state): (DateTime<Utc>, State),
    ) -> Dispute {
        let other = self.neighbour(homes, home);
        let party = |home: &Home| Party {
            phone: home.household.phone.clone(),
            ..Party::named(&home.household.head)
        };
        let is_draft = state == State::Draft;
        Dispute {
            parties: vec![party(home), party(other)],
            place: quarrel.place.to_owned(),
            summary: quarrel.summary.to_owned(),
            risk: Some(self.chance.weighted(
                &[(Risk::None, 850), (Risk::MayEscalate, 135)],
                Risk::Violence,
            )),
            household: Some(home.id),
            category: (!is_draft).then_some(quarrel.category),
            cause: quarrel.cause.map(str::to_owned),
            source: Some(self.chance.weighted(
                &[
                    (Source::Visit, 480),
                    (Source::Request, 260),
                    (Source::TalkRoom, 110),
                    (Source::Hotline, 60),
                    (Source::Petition, 40),
                ],
                Source::Police,
            )),
            consent: (!is_draft).then_some(Consent::Agreed),
            people: u32::try_from(self.chance.between(2, 6)).ok(),
            ..Dispute::begun(saved_at - Duration::minutes(self.chance.between(20, 90)))
        }
    }

    /// Another household of the same grid, when there is one.
    fn neighbour<'h>(&mut self, homes: &'h [Home], home: &'h Home) -> &'h Home {
        let near: Vec<&Home> = homes
            .iter()
            .filter(|other| other.area == home.area && other.id != home.id)
            .take(40)
            .collect();
        near.get(self.chance.below(near.len()))
            .copied()
            .unwrap_or(home)
    }

    fn steps(
        &mut self,
        way: &[StepName],
        people: People,
        quarrel: &Quarrel,
        saved_at: DateTime<Utc>,
    ) -> Vec<(DateTime<Utc>, MemberId, Step)> {
        let mut at = saved_at;
        let mut steps = Vec::with_capacity(way.len());
        for name in way.iter().copied() {
            // At most nine steps of a day, each a few minutes after the last: never past the evening.
            at += Duration::days(days_before(name)) + Duration::minutes(self.chance.between(1, 40));
            let form = self.form(name, people, quarrel, at);
            steps.push((at, taker(name, people), form.step(name)));
        }
        steps
    }

    fn form(
        &mut self,
        name: StepName,
        people: People,
        quarrel: &Quarrel,
        at: DateTime<Utc>,
    ) -> StepForm {
        let in_days = |days: i64| Some(local_day(at + Duration::days(days)));
        let none = StepForm::default;
        match name {
            StepName::Submit => StepForm {
                level: Some(Level::Town),
                ..said(OnSite::Town.label())
            },
            StepName::Accept => StepForm {
                owner: Some(people.worker),
                deadline: in_days(4),
                ..none()
            },
            StepName::Assign => StepForm {
                unit: Some("村调委会".to_owned()),
                owner: Some(people.worker),
                deadline: in_days(4),
                ..none()
            },
            StepName::Mediate
            | StepName::Agree
            | StepName::SettleOnSite
            | StepName::ReturnVisit => self.handling(name, quarrel, in_days(20)),
            StepName::Terminate => StepForm {
                outcome: Some(Outcome::Failed),
                routes: vec![Route::Court],
                ..said("谈了两次,数目上差得远")
            },
            StepName::Decline => StepForm {
                routes: vec![Route::Court],
                ..said("法院已经立案,不再受理")
            },
            StepName::Escalate => said("要县里水务上的人来定"),
            StepName::Reopen => said("又为同一件事吵起来"),
            StepName::Supervise => StepForm {
                grade: Some(Grade::Ordinary),
                ..none()
            },
            _ => none(),
        }
    }

    /// What is written down about the work itself.
    fn handling(
        &mut self,
        name: StepName,
        quarrel: &Quarrel,
        until: Option<NaiveDate>,
    ) -> StepForm {
        let chance = &mut self.chance;
        match name {
            StepName::Mediate => StepForm {
                text: Some(dispute_words::session(chance).to_owned()),
                kind: Some(MediationKind::People),
                channel: Some(Channel::InPerson),
                ..StepForm::default()
            },
            StepName::Agree => agreement(chance, quarrel, until),
            StepName::ReturnVisit => {
                let (performance, satisfaction) = dispute_words::finding(chance);
                StepForm {
                    people: Some("双方当事人".to_owned()),
                    channel: Some(Channel::InPerson),
                    performance: Some(performance),
                    satisfaction: Some(satisfaction),
                    ..StepForm::default()
                }
            }
            _ => StepForm {
                text: Some(quarrel.settled.to_owned()),
                ..StepForm::default()
            },
        }
    }
}

/// A step that only says why.
fn said(reason: &str) -> StepForm {
    StepForm {
        reason: Some(reason.to_owned()),
        ..StepForm::default()
    }
}

/// Three in eight are written; of the oral ones some are reached by telephone.
fn agreement(chance: &mut Chance, quarrel: &Quarrel, until: Option<NaiveDate>) -> StepForm {
    let (form, channel) = chance.weighted(
        &[
            ((AgreementForm::Written, Channel::InPerson), 375),
            ((AgreementForm::Oral, Channel::InPerson), 475),
            ((AgreementForm::Oral, Channel::Phone), 120),
        ],
        (AgreementForm::Oral, Channel::Video),
    );
    StepForm {
        form: Some(form),
        channel: Some(channel),
        text: Some(quarrel.settled.to_owned()),
        deadline: until,
        ..StepForm::default()
    }
}

fn taker(name: StepName, people: People) -> MemberId {
    match name {
        StepName::Accept
        | StepName::Decline
        | StepName::Assign
        | StepName::Close
        | StepName::Supervise => people.office,
        StepName::Escalate => people.cadre,
        _ => people.worker,
    }
}

/// How many days a step waits for the one before.
fn days_before(name: StepName) -> i64 {
    match name {
        StepName::Accept | StepName::Decline | StepName::Mediate | StepName::Close => 1,
        StepName::Reopen => 4,
        StepName::ReturnVisit => 15,
        _ => 0,
    }
}

/// The steps that lead to a state.
fn way_to(state: State) -> Vec<StepName> {
    use StepName as N;
    let settled = [N::Mediate, N::Agree];
    let accepted = vec![N::Register, N::Submit, N::Accept, N::Assign];
    let then = |more: &[StepName]| [accepted.as_slice(), more].concat();
    match state {
        State::Draft | State::Unknown => Vec::new(),
        State::Registered => vec![N::Register],
        State::SettledOnSite => vec![N::Register, N::SettleOnSite],
        State::Submitted => vec![N::Register, N::Submit],
        State::Accepted => vec![N::Register, N::Submit, N::Accept],
        State::Declined => vec![N::Register, N::Submit, N::Decline],
        State::Assigned => then(&[N::Supervise]),
        State::Mediating => then(&[N::Mediate]),
        State::Agreed => then(&settled),
        State::Escalated => then(&[N::Mediate, N::Escalate]),
        State::Terminated => then(&[N::Mediate, N::Terminate]),
        State::FollowUp => [then(&settled), vec![N::ReturnVisit]].concat(),
        State::ToClose => [then(&settled), vec![N::ReturnVisit, N::RequestClose]].concat(),
        State::Closed => [way_to(State::ToClose), vec![N::Close]].concat(),
        State::Reopened => [way_to(State::Closed), vec![N::Reopen]].concat(),
    }
}
