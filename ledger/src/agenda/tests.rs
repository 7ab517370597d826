use domain::fold;
use domain::{Dispute, Logged, Record};
use serde_json::{Value, json};

use super::*;

/// Milliseconds at noon of a day of November 2026.
fn noon(day: u32) -> i64 {
    let day = NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    day.and_hms_opt(4, 0, 0)
        .unwrap()
        .and_utc()
        .timestamp_millis()
}

fn logged(n: u64, id: u128, at: i64, act: &Value) -> Logged {
    let uuid = |n: u128| uuid::Uuid::from_u128(n).to_string();
    serde_json::from_value(json!({
        "id": uuid(id * 100 + u128::from(n)), "record": uuid(id), "kind": "dispute", "area": "990001001001001",
        "device_seq": n, "captured_at": at, "author": uuid(1), "device": uuid(2), "seq": n, "received_at": at, "act": act
    }))
    .unwrap()
}

/// A dispute that happened on a day, with its steps.
pub(crate) fn case(
    id: u128,
    day: u32,
    parties: &[&str],
    place: &str,
    more: &Value,
    steps: &[(u32, Value)],
) -> Case {
    let parties: Vec<Value> = parties.iter().map(|name| json!({"name": name})).collect();
    let mut fields = json!({"happened_at": noon(day), "parties": parties, "place": place, "summary": "争吵", "category": "neighbours",
        "risk": "none", "consent": "agreed"});
    fields
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    let mut record: Option<Record> = None;
    let acts = std::iter::once((day, json!({ "create": fields })));
    let acts = acts.chain(
        steps
            .iter()
            .map(|(day, step)| (*day, json!({ "step": step }))),
    );
    for (n, (day, act)) in (1..).zip(acts) {
        let change = logged(n, id, noon(day), &act);
        record = Some(fold::confirm(record, &change).unwrap().0);
    }
    let record = record.unwrap();
    let dispute = Dispute::from_fields(&record.fields).unwrap();
    Case { record, dispute }
}

/// Registered, handed up and accepted on a day, to be done by another.
fn accepted(day: u32, deadline: u32) -> Vec<(u32, Value)> {
    let words =
        json!({"owner": uuid::Uuid::from_u128(1), "deadline": format!("2026-11-{deadline:02}")});
    let step = |name: &str, fields: Value| (day, json!({ "name": name, "fields": fields }));
    vec![
        step("register", json!({})),
        step("submit", json!({"reason": "村里办不了"})),
        step("accept", words),
    ]
}

/// The same, and settled on a third day.
pub(crate) fn settled(day: u32, on: u32) -> Vec<(u32, Value)> {
    let words =
        json!({"form": "oral", "text": "互不相欠", "channel": "in_person", "people": "两家都在"});
    let mut steps = accepted(day, 30);
    steps.push((
        on,
        json!({"name": "mediate", "fields": {"text": "上门调解", "people": "两家都在"}}),
    ));
    steps.push((on, json!({"name": "agree", "fields": words})));
    steps
}

fn week() -> (NaiveDate, NaiveDate) {
    let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    (day(16), day(22))
}

fn of(cases: &[Case]) -> Agenda {
    agenda(cases, week(), &Limits::default())
}

/// Each dispute and why it is on the list, in the order of the list.
fn told(agenda: &Agenda) -> Vec<(u128, Vec<&'static str>)> {
    let topics = agenda.topics.iter();
    topics
        .map(|topic| {
            let whys = topic.whys.iter().map(|why| why.code());
            (topic.dispute.0.as_u128(), whys.collect())
        })
        .collect()
}

#[test]
fn what_presses_stands_first_and_what_is_of_another_week_does_not_stand_there() {
    let none = json!({});
    let risky = json!({"risk": "may_escalate"});
    let cases = [
        case(11, 2, &["甲", "乙"], "水渠边", &none, &accepted(3, 30)),
        case(12, 17, &["丙", "丁"], "地头", &none, &[]),
        case(13, 3, &["戊", "己"], "路口", &none, &accepted(4, 10)),
        case(14, 5, &["庚", "辛"], "村口", &risky, &[]),
        case(15, 4, &["壬", "癸"], "桥头", &risky, &settled(5, 18)),
        case(16, 4, &["子", "丑"], "井边", &none, &settled(5, 10)),
        case(17, 25, &["寅", "卯"], "坝上", &risky, &[]),
    ];
    let agenda = of(&cases);
    assert_eq!(
        told(&agenda),
        [
            (14, vec!["risky"]),
            (13, vec!["overdue"]),
            (12, vec!["new"]),
            (15, vec!["settled"]),
        ]
    );
    assert_eq!((agenda.counts.found, agenda.counts.settled), (1, 1));
    assert_eq!(agenda.repeats, []);
}

#[test]
fn parties_and_places_that_come_again_are_named_unless_all_is_long_over_or_sensitive() {
    let none = json!({});
    let sensitive = json!({"is_sensitive": true});
    let over = || settled(3, 8);
    let cases = [
        case(21, 2, &["张三", "李四"], "水渠边", &none, &over()),
        case(22, 17, &["张三", " 王五 "], "地头", &none, &[]),
        case(23, 3, &["赵六", "钱七"], "水渠边", &none, &accepted(4, 30)),
        // Both are settled, and none of this week.
        case(24, 2, &["周八", "吴九"], "井边", &none, &over()),
        case(25, 3, &["周八", "郑十"], "坝上", &none, &over()),
        case(26, 17, &["张三", "周八"], "地头", &sensitive, &[]),
    ];
    let agenda = of(&cases);
    let repeats: Vec<(&str, bool, Vec<u128>)> = agenda
        .repeats
        .iter()
        .map(|repeat| {
            let ids = repeat.disputes.iter().map(|id| id.0.as_u128());
            (repeat.what.as_str(), repeat.is_place, ids.collect())
        })
        .collect();
    assert_eq!(
        repeats,
        [
            ("张三", false, vec![22, 21]),
            ("水渠边", true, vec![23, 21])
        ]
    );
    assert_eq!(
        told(&agenda),
        [
            (22, vec!["new", "repeated"]),
            (26, vec!["new"]),
            (23, vec!["repeated"]),
        ]
    );
}
