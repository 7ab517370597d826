//! Importing a household register: what the sheet says is compared with the records and written as changes like anybody's.

pub mod past;
mod places;
pub mod preview;
pub mod undo;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::{Act, AreaCode, Fields, Kind, RecordId};
use protocol::Status;
use register::{Choices, Existing, Plan, Reading};
use serde_json::json;

pub(crate) use self::places::counted;
use self::places::{TownPlaces, existing};
use crate::audit::{self, Actor, Deed};
use crate::clock;
use crate::error::Error;
use crate::storage::{Tx, View};
use crate::town::Pen;

/// A sheet, and what was said about it.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// What it says.
    pub reading: Reading,
    /// Where rows belong that name no village.
    pub village: Option<AreaCode>,
    /// What was decided about rows in doubt.
    pub choices: Choices,
}

impl Sheet {
    /// A sheet about which nothing was said.
    #[must_use]
    pub fn of(reading: Reading) -> Self {
        Self {
            reading,
            village: None,
            choices: Choices::new(),
        }
    }
}

/// Whether a sheet with bad rows is imported without them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadRows {
    /// The good rows are imported.
    LeaveOut,
    /// Nothing is imported.
    RefuseAll,
}

/// What an import did, or would do.
#[derive(Debug, Clone)]
pub struct Report {
    /// What was compared and found.
    pub plan: Plan,
    /// The number of its entry in the audit log; none when nothing was written.
    pub entry: Option<u64>,
    /// Rows that the rules set aside although the sheet read well, and why.
    pub refused: BTreeMap<u32, String>,
}

impl Report {
    /// Are there rows that were not, or would not be, imported?
    #[must_use]
    pub fn has_bad_rows(&self) -> bool {
        !self.plan.rejected.is_empty() || !self.refused.is_empty()
    }
}

/// Compares a sheet with what is registered.
///
/// # Errors
/// When the storage cannot be read.
pub fn compare(view: &dyn View, sheet: &Sheet) -> Result<Plan, Error> {
    Ok(compare_with(view, sheet)?.0)
}

fn compare_with(view: &dyn View, sheet: &Sheet) -> Result<(Plan, Existing), Error> {
    let town = view.town()?.code;
    let existing = existing(view, &town)?;
    let places = TownPlaces::read(view, &town, sheet.village.as_ref(), &existing)?;
    let new_id = || RecordId(clock::new_id());
    let plan = register::plan(&sheet.reading, &existing, &places, &sheet.choices, new_id);
    Ok((plan, existing))
}

/// Compares and writes in one transaction.
///
/// # Errors
/// When the storage refuses.
pub fn import(
    tx: &dyn Tx,
    by: Actor,
    sheet: &Sheet,
    bad_rows: BadRows,
    now: DateTime<Utc>,
) -> Result<Report, Error> {
    let plan = compare(tx, sheet)?;
    carry_out(tx, by, (sheet, plan), bad_rows, now)
}

fn carry_out(
    tx: &dyn Tx,
    by: Actor,
    (sheet, plan): (&Sheet, Plan),
    bad_rows: BadRows,
    now: DateTime<Utc>,
) -> Result<Report, Error> {
    let mut report = Report {
        plan,
        entry: None,
        refused: BTreeMap::new(),
    };
    if bad_rows == BadRows::RefuseAll && report.has_bad_rows() {
        return Ok(report);
    }
    let plan = &report.plan;
    let nothing = plan.households.is_empty() && plan.residents.is_empty() && plan.edits.is_empty();
    let mut pen = Pen::take(tx, now)?;
    let first = tx.town()?.head;
    if !nothing {
        report.refused = write(tx, &mut pen, &report.plan)?;
    }
    pen.put_back(tx)?;
    if bad_rows == BadRows::RefuseAll && !report.refused.is_empty() {
        return Err(Error::Internal(format!(
            "rows {:?} were set aside by the rules; nothing was written",
            report.refused.keys()
        )));
    }
    let plan = &report.plan;
    let about = [
        ("people", json!(sheet.reading.people.len())),
        ("households", json!(plan.households.len())),
        ("residents", json!(plan.residents.len())),
        ("edits", json!(plan.edits.len())),
        ("rejected", json!(plan.rejected.len())),
        ("refused", json!(report.refused.len())),
        // Its changes are those of the server's own device after the first place up to the last.
        (past::AFTER, json!(first.0)),
        (past::UP_TO, json!(tx.town()?.head.0)),
    ];
    audit::note(tx, now, by, (Deed::Import, &about))?;
    report.entry = tx.audit_last()?.map(|entry| entry.seq);
    Ok(report)
}

fn write(tx: &dyn Tx, pen: &mut Pen, plan: &Plan) -> Result<BTreeMap<u32, String>, Error> {
    let mut refused = BTreeMap::new();
    let mut missing = BTreeSet::new();
    for new in &plan.households {
        let subject = (new.id, Kind::Household, new.area.clone());
        let act = Act::Create(Fields::of(&new.household));
        if let Some(reason) = refusal(&pen.write(tx, subject, act, None)?) {
            refused.insert(new.row, reason);
            missing.insert(new.id);
        }
    }
    for new in &plan.residents {
        if missing.contains(&new.resident.household) {
            let reason = "这一户没有导入".to_owned();
            refused.entry(new.row).or_insert(reason);
            continue;
        }
        let subject = (new.id, Kind::Resident, new.area.clone());
        let act = Act::Create(Fields::of(&new.resident));
        if let Some(reason) = refusal(&pen.write(tx, subject, act, None)?) {
            refused.insert(new.row, reason);
        }
    }
    for edit in &plan.edits {
        let current = tx.record(edit.id)?;
        let subject = (edit.id, edit.kind.clone(), edit.area.clone());
        let act = Act::Edit(edit.fields.clone());
        if let Some(reason) = refusal(&pen.write(tx, subject, act, current)?) {
            refused.insert(edit.row, reason);
        }
    }
    Ok(refused)
}

fn refusal(status: &Status) -> Option<String> {
    match status {
        Status::Stored { .. } | Status::Merged { .. } | Status::Contested { .. } => None,
        Status::Quarantined { message, .. } => Some(message.clone()),
    }
}
