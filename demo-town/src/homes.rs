//! Households and the people in them, written down grid by grid by the full-time worker before the first visit.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use domain::area::AreaCode;
use domain::household::Household;
use domain::ids::{MemberId, RecordId};
use domain::resident::{Presence, Relation, Resident, Sex};

use crate::calendar;
use crate::chance::{Chance, Part};
use crate::family::{self, Kin};
use crate::names;
use crate::numbers::{self, IdentityNumbers};
use crate::places::{Group, Places};
use crate::scale::Sizes;
use crate::shares;
use crate::staff::Staff;

/// The first registrations are made this many days before the town's last day, over [`REGISTRATION_DAYS`].
const REGISTERED_BEFORE: u64 = 396;
const REGISTRATION_DAYS: usize = 30;

/// Size of a household, out of 1000.
const FAMILY_SIZES: [(usize, usize); 8] = [
    (1, 85),
    (2, 165),
    (3, 180),
    (4, 230),
    (5, 180),
    (6, 105),
    (7, 40),
    (8, 15),
];
const DIRECTIONS: &[&str] = &[
    "村口老槐树往东第三家",
    "小学后面红色铁门",
    "水塔西侧,门口有石磨",
    "过小桥右手第一家",
    "卫生室斜对面",
];

/// A household with its people and who wrote them down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    /// The household's id; its time is when it was written down.
    pub id: RecordId,
    /// The grid.
    pub area: AreaCode,
    /// The grid's full-time worker.
    pub author: MemberId,
    /// The household.
    pub household: Household,
    /// Its people, the head first.
    pub residents: Vec<(RecordId, Resident)>,
}

pub(crate) fn settle(
    sizes: &Sizes,
    places: &Places,
    staff: &Staff,
    settled: (u64, NaiveDate),
) -> Vec<Home> {
    let (seed, today) = settled;
    let mut chance = Chance::new(seed, Part::Households);
    let weights: Vec<usize> = places
        .groups
        .iter()
        .map(|_| 60 + chance.below(81))
        .collect();
    let per_group = shares::deal(sizes.households, &weights, 1);
    let mut family_sizes = family_sizes(&mut chance, sizes).into_iter();
    let mut settler = Settler {
        families: Chance::new(seed, Part::Families),
        identities: IdentityNumbers::default(),
        first_day: calendar::days_before(today, REGISTERED_BEFORE),
        chance,
    };
    let mut homes = Vec::with_capacity(sizes.households);
    for (grid, workers) in &staff.workers {
        let groups = places
            .groups
            .iter()
            .zip(&per_group)
            .filter(|(group, _)| group.grid == *grid);
        let doors: Vec<(&Group, usize)> = groups
            .flat_map(|(group, count)| (1..=*count).map(move |door| (group, door)))
            .collect();
        let Some(author) = workers.first() else {
            continue;
        };
        let mut contact = String::new();
        for (place, ((group, door), size)) in doors.iter().zip(family_sizes.by_ref()).enumerate() {
            if *door == 1 {
                contact = names::full(&mut settler.chance, Sex::Male, 50);
            }
            let door = Door {
                group,
                number: *door,
                size,
                contact: &contact,
                at: settler.registered_at(place, doors.len()),
            };
            homes.push(settler.home(&door, *author));
        }
    }
    homes
}

/// Sizes by their shares, then moved one by one until the residents add up.
fn family_sizes(chance: &mut Chance, sizes: &Sizes) -> Vec<usize> {
    let mut all: Vec<usize> = (0..sizes.households)
        .map(|_| chance.weighted(&FAMILY_SIZES, 4))
        .collect();
    let mut people: usize = all.iter().sum();
    while people != sizes.residents {
        let place = chance.below(all.len());
        let Some(size) = all.get_mut(place) else {
            break;
        };
        if people < sizes.residents && *size < family::LARGEST {
            *size += 1;
            people += 1;
        } else if people > sizes.residents && *size > 1 {
            *size -= 1;
            people -= 1;
        }
    }
    all
}

struct Door<'a> {
    group: &'a Group,
    number: usize,
    size: usize,
    contact: &'a str,
    at: DateTime<Utc>,
}

