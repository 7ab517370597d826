//! The one table of a dispute's life: from where, to where, by which step, who may, where it may be decided, and what must be so.

use super::codes::State;
use super::guard::Guard;
use super::step::StepName;
use crate::member::Role;

/// Where a step is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Where {
    /// Anywhere, also without a network: it is kept whatever happened meanwhile.
    Anywhere,
    /// In the server's order only: what does not fit there is set aside, with the reason.
    Office,
}

/// Where a step leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To {
    /// To this state.
    State(State),
    /// Nowhere: it is written down beside the state.
    Same,
    /// To where the step leads that was decided for.
    Decided,
}

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transition {
    /// The step.
    pub step: StepName,
    /// The states it may begin at.
    pub from: &'static [State],
    /// Where it leads.
    pub to: To,
    /// Who may.
    pub by: &'static [Role],
    /// Where it is decided.
    pub at: Where,
    /// What must be so, in the order in which it is asked.
    pub guards: &'static [Guard],
}

use Role::{Department, Supervisor, VillageCadre, Worker};
use State::{
    Accepted, Agreed, Assigned, Closed, Declined, Draft, Escalated, FollowUp, Mediating,
    Registered, Reopened, SettledOnSite, Submitted, Terminated, ToClose,
};

/// Everybody who handles disputes.
const HANDLERS: &[Role] = &[Worker, VillageCadre, Department, Supervisor];
/// Who walks the villages, and the office's window.
const RECORDERS: &[Role] = &[Worker, VillageCadre, Supervisor];
/// 村调委会 and 镇综治中心.
const OFFICES: &[Role] = &[VillageCadre, Supervisor];
/// 镇综治中心.
const TOWN: &[Role] = &[Supervisor];

const ALL: &[State] = State::ALL;
/// Registered and not settled.
const OPEN: &[State] = &[
    Registered, Reopened, Submitted, Accepted, Assigned, Mediating, Escalated,
];
/// In somebody's hands.
const IN_HAND: &[State] = &[Accepted, Assigned, Mediating];
const SETTLED: &[State] = &[Agreed, SettledOnSite, FollowUp];

const fn row(
    step: StepName,
    from: &'static [State],
    to: To,
    by: &'static [Role],
    at: Where,
    guards: &'static [Guard],
) -> Transition {
    Transition {
        step,
        from,
        to,
        by,
        at,
        guards,
    }
}

use To::{Decided, Same, State as Into};
use Where::{Anywhere, Office};

/// Every transition there is. A dispute begins as [`State::Draft`] when it is written down; nothing else makes or moves one.
#[rustfmt::skip]
pub static TABLE: &[Transition] = &[
    row(StepName::Register, &[Draft], Into(Registered), HANDLERS, Anywhere, &[Guard::Complete]),
    row(StepName::SettleOnSite, &[Registered, Reopened], Into(SettledOnSite), &[Worker, VillageCadre], Anywhere, &[Guard::BothAgree, Guard::Text]),
    row(StepName::Submit, &[Registered, Reopened], Into(Submitted), HANDLERS, Anywhere, &[Guard::Reason]),
    row(StepName::Accept, &[Submitted, Escalated], Into(Accepted), OFFICES, Office, &[Guard::OwnLevel, Guard::OwnerAndDeadline]),
    row(StepName::Decline, &[Submitted, Escalated], Into(Declined), OFFICES, Office, &[Guard::OwnLevel, Guard::Reason, Guard::Routes]),
    row(StepName::Assign, &[Accepted], Into(Assigned), TOWN, Office, &[Guard::UnitAndDeadline]),
    row(StepName::Receive, &[Assigned], Same, &[Worker, VillageCadre, Department], Anywhere, &[]),
    row(StepName::Mediate, IN_HAND, Into(Mediating), HANDLERS, Anywhere, &[Guard::NotRefused, Guard::Text]),
    row(StepName::Agree, &[Mediating], Into(Agreed), HANDLERS, Anywhere, &[Guard::NotRefused, Guard::Agreement]),
    row(StepName::Seal, &[Agreed, FollowUp], Same, OFFICES, Office, &[Guard::IsWritten, Guard::NumberAndSeal]),
    row(StepName::Escalate, &[Mediating], Into(Escalated), &[VillageCadre, Department, Supervisor], Office, &[Guard::BelowCounty, Guard::Reason]),
    row(StepName::Terminate, &[Mediating], Into(Terminated), HANDLERS, Anywhere, &[Guard::EndOutcome, Guard::Routes]),
    row(StepName::Refuse, OPEN, Into(Terminated), HANDLERS, Anywhere, &[Guard::Routes]),
    row(StepName::Withdraw, OPEN, Into(Terminated), HANDLERS, Anywhere, &[Guard::WithdrawOutcome]),
    row(StepName::Return, &[Submitted], Into(Registered), OFFICES, Office, &[Guard::OwnLevel, Guard::Reason]),
    row(StepName::Return, &[Assigned], Into(Accepted), &[VillageCadre, Department, Supervisor], Office, &[Guard::Reason]),
    row(StepName::Return, &[Escalated], Into(Mediating), TOWN, Office, &[Guard::Reason]),
    row(StepName::Return, &[ToClose], Into(FollowUp), OFFICES, Office, &[Guard::Reason]),
    row(StepName::AskExtension, IN_HAND, Same, HANDLERS, Anywhere, &[Guard::Day, Guard::Reason]),
    row(StepName::GrantExtension, IN_HAND, Same, TOWN, Office, &[Guard::ExtensionAsked, Guard::Day]),
    row(StepName::DenyExtension, IN_HAND, Same, TOWN, Office, &[Guard::ExtensionAsked, Guard::Reason]),
    row(StepName::Plan, &[Agreed, SettledOnSite], Into(FollowUp), HANDLERS, Anywhere, &[Guard::Day]),
    row(StepName::Perform, SETTLED, Same, HANDLERS, Anywhere, &[Guard::Performance]),
    row(StepName::ReturnVisit, SETTLED, Into(FollowUp), HANDLERS, Anywhere, &[Guard::ReturnRecord]),
    row(StepName::RequestClose, &[FollowUp], Into(ToClose), HANDLERS, Anywhere, &[Guard::ReturnVisitDone]),
    row(StepName::RequestClose, &[Terminated, Declined], Into(ToClose), HANDLERS, Anywhere, &[Guard::Reason]),
    row(StepName::Close, &[ToClose], Into(Closed), OFFICES, Office, &[Guard::SecondPerson]),
    row(StepName::Reopen, &[Closed], Into(Reopened), HANDLERS, Anywhere, &[Guard::Reason]),
    row(StepName::Supervise, &[Accepted, Assigned, Mediating, Agreed, Escalated], Same, TOWN, Office, &[Guard::NotAbove, Guard::Grade]),
    row(StepName::ToPolice, ALL, Same, RECORDERS, Anywhere, &[Guard::IsViolent]),
    row(StepName::Note, ALL, Same, HANDLERS, Anywhere, &[Guard::Text]),
    row(StepName::Decide, ALL, Decided, TOWN, Office, &[Guard::Contradiction]),
];

/// The row for a step at a state.
#[must_use]
pub fn row_at(step: StepName, state: State) -> Option<&'static Transition> {
    TABLE
        .iter()
        .find(|row| row.step == step && row.from.contains(&state))
}
