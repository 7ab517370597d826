//! With which days a period is compared.

use chrono::{Datelike as _, Days, Months, NaiveDate, Weekday};

/// Month of the last day of a stretch that begins on the first of a month: a month, a quarter, a year; or a part of it, up to today.
const STRETCHES: [u32; 3] = [1, 3, 12];

/// The period before: the week, month, quarter or year before, up to the same day; else as many days before.
pub(super) fn before((from, to): (NaiveDate, NaiveDate)) -> (NaiveDate, NaiveDate) {
    if from.weekday() == Weekday::Mon && (to - from).num_days() < 7 {
        return (back_days(from, 7), back_days(to, 7));
    }
    let months =
        (to.year() - from.year()) * 12 + to.month().cast_signed() - from.month().cast_signed() + 1;
    let begins = |length: u32| from.day() == 1 && from.month0().is_multiple_of(length);
    let stretch = STRETCHES
        .into_iter()
        .find(|length| begins(*length) && months <= length.cast_signed());
    match stretch {
        Some(length) => (back_months(from, length), same_end((from, to), length)),
        None => {
            let days = (to - from).num_days().unsigned_abs() + 1;
            (back_days(from, days), back_days(to, days))
        }
    }
}

/// The same days a year ago.
pub(super) fn year_before((from, to): (NaiveDate, NaiveDate)) -> (NaiveDate, NaiveDate) {
    (back_months(from, 12), same_end((from, to), 12))
}

/// The last day, moved back; the last day of a month stays one when the first day is a first.
fn same_end((from, to): (NaiveDate, NaiveDate), months: u32) -> NaiveDate {
    let is_whole = from.day() == 1 && to.succ_opt().is_some_and(|next| next.day() == 1);
    if !is_whole {
        return back_months(to, months);
    }
    let next = to.succ_opt().unwrap_or(to);
    back_days(back_months(next, months), 1)
}

fn back_days(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
}

fn back_months(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_sub_months(Months::new(months)).unwrap_or(day)
}
