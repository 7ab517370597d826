//! The record of the town itself: the area that all others lie in. Its fields hold what the county set.

use domain::{Fields, Record};
use rusqlite::{Connection, OptionalExtension as _};

use crate::error::Error;
use crate::store::records;

/// The town's own record; none while nothing of it has come.
pub(crate) fn record(db: &Connection) -> Result<Option<Record>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT CASE shown WHEN '' THEN confirmed ELSE shown END FROM record
         WHERE kind = 'area' ORDER BY length(area), area LIMIT 1",
    )?;
    let json: Option<String> = statement.query_row([], |row| row.get(0)).optional()?;
    json.map(|json| records::parse(&json)).transpose()
}

/// The fields of the town's own record.
pub(crate) fn fields(db: &Connection) -> Result<Fields, Error> {
    Ok(record(db)?.map(|record| record.fields).unwrap_or_default())
}
