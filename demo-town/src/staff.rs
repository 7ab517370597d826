//! Members: a full-time and several part-time workers per grid, a cadre per village, supervisors and departments.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::area::AreaCode;
use domain::ids::{DeviceId, MemberId};
use domain::member::{Employment, Member, Role};
use domain::resident::Sex;

use crate::calendar;
use crate::chance::{Chance, Part};
use crate::names;
use crate::numbers;
use crate::places::Places;
use crate::scale::Sizes;

const SUPERVISORS: usize = 3;

pub(crate) struct Staff {
    pub(crate) members: Vec<(MemberId, AreaCode, Member)>,
    pub(crate) devices: Vec<(MemberId, DeviceId)>,
    /// The workers of each grid, the full-time worker first.
    pub(crate) workers: BTreeMap<AreaCode, Vec<MemberId>>,
    pub(crate) supervisor: MemberId,
}

impl Staff {
    pub(crate) fn workers_of(&self, grid: &AreaCode) -> &[MemberId] {
        self.workers.get(grid).map_or(&[], Vec::as_slice)
    }

    /// Where a member works, and who it is.
    pub(crate) fn member(&self, id: MemberId) -> Option<(&AreaCode, &Member)> {
        let found = self.members.iter().find(|(known, ..)| *known == id);
        found.map(|(_, area, member)| (area, member))
    }

    /// The full-time worker of the first grid.
    pub(crate) fn first_worker(&self) -> MemberId {
        let mut grids = self.workers.values();
        grids
            .next()
            .and_then(|workers| workers.first())
            .copied()
            .unwrap_or(self.supervisor)
    }
}

pub(crate) fn hire(sizes: &Sizes, places: &Places, seed: u64, today: NaiveDate) -> Staff {
    let mut office = Office {
        chance: Chance::new(seed, Part::Members),
        day: calendar::days_before(today, 399),
        members: Vec::new(),
        devices: Vec::new(),
    };
    let town = &places.town;
    let supervisor = office.hire(town, Role::Supervisor, None);
    for _ in 1..SUPERVISORS {
        office.hire(town, Role::Supervisor, None);
    }
    for name in names::DEPARTMENTS {
        office.add(
            town,
            Role::Department,
            None,
            format!("{}{name}", names::TOWN_SHORT),
        );
    }
    for village in &places.villages {
        office.hire(village, Role::VillageCadre, None);
    }
    let mut workers = BTreeMap::new();
    for grid in &places.grids {
        let mut own = vec![office.hire(grid, Role::Worker, Some(Employment::FullTime))];
        for _ in 0..sizes.part_time_per_grid {
            own.push(office.hire(grid, Role::Worker, Some(Employment::PartTime)));
        }
        workers.insert(grid.clone(), own);
    }
    Staff {
        members: office.members,
        devices: office.devices,
        workers,
        supervisor,
    }
}

struct Office {
    chance: Chance,
    day: NaiveDate,
    members: Vec<(MemberId, AreaCode, Member)>,
    devices: Vec<(MemberId, DeviceId)>,
}

impl Office {
    /// Takes on a person whose name no other member has.
    fn hire(&mut self, area: &AreaCode, role: Role, employment: Option<Employment>) -> MemberId {
        loop {
            let sex = self.chance.weighted(&[(Sex::Female, 550)], Sex::Male);
            let name = names::full(&mut self.chance, sex, 40);
            if self
                .members
                .iter()
                .all(|(_, _, member)| member.name != name)
            {
                return self.add(area, role, employment, name);
            }
        }
    }

    fn add(
        &mut self,
        area: &AreaCode,
        role: Role,
        employment: Option<Employment>,
        name: String,
    ) -> MemberId {
        let count = i64::try_from(self.members.len()).unwrap_or(0);
        let made_at = calendar::at(self.day, 9 * 60, count * 1000);
        let id = MemberId(self.chance.id(made_at));
        let unit = name.strip_prefix(names::TOWN_SHORT);
        let unit = unit.filter(|_| role == Role::Department).map(str::to_owned);
        let member = Member {
            name,
            role,
            areas: vec![area.clone()],
            phone: Some(numbers::phone(&mut self.chance)),
            employment,
            unit,
        };
        self.members.push((id, area.clone(), member));
        self.devices.push((id, DeviceId(self.chance.id(made_at))));
        id
    }
}
