//! Sync: a state machine without I/O. It is given what happened ([`Happened`]) and the time, and says what to do ([`Action`]);
//! the backend does it. So every order of answers, failures and cuts can be played through without a network.

mod agreement;
mod apply;
mod backoff;
mod engine;
mod image;
mod light;
mod request;

pub(crate) use self::engine::Engine;
pub(crate) use self::request::APP;

/// Why the engine should look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    /// The store was opened.
    Opened,
    /// Something was saved.
    Saved,
    /// The network is back, or the app came to the front.
    Network,
    /// The person asked.
    Button,
    /// A screen wants bytes that are not here.
    Bytes,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Happened {
    Woken(Why),
    /// An answer to the request of this number, whatever its status.
    Answered {
        number: u64,
        status: u16,
        body: Vec<u8>,
    },
    /// No answer to it.
    Unreachable {
        number: u64,
        reason: String,
    },
    /// The time of this timer has come. Timers that were set again since are not heard.
    Timer(u64),
    /// An image page is to be put into the store, now that the next one was asked for.
    Apply(image::Page),
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Action {
    Send(Request),
    /// Call back with [`Happened::Timer`] after so many milliseconds.
    SetTimer {
        number: u64,
        after_ms: u64,
    },
    Tell(crate::event::Event),
    /// The office ended this device's rights and has everything: forget it all. What follows is for a store that stays open.
    Forget,
    /// Give this back once the requests are on their way.
    Later(Happened),
}

/// A request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Request {
    pub(crate) number: u64,
    /// Path and query.
    pub(crate) path: String,
    pub(crate) content: Content,
}

/// What a request carries, which says how it is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Content {
    /// `GET`.
    Nothing,
    /// `GET` of so many bytes from a place on.
    Range { from: u64, length: u64 },
    /// `POST` of JSON.
    Json(Vec<u8>),
    /// `PUT` of bytes, as a part that begins at this place.
    Part {
        offset: u64,
        is_last: bool,
        bytes: Vec<u8>,
    },
}

#[cfg(test)]
mod tests;
