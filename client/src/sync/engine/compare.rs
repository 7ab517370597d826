//! This device holds other records than the server says it should: which part of them differs is found, and that part put right.
//! It never happens while both do what they should; that it did is kept and shown.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Duration, Utc};
use domain::{RecordId, Seq};
use protocol::digest::{DigestReply, DigestRequest, MendReply, MendRequest};
use protocol::version::{DIGEST_PATH, MEND_PATH};
use serde::Serialize;

use super::{Doing, Engine, changed};
use crate::error::Error;
use crate::store::{Store, tally};
use crate::sync::{Action, Content, apply, request};

/// Two comparisons that found something are at least this far apart: what one did not put right the next will not either.
const APART_MINUTES: i64 = 10;

/// What is asked for, to find out where the two differ or to put it right.
#[derive(Debug)]
pub(super) struct Comparing {
    pub(super) number: u64,
    /// The parts that are to be put right, with what is here of them; none while it is not known which they are.
    parts: Option<BTreeMap<u8, Vec<(RecordId, Seq)>>>,
}

impl Engine {
    /// Is it worth looking where the two differ?
    pub(super) fn may_compare(&self, now: DateTime<Utc>) -> bool {
        let lately = |at: DateTime<Utc>| (now - at).abs() < Duration::minutes(APART_MINUTES);
        !self.compared_at.is_some_and(lately)
    }

    /// Asks for the server's digest in parts.
    pub(super) fn compare(
        &mut self,
        store: &Store,
        now: DateTime<Utc>,
        actions: &mut Vec<Action>,
    ) -> Result<(), Error> {
        self.compared_at = Some(now);
        let scopes = request::open_scopes(store.db())?;
        let asked = DigestRequest { scopes };
        self.ask(DIGEST_PATH, &asked, None, actions)
    }

    /// The answer to what was asked for.
    pub(super) fn compared(
        &mut self,
        asked: Comparing,
        status: u16,
        body: &[u8],
        store: &mut Store,
        now: DateTime<Utc>,
        actions: &mut Vec<Action>,
    ) -> Result<(), Error> {
        if status == 200 {
            match asked.parts {
                None => {
                    if let Ok(reply) = serde_json::from_slice::<DigestReply>(body) {
                        return self.parts_came(&reply, store, now, actions);
                    }
                }
                Some(mut parts) => {
                    if let Ok(reply) = serde_json::from_slice::<MendReply>(body) {
                        parts.pop_first();
                        let kinds = apply::mend(store, reply, now)?;
                        changed(kinds, actions);
                        return self.mend_next(parts, store, now, actions);
                    }
                }
            }
        }
        self.compared_at = None;
        self.refused(status, body, &[], store, now, actions)
    }

    fn parts_came(
        &mut self,
        reply: &DigestReply,
        store: &mut Store,
        now: DateTime<Utc>,
        actions: &mut Vec<Action>,
    ) -> Result<(), Error> {
        let here = tally::in_parts(store.db())?;
        let differing: BTreeSet<u8> = (0..=u8::MAX)
            .zip(here.iter().zip(&reply.buckets))
            .filter(|(_, (here, there))| here != there)
            .map(|(part, _)| part)
            .collect();
        let parts = tally::of_parts(store.db(), &differing)?;
        self.mend_next(parts, store, now, actions)
    }

    /// Asks for what puts the next part right; after the last one, whether all is well now.
    fn mend_next(
        &mut self,
        parts: BTreeMap<u8, Vec<(RecordId, Seq)>>,
        store: &mut Store,
        now: DateTime<Utc>,
        actions: &mut Vec<Action>,
    ) -> Result<(), Error> {
        let Some((bucket, held)) = parts.first_key_value() else {
            return self.sync(store, now, actions);
        };
        let asked = MendRequest {
            scopes: request::open_scopes(store.db())?,
            bucket: *bucket,
            held: held.clone(),
        };
        self.ask(MEND_PATH, &asked, Some(parts), actions)
    }

    fn ask(
        &mut self,
        path: &str,
        asked: &impl Serialize,
        parts: Option<BTreeMap<u8, Vec<(RecordId, Seq)>>>,
        actions: &mut Vec<Action>,
    ) -> Result<(), Error> {
        let body = request::encode(asked)?;
        let number = self.send(path.to_owned(), Content::Json(body), actions);
        self.doing = Doing::Comparing(Comparing { number, parts });
        Ok(())
    }
}
