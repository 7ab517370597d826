//! Whatever serde's own reader of JSON makes of a text, this one makes the same of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::*;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Number(i32);

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
struct Name(String);

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Nothing;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Act {
    Wait,
    Take(Number),
    Pair(u8, bool),
    Void {
        reason: String,
    },
    #[serde(untagged)]
    Other(Value),
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "status")]
enum Status {
    Stored { seq: u64 },
    Refused,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Inner {
    big: u64,
    small: i64,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Everything {
    yes: bool,
    letter: char,
    share: f64,
    whole_share: f32,
    number: Number,
    name: Name,
    nothing: Nothing,
    unit: (),
    pair: (u16, String),
    maybe: Option<Number>,
    #[serde(default)]
    absent: Option<String>,
    acts: Vec<Act>,
    statuses: Vec<Status>,
    result: Result<String, Act>,
    named: BTreeMap<Name, Value>,
    #[serde(flatten)]
    inner: Inner,
}

fn everything() -> Value {
    json!({
        "yes": true, "letter": "户", "share": 0.25, "whole_share": 3, "number": -7, "name": "王",
        "nothing": null, "unit": null, "pair": [9, "b"], "maybe": null,
        "acts": ["wait", {"take": 5}, {"pair": [1, false]}, {"void": {"reason": "重复"}}, {"split": [1]}, 4],
        "statuses": [{"status": "Stored", "seq": 3}, {"seq": 1, "status": "Refused"}],
        "result": {"Err": "wait"}, "named": {"a": 1.5, "b": {"c": [null, "d"]}},
        "big": u64::MAX, "small": i64::MIN, "unknown": {"of": ["a", "newer", "version"]}
    })
}

/// The same value or both nothing; what an error says may differ.
fn same<T: DeserializeOwned + PartialEq + std::fmt::Debug>(json: &Value) -> Option<T> {
    let text = json.to_string();
    let expected = serde_json::from_str::<T>(&text).ok();
    assert_eq!(from_str::<T>(&text).ok(), expected, "{text}");
    expected
}

impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Eq for Name {}

impl Ord for Name {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}

#[test]
fn every_shape_is_read() {
    let value = same::<Everything>(&everything()).unwrap();
    assert_eq!(value.acts.len(), 6);
    assert_eq!(value.inner.big, u64::MAX);
}

#[test]
fn what_does_not_fit_is_refused() {
    let wrong = [
        ("yes", json!(1)),
        ("letter", json!("户口")),
        ("share", json!("0.25")),
        ("number", json!(3_000_000_000_u64)),
        ("number", json!(1.5)),
        ("name", json!(null)),
        ("nothing", json!({})),
        ("pair", json!([1])),
        ("pair", json!([1, "b", 2])),
        ("maybe", json!("7")),
        ("acts", json!({})),
        ("statuses", json!([{"status": "Lost"}])),
        ("result", json!({"Ok": "a", "Err": "wait"})),
        ("named", json!([])),
        ("big", json!(-1)),
    ];
    for (name, value) in wrong {
        let mut json = everything();
        json[name] = value;
        assert_eq!(same::<Everything>(&json), None, "{name}");
    }
    assert!(from_str::<Everything>("{").is_err());
    assert_eq!(same::<Everything>(&json!(null)), None);
}

#[test]
fn a_field_that_is_missing_is_named() {
    let mut json = everything();
    json.as_object_mut().unwrap().remove("letter");
    let error = from_str::<Everything>(&json.to_string()).unwrap_err();
    assert_eq!(error.to_string(), "missing field `letter`");
}

#[test]
fn named_fields_read_as_the_object_they_are() {
    let Value::Object(map) = everything() else {
        unreachable!()
    };
    let fields: BTreeMap<String, Value> = map.into_iter().collect();
    assert_eq!(
        from_fields::<Everything>(&fields).unwrap(),
        same(&everything()).unwrap()
    );
}
