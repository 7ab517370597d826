//! The first pull, and that of every new scope: page by page, the next one asked for while this one is put in.

use chrono::{DateTime, Utc};
use domain::{Kind, RecordId, Scope};

use super::{Doing, Engine, changed};
use crate::error::Error;
use crate::event::Event;
use crate::store::cursors::{self, Place};
use crate::store::{Store, meta};
use crate::sync::image::{self, Outcome, Page};
use crate::sync::{Action, Happened, request};

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
            Place::Image { after, .. } if has_care || scope.file.is_none() => Some((scope, after)),
            Place::Image { .. } | Place::Tail(_) => None,
        });
        if let Some((scope, after)) = next {
            self.ask_page(scope, after, actions);
            return Ok(());
        }
        if meta::get(store.db(), meta::PULLED)?.as_deref() != Some("1") {
            meta::set(store.db(), meta::PULLED, "1")?;
            changed(Kind::known().collect(), actions);
        }
        self.watch(store, now, actions)
    }

    pub(super) fn ask_page(
        &mut self,
        scope: Scope,
        after: Option<RecordId>,
        actions: &mut Vec<Action>,
    ) {
        let path = request::image(&scope, after, self.expected);
        let number = self.send(path, None, actions);
        self.doing = Doing::Imaging {
            number,
            scope,
            after,
        };
    }

    /// Asks for the page after this one first, so that it is on its way while this one is put in.
    pub(super) fn page_came(&mut self, page: Page, actions: &mut Vec<Action>) {
        self.applying += 1;
        if page.body.next.is_some() && !self.again {
            self.ask_page(page.scope.clone(), page.body.next, actions);
        }
        actions.push(Action::Later(Happened::Apply(page)));
    }

    pub(super) fn apply_page(
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
}
