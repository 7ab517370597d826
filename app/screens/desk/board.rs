//! 纠纷 in pictures: by month, by category, by village, and how long what is open has been open. What each counts is said beside it; the
//! report's own figures stand in the ledger 矛盾纠纷月报.

use chrono::{Datelike as _, Days, Months, NaiveDate};
use client::commands::areas::{AreaRow, ListLevel};
use client::commands::{CountDisputes, DisputeFilter, ListAreas};
use dioxus::prelude::*;
use domain::dispute::{Category, Level};

use super::disputes::Choice;
use super::pictures::{Bars, Columns, Count, counted};
use crate::app_state::use_app_state;
use crate::query::use_query;
use crate::routes::Route;
use crate::text::code::Coded as _;
use crate::text::{t, t_args};

/// Months of the picture.
const MONTHS: u32 = 12;
/// 未销号 by days since it happened: from and until, the last without an end.
const AGES: [(u64, Option<u64>); 4] = [(0, Some(7)), (8, Some(30)), (31, Some(90)), (91, None)];

type Named = (String, DisputeFilter);

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

fn by_month(today: NaiveDate) -> Vec<Named> {
    let words = |month: u32| t_args("board-month", &[("month", month.into())]);
    let months = months(today).into_iter();
    months
        .map(|(month, filter)| (words(month), filter))
        .collect()
}

fn this_year(today: NaiveDate) -> DisputeFilter {
    let first = NaiveDate::from_ymd_opt(today.year(), 1, 1).unwrap_or(today);
    between(first, today)
}

fn by_category(today: NaiveDate) -> Vec<Named> {
    let named = |category: &Category| {
        let filter = DisputeFilter {
            category: Some(*category),
            ..this_year(today)
        };
        (category.words(), filter)
    };
    Category::ALL.iter().map(named).collect()
}

fn by_village(today: NaiveDate, villages: &[AreaRow]) -> Vec<Named> {
    let named = |village: &AreaRow| {
        let filter = DisputeFilter {
            area: Some(village.code.clone()),
            ..this_year(today)
        };
        (village.name.clone(), filter)
    };
    villages.iter().map(named).collect()
}

fn by_level(today: NaiveDate) -> Vec<Named> {
    let named = |level: &Level| {
        let filter = DisputeFilter {
            settled_at: Some(*level),
            ..this_year(today)
        };
        (level.words(), filter)
    };
    Level::ALL.iter().map(named).collect()
}

fn by_age(today: NaiveDate) -> Vec<Named> {
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

/// The pictures; tells once they are counted.
#[component]
pub(crate) fn DisputeBoard(oncounted: EventHandler<()>) -> Element {
    let villages = use_query(ListAreas {
        level: ListLevel::Village,
        inside: None,
    });
    // Asked once, with the villages.
    let Some(villages) = villages.reply() else {
        return rsx! {};
    };
    rsx! {
        Counted { villages, oncounted }
    }
}

#[component]
fn Counted(villages: Vec<AreaRow>, oncounted: EventHandler<()>) -> Element {
    let today = use_app_state().today();
    let mut choice = use_context::<Choice>();
    let groups = [
        by_month(today),
        by_category(today),
        by_level(today),
        by_age(today),
        by_village(today, &villages),
    ];
    // One question for all of them.
    let filters = groups.iter().flatten().map(|(_, filter)| filter.clone());
    let answer = use_query(CountDisputes {
        filters: filters.collect(),
    });
    let is_counted = answer.reply().is_some() || answer.failure().is_some();
    use_effect(use_reactive((&is_counted,), move |(is_counted,)| {
        if is_counted {
            oncounted.call(());
        }
    }));
    let mut counts = answer.reply().unwrap_or_default().into_iter();
    let [months, mut categories, levels, ages, mut villages] = groups.map(|named| {
        let own = counts.by_ref().take(named.len()).collect();
        counted(named, own)
    });
    categories.retain(|item| item.count > 0);
    categories.sort_by_key(|item| std::cmp::Reverse(item.count));
    villages.retain(|item| item.count > 0);
    rsx! {
        DisputePictures {
            months, categories, levels, ages, villages,
            onopen: move |filter| {
                choice.filter.set(filter);
                choice.open.set(None);
                navigator().push(Route::DeskDisputes {});
            },
        }
    }
}

/// The pictures as drawn.
#[component]
pub(crate) fn DisputePictures(
    months: Vec<Count<DisputeFilter>>,
    categories: Vec<Count<DisputeFilter>>,
    levels: Vec<Count<DisputeFilter>>,
    ages: Vec<Count<DisputeFilter>>,
    villages: Vec<Count<DisputeFilter>>,
    onopen: EventHandler<DisputeFilter>,
) -> Element {
    let parts = [
        ("board-by-category", categories),
        ("board-by-level", levels),
        ("board-by-age", ages),
        ("board-by-village", villages),
    ];
    rsx! {
        div { class: "desk-pictures is-board", "data-testid": "board",
            section { class: "card",
                h2 { {t("board-by-month")} }
                p { class: "hint", {t("board-by-month-how")} }
                Columns { counts: months, onopen }
            }
            for (key , counts) in parts {
                section { class: "card", key: "{key}",
                    h2 { {t(key)} }
                    p { class: "hint", {t(&format!("{key}-how"))} }
                    if counts.is_empty() {
                        p { class: "hint", {t("board-none")} }
                    }
                    Bars { counts, onopen }
                }
            }
        }
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
