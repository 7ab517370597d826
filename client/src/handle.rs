//! What a screen holds: a cheap, cloneable handle to the backend. It does not know where the backend runs.

use std::any::Any;
use std::cell::Cell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_channel::{mpsc, oneshot};
use serde::{Deserialize, Serialize};

use crate::command::{Command, decode, encode};
use crate::error::Error;
use crate::event::Event;

/// What crosses the border towards the backend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// Numbers the calls of one handle, so that answers find their way.
    pub n: u64,
    /// The command's name.
    pub name: String,
    /// The command as JSON.
    pub body: String,
}

/// What crosses the border towards the screens.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Word {
    /// The answer to a call: the reply as JSON, or why not.
    Answer {
        /// The call's number.
        n: u64,
        /// The reply as JSON.
        result: Result<String, Error>,
    },
    /// An event.
    Event(Event),
}

type Waiting = HashMap<u64, oneshot::Sender<Result<String, Error>>>;

/// A command of any sort, written down: whoever asks many sorts needs one piece of code for all of them.
#[derive(Clone)]
pub struct Question {
    name: &'static str,
    body: Result<String, Error>,
    read: fn(&str) -> Result<Rc<dyn Any>, Error>,
}

impl Question {
    /// The question that a command is.
    #[must_use]
    pub fn of<C: Command>(command: &C) -> Self {
        Self {
            name: C::NAME,
            body: encode(C::NAME, command),
            read: |answer| Ok(Rc::new(decode::<C::Reply>(C::NAME, answer)?)),
        }
    }
}

impl PartialEq for Question {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.body == other.body
    }
}

/// The end of a handle that listens. The backend's thread may hold it; wakers cross threads, screens do not.
#[derive(Clone, Default)]
pub struct Ear(Arc<Heard>);

#[derive(Default)]
struct Heard {
    waiting: Mutex<Waiting>,
    listeners: Mutex<Vec<mpsc::UnboundedSender<Event>>>,
}

impl Ear {
    /// Takes in what came from the backend.
    pub fn hear(&self, word: Word) {
        match word {
            Word::Answer { n, result } => {
                let waiting = open(&self.0.waiting).remove(&n);
                // The caller may have gone, for example with its screen: then nobody wants the answer.
                if let Some(sender) = waiting {
                    drop(sender.send(result));
                }
            }
            Word::Event(event) => {
                open(&self.0.listeners)
                    .retain(|listener| listener.unbounded_send(event.clone()).is_ok());
            }
        }
    }

    /// The backend is gone: every caller that waits is told so.
    pub fn silence(&self) {
        open(&self.0.waiting).clear();
        open(&self.0.listeners).clear();
    }
}

/// A panic while the lock was held leaves the map whole: every change to it is one call.
fn open<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Inner {
    next: Cell<u64>,
    ear: Ear,
    send: Box<dyn Fn(Call)>,
}

/// Calls commands and hears events. Belongs to the thread that draws.
#[derive(Clone)]
pub struct Handle(Rc<Inner>);

impl PartialEq for Handle {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Handle {
    /// A handle that sends its calls through `send`. The host must pass everything that comes back to [`Handle::hear`],
    /// or to the [`Ear`] of this handle.
    #[must_use]
    pub fn new(send: impl Fn(Call) + 'static) -> Self {
        Self::with_ear(Ear::default(), send)
    }

    /// A handle whose listening end exists already.
    #[must_use]
    pub fn with_ear(ear: Ear, send: impl Fn(Call) + 'static) -> Self {
        Self(Rc::new(Inner {
            next: Cell::new(1),
            ear,
            send: Box::new(send),
        }))
    }

    /// Runs a command in the backend.
    ///
    /// # Errors
    /// What the command fails with; [`Error::Internal`] when the backend is gone.
    pub async fn call<C: Command>(&self, command: C) -> Result<C::Reply, Error> {
        let body = encode(C::NAME, &command)?;
        decode(C::NAME, &self.ask(C::NAME, body).await?)
    }

    /// Runs a command of any sort; the answer is that command's reply.
    ///
    /// # Errors
    /// As [`Handle::call`].
    pub async fn call_any(&self, question: Question) -> Result<Rc<dyn Any>, Error> {
        let answer = self.ask(question.name, question.body?).await?;
        (question.read)(&answer)
    }

    async fn ask(&self, name: &str, body: String) -> Result<String, Error> {
        let n = self.0.next.get();
        self.0.next.set(n + 1);
        let (sender, receiver) = oneshot::channel();
        open(&self.0.ear.0.waiting).insert(n, sender);
        (self.0.send)(Call {
            n,
            name: name.to_owned(),
            body,
        });
        receiver
            .await
            .map_err(|_| Error::Internal("the backend is gone".to_owned()))?
    }

    /// Closes the store and ends the backend. Answers when the files are let go.
    ///
    /// # Errors
    /// [`Error::Internal`] when the backend was gone already.
    pub async fn close(&self) -> Result<(), Error> {
        self.ask(crate::backend::CLOSE, "null".to_owned())
            .await
            .map(|_| ())
    }

    /// Everything the backend tells from now on.
    #[must_use]
    pub fn events(&self) -> mpsc::UnboundedReceiver<Event> {
        let (sender, receiver) = mpsc::unbounded();
        open(&self.0.ear.0.listeners).push(sender);
        receiver
    }

    /// Takes in what came from the backend.
    pub fn hear(&self, word: Word) {
        self.0.ear.hear(word);
    }

    /// The listening end of this handle.
    #[must_use]
    pub fn ear(&self) -> Ear {
        self.0.ear.clone()
    }
}
