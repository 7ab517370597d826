//! The one way a change gets into the town's order: judged against its record, folded, and written with its receipt.
//! Pushes, imports and the demo town all come through here; whether its author may do it was decided before.

use chrono::{DateTime, Utc};
use domain::fold::{self, FoldError, Verdict};
use domain::{Act, Change, Issue, IssueCode, Logged, Placing, Record, validate};
use protocol::Status;
use protocol::sync::QuarantineCode;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

use crate::blobs;
use crate::clock;
use crate::error::Error;
use crate::file_grants;
use crate::storage::{ChangeRow, MoveRow, ReceiptRow, Tx};

/// A change on its way in.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// The change as this build reads it.
    pub change: Change,
    /// The change as it came, with what this build does not know.
    pub content: Map<String, Value>,
    /// The hash of what it says.
    pub content_hash: [u8; 32],
    /// When it arrived.
    pub received_at: DateTime<Utc>,
    /// How far the phone's clock was behind, milliseconds.
    pub clock_offset_ms: i64,
}

impl Incoming {
    /// A change that the server itself makes or generates.
    ///
    /// # Errors
    /// When the change cannot be written as JSON.
    pub fn own(change: Change, received_at: DateTime<Utc>) -> Result<Self, Error> {
        let value = serde_json::to_value(&change).map_err(Error::damaged("change"))?;
        let Value::Object(content) = value else {
            return Err(Error::Internal("a change is not an object".to_owned()));
        };
        Ok(Self {
            change,
            content_hash: content_hash(&content),
            content,
            received_at,
            clock_offset_ms: 0,
        })
    }
}

/// Appends a change, or says why it cannot count; then nothing was written.
///
/// # Errors
/// When the storage refuses.
pub fn append(tx: &dyn Tx, incoming: &Incoming, record: Option<Record>) -> Result<Status, Error> {
    if let Some(refusal) = refusal(incoming, record.as_ref()) {
        return Ok(refusal);
    }
    let before = record.as_ref().map(Placing::of);
    let seq = tx.next_seq()?;
    let logged = Logged {
        seq,
        received_at: incoming.received_at,
        clock_offset_ms: incoming.clock_offset_ms,
        change: incoming.change.clone(),
    };
    let (record, verdict) = match fold::confirm(record, &logged) {
        Ok(folded) => folded,
        Err(error) => return Ok(misfit(error)),
    };
    let status = match verdict {
        Verdict::Stored => Status::Stored { seq },
        Verdict::Merged => Status::Merged { seq },
        Verdict::Contested(fields) => Status::Contested { seq, fields },
    };
    let after = Placing::of(&record);
    if let Some(before) = before.filter(|before| *before != after) {
        let moved = MoveRow {
            seq,
            record: record.id,
            before,
        };
        tx.move_record(&moved, &after)?;
    }
    tx.put_change(&change_row(&logged, after, incoming)?)?;
    tx.put_record(&record)?;
    blobs::note_names(tx, incoming, record.id)?;
    file_grants::follow(tx, &record, incoming.received_at)?;
    tx.put_receipt(&receipt(incoming, status.clone()))?;
    Ok(status)
}

/// The stored answer to a change.
#[must_use]
pub fn receipt(incoming: &Incoming, status: Status) -> ReceiptRow {
    ReceiptRow {
        id: incoming.change.id,
        content_hash: incoming.content_hash,
        device: incoming.change.device,
        device_seq: incoming.change.device_seq,
        received_at: incoming.received_at,
        status,
    }
}

fn refusal(incoming: &Incoming, record: Option<&Record>) -> Option<Status> {
    let change = &incoming.change;
    match (record, &change.act) {
        (None, Act::Create(_)) => {}
        (None, _) => return Some(misfit(FoldError::NoSuchRecord)),
        (Some(record), _) if record.kind != change.kind => {
            return Some(misfit(FoldError::OtherKind));
        }
        (Some(_), Act::Create(_)) => return Some(misfit(FoldError::AlreadyExists)),
        (Some(_), _) => {}
    }
    let today = clock::local_date(incoming.received_at);
    let issues = validate::change(change, record.map(|record| &record.fields), today);
    issues
        .iter()
        .find(|issue| issue.blocks())
        .map(Status::invalid)
}

fn misfit(error: FoldError) -> Status {
    match error {
        FoldError::NoSuchRecord => set_aside(
            QuarantineCode::NoSuchRecord,
            "这条记录还没有到达服务器,请先发送新建的那一条",
        ),
        FoldError::AlreadyExists => set_aside(
            QuarantineCode::AlreadyExists,
            "这条记录已经建过了,请改用修改",
        ),
        FoldError::OtherKind => Status::invalid(&Issue::block("kind", IssueCode::WrongType)),
    }
}

