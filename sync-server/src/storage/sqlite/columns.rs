//! How ids, times and code lists stand in columns.

use chrono::{DateTime, Utc};
use domain::{AreaCode, DataClass};
use rusqlite::Row;
use rusqlite::types::Type;

pub(super) type Read<T> = Result<T, rusqlite::Error>;

/// A time column; 0 reads as 1970.
pub(super) fn time(row: &Row<'_>, name: &str) -> Read<DateTime<Utc>> {
    let millis: i64 = row.get(name)?;
    DateTime::from_timestamp_millis(millis).ok_or_else(|| unreadable(name))
}

/// A time column where 0 means "not yet".
pub(super) fn maybe_time(row: &Row<'_>, name: &str) -> Read<Option<DateTime<Utc>>> {
    time(row, name).map(|at| (at.timestamp_millis() != 0).then_some(at))
}

/// The number that stands for a time that may be missing.
pub(super) fn millis(at: Option<DateTime<Utc>>) -> i64 {
    at.map_or(0, |at| at.timestamp_millis())
}

/// An id column.
pub(super) fn id<T>(row: &Row<'_>, name: &str, read: impl Fn(&[u8]) -> Option<T>) -> Read<T> {
    let bytes = row.get_ref(name)?.as_blob()?;
    read(bytes).ok_or_else(|| unreadable(name))
}

/// A hash column.
pub(super) fn hash(row: &Row<'_>, name: &str) -> Read<[u8; 32]> {
    let bytes = row.get_ref(name)?.as_blob()?;
    <[u8; 32]>::try_from(bytes).map_err(|_| unreadable(name))
}

/// An area column.
pub(super) fn area(row: &Row<'_>, name: &str) -> Read<AreaCode> {
    let text: String = row.get(name)?;
    AreaCode::new(text).map_err(|_| unreadable(name))
}

/// The column of a class.
pub(super) fn class(row: &Row<'_>) -> Read<DataClass> {
    let name: String = row.get("class")?;
    DataClass::from_name(&name).ok_or_else(|| unreadable("class"))
}

/// A column that does not hold what it should.
pub(super) fn unreadable(name: &str) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(
        0,
        Type::Null,
        format!("column {name} cannot be read").into(),
    )
}
