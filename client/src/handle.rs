//! What a screen holds: a cheap, cloneable handle to the backend. It does not know where the backend runs.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use futures_channel::{mpsc, oneshot};
use serde::{Deserialize, Serialize};

use crate::command::Command;
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

struct Inner {
    next: Cell<u64>,
    waiting: RefCell<Waiting>,
    listeners: RefCell<Vec<mpsc::UnboundedSender<Event>>>,
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
    /// A handle that sends its calls through `send`. The host must pass everything that comes back to [`Handle::hear`].
    #[must_use]
    pub fn new(send: impl Fn(Call) + 'static) -> Self {
        Self(Rc::new(Inner {
            next: Cell::new(1),
            waiting: RefCell::new(HashMap::new()),
            listeners: RefCell::new(Vec::new()),
            send: Box::new(send),
        }))
    }

    /// Runs a command in the backend.
    ///
    /// # Errors
    /// What the command fails with; [`Error::Internal`] when the backend is gone.
    pub async fn call<C: Command>(&self, command: C) -> Result<C::Reply, Error> {
        let n = self.0.next.get();
        self.0.next.set(n + 1);
        let body = serde_json::to_string(&command)
            .map_err(|error| Error::Internal(format!("encode {}: {error}", C::NAME)))?;
        let (sender, receiver) = oneshot::channel();
        self.0.waiting.borrow_mut().insert(n, sender);
        (self.0.send)(Call {
            n,
            name: C::NAME.to_owned(),
            body,
        });
        let answer = receiver
            .await
            .map_err(|_| Error::Internal("the backend is gone".to_owned()))??;
        serde_json::from_str(&answer)
            .map_err(|error| Error::Internal(format!("decode {}: {error}", C::NAME)))
    }

    /// Everything the backend tells from now on.
    #[must_use]
    pub fn events(&self) -> mpsc::UnboundedReceiver<Event> {
        let (sender, receiver) = mpsc::unbounded();
        self.0.listeners.borrow_mut().push(sender);
        receiver
    }

    /// Takes in what came from the backend.
    pub fn hear(&self, word: Word) {
        match word {
            Word::Answer { n, result } => {
                let waiting = self.0.waiting.borrow_mut().remove(&n);
                // The caller may have gone, for example with its screen: then nobody wants the answer.
                if let Some(sender) = waiting {
                    drop(sender.send(result));
                }
            }
            Word::Event(event) => {
                self.0
                    .listeners
                    .borrow_mut()
                    .retain(|listener| listener.unbounded_send(event.clone()).is_ok());
            }
        }
    }
}
