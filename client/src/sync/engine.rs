//! The state machine: what is under way, what an answer means, what comes next.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, Utc};
use domain::{ChangeId, Kind, Scope, Seq};
use protocol::limits::{CLOCK_TOLERANCE_MS, PUSH_CHANGES};
use protocol::{ApiError, Directive, ErrorCode, ImagePage, Status, SyncReply};

use super::backoff::{self, Jitter};
use super::image::{self, Outcome, Page};
use super::light::{self, Weather};
use super::request::{self, News};
use super::{Action, Happened, Request, Why};
use crate::error::Error;
use crate::event::{Event, SyncLight};
use crate::store::cursors::{self, Place};
use crate::store::{Store, changes, meta};

/// Not before this many milliseconds is the server asked again for news that was none.
const WATCH_PAUSE_MS: i64 = 1_000;
/// How often a server that knows no waiting is asked.
const POLL_MS: u64 = 15_000;
/// A save tries again at once, but not more often than this while tries fail.
const SAVE_RETRY_MS: i64 = 10_000;

/// What is under way.
#[derive(Debug)]
enum Doing {
    Nothing,
    Syncing {
        number: u64,
        sent_at: DateTime<Utc>,
        epoch: String,
        pushed: Vec<ChangeId>,
    },
    Imaging {
        number: u64,
        scope: Scope,
        after: Option<domain::RecordId>,
    },
}

/// The sync engine of an open store.
#[derive(Debug)]
pub(crate) struct Engine {
    doing: Doing,
    /// Pages that came and are about to be put in.
    applying: u32,
    /// Look again when this round is over.
    again: bool,
    /// The request that waits for news, and when it was asked.
    watch: Option<(u64, DateTime<Utc>)>,
    /// The server cannot wait: it is asked from time to time.
    polls: bool,
    /// The newest sequence of the town that is known to have been looked at.
    head: Seq,
    /// News that came while a round was under way.
    heard: Seq,
    numbers: u64,
    timer: u64,
    batch: usize,
    failures: u32,
    next_at: DateTime<Utc>,
    /// The server asked for this pause: a save does not break it.
    ordered: bool,
    tried_at: DateTime<Utc>,
    signed_out: bool,
    offline: bool,
    /// Records of the first pull, as told at enrolment.
    expected: u64,
    told: Option<SyncLight>,
    jitter: Jitter,
}

impl Engine {
    /// The engine of a store that was just opened.
    pub(crate) fn new(store: &Store, expected: u64, seed: u64) -> Result<Self, Error> {
        let db = store.db();
        let failures = meta::number(db, meta::FAILURES)?.unwrap_or(0);
        let next_at = meta::number(db, meta::NEXT_AT)?.unwrap_or(0);
        Ok(Self {
            doing: Doing::Nothing,
            applying: 0,
            again: false,
            watch: None,
            polls: false,
            head: Seq(0),
            heard: Seq(0),
            numbers: 0,
            timer: 0,
            batch: PUSH_CHANGES,
            failures: u32::try_from(failures).unwrap_or_default(),
            next_at: DateTime::from_timestamp_millis(next_at).unwrap_or_default(),
            ordered: false,
            tried_at: DateTime::default(),
            signed_out: meta::get(db, meta::SIGNED_OUT)?.as_deref() == Some("1"),
            offline: false,
            expected,
            told: None,
            jitter: Jitter::new(seed),
        })
    }

    /// Takes in what happened and says what to do. A fault of the store ends the round; the next one starts it afresh.
    pub(crate) fn handle(
        &mut self,
        happened: Happened,
        store: &mut Store,
        now: DateTime<Utc>,
    ) -> Vec<Action> {
        let mut actions = Vec::new();
        if let Err(error) = self.step(happened, store, now, &mut actions) {
            self.doing = Doing::Nothing;
            self.applying = 0;
            // When even this cannot be written, the store is full or broken, which the next save will say.
            let noted = self.fail(store, now, &error.to_string(), None, &mut actions);
            drop(noted);
        }
        self.tell_light(store, &mut actions);
        actions
    }

    fn step(
        &mut self,
        happened: Happened,
        store: &mut Store,
        now: DateTime<Utc>,
        actions: &mut Vec<Action>,
    ) -> Result<(), Error> {
        match happened {
            Happened::Woken(why) => self.woken(why, store, now, actions),
            Happened::Answered {
                number,
                status,
                body,
            } => self.answered(number, status, &body, store, now, actions),
            Happened::Unreachable { number, reason } => {
                self.unreachable(number, &reason, store, now, actions)
            }
            Happened::Timer(number) if number == self.timer => self.sync(store, now, actions),
            Happened::Timer(_) => Ok(()),
            Happened::Apply(page) => self.apply_page(&page, store, now, actions),
        }
    }

