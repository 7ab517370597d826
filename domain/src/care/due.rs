//! When somebody should look in again.

use chrono::{Days, NaiveDate};

use super::{CheckIn, PersonFile, Rules};
use crate::dispute::limits::local_day;

/// 下次走访日: the last check-in at which somebody was met, or else the first day of the label, and the rhythm after it. An attempt that
/// met nobody moves nothing. `None` when that day lies behind the end of the label.
#[must_use]
pub fn next_on<'a>(
    file: &PersonFile,
    check_ins: impl IntoIterator<Item = &'a CheckIn>,
    rules: &Rules,
) -> Option<NaiveDate> {
    let met = check_ins.into_iter().filter(|check| check.met_someone());
    let last = met.map(|check| local_day(check.happened_at)).max();
    let next = match last {
        Some(day) => day.checked_add_days(Days::new(u64::from(every_days(file, rules))))?,
        None => file.starts_on,
    };
    let within = file.ends_on.is_none_or(|end| next <= end);
    within.then_some(next)
}

/// 每几天走访一次: the person's own rhythm, or the level's.
#[must_use]
pub fn every_days(file: &PersonFile, rules: &Rules) -> u16 {
    file.visit_days
        .filter(|days| *days > 0)
        .unwrap_or_else(|| rules.days_of(file.care_level))
}
