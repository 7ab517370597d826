//! The first pull of a scope: pages of records. A page and the place it leads to are committed together.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::{Kind, RecordId, Scope, Seq};
use protocol::Digest;
use serde::Deserialize;

use super::apply;
use crate::error::Error;
use crate::store::cursors::{self, Place};
use crate::store::incoming::Incoming;
use crate::store::{Load, Store, care_due, changes, meta, records, tally, withdrawal};

/// Above this many records the pages that one commit changes do not fit the usual cache.
const WIDE_FROM: usize = 10_000;

/// A page that came, with where it belongs.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Page {
    pub(super) scope: Scope,
    /// The last record before this page.
    pub(super) after: Option<RecordId>,
    pub(super) body: Body,
    /// How many pages of the server it is made of.
    pub(super) pages: u32,
}

impl Page {
    pub(super) fn new(scope: Scope, after: Option<RecordId>, body: Body) -> Self {
        Self {
            scope,
            after,
            body,
            pages: 1,
        }
    }

    /// This page and the one that follows it as one; both again when the second is not what follows.
    pub(super) fn joined(mut self, next: Self) -> Result<Self, Box<(Self, Self)>> {
        let follows = next.scope == self.scope
            && next.after.is_some()
            && next.after == self.body.next
            && next.body.epoch == self.body.epoch;
        if !follows {
            return Err(Box::new((self, next)));
        }
        // `as_of` stays that of the first: the tail starts where the earliest of them was read.
        self.body.records.extend(next.body.records);
        self.body.next = next.body.next;
        self.pages += next.pages;
        Ok(self)
    }
}

/// See [`protocol::ImagePage`]; the records stay the text they are.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct Body {
    pub(super) epoch: String,
    pub(super) as_of: Seq,
    pub(super) records: Vec<Incoming>,
    #[serde(default)]
    pub(super) next: Option<RecordId>,
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
    let body = &page.body;
    if body.records.len() > WIDE_FROM {
        store.expect(Load::Town)?;
    }
    let outcome = put_all(store, page, now)?;
    if body.next.is_none() {
        store.expect(Load::Usual)?;
    }
    Ok(outcome)
}

fn put_all(store: &mut Store, page: &Page, now: DateTime<Utc>) -> Result<Outcome, Error> {
    let body = &page.body;
    let own = store.own();
    let tx = store.begin()?;
    if page.scope.is_sealed() && own.care.is_none() {
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
    let mut moved = Digest::default();
    for record in &body.records {
        records::put_incoming(
            &tx,
            &own,
            record,
            pending.contains(&record.facts.id),
            &mut moved,
        )?;
        if !kinds.contains(&record.facts.kind) {
            kinds.insert(record.facts.kind.clone());
        }
    }
    tally::join(&tx, moved)?;
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