struct Settler {
    chance: Chance,
    families: Chance,
    identities: IdentityNumbers,
    first_day: NaiveDate,
}

impl Settler {
    /// The grid's households are written down in the order of their doors, a few each morning.
    fn registered_at(&self, place: usize, count: usize) -> DateTime<Utc> {
        let day = place * REGISTRATION_DAYS / count.max(1);
        let first_of_day = (day * count).div_ceil(REGISTRATION_DAYS);
        let slot = i64::try_from(place.saturating_sub(first_of_day)).unwrap_or(0);
        let day = i64::try_from(day).unwrap_or(0);
        calendar::at(self.first_day + Duration::days(day), 510 + slot * 25, 0)
    }

    fn home(&mut self, door: &Door<'_>, author: MemberId) -> Home {
        let id = RecordId(self.chance.id(door.at));
        let kin = family::family(&mut self.families, door.size);
        let named = name_all(&mut self.families, &kin);
        let residents: Vec<(RecordId, Resident)> = kin
            .iter()
            .zip(named)
            .enumerate()
            .map(|(place, (kin, name))| {
                let minutes = i64::try_from(place + 1).unwrap_or(0);
                let at = door.at + Duration::minutes(minutes);
                (RecordId(self.families.id(at)), self.resident(id, kin, name))
            })
            .collect();
        let head = residents.first().map(|(_, head)| head);
        let household = Household {
            group: door.group.number,
            door: format!("{}号", door.number),
            head: head.map(|head| head.name.clone()).unwrap_or_default(),
            phone: head.and_then(|head| head.phone.clone()),
            contact_person: self.chance.in_1000(350).then(|| door.contact.to_owned()),
            directions: self
                .chance
                .in_1000(60)
                .then(|| self.chance.pick(DIRECTIONS).to_owned()),
            ..Household::default()
        };
        Home {
            id,
            area: door.group.grid.clone(),
            author,
            household,
            residents,
        }
    }

    fn resident(&mut self, household: RecordId, kin: &Kin, name: String) -> Resident {
        let chance = &mut self.families;
        let birthday = self.first_day - Duration::days(kin.age * 365 + kin.age / 4);
        let birth = birthday - Duration::days(chance.between(0, 364));
        let knows_identity = chance.in_1000(965);
        let has_phone = match (kin.relation, kin.age) {
            (Relation::Head, _) => chance.in_1000(860),
            (_, 14..=78) => chance.in_1000(680),
            _ => false,
        };
        Resident {
            household,
            name,
            relation: kin.relation,
            sex: Some(kin.sex),
            birth: Some(birth),
            identity_number: knows_identity.then(|| self.identities.take(chance, birth, kin.sex)),
            phone: has_phone.then(|| numbers::phone(chance)),
            presence: presence(chance, kin),
        }
    }
}

/// 外出: mostly those of working age who are not the head.
fn presence(chance: &mut Chance, kin: &Kin) -> Presence {
    let away = match (kin.relation, kin.age) {
        (Relation::Head, 18..=59) => 150,
        (_, 18..=59) => 400,
        (_, 3..=17) => 90,
        _ => 20,
    };
    let moved = if kin.relation == Relation::Head { 0 } else { 4 };
    chance.weighted(
        &[(Presence::Away, away), (Presence::MovedAway, moved)],
        Presence::Home,
    )
}

/// Names that follow the family: children and brothers carry the surname, husband and wife do not share one.
fn name_all(chance: &mut Chance, family: &[Kin]) -> Vec<String> {
    let own = names::surname(chance);
    let partner = names::surname(chance);
    let head_is_male = family.first().is_some_and(|head| head.sex == Sex::Male);
    let fathers = if head_is_male { own } else { partner };
    family
        .iter()
        .map(|kin| {
            let surname = match kin.relation {
                Relation::Head | Relation::Sibling => own,
                Relation::Spouse => partner,
                Relation::Son | Relation::Daughter | Relation::Grandchild => fathers,
                Relation::Parent if kin.sex == Sex::Male => own,
                Relation::Parent | Relation::Grandparent | Relation::Other | Relation::Unknown => {
                    names::surname(chance)
                }
            };
            format!("{surname}{}", names::given(chance, kin.sex, kin.age))
        })
        .collect()
}
