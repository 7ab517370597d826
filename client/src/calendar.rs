//! Local days. All of China keeps one time, UTC+8, whatever the phone's settings say.

use chrono::{DateTime, Days, Duration, NaiveDate, NaiveTime, Utc};

const EAST_HOURS: i64 = 8;

/// The local day of a moment.
pub(crate) fn day_of(at: DateTime<Utc>) -> NaiveDate {
    (at + Duration::hours(EAST_HOURS)).date_naive()
}

/// The moment at which a local day begins.
pub(crate) fn start_of(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc() - Duration::hours(EAST_HOURS)
}

/// The moment at which it ends.
pub(crate) fn end_of(day: NaiveDate) -> DateTime<Utc> {
    start_of(day.checked_add_days(Days::new(1)).unwrap_or(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_sixteen_hours_utc() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        assert_eq!(start_of(day).to_rfc3339(), "2026-11-21T16:00:00+00:00");
        assert_eq!(day_of(start_of(day)), day);
        assert_eq!(day_of(end_of(day) - Duration::milliseconds(1)), day);
        assert_ne!(day_of(end_of(day)), day);
    }
}
