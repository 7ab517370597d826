//! Where a backend runs: its own thread natively, a dedicated worker in the browser. The only folder of this crate that
//! knows the platform; everything above is given [`Services`].

mod clock;
#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(target_arch = "wasm32")]
mod web;

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use uuid::Uuid;

#[cfg(not(target_arch = "wasm32"))]
use self::native as platform;
#[cfg(target_arch = "wasm32")]
use self::web as platform;
use crate::handle::Handle;
use crate::sync::Content;

pub use self::clock::Clock;
pub(crate) use self::platform::{Services, sleep, spawn};

/// How a backend is started.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Where the files are kept, natively; the platform's own data folder when there is none. The browser has one place only.
    pub folder: Option<PathBuf>,
    /// The device's clock.
    pub clock: Clock,
}

/// Starts a backend, or the page's side of one.
#[must_use]
pub fn start(options: Options) -> Handle {
    platform::start(options)
}

/// Is this the browser's worker, in which the backend has to run? Then `main` calls [`run_worker`] and draws nothing.
#[must_use]
pub fn is_worker() -> bool {
    platform::is_worker()
}

/// Runs the backend in this worker.
pub fn run_worker() {
    platform::run_worker();
}

/// How the store's file is made safe on this platform: SQLite's `journal_mode` for use and while a town comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Journal {
    pub(crate) usual: &'static str,
    pub(crate) town: &'static str,
    /// Pages after which a log is copied into the file.
    pub(crate) checkpoint_pages: u32,
}

impl Journal {
    /// For stores without a file.
    #[cfg(any(test, feature = "simulation"))]
    pub(crate) const IN_MEMORY: Self = Self {
        usual: "MEMORY",
        town: "MEMORY",
        checkpoint_pages: 1_000,
    };
}

/// A request as the engine wants it sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HttpRequest {
    /// With the server's address.
    pub(crate) url: String,
    /// The credential.
    pub(crate) token: Option<String>,
    pub(crate) content: Content,
}

/// An answer, whatever its status; the body is decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HttpAnswer {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
}

/// No answer: no network, no server, or no byte for too long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unreachable(pub(crate) String);

/// What the page tells the worker about the world outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outside {
    /// The network is back, or the app came to the front.
    Awake,
    /// The browser was asked to keep the data, and said this.
    Persisted(bool),
    /// The line costs by the byte, as mobile networks do; told only where the platform knows.
    Costly(bool),
}

/// Tells the backend about the world outside. A native app may send it when it comes back to the front.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Notice(pub Outside);
crate::command::command!(Notice -> ());

impl Services {
    /// What the device's clock says.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock().now()
    }

    /// Fresh random bytes.
    pub(crate) fn random<const N: usize>(&self) -> Result<[u8; N], crate::Error> {
        let mut bytes = [0; N];
        getrandom::fill(&mut bytes)
            .map_err(|error| crate::Error::Internal(format!("randomness: {error}")))?;
        Ok(bytes)
    }

    /// A fresh `UUIDv7`.
    pub(crate) fn new_id(&self) -> Result<Uuid, crate::Error> {
        let millis = u64::try_from(self.now().timestamp_millis()).unwrap_or_default();
        let random: [u8; 10] = self.random()?;
        Ok(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
    }
}
