//! The answer to a round trip: what it says is put in, and what comes next follows from it.

use chrono::{DateTime, Utc};
use domain::{ChangeId, Seq};
use protocol::limits::{CLOCK_TOLERANCE_MS, PUSH_CHANGES};
use protocol::{Directive, SyncReply};

use super::{Engine, changed};
use crate::error::Error;
use crate::store::{Store, changes, leaving, uploads};
use crate::sync::{Action, apply};

/// What was asked.
pub(super) struct Round {
    pub(super) sent_at: DateTime<Utc>,
    pub(super) epoch: String,
    pub(super) pushed: Vec<ChangeId>,
}

impl Engine {
    pub(super) fn synced(
        &mut self,
        round: &Round,
        reply: SyncReply,
        store: &mut Store,
        now: DateTime<Utc>,
        actions: &mut Vec<Action>,
    ) -> Result<(), Error> {
        self.learn_clock(round.sent_at, reply.now, store, now)?;
        let is_receipted = |id: &ChangeId| reply.receipts.iter().any(|receipt| receipt.id == *id);
        let all_receipted = round.pushed.iter().all(is_receipted);
        let more = reply.more;
        let told_some = !reply.openings.is_empty() || !reply.exports.is_empty();
        self.changes.came(reply.changes.len(), now - round.sent_at);
        self.outdated = reply.directives.contains(&Directive::Update);
        let wait = wait_of(&reply.directives);
        let fork = reply.directives.contains(&Directive::Fork);
        let forget = reply.directives.contains(&Directive::Forget);
        let newest = reply.cursors.values().copied().max().unwrap_or_default();
        let applied = apply::reply(store, &round.epoch, reply, self.counts, now)?;
        self.after_contact();
        self.head = if applied.new_epoch {
            Seq(0)
        } else {
            self.head.max(newest).max(self.heard)
        };
        self.heard = Seq(0);
        changed(applied.kinds, actions);
        self.follow_forget(forget, store, actions)?;
        if fork {
            return self.sign_out(store);
        }
        if !all_receipted {
            return self.fail(store, now, "receipts are missing", None, actions);
        }
        if !round.pushed.is_empty() {
            // Words that the server just received may name bytes it did not know.
            uploads::try_all(store.db())?;
        }
        self.batch = (self.batch * 2).min(PUSH_CHANGES);
        if let Some(seconds) = wait {
            return self.pause(store, now, seconds, actions);
        }
        let waiting = changes::counts(store.db())?.unsent > 0;
        let untold = told_some && leaving::has_untold(store.db())?;
        if more
            || applied.more
            || applied.new_epoch
            || self.again
            || untold
            || (waiting && !round.pushed.is_empty())
        {
            return self.sync(store, now, actions);
        }
        if let Some(agrees) = applied.agrees {
            self.counts = false;
            if !agrees && self.may_compare(now) {
                return self.compare(store, now, actions);
            }
        }
        self.go_on(store, now, actions)
    }

    /// The server's clock is compared with the middle of the round trip.
    fn learn_clock(
        &self,
        sent_at: DateTime<Utc>,
        server: DateTime<Utc>,
        store: &mut Store,
        now: DateTime<Utc>,
    ) -> Result<(), Error> {
        let middle = sent_at + (now - sent_at) / 2;
        let offset = (server - middle).num_milliseconds();
        let offset = if offset.abs() < CLOCK_TOLERANCE_MS {
            0
        } else {
            offset
        };
        // A second of jitter in a wrong clock is no news.
        if (offset - store.offset_ms()).abs() > 1_000 || offset == 0 {
            store.set_offset(offset)?;
        }
        Ok(())
    }
}

fn wait_of(directives: &[Directive]) -> Option<u32> {
    directives.iter().find_map(|directive| match directive {
        Directive::Wait { seconds } => Some(*seconds),
        Directive::Fork
        | Directive::Update
        | Directive::Revoked
        | Directive::Forget
        | Directive::Unknown => None,
    })
}
