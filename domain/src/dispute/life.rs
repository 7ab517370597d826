//! Where a dispute stands: its steps read through the table, in the server's order. Nothing is stored of it, so every device that
//! has the same steps says the same. A step that does not fit stays in the record and is told apart, never hidden.

mod effects;

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::codes::{
    AgreementForm, Channel, Extension, Grade, Level, MediationKind, Outcome, Performance,
    Satisfaction, State,
};
use super::guard::{Attempt, Guard};
use super::limits::{self, Limits};
use super::step::{StepForm, StepName};
use super::table::{Transition, row_at};
use crate::change::Seq;
use crate::ids::MemberId;
use crate::record::{Record, Stamp, StepTaken};

/// What became of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It counts.
    Counted,
    /// 补录: it arrived after the dispute had moved on, and is kept beside.
    Late,
    /// Its author had not seen another step that it contradicts: the supervisor decides.
    Contradicts,
    /// The supervisor decided against it.
    Overruled,
    /// It never fitted, or comes from a newer version; kept as it is.
    Beside,
}

/// The agreement reached last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// 书面 or 口头.
    pub form: AgreementForm,
    /// 当面, 电话 or 视频.
    pub channel: Option<Channel>,
    /// When.
    pub at: DateTime<Utc>,
    /// 协议编号.
    pub number: Option<String>,
    /// Does it have effect: an oral one at once, a written one with the committee's seal.
    pub in_effect_at: Option<DateTime<Utc>>,
    /// Until when it is to be carried out.
    pub until: Option<NaiveDate>,
}

/// A step that waits for a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Disputed {
    place: usize,
    seq: Option<u64>,
    row: &'static Transition,
    form: StepForm,
    stamp: Stamp,
}

/// Where a dispute stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Life {
    /// The state.
    pub state: State,
    /// Since when.
    pub since: DateTime<Utc>,
    /// The level that has it.
    pub level: Level,
    /// 责任人.
    pub owner: Option<MemberId>,
    /// 包案领导.
    pub leader: Option<String>,
    /// 责任单位.
    pub unit: Option<String>,
    /// Has the unit it was assigned to signed for it?
    pub is_received: bool,
    /// 时限 as the office set it.
    pub deadline: Option<NaiveDate>,
    /// 督办.
    pub supervision: Option<Grade>,
    /// 延期.
    pub extension: Extension,
    /// 退回, with the reason; until something is done.
    pub returned: Option<String>,
    /// When it was accepted first.
    pub accepted_at: Option<DateTime<Utc>>,
    /// When it was settled, and on which level.
    pub settled: Option<(DateTime<Utc>, Level)>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// The agreement.
    pub agreement: Option<Agreement>,
    /// A settlement on the spot by a registered mediator, else 劝导和解.
    pub is_by_mediator: bool,
    /// 履行.
    pub performance: Option<Performance>,
    /// 满意.
    pub satisfaction: Option<Satisfaction>,
    /// When the return visit is planned.
    pub return_on: Option<NaiveDate>,
    /// Return visits made.
    pub return_visits: u32,
    /// The last of them.
    pub returned_at: Option<DateTime<Utc>>,
    /// 调解种类 of the last session.
    pub kind: Option<MediationKind>,
    /// Mediation sessions that count.
    pub sessions: u32,
    /// 移交公安.
    pub police_at: Option<DateTime<Utc>>,
    /// 销号.
    pub closed_at: Option<DateTime<Utc>>,
    /// How often it came back.
    pub relapses: u32,
    /// What became of each step, in the record's order.
    pub standings: Vec<Standing>,
    handlers: BTreeSet<MemberId>,
    disputed: Vec<Disputed>,
}

impl Life {
    /// Where the dispute of this record stands.
    #[must_use]
    pub fn of(record: &Record) -> Self {
        let mut life = Self::begun(record.made);
        for (place, taken) in record.steps.iter().enumerate() {
            let before = record.steps.get(..place).unwrap_or_default();
            let view = || Self::seen(record.made, before, taken.stamp.by, taken.seen);
            let standing = life.take(place, taken, view);
            life.standings.push(standing);
        }
        life
    }

    /// Where it stood for somebody who had seen the order up to `base` and everything of the own hand.
    #[must_use]
    pub fn seen_by(record: &Record, by: MemberId, base: Option<Seq>) -> Self {
        Self::seen(record.made, &record.steps, by, base)
    }

    fn seen(made: Stamp, steps: &[StepTaken], by: MemberId, base: Option<Seq>) -> Self {
        let base = base.unwrap_or_default();
        let has_seen = |stamp: Stamp| stamp.by == by || stamp.seq.is_some_and(|seq| seq <= base);
        let mut life = Self::begun(made);
        for (place, taken) in steps.iter().enumerate() {
            let standing = if has_seen(taken.stamp) {
                // What did not fit for its author either does not count here.
                life.take(place, taken, || Self::begun(made))
            } else {
                Standing::Beside
            };
            life.standings.push(standing);
        }
        life
    }

