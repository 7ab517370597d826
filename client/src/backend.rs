//! The backend: owns the keyring, the open store and the sync engine; runs commands one after the other and does what the engine
//! says. Lives on one thread of its own, natively or in the browser's worker.

mod asking;
mod audit;
mod care;
mod counts;
mod drive;
mod enroll;
mod forget;
mod imports;
mod office_care;
mod people;
mod session;
mod tree;

use std::cell::RefCell;
use std::rc::Rc;

use crate::command::Command as _;
use crate::commands::{self, DoArea, DoPeople, Enroll, OpenImports, PutBlob, RenewCarePin};
use crate::context::Context;
use crate::error::Error;
use crate::event::Event;
use crate::handle::{Call, Word};
use crate::host::{self, Services};
use crate::keyring::Keyring;
use crate::keyring::seal::Key;
use crate::profile::Profile;
use crate::store::{DAMAGED, Store};
use crate::sync::{Engine, Happened, Why};

/// The call that ends a backend.
pub(crate) const CLOSE: &str = "Close";

/// What the host does after a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Heard {
    GoOn,
    /// Let everything go, then speak [`closed`] with this number.
    Close(u64),
}

/// The answer to the call that ended a backend, once its files are let go.
pub(crate) fn closed(n: u64) -> Word {
    let result = Ok("null".to_owned());
    Word::Answer { n, result }
}

/// Is this a call that [`Inner::run_beside`] answers?
fn waits_for_server(name: &str) -> bool {
    [Enroll::NAME, RenewCarePin::NAME].contains(&name)
        || audit::is_for_here(name)
        || people::is_for_here(name)
        || imports::is_for_here(name)
        || tree::is_for_here(name)
        || office_care::is_for_here(name)
}

/// A running backend, or why it could not start: then every call is answered with that.
#[derive(Clone)]
pub(crate) struct Backend(Result<Rc<Inner>, (Error, Rc<Speak>)>);

type Speak = dyn Fn(Word);

pub(crate) struct Inner {
    pub(crate) host: Services,
    speak: Box<Speak>,
    pub(crate) state: RefCell<State>,
}

/// What a backend holds.
pub(crate) struct State {
    pub(crate) keyring: Keyring,
    pub(crate) open: Option<Open>,
    /// Counts the openings: an answer to a request of an earlier one is not heard.
    pub(crate) opening: u64,
    /// Space used and allowed, when the platform last told.
    pub(crate) space: Option<(u64, u64)>,
    /// The line costs by the byte, as far as the platform told.
    pub(crate) costly: bool,
    /// Is an enrolment under way?
    pub(crate) enrolling: bool,
    /// The recovery secret that was sent with the last code: a repeat after a lost answer is known by it.
    pub(crate) attempt: Option<(String, Key)>,
}

/// An open store.
pub(crate) struct Open {
    pub(crate) store: Store,
    pub(crate) engine: Engine,
    pub(crate) profile: Profile,
    pub(crate) key: Key,
    /// When the care files were last used, by the device's clock.
    pub(crate) care_used_at: chrono::DateTime<chrono::Utc>,
}

impl Backend {
    /// Starts on these services.
    pub(crate) fn start(services: Result<Services, Error>, speak: impl Fn(Word) + 'static) -> Self {
        let opened = services.and_then(|host| {
            let keyring = Keyring::open(&host)?;
            // What cannot be removed now is removed before the next enrolment.
            drop(forget::remove_left_behind(&host, &keyring));
            Ok((host, keyring))
        });
        Self(match opened {
            Ok((host, keyring)) => Ok(Rc::new(Inner {
                host,
                speak: Box::new(speak),
                state: RefCell::new(State {
                    keyring,
                    open: None,
                    opening: 0,
                    space: None,
                    costly: false,
                    enrolling: false,
                    attempt: None,
                }),
            })),
            Err(error) => Err((error, Rc::new(speak))),
        })
    }

    /// Runs a call. The answer is spoken at once, but for an enrolment, which waits for the server.
    pub(crate) fn hear(&self, call: Call) -> Heard {
        match &self.0 {
            Ok(inner) => inner.hear(call),
            Err((error, speak)) => {
                if call.name == CLOSE {
                    return Heard::Close(call.n);
                }
                let result = Err(error.clone());
                speak(Word::Answer { n: call.n, result });
                Heard::GoOn
            }
        }
    }

    /// Closes the store in order.
    pub(crate) fn close(&self) {
        if let Ok(inner) = &self.0 {
            inner.lock();
        }
    }
}

