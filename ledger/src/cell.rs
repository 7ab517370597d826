//! What stands in one cell, before it is known whether it goes into XLSX or CSV.

use std::borrow::Cow;

use chrono::NaiveDate;

/// The content of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell<'a> {
    Empty,
    Text(Cow<'a, str>),
    Number(u32),
    Day(NaiveDate),
}

impl<'a> Cell<'a> {
    pub(crate) fn text(text: &'a str) -> Self {
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(Cow::Borrowed(text))
        }
    }

    pub(crate) fn day(day: Option<NaiveDate>) -> Self {
        day.map_or(Self::Empty, Self::Day)
    }
}
