//! Times as people say them: 今天 14:05, 昨天, 7月3日. Only here do the screens turn UTC into local time.

use chrono::{DateTime, Datelike, Local, NaiveDate, NaiveDateTime, TimeZone, Timelike, Utc};

use super::{number, t, t_args};

/// The local day of a moment.
pub(crate) fn local_day(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&Local).date_naive()
}

/// A day as people say it, seen from `today`.
pub(crate) fn day(date: NaiveDate, today: NaiveDate) -> String {
    match date.signed_duration_since(today).num_days() {
        0 => t("day-today"),
        -1 => t("day-yesterday"),
        1 => t("day-tomorrow"),
        _ if date.year() == today.year() => t_args(
            "day-month",
            &[
                ("month", month(date)),
                ("day", u64::from(date.day()).into()),
            ],
        ),
        _ => t_args(
            "day-year",
            &[
                ("year", date.year().to_string().into()),
                ("month", month(date)),
                ("day", u64::from(date.day()).into()),
            ],
        ),
    }
}

fn month(date: NaiveDate) -> super::Value {
    t(&format!("month-{}", date.month())).into()
}

/// Month and day in figures, as under a column.
pub(crate) fn day_and_month(date: NaiveDate) -> String {
    format!("{}.{}", date.month(), date.day())
}

/// A day in as few characters as a narrow column has room for.
pub(crate) fn day_short(date: NaiveDate, today: NaiveDate) -> String {
    match date.signed_duration_since(today).num_days() {
        -1..=1 => day(date, today),
        _ => t_args("day-short", &[("day", u64::from(date.day()).into())]),
    }
}

/// A moment as people say it: the day and the time.
pub(crate) fn moment(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    format!("{} {}", day(local_day(at), local_day(now)), time(at))
}

/// The day of a moment as people say it.
pub(crate) fn day_of(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    day(local_day(at), local_day(now))
}

/// Hours and minutes.
pub(crate) fn time(at: DateTime<Utc>) -> String {
    let local = at.with_timezone(&Local);
    format!("{:02}:{:02}", local.hour(), local.minute())
}

/// How long something has lasted, in one unit.
pub(crate) fn duration_since(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let seconds = (now - at).num_seconds();
    if seconds < 60 {
        return t("duration-short");
    }
    duration(seconds)
}

/// A length of time in one unit: 45 秒, 5 分钟, 2 小时, 3 天.
pub(crate) fn duration(seconds: i64) -> String {
    let seconds = u64::try_from(seconds).unwrap_or(0);
    let (key, count) = match seconds {
        0..60 => ("duration-seconds", seconds),
        60..3600 => ("duration-minutes", seconds / 60),
        3600..86_400 => ("duration-hours", seconds / 3600),
        _ => ("duration-days", seconds / 86_400),
    };
    t_args(key, &[("count", count.into())])
}

/// Space in the unit that fits.
pub(crate) fn bytes(count: u64) -> String {
    match count {
        0..1_000_000 => format!("{} KB", number(count.div_ceil(1000))),
        1_000_000..1_000_000_000 => format!("{} MB", number(count / 1_000_000)),
        _ => format!(
            "{}.{} GB",
            number(count / 1_000_000_000),
            count % 1_000_000_000 / 100_000_000
        ),
    }
}

/// What a `datetime-local` field holds for a moment.
pub(crate) fn to_field(at: DateTime<Utc>) -> String {
    format!("{}T{}", local_day(at), time(at))
}

/// The moment that a `datetime-local` field holds; `None` while it is not whole.
pub(crate) fn from_field(text: &str) -> Option<DateTime<Utc>> {
    let (day, time) = text.split_once('T')?;
    let local = NaiveDateTime::new(day.parse().ok()?, time.parse().ok()?);
    let moment = Local.from_local_datetime(&local).earliest()?;
    Some(moment.with_timezone(&Utc))
}

/// The day that a `date` field holds; `None` while it is not whole.
pub(crate) fn day_from_field(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}
