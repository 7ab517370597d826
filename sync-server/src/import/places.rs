//! What a sheet is compared with: who is registered, and which villages and groups the town has.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{Area, AreaCode, AreaLevel, Household, Kind, Resident, Scope};
use register::{Existing, KnownHousehold, KnownResident, Places};

use crate::error::Error;
use crate::storage::View;
use crate::town;

/// Households and residents that are not void.
pub(super) fn existing(view: &dyn View, town: &AreaCode) -> Result<Existing, Error> {
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

/// What is registered in each grid, and which groups belong to it.
#[derive(Default)]
pub(crate) struct Counted {
    pub(crate) households: BTreeMap<AreaCode, u64>,
    pub(crate) residents: BTreeMap<AreaCode, u64>,
    pub(crate) groups: BTreeMap<AreaCode, BTreeSet<u16>>,
}

/// Counts the whole town.
pub(crate) fn counted(view: &dyn View) -> Result<Counted, Error> {
    let town = view.town()?.code;
    let existing = existing(view, &town)?;
    let places = TownPlaces::read(view, &town, None, &existing)?;
    let mut counted = Counted::default();
    for known in existing.households {
        *counted.households.entry(known.area).or_default() += 1;
    }
    for known in existing.residents {
        *counted.residents.entry(known.area).or_default() += 1;
    }
    for ((_, group), grid) in places.grids {
        if group > 0 {
            counted.groups.entry(grid).or_default().insert(group);
        }
    }
    Ok(counted)
}

/// The town's villages and groups.
pub(super) struct TownPlaces {
    villages: Vec<(String, AreaCode)>,
    /// Where rows without a village belong.
    whole_sheet: Option<AreaCode>,
    grids: HashMap<(AreaCode, u16), AreaCode>,
    /// Grids of villages in which no group is known yet.
    only_grids: HashMap<AreaCode, AreaCode>,
}

impl TownPlaces {
    pub(super) fn read(
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
