//! Importing a household register: what the sheet says is compared with the records and written as changes like anybody's.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use domain::{Act, Area, AreaCode, AreaLevel, Fields, Household, Kind, RecordId, Resident, Scope};
use protocol::Status;
use register::{Existing, KnownHousehold, KnownResident, Places, Plan, Reading};
use serde_json::json;

use crate::audit::{self, Actor, Deed};
use crate::clock;
use crate::error::Error;
use crate::storage::{Tx, View};
use crate::town::{self, Pen};

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
    /// Whether it was written.
    pub written: bool,
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

/// Compares a reading with what is registered. `village` is where rows without a village belong.
///
/// # Errors
/// When the storage cannot be read.
pub fn compare(
    view: &dyn View,
    reading: &Reading,
    village: Option<&AreaCode>,
) -> Result<Plan, Error> {
    let town = view.town()?.code;
    let existing = existing(view, &town)?;
    let places = TownPlaces::read(view, &town, village, &existing)?;
    let new_id = || RecordId(clock::new_id());
    Ok(register::plan(reading, &existing, &places, new_id))
}

/// Compares and writes in one transaction.
///
/// # Errors
/// When the storage refuses.
pub fn import(
    tx: &dyn Tx,
    reading: &Reading,
    village: Option<&AreaCode>,
    bad_rows: BadRows,
    now: DateTime<Utc>,
) -> Result<Report, Error> {
    let plan = compare(tx, reading, village)?;
    let mut report = Report {
        plan,
        written: false,
        refused: BTreeMap::new(),
    };
    if bad_rows == BadRows::RefuseAll && report.has_bad_rows() {
        return Ok(report);
    }
    let nothing = report.plan.households.is_empty()
        && report.plan.residents.is_empty()
        && report.plan.edits.is_empty();
    if !nothing {
        report.refused = write(tx, &report.plan, now)?;
    }
    if bad_rows == BadRows::RefuseAll && !report.refused.is_empty() {
        return Err(Error::Internal(format!(
            "rows {:?} were set aside by the rules; nothing was written",
            report.refused.keys()
        )));
    }
    let about = [
        ("people", json!(reading.people.len())),
        ("households", json!(report.plan.households.len())),
        ("residents", json!(report.plan.residents.len())),
        ("edits", json!(report.plan.edits.len())),
        ("rejected", json!(report.plan.rejected.len())),
        ("refused", json!(report.refused.len())),
    ];
    audit::note(tx, now, Actor::Operator, (Deed::Import, &about))?;
    report.written = true;
    Ok(report)
}

fn write(tx: &dyn Tx, plan: &Plan, now: DateTime<Utc>) -> Result<BTreeMap<u32, String>, Error> {
    let mut pen = Pen::take(tx, now)?;
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
    pen.put_back(tx)?;
    Ok(refused)
}

fn refusal(status: &Status) -> Option<String> {
    match status {
        Status::Stored { .. } | Status::Merged { .. } | Status::Contested { .. } => None,
        Status::Quarantined { message, .. } => Some(message.clone()),
    }
}

fn existing(view: &dyn View, town: &AreaCode) -> Result<Existing, Error> {
    let scope = Scope::new(Kind::Household.class(), town.clone());
    let mut existing = Existing::default();
    view.each_record(&Kind::Household, &scope, &mut |record| {
        if let Some(household) = Household::from_fields(&record.fields)
            && record.voided.is_none()
        {
            existing.households.push(KnownHousehold {
                id: record.id,
                area: record.area,
                household,
            });
        }
        Ok(())
    })?;
    view.each_record(&Kind::Resident, &scope, &mut |record| {
        if let Some(resident) = Resident::from_fields(&record.fields)
            && record.voided.is_none()
        {
            existing.residents.push(KnownResident {
                id: record.id,
                area: record.area,
                resident,
            });
        }
        Ok(())
    })?;
    Ok(existing)
}

/// The town's villages and groups.
struct TownPlaces {
    villages: Vec<(String, AreaCode)>,
    /// Where rows without a village belong.
    whole_sheet: Option<AreaCode>,
    grids: HashMap<(AreaCode, u16), AreaCode>,
    /// Grids of villages in which no group is known yet.
    only_grids: HashMap<AreaCode, AreaCode>,
}