impl Inner {
    fn hear(self: &Rc<Self>, call: Call) -> Heard {
        if call.name == CLOSE {
            return Heard::Close(call.n);
        }
        if waits_for_server(&call.name) {
            self.run_beside(call);
            return Heard::GoOn;
        }
        if let Some(query) = counts::asked_of_server(self, &call.name, &call.body) {
            let inner = Rc::clone(self);
            host::spawn(async move {
                match counts::fetch(&inner, query).await {
                    Ok(()) => inner.run(&call),
                    Err(error) => inner.answer(call.n, Err(error)),
                }
            });
            return Heard::GoOn;
        }
        self.tend_care(&call.name);
        let served = session::dispatch(self, &call.name, &call.body)
            .or_else(|| care::dispatch(self, &call.name, &call.body));
        if let Some((result, wake)) = served {
            self.answer(call.n, result);
            if let Some(why) = wake {
                self.wake(why);
            }
            return Heard::GoOn;
        }
        self.run(&call);
        Heard::GoOn
    }

    /// Runs what waits for the server beside the commands on the store.
    fn run_beside(self: &Rc<Self>, call: Call) {
        let inner = Rc::clone(self);
        host::spawn(async move {
            let (name, body) = (call.name.as_str(), call.body.as_str());
            let (result, wake) = if name == Enroll::NAME {
                (enroll::call(&inner, body).await, Some(Why::Opened))
            } else if name == RenewCarePin::NAME {
                (care::renew(&inner, body).await, Some(Why::Opened))
            } else if people::is_for_here(name) {
                // What was done to people comes back as their records.
                let wake = (name == DoPeople::NAME).then_some(Why::Network);
                (people::call(&inner, name, body).await, wake)
            } else if audit::is_for_here(name) {
                (audit::call(&inner, name, body).await, None)
            } else if office_care::is_for_here(name) {
                (office_care::call(&inner, name, body).await, None)
            } else if tree::is_for_here(name) {
                let wake = (name == DoArea::NAME).then_some(Why::Network);
                (tree::call(&inner, name, body).await, wake)
            } else {
                // And so does what was imported or undone.
                let wake = (name != OpenImports::NAME).then_some(Why::Network);
                (imports::call(&inner, name, body).await, wake)
            };
            inner.answer(call.n, result);
            if let Some(why) = wake {
                inner.wake(why);
            }
        });
    }

    /// Runs a command on the open store, then tells the screens what changed and wakes the engine.
    fn run(self: &Rc<Self>, call: &Call) {
        let ran = self.with_context(|cx| {
            let result = commands::dispatch(cx, &call.name, &call.body);
            (result, std::mem::take(&mut cx.changed), cx.wake.take())
        });
        let (result, changed, wake) = match ran {
            Ok(ran) => ran,
            Err(error) => return self.answer(call.n, Err(error)),
        };
        if let Err(Error::Internal(words)) = &result
            && words == DAMAGED
        {
            // The next opening checks every page. When this note cannot be written either, the cipher's seal finds it again.
            drop(self.state.borrow().keyring.set_suspect(true));
        }
        self.answer(call.n, result);
        if call.name == PutBlob::NAME {
            self.look_at_space();
        }
        if !changed.is_empty() {
            self.tell(Event::Changed(changed.into_iter().collect()));
        }
        if let Some(why) = wake {
            self.wake(why);
        }
    }

    fn with_context<T>(&self, run: impl FnOnce(&mut Context<'_>) -> T) -> Result<T, Error> {
        let mut state = self.state.borrow_mut();
        let space = state.space;
        if state.open.is_none() {
            return Err(if state.keyring.lock()?.is_some() {
                Error::Locked
            } else {
                Error::NotEnrolled
            });
        }
        let open = state.open.as_mut().ok_or(Error::Locked)?;
        let light = open.engine.light(&open.store)?;
        let mut context = Context {
            store: &mut open.store,
            profile: &open.profile,
            origin: &self.host,
            light,
            space,
            changed: std::collections::BTreeSet::new(),
            wake: None,
        };
        Ok(run(&mut context))
    }

    pub(crate) fn answer(&self, n: u64, result: Result<String, Error>) {
        (self.speak)(Word::Answer { n, result });
    }

    pub(crate) fn tell(&self, event: Event) {
        (self.speak)(Word::Event(event));
    }

    fn wake(self: &Rc<Self>, why: Why) {
        self.drive(Happened::Woken(why));
    }

    /// Closes the store; the key leaves memory with it.
    pub(crate) fn lock(&self) {
        let mut state = self.state.borrow_mut();
        state.opening += 1;
        if let Some(mut open) = state.open.take() {
            open.key.fill(0);
            // A store that cannot note its orderly end is checked when it is opened next.
            drop(open.store.close());
        }
    }
}
