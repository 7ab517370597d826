//! What client and server say to each other: versions, messages, limits. HTTP, JSON, one path version.
//! Where to start: [`sync::SyncRequest`] pushes and pulls in one round trip; [`enroll`] makes a device; [`image`] is the first pull;
//! [`rescue`] is the file that carries by hand what a phone cannot send.

pub mod areas;
pub mod audit;
pub mod blob;
pub mod care;
pub mod digest;
pub mod enroll;
pub mod error;
pub mod image;
pub mod imports;
pub mod ledgers;
pub mod limits;
pub mod people;
pub mod rescue;
pub mod sync;
pub mod version;
pub mod wait;

pub use blob::BlobState;
pub use digest::Digest;
pub use enroll::{EnrollReply, EnrollRequest};
pub use error::{ApiError, ErrorCode};
pub use image::{ImagePage, ImageQuery};
pub use sync::{
    Directive, Exported, Opening, Pulled, Pushed, Receipt, Status, SyncReply, SyncRequest,
};
pub use wait::{WaitQuery, WaitReply};