    fn begun(made: Stamp) -> Self {
        Self {
            since: made.at,
            ..Self::nowhere()
        }
    }

    /// Nothing has happened, at no time.
    pub(super) fn nowhere() -> Self {
        Self {
            state: State::Draft,
            since: DateTime::UNIX_EPOCH,
            level: Level::Grid,
            owner: None,
            leader: None,
            unit: None,
            is_received: false,
            deadline: None,
            supervision: None,
            extension: Extension::None,
            returned: None,
            accepted_at: None,
            settled: None,
            outcome: None,
            agreement: None,
            is_by_mediator: false,
            performance: None,
            satisfaction: None,
            return_on: None,
            return_visits: 0,
            returned_at: None,
            kind: None,
            sessions: 0,
            police_at: None,
            closed_at: None,
            relapses: 0,
            standings: Vec::new(),
            handlers: BTreeSet::new(),
            disputed: Vec::new(),
        }
    }

    /// May this step be taken here? The row of the table, or what stands in the way.
    ///
    /// # Errors
    /// The first guard that does not hold.
    pub fn permits(&self, attempt: &Attempt<'_>) -> Result<&'static Transition, Guard> {
        let row = row_at(attempt.step, self.state).ok_or(Guard::WrongState)?;
        let failed = row
            .guards
            .iter()
            .find(|guard| !guard.holds(self, attempt))
            .copied();
        failed.map_or(Ok(row), Err)
    }

    fn take(&mut self, place: usize, taken: &StepTaken, view: impl FnOnce() -> Self) -> Standing {
        let name = StepName::from_code(&taken.step.name);
        let form = StepForm::of(&taken.step);
        let attempt = Attempt {
            step: name,
            form: &form,
            by: taken.stamp.by,
            dispute: None,
            role: None,
        };
        if name == StepName::Decide && self.permits(&attempt).is_ok() {
            self.decide(form.keep);
            return Standing::Counted;
        }
        if let Ok(row) = self.permits(&attempt) {
            self.apply(row, &form, taken.stamp);
            return Standing::Counted;
        }
        if name == StepName::Unknown {
            return Standing::Beside;
        }
        if name.is_record() && self.state == State::Closed {
            return Standing::Late;
        }
        match view().permits(&attempt) {
            Err(_) => Standing::Beside,
            Ok(_) if name.is_record() || self.state == State::Closed => Standing::Late,
            Ok(row) => {
                self.disputed.push(Disputed {
                    place,
                    seq: taken.stamp.seq.map(|seq| seq.0),
                    row,
                    form,
                    stamp: taken.stamp,
                });
                Standing::Contradicts
            }
        }
    }

    /// The step that was decided for takes effect; the others that waited do not.
    fn decide(&mut self, keep: Option<u64>) {
        for disputed in std::mem::take(&mut self.disputed) {
            let is_kept = keep.is_some() && disputed.seq == keep;
            if is_kept {
                self.apply(disputed.row, &disputed.form, disputed.stamp);
            }
            if let Some(standing) = self.standings.get_mut(disputed.place) {
                *standing = if is_kept {
                    Standing::Counted
                } else {
                    Standing::Overruled
                };
            }
        }
    }

    /// Did this member handle the dispute, or answer for it?
    #[must_use]
    pub fn is_handler(&self, member: MemberId) -> bool {
        self.owner == Some(member) || self.handlers.contains(&member)
    }

    /// Is nothing left to settle?
    #[must_use]
    pub fn is_settled_or_ended(&self) -> bool {
        !self.state.is_unsettled()
    }

    /// Does a step wait for the supervisor's decision?
    #[must_use]
    pub fn has_contradiction(&self) -> bool {
        !self.disputed.is_empty()
    }

    /// The last day on which the next thing is to be done: as the office set it, else as the profile proposes.
    #[must_use]
    pub fn due_on(&self, limits: &Limits) -> Option<NaiveDate> {
        let since = limits::local_day(self.since);
        match self.state {
            State::Draft | State::Registered | State::Reopened => {
                Some(limits.after_workdays(since, limits.grid_days))
            }
            State::Submitted | State::Escalated => limits
                .days_of(self.level)
                .map(|days| limits.after_workdays(since, days)),
            State::Accepted | State::Assigned | State::Mediating => self.deadline,
            State::Agreed | State::SettledOnSite => Some(
                self.return_on
                    .unwrap_or_else(|| limits::after(since, limits.return_visit_days)),
            ),
            State::FollowUp if self.return_visits == 0 => self.return_on,
            State::FollowUp
            | State::ToClose
            | State::Terminated
            | State::Declined
            | State::Closed
            | State::Unknown => None,
        }
    }

    /// The last day on which both parties may ask the court to confirm a written or oral agreement.
    #[must_use]
    pub fn confirm_until(&self, limits: &Limits) -> Option<NaiveDate> {
        let in_effect_at = self.agreement.as_ref()?.in_effect_at?;
        Some(limits::after(
            limits::local_day(in_effect_at),
            limits.confirmation_days,
        ))
    }
}
