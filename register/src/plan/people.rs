//! The people of one household of the sheet against those registered.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::change::Fields;
use domain::household::Household;
use domain::ids::RecordId;
use domain::kind::Kind;
use domain::resident::{Presence, Relation, Resident};

use super::homes::Home;
use super::{Edit, NewHousehold, NewResident, Plan};
use crate::existing::{Existing, KnownHousehold, KnownResident};
use crate::problem::{Problem, ProblemCode};
use crate::{Column, Person};

/// Those registered, by what they are known by.
pub(super) struct Registry<'a> {
    by_identity: BTreeMap<&'a str, Vec<&'a KnownResident>>,
    by_household: BTreeMap<RecordId, Vec<&'a KnownResident>>,
    taken: BTreeSet<RecordId>,
}

/// What the sheet's row is.
enum Found<'a> {
    Registered(&'a KnownResident),
    Elsewhere,
    New,
}

impl<'a> Registry<'a> {
    pub(super) fn of(existing: &'a Existing) -> Self {
        let mut by_identity: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let mut by_household: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for known in &existing.residents {
            by_household
                .entry(known.resident.household)
                .or_default()
                .push(known);
            if let Some(number) = known.resident.identity_number.as_deref() {
                by_identity.entry(number).or_default().push(known);
            }
        }
        Self {
            by_identity,
            by_household,
            taken: BTreeSet::new(),
        }
    }

    pub(super) fn plan_home(
        &mut self,
        home: &Home<'_>,
        plan: &mut Plan,
        new_id: &mut impl FnMut() -> RecordId,
    ) {
        if let Some(known) = home.known {
            plan.edits.extend(household_edit(home, known));
        }
        // A household is created with the first person who can be.
        let mut household = home.known.map(|known| known.id);
        let mut written: BTreeMap<&str, Vec<&Person>> = BTreeMap::new();
        for person in &home.people {
            let namesakes = written.entry(person.name.as_str()).or_default();
            if let Some(earlier) = namesakes
                .iter()
                .find(|earlier| is_repeated(earlier, person))
            {
                plan.problems.push(Problem::repeats(
                    person.row,
                    Column::Name,
                    ProblemCode::DuplicatePerson,
                    earlier.row,
                ));
                continue;
            }
            match self.find(household, person) {
                Found::Elsewhere => {
                    plan.complain(
                        person.row,
                        Column::IdentityNumber,
                        ProblemCode::LivesElsewhere,
                    );
                    continue;
                }
                Found::Registered(known) => {
                    self.taken.insert(known.id);
                    match resident_edit(person, known) {
                        Some(edit) => plan.edits.push(edit),
                        None => plan.unchanged += 1,
                    }
                }
                Found::New => {
                    let id = *household.get_or_insert_with(|| {
                        let new = new_household(home, person.row, new_id());
                        let id = new.id;
                        plan.households.push(new);
                        id
                    });
                    plan.residents.push(NewResident {
                        row: person.row,
                        id: new_id(),
                        area: home.known.map_or(&home.grid, |known| &known.area).clone(),
                        resident: with_sheet(Resident::of(id), person),
                    });
                }
            }
            namesakes.push(person);
        }
    }

    fn find(&self, household: Option<RecordId>, person: &Person) -> Found<'a> {
        let number = person.identity_number.as_deref();
        let numbered = number.and_then(|number| self.by_identity.get(number));
        let here = |known: &&&KnownResident| Some(known.resident.household) == household;
        if let Some(known) = numbered.into_iter().flatten().find(here) {
            return Found::Registered(known);
        }
        let lives = |known: &&KnownResident| known.resident.presence != Presence::MovedAway;
        if numbered.into_iter().flatten().any(lives) {
            return Found::Elsewhere;
        }
        let family = household.and_then(|household| self.by_household.get(&household));
        family
            .into_iter()
            .flatten()
            .find(|known| {
                !self.taken.contains(&known.id)
                    && known.resident.name == person.name
                    && agree(known.resident.birth, person.birth)
            })
            .map_or(Found::New, |known| Found::Registered(known))
    }
}

/// Two birth dates that are not known to differ.
fn agree(one: Option<NaiveDate>, other: Option<NaiveDate>) -> bool {
    one.is_none() || other.is_none() || one == other
}

/// Are two rows of one name in one household the same person? Two identity numbers are two people.
fn is_repeated(earlier: &Person, person: &Person) -> bool {
    let numbered = earlier.identity_number.is_some() && person.identity_number.is_some();
    !numbered && agree(earlier.birth, person.birth)
}

fn new_household(home: &Home<'_>, row: u32, id: RecordId) -> NewHousehold {
    NewHousehold {
        row,
        id,
        area: home.grid.clone(),
        household: Household {
            group: home.group,
            door: home.door.to_owned(),
            head: home.head.to_owned(),
            phone: head(home).and_then(|head| head.phone.clone()),
            ..Household::default()
        },
    }
}

/// The row of the household's head.
fn head<'a>(home: &Home<'a>) -> Option<&'a Person> {
    let is_head =
        |person: &&&Person| person.relation == Some(Relation::Head) && person.name == home.head;
    home.people.iter().find(is_head).copied()
}

fn household_edit(home: &Home<'_>, known: &KnownHousehold) -> Option<Edit> {
    let mut wanted = known.household.clone();
    if wanted.door.is_empty() {
        home.door.clone_into(&mut wanted.door);
    }
    // Without the head's own row the sheet's head may be a guess.
    let head = head(home);
    if let Some(head) = head {
        wanted.head.clone_from(&head.name);
        wanted.phone = wanted.phone.or_else(|| head.phone.clone());
    }
    let fields = Fields::of(&known.household).difference(&Fields::of(&wanted));
    let row = head.or(home.people.first().copied())?.row;
    (!fields.0.is_empty()).then(|| Edit {
        row,
        id: known.id,
        kind: Kind::Household,
        area: known.area.clone(),
        fields,
    })
}

fn resident_edit(person: &Person, known: &KnownResident) -> Option<Edit> {
    let wanted = with_sheet(known.resident.clone(), person);
    let fields = Fields::of(&known.resident).difference(&Fields::of(&wanted));
    (!fields.0.is_empty()).then(|| Edit {
        row: person.row,
        id: known.id,
        kind: Kind::Resident,
        area: known.area.clone(),
        fields,
    })
}

/// What the sheet says laid over what is known; what it leaves blank stays.
fn with_sheet(known: Resident, person: &Person) -> Resident {
    Resident {
        name: person.name.clone(),
        relation: person.relation.unwrap_or(known.relation),
        sex: person.sex.or(known.sex),
        birth: person.birth.or(known.birth),
        identity_number: person.identity_number.clone().or(known.identity_number),
        phone: person.phone.clone().or(known.phone),
        ..known
    }
}
