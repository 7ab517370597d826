//! The state machine: what is under way, what an answer means, what comes next.

mod bytes;
mod compare;
mod first_pull;
mod line;
mod news;
mod pace;
mod refusal;
mod round;
mod telling;

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, Utc};
use domain::{ChangeId, Kind, Role, Seq};
use protocol::SyncReply;
use protocol::limits::{PULL_CHANGES, PUSH_CHANGES};

use self::bytes::Moving;
use self::compare::Comparing;
use self::first_pull::Imaging;
use self::line::Line;
use self::pace::Pace;
use self::round::Round;
use super::backoff::{self, Jitter};
use super::image::Page;
use super::request;
use super::{Action, Content, Happened, Request, Why};
use crate::error::Error;
use crate::event::{Event, SyncLight};
use crate::store::{Store, meta};

/// A save tries again at once, but not more often than this while tries fail.
const SAVE_RETRY_MS: i64 = 10_000;

/// Of the changes of others so many are asked for at first, and at the least.
const FIRST_CHANGES: usize = 250;
const LEAST_CHANGES: usize = 50;
/// Of the records of an image.
const FIRST_RECORDS: usize = 500;
const LEAST_RECORDS: usize = 100;

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
    Imaging(Imaging),
    Moving(Moving),
    Comparing(Comparing),
}

/// The sync engine of an open store.
#[derive(Debug)]
pub(crate) struct Engine {
    doing: Doing,
    /// Pages that came and are about to be put in.
    applying: u32,
    /// Pages that came and wait for the next one, to be put in with it; only ever while one is asked for.
    held: Option<Page>,
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
    /// Changes of others that are asked for at once.
    changes: Pace,
    /// Records of an image that are asked for at once.
    records: Pace,
    /// The server does not speak this build's language any more, but for taking in what it has.
    outdated: bool,
    failures: u32,
    /// Faults of this device's own store in a row, such as a full one. Reaching the server does not end them: what it sent
    /// still could not be put in.
    faults: u32,
    next_at: DateTime<Utc>,
    /// How long the pause before `next_at` is at the most.
    pause: Duration,
    /// The server asked for this pause: a save does not break it.
    ordered: bool,
    tried_at: DateTime<Utc>,
    signed_out: bool,
    offline: bool,
    /// Records of the first pull, as told at enrolment.
    expected: u64,
    told: Option<SyncLight>,
    /// The next answer is compared with the records themselves, not with what was kept up of them.
    counts: bool,
    /// When it was last looked where this device and the server differ.
    compared_at: Option<DateTime<Utc>>,
    /// How bytes fare on this line.
    line: Line,
    /// The longest pause between two tries.
    longest_ms: u64,
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
            held: None,
            again: false,
            watch: None,
            polls: false,
            head: Seq(0),
            heard: Seq(0),
            numbers: 0,
            timer: 0,
            batch: PUSH_CHANGES,
            changes: Pace::new(FIRST_CHANGES, LEAST_CHANGES, PULL_CHANGES),
            records: Pace::new(FIRST_RECORDS, LEAST_RECORDS, request::image_page(expected)),
            outdated: false,
            failures: u32::try_from(failures).unwrap_or_default(),
            faults: 0,
            next_at: DateTime::from_timestamp_millis(next_at).unwrap_or_default(),
            pause: Duration::milliseconds(backoff::LONGEST_MS.cast_signed()),
            ordered: false,
            tried_at: DateTime::default(),
            signed_out: meta::get(db, meta::SIGNED_OUT)?.as_deref() == Some("1"),
            offline: false,
            expected,
            told: None,
            counts: true,
            compared_at: None,
            line: Line::default(),
            longest_ms: backoff::LONGEST_MS,
            jitter: Jitter::new(seed),
        })
    }

    /// The engine of whoever works as this.
    pub(crate) fn of_role(mut self, role: Role) -> Self {
        self.longest_ms = backoff::longest_ms(role);
        self
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
            self.held = None;
            self.failures = self.failures.max(self.faults);
            self.faults = self.faults.saturating_add(1);
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
        let left = self.next_at - now;
        // A clock that was turned back would make a pause of seconds one of days.
        let waits = left > Duration::zero() && left <= self.pause;
        if why == Why::Bytes {
            return if waits {
                Ok(())
            } else {
                self.move_bytes(store, now, actions)
            };
        }
        self.counts |= why == Why::Button;
        if why != Why::Saved {
            self.line.try_again(store.db())?;
        }
        let held_back = match why {
            Why::Button | Why::Bytes => false,
            Why::Opened | Why::Network => waits && self.ordered,
            Why::Saved => {
                let lately = (now - self.tried_at).abs() < Duration::milliseconds(SAVE_RETRY_MS);
                waits && (self.ordered || lately)
            }
        };
        if held_back {
            let after = left.num_milliseconds().unsigned_abs();
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
        let asked = request::sync(store, self.batch, self.changes.now(), now)?;
        let number = self.send(asked.path, Content::Json(asked.body), actions);
        self.doing = Doing::Syncing {
            number,
            sent_at: now,
            epoch: asked.epoch,
            pushed: asked.pushed,
        };
        Ok(())
    }

    fn send(&mut self, path: String, content: Content, actions: &mut Vec<Action>) -> u64 {
        self.numbers += 1;
        let number = self.numbers;
        actions.push(Action::Send(Request {
            number,
            path,
            content,
        }));
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
            Doing::Imaging(asked) if asked.number == number => {
                self.imaged(asked, status, body, store, now, actions)
            }
            Doing::Moving(moving) if moving.number == number => {
                self.moved(&moving, status, body, store, now, actions)
            }
            Doing::Comparing(asked) if asked.number == number => {
                self.compared(asked, status, body, store, now, actions)
            }
            // An answer to what was given up meanwhile.
            other => {
                self.doing = other;
                Ok(())
            }
        }
    }
}

fn changed(kinds: BTreeSet<Kind>, actions: &mut Vec<Action>) {
    if !kinds.is_empty() {
        let kinds = kinds.into_iter().collect();
        actions.push(Action::Tell(Event::Changed(kinds)));
    }
}
