//! How bytes fare on this line: how large the next part is, and how long to wait after a failure. Apart from the words' own pauses, so
//! that a photo that does not get through never holds them up.

use chrono::{DateTime, Duration, Utc};
use protocol::blob::{PART_FIRST, PART_LEAST, PART_MOST};
use rusqlite::Connection;

use crate::error::Error;
use crate::store::uploads;
use crate::sync::backoff::{self, Jitter};

/// A part that took less leads to larger ones, milliseconds.
const QUICK_MS: i64 = 3_000;
/// A part that took longer leads to smaller ones: a save should not wait for it.
const SLOW_MS: i64 = 8_000;
/// The longest pause between bytes that the server cannot deal with and the next ones, milliseconds.
const STUMBLE_MOST_MS: u64 = 60_000;

/// How bytes fare on this line.
#[derive(Debug)]
pub(super) struct Line {
    /// The size of the next part.
    pub(super) part: usize,
    failures: u32,
    pub(super) next_at: DateTime<Utc>,
    pause: Duration,
    /// An answer was lost: what the server has is asked before more is sent.
    pub(super) is_unsure: bool,
    /// Nothing is sent over it for now: it costs, and the person wants to wait for another.
    pub(super) is_costly: bool,
}

impl Default for Line {
    fn default() -> Self {
        Self {
            part: PART_FIRST,
            failures: 0,
            next_at: DateTime::default(),
            pause: Duration::zero(),
            is_unsure: false,
            is_costly: false,
        }
    }
}

impl Line {
    /// The network is back, or the person asked: nothing is put off any more.
    pub(super) fn try_again(&mut self, db: &Connection) -> Result<(), Error> {
        self.failures = 0;
        self.next_at = DateTime::default();
        uploads::try_all(db)
    }

    pub(super) fn is_held(&self, now: DateTime<Utc>) -> bool {
        let left = self.next_at - now;
        left > Duration::zero() && left <= self.pause
    }

    /// So many bytes went through in this time. A small picture that was quick says nothing about a large part.
    pub(super) fn went_well(&mut self, bytes: usize, took: Duration) {
        self.failures = 0;
        self.is_unsure = false;
        let took = took.num_milliseconds().abs();
        if took < QUICK_MS && bytes >= self.part {
            self.part = (self.part * 2).min(PART_MOST);
        } else if took > SLOW_MS {
            self.part = (self.part / 2).max(PART_LEAST);
        }
    }

    /// The server cannot deal with some bytes: others are next, after a pause that does not grow beyond a minute, so that one bad photo
    /// does not hold up the rest, nor a server that fails at all of them get them at every turn.
    pub(super) fn stumbled(
        &mut self,
        ordered_seconds: Option<u32>,
        now: DateTime<Utc>,
        jitter: &mut Jitter,
    ) {
        self.failures = self.failures.saturating_add(1);
        let own_ms =
            backoff::delay_ms(self.failures, backoff::LONGEST_MS, jitter).min(STUMBLE_MOST_MS);
        self.pause(own_ms, ordered_seconds, now);
    }

    /// The next part is smaller, later, and begins where the server says.
    pub(super) fn failed(
        &mut self,
        ordered_seconds: Option<u32>,
        now: DateTime<Utc>,
        jitter: &mut Jitter,
    ) {
        self.failures = self.failures.saturating_add(1);
        self.part = (self.part / 2).max(PART_LEAST);
        self.is_unsure = true;
        let own_ms = backoff::delay_ms(self.failures, backoff::LONGEST_MS, jitter);
        self.pause(own_ms, ordered_seconds, now);
    }

    fn pause(&mut self, own_ms: u64, ordered_seconds: Option<u32>, now: DateTime<Utc>) {
        let ordered_ms = ordered_seconds.map_or(0, |seconds| u64::from(seconds) * 1000);
        self.pause = Duration::milliseconds(own_ms.max(ordered_ms).cast_signed());
        self.next_at = now + self.pause;
    }
}
