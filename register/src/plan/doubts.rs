//! Who a new row may be although nothing says so for certain: a person who moved, or a slip of the pen.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use domain::doubt::DoubtKind;
use domain::ids::RecordId;
use domain::resident::Presence;

use crate::Person;
use crate::existing::{Existing, KnownResident};

/// Those registered, by what they may be mistaken for.
pub(super) struct Likely<'a> {
    by_name_and_birth: BTreeMap<(&'a str, NaiveDate), Vec<&'a KnownResident>>,
    by_household: BTreeMap<RecordId, Vec<&'a KnownResident>>,
    /// Each is asked about once.
    asked: BTreeSet<RecordId>,
}

impl<'a> Likely<'a> {
    pub(super) fn of(existing: &'a Existing) -> Self {
        let mut likely = Self {
            by_name_and_birth: BTreeMap::new(),
            by_household: BTreeMap::new(),
            asked: BTreeSet::new(),
        };
        for known in existing.residents.iter().filter(|known| lives(known)) {
            let resident = &known.resident;
            if let Some(birth) = resident.birth {
                let same = likely
                    .by_name_and_birth
                    .entry((resident.name.as_str(), birth));
                same.or_default().push(known);
            }
            let family = likely.by_household.entry(resident.household);
            family.or_default().push(known);
        }
        likely
    }

    /// Somebody registered whom no row of the sheet is for certain, and whom this row may be.
    pub(super) fn find(
        &mut self,
        household: Option<RecordId>,
        person: &Person,
        taken: &BTreeSet<RecordId>,
    ) -> Option<(DoubtKind, &'a KnownResident)> {
        let is_free = |known: &&&KnownResident| {
            !taken.contains(&known.id)
                && !self.asked.contains(&known.id)
                && !are_numbered_apart(person, known)
        };
        let family = household.and_then(|household| self.by_household.get(&household));
        let mut family = family.into_iter().flatten().filter(is_free);
        let here = family.find(|known| is_nearly(person, known));
        let found = here.map(|known| (DoubtKind::NearlySame, *known));
        let found = found.or_else(|| {
            let same = self
                .by_name_and_birth
                .get(&(person.name.as_str(), person.birth?))?;
            let mut elsewhere = same.iter().filter(is_free);
            let known = elsewhere.find(|known| Some(known.resident.household) != household)?;
            Some((DoubtKind::SameNameAndBirth, *known))
        });
        self.asked.extend(found.map(|(_, known)| known.id));
        found
    }
}

/// Neither moved away nor dead.
pub(super) fn lives(known: &KnownResident) -> bool {
    matches!(known.resident.presence, Presence::Home | Presence::Away)
}

/// Two identity numbers are two people.
fn are_numbered_apart(person: &Person, known: &KnownResident) -> bool {
    let numbers = [&person.identity_number, &known.resident.identity_number];
    matches!(numbers, [Some(one), Some(other)] if one != other)
}

/// The same birth date with nearly the same name, or the same name with nearly the same birth date.
fn is_nearly(person: &Person, known: &KnownResident) -> bool {
    let Some((birth, other)) = person.birth.zip(known.resident.birth) else {
        return false;
    };
    if person.name == known.resident.name {
        are_near_dates(birth, other)
    } else {
        birth == other && are_near_names(&person.name, &known.resident.name)
    }
}

/// One character differs, or is missing in one of them.
fn are_near_names(one: &str, other: &str) -> bool {
    let (mut short, mut long): (Vec<char>, Vec<char>) =
        (one.chars().collect(), other.chars().collect());
    if short.len() > long.len() {
        std::mem::swap(&mut short, &mut long);
    }
    let is_same = |pair: &(&char, &char)| pair.0 == pair.1;
    let front = short.iter().zip(&long).take_while(is_same).count();
    let back = short.iter().rev().zip(long.iter().rev());
    let back = back.take_while(is_same).count();
    long.len() >= 2 && long.len() - short.len() <= 1 && front + back + 1 >= long.len()
}

/// One of year, month and day differs, or month and day stand the wrong way round.
fn are_near_dates(one: NaiveDate, other: NaiveDate) -> bool {
    let same = [
        one.year() == other.year(),
        one.month() == other.month(),
        one.day() == other.day(),
    ];
    let turned = (one.month(), one.day()) == (other.day(), other.month());
    same.into_iter().filter(|same| *same).count() == 2 || (same[0] && turned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_near_by_one_character() {
        for (one, other) in [
            ("高建国", "高建囯"),
            ("高建国", "高国"),
            ("高强", "高墙"),
            ("欧阳高强", "欧阳强"),
        ] {
            assert!(are_near_names(one, other) && are_near_names(other, one));
        }
        for (one, other) in [("高建国", "高国建"), ("高强", "李墙"), ("高", "李")] {
            assert!(!are_near_names(one, other) && !are_near_names(other, one));
        }
    }

    #[test]
    fn dates_are_near_by_one_part_or_turned_round() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let one = day("1968-04-12");
        for other in ["1969-04-12", "1968-05-12", "1968-04-21", "1968-12-04"] {
            assert!(are_near_dates(one, day(other)), "{other}");
        }
        for other in ["1969-05-12", "1969-12-04", "1968-05-13"] {
            assert!(!are_near_dates(one, day(other)), "{other}");
        }
    }
}
