//! May this person take this step now? Asked by the screens before offering it, by the phone before saving it and by the server
//! before accepting it, with the same answer.

use chrono::NaiveDate;

use super::{Course, Progress, Refusal, Row, Where, Whose};
use crate::change::{Seq, Step};
use crate::form::issues_of;
use crate::ids::MemberId;
use crate::issue::Issue;
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
/// had seen; what only the office decides must fit what is. A step that this build does not know is for a newer one to judge.
///
/// # Errors
/// The refusal whose sentence says why not.
pub fn judge(
    course: &Course,
    record: &Record,
    step: &Step,
    actor: &Actor,
    today: NaiveDate,
) -> Result<(), Refusal> {
    let Some(any) = course.row_of(&step.name) else {
        return Ok(());
    };
    let has_role = |row: &&Row| row.step == step.name && row.by.contains(&actor.role);
    if !course.rows.iter().any(|row| has_role(&row)) {
        return Err(Refusal::WrongRole);
    }
    if issues_of(any.asks, &step.fields, today)
        .iter()
        .any(Issue::blocks)
    {
        return Err(Refusal::Incomplete);
    }
    let now = Progress::of(course, record);
    let Err(refusal) = permits(course, &now, &step.name, actor) else {
        return Ok(());
    };
    if course.is_end(now.state) && any.at == Where::Anywhere {
        return Ok(());
    }
    let seen = Progress::seen_by(course, record, actor.member, actor.base);
    match permits(course, &seen, &step.name, actor) {
        Ok(row) if row.at == Where::Anywhere => Ok(()),
        _ => Err(refusal),
    }
}

fn permits(
    course: &Course,
    progress: &Progress,
    step: &str,
    actor: &Actor,
) -> Result<&'static Row, Refusal> {
    let row = course
        .row_at(step, progress.state)
        .ok_or(Refusal::WrongState)?;
    match stands_in_the_way(row, progress, actor.member, actor.role) {
        None => Ok(row),
        Some(refusal) => Err(refusal),
    }
}

fn stands_in_the_way(
    row: &Row,
    progress: &Progress,
    member: MemberId,
    role: Role,
) -> Option<Refusal> {
    if !row.by.contains(&role) {
        return Some(Refusal::WrongRole);
    }
    match row.whose {
        Whose::Anybodys => None,
        Whose::SecondPersons => progress.is_handler(member).then_some(Refusal::SecondPerson),
        Whose::Owners => {
            let is_others = progress.owner.is_some_and(|owner| owner != member);
            (is_others && role != Role::Supervisor).then_some(Refusal::NotYours)
        }
    }
}

/// The steps of this state, and what still stands in the way of each for this person.
#[must_use]
pub fn offers(
    course: &Course,
    progress: &Progress,
    member: MemberId,
    role: Role,
) -> Vec<(&'static Row, Option<Refusal>)> {
    course
        .rows
        .iter()
        .filter(|row| row.from.contains(&progress.state))
        .map(|row| (row, stands_in_the_way(row, progress, member, role)))
        .collect()
}
