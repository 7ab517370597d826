//! 修改记录 of every sort of record: the same component, each value in words.

use chrono::Duration;
use client::commands::{ValueChange, VersionRow, Versions};
use domain::Kind;
use serde_json::{Value, json};

use super::*;
use crate::screens::versions::VersionsView;
use crate::text::value::Reading;

fn change(field: &str, before: Value, after: Value) -> ValueChange {
    ValueChange {
        field: field.into(),
        before,
        after,
        is_aside: false,
    }
}

fn versions(kind: Kind, form: Option<&str>, changes: Vec<ValueChange>) -> Versions {
    let row = |hours: i64, changes| VersionRow {
        by_name: "刘春梅".into(),
        at: sample::now() - Duration::hours(hours),
        is_waiting: hours == 1,
        changes,
    };
    let older = vec![change("remarks", json!(null), json!("羊圈漏雨"))];
    Versions {
        kind,
        form: form.map(str::to_owned),
        rows: vec![row(1, changes), row(30, older)],
        names: [(sample::id(1).to_string(), "李桂兰".to_owned())].into(),
    }
}

fn visit() -> Versions {
    let photos = json!([{"hash": "a", "kind": "photo", "media_type": "image/jpeg", "size": 1, "made_at": 0}]);
    let mut aside = change(
        "identity_number",
        json!("110***********002X"),
        json!("110***********0038"),
    );
    aside.is_aside = true;
    versions(
        Kind::Visit,
        None,
        vec![
            change("outcome", json!("met"), json!("absent")),
            change("topics", json!(["fire"]), json!([])),
            change(
                "visited_at",
                json!(sample::now().timestamp_millis()),
                json!(null),
            ),
            change(
                "follow_up_on",
                json!("2026-11-20"),
                json!(sample::today().to_string()),
            ),
            change("household", json!(sample::id(1)), json!(sample::id(2))),
            change("attachments", json!(null), photos),
            change("leaflets", json!(2), json!(3)),
            aside,
        ],
    )
}

#[test]
fn the_corrections_show_each_value_beside_the_one_before() {
    let html = draw("phone-versions", || {
        use_root();
        rsx! {
            Phone { title: "走访", tab: Tab::Visits,
                main { class: "page", VersionsView { versions: visit(), now: sample::now() } }
            }
        }
    });
    has_ids(&html, &["versions", "version-0", "version-1"]);
    has(
        &html,
        &[
            "修改记录",
            "2 次",
            "刘春梅",
            "<del>见到本人</del>",
            "<ins>未见到人</ins>",
            "今天",
            "李桂兰",
            "1 个附件",
            "清空了",
            "没填",
            "<ins>羊圈漏雨</ins>",
            "没有直接改,等核定",
        ],
    );
    assert!(!html.contains(&sample::id(1).to_string()));
}

#[test]
fn a_record_without_corrections_shows_nothing_of_them() {
    let html = draw("phone-versions-none", || {
        use_root();
        let none = Versions {
            rows: Vec::new(),
            ..visit()
        };
        rsx! { VersionsView { versions: none, now: sample::now() } }
    });
    assert!(!html.contains("versions"), "{html}");
}

/// One record of each kind with every field filled in.
fn whole() -> Vec<(Kind, Option<&'static str>, Value)> {
    vec![
        (
            Kind::Household,
            None,
            json!({"group": 1, "door": "1号", "head": "李四", "phone": "1", "contact_person": "王", "directions": "东",
            "visit_class": "care", "evacuation_needs": ["mobility"], "evacuation_note": "x"}),
        ),
        (
            Kind::Resident,
            None,
            json!({"household": sample::id(1), "name": "李四", "relation": "head", "sex": "male", "birth": "1960-01-02",
            "identity_number": "1", "phone": "1", "presence": "away"}),
        ),
        (
            Kind::Visit,
            None,
            json!({"household": sample::id(1), "visited_at": 1, "method": "door", "outcome": "met", "purpose": "routine", "met": "李",
            "family_changes": ["none"], "difficulties": ["medical"], "difficulty_note": "x", "topics": ["fire"], "leaflets": 1,
            "handling": "not_needed", "follow_up_on": "2026-11-20", "remarks": "x", "position": {"latitude": 1.5, "longitude": 2.5, "accuracy": 3.0}}),
        ),
        (
            Kind::Dispute,
            None,
            json!({"parties": [{"name": "张三", "sex": "male", "phone": "138"}], "happened_at": 1, "place": "x", "summary": "x",
            "risk": "none", "household": sample::id(1), "visit": sample::id(1), "name": "x", "category": "neighbours", "cause": "x",
            "source": "visit", "consent": "agreed", "size": "single", "people": 2, "amount": 3, "is_sensitive": true}),
        ),
        (
            Kind::Matter,
            Some("hazard"),
            json!({"hazard_type": "power", "place": "x", "description": "x", "severity": "urgent",
            "disposal": "needs_unit", "happened_at": 1}),
        ),
        (
            Kind::PersonFile,
            None,
            json!({"name": "x", "line": "elder", "care_level": "b", "starts_on": "2026-09-01", "needs": ["medical"],
            "team": [{"role": "worker", "department": "police"}]}),
        ),
        (
            Kind::CheckIn,
            None,
            json!({"method": "door", "check_place": "home", "met_whom": "person", "abnormal": "no", "department": "police"}),
        ),
    ]
}

/// What is wrong with the words of a field, if anything.
fn fault(reading: &Reading<'_>, field: &str, value: &Value) -> Option<String> {
    let (label, words) = (reading.label(field), reading.words(field, value));
    let codes = value.as_array().into_iter().flatten().chain([value]);
    let codes = codes.filter_map(Value::as_str);
    let mut codes = codes.filter(|code| code.is_ascii() && code.len() > 2);
    let is_wrong = label == field || words.is_empty() || codes.any(|code| words.contains(code));
    is_wrong.then(|| format!("{:?} {field}: {label} {words}", reading.kind))
}

fn faults() -> Vec<String> {
    let names = [
        (sample::id(1).to_string(), "李桂兰".to_owned()),
        ("worker".to_owned(), "网格员".to_owned()),
    ]
    .into();
    let now = sample::now();
    let mut faults = Vec::new();
    for (kind, form, fields) in whole() {
        let (kind, names) = (&kind, &names);
        let reading = Reading {
            kind,
            form,
            names,
            now,
        };
        let fields = fields.as_object().unwrap();
        faults.extend(
            fields
                .iter()
                .filter_map(|(field, value)| fault(&reading, field, value)),
        );
    }
    faults
}

#[test]
fn every_field_of_every_kind_has_a_name_and_its_codes_have_words() {
    let html = draw("versions-fields", || {
        use_root();
        let faults = faults();
        rsx! {
            p { "{whole().len()} kinds" }
            for fault in faults {
                p { "wrong: {fault}" }
            }
        }
    });
    assert!(
        html.contains("7 kinds") && !html.contains("wrong"),
        "{html}"
    );
}
