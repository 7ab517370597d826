//! Undoing an import: what it made becomes void, what it put right is as it was before. What somebody has changed or used since stays.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use domain::{
    Act, Change, DataClass, Fields, Household, Kind, Logged, Record, RecordId, Resident, Scope, Seq,
};
use protocol::imports::{KEPT_NAMED, KeptBecause, KeptRecord, UndoReply};
use serde_json::{Value, json};

use super::past::{self, IMPORT, Span};
use super::preview::home_words;
use crate::audit::{self, Actor, Deed};
use crate::clock;
use crate::error::Error;
use crate::export::Town;
use crate::storage::{ChangeRow, Tx, View};
use crate::town::{self, Pen};

/// The field by which an import says that somebody moved away.
const PRESENCE: &str = "presence";
/// Changes read at a time.
const AT_A_TIME: usize = 1000;

/// What undoing an import would do.
///
/// # Errors
/// [`Error::NotFound`] when there is no such import, or it is undone already.
pub fn would_undo(view: &dyn View, import: u64) -> Result<UndoReply, Error> {
    Undoing::of(view, import)?.reply(view, false)
}

/// Undoes an import.
///
/// # Errors
/// [`Error::NotFound`] when there is no such import, or it is undone already.
pub fn undo(tx: &dyn Tx, by: Actor, import: u64, now: DateTime<Utc>) -> Result<UndoReply, Error> {
    let undoing = Undoing::of(tx, import)?;
    let reply = undoing.reply(tx, true)?;
    undoing.write(tx, now)?;
    let about = [
        (IMPORT, json!(import)),
        ("voided", json!(reply.households + reply.residents)),
        ("reverted", json!(reply.edits)),
        ("kept", json!(reply.kept)),
    ];
    audit::note(tx, now, by, (Deed::UndoImport, &about))?;
    Ok(reply)
}

/// What is to be done with each record of an import.
struct Undoing {
    made_at: DateTime<Utc>,
    /// Become void, residents before their households.
    voids: Vec<Record>,
    /// Become what they were.
    reverts: Vec<(Record, Fields)>,
    kept: Vec<(Record, KeptBecause)>,
}

/// What an import wrote.
#[derive(Default)]
struct Wrote {
    made_at: DateTime<Utc>,
    created: BTreeSet<RecordId>,
    /// The fields of each record that it put right.
    edited: BTreeMap<RecordId, BTreeSet<String>>,
}

/// What stood and came around it.
#[derive(Default)]
struct Around {
    /// What the edited fields were before.
    before: HashMap<(RecordId, String), Value>,
    /// Fields that were written since.
    since: BTreeSet<(RecordId, String)>,
    /// Created records that somebody changed since.
    changed: BTreeSet<RecordId>,
    /// Created records that something written since names.
    used: BTreeSet<RecordId>,
}

impl Undoing {
    fn of(view: &dyn View, import: u64) -> Result<Self, Error> {
        let span = past::span_of(view, import)?.ok_or(Error::NotFound("import"))?;
        let wrote = wrote(view, span)?;
        let around = around(view, span, &wrote)?;
        let mut undoing = Self {
            made_at: wrote.made_at,
            voids: Vec::new(),
            reverts: Vec::new(),
            kept: Vec::new(),
        };
        undoing.created(view, &wrote, &around)?;
        let settled = undoing.settled();
        for (id, fields) in &wrote.edited {
            let record = view.record(*id)?.filter(|record| record.voided.is_none());
            if let Some(record) = record {
                let has_settled = fields.contains(PRESENCE) && settled.contains(&known_by(&record));
                if has_settled {
                    undoing.kept.push((record, KeptBecause::Used));
                } else {
                    undoing.edited(record, fields, &around);
                }
            }
        }
        Ok(undoing)
    }

