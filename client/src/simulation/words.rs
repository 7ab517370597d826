//! What a simulated phone and the world around it tell each other.

use crate::sync::Content;

/// What a request carries, which says how it is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// `GET`.
    Nothing,
    /// `GET` of so many bytes from a place on.
    Range {
        /// The place.
        from: u64,
        /// How many.
        length: u64,
    },
    /// `POST`.
    Json(Vec<u8>),
    /// `PUT` of bytes.
    Part {
        /// Where they begin.
        offset: u64,
        /// Nothing follows them.
        is_last: bool,
        /// The bytes.
        bytes: Vec<u8>,
    },
}

impl From<Content> for Asked {
    fn from(content: Content) -> Self {
        match content {
            Content::Nothing => Self::Nothing,
            Content::Range { from, length } => Self::Range { from, length },
            Content::Json(body) => Self::Json(body),
            Content::Part {
                offset,
                is_last,
                bytes,
            } => Self::Part {
                offset,
                is_last,
                bytes,
            },
        }
    }
}

/// What a phone wants of the world.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// A request.
    Send {
        /// Named in the answer.
        number: u64,
        /// Path and query.
        path: String,
        /// What it carries.
        asked: Asked,
    },
    /// Say [`News::Timer`] after so many milliseconds.
    Wake {
        /// Which timer.
        number: u64,
        /// From now.
        after_ms: u64,
    },
    /// Call [`Phone::go_on`] soon.
    GoOn,
    /// Forget everything: the office ended its rights and has all that was handed in.
    Forget,
}

/// What a phone is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// The app was opened.
    Opened,
    /// The network is back.
    Network,
    /// An answer came.
    Answered {
        /// To which request.
        number: u64,
        /// Its status.
        status: u16,
        /// Its body.
        body: Vec<u8>,
    },
    /// No answer will come.
    Unreachable {
        /// To which request.
        number: u64,
    },
    /// A timer ran out.
    Timer(u64),
}
