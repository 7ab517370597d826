//! What is done when no answer comes, or one that refuses: everything is kept, and tried again later or in smaller parts.

use chrono::{DateTime, Duration, Utc};
use domain::{ChangeId, tree};
use protocol::sync::QuarantineCode;
use protocol::{ApiError, ErrorCode, Status};

use super::{Doing, Engine, changed};
use crate::error::Error;
use crate::store::{Store, changes, leaving, meta};
use crate::sync::{Action, apply, backoff};

/// A push that does not get through is made smaller, but not smaller than this: a day's visits.
const LEAST_BATCH: usize = 20;

impl Engine {
    /// A new credential: the server is asked again.
    pub(crate) fn signed_in(&mut self) {
        self.signed_out = false;
    }

    /// The server answered: failures are over.
    pub(super) fn after_contact(&mut self) {
        self.failures = 0;
        self.next_at = DateTime::default();
        self.ordered = false;
        self.offline = false;
        self.signed_out = false;
    }

    pub(super) fn unreachable(
        &mut self,
        number: u64,
        reason: &str,
        store: &mut Store,
        now: DateTime<Utc>,
        actions: &mut Vec<Action>,
    ) -> Result<(), Error> {
        if self.watch.is_some_and(|(watch, _)| watch == number) {
            self.watch = None;
            if self.is_busy() {
                return Ok(());
            }
        } else if self.was_moving(number) {
            return self.bytes_lost(store, now, actions);
        } else if !self.forget(number) {
            return Ok(());
        }
        self.put_held_in(store, now, actions)?;
        self.offline = true;
        self.fail(store, now, reason, None, actions)
    }

    /// Ends the round that waits for this answer.
    pub(super) fn forget(&mut self, number: u64) -> bool {
        let waits_for = match &self.doing {
            Doing::Syncing { number, .. } => Some(*number),
            Doing::Imaging(asked) => Some(asked.number),
            Doing::Moving(moving) => Some(moving.number),
            Doing::Comparing(asked) => Some(asked.number),
            Doing::Nothing => None,
        };
        if waits_for == Some(number) {
            match &self.doing {
                Doing::Comparing(_) => self.compared_at = None,
                Doing::Imaging(_) => self.records.slower(),
                // Neither its way there nor back may be longer than the line holds.
                Doing::Syncing { .. } => {
                    self.batch = (self.batch / 2).max(LEAST_BATCH.min(self.batch));
                    self.changes.slower();
                }
                Doing::Moving(_) | Doing::Nothing => {}
            }
            self.doing = Doing::Nothing;
        }
        waits_for == Some(number)
    }

    /// The server refused a request as a whole.
    pub(super) fn refused(
        &mut self,
        status: u16,
        body: &[u8],
        pushed: &[ChangeId],
        store: &mut Store,
        now: DateTime<Utc>,
        actions: &mut Vec<Action>,
    ) -> Result<(), Error> {
        // What does not speak our language is not our server, such as the sign-in page of a hotel: wait for the real one.
        let Ok(refusal) = tree::from_slice::<ApiError>(body) else {
            self.offline = true;
            let reason = format!("status {status} without our words");
            return self.fail(store, now, &reason, None, actions);
        };
        self.offline = false;
        let words = format!("{:?}: {}", refusal.code, refusal.message);
        match refusal.code {
            ErrorCode::Unauthorized => self.sign_out(store),
            ErrorCode::BadRequest | ErrorCode::TooLarge | ErrorCode::BadEncoding
                if !pushed.is_empty() =>
            {
                self.isolate(&refusal, pushed, store, now, actions)
            }
            ErrorCode::TooOld => {
                self.outdated = true;
                self.fail(store, now, &words, None, actions)
            }
            ErrorCode::TooMany | ErrorCode::Busy => {
                let seconds = refusal.retry_after;
                self.fail(store, now, &words, seconds, actions)
            }
            // A scope that is not this member's any more: the next round trip says which ones are.
            ErrorCode::Forbidden
            | ErrorCode::BadRequest
            | ErrorCode::TooLarge
            | ErrorCode::BadEncoding
            | ErrorCode::NotFound
            | ErrorCode::CodeUsed
            | ErrorCode::CodeExpired
            | ErrorCode::CodeUnknown
            | ErrorCode::Internal
            | ErrorCode::Unknown => self.fail(store, now, &words, None, actions),
        }
    }

