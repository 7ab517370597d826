//! 参数: everything that is set, something changed and not saved, and what was set otherwise before.

use client::commands::{CountyPage, CountyVersion};
use domain::county::{Changed, County};
use domain::form::Value;

use super::desk::{Shell, use_office};
use super::*;
use crate::screens::desk::CountyView;

fn set() -> County {
    let mut county = County::default();
    county.about.sponsor = "清水县委政法委".to_owned();
    let days = ["2026-10-01", "2026-10-02", "2026-10-05", "2027-01-01"];
    county.limits.holidays = days.map(|day| day.parse().unwrap()).to_vec();
    county.limits.workdays = vec!["2026-10-10".parse().unwrap()];
    county
}

fn page(may_set: bool) -> CountyPage {
    let changed = |path: &str, before: Value, after: Value| Changed {
        path: path.to_owned(),
        before,
        after,
    };
    CountyPage {
        county: set(),
        may_set,
        versions: vec![CountyVersion {
            by_name: "陈志强".to_owned(),
            at: sample::now(),
            is_waiting: true,
            changes: vec![
                changed("dispute_limits.village_days", 2.into(), 3.into()),
                changed(
                    "dispute_limits.holidays",
                    Vec::<Value>::new().into(),
                    vec![Value::from("2026-10-01")].into(),
                ),
                changed(
                    "code_lists.causes.neighbours",
                    vec![Value::from("地界")].into(),
                    vec![Value::from("噪声")].into(),
                ),
            ],
        }],
    }
}

#[component]
fn Drawn(work: Option<County>, may_set: bool, is_tried: bool) -> Element {
    rsx! {
        Shell { tab: Tab::County,
            CountyView { page: page(may_set), work, is_tried, said: None, onchange: |_| {}, onsave: |_| {}, onreset: |()| {} }
        }
    }
}

#[test]
fn the_office_sees_what_is_set_and_who_set_it_otherwise() {
    fn drawn() -> Element {
        use_office();
        rsx! { Drawn { work: None, may_set: true, is_tried: false } }
    }
    let html = draw("desk-county", drawn);
    has_ids(
        &html,
        &[
            "county-about-sponsor",
            "county-dispute_limits-village_days",
            "county-rules-visit_days-hardship",
            "county-care_rules-months-recovery",
            "county-notice",
            "county-code_lists-units",
            "county-version-0",
        ],
    );
    has(
        &html,
        &[
            "10月1日至10月2日",
            "2027年",
            "纠纷起因:邻里",
            "<del>地界</del>",
            "<ins>噪声</ins>",
        ],
    );
}

#[test]
fn what_is_wrong_is_said_above_and_beside_its_field() {
    fn drawn() -> Element {
        use_office();
        let mut work = set();
        work.limits.village_days = 4_000;
        work.lists.units = vec!["司".repeat(60)];
        rsx! { Drawn { work, may_set: true, is_tried: true } }
    }
    let html = draw("desk-county-wrong", drawn);
    has_ids(&html, &["form-problems"]);
    has(&html, &["有改动,还没保存", "数值超出范围", "文字太长"]);
}

#[test]
fn who_may_not_set_it_can_look_at_it() {
    fn drawn() -> Element {
        use_office();
        rsx! { Drawn { work: None, may_set: false, is_tried: false } }
    }
    let html = draw("desk-county-others", drawn);
    has(&html, &["由镇综治中心来定"]);
    assert!(!html.contains("county-save"));
}
