//! Who may open a care file, as rows with from and to: derived from the file whenever a change of it is stored, never written by hand. An ended
//! row stays, so that what was captured while it held is judged by it.

use chrono::{DateTime, Utc};
use domain::care::Span;
use domain::{MemberId, PersonFile, Record};

use crate::error::Error;
use crate::storage::{FileGrantRow, Tx};

/// Brings the rows of a file to what the file says now.
///
/// # Errors
/// When the storage refuses.
pub(crate) fn follow(tx: &dyn Tx, record: &Record, at: DateTime<Utc>) -> Result<(), Error> {
    // A file that cannot be read, or is void, is nobody's.
    let file = PersonFile::from_fields(&record.fields).filter(|_| record.voided.is_none());
    let (members, span) = match &file {
        Some(file) => {
            let seats = file.seats();
            let members = seats.iter().map(|seat| seat.member).collect();
            (members, Some(Span::of(file)))
        }
        None => (Vec::new(), None),
    };
    let rows = tx.grants_on_file(record.id)?;
    for row in rows.iter().filter(|row| is_open(row, at)) {
        let wanted = span.filter(|_| members.contains(&row.member));
        let goes_on = wanted.filter(|span| span.holds(at) && row.from_at <= at);
        let to_at = match goes_on {
            Some(span) => span.until,
            // One that has not begun ends before it does.
            None => Some(at.max(row.from_at)),
        };
        if to_at != row.to_at {
            let ended = FileGrantRow {
                to_at,
                ..row.clone()
            };
            tx.put_file_grant(&ended)?;
        }
    }
    let Some(span) = span else { return Ok(()) };
    let still = |member: MemberId| {
        let mut own = rows.iter().filter(|row| row.member == member);
        own.any(|row| is_open(row, at) && row.from_at <= at) && span.holds(at)
    };
    let from_at = span.from.max(at);
    let is_over = span.until.is_some_and(|until| until <= from_at);
    for member in members.into_iter().filter(|_| !is_over) {
        if !still(member) {
            tx.put_file_grant(&FileGrantRow {
                id: 0,
                file: record.id,
                member,
                area: record.area.clone(),
                from_at,
                to_at: span.until,
            })?;
        }
    }
    Ok(())
}

/// Does this row hold now, or later?
fn is_open(row: &FileGrantRow, at: DateTime<Utc>) -> bool {
    row.to_at.is_none_or(|to| at < to && row.from_at < to)
}