    /// Households that stay keep their people, and people who stay keep their household.
    fn created(&mut self, view: &dyn View, wrote: &Wrote, around: &Around) -> Result<(), Error> {
        let mut records = Vec::with_capacity(wrote.created.len());
        let mut stays: BTreeMap<RecordId, KeptBecause> = BTreeMap::new();
        let mut inhabited = BTreeSet::new();
        for id in &wrote.created {
            let record = view.record(*id)?.filter(|record| record.voided.is_none());
            let Some(record) = record else { continue };
            if around.used.contains(id) {
                stays.insert(*id, KeptBecause::Used);
            } else if around.changed.contains(id) {
                stays.insert(*id, KeptBecause::Changed);
            }
            if stays.contains_key(id) {
                inhabited.extend(record.fields.link("household"));
            }
            records.push(record);
        }
        for id in inhabited.intersection(&wrote.created) {
            stays.entry(*id).or_insert(KeptBecause::Inhabited);
        }
        // Residents first: a household is void when nobody lives there any more.
        records.sort_by_key(|record| record.kind == Kind::Household);
        for record in records {
            let household = record.fields.link("household");
            let home_stays = household.is_some_and(|home| {
                matches!(
                    stays.get(&home),
                    Some(KeptBecause::Used | KeptBecause::Changed)
                )
            });
            match stays.get(&record.id) {
                Some(why) => self.kept.push((record, *why)),
                None if home_stays => self.kept.push((record, KeptBecause::HouseholdStays)),
                None => self.voids.push(record),
            }
        }
        Ok(())
    }

    /// Those who stay where the import brought them: where they came from they do not live again.
    fn settled(&self) -> BTreeSet<KnownBy> {
        self.kept
            .iter()
            .map(|(record, _)| known_by(record))
            .collect()
    }

    fn edited(&mut self, record: Record, fields: &BTreeSet<String>, around: &Around) {
        let mut back = Fields::default();
        for field in fields {
            let key = (record.id, field.clone());
            if !around.since.contains(&key) {
                let before = around.before.get(&key).cloned().unwrap_or(Value::Null);
                back.0.insert(field.clone(), before);
            }
        }
        if back.0.len() < fields.len() {
            self.kept.push((record.clone(), KeptBecause::Changed));
        }
        if !back.0.is_empty() {
            self.reverts.push((record, back));
        }
    }

    fn reply(&self, view: &dyn View, written: bool) -> Result<UndoReply, Error> {
        let of_kind = |kind: Kind| {
            let voids = self.voids.iter().filter(|record| record.kind == kind);
            voids.count() as u64
        };
        let town = Town::of(view)?;
        let named = self.kept.iter().take(KEPT_NAMED);
        let named = named.map(|(record, why)| kept(view, &town, record, *why));
        Ok(UndoReply {
            households: of_kind(Kind::Household),
            residents: of_kind(Kind::Resident),
            edits: self.reverts.len() as u64,
            kept: self.kept.len() as u64,
            kept_named: named.collect::<Result<_, Error>>()?,
            written,
        })
    }

    fn write(self, tx: &dyn Tx, now: DateTime<Utc>) -> Result<(), Error> {
        let mut pen = Pen::take(tx, now)?;
        let reason = format!("撤销 {} 的导入", clock::local_date(self.made_at));
        let voids = self.voids.into_iter().map(|record| {
            let reason = reason.clone();
            (record, Act::Void { reason })
        });
        let reverts = self.reverts.into_iter();
        let reverts = reverts.map(|(record, fields)| (record, Act::Edit(fields)));
        for (record, act) in voids.chain(reverts) {
            let subject = (record.id, record.kind.clone(), record.area.clone());
            town::counted(&pen.write(tx, subject, act, Some(record))?)?;
        }
        pen.put_back(tx)
    }
}

/// Identity number, name and birth date.
type KnownBy = [Option<String>; 3];

fn known_by(record: &Record) -> KnownBy {
    ["identity_number", "name", "birth"].map(|name| record.fields.text(name).map(str::to_owned))
}

fn kept(
    view: &dyn View,
    town: &Town<'_>,
    record: &Record,
    why: KeptBecause,
) -> Result<KeptRecord, Error> {
    let village = town.village_name(&record.area);
    let (name, household) = if let Some(resident) = Resident::from_fields(&record.fields) {
        let home = view.record(resident.household)?;
        (
            resident.name,
            home.and_then(|home| Household::from_fields(&home.fields)),
        )
    } else {
        let household = Household::from_fields(&record.fields);
        let head = household.as_ref().map(|household| household.head.clone());
        (head.unwrap_or_default(), household)
    };
    Ok(KeptRecord {
        name,
        home: household.map_or_else(|| village.clone(), |home| home_words(&village, &home)),
        why,
    })
}

