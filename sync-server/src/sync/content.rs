//! Reading a request so that what is wrong with one part stays with that part: every element of `changes` by itself, and of
//! the rest whatever can be understood. Bytes in, values out.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Utc};
use domain::{Act, ChangeId, Scope, Seq};
use protocol::sync::QuarantineCode;
use protocol::{ApiError, ErrorCode, Exported, Opening, Pushed, limits};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::append;

/// A request as far as it could be read.
#[derive(Debug)]
pub struct Arrived {
    /// Protocol version; 0 when it said none.
    pub v: u16,
    /// Version of the app.
    pub app: String,
    /// The history its cursors belong to.
    pub epoch: String,
    /// The phone's clock.
    pub now: Option<DateTime<Utc>>,
    /// The highest own count it holds.
    pub mine: u64,
    /// The cursors of scopes this build knows.
    pub cursors: BTreeMap<Scope, Seq>,
    /// Changes wanted in the answer.
    pub limit: Option<usize>,
    /// It does not know the township's key for rescue files.
    pub wants_rescue_key: bool,
    /// Openings of care files, as far as they can be read.
    pub openings: Vec<Opening>,
    /// Files and prints, as far as they can be read.
    pub exports: Vec<Exported>,
    /// What was pushed.
    pub elements: Vec<Element>,
}

/// One element of a push.
#[derive(Debug)]
pub struct Element {
    /// Its id; nil when not even that could be read.
    pub id: ChangeId,
    /// Exactly as it came.
    pub raw: String,
    /// The hash of what it says.
    pub content_hash: [u8; 32],
    /// What it says, or why that cannot be known.
    pub content: Result<(Pushed, Map<String, Value>), QuarantineCode>,
}

#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(default)]
    v: Value,
    #[serde(default)]
    app: Value,
    #[serde(default)]
    epoch: Value,
    #[serde(default)]
    now: Value,
    #[serde(default)]
    mine: Value,
    #[serde(default)]
    cursors: Value,
    #[serde(default)]
    limit: Value,
    #[serde(default)]
    wants_rescue_key: Value,
    #[serde(default)]
    openings: Value,
    #[serde(default)]
    exports: Value,
    #[serde(default, borrow)]
    changes: Vec<&'a RawValue>,
}

/// Reads a decoded body.
///
/// # Errors
/// When it is no JSON object, or its `changes` is no list.
pub fn read_request(body: &[u8]) -> Result<Arrived, ApiError> {
    let envelope: Envelope<'_> = serde_json::from_slice(body)
        .map_err(|_| ApiError::new(ErrorCode::BadRequest, "请求内容无法读取"))?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let number = |value: &Value| value.as_u64();
    Ok(Arrived {
        v: number(&envelope.v).map_or(0, |v| u16::try_from(v).unwrap_or(u16::MAX)),
        app: text(&envelope.app).chars().take(40).collect(),
        epoch: text(&envelope.epoch),
        now: envelope
            .now
            .as_i64()
            .and_then(DateTime::from_timestamp_millis),
        mine: number(&envelope.mine).unwrap_or(0),
        cursors: cursors(&envelope.cursors),
        limit: number(&envelope.limit).and_then(|limit| usize::try_from(limit).ok()),
        wants_rescue_key: envelope.wants_rescue_key == Value::Bool(true),
        openings: readable(&envelope.openings, limits::OPENINGS),
        exports: readable(&envelope.exports, limits::EXPORTS),
        elements: envelope.changes.into_iter().map(Element::read).collect(),
    })
}

/// What cannot be read is not answered, and stays on the device.
fn readable<T: DeserializeOwned>(value: &Value, most: usize) -> Vec<T> {
    let found = value.as_array().into_iter().flatten();
    found
        .filter_map(|one| T::deserialize(one).ok())
        .take(most)
        .collect()
}

/// A scope of a newer version is left out: it is not answered, and the rest is.
fn cursors(value: &Value) -> BTreeMap<Scope, Seq> {
    let entries = value.as_object().into_iter().flatten();
    entries
        .filter_map(|(scope, seq)| Some((scope.parse().ok()?, cursor(seq)?)))
        .collect()
}

/// Columns are signed; a cursor past every head is as good as any other such.
fn cursor(value: &Value) -> Option<Seq> {
    let signed = |n: u64| n.min(i64::MAX.unsigned_abs());
    value.as_u64().map(|n| Seq(signed(n)))
}

