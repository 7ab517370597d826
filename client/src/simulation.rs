//! The door for the sync simulator: a phone's real commands, store and engine, without a host. The simulator gives it the time, ids
//! and answers, and is told what to send; it can cut the power before any commit, fill the disk, and copy the store. No app has this.

mod given;
mod looking;
mod words;

use std::cell::Cell;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};

use chrono::{DateTime, Utc};
use domain::{Act, AreaCode, ChangeId, DeviceId, Kind, MemberId, RecordId, Seq};
use protocol::EnrollReply;
use rusqlite::Connection;

use self::given::Given;
pub use self::looking::{Fate, Held, OwnChange, Reached, Sent};
pub use self::words::{Asked, News, Wish};
use crate::command::Command;
use crate::commands;
use crate::context::{Context, Origin as _};
use crate::error::Error;
use crate::profile::Profile;
use crate::store::care::CareKey;
use crate::store::changes::{self, NewChange};
use crate::store::{Store, meta, records};
use crate::sync::{Action, Engine, Happened, Why};

/// No cut is planned.
const NEVER: i64 = -1;
/// What SQLite takes for "no limit".
const MOST_PAGES: u32 = 0x7fff_fffe;

/// A phone, switched on and unlocked.
pub struct Phone {
    store: Option<Store>,
    engine: Engine,
    profile: Profile,
    given: Given,
    later: VecDeque<Happened>,
    commits_left: Arc<AtomicI64>,
}

impl Phone {
    /// A phone that was just enrolled and has nothing yet.
    ///
    /// # Errors
    /// When the store cannot be made.
    pub fn enrolled(reply: EnrollReply, now: DateTime<Utc>, seed: u64) -> Result<Self, Error> {
        // All begin alike: the schema is made once.
        static NEW: OnceLock<Vec<u8>> = OnceLock::new();
        if let Some(new) = NEW.get() {
            return Self::of_copy(new, reply, now, seed);
        }
        let db = Connection::open_in_memory()?;
        let new = Store::on(db, (reply.member, reply.device))?
            .into_connection()
            .serialize("main")?
            .to_vec();
        Self::of_copy(NEW.get_or_init(|| new), reply, now, seed)
    }

    /// A second phone on a copy of a store, with the same credential: a clone, or a phone restored from a backup.
    ///
    /// # Errors
    /// When the copy cannot be opened.
    pub fn of_copy(
        copy: &[u8],
        credential: EnrollReply,
        now: DateTime<Utc>,
        seed: u64,
    ) -> Result<Self, Error> {
        let mut db = Connection::open_in_memory()?;
        db.deserialize_read_exact("main", copy, copy.len(), false)?;
        Self::on(db, credential, now, seed)
    }

    fn on(
        mut db: Connection,
        reply: EnrollReply,
        now: DateTime<Utc>,
        seed: u64,
    ) -> Result<Self, Error> {
        let commits_left = Arc::new(AtomicI64::new(NEVER));
        let left = Arc::clone(&commits_left);
        // True makes SQLite undo the commit, which is all that remains of one when the power goes before it.
        db.commit_hook(Some(move || {
            let before = left.load(Ordering::Relaxed);
            if before > 0 {
                left.store(before - 1, Ordering::Relaxed);
            }
            before == 0
        }))?;
        let profile = Profile::of("sim", reply);
        let given = Given {
            now: Cell::new(now),
            ids: Cell::new(seed),
        };
        let (store, engine) = open(db, &profile, &given)?;
        Ok(Self {
            store: Some(store),
            engine,
            profile,
            given,
            later: VecDeque::new(),
            commits_left,
        })
    }

    /// Turns the phone's clock to this.
    pub fn set_clock(&self, now: DateTime<Utc>) {
        self.given.now.set(now);
    }

