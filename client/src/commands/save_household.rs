//! Making and correcting a household or a resident, on the spot.

use chrono::NaiveDate;
use domain::{
    AreaCode, Fields, Household, Issue, IssueCode, Kind, RecordId, Resident, identity, phone,
    validate,
};
use serde::{Deserialize, Serialize};

use super::Run;
use crate::command::command;
use crate::context::Context;
use crate::error::Error;
use crate::save::{self, Wish};
use crate::store::{cursors, households};

/// Saved on this device: durable. `warnings` are worth a look and stopped nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// The record.
    pub id: RecordId,
    /// What is worth a look.
    pub warnings: Vec<Issue>,
}

/// Saves a new household (`id: None`) or the changed fields of one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveHousehold {
    /// Which; none for a new one.
    pub id: Option<RecordId>,
    /// Its grid (for a new one).
    pub area: AreaCode,
    /// As filled in.
    pub household: Household,
}
command!(SaveHousehold -> Saved);

/// Saves a new resident (`id: None`) or the changed fields of one. Sex and birth follow from a right identity number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveResident {
    /// Which; none for a new one.
    pub id: Option<RecordId>,
    /// As filled in; names its household.
    pub resident: Resident,
}
command!(SaveResident -> Saved);

impl Run for SaveHousehold {
    fn run(self, cx: &mut Context<'_>) -> Result<Saved, Error> {
        let household = tidy_household(self.household);
        let mut issues = validate::household(&household);
        if self.id.is_none() && cursors::seen(cx.db(), &Kind::Household, &self.area)?.is_none() {
            issues.push(Issue::block("area", IssueCode::OutOfRange));
        }
        let warnings = unless_blocked(issues)?;
        let wish = Wish {
            kind: Kind::Household,
            id: self.id,
            area: self.area,
            wanted: Fields::of(&household),
            typed: |fields| {
                Household::from_fields(fields)
                    .map_or_else(Fields::default, |known| Fields::of(&known))
            },
        };
        let at = cx.now().timestamp_millis();
        let id = save::save(cx, wish, |tx, id| households::touch(tx, id, at))?;
        Ok(Saved { id, warnings })
    }
}

impl Run for SaveResident {
    fn run(self, cx: &mut Context<'_>) -> Result<Saved, Error> {
        let today = cx.today();
        let resident = tidy_resident(self.resident, today);
        let warnings = unless_blocked(validate::resident(&resident, today))?;
        let door = households::door(cx.db(), resident.household)?.ok_or(Error::NotFound)?;
        let wish = Wish {
            kind: Kind::Resident,
            id: self.id,
            area: door.area,
            wanted: Fields::of(&resident),
            typed: |fields| {
                Resident::from_fields(fields)
                    .map_or_else(Fields::default, |known| Fields::of(&known))
            },
        };
        let id = save::save(cx, wish, |_, _| Ok(()))?;
        Ok(Saved { id, warnings })
    }
}

/// The warnings, when nothing stops the record.
pub(super) fn unless_blocked(issues: Vec<Issue>) -> Result<Vec<Issue>, Error> {
    if issues.iter().any(Issue::blocks) {
        return Err(Error::Invalid(issues));
    }
    Ok(issues)
}

/// Without spaces at its ends; none when nothing is left.
pub(super) fn tidy(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
}

fn tidy_phone(number: Option<String>) -> Option<String> {
    // What has no digits is not a number; it is kept as typed and validation warns.
    tidy(number).map(|typed| {
        let number = phone::tidy(&typed);
        if number.is_empty() { typed } else { number }
    })
}

fn tidy_household(household: Household) -> Household {
    Household {
        door: household.door.trim().to_owned(),
        head: household.head.trim().to_owned(),
        phone: tidy_phone(household.phone),
        contact_person: tidy(household.contact_person),
        directions: tidy(household.directions),
        evacuation_note: tidy(household.evacuation_note),
        ..household
    }
}

/// Sex and birth follow from a right identity number.
fn tidy_resident(resident: Resident, today: NaiveDate) -> Resident {
    let number = tidy(resident.identity_number).map(|number| identity::tidy(&number));
    let known = number
        .as_deref()
        .and_then(|number| identity::read(number, today).ok());
    Resident {
        household: resident.household,
        name: resident.name.trim().to_owned(),
        relation: resident.relation,
        sex: known.map(|identity| identity.sex).or(resident.sex),
        birth: known.map(|identity| identity.birth).or(resident.birth),
        identity_number: number,
        phone: tidy_phone(resident.phone),
        presence: resident.presence,
    }
}
