//! Rights to single files, cases and care files: exactly those that the files gave, from when until when, read out of their changes once more.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::circle::Holder;
use domain::{DataClass, RecordId};

use super::{Fault, Look, each_folded};
use crate::error::Error;
use crate::file_grants;
use crate::storage::{FileGrantRow, View};

pub(super) fn check(view: &dyn View, look: &mut Look<'_>) -> Result<(), Error> {
    let mut wanted = wanted(view)?;
    let mut unfounded = Vec::new();
    view.whole().each_file_grant(&mut |number, row| {
        look.step();
        match row {
            Ok(row) => {
                let rows = wanted.get_mut(&row.file);
                let place = rows.as_ref().and_then(|rows| {
                    let same = |wanted: &FileGrantRow| facts(wanted) == facts(&row);
                    rows.iter().position(same)
                });
                match (rows, place) {
                    (Some(rows), Some(place)) => {
                        rows.remove(place);
                    }
                    _ => unfounded.push((number, row)),
                }
            }
            Err(error) => look.unreadable(&format!("file_grants {number}"), &error),
        }
        Ok(())
    })?;
    for (number, row) in unfounded {
        let place = format!("{} {} ({number})", row.file, whose(&row));
        look.found(Fault::GrantUnfounded, place);
    }
    for row in wanted.into_values().flatten() {
        look.found(Fault::GrantMissing, format!("{} {}", row.file, whose(&row)));
    }
    Ok(())
}

type Facts<'a> = (
    &'a Holder,
    DataClass,
    &'a str,
    DateTime<Utc>,
    Option<DateTime<Utc>>,
);

fn facts(row: &FileGrantRow) -> Facts<'_> {
    let area = row.area.as_str();
    (&row.holder, row.class, area, row.from_at, row.to_at)
}

/// A unit's name is nothing that a finding says.
fn whose(row: &FileGrantRow) -> String {
    match &row.holder {
        Holder::Member(member) => member.to_string(),
        Holder::Unit(_) => "unit".to_owned(),
        Holder::Cadres => "cadres".to_owned(),
    }
}

/// What the changes of all files give.
fn wanted(view: &dyn View) -> Result<BTreeMap<RecordId, Vec<FileGrantRow>>, Error> {
    let mut wanted: BTreeMap<RecordId, Vec<FileGrantRow>> = BTreeMap::new();
    each_folded(view, |_, record, logged| {
        let rows = wanted.get(&record.id).map_or(&[][..], Vec::as_slice);
        let changed = file_grants::changed(rows, record, logged.received_at);
        for row in changed {
            let rows = wanted.entry(record.id).or_default();
            match rows.iter_mut().find(|known| known.id == row.id) {
                Some(known) => *known = row,
                None => rows.push(FileGrantRow {
                    // Any number that tells it from the others of this file.
                    id: i64::try_from(rows.len())
                        .unwrap_or(i64::MAX)
                        .saturating_add(1),
                    ..row
                }),
            }
        }
    })?;
    Ok(wanted)
}