impl TownPlaces {
    fn read(
        view: &dyn View,
        town: &AreaCode,
        village: Option<&AreaCode>,
        existing: &Existing,
    ) -> Result<Self, Error> {
        let mut villages = Vec::new();
        let mut grids_of: BTreeMap<AreaCode, Vec<AreaCode>> = BTreeMap::new();
        let scope = Scope::new(Kind::Area.class(), town.clone());
        view.each_record(&Kind::Area, &scope, &mut |record| {
            let area = Area::from_fields(&record.fields).filter(|_| record.voided.is_none());
            let Some((area, village)) = area.zip(record.area.village()) else {
                return Ok(());
            };
            if record.area.level() == AreaLevel::Grid {
                grids_of.entry(village).or_default().push(record.area);
            } else {
                villages.push((area.name, record.area));
            }
            Ok(())
        })?;
        let grids = grids_of_groups(view, &villages, existing)?;
        let has_groups: BTreeSet<&AreaCode> = grids.keys().map(|(village, _)| village).collect();
        let only_grids = grids_of
            .into_iter()
            .filter(|(village, _)| !has_groups.contains(village))
            .filter_map(|(village, grids)| match grids.as_slice() {
                [only] => Some((village, only.clone())),
                _ => None,
            })
            .collect();
        let alone = match villages.as_slice() {
            [(_, only)] => Some(only.clone()),
            _ => None,
        };
        Ok(Self {
            whole_sheet: village.cloned().or(alone),
            villages,
            grids,
            only_grids,
        })
    }
}

/// The grid in which most households of each group lie; where somebody said which it is, that one.
fn grids_of_groups(
    view: &dyn View,
    villages: &[(String, AreaCode)],
    existing: &Existing,
) -> Result<HashMap<(AreaCode, u16), AreaCode>, Error> {
    let mut counts: BTreeMap<(AreaCode, u16), BTreeMap<&AreaCode, usize>> = BTreeMap::new();
    for known in &existing.households {
        if let Some(village) = known.area.village() {
            let group = counts.entry((village, known.household.group)).or_default();
            *group.entry(&known.area).or_default() += 1;
        }
    }
    let most = |grids: BTreeMap<&AreaCode, usize>| {
        let most = grids.into_iter().max_by_key(|(_, homes)| *homes);
        most.map(|(grid, _)| grid.clone())
    };
    let mut grids: HashMap<(AreaCode, u16), AreaCode> = counts
        .into_iter()
        .filter_map(|(group, counted)| Some((group, most(counted)?)))
        .collect();
    for (_, village) in villages {
        for (group, grid) in town::groups_of(view, village)? {
            grids.insert((village.clone(), group), grid);
        }
    }
    Ok(grids)
}

impl Places for TownPlaces {
    fn village(&self, name: &str) -> Option<AreaCode> {
        if name.is_empty() {
            return self.whole_sheet.clone();
        }
        let mut same = self
            .villages
            .iter()
            .filter(|(known, _)| short(known) == short(name));
        match (same.next(), same.next()) {
            (Some((_, code)), None) => Some(code.clone()),
            _ => None,
        }
    }

    fn grid(&self, village: &AreaCode, group: u16) -> Option<AreaCode> {
        let known = self.grids.get(&(village.clone(), group));
        known.or_else(|| self.only_grids.get(village)).cloned()
    }
}

/// 张庄村, 张庄村委会 and 张庄 are one village.
fn short(name: &str) -> &str {
    let name = name.trim();
    let endings = ["村民委员会", "居民委员会", "村委会", "居委会", "社区", "村"];
    endings
        .iter()
        .find_map(|ending| name.strip_suffix(ending))
        .filter(|rest| !rest.is_empty())
        .unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_village_is_known_by_its_name_however_it_is_written() {
        for name in ["张庄村", "张庄", "张庄村委会", " 张庄村村民委员会"] {
            assert!(["张庄", "张庄村"].contains(&short(name)), "{name}");
        }
        assert_eq!(short("村"), "村");
    }
}
