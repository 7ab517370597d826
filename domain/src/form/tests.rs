use chrono::NaiveDate;
use serde_json::json;

use super::*;
use crate::forms;
use crate::issue::IssueCode;

fn today() -> NaiveDate {
    "2026-11-25".parse().unwrap()
}

fn hazard() -> Fields {
    Fields::of(&json!({
        "hazard_type": "fire", "place": "3组西沟桥头", "description": "柴草堆在电线下",
        "severity": "larger", "disposal": "needs_unit", "wanted_unit": "村委会",
    }))
}

fn blocking(form: &Form, fields: &Fields) -> Vec<(String, IssueCode)> {
    let issues = issues(form, fields, today());
    let blocking = issues.into_iter().filter(crate::Issue::blocks);
    blocking.map(|issue| (issue.field, issue.code)).collect()
}

#[test]
fn every_answer_is_held_to_its_question() {
    let form = &forms::hazard::FORM;
    assert_eq!(blocking(form, &hazard()), []);
    let cases = [
        ("place", json!(" "), IssueCode::Missing),
        ("place", json!("长".repeat(101)), IssueCode::TooLong),
        ("place", json!(7), IssueCode::WrongType),
        ("severity", json!(null), IssueCode::Missing),
        ("severity", json!(["urgent"]), IssueCode::WrongType),
        ("people_affected", json!(0), IssueCode::OutOfRange),
        ("people_affected", json!("三"), IssueCode::WrongType),
        ("deadline", json!("明天"), IssueCode::WrongType),
        ("happened_at", json!("昨天"), IssueCode::WrongType),
    ];
    for (field, value, code) in cases {
        let mut fields = hazard();
        fields.0.insert(field.to_owned(), value.clone());
        assert_eq!(
            blocking(form, &fields),
            [(field.to_owned(), code)],
            "{value}"
        );
    }
    // A code of a newer version is kept.
    let mut fields = hazard();
    fields.0.insert("severity".into(), json!("extreme"));
    assert_eq!(blocking(form, &fields), []);
}

#[test]
fn what_is_not_asked_is_neither_missing_nor_kept() {
    let form = &forms::opinion::FORM;
    let mut fields = Fields::of(&json!({
        "content": "水渠漏水", "opinion_category": "water", "nature": "help", "reply": "on_spot",
        "opinion_channel": "visit", "phone": " 138 0000 0000 ", "carried": "from a newer version",
    }));
    assert_eq!(
        blocking(form, &fields),
        [("answer".to_owned(), IssueCode::Missing)]
    );
    fields.0.insert("answer".into(), json!("下周来修"));
    assert_eq!(blocking(form, &fields), []);
    fields.0.insert("reply".into(), json!("passed_on"));
    let kept = tidied(form, &fields);
    assert_eq!(kept.get("answer"), None);
    assert_eq!(kept.text("phone"), Some("13800000000"));
    assert_eq!(kept.text("carried"), Some("from a newer version"));
}

#[test]
fn a_record_is_called_by_its_words() {
    let form = &forms::hazard::FORM;
    assert_eq!(form.title_of(&hazard()), "消防 · 3组西沟桥头");
    assert_eq!(form.gist_of(&hazard()), "柴草堆在电线下");
    assert_eq!(form.title_of(&Fields::default()), "");
}
