//! Time limits: data of the county's profile, never constants of the code. The town's area record carries them in the field
//! `dispute_limits`; what it does not say is as proposed here.

use chrono::{DateTime, Datelike, Days, Duration, NaiveDate, Utc, Weekday};
use serde::{Deserialize, Serialize};

use super::codes::Level;
use crate::change::Fields;

/// The limits of a county's profile. Every value can be set; the values here are the proposals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// 网格: working days (四级七天: 1).
    pub grid_days: u32,
    /// 村: working days (四级七天: 2).
    pub village_days: u32,
    /// 镇司法所: working days (四级七天: 2).
    pub station_days: u32,
    /// 镇综治中心: working days (四级七天: 2).
    pub town_days: u32,
    /// 人民调解: calendar days in which it should come to an end; longer with the parties' consent.
    pub mediation_days: u32,
    /// 司法确认: calendar days after the agreement took effect.
    pub confirmation_days: u32,
    /// 回访: calendar days after the agreement.
    pub return_visit_days: u32,
    /// Weekdays on which nobody works.
    pub holidays: Vec<NaiveDate>,
    /// 调休: Saturdays and Sundays on which people work.
    pub workdays: Vec<NaiveDate>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            grid_days: 1,
            village_days: 2,
            station_days: 2,
            town_days: 2,
            mediation_days: 30,
            confirmation_days: 30,
            return_visit_days: 15,
            holidays: Vec::new(),
            workdays: Vec::new(),
        }
    }
}

/// The field of the town's area record that holds the limits.
pub const FIELD: &str = "dispute_limits";
/// A limit longer than this is a slip of the pen.
const MOST_DAYS: u32 = 3_660;

/// The local day of a moment: all of China keeps one time, UTC+8.
#[must_use]
pub fn local_day(at: DateTime<Utc>) -> NaiveDate {
    at.checked_add_signed(Duration::hours(8))
        .unwrap_or(at)
        .date_naive()
}

impl Limits {
    /// The limits that the fields of the town's area record give.
    #[must_use]
    pub fn of_town(fields: &Fields) -> Self {
        fields
            .get(FIELD)
            .and_then(|value| Self::deserialize(value).ok())
            .unwrap_or_default()
    }

    /// The working days that a level has; the county's are its own affair.
    #[must_use]
    pub fn days_of(&self, level: Level) -> Option<u32> {
        match level {
            Level::Grid => Some(self.grid_days),
            Level::Village => Some(self.village_days),
            Level::Town => Some(self.town_days),
            Level::County | Level::Unknown => None,
        }
    }

    /// Do people work on this day?
    #[must_use]
    pub fn is_workday(&self, day: NaiveDate) -> bool {
        let is_weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        if is_weekend {
            self.workdays.contains(&day)
        } else {
            !self.holidays.contains(&day)
        }
    }

    /// The last day of a limit of so many working days that begins the day after `from`.
    #[must_use]
    pub fn after_workdays(&self, from: NaiveDate, days: u32) -> NaiveDate {
        let mut day = from;
        let mut left = days.min(MOST_DAYS);
        // Ends even where a profile declares every day a holiday.
        for _ in 0..u64::from(MOST_DAYS) * 7 {
            if left == 0 {
                break;
            }
            day = after(day, 1);
            if self.is_workday(day) {
                left -= 1;
            }
        }
        day
    }

    /// The working days from one day to a later one; 0 when it is not later.
    #[must_use]
    pub fn workdays_between(&self, from: NaiveDate, to: NaiveDate) -> u32 {
        let mut day = from;
        let mut count = 0;
        while day < to && count < MOST_DAYS {
            day = after(day, 1);
            count += u32::from(self.is_workday(day));
        }
        count
    }
}

/// The day so many calendar days later.
#[must_use]
pub fn after(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_add_days(Days::new(u64::from(days)))
        .unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_limit_counts_working_days_with_holidays_and_moved_weekends() {
        let limits = Limits {
            holidays: vec![day("2026-10-01"), day("2026-10-02")],
            workdays: vec![day("2026-10-10")],
            ..Limits::default()
        };
        let cases = [
            // A Friday: Monday and Tuesday.
            ("2026-11-20", 2, "2026-11-24"),
            ("2026-11-23", 1, "2026-11-24"),
            ("2026-11-23", 0, "2026-11-23"),
            // Over the holiday: Monday the 5th.
            ("2026-09-30", 1, "2026-10-05"),
            // A Saturday that was made a working day.
            ("2026-10-09", 1, "2026-10-10"),
        ];
        for (from, days, last) in cases {
            assert_eq!(
                limits.after_workdays(day(from), days),
                day(last),
                "{from} + {days}"
            );
        }
        assert_eq!(
            limits.workdays_between(day("2026-11-20"), day("2026-11-24")),
            2
        );
        assert_eq!(
            limits.workdays_between(day("2026-11-24"), day("2026-11-20")),
            0
        );
    }

    #[test]
    fn a_profile_says_only_what_is_different() {
        let fields = Fields::of(&json!({"name": "清水镇", FIELD: {"village_days": 5}}));
        let limits = Limits::of_town(&fields);
        assert_eq!((limits.village_days, limits.grid_days), (5, 1));
        assert_eq!(Limits::of_town(&Fields::default()), Limits::default());
        assert_eq!(Limits::default().days_of(Level::County), None);
    }

    #[test]
    fn a_profile_of_holidays_only_still_ends() {
        let limits = Limits {
            holidays: (0..30_000).map(|n| after(day("2026-01-01"), n)).collect(),
            ..Limits::default()
        };
        assert!(limits.after_workdays(day("2026-01-01"), 1) > day("2026-01-01"));
    }
}
