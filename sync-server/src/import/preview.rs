//! What importing a sheet would do, row by row, for the person who looks at it before.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use domain::resident::{Presence, Relation, Sex};
use domain::{Fields, Household, Kind, RecordId, Resident, mask};
use protocol::imports::{
    Choice, DoubtKind, ImportColumn, ImportReply, ImportRow, ImportSum, RowDoubt, RowEdit, RowFate,
    RowProblem,
};
use register::{Column, Existing, Plan, Problem};
use serde_json::Value;

use super::{BadRows, Report, Sheet, carry_out, compare_with};
use crate::audit::{Actor, hex};
use crate::error::Error;
use crate::export::Town;
use crate::storage::{Tx, View};

/// What importing the sheet would do.
///
/// # Errors
/// When the storage cannot be read.
pub fn preview(view: &dyn View, sheet: &Sheet) -> Result<ImportReply, Error> {
    let (plan, existing) = compare_with(view, sheet)?;
    reply(view, sheet, &plan, &existing)
}

/// Imports the sheet if that does just what was looked at; else nothing is written, and the answer is what it would do now.
///
/// # Errors
/// When the storage refuses.
pub fn import_as_seen(
    tx: &dyn Tx,
    by: Actor,
    (sheet, mark): (&Sheet, &str),
    now: DateTime<Utc>,
) -> Result<ImportReply, Error> {
    let (plan, existing) = compare_with(tx, sheet)?;
    let mut reply = reply(tx, sheet, &plan, &existing)?;
    if reply.mark != mark {
        return Ok(reply);
    }
    let report = carry_out(tx, by, (sheet, plan), BadRows::LeaveOut, now)?;
    reply.import = report.entry;
    set_aside(&mut reply, report);
    Ok(reply)
}

/// Rows that the rules set aside although the sheet read well.
fn set_aside(reply: &mut ImportReply, report: Report) {
    reply.sum.left_out += report.refused.len() as u64;
    let mut rows: BTreeMap<u32, &mut ImportRow> =
        reply.rows.iter_mut().map(|row| (row.row, row)).collect();
    for (number, message) in report.refused {
        if let Some(row) = rows.get_mut(&number) {
            row.fate = RowFate::LeftOut;
            row.problems.push(RowProblem {
                column: None,
                blocks: true,
                message,
            });
        }
    }
}

fn reply(
    view: &dyn View,
    sheet: &Sheet,
    plan: &Plan,
    existing: &Existing,
) -> Result<ImportReply, Error> {
    let town = Town::of(view)?;
    let rows = Rows::of(&town, sheet, plan, existing).all();
    let undecided = |row: &&ImportRow| row.fate == RowFate::Undecided;
    let sum = ImportSum {
        households: plan.households.len() as u64,
        residents: plan.residents.len() as u64,
        edits: plan.edits.len() as u64,
        unchanged: plan.unchanged as u64,
        left_out: plan.rejected.len() as u64,
        undecided: rows.iter().filter(undecided).count() as u64,
    };
    let columns = sheet.reading.columns.iter().map(|matched| ImportColumn {
        heading: matched.heading.clone(),
        taken_for: matched.column.label().to_owned(),
    });
    Ok(ImportReply {
        import: None,
        mark: mark_of(&rows, sum)?,
        columns: columns.collect(),
        sum,
        rows,
    })
}

/// Two comparisons that a person could not tell apart have the same mark.
fn mark_of(rows: &[ImportRow], sum: ImportSum) -> Result<String, Error> {
    let text = serde_json::to_vec(&(rows, sum)).map_err(Error::damaged("import"))?;
    Ok(hex(blake3::hash(&text).as_bytes()))
}

/// The sheet's rows with all that was found about them.
struct Rows<'a> {
    sheet: &'a Sheet,
    plan: &'a Plan,
    households: HashMap<RecordId, (&'a Household, String)>,
    residents: HashMap<RecordId, &'a Resident>,
    new: BTreeSet<u32>,
    moved: BTreeSet<u32>,
    people: BTreeSet<u32>,
}

impl<'a> Rows<'a> {
    fn of(town: &Town<'_>, sheet: &'a Sheet, plan: &'a Plan, existing: &'a Existing) -> Self {
        let homes = existing.households.iter().map(|known| {
            let village = town.village_name(&known.area);
            (known.id, (&known.household, village))
        });
        let residents = existing.residents.iter();
        let moves = plan.doubts.iter().filter(|doubt| {
            doubt.choice == Some(Choice::Same) && doubt.kind != DoubtKind::NearlySame
        });
        Self {
            sheet,
            plan,
            households: homes.collect(),
            residents: residents.map(|known| (known.id, &known.resident)).collect(),
            new: plan.residents.iter().map(|new| new.row).collect(),
            moved: moves.map(|doubt| doubt.row).collect(),
            people: sheet
                .reading
                .people
                .iter()
                .map(|person| person.row)
                .collect(),
        }
    }

