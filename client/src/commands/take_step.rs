//! Taking a step of a matter or task: judged by its table, then one durable transaction.

use domain::change::Step;
use domain::course::{self, Actor, Refusal};
use domain::{Fields, Issue, Record, RecordId, form, forms};
use serde::{Deserialize, Serialize};

use super::Run;
use super::save_household::unless_blocked;
use crate::command::command;
use crate::context::Context;
use crate::error::Error;
use crate::steps;
use crate::store::records;

/// Takes a step. Answers why not when the table does not allow it; then nothing was saved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TakeStep {
    /// The record.
    pub id: RecordId,
    /// The step.
    pub step: String,
    /// What is recorded with it.
    pub fields: Fields,
}
command!(TakeStep -> Option<Refusal>);

impl Run for TakeStep {
    fn run(self, cx: &mut Context<'_>) -> Result<Option<Refusal>, Error> {
        let record = records::view(cx.db(), self.id)?
            .ok_or(Error::NotFound)?
            .record;
        match judged(cx, &record, self.step, &self.fields)? {
            Ok(step) => steps::take(cx, vec![(record, step)]).map(|()| None),
            Err(refusal) => Ok(Some(refusal)),
        }
    }
}

/// The step as it would be taken, or why it cannot be.
///
/// # Errors
/// [`Error::Invalid`] when what is recorded with it is not right.
pub(super) fn judged(
    cx: &Context<'_>,
    record: &Record,
    step: String,
    fields: &Fields,
) -> Result<Result<Step, Refusal>, Error> {
    let form = forms::of_record(record).ok_or(Error::NotFound)?;
    let (Some(course), None) = (form.course, &record.voided) else {
        return Err(Error::NotFound);
    };
    let row = course.row_of(&step).ok_or(Error::NotFound)?;
    let fields = form::tidied_of(row.asks, fields);
    let issues = form::issues_of(row.asks, &fields, cx.today());
    unless_blocked(issues.into_iter().filter(Issue::blocks).collect())?;
    let step = Step { name: step, fields };
    let actor = Actor {
        member: cx.profile.member,
        role: cx.role(),
        base: steps::base(cx, record)?,
    };
    Ok(course::judge(course, record, &step, &actor, cx.today()).map(|()| step))
}
