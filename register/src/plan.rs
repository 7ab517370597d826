//! What importing a reading would do: a pure comparison of the sheet with what is registered. Running it again after its
//! result was stored does nothing: people are known by identity number, else by household, name and birth date; households by
//! group and door, else by group and head.

mod doubts;
mod homes;
mod people;

use std::collections::{BTreeMap, BTreeSet};

use domain::area::AreaCode;
use domain::change::Fields;
use domain::doubt::{Choice, DoubtKind};
use domain::household::Household;
use domain::ids::RecordId;
use domain::kind::Kind;
use domain::resident::Resident;

use crate::Reading;
use crate::columns::Column;
use crate::existing::{Existing, Places};
use crate::problem::{Problem, ProblemCode};

/// A household to be created.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewHousehold {
    /// The first row that speaks of it.
    pub row: u32,
    /// Its record, as given by the caller's `new_id`.
    pub id: RecordId,
    /// Its grid.
    pub area: AreaCode,
    /// What the sheet says.
    pub household: Household,
}

/// A resident to be created, in a household that is registered or created before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewResident {
    /// The row.
    pub row: u32,
    /// The record, as given by the caller's `new_id`.
    pub id: RecordId,
    /// The grid.
    pub area: AreaCode,
    /// What the sheet says.
    pub resident: Resident,
}

/// Fields of a registered household or resident that the sheet says otherwise or adds. What the sheet leaves blank stays.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// The row.
    pub row: u32,
    /// The record.
    pub id: RecordId,
    /// Household or resident.
    pub kind: Kind,
    /// The record's grid.
    pub area: AreaCode,
    /// The fields to write.
    pub fields: Fields,
}

/// What the office said, by row.
pub type Choices = BTreeMap<u32, Choice>;

/// A row that may be somebody who is registered already. Without a choice it is not imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// The row.
    pub row: u32,
    /// Why.
    pub kind: DoubtKind,
    /// The resident it may be.
    pub known: RecordId,
    /// What was chosen.
    pub choice: Option<Choice>,
}

/// What importing would do.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plan {
    /// Households to be created; store them first.
    pub households: Vec<NewHousehold>,
    /// Residents to be created.
    pub residents: Vec<NewResident>,
    /// Records to be edited.
    pub edits: Vec<Edit>,
    /// People who are registered just as the sheet says.
    pub unchanged: usize,
    /// Everything wrong with the sheet, by row: the reading's problems and those found while comparing.
    pub problems: Vec<Problem>,
    /// The rows that are not imported.
    pub rejected: BTreeSet<u32>,
    /// The rows that may be somebody who is registered already, decided or not.
    pub doubts: Vec<Doubt>,
}

/// Compares a reading with what is registered. `new_id` gives the id of each new record.
pub fn plan(
    reading: &Reading,
    existing: &Existing,
    places: &impl Places,
    choices: &Choices,
    mut new_id: impl FnMut() -> RecordId,
) -> Plan {
    let mut plan = Plan {
        problems: reading.problems.clone(),
        ..Plan::default()
    };
    let mut homes = homes::placed(reading, places, &mut plan.problems);
    homes::recognise(&mut homes, existing);
    people::plan_homes(&homes, existing, choices, &mut plan, &mut new_id);
    plan.problems
        .sort_by_key(|problem| (problem.row, problem.column, problem.code));
    let rejecting = plan.problems.iter().filter(|problem| problem.rejects());
    plan.rejected = rejecting.map(|problem| problem.row).collect();
    plan
}

impl Plan {
    fn complain(&mut self, row: u32, column: Column, code: ProblemCode) {
        self.problems.push(Problem::new(row, column, code));
    }
}