    /// A push that cannot be read is cut in halves until the one bad change stands alone; that one is set aside here.
    pub(super) fn isolate(
        &mut self,
        refusal: &ApiError,
        pushed: &[ChangeId],
        store: &mut Store,
        now: DateTime<Utc>,
        actions: &mut Vec<Action>,
    ) -> Result<(), Error> {
        if let [bad] = pushed {
            let status = Status::Quarantined {
                code: if refusal.code == ErrorCode::TooLarge {
                    QuarantineCode::TooLarge
                } else {
                    QuarantineCode::Unreadable
                },
                field: None,
                issue: None,
                message: refusal.message.clone(),
            };
            let kind = apply::set_aside(store, *bad, &status)?;
            changed(kind.into_iter().collect(), actions);
        }
        self.batch = (pushed.len() / 2).max(1);
        self.sync(store, now, actions)
    }

    /// The office ended this device's rights: nothing is forgotten before the server has it all.
    pub(super) fn follow_forget(
        &mut self,
        forget: bool,
        store: &Store,
        actions: &mut Vec<Action>,
    ) -> Result<(), Error> {
        let db = store.db();
        let was_leaving = meta::get(db, meta::LEAVING)?.as_deref() == Some("1");
        if was_leaving != forget {
            let tx = db.unchecked_transaction()?;
            meta::set(&tx, meta::LEAVING, if forget { "1" } else { "0" })?;
            if forget {
                // A restored server may not know any more what it set aside: asked once more, it has it.
                self.again |= changes::all_wait_again(&tx)? > 0;
            }
            tx.commit()?;
        }
        if forget && leaving::not_handed_in(db)? == 0 && !leaving::has_untold(db)? {
            actions.push(Action::Forget);
        }
        Ok(())
    }

    pub(super) fn sign_out(&mut self, store: &mut Store) -> Result<(), Error> {
        self.signed_out = true;
        self.again = false;
        meta::set(store.db(), meta::SIGNED_OUT, "1")
    }

    pub(super) fn fail(
        &mut self,
        store: &Store,
        now: DateTime<Utc>,
        reason: &str,
        ordered_seconds: Option<u32>,
        actions: &mut Vec<Action>,
    ) -> Result<(), Error> {
        self.failures = self.failures.saturating_add(1);
        self.again = false;
        let own_ms = backoff::delay_ms(self.failures, self.longest_ms, &mut self.jitter);
        let ordered_ms = ordered_seconds.map_or(0, |seconds| u64::from(seconds) * 1000);
        self.ordered = ordered_ms > 0;
        let after_ms = own_ms.max(ordered_ms);
        self.pause = Duration::milliseconds(after_ms.cast_signed());
        self.next_at = now + self.pause;
        self.set_timer(after_ms, actions);
        // One commit, not three: a save may be waiting behind it.
        let tx = store.db().unchecked_transaction()?;
        meta::set(&tx, meta::FAILURES, &self.failures.to_string())?;
        let next_at = self.next_at.timestamp_millis().to_string();
        meta::set(&tx, meta::NEXT_AT, &next_at)?;
        meta::set(&tx, meta::LAST_FAILURE, reason)?;
        Ok(tx.commit()?)
    }

    /// The server answered and asks for a pause: no failure.
    pub(super) fn pause(
        &mut self,
        store: &Store,
        now: DateTime<Utc>,
        seconds: u32,
        actions: &mut Vec<Action>,
    ) -> Result<(), Error> {
        self.ordered = true;
        self.again = false;
        self.pause = Duration::seconds(i64::from(seconds));
        self.next_at = now + self.pause;
        self.set_timer(u64::from(seconds) * 1000, actions);
        let next_at = self.next_at.timestamp_millis().to_string();
        meta::set(store.db(), meta::NEXT_AT, &next_at)
    }
}