/// A quarantine with its sentence.
#[must_use]
pub fn set_aside(code: QuarantineCode, message: &str) -> Status {
    Status::Quarantined {
        code,
        field: None,
        issue: None,
        message: message.to_owned(),
    }
}

/// `place` is the record's own, which decides who sees the change, not what the change says about it.
fn change_row(logged: &Logged, place: Placing, incoming: &Incoming) -> Result<ChangeRow, Error> {
    let change = &logged.change;
    Ok(ChangeRow {
        seq: logged.seq,
        id: change.id,
        record: change.record,
        class: place.class,
        area: place.area,
        file: place.file,
        device: change.device,
        device_seq: change.device_seq,
        received_at: logged.received_at,
        clock_offset_ms: logged.clock_offset_ms,
        body: serde_json::to_string(&Travelling {
            content: &incoming.content,
            logged,
        })
        .map_err(Error::damaged("change"))?,
    })
}

/// What only the server may say about a change; whatever a device wrote there is left out.
const SERVERS_OWN: [&str; 5] = ["seq", "received_at", "clock_offset_ms", "author", "device"];

/// The logged change as it goes out: what came in, unknown fields included, with what only the server may say.
struct Travelling<'a> {
    content: &'a Map<String, Value>,
    logged: &'a Logged,
}

impl Serialize for Travelling<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let logged = self.logged;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("seq", &logged.seq)?;
        map.serialize_entry("received_at", &logged.received_at.timestamp_millis())?;
        if logged.clock_offset_ms != 0 {
            map.serialize_entry("clock_offset_ms", &logged.clock_offset_ms)?;
        }
        map.serialize_entry("author", &logged.change.author)?;
        map.serialize_entry("device", &logged.change.device)?;
        for (name, value) in self.content {
            if !SERVERS_OWN.contains(&name.as_str()) {
                map.serialize_entry(name, value)?;
            }
        }
        map.end()
    }
}

/// The hash of a JSON object, the same for every order of its keys.
#[must_use]
pub fn content_hash(content: &Map<String, Value>) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    feed_object(&mut hasher, content);
    *hasher.finalize().as_bytes()
}

fn feed_object(hasher: &mut blake3::Hasher, object: &Map<String, Value>) {
    let mut entries: Vec<(&String, &Value)> = object.iter().collect();
    entries.sort_unstable_by_key(|(name, _)| *name);
    hasher.update(b"{");
    for (name, value) in entries {
        feed_text(hasher, name);
        feed(hasher, value);
    }
    hasher.update(b"}");
}

fn feed_text(hasher: &mut blake3::Hasher, text: &str) {
    // The length in front keeps neighbouring texts apart.
    hasher.update(&text.len().to_le_bytes());
    hasher.update(text.as_bytes());
}

fn feed(hasher: &mut blake3::Hasher, value: &Value) {
    match value {
        Value::Null => hasher.update(b"n"),
        Value::Bool(true) => hasher.update(b"t"),
        Value::Bool(false) => hasher.update(b"f"),
        Value::Number(number) => {
            hasher.update(b"#");
            feed_text(hasher, &number.to_string());
            hasher
        }
        Value::String(text) => {
            hasher.update(b"s");
            feed_text(hasher, text);
            hasher
        }
        Value::Array(items) => {
            hasher.update(b"[");
            for item in items {
                feed(hasher, item);
            }
            hasher.update(b"]")
        }
        Value::Object(object) => {
            feed_object(hasher, object);
            hasher
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash_of(text: &str) -> [u8; 32] {
        content_hash(&serde_json::from_str(text).unwrap())
    }

    #[test]
    fn the_hash_ignores_the_order_of_keys_and_nothing_else() {
        let first = hash_of(r#"{"a":1,"b":{"c":[1,"2"],"d":null}}"#);
        assert_eq!(first, hash_of(r#"{"b":{"d":null,"c":[1,"2"]},"a":1}"#));
        for other in [
            r#"{"a":1,"b":{"c":[1,2],"d":null}}"#,
            r#"{"a":1,"b":{"c":["2",1],"d":null}}"#,
            r#"{"a":1,"b":{"c":[1,"2"]}}"#,
            r#"{"a":1,"b":{"c":[[1,"2"]],"d":null}}"#,
        ] {
            assert_ne!(first, hash_of(other), "{other}");
        }
    }
}
