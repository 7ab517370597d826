//! Where a record of a course stands: its steps read through the table, in the server's order. A step that does not fit stays in the
//! record and is told apart, never hidden.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;

use super::{Course, DEADLINE, OWNER, REASON, Row, Standing, To, UNIT, Where, Whose};
use crate::change::{Fields, Seq};
use crate::ids::MemberId;
use crate::record::{Record, Stamp, StepTaken};

/// Where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    /// The state.
    pub state: &'static str,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Who is to do it.
    pub owner: Option<MemberId>,
    /// Whom somebody named to do it; not who only began to.
    pub named: Option<MemberId>,
    /// The unit that is to do it.
    pub unit: Option<String>,
    /// By when; as it was set last.
    pub deadline: Option<NaiveDate>,
    /// Why it was sent back; until something is done.
    pub returned: Option<String>,
    /// What was recorded last under each name, in the steps that count.
    pub answers: Fields,
    /// The last step that counts, and when it was taken.
    pub last: Option<(&'static str, DateTime<Utc>)>,
    /// What became of each step, in the record's order.
    pub standings: Vec<Standing>,
    handlers: BTreeSet<MemberId>,
}

impl Progress {
    /// Where the record stands.
    #[must_use]
    pub fn of(course: &Course, record: &Record) -> Self {
        let mut progress = Self::begun(course, record);
        for (place, taken) in record.steps.iter().enumerate() {
            let before = record.steps.get(..place).unwrap_or_default();
            let fits_what_was_seen = || {
                let seen = Self::seen(course, record, before, taken.stamp.by, taken.seen);
                seen.fits(course, taken).is_some()
            };
            let standing = match (
                course.row_of(&taken.step.name),
                progress.fits(course, taken),
            ) {
                (_, Some(row)) => {
                    progress.apply(row, taken);
                    Standing::Counted
                }
                (Some(row), None) if is_late(course, row, progress.state) => Standing::Late,
                (Some(_), None) if fits_what_was_seen() => Standing::Late,
                _ => Standing::Beside,
            };
            progress.standings.push(standing);
        }
        progress
    }

    /// Where it stood for somebody who had seen the order up to `base` and everything of the own hand.
    #[must_use]
    pub fn seen_by(course: &Course, record: &Record, by: MemberId, base: Option<Seq>) -> Self {
        Self::seen(course, record, &record.steps, by, base)
    }

    fn seen(
        course: &Course,
        record: &Record,
        steps: &[StepTaken],
        by: MemberId,
        base: Option<Seq>,
    ) -> Self {
        let base = base.unwrap_or_default();
        let has_seen = |stamp: Stamp| stamp.by == by || stamp.seq.is_some_and(|seq| seq <= base);
        let mut progress = Self::begun(course, record);
        for taken in steps.iter().filter(|taken| has_seen(taken.stamp)) {
            if let Some(row) = progress.fits(course, taken) {
                progress.apply(row, taken);
            }
        }
        progress
    }

    fn begun(course: &Course, record: &Record) -> Self {
        Self {
            state: (course.begins)(&record.fields),
            since: record.made.at,
            owner: member(&record.fields),
            named: member(&record.fields),
            unit: text(&record.fields, UNIT),
            deadline: day(&record.fields),
            returned: None,
            answers: Fields::default(),
            last: None,
            standings: Vec::new(),
            handlers: BTreeSet::new(),
        }
    }

    /// The row by which a step counts here. What is recorded with it was asked for when it was taken, not when history is read again.
    fn fits(&self, course: &Course, taken: &StepTaken) -> Option<&'static Row> {
        let row = course.row_at(&taken.step.name, self.state)?;
        (row.whose != Whose::SecondPersons || !self.is_handler(taken.stamp.by)).then_some(row)
    }

    fn apply(&mut self, row: &'static Row, taken: &StepTaken) {
        let fields = &taken.step.fields;
        if let Some(to) = leads_to(row, fields) {
            if to != self.state {
                (self.state, self.since) = (to, taken.stamp.at);
            }
            // Sending back is a step to where somebody has to do it again, with a reason.
            self.returned = text(fields, REASON).filter(|_| row.step == "return");
        }
        if let Some(unit) = text(fields, UNIT) {
            if self.unit.as_ref() != Some(&unit) {
                // Given to others: whoever had it before does not answer for it any more.
                (self.owner, self.named) = (None, None);
            }
            self.unit = Some(unit);
        }
        self.named = member(fields).or(self.named);
        self.owner = member(fields).or(self.owner);
        self.deadline = day(fields).or(self.deadline);
        if row.handles {
            self.handlers.insert(taken.stamp.by);
            self.owner.get_or_insert(taken.stamp.by);
        }
        for (name, value) in &fields.0 {
            self.answers.0.insert(name.clone(), value.clone());
        }
        self.last = Some((row.step, taken.stamp.at));
    }

    /// Did this member handle it?
    #[must_use]
    pub fn is_handler(&self, member: MemberId) -> bool {
        self.handlers.contains(&member)
    }
}

/// What was done stays worth writing down after the end.
fn is_late(course: &Course, row: &Row, state: &str) -> bool {
    course.is_end(state) && row.at == Where::Anywhere
}

fn leads_to(row: &Row, fields: &Fields) -> Option<&'static str> {
    match row.to {
        To::State(state) => Some(state),
        To::Same => None,
        To::Answer(field, states) => {
            let code = fields.text(field)?;
            let found = states.iter().find(|(known, _)| *known == code);
            found.map(|(_, state)| *state)
        }
    }
}

fn text(fields: &Fields, name: &str) -> Option<String> {
    let text = fields.text(name).filter(|text| !text.is_empty())?;
    Some(text.to_owned())
}

fn member(fields: &Fields) -> Option<MemberId> {
    fields.text(OWNER)?.parse().ok()
}

fn day(fields: &Fields) -> Option<NaiveDate> {
    fields
        .get(DEADLINE)
        .and_then(Value::as_str)
        .and_then(|text| text.parse().ok())
}
