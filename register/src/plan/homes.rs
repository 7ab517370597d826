//! The households of the sheet: where they lie, and which registered household each one is.

use std::collections::{BTreeMap, BTreeSet};

use domain::area::AreaCode;
use domain::ids::RecordId;

use crate::existing::{Existing, KnownHousehold, Places};
use crate::problem::{Problem, ProblemCode};
use crate::{Column, Person, Reading};

/// A household of the sheet.
pub(super) struct Home<'a> {
    pub(super) grid: AreaCode,
    pub(super) group: u16,
    pub(super) door: &'a str,
    pub(super) head: &'a str,
    pub(super) people: Vec<&'a Person>,
    /// The registered household it is.
    pub(super) known: Option<&'a KnownHousehold>,
    village: AreaCode,
}

/// The people by household, in the order of the sheet. Rows whose village or group does not exist become problems.
pub(super) fn placed<'a>(
    reading: &'a Reading,
    places: &impl Places,
    problems: &mut Vec<Problem>,
) -> Vec<Home<'a>> {
    let mut homes: Vec<Home<'a>> = Vec::new();
    let mut place_of: BTreeMap<(AreaCode, u16, String, &str), usize> = BTreeMap::new();
    for person in &reading.people {
        let Some(village) = places.village(&person.village) else {
            let code = ProblemCode::UnknownVillage;
            problems.push(Problem::new(person.row, Column::Village, code));
            continue;
        };
        let Some(grid) = places.grid(&village, person.group) else {
            let code = ProblemCode::UnknownGroup;
            problems.push(Problem::new(person.row, Column::Group, code));
            continue;
        };
        let key = (
            village.clone(),
            person.group,
            door_key(&person.door),
            person.head.as_str(),
        );
        let place = *place_of.entry(key).or_insert(homes.len());
        match homes.get_mut(place) {
            Some(home) => home.people.push(person),
            None => homes.push(Home {
                grid,
                group: person.group,
                door: &person.door,
                head: &person.head,
                people: vec![person],
                known: None,
                village,
            }),
        }
    }
    homes
}

/// 12, 12号 and 12 号 are one door.
fn door_key(door: &str) -> String {
    door.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '号' | '#'))
        .collect()
}

/// Finds the registered household of each home, surest ways first; a registered household is taken once.
pub(super) fn recognise<'a>(homes: &mut [Home<'a>], existing: &'a Existing) {
    let mut search = Search::over(existing);
    for home in homes.iter_mut() {
        search.take(home, |home, known| {
            same_door(home, known) && known.household.head == home.head
        });
    }
    // One household at the door here and there, under another head: the head has changed. Two households can share a door,
    // then each must be known by its head.
    let mut waiting: BTreeMap<(AreaCode, u16, String), usize> = BTreeMap::new();
    for home in homes.iter().filter(|home| home.known.is_none()) {
        *waiting.entry(home.key()).or_default() += 1;
    }
    for home in homes.iter_mut() {
        if waiting.get(&home.key()) == Some(&1) {
            search.take(home, same_door);
        }
    }
    for home in homes.iter_mut() {
        search.take(home, |home, known| {
            one_without_door(home, known) && known.household.head == home.head
        });
    }
    for home in homes.iter_mut() {
        let lived_in = search.lived_in(home);
        search.take(home, |home, known| {
            one_without_door(home, known) && lived_in.contains(&known.id)
        });
    }
}

impl Home<'_> {
    fn key(&self) -> (AreaCode, u16, String) {
        (self.village.clone(), self.group, door_key(self.door))
    }
}

fn same_door(home: &Home<'_>, known: &KnownHousehold) -> bool {
    let door = door_key(home.door);
    !door.is_empty() && door == door_key(&known.household.door)
}

fn one_without_door(home: &Home<'_>, known: &KnownHousehold) -> bool {
    home.door.is_empty() || known.household.door.is_empty()
}

struct Search<'a> {
    by_group: BTreeMap<(AreaCode, u16), Vec<&'a KnownHousehold>>,
    household_of: BTreeMap<&'a str, RecordId>,
    taken: BTreeSet<RecordId>,
}

impl<'a> Search<'a> {
    fn over(existing: &'a Existing) -> Self {
        let mut by_group: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for known in &existing.households {
            if let Some(village) = known.area.village() {
                by_group
                    .entry((village, known.household.group))
                    .or_default()
                    .push(known);
            }
        }
        let household_of = existing
            .residents
            .iter()
            .filter_map(|known| {
                let number = known.resident.identity_number.as_deref()?;
                Some((number, known.resident.household))
            })
            .collect();
        Self {
            by_group,
            household_of,
            taken: BTreeSet::new(),
        }
    }

    /// Takes the one free household of the home's group that fits; several that fit are nobody's.
    fn take(&mut self, home: &mut Home<'a>, fits: impl Fn(&Home<'a>, &KnownHousehold) -> bool) {
        if home.known.is_some() {
            return;
        }
        let group = self.by_group.get(&(home.village.clone(), home.group));
        let mut fitting = group
            .into_iter()
            .flatten()
            .filter(|known| !self.taken.contains(&known.id) && fits(home, known));
        if let (Some(known), None) = (fitting.next(), fitting.next()) {
            home.known = Some(known);
            self.taken.insert(known.id);
        }
    }

    /// The households in which the home's people are registered.
    fn lived_in(&self, home: &Home<'_>) -> BTreeSet<RecordId> {
        let numbers = home
            .people
            .iter()
            .filter_map(|person| person.identity_number.as_deref());
        numbers
            .filter_map(|number| self.household_of.get(number))
            .copied()
            .collect()
    }
}
