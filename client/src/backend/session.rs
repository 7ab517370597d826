//! The commands that open and close the store: they work on the whole backend, not on an open store.

use std::rc::Rc;

use domain::Member;

use super::{Inner, Open, State};
use crate::command::Command as _;
use crate::commands::session::{
    ChangePin, Lock, ReadSession, Session, SessionMember, SignOut, Stage, Unlock,
};
use crate::commands::{ReadPreferences, SavePreferences, answer};
use crate::context;
use crate::error::Error;
use crate::event::Event;
use crate::host::{Notice, Outside, Services};
use crate::keyring::Opened;
use crate::keyring::pin::{self, MOST_TRIES};
use crate::keyring::seal::Key;
use crate::store::{Check, DAMAGED, Store, meta, records, rescue};
use crate::sync::{Engine, Why};

/// The file of the first store.
pub(super) const FIRST_FILE: &str = "store.db";

/// Runs a command of this file; `None` when the name is another's.
pub(super) fn dispatch(
    inner: &Rc<Inner>,
    name: &str,
    body: &str,
) -> Option<(Result<String, Error>, Option<Why>)> {
    let quiet = |result| Some((result, None));
    match name {
        ReadSession::NAME => quiet(answer(body, |ReadSession| inner.session())),
        ReadPreferences::NAME => quiet(answer(body, |ReadPreferences| {
            inner.state.borrow().keyring.preferences()
        })),
        SavePreferences::NAME => Some((
            answer(body, |SavePreferences(preferences)| {
                inner.state.borrow().keyring.set_preferences(&preferences)?;
                inner.follow_line()
            }),
            Some(Why::Bytes),
        )),
        ChangePin::NAME => quiet(answer(body, |change: ChangePin| inner.change_pin(&change))),
        Lock::NAME => quiet(answer(body, |Lock| {
            inner.lock();
            inner.tell(Event::Locked);
            inner.session()
        })),
        Unlock::NAME => Some((
            answer(body, |Unlock { pin }| inner.unlock(&pin)),
            Some(Why::Opened),
        )),
        SignOut::NAME => quiet(answer(body, |SignOut| inner.sign_out())),
        Notice::NAME => Some(inner.notice(body)),
        _ => None,
    }
}

impl Inner {
    /// Where this device stands.
    pub(super) fn session(&self) -> Result<Session, Error> {
        let state = self.state.borrow();
        let lock = state.keyring.lock()?;
        let stage = match (&state.open, &lock) {
            (Some(_), _) => Stage::Ready,
            (None, None) => Stage::Fresh,
            (None, Some(lock)) if lock.tries >= MOST_TRIES => Stage::Blocked,
            (None, Some(lock)) => Stage::Locked {
                tries_left: lock.tries_left(),
                wait_seconds: lock.wait_seconds(self.host.now()),
            },
        };
        let member = state.open.as_ref().map(session_member).transpose()?;
        Ok(Session {
            stage,
            member,
            persisted: self.host.persisted(),
            set_aside: lock.is_some_and(|lock| lock.set_aside),
            ended: state.keyring.ended()?,
        })
    }

    fn notice(&self, body: &str) -> (Result<String, Error>, Option<Why>) {
        let mut awake = None;
        let result = answer(body, |Notice(outside)| {
            match outside {
                Outside::Awake => awake = Some(Why::Network),
                Outside::Persisted(persisted) => self.host.set_persisted(persisted),
                Outside::Costly(costly) => {
                    self.state.borrow_mut().costly = costly;
                    awake = Some(Why::Bytes);
                    self.follow_line()?;
                }
            }
            Ok(())
        });
        (result, awake)
    }

    /// Photos wait on a line that costs, when the person wants that.
    fn follow_line(&self) -> Result<(), Error> {
        let mut state = self.state.borrow_mut();
        let holds = state.costly && state.keyring.preferences()?.wireless_only;
        if let Some(open) = state.open.as_mut() {
            open.engine.hold_uploads(holds);
        }
        Ok(())
    }

    fn unlock(self: &Rc<Self>, pin: &str) -> Result<Session, Error> {
        let is_open = self.state.borrow().open.is_some();
        if !is_open {
            let opened = self.state.borrow().keyring.open_with_pin(&self.host, pin)?;
            self.open(opened)?;
        }
        self.session()
    }

