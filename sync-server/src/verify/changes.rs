//! Every change with its receipt, and every record as the fold of its changes.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::{ChangeId, Kind, Logged, Placing, Record, RecordId, Seq, fold};
use serde_json::{Map, Value};

use super::chain::numbers;
use super::{Fault, Look};
use crate::append::content_hash;
use crate::error::Error;
use crate::storage::{ChangeRow, KeptRow, View};

pub(super) fn check(view: &dyn View, look: &mut Look<'_>) -> Result<(), Error> {
    let head = view.town()?.head;
    look.of = Some(head.0);
    let mut walk = Walk {
        view,
        places: BTreeSet::new(),
        ids: HashMap::new(),
        seen: HashSet::new(),
        current: None,
    };
    view.whole().each_change(&mut |seq, change| {
        look.step();
        walk.places.insert(seq);
        match change {
            Ok(change) => walk.change(&change, look),
            Err(error) => {
                look.unreadable(&format!("#{}", seq.0), &error);
                Ok(())
            }
        }
    })?;
    walk.close_record(look)?;
    walk.order(head, look);
    walk.receipts(look)?;
    walk.records(look)
}

struct Walk<'a> {
    view: &'a dyn View,
    places: BTreeSet<Seq>,
    ids: HashMap<ChangeId, Seq>,
    /// Records that have changes.
    seen: HashSet<RecordId>,
    /// The record whose changes are read.
    current: Option<Current>,
}

/// A record as its changes so far make it.
struct Current {
    id: RecordId,
    record: Option<Record>,
    changes: u64,
    /// Where its changes lie, by their columns: all where the record lies now.
    lie: Vec<(String, Placing)>,
    /// A change of it could not be read or did not fit: nothing more is said of it.
    is_doubtful: bool,
}

impl Walk<'_> {
    fn change(&mut self, row: &ChangeRow, look: &mut Look<'_>) -> Result<(), Error> {
        let place = format!("#{} {}", row.seq.0, row.id);
        if let Some(first) = self.ids.insert(row.id, row.seq) {
            look.found(Fault::DoubleId, format!("#{} {place}", first.0));
        }
        if self.current.as_ref().map(|current| current.id) != Some(row.record) {
            self.close_record(look)?;
            self.seen.insert(row.record);
            self.current = Some(Current {
                id: row.record,
                record: None,
                changes: 0,
                lie: Vec::new(),
                is_doubtful: false,
            });
        }
        self.receipt_of(row, &place, look)?;
        let content = serde_json::from_str::<Map<String, Value>>(&row.body);
        let logged = serde_json::from_str::<Logged>(&row.body);
        let (Ok(content), Ok(logged)) = (content, logged) else {
            look.found(Fault::Unreadable, place);
            self.doubt();
            return Ok(());
        };
        self.content_of(row, content, &place, look)?;
        self.fold(row, &logged, &place, look);
        Ok(())
    }

    fn receipt_of(&self, row: &ChangeRow, place: &str, look: &mut Look<'_>) -> Result<(), Error> {
        match self.view.receipt(row.id) {
            Ok(None) => look.found(Fault::NoReceipt, place),
            Ok(Some(receipt)) if receipt.status.seq() != Some(row.seq) => {
                look.found(Fault::ReceiptPlace, place);
            }
            // One that cannot be read is named with the receipts.
            Ok(Some(_)) | Err(Error::Damaged { .. }) => {}
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// The content's hash was kept with the receipt when it came; a change of the server's own holds author and device in it.
    fn content_of(
        &self,
        row: &ChangeRow,
        mut content: Map<String, Value>,
        place: &str,
        look: &mut Look<'_>,
    ) -> Result<(), Error> {
        let Ok(Some(receipt)) = self.view.receipt(row.id) else {
            return Ok(());
        };
        for name in ["seq", "received_at", "clock_offset_ms"] {
            content.remove(name);
        }
        let is_own = content_hash(&content) == receipt.content_hash;
        content.remove("author");
        content.remove("device");
        if !is_own && content_hash(&content) != receipt.content_hash {
            look.found(Fault::ChangeContent, place);
        }
        Ok(())
    }

    fn doubt(&mut self) {
        if let Some(current) = &mut self.current {
            current.is_doubtful = true;
        }
    }

    fn fold(&mut self, row: &ChangeRow, logged: &Logged, place: &str, look: &mut Look<'_>) {
        let Some(current) = &mut self.current else {
            return;
        };
        current.changes += 1;
        let lies = Placing {
            class: row.class,
            area: row.area.clone(),
            file: row.file,
        };
        current.lie.push((place.to_owned(), lies));
        match fold::confirm(current.record.take(), logged) {
            Ok((record, _)) => {
                if let Some(column) = other_column(row, logged) {
                    look.found(Fault::ChangeColumns, format!("{place} {column}"));
                }
                current.record = Some(record);
            }
            Err(error) => {
                if !current.is_doubtful {
                    look.found(Fault::DoesNotFold, format!("{place} ({error})"));
                }
                current.is_doubtful = true;
            }
        }
    }

    /// All changes of a record were read: is it what they make of it?
    fn close_record(&mut self, look: &mut Look<'_>) -> Result<(), Error> {
        let Some(current) = self.current.take() else {
            return Ok(());
        };
        let (id, changes) = (current.id, current.changes);
        if let Some(record) = current.record.as_ref().filter(|_| !current.is_doubtful) {
            let lies = Placing::of(record);
            let elsewhere = current.lie.iter().filter(|(_, known)| *known != lies);
            for (place, known) in elsewhere {
                let column = other_place(known, &lies);
                look.found(Fault::ChangeColumns, format!("{place} {column}"));
            }
        }
        let kept = match self.view.record(id) {
            Ok(kept) => kept,
            // Named with the records.
            Err(Error::Damaged { .. }) => return Ok(()),
            Err(error) => return Err(error),
        };
        match (kept, current.record.filter(|_| !current.is_doubtful)) {
            (None, _) => look.found(Fault::NoRecord, format!("{id} ({changes})")),
            (Some(kept), Some(folded)) => {
                if let Some(names) = difference(&folded, &kept) {
                    look.found(Fault::OtherRecord, format!("{id} {names}"));
                }
            }
            (Some(_), None) => {}
        }
        Ok(())
    }

    /// Dense from 1 to the head.
    fn order(&self, head: Seq, look: &mut Look<'_>) {
        let mut next = 1;
        for seq in &self.places {
            if seq.0 > head.0 {
                look.found(Fault::BeyondHead, format!("#{}", seq.0));
                continue;
            }
            if seq.0 > next {
                look.found(Fault::OrderGap, numbers(next, seq.0 - 1));
            }
            next = seq.0 + 1;
        }
        if next <= head.0 {
            look.found(Fault::OrderGap, numbers(next, head.0));
        }
    }

    /// What says that it was stored is there.
    fn receipts(&self, look: &mut Look<'_>) -> Result<(), Error> {
        self.view.whole().each_receipt(&mut |id, receipt| {
            match receipt {
                Err(error) => look.unreadable(&format!("receipt {id}"), &error),
                Ok(receipt) => {
                    if let Some(seq) = receipt.status.seq()
                        && !self.ids.contains_key(&receipt.id)
                    {
                        look.found(Fault::NoChange, format!("#{} {id}", seq.0));
                    }
                }
            }
            Ok(())
        })
    }

    fn records(&self, look: &mut Look<'_>) -> Result<(), Error> {
        self.view.whole().each_kept(&mut |id, kept| {
            match kept {
                Err(error) => look.unreadable(&format!("record {id}"), &error),
                Ok(kept) => {
                    if let Some(column) = other_record_column(&id, &kept) {
                        look.found(Fault::RecordColumns, format!("{id} {column}"));
                    }
                    let known = id.parse().is_ok_and(|id| self.seen.contains(&id));
                    if !known {
                        look.found(Fault::NoHistory, id);
                    }
                }
            }
            Ok(())
        })
    }
}

/// The first column that says something else than the change.
fn other_column(row: &ChangeRow, logged: &Logged) -> Option<&'static str> {
    let change = &logged.change;
    let pairs = [
        ("seq", row.seq == logged.seq),
        ("id", row.id == change.id),
        ("record", row.record == change.record),
        ("device", row.device == change.device),
        ("device_seq", row.device_seq == change.device_seq),
        ("received_at", row.received_at == logged.received_at),
        (
            "clock_offset_ms",
            row.clock_offset_ms == logged.clock_offset_ms,
        ),
    ];
    let other = pairs.into_iter().find(|(_, agrees)| !agrees);
    other.map(|(name, _)| name)
}

