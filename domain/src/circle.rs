//! The circle of one file: who holds a case or a care file besides those in whose standing scope it lies. A department has what is
//! assigned to it; a sensitive dispute those who are on the case; a care file its team. The server keeps it as rows with from and to.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

use crate::care::{PersonFile, Span};
use crate::course::Progress;
use crate::dispute::{Level, Life, State};
use crate::forms;
use crate::ids::MemberId;
use crate::kind::Kind;
use crate::placing::Placing;
use crate::record::Record;
use crate::scope::DataClass;

/// A circle keeps a case for so long after its end, for the month's ledger and what comes back; the file stays with the office.
pub const DAYS_AFTER_END: i64 = 90;

/// Somebody of a circle.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holder {
    /// One member.
    Member(MemberId),
    /// Whoever works in the department's unit of this name, also who comes later.
    Unit(String),
    /// The village's cadres, also who comes later.
    Cadres,
}

impl std::fmt::Display for Holder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Member(member) => write!(f, "member/{}", member.0.simple()),
            Self::Unit(unit) => write!(f, "unit/{unit}"),
            Self::Cadres => f.write_str("cadres"),
        }
    }
}

/// The text names no holder.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a holder is written member/id, unit/name or cadres")]
pub struct BadHolder;

impl std::str::FromStr for Holder {
    type Err = BadHolder;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once('/') {
            Some(("member", id)) => Uuid::parse_str(id)
                .map(|id| Self::Member(MemberId(id)))
                .map_err(|_| BadHolder),
            Some(("unit", unit)) => Ok(Self::Unit(unit.to_owned())),
            None if text == "cadres" => Ok(Self::Cadres),
            Some(_) | None => Err(BadHolder),
        }
    }
}

/// Who holds a file, and for how long.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Circle {
    /// Who.
    pub holders: BTreeSet<Holder>,
    /// Not before this moment; none while it holds from now on.
    pub from: Option<DateTime<Utc>>,
    /// Not from this moment on; none while no end is known.
    pub until: Option<DateTime<Utc>>,
}

impl Circle {
    /// The circle of a file; nobody for a record that is no file of its own.
    #[must_use]
    pub fn of(record: &Record) -> Self {
        match &record.kind {
            Kind::PersonFile => of_person(record),
            Kind::Dispute => of_dispute(record),
            Kind::Matter | Kind::Task => of_item(record),
            Kind::Area
            | Kind::Member
            | Kind::Household
            | Kind::Resident
            | Kind::Visit
            | Kind::CheckIn
            | Kind::Notice
            | Kind::Other(_) => Self::default(),
        }
    }
}

/// A file that cannot be read, or is void, is nobody's.
fn of_person(record: &Record) -> Circle {
    let readable = PersonFile::from_fields(&record.fields).filter(|_| record.voided.is_none());
    readable.map_or_else(Circle::default, |file| {
        let span = Span::of(&file);
        let members = file.seats().into_iter().map(|seat| seat.member);
        Circle {
            holders: members.map(Holder::Member).collect(),
            from: Some(span.from),
            until: span.until,
        }
    })
}

/// Whoever answers for it. Of a sensitive one also who wrote it down or took part; and the village's cadres once it was given to them.
fn of_dispute(record: &Record) -> Circle {
    let life = Life::of(record);
    let mut holders: BTreeSet<Holder> = life.owner.map(Holder::Member).into_iter().collect();
    holders.extend(unit_holder(life.unit.as_deref()));
    if Placing::of(record).class == DataClass::SensitiveCase {
        holders.extend(hands_of(record).map(Holder::Member));
        if life.level == Level::Village {
            holders.insert(Holder::Cadres);
        }
    }
    Circle {
        holders,
        from: None,
        until: end((life.state == State::Closed)
            .then_some(life.closed_at)
            .flatten()),
    }
}

/// To whom it was given: who only began to do it has it by another right, or has it no longer.
fn of_item(record: &Record) -> Circle {
    let Some(course) = forms::of_record(record).and_then(|form| form.course) else {
        return Circle::default();
    };
    let progress = Progress::of(course, record);
    let named = progress.named.map(Holder::Member);
    let unit = unit_holder(progress.unit.as_deref());
    Circle {
        holders: named.into_iter().chain(unit).collect(),
        from: None,
        until: end(course.is_end(progress.state).then_some(progress.since)),
    }
}

fn unit_holder(unit: Option<&str>) -> Option<Holder> {
    let unit = unit.map(str::trim).filter(|unit| !unit.is_empty())?;
    Some(Holder::Unit(unit.to_owned()))
}

fn end(closed_at: Option<DateTime<Utc>>) -> Option<DateTime<Utc>> {
    closed_at.map(|at| at + Duration::days(DAYS_AFTER_END))
}

/// Everybody who wrote anything of this record.
fn hands_of(record: &Record) -> impl Iterator<Item = MemberId> {
    let edits = record.edited.values().map(|stamp| stamp.by);
    let steps = record.steps.iter().map(|taken| taken.stamp.by);
    let covered = record.contested.values().flatten();
    std::iter::once(record.made.by)
        .chain(edits)
        .chain(steps)
        .chain(covered.map(|saying| saying.stamp.by))
}

#[cfg(test)]
mod tests;
