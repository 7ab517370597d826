//! What the pictures of disputes ask: each number with the filter of the records behind it.

use chrono::{Datelike as _, Days, Months, NaiveDate};
use client::commands::areas::AreaRow;
use client::commands::{CauseCount, DisputeFilter};
use domain::AreaCode;
use domain::dispute::{Category, Level};

use super::choice::Period;
use super::pictures::Count;
use super::stretch::Stretch;
use crate::text::code::Coded as _;
use crate::text::{t_args, when};

/// Months of the picture.
const MONTHS: u32 = 12;
/// Weeks of the picture.
const WEEKS: u64 = 12;
/// 未销号 by days since it happened: from and until, the last without an end.
const AGES: [(u64, Option<u64>); 4] = [(0, Some(7)), (8, Some(30)), (31, Some(90)), (91, None)];

pub(super) type Named = (String, DisputeFilter);

fn between(from: NaiveDate, to: NaiveDate) -> DisputeFilter {
    DisputeFilter {
        from: Some(from),
        to: Some(to),
        ..DisputeFilter::default()
    }
}

/// The months that end with this one.
fn months(today: NaiveDate) -> Vec<(u32, DisputeFilter)> {
    let first = today.with_day(1).unwrap_or(today);
    let months = (0..MONTHS).rev();
    let month = months.filter_map(|back| first.checked_sub_months(Months::new(back)));
    month
        .map(|from| {
            let next = from.checked_add_months(Months::new(1));
            let last = next.and_then(|next| next.pred_opt()).unwrap_or(from);
            (from.month(), between(from, last.min(today)))
        })
        .collect()
}

pub(super) fn by_month(today: NaiveDate) -> Vec<Named> {
    let words = |month: u32| t_args("board-month", &[("month", month.into())]);
    let months = months(today).into_iter();
    months
        .map(|(month, filter)| (words(month), filter))
        .collect()
}

/// The weeks, Monday to Sunday, that end with this one.
pub(super) fn by_week(today: NaiveDate) -> Vec<Named> {
    let monday = Period::Week.days(today).0.unwrap_or(today);
    let weeks = (0..WEEKS).rev();
    let week = weeks.filter_map(|back| monday.checked_sub_days(Days::new(back * 7)));
    week.map(|from| {
        let last = from.checked_add_days(Days::new(6)).unwrap_or(from);
        (when::day_and_month(from), between(from, last.min(today)))
    })
    .collect()
}

/// The commonest causes of this year, counted already.
pub(super) fn by_cause(
    today: NaiveDate,
    area: Option<&AreaCode>,
    causes: Vec<CauseCount>,
) -> Vec<Count<DisputeFilter>> {
    let count = |found: CauseCount| Count {
        filter: DisputeFilter {
            area: area.cloned(),
            cause: Some(found.cause.clone()),
            ..this_year(today)
        },
        words: found.cause,
        count: found.count,
    };
    causes.into_iter().map(count).collect()
}

/// The same questions inside one village.
pub(super) fn inside(area: Option<&AreaCode>, mut named: Vec<Named>) -> Vec<Named> {
    for (_, filter) in &mut named {
        filter.area = filter.area.take().or_else(|| area.cloned());
    }
    named
}

/// From the first of January to today.
fn this_year(today: NaiveDate) -> DisputeFilter {
    let (from, to) = Stretch::Year.days(today);
    between(from, to)
}

pub(super) fn by_category(today: NaiveDate) -> Vec<Named> {
    let named = |category: &Category| {
        let filter = DisputeFilter {
            category: Some(*category),
            ..this_year(today)
        };
        (category.words(), filter)
    };
    Category::ALL.iter().map(named).collect()
}

pub(super) fn by_village(today: NaiveDate, villages: &[AreaRow]) -> Vec<Named> {
    let named = |village: &AreaRow| {
        let filter = DisputeFilter {
            area: Some(village.code.clone()),
            ..this_year(today)
        };
        (village.name.clone(), filter)
    };
    villages.iter().map(named).collect()
}

pub(super) fn by_level(today: NaiveDate) -> Vec<Named> {
    let named = |level: &Level| {
        let filter = DisputeFilter {
            settled_at: Some(*level),
            ..this_year(today)
        };
        (level.words(), filter)
    };
    Level::ALL.iter().map(named).collect()
}

pub(super) fn by_age(today: NaiveDate) -> Vec<Named> {
    AGES.into_iter()
        .map(|(least, most)| {
            let words = match most {
                Some(most) => t_args("board-days", &[("from", least.into()), ("to", most.into())]),
                None => t_args("board-days-over", &[("days", (least - 1).into())]),
            };
            (words, aged(today, least, most))
        })
        .collect()
}

/// What is not struck off and happened so many days ago.
fn aged(today: NaiveDate, least: u64, most: Option<u64>) -> DisputeFilter {
    let before = |days: u64| today.checked_sub_days(Days::new(days));
    DisputeFilter {
        from: most.and_then(before),
        to: before(least),
        is_open: true,
        ..DisputeFilter::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ages_leave_no_day_out_and_count_none_twice() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 26).unwrap();
        let ages = AGES.map(|(least, most)| aged(today, least, most));
        for days in 0..400 {
            let day = today.checked_sub_days(Days::new(days)).unwrap();
            let holds = |filter: &DisputeFilter| {
                filter.from.is_none_or(|from| from <= day) && filter.to.is_none_or(|to| day <= to)
            };
            let hits = ages.iter().filter(|filter| holds(filter)).count();
            assert_eq!(hits, 1, "{days} days");
        }
    }

    #[test]
    fn twelve_months_end_with_this_one() {
        let today = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
        let months = months(today);
        assert_eq!(months.len(), 12);
        let (first, last) = (&months[0].1, &months[11].1);
        assert_eq!(first.from, NaiveDate::from_ymd_opt(2025, 4, 1));
        assert_eq!(last.to, Some(today));
    }
}