/// The first column of a place that differs.
fn other_place(known: &Placing, lies: &Placing) -> &'static str {
    if known.class != lies.class {
        "class"
    } else if known.area != lies.area {
        "area"
    } else {
        "file"
    }
}

fn other_record_column(id: &str, kept: &KeptRow) -> Option<&'static str> {
    let record = &kept.record;
    let placing = Placing::of(record);
    let pairs = [
        ("id", id == record.id.to_string()),
        ("kind", Kind::from_name(&kept.kind) == record.kind),
        ("class", kept.class == placing.class.as_str()),
        ("area", kept.area == placing.area.as_str()),
        ("file", kept.file == placing.file),
        ("seq", kept.seq == record.seq),
    ];
    let other = pairs.into_iter().find(|(_, agrees)| !agrees);
    other.map(|(name, _)| name)
}

/// The names of what differs, fields by their own; none when nothing does. Never a value: the page may be shown to anybody.
fn difference(folded: &Record, kept: &Record) -> Option<String> {
    if folded == kept {
        return None;
    }
    let tree = |record: &Record| serde_json::to_value(record).unwrap_or_default();
    let (folded, kept) = (tree(folded), tree(kept));
    let mut names = Vec::new();
    for name in keys(&folded, &kept) {
        let (a, b) = (folded.get(&name), kept.get(&name));
        if a == b {
            continue;
        }
        match (a, b) {
            (Some(a), Some(b)) if name == "fields" => names.extend(
                keys(a, b)
                    .into_iter()
                    .filter(|field| a.get(field) != b.get(field)),
            ),
            _ => names.push(name),
        }
    }
    Some(names.join(", "))
}

fn keys(a: &Value, b: &Value) -> BTreeSet<String> {
    let of = |value: &Value| value.as_object().cloned().unwrap_or_default();
    of(a)
        .into_iter()
        .chain(of(b))
        .map(|(name, _)| name)
        .collect()
}
