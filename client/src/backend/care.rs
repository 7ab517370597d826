//! The second PIN: what opens and closes the care files of an open store, and closes them after five minutes without use.

use std::rc::Rc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use chrono::{DateTime, Duration, Utc};
use domain::Kind;
use protocol::{EnrollRequest, version};

use super::{Inner, enroll};
use crate::calendar;
use crate::command::Command as _;
use crate::commands::answer;
use crate::commands::care::USES;
use crate::commands::care_gate::{
    CareGate, CareStage, ChangeCarePin, LockCare, OpenCare, ReadCareGate, RenewCarePin, SetCarePin,
};
use crate::error::Error;
use crate::event::Event;
use crate::host;
use crate::keyring::Opened;
use crate::keyring::pin::{self, MOST_TRIES};
use crate::keyring::seal::Key;
use crate::profile::Profile;
use crate::store::care::{self, CareKey};
use crate::store::cursors::{self, Place};
use crate::store::{care_due, meta};
use crate::sync::{APP, Why};

/// Without use the care files are closed after this.
const IDLE_MINUTES: i64 = 5;

/// Runs a command of this file; `None` when the name is another's.
pub(super) fn dispatch(
    inner: &Rc<Inner>,
    name: &str,
    body: &str,
) -> Option<(Result<String, Error>, Option<Why>)> {
    let opening = |result| Some((result, Some(Why::Opened)));
    match name {
        ReadCareGate::NAME => Some((answer(body, |ReadCareGate| inner.care_gate()), None)),
        SetCarePin::NAME => opening(answer(body, |SetCarePin { pin }| inner.set_care_pin(&pin))),
        OpenCare::NAME => opening(answer(body, |OpenCare { pin }| inner.open_care(&pin))),
        LockCare::NAME => {
            let result = answer(body, |LockCare| {
                inner.close_care();
                inner.care_gate()
            });
            Some((result, None))
        }
        ChangeCarePin::NAME => {
            let result = answer(body, |change: ChangeCarePin| inner.change_care_pin(&change));
            Some((result, None))
        }
        _ => None,
    }
}

/// Runs a renewal, which waits for the server.
pub(super) async fn renew(inner: &Rc<Inner>, body: &str) -> Result<String, Error> {
    let renew: RenewCarePin = serde_json::from_str(body)
        .map_err(|error| Error::Internal(format!("decode RenewCarePin: {error}")))?;
    if inner.state.borrow().enrolling {
        return Err(Error::TooMany);
    }
    inner.state.borrow_mut().enrolling = true;
    let gate = renewed(inner, &renew).await;
    inner.state.borrow_mut().enrolling = false;
    serde_json::to_string(&gate?)
        .map_err(|error| Error::Internal(format!("encode RenewCarePin: {error}")))
}

async fn renewed(inner: &Rc<Inner>, renew: &RenewCarePin) -> Result<CareGate, Error> {
    if !pin::is_strong(&renew.pin) {
        return Err(Error::WeakPin);
    }
    let (server, member, device, store_key) = {
        let state = inner.state.borrow();
        let open = state.open.as_ref().ok_or(Error::Locked)?;
        // Asked before the code is used up.
        if state.keyring.opens_store(&inner.host, &renew.pin)? {
            return Err(Error::SamePin);
        }
        let profile = &open.profile;
        (
            profile.server.clone(),
            profile.member,
            profile.device,
            open.key,
        )
    };
    let code = renew.code.trim();
    let recovery = enroll::recovery_for(inner, code)?;
    let request = EnrollRequest {
        v: version::CURRENT,
        app: APP.to_owned(),
        code: code.to_owned(),
        device_name: String::new(),
        previous: Some(device),
        recovery: BASE64.encode(recovery),
    };
    let reply = enroll::ask(&inner.host, &server, &request).await?;
    let given_back = enroll::given_back(&reply);
    let profile = Profile::of(&server, reply);
    if profile.member != member {
        return Err(Error::OtherMember);
    }
    inner.take_renewal(
        profile,
        store_key,
        given_back.as_ref(),
        &recovery,
        &renew.pin,
    )?;
    inner.state.borrow_mut().attempt = None;
    inner.care_gate()
}

impl Inner {
    /// Where the care files stand.
    fn care_gate(&self) -> Result<CareGate, Error> {
        let state = self.state.borrow();
        let open = state.open.as_ref().ok_or(Error::Locked)?;
        let now = self.host.now();
        let stage = match state.keyring.care_lock()?.filter(|lock| lock.has_pin) {
            _ if open.store.own().care.is_some() => CareStage::Open,
            None => CareStage::Unset,
            Some(lock) if lock.tries >= MOST_TRIES => CareStage::Blocked,
            Some(lock) => CareStage::Locked {
                tries_left: lock.tries_left(),
                wait_seconds: lock.wait_seconds(now),
            },
        };
        let today = calendar::day_of(now + Duration::milliseconds(open.store.offset_ms()));
        let db = open.store.db();
        Ok(CareGate {
            stage,
            due: care_due::count(db, today)?,
            files: u64::try_from(care::files(db)?.len()).unwrap_or(u64::MAX),
        })
    }