    fn woken(
        &mut self,
        why: Why,
        store: &mut Store,
        now: DateTime<Utc>,
        actions: &mut Vec<Action>,
    ) -> Result<(), Error> {
        if self.signed_out && why != Why::Button {
            return Ok(());
        }
        let waits = now < self.next_at;
        let held_back = match why {
            Why::Button => false,
            Why::Opened | Why::Network => waits && self.ordered,
            Why::Saved => {
                let lately = now - self.tried_at < Duration::milliseconds(SAVE_RETRY_MS);
                waits && (self.ordered || lately)
            }
        };
        if held_back {
            let after = (self.next_at - now).num_milliseconds().unsigned_abs();
            self.set_timer(after, actions);
            return Ok(());
        }
        self.sync(store, now, actions)
    }

    fn is_busy(&self) -> bool {
        self.applying > 0 || !matches!(self.doing, Doing::Nothing)
    }

    /// Begins a round trip, or notes that one more is wanted.
    fn sync(
        &mut self,
        store: &mut Store,
        now: DateTime<Utc>,
        actions: &mut Vec<Action>,
    ) -> Result<(), Error> {
        if self.is_busy() {
            self.again = true;
            return Ok(());
        }
        self.again = false;
        self.tried_at = now;
        let asked = request::sync(store.db(), self.batch, now)?;
        let number = self.send(asked.path, Some(asked.body), actions);
        self.doing = Doing::Syncing {
            number,
            sent_at: now,
            epoch: asked.epoch,
            pushed: asked.pushed,
        };
        Ok(())
    }

    fn send(&mut self, path: String, body: Option<Vec<u8>>, actions: &mut Vec<Action>) -> u64 {
        self.numbers += 1;
        let number = self.numbers;
        actions.push(Action::Send(Request { number, path, body }));
        number
    }

    fn set_timer(&mut self, after_ms: u64, actions: &mut Vec<Action>) {
        self.timer += 1;
        let number = self.timer;
        actions.push(Action::SetTimer { number, after_ms });
    }

    fn answered(
        &mut self,
        number: u64,
        status: u16,
        body: &[u8],
        store: &mut Store,
        now: DateTime<Utc>,
        actions: &mut Vec<Action>,
    ) -> Result<(), Error> {
        if self.watch.is_some_and(|(watch, _)| watch == number) {
            return self.news(status, body, store, now, actions);
        }
        match std::mem::replace(&mut self.doing, Doing::Nothing) {
            Doing::Syncing {
                number: asked,
                sent_at,
                epoch,
                pushed,
            } if asked == number => {
                if status == 200
                    && let Ok(reply) = serde_json::from_slice::<SyncReply>(body)
                {
                    let round = Round {
                        sent_at,
                        epoch,
                        pushed,
                    };
                    return self.synced(&round, reply, store, now, actions);
                }
                self.refused(status, body, &pushed, store, now, actions)
            }
            Doing::Imaging {
                number: asked,
                scope,
                after,
            } if asked == number => {
                if status == 200
                    && let Ok(body) = serde_json::from_slice::<ImagePage>(body)
                {
                    let body = Box::new(body);
                    self.page_came(Page { scope, after, body }, actions);
                    return Ok(());
                }
                self.refused(status, body, &[], store, now, actions)
            }
            // An answer to what was given up meanwhile.
            other => {
                self.doing = other;
                Ok(())
            }
        }
    }

    fn synced(
        &mut self,
        round: &Round,
        reply: SyncReply,
        store: &mut Store,
        now: DateTime<Utc>,
        actions: &mut Vec<Action>,
    ) -> Result<(), Error> {
        self.learn_clock(round.sent_at, reply.now, store, now)?;
        let receipted: BTreeSet<ChangeId> =
            reply.receipts.iter().map(|receipt| receipt.id).collect();
        let all_receipted = round.pushed.iter().all(|id| receipted.contains(id));
        let more = reply.more;
        let wait = wait_of(&reply.directives);
        let fork = reply.directives.contains(&Directive::Fork);
        let newest = reply.cursors.values().copied().max().unwrap_or_default();
        let applied = super::apply::reply(store, &round.epoch, reply, now)?;
        self.after_contact();
        self.head = if applied.new_epoch {
            Seq(0)
        } else {
            self.head.max(newest).max(self.heard)
        };
        self.heard = Seq(0);
        changed(applied.kinds, actions);
        if fork {
            return self.sign_out(store);
        }
        if !all_receipted {
            return self.fail(store, now, "receipts are missing", None, actions);
        }
        self.batch = (self.batch * 2).min(PUSH_CHANGES);
        if let Some(seconds) = wait {
            return self.pause(store, now, seconds, actions);
        }
        let waiting = changes::counts(store.db())?.unsent > 0;
        if more || applied.new_epoch || self.again || (waiting && !round.pushed.is_empty()) {
            return self.sync(store, now, actions);
        }
        self.go_on(store, now, actions)
    }

