//! Villages, grids and the groups that belong to them, as the office looks after them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::{Act, Area, AreaCode, AreaLevel, Fields, Kind, Record, RecordId, Scope};
use protocol::areas::{AreaAct, AreaDone, AreaState, AreasReply};
use serde_json::{Value, json};

use super::{Asking, forbidden, unreadable};
use crate::audit::{self, Actor, Deed};
use crate::error::Error;
use crate::import;
use crate::storage::{DeviceRow, Tx, View};
use crate::town;

/// The longest name that is taken.
const NAME_MAX: usize = 40;
/// The highest group of a village.
const GROUP_MAX: u16 = 999;

/// May this device ask about villages and grids at all?
///
/// # Errors
/// [`protocol::ErrorCode::Forbidden`] for everybody but the office and the administrator.
pub fn may_ask(view: &dyn View, device: &DeviceRow, now: DateTime<Utc>) -> Result<(), Error> {
    Asking::of(view, device, now).map(drop)
}

/// The town's villages and grids.
///
/// # Errors
/// [`protocol::ErrorCode::Forbidden`] for everybody but the office and the administrator.
pub fn list(view: &dyn View, device: &DeviceRow, now: DateTime<Utc>) -> Result<AreasReply, Error> {
    let asking = Asking::of(view, device, now)?;
    let town = view.town()?.code;
    let counted = import::counted(view)?;
    let mut areas: BTreeMap<AreaCode, AreaState> = BTreeMap::new();
    for record in records(view)? {
        let level = record.area.level();
        let area = Area::from_fields(&record.fields);
        let Some(area) = area.filter(|_| level > AreaLevel::Town && asking.reaches(&record.area))
        else {
            continue;
        };
        let sum = |counts: &BTreeMap<AreaCode, u64>| -> u64 {
            let inside = counts.iter().filter(|(code, _)| record.area.contains(code));
            inside.map(|(_, count)| count).sum()
        };
        let groups = counted.groups.get(&record.area).cloned();
        let state = AreaState {
            code: record.area.clone(),
            name: area.name,
            groups: groups.unwrap_or_default().into_iter().collect(),
            households: sum(&counted.households),
            residents: sum(&counted.residents),
        };
        areas.insert(record.area, state);
    }
    Ok(AreasReply {
        town,
        areas: areas.into_values().collect(),
    })
}

/// Does one thing.
///
/// # Errors
/// [`protocol::ErrorCode::Forbidden`] where the right of who asks does not reach; [`protocol::ErrorCode::BadRequest`] with what to
/// write otherwise; [`Error::NotFound`] for an area that is not there.
pub fn act(
    tx: &dyn Tx,
    device: &DeviceRow,
    act: AreaAct,
    now: DateTime<Utc>,
) -> Result<AreaDone, Error> {
    let asking = Asking::of(tx, device, now)?;
    let reaches = |area: &AreaCode| {
        if asking.reaches(area) {
            Ok(())
        } else {
            Err(forbidden("这个地方不在你管理的范围里"))
        }
    };
    let by = (Actor::Member(asking.member), now);
    match act {
        AreaAct::AddVillage { record, code, name } => {
            reaches(&code)?;
            if let Some(known) = known(tx, record)? {
                return Ok(known);
            }
            check_village(tx, &code)?;
            add(tx, by, (record, &code), &name)
        }
        AreaAct::AddGrid {
            record,
            village,
            name,
            groups,
        } => {
            reaches(&village)?;
            if let Some(known) = known(tx, record)? {
                return Ok(known);
            }
            let code = next_grid(tx, &village)?;
            check_groups(&groups)?;
            for group in groups {
                town::put_group(tx, &village, group, &code)?;
            }
            add(tx, by, (record, &code), &name)
        }
        AreaAct::Rename { area, name } => {
            reaches(&area)?;
            rename(tx, by, &area, &name)
        }
        AreaAct::SetGroups { grid, groups } => {
            reaches(&grid)?;
            check_groups(&groups)?;
            set_groups(tx, by, &grid, &groups.into_iter().collect())
        }
    }
}

type By = (Actor, DateTime<Utc>);

fn records(view: &dyn View) -> Result<Vec<Record>, Error> {
    let scope = Scope::new(Kind::Area.class(), view.town()?.code);
    let mut records = Vec::new();
    view.each_record(&Kind::Area, &scope, &mut |record| {
        if record.voided.is_none() {
            records.push(record);
        }
        Ok(())
    })?;
    Ok(records)
}

fn record_of(view: &dyn View, area: &AreaCode) -> Result<Option<Record>, Error> {
    let mut records = records(view)?.into_iter();
    Ok(records.find(|record| record.area == *area))
}

