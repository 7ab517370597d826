//! A record as its row needs it: the facts about it, and its fields read once into their type.

use domain::dispute::Life;
use domain::province::{self, ProvinceState};
use domain::remark;
use domain::{
    Area, AreaCode, Dispute, Household, Kind, Member, MemberId, Record, RecordId, Resident, Visit,
};

/// The record was declared void.
pub(crate) const VOIDED: i64 = 1;
/// Two people wrote the same field.
pub(crate) const CONTESTED: i64 = 2;
/// It changed after it was made.
pub(crate) const EDITED: i64 = 4;
/// 退改: something waits for who recorded it.
pub(crate) const RETURNED: i64 = 8;
/// 退改: a correction waits for the office.
pub(crate) const ANSWERED: i64 = 16;

/// What is known of a record without its fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Facts {
    pub(crate) id: RecordId,
    pub(crate) kind: Kind,
    pub(crate) area: AreaCode,
    pub(crate) author: MemberId,
    /// Milliseconds.
    pub(crate) made_at: i64,
    pub(crate) flags: i64,
}

impl Facts {
    pub(crate) fn of(record: &Record) -> Self {
        let (is_returned, is_answered) = remark::waits(record);
        Self {
            id: record.id,
            kind: record.kind.clone(),
            area: record.area.clone(),
            author: record.made.by,
            made_at: record.made.at.timestamp_millis(),
            flags: flags(
                record.voided.is_some(),
                !record.contested.is_empty(),
                record.is_edited(),
            ) | flag(is_returned, RETURNED)
                | flag(is_answered, ANSWERED),
        }
    }

    pub(crate) fn is_voided(&self) -> bool {
        self.flags & VOIDED != 0
    }
}

/// The column `flags` of a record without steps.
pub(super) fn flags(is_voided: bool, is_contested: bool, is_edited: bool) -> i64 {
    flag(is_voided, VOIDED) | flag(is_contested, CONTESTED) | flag(is_edited, EDITED)
}

fn flag(is_set: bool, value: i64) -> i64 {
    if is_set { value } else { 0 }
}

/// The fields of a record in their type.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Content {
    Household(Household),
    Resident(Resident),
    Visit(Visit),
    Dispute(Box<(Dispute, Life, ProvinceState)>),
    Area {
        name: String,
        /// It carries the town's time limits.
        sets_limits: bool,
        /// It carries the rules of visits and matters.
        sets_rules: bool,
        /// It carries the rules of care.
        sets_care: bool,
    },
    Member(Member),
    /// A matter, task or notice: its form is data, so the whole record is looked at.
    Item(Box<Record>),
    /// A care file or check-in: all of it goes under its seal.
    Care(Box<Record>),
    /// A kind without columns of its own, or fields that this build cannot read.
    Opaque,
}

impl Content {
    pub(crate) fn of(record: &Record) -> Self {
        let fields = &record.fields;
        let read = match record.kind {
            Kind::Household => Household::from_fields(fields).map(Self::Household),
            Kind::Resident => Resident::from_fields(fields).map(Self::Resident),
            Kind::Visit => Visit::from_fields(fields).map(Self::Visit),
            Kind::Dispute => Dispute::from_fields(fields).map(|dispute| {
                let known = (dispute, Life::of(record), province::state_of(record));
                Self::Dispute(Box::new(known))
            }),
            Kind::Area => Some(Self::Area {
                name: Area::from_fields(fields).map_or_else(String::new, |area| area.name),
                sets_limits: fields.get(domain::dispute::limits::FIELD).is_some(),
                sets_rules: fields.get(domain::rules::FIELD).is_some(),
                sets_care: fields.get(domain::care::rules::FIELD).is_some(),
            }),
            Kind::Member => Member::from_fields(fields).map(Self::Member),
            Kind::Matter | Kind::Task | Kind::Notice => Some(Self::Item(Box::new(record.clone()))),
            Kind::PersonFile | Kind::CheckIn => Some(Self::Care(Box::new(record.clone()))),
            Kind::Other(_) => None,
        };
        read.unwrap_or(Self::Opaque)
    }
}