    /// The credential that requests carry.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.profile.token
    }

    /// Who uses it.
    #[must_use]
    pub fn member(&self) -> MemberId {
        self.profile.member
    }

    /// As which device.
    #[must_use]
    pub fn device(&self) -> DeviceId {
        self.profile.device
    }

    fn store(&self) -> Result<&Store, Error> {
        self.store.as_ref().ok_or(Error::Locked)
    }

    /// Runs a command as a screen does, and says what the engine wants then.
    pub fn call<C: Command>(&mut self, command: &C) -> (Result<C::Reply, Error>, Vec<Wish>) {
        match self.dispatch(command) {
            Ok((reply, wake)) => {
                let wishes = wake.map_or_else(Vec::new, |why| self.drive(Happened::Woken(why)));
                (Ok(reply), wishes)
            }
            Err(error) => (Err(error), Vec::new()),
        }
    }

    fn dispatch<C: Command>(&mut self, command: &C) -> Result<(C::Reply, Option<Why>), Error> {
        let body = serde_json::to_string(command).map_err(|error| wrong(&error))?;
        let store = self.store.as_mut().ok_or(Error::Locked)?;
        let mut context = Context {
            light: self.engine.light(store)?,
            store,
            profile: &self.profile,
            origin: &self.given,
            space: None,
            changed: std::collections::BTreeSet::new(),
            wake: None,
        };
        let reply = commands::dispatch(&mut context, C::NAME, &body)?;
        let wake = context.wake.take();
        let reply = serde_json::from_str(&reply).map_err(|error| wrong(&error))?;
        Ok((reply, wake))
    }

    /// Saves an act as a command of another version of the app might: without looking at it. Answers when it is durable.
    ///
    /// # Errors
    /// When it cannot be written; then nothing was saved.
    pub fn save_act(
        &mut self,
        (record, kind, area): (Option<RecordId>, Kind, AreaCode),
        base: Option<Seq>,
        act: Act,
    ) -> Result<(RecordId, Vec<Wish>), Error> {
        let record = match record {
            Some(record) => record,
            None => RecordId(self.given.new_id()?),
        };
        let id = ChangeId(self.given.new_id()?);
        let captured_at = self.given.now();
        let store = self.store.as_mut().ok_or(Error::Locked)?;
        let own = store.own();
        let tx = store.begin()?;
        let new = NewChange {
            id,
            record,
            kind,
            area,
            captured_at,
            base,
            act,
        };
        changes::append(&tx, new)?;
        records::refresh(&tx, &own, record)?;
        tx.commit()?;
        Ok((record, self.drive(Happened::Woken(Why::Saved))))
    }

    /// Opens the care files, as the second PIN does; they are fetched at once.
    ///
    /// # Errors
    /// When it cannot be written what became of them meanwhile; then they stay closed.
    pub fn open_care(&mut self) -> Result<Vec<Wish>, Error> {
        let now = self.given.now();
        let store = self.store.as_mut().ok_or(Error::Locked)?;
        store.expire_care(now)?;
        // One key for all: a copy of a phone has that of the phone.
        store.open_care(CareKey::new([7; 32]))?;
        Ok(self.drive(Happened::Woken(Why::Opened)))
    }

    /// Closes the care files; what moves now waits for the second PIN.
    pub fn close_care(&mut self) {
        if let Some(store) = self.store.as_mut() {
            store.close_care();
        }
    }

    /// Are the care files open?
    #[must_use]
    pub fn is_care_open(&self) -> bool {
        let store = self.store.as_ref();
        store.is_some_and(|store| store.own().care.is_some())
    }

    /// Takes in news, and says what the engine wants then.
    pub fn hear(&mut self, news: News) -> Vec<Wish> {
        self.drive(match news {
            News::Opened => Happened::Woken(Why::Opened),
            News::Network => Happened::Woken(Why::Network),
            News::Answered {
                number,
                status,
                body,
            } => Happened::Answered {
                number,
                status,
                body,
            },
            News::Unreachable { number } => Happened::Unreachable {
                number,
                reason: "cut".to_owned(),
            },
            News::Timer(number) => Happened::Timer(number),
        })
    }

    /// Does what was put off.
    pub fn go_on(&mut self) -> Vec<Wish> {
        let next = self.later.pop_front();
        next.map_or_else(Vec::new, |happened| self.drive(happened))
    }

    fn drive(&mut self, happened: Happened) -> Vec<Wish> {
        let Some(store) = self.store.as_mut() else {
            return Vec::new();
        };
        let actions = self.engine.handle(happened, store, self.given.now());
        let mut wishes = Vec::new();
        for action in actions {
            match action {
                Action::Send(request) => wishes.push(Wish::Send {
                    number: request.number,
                    path: request.path,
                    asked: request.content.into(),
                }),
                Action::SetTimer { number, after_ms } => {
                    wishes.push(Wish::Wake { number, after_ms });
                }
                Action::Later(happened) => {
                    self.later.push_back(happened);
                    wishes.push(Wish::GoOn);
                }
                Action::Forget => wishes.push(Wish::Forget),
                Action::Tell(_) => {}
            }
        }
        wishes
    }

    /// After so many more commits none succeeds, until [`Phone::restart`]; without a number all do.
    pub fn cut_after(&self, commits: Option<u32>) {
        self.commits_left
            .store(commits.map_or(NEVER, i64::from), Ordering::Relaxed);
    }

    /// Did a planned cut come?
    #[must_use]
    pub fn was_cut(&self) -> bool {
        self.commits_left.load(Ordering::Relaxed) == 0
    }

    /// The app was killed and is opened again: what was on its way is lost, what was committed is not.
    ///
    /// # Errors
    /// When the store does not open.
    pub fn restart(&mut self) -> Result<Vec<Wish>, Error> {
        self.commits_left.store(NEVER, Ordering::Relaxed);
        self.later.clear();
        let db = self.store.take().ok_or(Error::Locked)?.into_connection();
        let (store, engine) = open(db, &self.profile, &self.given)?;
        self.store = Some(store);
        self.engine = engine;
        Ok(self.hear(News::Opened))
    }

    /// A new credential for the store that is here, as a second enrolment of this device brings.
    ///
    /// # Errors
    /// When the store does not open.
    pub fn enroll_again(&mut self, reply: EnrollReply) -> Result<Vec<Wish>, Error> {
        self.profile = Profile::of("sim", reply);
        self.later.clear();
        let db = self.store.take().ok_or(Error::Locked)?.into_connection();
        let (store, mut engine) = open(db, &self.profile, &self.given)?;
        meta::set(store.db(), meta::SIGNED_OUT, "0")?;
        engine.signed_in();
        self.store = Some(store);
        self.engine = engine;
        Ok(self.hear(News::Opened))
    }

    /// Lets the store grow by so many pages at the most; without a number, as it likes.
    ///
    /// # Errors
    /// When SQLite refuses.
    pub fn limit_growth(&self, pages: Option<u32>) -> Result<(), Error> {
        let db = self.store()?.db();
        let now: u32 = db.pragma_query_value(None, "page_count", |row| row.get(0))?;
        let most = pages.map_or(MOST_PAGES, |pages| now.saturating_add(pages));
        db.pragma_update_and_check(None, "max_page_count", most, |_| Ok(()))?;
        Ok(())
    }

    /// A copy of everything committed.
    ///
    /// # Errors
    /// When SQLite refuses.
    pub fn copy(&mut self) -> Result<Vec<u8>, Error> {
        let mut db = self.store.take().ok_or(Error::Locked)?.into_connection();
        let copy = db.serialize("main")?.to_vec();
        // Not a restart: the engine goes on, so the store must not be opened anew.
        self.store = Some(Store::on(db, (self.profile.member, self.profile.device))?);
        Ok(copy)
    }
}

fn open(db: Connection, profile: &Profile, given: &Given) -> Result<(Store, Engine), Error> {
    let mut store = Store::on(db, (profile.member, profile.device))?;
    store.begin_history(&profile.epoch, &profile.scopes)?;
    store.expire_care(given.now())?;
    let engine = Engine::new(&store, profile.records, given.random())?;
    let engine = engine.of_role(profile.role);
    Ok((store, engine))
}

fn wrong(error: &serde_json::Error) -> Error {
    Error::Internal(format!("a command's words: {error}"))
}
