//! The township server: enrolment, the one ordered log of changes with their receipts, the first pull, and the web client's files.
//! Where to start: [`sync::sync`] is the round trip, [`append`] the one way into the log, [`storage`] where it lies.

pub mod append;
pub mod audit;
pub mod blobs;
pub mod certificate;
pub mod cli;
pub mod clock;
pub mod enroll;
mod error;
pub mod export;
mod file_grants;
pub mod http;
pub mod image;
pub mod import;
pub mod keeping;
pub mod limit;
pub mod load;
pub mod office;
pub mod rescue;
pub mod rights;
pub mod serve;
pub mod storage;
pub mod sync;
pub mod town;
pub mod verify;

pub use certificate::{CertificateFiles, Tls};
pub use error::Error;
pub use http::{Config, State, app};
pub use serve::serve;
