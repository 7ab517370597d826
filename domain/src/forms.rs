//! Every form that is data, by its name. One file each: its code lists, its questions, its course.

pub mod errand;
pub mod hazard;
pub mod lecture;
pub mod meeting;
pub mod notice;
pub mod opinion;
mod shared;
pub mod task;

pub use shared::{SATISFIED, UNITS};

use crate::change::Fields;
use crate::form::{FORM, Form};
use crate::kind::Kind;
use crate::record::Record;

/// All of them, in the order of the first screen.
pub const ALL: &[&Form] = &[
    &hazard::FORM,
    &opinion::FORM,
    &errand::FORM,
    &lecture::FORM,
    &task::FORM,
    &notice::FORM,
    &meeting::FORM,
];

/// The form of this name; none for one of a newer version.
#[must_use]
pub fn named(name: &str) -> Option<&'static Form> {
    ALL.iter().copied().find(|form| form.name == name)
}

/// The form with which a record of this kind was filled in; none for other kinds and for forms of a newer version.
#[must_use]
pub fn of(kind: &Kind, fields: &Fields) -> Option<&'static Form> {
    named(fields.text(FORM)?).filter(|form| form.kind == *kind)
}

/// The form of a record.
#[must_use]
pub fn of_record(record: &Record) -> Option<&'static Form> {
    of(&record.kind, &record.fields)
}

#[cfg(test)]
mod tests;
