//! What a command is: a plain struct with a reply type, sent as JSON across the border to the backend.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A use case that a screen can ask for. Its code stands beside it, in `commands/`.
pub trait Command: Serialize + DeserializeOwned + 'static {
    /// What comes back.
    type Reply: Serialize + DeserializeOwned + 'static;
    /// The name it travels under.
    const NAME: &'static str;
}

/// Ties a command to its reply.
macro_rules! command {
    ($name:ident -> $reply:ty) => {
        impl $crate::command::Command for $name {
            type Reply = $reply;
            const NAME: &'static str = stringify!($name);
        }
    };
}

pub(crate) use command;
