//! Moves: where a record lay before a change that put it elsewhere, exactly as its changes say. A ledger of before moves were kept has none of
//! its first years; what is older than the first kept move is not missed.

use std::collections::BTreeSet;

use domain::{Placing, RecordId};

use super::{Fault, Look, each_folded};
use crate::error::Error;
use crate::storage::{MoveRow, View};

pub(super) fn check(view: &dyn View, look: &mut Look<'_>) -> Result<(), Error> {
    let wanted = wanted(view)?;
    let mut kept: Vec<MoveRow> = Vec::new();
    let records: BTreeSet<RecordId> = wanted.iter().map(|moved| moved.record).collect();
    view.whole().each_move(&mut |number, row| {
        look.step();
        match row {
            Ok(row) => kept.push(row),
            Err(error) => look.unreadable(&format!("moves #{number}"), &error),
        }
        Ok(())
    })?;
    for row in kept.iter().filter(|row| !wanted.contains(row)) {
        let is_known = records.contains(&row.record);
        let what = if is_known { "" } else { " ?" };
        look.found(
            Fault::MoveUnfounded,
            format!("#{} {}{what}", row.seq.0, row.record),
        );
    }
    let first = kept.iter().map(|row| row.seq).min();
    let is_missed = |row: &&MoveRow| first.is_some_and(|first| row.seq >= first);
    for row in wanted.iter().filter(is_missed) {
        if !kept.contains(row) {
            look.found(Fault::MoveMissing, format!("#{} {}", row.seq.0, row.record));
        }
    }
    Ok(())
}

/// The moves that the changes of all records make.
fn wanted(view: &dyn View) -> Result<Vec<MoveRow>, Error> {
    let mut moves = Vec::new();
    each_folded(view, |before, record, logged| {
        let lay = before.map(Placing::of);
        if let Some(before) = lay.filter(|lay| *lay != Placing::of(record)) {
            moves.push(MoveRow {
                seq: logged.seq,
                record: record.id,
                before,
            });
        }
    })?;
    Ok(moves)
}