    fn all(&self) -> Vec<ImportRow> {
        let mut problems = by_row(&self.plan.problems, |problem: &Problem| problem.row);
        let mut edits = by_row(&self.plan.edits, |edit: &register::Edit| edit.row);
        let doubts = self.plan.doubts.iter();
        let doubts: HashMap<u32, _> = doubts.map(|doubt| (doubt.row, doubt)).collect();
        let written = self.sheet.reading.rows.iter();
        let rows = written.filter_map(|written| {
            let row = written.row;
            let problems = problems.remove(&row).unwrap_or_default();
            if problems.is_empty() && !self.people.contains(&row) {
                // A household's own line, a sum or a signature.
                return None;
            }
            let edits = edits.remove(&row).unwrap_or_default();
            let doubt = doubts.get(&row).copied();
            Some(ImportRow {
                row,
                cells: self.cells(&written.cells, &problems),
                fate: self.fate(row, !edits.is_empty(), doubt.is_some()),
                problems: problems
                    .iter()
                    .map(|problem| self.problem(problem))
                    .collect(),
                edits: edits.iter().flat_map(|edit| self.edit(edit)).collect(),
                doubt: doubt.and_then(|doubt| self.doubt(doubt)),
            })
        });
        rows.collect()
    }

    fn fate(&self, row: u32, is_edited: bool, is_doubtful: bool) -> RowFate {
        if self.plan.rejected.contains(&row) {
            return if is_doubtful {
                RowFate::Undecided
            } else {
                RowFate::LeftOut
            };
        }
        if self.moved.contains(&row) {
            RowFate::Moved
        } else if self.new.contains(&row) {
            RowFate::New
        } else if is_edited {
            RowFate::Edited
        } else {
            RowFate::Unchanged
        }
    }

    /// The cells, identity numbers masked unless there is something wrong with them.
    fn cells(&self, written: &[String], problems: &[&Problem]) -> Vec<String> {
        let columns = self.sheet.reading.columns.iter();
        let is_wrong = |column| problems.iter().any(|problem| problem.column == column);
        let cells = columns.zip(written).map(|(matched, text)| {
            if matched.column == Column::IdentityNumber && !is_wrong(matched.column) {
                mask::identity_number(text)
            } else {
                text.clone()
            }
        });
        cells.collect()
    }

    fn problem(&self, problem: &Problem) -> RowProblem {
        let mut columns = self.sheet.reading.columns.iter();
        RowProblem {
            column: columns.position(|matched| matched.column == problem.column),
            blocks: problem.rejects(),
            message: problem.message.clone(),
        }
    }

    fn edit(&self, edit: &register::Edit) -> Vec<RowEdit> {
        let before = match edit.kind {
            Kind::Household => self
                .households
                .get(&edit.id)
                .map(|(household, _)| Fields::of(household)),
            _ => self.residents.get(&edit.id).map(Fields::of),
        };
        let before = before.unwrap_or_default();
        let fields = edit.fields.0.iter();
        let edits = fields.map(|(name, after)| RowEdit {
            label: label_of(&edit.kind, name).to_owned(),
            before: before
                .get(name)
                .map(|value| words(name, value))
                .unwrap_or_default(),
            after: words(name, after),
        });
        edits.collect()
    }

    fn doubt(&self, doubt: &register::Doubt) -> Option<RowDoubt> {
        let resident = self.residents.get(&doubt.known)?;
        let birth = resident.birth.map(|birth| birth.to_string());
        Some(RowDoubt {
            kind: doubt.kind,
            name: resident.name.clone(),
            birth: birth.unwrap_or_default(),
            home: self.home(resident.household),
            choice: doubt.choice,
        })
    }

    fn home(&self, household: RecordId) -> String {
        let home = self.households.get(&household);
        home.map_or_else(String::new, |(household, village)| {
            home_words(village, household)
        })
    }
}

/// 柳湾村 3组 12号 户主高强.
pub(super) fn home_words(village: &str, household: &Household) -> String {
    let mut words = vec![village.to_owned()];
    if household.group > 0 {
        words.push(format!("{}组", household.group));
    }
    words.push(household.door.clone());
    if !household.head.is_empty() {
        words.push(format!("户主{}", household.head));
    }
    words.retain(|word| !word.is_empty());
    words.join(" ")
}

fn by_row<T>(all: &[T], row: impl Fn(&T) -> u32) -> HashMap<u32, Vec<&T>> {
    let mut by_row: HashMap<u32, Vec<&T>> = HashMap::new();
    for one in all {
        by_row.entry(row(one)).or_default().push(one);
    }
    by_row
}

fn label_of(kind: &Kind, field: &str) -> &'static str {
    match (kind, field) {
        (Kind::Household, "phone") => "户里电话",
        (_, "phone") => Column::Phone.label(),
        (_, "name") => Column::Name.label(),
        (_, "head") => Column::Head.label(),
        (_, "door") => Column::Door.label(),
        (_, "relation") => Column::Relation.label(),
        (_, "identity_number") => Column::IdentityNumber.label(),
        (_, "sex") => Column::Sex.label(),
        (_, "birth") => Column::Birth.label(),
        (_, "presence") => "在原户",
        _ => "其他",
    }
}

/// A value as people read it.
fn words(field: &str, value: &Value) -> String {
    let text = value.as_str().unwrap_or_default();
    let read = |label: Option<&'static str>| label.unwrap_or(text).to_owned();
    let code = value.clone();
    match field {
        "relation" => read(
            serde_json::from_value(code)
                .ok()
                .map(|one: Relation| one.label()),
        ),
        "sex" => read(
            serde_json::from_value(code)
                .ok()
                .map(|one: Sex| one.label()),
        ),
        "presence" => read(
            serde_json::from_value(code)
                .ok()
                .map(|one: Presence| one.label()),
        ),
        "identity_number" => mask::identity_number(text),
        _ => text.to_owned(),
    }
}
