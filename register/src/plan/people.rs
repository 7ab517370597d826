//! The people of one household of the sheet against those registered.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::change::Fields;
use domain::doubt::{Choice, DoubtKind};
use domain::household::Household;
use domain::ids::RecordId;
use domain::kind::Kind;
use domain::resident::{Presence, Relation, Resident};

use super::doubts::Likely;
use super::homes::Home;
use super::{Choices, Doubt, Edit, NewHousehold, NewResident, Plan};
use crate::existing::{Existing, KnownHousehold, KnownResident};
use crate::problem::{Problem, ProblemCode};
use crate::{Column, Person};

/// Those registered, by what they are known by.
struct Registry<'a> {
    by_identity: BTreeMap<&'a str, Vec<&'a KnownResident>>,
    by_household: BTreeMap<RecordId, Vec<&'a KnownResident>>,
    taken: BTreeSet<RecordId>,
}

/// What the sheet's row is.
enum Found<'a> {
    Registered(&'a KnownResident),
    Elsewhere(&'a KnownResident),
    Repeats(u32),
    New,
}

/// Plans all homes: first who is registered for certain, in the whole sheet, then who may be.
pub(super) fn plan_homes(
    homes: &[Home<'_>],
    existing: &Existing,
    choices: &Choices,
    plan: &mut Plan,
    new_id: &mut impl FnMut() -> RecordId,
) {
    let mut registry = Registry::of(existing);
    let found: Vec<Vec<Found<'_>>> = homes.iter().map(|home| registry.find_all(home)).collect();
    let mut planner = Planner {
        taken: &registry.taken,
        likely: Likely::of(existing),
        choices,
        plan,
        new_id,
    };
    for (home, found) in homes.iter().zip(found) {
        planner.home(home, found);
    }
}

struct Planner<'a, 'p, F> {
    taken: &'p BTreeSet<RecordId>,
    likely: Likely<'a>,
    choices: &'p Choices,
    plan: &'p mut Plan,
    new_id: &'p mut F,
}

impl<'a, F: FnMut() -> RecordId> Planner<'a, '_, F> {
    fn home(&mut self, home: &Home<'_>, found: Vec<Found<'a>>) {
        self.plan
            .edits
            .extend(home.known.and_then(|known| household_edit(home, known)));
        // A household is created with the first person who can be.
        let mut household = home.known.map(|known| known.id);
        for (person, found) in home.people.iter().zip(found) {
            match found {
                Found::Repeats(earlier) => self.plan.problems.push(Problem::repeats(
                    person.row,
                    Column::Name,
                    ProblemCode::DuplicatePerson,
                    earlier,
                )),
                Found::Registered(known) => self.put_right(person, known),
                Found::Elsewhere(known) => match self.ask(person, DoubtKind::SameNumber, known) {
                    Some(Choice::Same) => self.move_here(home, &mut household, person, known),
                    Some(Choice::New) | None => self.plan.complain(
                        person.row,
                        Column::IdentityNumber,
                        ProblemCode::LivesElsewhere,
                    ),
                },
                Found::New => self.unknown(home, &mut household, person),
            }
        }
    }

    /// Somebody of whom nothing is certain.
    fn unknown(&mut self, home: &Home<'_>, household: &mut Option<RecordId>, person: &Person) {
        let likely = self.likely.find(*household, person, self.taken);
        let Some((kind, known)) = likely else {
            let new = |id| with_sheet(Resident::of(id), person);
            return self.create(home, household, person, new);
        };
        match (self.ask(person, kind, known), kind) {
            (Some(Choice::New), _) => {
                let new = |id| with_sheet(Resident::of(id), person);
                self.create(home, household, person, new);
            }
            (Some(Choice::Same), DoubtKind::NearlySame) => self.put_right(person, known),
            (Some(Choice::Same), _) => self.move_here(home, household, person, known),
            (None, DoubtKind::NearlySame) => {
                let code = ProblemCode::MaybeSamePerson;
                self.plan.complain(person.row, Column::Name, code);
            }
            (None, _) => {
                let code = ProblemCode::MaybeElsewhere;
                self.plan.complain(person.row, Column::Name, code);
            }
        }
    }

    /// What the office said of this row.
    fn ask(&mut self, person: &Person, kind: DoubtKind, known: &KnownResident) -> Option<Choice> {
        let choice = self.choices.get(&person.row).copied();
        self.plan.doubts.push(Doubt {
            row: person.row,
            kind,
            known: known.id,
            choice,
        });
        choice
    }

    fn put_right(&mut self, person: &Person, known: &KnownResident) {
        match resident_edit(person, known) {
            Some(edit) => self.plan.edits.push(edit),
            None => self.plan.unchanged += 1,
        }
    }

    fn create(
        &mut self,
        home: &Home<'_>,
        household: &mut Option<RecordId>,
        person: &Person,
        resident: impl FnOnce(RecordId) -> Resident,
    ) {
        let id = *household.get_or_insert_with(|| {
            let new = new_household(home, person.row, (self.new_id)());
            let id = new.id;
            self.plan.households.push(new);
            id
        });
        self.plan.residents.push(NewResident {
            row: person.row,
            id: (self.new_id)(),
            area: home.known.map_or(&home.grid, |known| &known.area).clone(),
            resident: resident(id),
        });
    }

    /// What is known of somebody comes along; the old record stays where it is, as 迁出.
    fn move_here(
        &mut self,
        home: &Home<'_>,
        household: &mut Option<RecordId>,
        person: &Person,
        known: &KnownResident,
    ) {
        let before = &known.resident;
        let after = Resident {
            presence: Presence::MovedAway,
            ..before.clone()
        };
        self.plan.edits.push(Edit {
            row: person.row,
            id: known.id,
            kind: Kind::Resident,
            area: known.area.clone(),
            fields: Fields::of(before).difference(&Fields::of(&after)),
        });
        let moved = |household| Resident {
            household,
            relation: Relation::Other,
            ..before.clone()
        };
        self.create(home, household, person, |id| with_sheet(moved(id), person));
    }
}

impl<'a> Registry<'a> {
    fn of(existing: &'a Existing) -> Self {
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

    /// What each row of a home is, for certain.
    fn find_all(&mut self, home: &Home<'_>) -> Vec<Found<'a>> {
        let household = home.known.map(|known| known.id);
        let mut written: BTreeMap<&str, Vec<&Person>> = BTreeMap::new();
        let mut all = Vec::with_capacity(home.people.len());
        for person in &home.people {
            let namesakes = written.entry(person.name.as_str()).or_default();
            let mut earlier = namesakes.iter();
            if let Some(earlier) = earlier.find(|earlier| is_repeated(earlier, person)) {
                all.push(Found::Repeats(earlier.row));
                continue;
            }
            let found = self.find(household, person);
            match &found {
                Found::Registered(known) => {
                    self.taken.insert(known.id);
                    namesakes.push(person);
                }
                Found::New => namesakes.push(person),
                Found::Elsewhere(_) | Found::Repeats(_) => {}
            }
            all.push(found);
        }
        all
    }

    fn find(&self, household: Option<RecordId>, person: &Person) -> Found<'a> {
        let number = person.identity_number.as_deref();
        let numbered = number.and_then(|number| self.by_identity.get(number));
        let here = |known: &&&KnownResident| Some(known.resident.household) == household;
        if let Some(known) = numbered.into_iter().flatten().find(here) {
            return Found::Registered(known);
        }
        let stays = |known: &&&KnownResident| known.resident.presence != Presence::MovedAway;
        if let Some(known) = numbered.into_iter().flatten().find(stays) {
            return Found::Elsewhere(known);
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
