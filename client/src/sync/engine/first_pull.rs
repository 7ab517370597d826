//! The first pull, and that of every new scope: page by page, the next one asked for while this one is put in. Pages that come
//! quickly are put in several at a time: a commit rewrites a part of every index, whatever it brings.

use chrono::{DateTime, Duration, Utc};
use domain::{Kind, RecordId, Scope};

use super::{Doing, Engine, changed};
use crate::error::Error;
use crate::event::Event;
use crate::store::cursors::{self, Place};
use crate::store::{Store, meta};
use crate::sync::image::{self, Body, Outcome, Page};
use crate::sync::{Action, Content, Happened, request};

/// Pages put in at once, at the most.
const MOST_PAGES: u32 = 5;
/// A page that took this long is put in without waiting for the next: a slow line must not bring the same page twice.
const SLOW_MS: i64 = 1_000;

/// A page that was asked for.
#[derive(Debug)]
pub(super) struct Imaging {
    pub(super) number: u64,
    scope: Scope,
    after: Option<RecordId>,
    asked_at: DateTime<Utc>,
    /// Others were put in meanwhile, so how long it took says nothing about the line.
    was_beside: bool,
}

impl Engine {
    /// No round trip is due: the next page of an image, or the end of the round.
    pub(super) fn go_on(
        &mut self,
        store: &mut Store,
        now: DateTime<Utc>,
        actions: &mut Vec<Action>,
    ) -> Result<(), Error> {
        if self.again {
            return self.sync(store, now, actions);
        }
        let places = cursors::all(store.db())?;
        let has_care = store.own().care.is_some();
        let next = places.into_iter().find_map(|(scope, place)| match place {
            // Care files are fetched only while they are open.
            Place::Image { after, .. } if has_care || !scope.is_sealed() => Some((scope, after)),
            Place::Image { .. } | Place::Tail(_) => None,
        });
        if let Some((scope, after)) = next {
            self.ask_page(scope, after, now, actions);
            return Ok(());
        }
        self.faults = 0;
        if meta::get(store.db(), meta::PULLED)?.as_deref() != Some("1") {
            meta::set(store.db(), meta::PULLED, "1")?;
            changed(Kind::known().collect(), actions);
        }
        self.watch(store, now, actions)?;
        self.move_bytes(store, now, actions)
    }

    fn ask_page(
        &mut self,
        scope: Scope,
        after: Option<RecordId>,
        now: DateTime<Utc>,
        actions: &mut Vec<Action>,
    ) {
        let path = request::image(&scope, after, self.records.now());
        let number = self.send(path, Content::Nothing, actions);
        self.doing = Doing::Imaging(Imaging {
            number,
            scope,
            after,
            asked_at: now,
            was_beside: false,
        });
    }

    /// The answer to the page that was asked for.
    pub(super) fn imaged(
        &mut self,
        asked: Imaging,
        status: u16,
        body: &[u8],
        store: &mut Store,
        now: DateTime<Utc>,
        actions: &mut Vec<Action>,
    ) -> Result<(), Error> {
        if status == 200
            && let Ok(body) = serde_json::from_slice::<Body>(body)
        {
            let was_slow = !asked.was_beside
                && (now - asked.asked_at).abs() >= Duration::milliseconds(SLOW_MS);
            if !asked.was_beside {
                self.records.came(body.records.len(), now - asked.asked_at);
            }
            let page = Page::new(asked.scope, asked.after, body);
            self.page_came(page, was_slow, now, actions);
            return Ok(());
        }
        self.put_held_in(store, now, actions)?;
        self.refused(status, body, &[], store, now, actions)
    }

    /// Asks for the page after this one first, so that it is on its way while this one is put in.
    fn page_came(
        &mut self,
        page: Page,
        was_slow: bool,
        now: DateTime<Utc>,
        actions: &mut Vec<Action>,
    ) {
        let (scope, next) = (page.scope.clone(), page.body.next);
        let page = match self.held.take() {
            None => page,
            Some(held) => held.joined(page).unwrap_or_else(|apart| {
                let (held, page) = *apart;
                self.put_in_soon(held, actions);
                page
            }),
        };
        let goes_on = next.is_some() && !self.again;
        if goes_on {
            self.ask_page(scope, next, now, actions);
        }
        if goes_on && !was_slow && page.pages < MOST_PAGES {
            self.held = Some(page);
        } else {
            self.put_in_soon(page, actions);
        }
    }

    fn put_in_soon(&mut self, page: Page, actions: &mut Vec<Action>) {
        self.applying += 1;
        actions.push(Action::Later(Happened::Apply(page)));
    }

    /// The next page does not come: what waits for it is put in now.
    pub(super) fn put_held_in(
        &mut self,
        store: &mut Store,
        now: DateTime<Utc>,
        actions: &mut Vec<Action>,
    ) -> Result<(), Error> {
        if let Some(page) = self.held.take() {
            // Another history: the next round trip learns of it.
            self.put_page_in(&page, store, now, actions)?;
        }
        Ok(())
    }

    pub(super) fn apply_page(
        &mut self,
        page: &Page,
        store: &mut Store,
        now: DateTime<Utc>,
        actions: &mut Vec<Action>,
    ) -> Result<(), Error> {
        self.applying = self.applying.saturating_sub(1);
        if let Doing::Imaging(asked) = &mut self.doing {
            asked.was_beside = true;
        }
        if !self.put_page_in(page, store, now, actions)? {
            // The pages that were asked for meanwhile will be of another time too: they are not waited for.
            self.doing = Doing::Nothing;
            self.held = None;
            return self.sync(store, now, actions);
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

    /// False when the page is of another history, or of a place that was left.
    fn put_page_in(
        &mut self,
        page: &Page,
        store: &mut Store,
        now: DateTime<Utc>,
        actions: &mut Vec<Action>,
    ) -> Result<bool, Error> {
        let first_pull = meta::get(store.db(), meta::PULLED)?.as_deref() != Some("1");
        let Outcome::In { kinds, records } = image::put(store, page, now)? else {
            return Ok(false);
        };
        self.after_contact();
        self.faults = 0;
        if first_pull {
            let done = meta::number(store.db(), meta::PULL_DONE)?.unwrap_or(0);
            let done = done.unsigned_abs();
            let of = self.expected.max(done);
            actions.push(Action::Tell(Event::Pulling { done, of }));
        }
        if records > 0 {
            changed(kinds, actions);
        }
        Ok(true)
    }
}
