//! The columns that lists and filters need, taken out of a record's fields.

use domain::form::{HAPPENED_AT, HOUSEHOLD};
use domain::visit::Handling;
use domain::{Household, Record, RecordId, Visit, forms};
use rusqlite::{Connection, params};
use serde_json::Value;

use crate::error::Error;

use crate::store::content::{Content, Facts};
use crate::store::households;

/// What the table `record` knows besides the JSON.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Columns {
    pub(crate) parent: Option<RecordId>,
    /// Milliseconds: when a visit or dispute took place, else when the record was made.
    pub(crate) at: i64,
    /// A visit's outcome, a resident's relation, a dispute's state.
    pub(crate) code: String,
    /// By when a visit wants to be followed up, `2026-11-22`.
    pub(crate) due: String,
    /// The group of a household.
    pub(crate) place: i64,
    /// The door of a household, so that text order is the order of the numbers in it.
    pub(crate) door: String,
    /// What a person would call it.
    pub(crate) name: String,
    pub(crate) flags: i64,
}

/// The columns of a record as it is shown. A record that this build cannot read has none but its time.
pub(crate) fn columns(facts: &Facts, content: &Content) -> Columns {
    let plain = Columns {
        at: facts.made_at,
        flags: facts.flags,
        ..Columns::default()
    };
    match content {
        Content::Household(household) => of_household(household, plain),
        Content::Resident(resident) => Columns {
            parent: Some(resident.household),
            code: resident.relation.code().to_owned(),
            name: resident.name.clone(),
            ..plain
        },
        Content::Visit(visit) => of_visit(visit, facts, plain),
        Content::Dispute(known) => {
            let (dispute, life, _) = known.as_ref();
            Columns {
                parent: dispute.household,
                at: dispute.happened_at.timestamp_millis(),
                code: life.state.code().to_owned(),
                name: dispute.title(),
                ..plain
            }
        }
        Content::Area { name, .. } => Columns {
            name: name.clone(),
            ..plain
        },
        Content::Member(member) => Columns {
            name: member.name.clone(),
            code: member.role.code().to_owned(),
            ..plain
        },
        Content::Item(record) => of_form(record, plain),
        // Outside their seal care records say nothing, not even when they were made.
        Content::Care(_) => Columns::default(),
        Content::Opaque => plain,
    }
}

fn of_household(household: &Household, plain: Columns) -> Columns {
    let name = households::name_of(household).to_owned();
    Columns {
        place: i64::from(household.group),
        door: natural(&household.door),
        name,
        ..plain
    }
}

fn of_visit(visit: &Visit, facts: &Facts, plain: Columns) -> Columns {
    let due = match (visit.handling, visit.follow_up_on) {
        (Handling::FollowUp, Some(date)) if !facts.is_voided() => date.to_string(),
        _ => String::new(),
    };
    Columns {
        parent: Some(visit.household),
        at: visit.visited_at.timestamp_millis(),
        code: visit.outcome.code().to_owned(),
        due,
        ..plain
    }
}

fn of_form(record: &Record, plain: Columns) -> Columns {
    let Some(form) = forms::of_record(record) else {
        return plain;
    };
    let fields = &record.fields;
    let happened_at = fields.get(HAPPENED_AT).and_then(Value::as_i64);
    Columns {
        parent: fields.link(HOUSEHOLD),
        at: happened_at.unwrap_or(plain.at),
        code: form.name.to_owned(),
        name: form.title_of(fields),
        ..plain
    }
}

/// Writes the columns of a record that was here before this build could read it.
pub(crate) fn fill(db: &Connection, row: i64, columns: &Columns) -> Result<(), Error> {
    db.prepare_cached(
        "UPDATE record SET parent = ?2, at = ?3, code = ?4, name = ?5, flags = ?6 WHERE row = ?1",
    )?
    .execute(params![
        row,
        columns
            .parent
            .map(|id| id.bytes().to_vec())
            .unwrap_or_default(),
        columns.at,
        columns.code,
        columns.name,
        columns.flags
    ])?;
    Ok(())
}

/// The text with every number in it padded to eight digits: 9号 comes before 12号.
pub(crate) fn natural(text: &str) -> String {
    let mut key = String::with_capacity(text.len() + 8);
    let mut digits = String::new();
    for c in text.chars().chain(std::iter::once('\u{0}')) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if !digits.is_empty() {
            key.push_str(&format!("{digits:0>8}"));
            digits.clear();
        }
        if c != '\u{0}' {
            key.push(c);
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::natural;

    #[test]
    fn doors_stand_in_the_order_of_their_numbers() {
        let mut doors = vec!["12号", "9号", "101", "9-2", "9-10", "2", "西沟3号"];
        doors.sort_by_key(|door| natural(door));
        assert_eq!(doors, ["2", "9-2", "9-10", "9号", "12号", "101", "西沟3号"]);
    }
}
