//! What the stories are told with: a real server on a port of its own ([`Township`]), whole clients in folders of their own
//! ([`Phone`]), and a wire between them that can be cut and slowed ([`Wire`]). Nothing in here is a stand-in.

pub mod conversation;
mod phone;
pub mod quarrel;
pub mod sim;
mod township;
mod wire;

pub use phone::{CARE_PIN, PIN, Phone};
pub use township::{Home, Township, grid};
pub use wire::{Cut, Slow, Wire};

/// A bare HTTP client, for looking at the server without a phone around it.
///
/// # Errors
/// When it cannot be built.
pub fn http() -> anyhow::Result<reqwest::Client> {
    // A phone of this process may have chosen the provider already: then that one serves.
    drop(rustls::crypto::ring::default_provider().install_default());
    let patience = std::time::Duration::from_secs(60);
    Ok(reqwest::Client::builder()
        .no_proxy()
        .timeout(patience)
        .build()?)
}
