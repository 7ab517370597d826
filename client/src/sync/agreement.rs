//! Does this device hold what the server says it should? Compared at the end of every sync, when both can be compared.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::{Scope, Seq};
use protocol::Digest;
use rusqlite::Connection;

use super::request;
use crate::error::Error;
use crate::store::{cursors, meta, tally};

/// Above this many records they are not counted again: a person would wait for it.
const COUNTS_UP_TO: u64 = 20_000;

/// Compares the server's digest over these scopes with what is here. `None` while scopes are on their way in or out.
pub(super) fn look(
    db: &Connection,
    there: Digest,
    over: &BTreeMap<Scope, Seq>,
    counts: bool,
    now: DateTime<Utc>,
) -> Result<Option<bool>, Error> {
    let is_open = |scope: &&Scope| !scope.is_sealed();
    let all_here = request::open_scopes(db)?;
    let held = cursors::all(db)?
        .into_keys()
        .filter(|scope| is_open(&scope));
    if !held.eq(all_here.iter().cloned()) || !over.keys().filter(is_open).eq(&all_here) {
        return Ok(None);
    }
    let here = match tally::kept(db)? {
        Some(kept) if !counts || there.records > COUNTS_UP_TO => kept,
        _ => tally::count(db)?,
    };
    let mut agrees = here == there;
    if !agrees {
        agrees = tally::count(db)? == there;
    }
    if agrees {
        meta::set(db, meta::AGREED_AT, &now.timestamp_millis().to_string())?;
        meta::set(db, meta::AGREED, &there.records.to_string())?;
    }
    Ok(Some(agrees))
}

/// Notes that so many records had to be put right.
pub(super) fn note_mended(
    db: &Connection,
    records: usize,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    if records == 0 {
        return Ok(());
    }
    let before = meta::number(db, meta::MENDED)?.unwrap_or(0);
    let mended = before.saturating_add(i64::try_from(records).unwrap_or(i64::MAX));
    meta::set(db, meta::MENDED, &mended.to_string())?;
    meta::set(db, meta::MENDED_AT, &now.timestamp_millis().to_string())
}
