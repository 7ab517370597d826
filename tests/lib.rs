//! What the stories are told with: a real server on a port of its own ([`Township`]), whole clients in folders of their own
//! ([`Phone`]), and a wire that can be cut between them ([`Wire`]). Nothing in here is a stand-in.

mod phone;
mod township;
mod wire;

pub use phone::{PIN, Phone};
pub use township::{Home, Township};
pub use wire::{Cut, Wire};
