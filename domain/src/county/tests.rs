use serde_json::{Value, json};

use super::{About, County, FIELDS, LISTS, changes, field_issues};
use crate::change::Fields;
use crate::dispute::Category;
use crate::issue::IssueCode;

#[test]
fn what_a_town_does_not_say_is_as_proposed() {
    let county = County::of_town(&Fields::default());
    assert_eq!(county, County::default());
    assert_eq!(county.issues(), []);
    assert!(county.lists.units.iter().any(|unit| unit == "司法所"));
    assert_eq!(county.lists.causes_of(Category::Marriage), ["赡养", "彩礼"]);
}

#[test]
fn what_is_set_reads_back_and_leaves_what_another_build_keeps_there() {
    let town = Fields::of(&json!({
        "name": "清水镇",
        "dispute_limits": {"village_days": 3, "of_a_newer_build": [1]},
    }));
    let mut county = County::of_town(&town);
    county.limits.town_days = 5;
    county.about.sponsor = "某县委政法委".to_owned();
    county.lists.units = vec!["村委会".to_owned()];
    county
        .lists
        .causes
        .insert("neighbours".to_owned(), vec!["噪声".to_owned()]);
    let written = county.over(&town);
    assert_eq!(written.0.len(), FIELDS.len());
    let limits = written.get("dispute_limits").unwrap();
    assert_eq!(limits["of_a_newer_build"], json!([1]));
    assert_eq!(
        (&limits["village_days"], &limits["town_days"]),
        (&json!(3), &json!(5))
    );
    assert_eq!(County::of_town(&written), county);
    assert_eq!(field_issues(&written), []);
}

#[test]
fn an_empty_list_of_a_category_takes_the_proposals_away() {
    let town = Fields::of(&json!({ LISTS: {"causes": {"marriage": []}} }));
    let county = County::of_town(&town);
    assert!(county.lists.causes_of(Category::Marriage).is_empty());
    assert!(!county.lists.units.is_empty());
}

#[test]
fn slips_of_the_pen_are_named_where_they_stand() {
    let mut county = County::default();
    county.limits.village_days = 4000;
    county.limits.holidays = vec!["2026-10-10".parse().unwrap()];
    county.limits.workdays = county.limits.holidays.clone();
    county.care.contact_days = 1;
    county.rules.visit_days.insert("general".to_owned(), 367);
    county.lists.units = vec![" ".to_owned()];
    county.about.phone = "不详".to_owned();
    let found: Vec<(String, IssueCode, bool)> = county
        .issues()
        .into_iter()
        .map(|issue| (issue.field.clone(), issue.code, issue.blocks()))
        .collect();
    let wanted = [
        ("about.phone", IssueCode::BadPhone, false),
        ("dispute_limits.village_days", IssueCode::OutOfRange, true),
        ("dispute_limits.workdays", IssueCode::Contradicts, true),
        ("rules.visit_days.general", IssueCode::OutOfRange, true),
        ("care_rules.contact_days", IssueCode::OutOfRange, true),
        ("code_lists.units", IssueCode::Missing, true),
    ];
    let wanted = wanted.map(|(path, code, blocks)| (path.to_owned(), code, blocks));
    assert_eq!(found, wanted);
}

#[test]
fn the_server_is_told_of_the_field_and_of_what_is_written_alone() {
    let issues = |written: &Value| {
        let found = field_issues(&Fields::of(written)).into_iter();
        found
            .map(|issue| (issue.field, issue.code))
            .collect::<Vec<_>>()
    };
    assert_eq!(issues(&json!({"name": "清水镇"})), []);
    let broken =
        json!({"dispute_limits": {"village_days": "三"}, "rules": {"urgent_hazard_days": 9999}});
    let wanted = [
        ("dispute_limits".to_owned(), IssueCode::WrongType),
        ("rules".to_owned(), IssueCode::OutOfRange),
    ];
    assert_eq!(issues(&broken), wanted);
}

#[test]
fn what_changed_is_told_value_by_value() {
    let before = json!({"village_days": 2, "holidays": ["2026-10-01"]});
    let after = json!({"village_days": 3, "holidays": ["2026-10-01"], "town_days": 4});
    let found: Vec<String> = changes("dispute_limits", &before, &after)
        .into_iter()
        .map(|changed| format!("{} {}→{}", changed.path, changed.before, changed.after))
        .collect();
    assert_eq!(
        found,
        [
            "dispute_limits.town_days null→4",
            "dispute_limits.village_days 2→3"
        ]
    );
    let about = json!(About::default());
    assert_eq!(changes("about", &about, &about), []);
}
