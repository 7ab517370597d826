//! Waiting for news: one request that the server answers when the town's order moves, or a look from time to time.

use chrono::{DateTime, Duration, Utc};
use domain::tree;

use super::Engine;
use crate::error::Error;
use crate::store::{Store, cursors};
use crate::sync::request::{self, News};
use crate::sync::{Action, Content};

/// Not before this many milliseconds is the server asked again for news that was none.
const WATCH_PAUSE_MS: i64 = 1_000;
/// How often a server that knows no waiting is asked.
const POLL_MS: u64 = 15_000;
/// How often a device that has no right to anything asks whether it was given one: nothing else can be new for it.
const WITHOUT_RIGHTS_MS: u64 = 30 * 60_000;

impl Engine {
    /// Waits for news, when nothing waits for them yet.
    pub(super) fn watch(
        &mut self,
        store: &Store,
        now: DateTime<Utc>,
        actions: &mut Vec<Action>,
    ) -> Result<(), Error> {
        if cursors::all(store.db())?.is_empty() {
            self.set_timer(WITHOUT_RIGHTS_MS, actions);
        } else if self.polls {
            self.set_timer(POLL_MS, actions);
        } else if self.watch.is_none() {
            let number = self.send(request::wait(self.head), Content::Nothing, actions);
            self.watch = Some((number, now));
        }
        Ok(())
    }

    pub(super) fn news(
        &mut self,
        status: u16,
        body: &[u8],
        store: &mut Store,
        now: DateTime<Utc>,
        actions: &mut Vec<Action>,
    ) -> Result<(), Error> {
        let asked_at = self.watch.take().map(|(_, at)| at);
        let head = match tree::from_slice::<News>(body) {
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
            self.watch(store, now, actions)?;
        } else {
            self.set_timer(WATCH_PAUSE_MS.unsigned_abs(), actions);
        }
        Ok(())
    }
}