    fn change_pin(&self, change: &ChangePin) -> Result<(), Error> {
        if !pin::is_strong(&change.new) {
            return Err(Error::WeakPin);
        }
        let state = self.state.borrow();
        let opened = state.keyring.open_with_pin(&self.host, &change.old)?;
        state.keyring.set_pin(&self.host, &opened.key, &change.new)
    }

    /// Opens the store of an opened lock. A damaged file is kept and another one is begun, which the server fills again.
    pub(super) fn open(self: &Rc<Self>, opened: Opened) -> Result<(), Error> {
        let mut state = self.state.borrow_mut();
        let store = open_store(&mut state, &self.host, &opened)?;
        let seed = u64::from_le_bytes(self.host.random()?);
        let engine = Engine::new(&store, opened.profile.records, seed)?;
        let engine = engine.of_role(opened.profile.role);
        state.opening += 1;
        let mut open = Open {
            store,
            engine,
            profile: opened.profile,
            key: opened.key,
            care_used_at: self.host.now(),
        };
        open.store.expire_care(self.host.now())?;
        state.open = Some(open);
        drop(state);
        self.follow_line()?;
        self.look_at_space();
        Ok(())
    }
}

fn session_member(open: &Open) -> Result<SessionMember, Error> {
    let profile = &open.profile;
    let db = open.store.db();
    // The record is newer than what the enrolment said; the role alone stays what the credential was given for.
    let record = records::view(db, profile.member.into())?
        .and_then(|viewed| Member::from_fields(&viewed.record.fields));
    Ok(SessionMember {
        id: profile.member,
        name: record.map_or_else(|| profile.name.clone(), |member| member.name),
        role: profile.role,
        areas: context::areas(db, profile)?,
        town: profile.town.clone(),
        town_name: profile.town_name.clone(),
        pulled: meta::get(db, meta::PULLED)?.as_deref() == Some("1"),
    })
}

fn open_store(state: &mut State, host: &Services, opened: &Opened) -> Result<Store, Error> {
    let lock = state.keyring.lock()?.ok_or(Error::NotEnrolled)?;
    let who = (opened.profile.member, opened.profile.device);
    let check = if lock.suspect {
        Check::Always
    } else {
        Check::WhenUnclean
    };
    let mut store = match Store::open(host, &lock.store_file, &opened.key, who, check) {
        Ok(store) => store,
        Err(Error::Internal(words)) if words == DAMAGED => {
            set_aside(state, host, &lock.store_file, &opened.key, who)?
        }
        Err(error) => return Err(error),
    };
    if lock.suspect {
        state.keyring.set_suspect(false)?;
    }
    store.begin_history(&opened.profile.epoch, &opened.profile.scopes)?;
    Ok(store)
}

/// Begins another file beside a damaged one, and carries over what the server does not have.
fn set_aside(
    state: &State,
    host: &Services,
    damaged: &str,
    key: &Key,
    who: (domain::MemberId, domain::DeviceId),
) -> Result<Store, Error> {
    let next = file_after(damaged);
    let mut fresh = Store::open(host, &next, key, who, Check::WhenUnclean)?;
    rescue::carry_over(host, damaged, key, &mut fresh)?;
    state.keyring.set_aside(&next)?;
    Ok(fresh)
}

/// `store.db`, `store-2.db`, `store-3.db` …
fn file_after(file: &str) -> String {
    format!("store-{}.db", number_of(file).saturating_add(1))
}

fn number_of(file: &str) -> u32 {
    file.strip_prefix("store-")
        .and_then(|rest| rest.strip_suffix(".db"))
        .and_then(|number| number.parse().ok())
        .unwrap_or(1)
}

/// This file and those that were set aside before it.
pub(super) fn files_up_to(last: &str) -> Vec<String> {
    let mut files = vec![FIRST_FILE.to_owned()];
    while files.len() < usize::try_from(number_of(last)).unwrap_or(1) {
        let next = files.last().map(|file| file_after(file));
        files.extend(next);
    }
    files
}
