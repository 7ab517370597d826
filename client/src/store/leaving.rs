//! What would be lost if this device forgot everything now.

use rusqlite::Connection;

use crate::error::Error;

/// How many things the server neither took nor set aside: changes that wait, changes that no server could read and that are kept here alone, and
/// photos, voice notes and signatures that belong to a saved record.
pub(crate) fn not_handed_in(db: &Connection) -> Result<u64, Error> {
    let count: i64 = db.query_row(
        "SELECT (SELECT count(*) FROM change WHERE state = 'waiting' OR (state = 'quarantined' AND received_at = 0))
              + (SELECT count(*) FROM upload WHERE state = 'waiting'
                     OR (state = 'refused' AND instr(outcome, '\"not_plain\"') = 0 AND instr(outcome, '\"wrong_type\"') = 0))",
        [],
        |row| row.get(0),
    )?;
    Ok(count.unsigned_abs())
}

/// How many changes the server keeps aside.
pub(crate) fn set_aside(db: &Connection) -> Result<u64, Error> {
    let count: i64 = db.query_row(
        "SELECT count(*) FROM change WHERE state = 'quarantined'",
        [],
        |row| row.get(0),
    )?;
    Ok(count.unsigned_abs())
}