/// The changes of the server's own device in the span.
fn wrote(view: &dyn View, span: Span) -> Result<Wrote, Error> {
    let mut wrote = Wrote::default();
    let scope = Scope::new(DataClass::Household, view.town()?.code);
    walk(view, &scope, span, &mut |row| {
        let logged = read(&row)?;
        wrote.made_at = row.received_at;
        match logged.change.act {
            Act::Create(_) => {
                wrote.created.insert(row.record);
            }
            Act::Edit(fields) => {
                let names = fields.0.into_keys();
                wrote.edited.entry(row.record).or_default().extend(names);
            }
            Act::Step(_) | Act::Void { .. } | Act::Other(_) => {}
        }
        Ok(())
    })?;
    Ok(wrote)
}

fn around(view: &dyn View, (after, up_to): Span, wrote: &Wrote) -> Result<Around, Error> {
    let town = view.town()?;
    let mut around = Around::default();
    let scope = |class| Scope::new(class, town.code.clone());
    if !wrote.edited.is_empty() {
        let before = (Seq(0), after);
        walk(view, &scope(DataClass::Household), before, &mut |row| {
            if let Some(fields) = wrote.edited.get(&row.record) {
                around.was(&read(&row)?.change, fields);
            }
            Ok(())
        })?;
    }
    let classes = [
        DataClass::Household,
        DataClass::Case,
        DataClass::SensitiveCase,
        DataClass::Care,
    ];
    for class in classes {
        walk(view, &scope(class), (up_to, town.head), &mut |row| {
            around.came(&read(&row)?.change, wrote);
            Ok(())
        })?;
    }
    Ok(around)
}

impl Around {
    fn was(&mut self, change: &Change, fields: &BTreeSet<String>) {
        if let Act::Create(written) | Act::Edit(written) = &change.act {
            for (name, value) in &written.0 {
                if fields.contains(name) {
                    let key = (change.record, name.clone());
                    self.before.insert(key, value.clone());
                }
            }
        }
    }

    fn came(&mut self, change: &Change, wrote: &Wrote) {
        if wrote.created.contains(&change.record) {
            self.changed.insert(change.record);
        }
        let fields = match &change.act {
            Act::Create(fields) | Act::Edit(fields) => fields,
            Act::Step(step) => &step.fields,
            Act::Void { .. } => return,
            Act::Other(value) => return self.names(value, change.record, wrote),
        };
        if wrote.edited.contains_key(&change.record) {
            let names = fields.0.keys().cloned();
            self.since.extend(names.map(|name| (change.record, name)));
        }
        for value in fields.0.values() {
            self.names(value, change.record, wrote);
        }
    }

    /// Notes every record of the import that a value names.
    fn names(&mut self, value: &Value, of: RecordId, wrote: &Wrote) {
        match value {
            Value::String(text) => {
                let named = text.parse::<RecordId>().ok();
                let named = named.filter(|named| *named != of && wrote.created.contains(named));
                self.used.extend(named);
            }
            Value::Array(values) => values.iter().for_each(|one| self.names(one, of, wrote)),
            Value::Object(map) => map.values().for_each(|one| self.names(one, of, wrote)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}

/// The changes of a scope after the first place up to the second.
fn walk(
    view: &dyn View,
    scope: &Scope,
    (mut after, up_to): Span,
    tell: &mut dyn FnMut(ChangeRow) -> Result<(), Error>,
) -> Result<(), Error> {
    loop {
        let rows = view.changes_after(scope, after, AT_A_TIME)?;
        let is_last = rows.len() < AT_A_TIME;
        for row in rows {
            if row.seq > up_to {
                return Ok(());
            }
            after = row.seq;
            tell(row)?;
        }
        if is_last {
            return Ok(());
        }
    }
}

fn read(row: &ChangeRow) -> Result<Logged, Error> {
    serde_json::from_str(&row.body).map_err(Error::damaged("change"))
}