    /// No round trip is due: the next page of an image, or the end of the round.
    fn go_on(
        &mut self,
        store: &mut Store,
        now: DateTime<Utc>,
        actions: &mut Vec<Action>,
    ) -> Result<(), Error> {
        if self.again {
            return self.sync(store, now, actions);
        }
        let places = cursors::all(store.db())?;
        let next = places.into_iter().find_map(|(scope, place)| match place {
            Place::Image { after, .. } => Some((scope, after)),
            Place::Tail(_) => None,
        });
        if let Some((scope, after)) = next {
            self.ask_page(scope, after, actions);
            return Ok(());
        }
        if meta::get(store.db(), meta::PULLED)?.as_deref() != Some("1") {
            meta::set(store.db(), meta::PULLED, "1")?;
            changed(Kind::known().collect(), actions);
        }
        self.watch(now, actions);
        Ok(())
    }

    fn ask_page(
        &mut self,
        scope: Scope,
        after: Option<domain::RecordId>,
        actions: &mut Vec<Action>,
    ) {
        let number = self.send(request::image(&scope, after), None, actions);
        self.doing = Doing::Imaging {
            number,
            scope,
            after,
        };
    }

    /// Asks for the page after this one first, so that it is on its way while this one is put in.
    fn page_came(&mut self, page: Page, actions: &mut Vec<Action>) {
        self.applying += 1;
        if page.body.next.is_some() && !self.again {
            self.ask_page(page.scope.clone(), page.body.next, actions);
        }
        actions.push(Action::Later(Happened::Apply(page)));
    }

    fn apply_page(
        &mut self,
        page: &Page,
        store: &mut Store,
        now: DateTime<Utc>,
        actions: &mut Vec<Action>,
    ) -> Result<(), Error> {
        self.applying = self.applying.saturating_sub(1);
        let first_pull = meta::get(store.db(), meta::PULLED)?.as_deref() != Some("1");
        match image::put(store, page, now)? {
            Outcome::In { kinds, records } => {
                self.after_contact();
                if first_pull {
                    let done = meta::number(store.db(), meta::PULL_DONE)?.unwrap_or(0);
                    let done = done.unsigned_abs();
                    let of = self.expected.max(done);
                    actions.push(Action::Tell(Event::Pulling { done, of }));
                }
                if records > 0 {
                    changed(kinds, actions);
                }
            }
            // The page that was asked for meanwhile will be of another time too: it is not waited for.
            Outcome::OtherEpoch | Outcome::Outdated => {
                self.doing = Doing::Nothing;
                return self.sync(store, now, actions);
            }
        }
        if self.is_busy() {
            return Ok(());
        }
        // A scope is in: the tail comes next, and with it what was saved meanwhile.
        if page.body.next.is_none() || self.again {
            return self.sync(store, now, actions);
        }
        self.go_on(store, now, actions)
    }

    /// Waits for news, when nothing waits for them yet.
    fn watch(&mut self, now: DateTime<Utc>, actions: &mut Vec<Action>) {
        if self.polls {
            self.set_timer(POLL_MS, actions);
            return;
        }
        if self.watch.is_none() {
            let number = self.send(request::wait(self.head), None, actions);
            self.watch = Some((number, now));
        }
    }

    fn news(
        &mut self,
        status: u16,
        body: &[u8],
        store: &mut Store,
        now: DateTime<Utc>,
        actions: &mut Vec<Action>,
    ) -> Result<(), Error> {
        let asked_at = self.watch.take().map(|(_, at)| at);
        let head = match serde_json::from_slice::<News>(body) {
            Ok(news) if status == 200 => news.head,
            _ if status == 404 || status == 405 => {
                self.polls = true;
                self.set_timer(POLL_MS, actions);
                return Ok(());
            }
            _ => return self.refused(status, body, &[], store, now, actions),
        };
        if head > self.head {
            self.heard = self.heard.max(head);
            return self.sync(store, now, actions);
        }
        if self.is_busy() {
            return Ok(());
        }
        let long_enough =
            asked_at.is_none_or(|at| now - at >= Duration::milliseconds(WATCH_PAUSE_MS));
        if long_enough {
            self.watch(now, actions);
        } else {
            self.set_timer(WATCH_PAUSE_MS.unsigned_abs(), actions);
        }
        Ok(())
    }