/// The hash by which a change that came as this text is known, readable or not.
pub(crate) fn content_hash_of(text: &str) -> [u8; 32] {
    Element::of(text).content_hash
}

impl Element {
    fn read(raw: &RawValue) -> Self {
        Self::of(raw.get())
    }

    /// An element from its text.
    pub(crate) fn of(text: &str) -> Self {
        let raw_hash = || *blake3::hash(text.as_bytes()).as_bytes();
        let refuse = |id: ChangeId, code: QuarantineCode| Self {
            id,
            raw: text.to_owned(),
            content_hash: raw_hash(),
            content: Err(code),
        };
        if text.len() > limits::CHANGE_BYTES {
            return refuse(id_alone(text), QuarantineCode::TooLarge);
        }
        let content = serde_json::from_str::<Map<String, Value>>(text);
        let pushed = serde_json::from_str::<Pushed>(text);
        match (pushed, content) {
            (Ok(pushed), Ok(content)) if is_sound(&pushed) => Self {
                id: pushed.id,
                raw: text.to_owned(),
                content_hash: append::content_hash(&content),
                content: Ok((pushed, content)),
            },
            _ => refuse(id_alone(text), QuarantineCode::Unreadable),
        }
    }
}

/// Tells whether what could be read also makes sense to this build.
fn is_sound(pushed: &Pushed) -> bool {
    let known_act_misread = match &pushed.act {
        Act::Other(value) => {
            let known = |name: &String| ["create", "edit", "step", "void"].contains(&name.as_str());
            value
                .as_object()
                .is_none_or(|object| object.is_empty() || object.keys().any(known))
        }
        Act::Create(_) | Act::Edit(_) | Act::Step(_) | Act::Void { .. } => false,
    };
    // The columns are signed; and sums with a clock's error must stay inside the calendar.
    let numbers_fit = i64::try_from(pushed.device_seq).is_ok()
        && pushed.base.is_none_or(|base| i64::try_from(base.0).is_ok())
        && (1970..=9000).contains(&pushed.captured_at.year());
    !known_act_misread && numbers_fit && pushed.id.0 != Uuid::nil()
}

fn id_alone(text: &str) -> ChangeId {
    #[derive(Deserialize)]
    struct OnlyId {
        id: ChangeId,
    }
    serde_json::from_str::<OnlyId>(text).map_or(ChangeId(Uuid::nil()), |only| only.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn good(act: &Value) -> Value {
        json!({"id": "0199aaaa-0000-7000-8000-000000000001", "record": "0199aaaa-0000-7000-8000-000000000002",
               "kind": "visit", "area": "620602108003001", "device_seq": 1, "captured_at": 1_700_000_000_000_i64, "act": act})
    }

    #[test]
    fn one_element_that_cannot_be_read_leaves_the_others_readable() {
        let body = json!({"v": 1, "now": 1_700_000_000_000_i64, "cursors": {"c2:620602108": 4, "c9:620602108": 4},
            "changes": [good(&json!({"create": {}})), {"id": "0199aaaa-0000-7000-8000-000000000009", "kind": 5}, 7,
                        good(&json!({"create": 5})), good(&json!({"split": {}}))]});
        let arrived = read_request(body.to_string().as_bytes()).unwrap();
        let read: Vec<bool> = arrived.elements.iter().map(|e| e.content.is_ok()).collect();
        assert_eq!(read, [true, false, false, false, true]);
        assert_eq!(
            arrived.elements[1].id.to_string(),
            "0199aaaa-0000-7000-8000-000000000009"
        );
        assert_eq!(arrived.elements[2].id.0, Uuid::nil());
        assert_eq!(arrived.cursors.len(), 1);
    }

    #[test]
    fn numbers_outside_the_calendar_and_the_columns_are_unreadable() {
        for (name, value) in [
            ("device_seq", json!(u64::MAX)),
            ("captured_at", json!(i64::MIN)),
            ("captured_at", json!(8_000_000_000_000_000_i64)),
        ] {
            let mut change = good(&json!({"create": {}}));
            change[name] = value;
            let body = json!({"changes": [change]}).to_string();
            let arrived = read_request(body.as_bytes()).unwrap();
            assert!(arrived.elements[0].content.is_err(), "{name}");
        }
    }
}
