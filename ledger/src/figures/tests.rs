use chrono::NaiveDate;
use domain::dispute::Limits;
use serde_json::{Value as Json, json};

use super::cases::Cases;
use super::compare::{Value, change};
use super::spans::{before, year_before};
use crate::agenda::tests::{case, settled};
use crate::cell::Cell;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn a_period_is_compared_with_the_one_before_up_to_the_same_day() {
    for (from, to, first, last) in [
        // A month that is not over, a whole one, one after a shorter one.
        ("2026-11-01", "2026-11-28", "2026-10-01", "2026-10-28"),
        ("2026-11-01", "2026-11-30", "2026-10-01", "2026-10-31"),
        ("2026-03-01", "2026-03-31", "2026-02-01", "2026-02-28"),
        ("2026-03-01", "2026-03-30", "2026-02-01", "2026-02-28"),
        // A quarter, a year, and parts of them.
        ("2026-10-01", "2026-11-28", "2026-07-01", "2026-08-28"),
        ("2026-07-01", "2026-09-30", "2026-04-01", "2026-06-30"),
        ("2026-01-01", "2026-11-28", "2025-01-01", "2025-11-28"),
        ("2025-01-01", "2025-12-31", "2024-01-01", "2024-12-31"),
        // A week from Monday.
        ("2026-11-23", "2026-11-29", "2026-11-16", "2026-11-22"),
        ("2026-11-23", "2026-11-25", "2026-11-16", "2026-11-18"),
        // Anything else: as many days.
        ("2026-11-10", "2026-11-19", "2026-10-31", "2026-11-09"),
        ("2026-02-01", "2026-04-30", "2025-11-04", "2026-01-31"),
    ] {
        let told = before((day(from), day(to)));
        assert_eq!(told, (day(first), day(last)), "{from} to {to}");
    }
}

#[test]
fn a_year_ago_is_the_same_days() {
    for (from, to, first, last) in [
        ("2026-11-01", "2026-11-28", "2025-11-01", "2025-11-28"),
        ("2025-02-01", "2025-02-28", "2024-02-01", "2024-02-29"),
        ("2024-02-29", "2024-03-02", "2023-02-28", "2023-03-02"),
    ] {
        let told = year_before((day(from), day(to)));
        assert_eq!(told, (day(first), day(last)), "{from} to {to}");
    }
}

#[test]
fn numbers_change_in_percent_shares_in_points_days_in_days() {
    use Value::{Count, Days, Share};
    for (own, other, words) in [
        (Count(12), Count(10), "+20.0%"),
        (Count(9), Count(10), "−10.0%"),
        (Count(2), Count(3), "−33.3%"),
        (Count(3), Count(3), "持平"),
        (Count(3), Count(0), "—"),
        (Count(0), Count(4), "−100.0%"),
        (Share(9, 10), Share(3, 4), "+15.0 个百分点"),
        (Share(0, 0), Share(3, 4), "—"),
        (Share(1, 3), Share(1, 3), "持平"),
        (Days(vec![1, 4, 2]), Days(vec![3, 2]), "−0.5 天"),
        (Days(Vec::new()), Days(vec![1]), "—"),
    ] {
        assert_eq!(change(&own, &other), words, "{own:?} {other:?}");
    }
}

#[test]
fn the_median_is_the_one_in_the_middle() {
    let shown = |days: &[u32]| Value::Days(days.to_vec()).cell();
    assert_eq!(shown(&[]), Cell::Text("—".into()));
    assert_eq!(shown(&[7]), Cell::Text("7.0".into()));
    assert_eq!(shown(&[9, 1, 2]), Cell::Text("2.0".into()));
    assert_eq!(shown(&[9, 1, 2, 3]), Cell::Text("2.5".into()));
}

/// Settled, to be looked at again, and what was found then.
fn followed(day: u32, planned: u32, found: Option<(u32, &str)>) -> Vec<(u32, Json)> {
    let mut steps = settled(3, day);
    let on = format!("2026-11-{planned:02}");
    steps.push((day, json!({"name": "plan", "fields": {"deadline": on}})));
    if let Some((on, performance)) = found {
        let fields = json!({"performance": performance, "satisfaction": "satisfied", "people": "两家都在", "text": "上门看过"});
        steps.push((on, json!({"name": "return_visit", "fields": fields})));
    }
    steps
}

#[test]
fn what_was_promised_and_not_looked_after_lowers_the_rates() {
    let none = json!({});
    let cases = [
        case(
            11,
            2,
            &["甲", "乙"],
            "水渠边",
            &none,
            &followed(4, 10, Some((10, "done"))),
        ),
        case(
            12,
            2,
            &["丙", "丁"],
            "地头",
            &none,
            &followed(6, 12, Some((13, "not_done"))),
        ),
        case(13, 2, &["戊", "己"], "路口", &none, &followed(10, 20, None)),
        // Planned for after the period.
        case(14, 2, &["庚", "辛"], "村口", &none, &followed(10, 30, None)),
    ];
    let days = (day("2026-11-01"), day("2026-11-25"));
    let figures = Cases::of(&cases, days, &Limits::default()).figures();
    let value = |name: &str| {
        let found = figures.iter().find(|figure| figure.name == name);
        found.map(|figure| figure.value.clone()).unwrap()
    };
    assert_eq!(value("化解数"), Value::Count(4));
    assert_eq!(value("回访率"), Value::Share(2, 3));
    assert_eq!(value("履行率"), Value::Share(1, 4));
    // Accepted on Tuesday the 3rd: one, three, five and five working days.
    assert_eq!(value("用时（中位数）"), Value::Days(vec![1, 3, 5, 5]));
}
