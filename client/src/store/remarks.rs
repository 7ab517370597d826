//! 退改: the records with a thread that waits, found by their flags.

use rusqlite::{Connection, params};

use crate::error::Error;
use crate::store::content::{ANSWERED, RETURNED, VOIDED};
use crate::store::records::{self, Viewed, state_at};

/// Whom a thread waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WaitsFor {
    /// Who recorded it.
    Recorder,
    /// The office.
    Office,
}

/// The records with a thread that waits for them, the latest first.
pub(crate) fn waiting(
    db: &Connection,
    waits_for: WaitsFor,
    limit: u32,
) -> Result<Vec<Viewed>, Error> {
    let flag = match waits_for {
        WaitsFor::Recorder => RETURNED,
        WaitsFor::Office => ANSWERED,
    };
    // The index holds only rows with one of the two flags, which this condition must name as it does.
    let mut statement = db.prepare_cached(
        "SELECT CASE shown WHEN '' THEN confirmed ELSE shown END, state FROM record
         WHERE flags & 24 <> 0 AND flags & ?1 <> 0 AND flags & ?2 = 0 ORDER BY at DESC LIMIT ?3",
    )?;
    let mut rows = statement.query(params![flag, VOIDED, limit])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(Viewed {
            record: records::parse(&row.get::<_, String>(0)?)?,
            state: state_at(row, 1)?,
        });
    }
    Ok(found)
}
