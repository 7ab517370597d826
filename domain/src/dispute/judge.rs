//! May this person take this step now? Asked by the screens before offering it, by the phone before saving it and by the server
//! before accepting it, with the same answer.

use super::Dispute;
use super::codes::State;
use super::guard::{Attempt, Guard, Looks};
use super::life::Life;
use super::step::{StepForm, StepName};
use super::table::{TABLE, Transition, Where};
use crate::change::{Seq, Step};
use crate::ids::MemberId;
use crate::member::Role;
use crate::record::Record;

/// Who acts, as what, having seen the order up to where.
#[derive(Debug, Clone, Copy)]
pub struct Actor {
    /// Who.
    pub member: MemberId,
    /// As what.
    pub role: Role,
    /// What was seen.
    pub base: Option<Seq>,
}

/// Judges a step on its way into the record. What a person did without a network is taken whenever it was right for what the person
/// had seen; what only the office decides must fit what is.
///
/// # Errors
/// The guard whose sentence says why not. A step that this build does not know is for a newer one to judge.
pub fn judge(record: &Record, step: &Step, actor: &Actor) -> Result<(), Guard> {
    let name = StepName::from_code(&step.name);
    if name == StepName::Unknown {
        return Ok(());
    }
    if !TABLE
        .iter()
        .any(|row| row.step == name && row.by.contains(&actor.role))
    {
        return Err(Guard::WrongRole);
    }
    let form = StepForm::of(step);
    let dispute = Dispute::from_fields(&record.fields);
    let attempt = Attempt {
        step: name,
        form: &form,
        by: actor.member,
        dispute: dispute.as_ref(),
        role: Some(actor.role),
    };
    let now = Life::of(record);
    let Err(refusal) = permits(&now, &attempt, actor.role) else {
        return Ok(());
    };
    if name.is_record() && now.state == State::Closed && form_is_whole(name, &attempt) {
        return Ok(());
    }
    let view = Life::seen_by(record, actor.member, actor.base);
    match permits(&view, &attempt, actor.role) {
        Ok(row) if row.at == Where::Anywhere => Ok(()),
        _ => Err(refusal),
    }
}

fn permits(life: &Life, attempt: &Attempt<'_>, role: Role) -> Result<&'static Transition, Guard> {
    let row = life.permits(attempt)?;
    if row.by.contains(&role) {
        Ok(row)
    } else {
        Err(Guard::WrongRole)
    }
}

/// A late record has no state to fit, but what was written down must be whole.
fn form_is_whole(name: StepName, attempt: &Attempt<'_>) -> bool {
    TABLE
        .iter()
        .filter(|row| row.step == name)
        .flat_map(|row| row.guards)
        .filter(|guard| guard.looks_at() == Looks::Form)
        .all(|guard| guard.holds(&Life::nowhere(), attempt))
}

/// A step that fits the state, and what still stands in its way for this person; what is asked for in its form does not.
#[must_use]
pub fn offers(
    life: &Life,
    dispute: &Dispute,
    member: MemberId,
    role: Role,
) -> Vec<(StepName, Option<Guard>)> {
    let form = StepForm::default();
    let offer = |row: &Transition| {
        let attempt = Attempt {
            step: row.step,
            form: &form,
            by: member,
            dispute: Some(dispute),
            role: Some(role),
        };
        if !row.by.contains(&role) {
            return Some(Guard::WrongRole);
        }
        row.guards
            .iter()
            // 免回访 is a reason in the form.
            .filter(|guard| guard.looks_at() != Looks::Form && **guard != Guard::ReturnVisitDone)
            .find(|guard| !guard.holds(life, &attempt))
            .copied()
    };
    TABLE
        .iter()
        .filter(|row| row.from.contains(&life.state))
        .map(|row| (row.step, offer(row)))
        .collect()
}
