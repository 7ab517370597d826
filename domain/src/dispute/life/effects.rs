//! What each step that counts changes about where a dispute stands.

use super::{Agreement, Life};
use crate::dispute::codes::{AgreementForm, Extension, Level, Outcome, State};
use crate::dispute::step::{StepForm, StepName};
use crate::dispute::table::{To, Transition};
use crate::record::Stamp;

impl Life {
    /// A step that counts moves the dispute along its row and leaves what was recorded with it.
    pub(super) fn apply(&mut self, row: &Transition, form: &StepForm, stamp: Stamp) {
        if let To::State(to) = row.to {
            if to != self.state {
                (self.state, self.since) = (to, stamp.at);
                if self.extension == Extension::Asked {
                    self.extension = Extension::Lapsed;
                }
            }
            self.returned = None;
        }
        self.note_handling(row.step, form, stamp);
        self.note_ending(row.step, form, stamp);
    }

    /// What the steps on the way say.
    fn note_handling(&mut self, step: StepName, form: &StepForm, stamp: Stamp) {
        match step {
            StepName::Submit => {
                self.level = form
                    .level
                    .filter(|level| *level == Level::Town)
                    .unwrap_or(Level::Village);
            }
            StepName::Accept => {
                self.accepted_at.get_or_insert(stamp.at);
                self.owner = form.owner;
                self.deadline = form.deadline;
                self.leader.clone_from(&form.leader);
                self.unit.clone_from(&form.unit);
            }
            StepName::Assign => {
                self.owner = form.owner.or(self.owner);
                self.deadline = form.deadline;
                self.unit.clone_from(&form.unit);
                self.is_received = false;
            }
            StepName::Receive => self.is_received = true,
            StepName::Mediate => {
                self.sessions += 1;
                self.kind = form.kind.or(self.kind);
                self.is_received = true;
                self.handlers.insert(stamp.by);
            }
            StepName::Escalate => {
                self.level = self.level.up().unwrap_or(self.level);
                self.deadline = None;
            }
            StepName::Return => {
                self.returned.clone_from(&form.reason);
                match self.state {
                    State::Registered => self.level = Level::Grid,
                    State::Mediating => self.level = self.level.down(),
                    _ => {}
                }
            }
            StepName::AskExtension => self.extension = Extension::Asked,
            StepName::GrantExtension => {
                self.extension = Extension::Granted;
                self.deadline = form.deadline;
            }
            StepName::DenyExtension => self.extension = Extension::Denied,
            StepName::Supervise => {
                self.supervision = form.grade;
                self.deadline = form.deadline.or(self.deadline);
            }
            StepName::ToPolice => {
                self.police_at.get_or_insert(stamp.at);
            }
            _ => {}
        }
    }

    /// What the steps that settle, end and close say.
    fn note_ending(&mut self, step: StepName, form: &StepForm, stamp: Stamp) {
        match step {
            StepName::SettleOnSite => {
                self.settle(stamp, Level::Grid);
                self.is_by_mediator = form.is_mediator;
            }
            StepName::Agree => {
                self.settle(stamp, self.level);
                self.agreement = form.form.map(|kind| Agreement {
                    form: kind,
                    channel: form.channel,
                    at: stamp.at,
                    number: None,
                    in_effect_at: (kind == AgreementForm::Oral).then_some(stamp.at),
                    until: form.deadline,
                });
            }
            StepName::Seal => {
                if let Some(agreement) = &mut self.agreement {
                    agreement.number.clone_from(&form.number);
                    agreement.in_effect_at.get_or_insert(stamp.at);
                }
            }
            StepName::Terminate | StepName::Withdraw => self.end(stamp, form.outcome),
            StepName::Refuse => self.end(stamp, Some(Outcome::Refused)),
            StepName::Decline => self.deadline = None,
            StepName::Plan => self.return_on = form.deadline,
            StepName::Perform => self.performance = form.performance,
            StepName::ReturnVisit => {
                self.return_visits += 1;
                self.returned_at = Some(stamp.at);
                self.performance = form.performance;
                self.satisfaction = form.satisfaction;
            }
            StepName::RequestClose => {
                self.handlers.insert(stamp.by);
            }
            StepName::Close => {
                self.closed_at = Some(stamp.at);
                self.supervision = None;
            }
            StepName::Reopen => {
                self.relapses += 1;
                self.level = Level::Grid;
                (self.deadline, self.closed_at, self.settled) = (None, None, None);
                (self.outcome, self.return_on, self.return_visits) = (None, None, 0);
            }
            _ => {}
        }
    }

    fn settle(&mut self, stamp: Stamp, level: Level) {
        self.settled = Some((stamp.at, level));
        self.end(stamp, Some(Outcome::Agreed));
    }

    fn end(&mut self, stamp: Stamp, outcome: Option<Outcome>) {
        self.outcome = outcome;
        self.deadline = None;
        self.handlers.insert(stamp.by);
    }
}