    fn unreachable(
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
        } else if !self.forget(number) {
            return Ok(());
        }
        self.offline = true;
        self.fail(store, now, reason, None, actions)
    }

    /// Ends the round that waits for this answer.
    fn forget(&mut self, number: u64) -> bool {
        let waits_for = match &self.doing {
            Doing::Syncing { number, .. } | Doing::Imaging { number, .. } => Some(*number),
            Doing::Nothing => None,
        };
        if waits_for == Some(number) {
            self.doing = Doing::Nothing;
        }
        waits_for == Some(number)
    }

    /// The server refused a request as a whole.
    fn refused(
        &mut self,
        status: u16,
        body: &[u8],
        pushed: &[ChangeId],
        store: &mut Store,
        now: DateTime<Utc>,
        actions: &mut Vec<Action>,
    ) -> Result<(), Error> {
        // What does not speak our language is not our server, such as the sign-in page of a hotel: wait for the real one.
        let Ok(refusal) = serde_json::from_slice::<ApiError>(body) else {
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
            | ErrorCode::TooOld
            | ErrorCode::Internal
            | ErrorCode::Unknown => self.fail(store, now, &words, None, actions),
        }
    }

    /// A push that cannot be read is cut in halves until the one bad change stands alone; that one is set aside here.
    fn isolate(
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
                    protocol::sync::QuarantineCode::TooLarge
                } else {
                    protocol::sync::QuarantineCode::Unreadable
                },
                field: None,
                issue: None,
                message: refusal.message.clone(),
            };
            let kind = super::apply::set_aside(store, *bad, &status, now)?;
            changed(kind.into_iter().collect(), actions);
        }
        self.batch = (pushed.len() / 2).max(1);
        self.sync(store, now, actions)
    }

    fn sign_out(&mut self, store: &mut Store) -> Result<(), Error> {
        self.signed_out = true;
        self.again = false;
        meta::set(store.db(), meta::SIGNED_OUT, "1")
    }

    /// A new credential: the server is asked again.
    pub(crate) fn signed_in(&mut self) {
        self.signed_out = false;
    }

    fn after_contact(&mut self) {
        self.failures = 0;
        self.next_at = DateTime::default();
        self.ordered = false;
        self.offline = false;
        self.signed_out = false;
    }

    fn fail(
        &mut self,
        store: &Store,
        now: DateTime<Utc>,
        reason: &str,
        ordered_seconds: Option<u32>,
        actions: &mut Vec<Action>,
    ) -> Result<(), Error> {
        self.failures = self.failures.saturating_add(1);
        self.again = false;
        let own_ms = backoff::delay_ms(self.failures, &mut self.jitter);
        let ordered_ms = ordered_seconds.map_or(0, |seconds| u64::from(seconds) * 1000);
        self.ordered = ordered_ms > 0;
        let after_ms = own_ms.max(ordered_ms);
        self.next_at = now + Duration::milliseconds(i64::try_from(after_ms).unwrap_or(i64::MAX));
        self.set_timer(after_ms, actions);
        let db = store.db();
        meta::set(db, meta::FAILURES, &self.failures.to_string())?;
        meta::set(
            db,
            meta::NEXT_AT,
            &self.next_at.timestamp_millis().to_string(),
        )?;
        meta::set(db, meta::LAST_FAILURE, reason)
    }

    /// The server answered and asks for a pause: no failure.
    fn pause(
        &mut self,
        store: &Store,
        now: DateTime<Utc>,
        seconds: u32,
        actions: &mut Vec<Action>,
    ) -> Result<(), Error> {
        self.ordered = true;
        self.again = false;
        self.next_at = now + Duration::seconds(i64::from(seconds));
        self.set_timer(u64::from(seconds) * 1000, actions);
        let next_at = self.next_at.timestamp_millis().to_string();
        meta::set(store.db(), meta::NEXT_AT, &next_at)
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

    /// The header's light as it is now.
    pub(crate) fn light(&self, store: &Store) -> Result<SyncLight, Error> {
        light::light(
            store,
            &Weather {
                busy: self.is_busy(),
                offline: self.offline,
                signed_out: self.signed_out,
            },
        )
    }

    fn tell_light(&mut self, store: &Store, actions: &mut Vec<Action>) {
        // A store that cannot be read has said so to the command that read it.
        let Ok(light) = self.light(store) else { return };
        if self.told.as_ref() != Some(&light) {
            actions.push(Action::Tell(Event::Sync(light.clone())));
            self.told = Some(light);
        }
    }
}

struct Round {
    sent_at: DateTime<Utc>,
    epoch: String,
    pushed: Vec<ChangeId>,
}

fn changed(kinds: BTreeSet<Kind>, actions: &mut Vec<Action>) {
    if !kinds.is_empty() {
        let kinds = kinds.into_iter().collect();
        actions.push(Action::Tell(Event::Changed(kinds)));
    }
}

fn wait_of(directives: &[Directive]) -> Option<u32> {
    directives.iter().find_map(|directive| match directive {
        Directive::Wait { seconds } => Some(*seconds),
        Directive::Fork | Directive::Update | Directive::Revoked | Directive::Unknown => None,
    })
}
