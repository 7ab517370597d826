//! What the office has chosen to look at. It outlives the screens, so that going away and coming back changes nothing.

use chrono::{Datelike as _, Days, NaiveDate};
use client::commands::VisitFilter;
use dioxus::prelude::*;
use domain::RecordId;

/// The choice, shared by the desk's screens.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct DeskChoice {
    /// Which visits.
    pub(crate) filter: Signal<VisitFilter>,
    /// The row that the keyboard stands on.
    pub(crate) selected: Signal<Option<RecordId>>,
    /// The visit shown beside the table.
    pub(crate) open: Signal<Option<RecordId>>,
}

/// Nothing restricted, nothing open.
pub(crate) fn use_desk_choice_provider() {
    let choice = DeskChoice {
        filter: use_signal(VisitFilter::default),
        selected: use_signal(|| None),
        open: use_signal(|| None),
    };
    use_context_provider(|| choice);
    super::use_dispute_choice_provider();
    super::use_item_choice_provider();
    super::use_ledger_choice_provider();
    super::use_people_choice_provider();
    super::use_import_work_provider();
    super::use_county_work_provider();
    super::use_review_choice_provider();
    super::use_leave_provider();
}

/// The choice that the root provides.
pub(crate) fn use_desk_choice() -> DeskChoice {
    use_context::<DeskChoice>()
}

/// A stretch of days that ends today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Period {
    Today,
    Week,
    Month,
    Always,
}

impl Period {
    pub(crate) const EVERY: [Self; 4] = [Self::Today, Self::Week, Self::Month, Self::Always];

    /// Its message.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Today => "day-today",
            Self::Week => "period-week",
            Self::Month => "period-month",
            Self::Always => "span-all",
        }
    }

    /// Its first and last day. A week begins on Monday.
    pub(crate) fn days(self, today: NaiveDate) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let first = match self {
            Self::Today => Some(today),
            Self::Week => {
                today.checked_sub_days(Days::new(today.weekday().num_days_from_monday().into()))
            }
            Self::Month => today.with_day(1),
            Self::Always => return (None, None),
        };
        (first, Some(today))
    }

    /// The period of a filter, when it is one of these.
    pub(crate) fn of(filter: &VisitFilter, today: NaiveDate) -> Option<Self> {
        Self::EVERY
            .into_iter()
            .find(|period| period.days(today) == (filter.from, filter.to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_begins_on_monday_and_a_month_on_its_first() {
        let sunday = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let monday = NaiveDate::from_ymd_opt(2026, 11, 16).unwrap();
        assert_eq!(Period::Week.days(sunday), (Some(monday), Some(sunday)));
        assert_eq!(
            Period::Month.days(sunday).0,
            NaiveDate::from_ymd_opt(2026, 11, 1)
        );
        assert_eq!(
            Period::of(&VisitFilter::default(), sunday),
            Some(Period::Always)
        );
    }
}
