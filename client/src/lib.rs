//! The phone without a screen: commands, the encrypted store, the sync engine, and the hosts they run on.
//! Where to start: a screen calls [`Handle::call`] with one of [`commands`]; the command runs in the `backend`, which alone
//! owns the `store` and the `sync` engine. [`host::start`] starts a backend on this platform.

mod backend;
mod calendar;
pub mod command;
pub mod commands;
mod context;
pub mod error;
pub mod event;
pub mod handle;
pub mod host;
mod keyring;
mod profile;
mod save;
#[cfg(feature = "simulation")]
pub mod simulation;
mod sounds;
mod steps;
mod store;
mod sync;
#[cfg(test)]
mod testing;
mod text;

pub use command::Command;
pub use error::Error;
pub use event::{Event, LightState, SyncLight};
pub use handle::Handle;