    fn set_care_pin(self: &Rc<Self>, pin: &str) -> Result<CareGate, Error> {
        if !pin::is_strong(pin) {
            return Err(Error::WeakPin);
        }
        let key = {
            let state = self.state.borrow();
            let open = state.open.as_ref().ok_or(Error::Locked)?;
            state.keyring.set_care_pin(&self.host, &open.key, pin)?
        };
        self.begin_care(key)?;
        self.care_gate()
    }

    fn open_care(self: &Rc<Self>, pin: &str) -> Result<CareGate, Error> {
        let key = {
            let state = self.state.borrow();
            if state.open.is_none() {
                return Err(Error::Locked);
            }
            state.keyring.open_care(&self.host, pin)?
        };
        self.begin_care(key)?;
        self.care_gate()
    }

    fn change_care_pin(&self, change: &ChangeCarePin) -> Result<(), Error> {
        if !pin::is_strong(&change.new) {
            return Err(Error::WeakPin);
        }
        let state = self.state.borrow();
        if state.open.is_none() {
            return Err(Error::Locked);
        }
        let key = state.keyring.open_care(&self.host, &change.old)?;
        state.keyring.change_care_pin(&self.host, &key, &change.new)
    }

    /// The key is here: gives back what may not be held any more, opens the rest, and watches the clock.
    fn begin_care(self: &Rc<Self>, key: Key) -> Result<(), Error> {
        let now = self.host.now();
        {
            let mut state = self.state.borrow_mut();
            let open = state.open.as_mut().ok_or(Error::Locked)?;
            open.store.expire_care(now)?;
            open.store.open_care(CareKey::new(key))?;
            open.care_used_at = now;
        }
        self.tell_care();
        self.watch_care();
        Ok(())
    }

    fn take_renewal(
        self: &Rc<Self>,
        profile: Profile,
        store_key: Key,
        given_back: Option<&Key>,
        fresh: &Key,
        pin: &str,
    ) -> Result<(), Error> {
        let known = {
            let state = self.state.borrow();
            let (host, keyring) = (&self.host, &state.keyring);
            keyring.set_profile(host, &store_key, &profile)?;
            let known = match given_back {
                Some(recovery) => keyring.recover_care(recovery)?,
                None => None,
            };
            if given_back.is_none() {
                keyring.set_recovery(host, &store_key, fresh)?;
            }
            known
        };
        let key = match known {
            Some(key) => key,
            None => self.host.random()?,
        };
        self.lock();
        self.open(Opened {
            key: store_key,
            profile,
        })?;
        {
            let mut state = self.state.borrow_mut();
            if known.is_none() {
                state.begin_care_anew()?;
            }
            state.keyring.change_care_pin(&self.host, &key, pin)?;
            let recovery = given_back.unwrap_or(fresh);
            state
                .keyring
                .set_care_recovery(&self.host, Some(&key), recovery)?;
            if let Some(open) = state.open.as_mut() {
                meta::set(open.store.db(), meta::SIGNED_OUT, "0")?;
                open.engine.signed_in();
            }
        }
        self.begin_care(key)
    }

    /// Closes the care files; screens that show them ask again and are told so.
    pub(super) fn close_care(&self) {
        let was_open = {
            let mut state = self.state.borrow_mut();
            let open = state.open.as_mut();
            open.is_some_and(|open| {
                let was_open = open.store.own().care.is_some();
                open.store.close_care();
                was_open
            })
        };
        if was_open {
            self.tell_care();
        }
    }

    fn tell_care(&self) {
        self.tell(Event::Changed(vec![Kind::PersonFile, Kind::CheckIn]));
    }

    /// Before a command: closes the care files when their time has come; a command on them is use.
    pub(super) fn tend_care(&self, command: &str) {
        if self
            .care_idles_until()
            .is_some_and(|until| until <= self.host.now())
        {
            self.close_care();
        }
        if USES.contains(&command)
            && let Some(open) = self.state.borrow_mut().open.as_mut()
        {
            open.care_used_at = self.host.now();
        }
    }

    /// When the care files are to be closed; none while they are.
    fn care_idles_until(&self) -> Option<DateTime<Utc>> {
        let state = self.state.borrow();
        let open = state.open.as_ref()?;
        open.store.own().care?;
        Some(open.care_used_at + Duration::minutes(IDLE_MINUTES))
    }

    fn watch_care(self: &Rc<Self>) {
        let inner = Rc::clone(self);
        host::spawn(async move {
            while let Some(until) = inner.care_idles_until() {
                let left = (until - inner.host.now()).num_milliseconds();
                if left <= 0 {
                    inner.close_care();
                    break;
                }
                // A clock turned back must not keep them open for days.
                let most = Duration::minutes(IDLE_MINUTES).num_milliseconds();
                host::sleep(left.min(most).unsigned_abs()).await;
            }
        });
    }
}

impl super::State {
    /// The key is lost: what it sealed goes, and is fetched again under a new one.
    fn begin_care_anew(&mut self) -> Result<(), Error> {
        let open = self.open.as_mut().ok_or(Error::Locked)?;
        let tx = open.store.begin()?;
        care::forget_sealed(&tx)?;
        for scope in cursors::all(&tx)?.into_keys() {
            if scope.is_sealed() {
                cursors::set(&tx, &scope, &Place::from_the_start())?;
            }
        }
        tx.commit()?;
        Ok(())
    }
}
