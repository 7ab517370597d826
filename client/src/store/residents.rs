//! The people of a household.

use domain::resident::Relation;
use domain::{RecordId, Resident};
use rusqlite::{Connection, params};

use crate::commands::ResidentRow;
use crate::error::Error;
use crate::store::content::VOIDED;
use crate::store::records::{self, Viewed};

/// The people of a household: head first, then in the order of the list of relations.
pub(crate) fn of_household(
    db: &Connection,
    household: RecordId,
) -> Result<Vec<ResidentRow>, Error> {
    let mut rows: Vec<ResidentRow> = records_of(db, household)?
        .into_iter()
        .filter_map(|viewed| {
            Some(ResidentRow {
                id: viewed.record.id,
                resident: Resident::from_fields(&viewed.record.fields)?,
                state: viewed.state,
            })
        })
        .collect();
    rows.sort_by_key(|row| place(row.resident.relation));
    Ok(rows)
}

fn place(relation: Relation) -> usize {
    let all = Relation::ALL;
    all.iter()
        .position(|other| *other == relation)
        .unwrap_or(all.len())
}

/// Their records; those declared void do not count.
pub(crate) fn records_of(db: &Connection, household: RecordId) -> Result<Vec<Viewed>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT CASE shown WHEN '' THEN confirmed ELSE shown END, state FROM record
         WHERE parent = ?1 AND parent <> x'' AND kind = 'resident' AND flags & ?2 = 0 ORDER BY at, row",
    )?;
    let mut rows = statement.query(params![household.bytes(), VOIDED])?;
    let mut residents = Vec::new();
    while let Some(row) = rows.next()? {
        residents.push(Viewed {
            record: records::parse(&row.get::<_, String>(0)?)?,
            state: records::state_at(row, 1)?,
        });
    }
    Ok(residents)
}
