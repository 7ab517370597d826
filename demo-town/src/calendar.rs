//! The town's days in Beijing time (UTC+8): when things are written down, and how busy a day is.

use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc, Weekday};

/// The instant of a minute of a day, Beijing time.
pub(crate) fn at(day: NaiveDate, minute: i64, millisecond: i64) -> DateTime<Utc> {
    let midnight = day.and_time(chrono::NaiveTime::MIN).and_utc() - Duration::hours(8);
    midnight + Duration::minutes(minute) + Duration::milliseconds(millisecond)
}

/// The day `count` days before; far dates stay where the calendar ends.
pub(crate) fn days_before(day: NaiveDate, count: u64) -> NaiveDate {
    day.checked_sub_days(chrono::Days::new(count))
        .unwrap_or(NaiveDate::MIN)
}

/// How much is visited on a day, as a weight: Sundays little, the flood season and the time before the new year most.
pub(crate) fn busyness(day: NaiveDate) -> usize {
    let season = match day.month() {
        1 | 12 => 130,
        2 => 70,
        6..=8 => 125,
        9 | 10 => 90,
        _ => 100,
    };
    match day.weekday() {
        Weekday::Sun => season * 35 / 100,
        Weekday::Sat => season * 80 / 100,
        Weekday::Mon | Weekday::Tue | Weekday::Wed | Weekday::Thu | Weekday::Fri => season,
    }
}
