//! Who holds a file, a case or a care file, as rows with from and to: derived from the file's circle whenever a change of it is stored, never
//! written by hand. An ended row stays, so that what was captured while it held is judged by it.

use chrono::{DateTime, Utc};
use domain::circle::{Circle, Holder};
use domain::{Placing, Record};

use crate::error::Error;
use crate::storage::{FileGrantRow, Tx};

/// Brings the rows of a file to what the file says now. A record that is no file has none.
///
/// # Errors
/// When the storage refuses.
pub(crate) fn follow(tx: &dyn Tx, record: &Record, at: DateTime<Utc>) -> Result<(), Error> {
    if Placing::of(record).file != Some(record.id) {
        return Ok(());
    }
    let rows = tx.grants_on_file(record.id)?;
    changed(&rows, record, at)
        .iter()
        .try_for_each(|row| tx.put_file_grant(row))
}

/// The rows that are new, with the id 0, or have another end, once a change of the file arrived at this moment.
pub(crate) fn changed(
    rows: &[FileGrantRow],
    record: &Record,
    at: DateTime<Utc>,
) -> Vec<FileGrantRow> {
    let placing = Placing::of(record);
    if placing.file != Some(record.id) {
        return Vec::new();
    }
    let circle = Circle::of(record);
    let begun = circle.from.is_none_or(|from| from <= at);
    let over = circle.until.is_some_and(|until| until <= at);
    let mut changed = Vec::new();
    let mut going_on: Vec<&Holder> = Vec::new();
    for row in rows.iter().filter(|row| is_open(row, at)) {
        let lies_there = row.class == placing.class && row.area == placing.area;
        let is_wanted = lies_there && circle.holders.contains(&row.holder);
        let to_at = if is_wanted && begun && !over && row.from_at <= at {
            going_on.push(&row.holder);
            circle.until
        } else {
            // One that has not begun ends before it does.
            Some(at.max(row.from_at))
        };
        if to_at != row.to_at {
            changed.push(FileGrantRow {
                to_at,
                ..row.clone()
            });
        }
    }
    let from_at = circle.from.map_or(at, |from| from.max(at));
    let is_over = circle.until.is_some_and(|until| until <= from_at);
    let new = circle.holders.iter().filter(|_| !is_over);
    changed.extend(
        new.filter(|holder| !going_on.contains(holder))
            .map(|holder| FileGrantRow {
                id: 0,
                file: record.id,
                class: placing.class,
                area: placing.area.clone(),
                holder: holder.clone(),
                from_at,
                to_at: circle.until,
            }),
    );
    changed
}

/// Does this row hold now, or later?
fn is_open(row: &FileGrantRow, at: DateTime<Utc>) -> bool {
    row.to_at.is_none_or(|to| at < to && row.from_at < to)
}
