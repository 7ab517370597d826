//! The stretches of days that an office files for: weeks, months, quarters, years.

use chrono::{Datelike as _, Days, Months, NaiveDate, Weekday};

/// A stretch of days that ledgers are filed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stretch {
    Week,
    LastWeek,
    Month,
    LastMonth,
    Quarter,
    Year,
    LastYear,
}

impl Stretch {
    pub(super) const EVERY: [Self; 7] = [
        Self::Week,
        Self::LastWeek,
        Self::Month,
        Self::LastMonth,
        Self::Quarter,
        Self::Year,
        Self::LastYear,
    ];

    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Week => "stretch-week",
            Self::LastWeek => "stretch-last-week",
            Self::Month => "stretch-month",
            Self::LastMonth => "stretch-last-month",
            Self::Quarter => "stretch-quarter",
            Self::Year => "stretch-year",
            Self::LastYear => "stretch-last-year",
        }
    }

    /// Its first and last day; what is not over yet ends today.
    pub(crate) fn days(self, today: NaiveDate) -> (NaiveDate, NaiveDate) {
        let first_of = |month: u32| {
            let day = NaiveDate::from_ymd_opt(today.year(), month, 1);
            day.unwrap_or(today)
        };
        let month = first_of(today.month());
        let year = first_of(1);
        let before = |day: NaiveDate| day.checked_sub_days(Days::new(1)).unwrap_or(day);
        let week = today.week(Weekday::Mon);
        match self {
            Self::Week => (week.first_day(), today),
            Self::LastWeek => {
                let last = before(week.first_day());
                (last.week(Weekday::Mon).first_day(), last)
            }
            Self::Month => (month, today),
            Self::LastMonth => {
                let first = month.checked_sub_months(Months::new(1)).unwrap_or(month);
                (first, before(month))
            }
            Self::Quarter => (first_of((today.month() - 1) / 3 * 3 + 1), today),
            Self::Year => (year, today),
            Self::LastYear => {
                let first = year.checked_sub_months(Months::new(12)).unwrap_or(year);
                (first, before(year))
            }
        }
    }
}
