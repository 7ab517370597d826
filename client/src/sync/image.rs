//! The first pull of a scope: pages of records. A page and the place it leads to are committed together.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::{Kind, RecordId, Scope};
use protocol::ImagePage;

use super::apply;
use crate::error::Error;
use crate::store::cursors::{self, Place};
use crate::store::{Store, care_due, changes, meta, withdrawal};

/// A page that came, with where it belongs.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Page {
    pub(super) scope: Scope,
    /// The last record before this page.
    pub(super) after: Option<RecordId>,
    pub(super) body: Box<ImagePage>,
}

/// What a page did.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It is in.
    In {
        kinds: BTreeSet<Kind>,
        records: usize,
    },
    /// It belongs to another history of the server: a sync has to learn of it first.
    OtherEpoch,
    /// The store stands elsewhere by now, for example after a new history: not put in.
    Outdated,
}

/// Puts a page into the store.
pub(super) fn put(store: &mut Store, page: &Page, now: DateTime<Utc>) -> Result<Outcome, Error> {
    let own = store.own();
    let tx = store.begin()?;
    let body = &page.body;
    if page.scope.file.is_some() && own.care.is_none() {
        // The care files were closed while it was on its way.
        return Ok(Outcome::Outdated);
    }
    let epoch = meta::get(&tx, meta::EPOCH)?.unwrap_or_default();
    if epoch != body.epoch {
        return Ok(Outcome::OtherEpoch);
    }
    let as_of = match cursors::all(&tx)?.get(&page.scope) {
        Some(Place::Image { as_of, after }) if *after == page.after => match after {
            None => body.as_of,
            Some(_) => *as_of,
        },
        Some(Place::Image { .. } | Place::Tail(_)) | None => return Ok(Outcome::Outdated),
    };
    let pending = changes::records_with_pending(&tx)?;
    let mut kinds = BTreeSet::new();
    for record in &body.records {
        apply::put(&tx, &own, record, &pending)?;
        if !kinds.contains(&record.kind) {
            kinds.insert(record.kind.clone());
        }
    }
    match body.next {
        Some(next) => {
            let after = Some(next);
            cursors::set(&tx, &page.scope, &Place::Image { as_of, after })?;
        }
        None => {
            withdrawal::drop_stale(&tx, &own, &page.scope)?;
            cursors::set(&tx, &page.scope, &Place::Tail(as_of))?;
        }
    }
    care_due::settle(&tx, &own)?;
    let records = body.records.len();
    let done = meta::number(&tx, meta::PULL_DONE)?.unwrap_or(0);
    let done = done.saturating_add(i64::try_from(records).unwrap_or(i64::MAX));
    meta::set(&tx, meta::PULL_DONE, &done.to_string())?;
    apply::contact(&tx, now)?;
    tx.commit()?;
    Ok(Outcome::In { kinds, records })
}
