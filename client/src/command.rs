//! What a command is: a plain struct with a reply type, sent as JSON across the border to the backend.

use domain::tree;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::Error;

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

/// A command or reply as it travels.
pub(crate) fn encode<T: Serialize>(name: &str, value: &T) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|error| garbled("encode", name, &error))
}

/// What arrived, read.
pub(crate) fn decode<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, Error> {
    tree::from_str(text).map_err(|error| garbled("decode", name, &error))
}

fn garbled(step: &str, name: &str, error: &serde_json::Error) -> Error {
    Error::Internal(format!("{step} {name}: {error}"))
}
