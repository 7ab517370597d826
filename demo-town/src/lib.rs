//! The invented town: a seeded generator of areas, members, households, residents, visits, disputes and care files.
//! The same scale, seed and day give the same town, byte for byte. Nobody in it exists: the region code, the phone range and
//! all names are made up. Where to start: [`Town::generate`], then [`Town::changes`].

mod calendar;
mod care;
mod chance;
mod changes;
mod dispute_words;
mod disputes;
mod family;
mod homes;
mod item_words;
mod items;
mod meetings;
mod names;
mod numbers;
mod places;
mod scale;
mod shares;
mod staff;
mod visits;
mod words;

use chrono::NaiveDate;
use domain::area::{Area, AreaCode};
use domain::change::Change;
use domain::ids::{DeviceId, MemberId, RecordId};
use domain::member::Member;

pub use care::{CareMade, CheckMade};
pub use disputes::DisputeMade;
pub use homes::Home;
pub use items::ItemMade;
pub use places::Group;
pub use scale::Scale;
pub use visits::VisitMade;

/// A town with a year of work behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct Town {
    /// The town's code.
    pub code: AreaCode,
    /// The town's name.
    pub name: String,
    /// The town, its villages and their grids: record, code, content.
    pub areas: Vec<(RecordId, AreaCode, Area)>,
    /// Supervisors, departments, cadres and workers, each with the area of the record.
    pub members: Vec<(MemberId, AreaCode, Member)>,
    /// Which grid each group of a village belongs to.
    pub groups: Vec<Group>,
    /// Households with their people.
    pub homes: Vec<Home>,
    /// Visits in the order in which they were saved.
    pub visits: Vec<VisitMade>,
    /// Disputes in the order in which they were saved, each with its steps.
    pub disputes: Vec<DisputeMade>,
    /// Hazards, opinions, errands, lectures, tasks, notices and meetings in the order in which they were saved, each with its steps.
    pub items: Vec<ItemMade>,
    /// Files of people who need care, each with its check-ins.
    pub care: Vec<CareMade>,
    seed: u64,
    devices: Vec<(MemberId, DeviceId)>,
    supervisor: MemberId,
    worker: MemberId,
}

impl Town {
    /// Generates a town whose last visits were saved the day before `today` (Beijing time).
    #[must_use]
    pub fn generate(scale: Scale, seed: u64, today: NaiveDate) -> Self {
        let sizes = scale.sizes();
        let places = places::build(&sizes, seed, today);
        let staff = staff::hire(&sizes, &places, seed, today);
        let mut homes = homes::settle(&sizes, &places, &staff, (seed, today));
        items::care_for(&mut homes, seed);
        let visits = visits::make(&sizes, &homes, &staff, (seed, today));
        let disputes = disputes::make(&sizes, &homes, &staff, (seed, today));
        let mut items = items::make(&sizes, &homes, &staff, &places.town, (seed, today));
        items.extend(meetings::make(
            &disputes,
            &staff,
            &places.town,
            (seed, today),
        ));
        items.sort_by_key(|made| made.id);
        let care = care::make(&sizes, &homes, &staff, (seed, today));
        Self {
            code: places.town,
            name: names::TOWN.to_owned(),
            areas: places.areas,
            groups: places.groups,
            homes,
            visits,
            disputes,
            items,
            care,
            seed,
            supervisor: staff.supervisor,
            worker: staff.first_worker(),
            members: staff.members,
            devices: staff.devices,
        }
    }

    /// Everything that happened, in an order in which it can be stored: areas, members, each household with its
    /// people, then visits, disputes and all other records as they happened.
    pub fn changes(&self) -> impl Iterator<Item = Change> + '_ {
        changes::of(self)
    }

    /// A full-time worker of the first grid.
    #[must_use]
    pub fn demo_worker(&self) -> MemberId {
        self.worker
    }

    /// A supervisor of the town; also the author of areas and members.
    #[must_use]
    pub fn demo_supervisor(&self) -> MemberId {
        self.supervisor
    }

    /// The grid of a village's group.
    #[must_use]
    pub fn grid_of(&self, village: &AreaCode, group: u16) -> Option<&AreaCode> {
        self.groups
            .iter()
            .find(|known| known.village == *village && known.number == group)
            .map(|known| &known.grid)
    }
}

#[cfg(test)]
mod tests;