/// The answer to a repeat of what was done, because the first answer was lost on the way.
fn known(view: &dyn View, record: RecordId) -> Result<Option<AreaDone>, Error> {
    let record = view.record(record)?;
    Ok(record.map(|record| AreaDone::Added { code: record.area }))
}

fn check_village(view: &dyn View, code: &AreaCode) -> Result<(), Error> {
    let town = view.town()?.code;
    if code.level() != AreaLevel::Village || !town.contains(code) {
        let words = format!("村的代码是 12 位数字,以 {town} 开头");
        return Err(unreadable(&words));
    }
    if record_of(view, code)?.is_some() {
        return Err(unreadable("已经有这个代码的村了"));
    }
    Ok(())
}

fn check_groups(groups: &[u16]) -> Result<(), Error> {
    if groups.iter().all(|group| (1..=GROUP_MAX).contains(group)) {
        Ok(())
    } else {
        Err(unreadable("组号是 1 到 999 的数字"))
    }
}

fn tidy(name: &str) -> Result<String, Error> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > NAME_MAX {
        return Err(unreadable("请写清楚名称,不超过 40 个字"));
    }
    Ok(name.to_owned())
}

/// The number after the highest one of the village's grids, so that no number is ever used twice.
fn next_grid(view: &dyn View, village: &AreaCode) -> Result<AreaCode, Error> {
    let records = records(view)?;
    let is_known = records.iter().any(|record| record.area == *village);
    if village.level() != AreaLevel::Village || !is_known {
        return Err(Error::NotFound("village"));
    }
    let prefix = village.as_str();
    let serials = records.iter().filter_map(|record| {
        let serial = record.area.as_str().strip_prefix(prefix)?;
        serial.get(..3)?.parse::<u16>().ok()
    });
    let next = serials.max().unwrap_or(0) + 1;
    let full = || unreadable("这个村的网格编号已经用完");
    if next > 999 {
        return Err(full());
    }
    AreaCode::new(format!("{prefix}{next:03}")).map_err(|_| full())
}

fn add(
    tx: &dyn Tx,
    by: By,
    (record, code): (RecordId, &AreaCode),
    name: &str,
) -> Result<AreaDone, Error> {
    let area = Area {
        name: tidy(name)?,
        kind: None,
    };
    let act = Act::Create(Fields::of(&area));
    town::write_own(tx, (record, Kind::Area, code.clone()), act, None, by.1)?;
    note(tx, by, code, &[])?;
    Ok(AreaDone::Added { code: code.clone() })
}

fn rename(tx: &dyn Tx, by: By, area: &AreaCode, name: &str) -> Result<AreaDone, Error> {
    let name = tidy(name)?;
    let record = record_of(tx, area)?.ok_or(Error::NotFound("area"))?;
    if record.fields.text("name") == Some(&name) {
        return Ok(AreaDone::Unchanged);
    }
    let fields = Fields([("name".to_owned(), json!(name))].into());
    let subject = (record.id, Kind::Area, area.clone());
    town::write_own(tx, subject, Act::Edit(fields), Some(record), by.1)?;
    note(tx, by, area, &[])?;
    Ok(AreaDone::Done)
}

fn set_groups(
    tx: &dyn Tx,
    by: By,
    grid: &AreaCode,
    groups: &BTreeSet<u16>,
) -> Result<AreaDone, Error> {
    let village = grid.village().filter(|_| grid.level() == AreaLevel::Grid);
    let village = village.ok_or(Error::NotFound("grid"))?;
    if record_of(tx, grid)?.is_none() {
        return Err(Error::NotFound("grid"));
    }
    let said = town::groups_of(tx, &village)?;
    let own = said.iter().filter(|(_, own)| own == grid);
    let before: BTreeSet<u16> = own.map(|(group, _)| *group).collect();
    if before == *groups {
        return Ok(AreaDone::Unchanged);
    }
    for group in before.difference(groups) {
        town::forget_group(tx, &village, *group)?;
    }
    for group in groups {
        town::put_group(tx, &village, *group, grid)?;
    }
    note(tx, by, grid, &groups.iter().copied().collect::<Vec<u16>>())?;
    Ok(AreaDone::Done)
}

fn note(tx: &dyn Tx, (by, now): By, area: &AreaCode, groups: &[u16]) -> Result<(), Error> {
    let mut about: Vec<(&str, Value)> = vec![("area", json!(area))];
    if !groups.is_empty() {
        about.push(("groups", json!(groups)));
    }
    audit::note(tx, now, by, (Deed::Area, &about))
}
