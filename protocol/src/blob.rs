//! The bytes of photos, voice notes and signatures, named by their BLAKE3. They travel apart from the words and behind them: a change
//! names a blob first, then its bytes may come, part by part, and go on where they were cut. `docs/decisions/010-blobs-travel-apart.md`.
//!
//! * `PUT {path}` with [`OFFSET`] and [`COMPLETE`] brings a part; without bytes it only asks. The answer is a [`BlobState`], whatever
//!   became of the part.
//! * `HEAD {path}` tells the same in headers. `GET {path}` gives the bytes, with `Range` a part of them.
//! * `PUT` and `GET {path}/thumbnail`: a small JPEG beside a photo, sent before it.

use serde::{Deserialize, Serialize};

/// Where bytes go and come from; `{hash}` is 64 small hexadecimal digits.
pub const BLOB_PATH: &str = "/v1/blobs/{hash}";
/// Where the small picture of a photo goes and comes from.
pub const THUMBNAIL_PATH: &str = "/v1/blobs/{hash}/thumbnail";
/// In a `PUT`: where in the blob the part begins. In the answer to a `HEAD`: how many bytes the server has.
pub const OFFSET: &str = "upload-offset";
/// In a `PUT`: `?1` when the part is the last, `?0` when more follows. In the answer to a `HEAD`: whether the server has all of it.
pub const COMPLETE: &str = "upload-complete";
/// What stands in [`COMPLETE`] for yes.
pub const YES: &str = "?1";
/// What stands in [`COMPLETE`] for no.
pub const NO: &str = "?0";

/// The first part of a device that does not know its line yet, bytes.
pub const PART_FIRST: usize = 64 * 1024;
/// No part is made smaller than this.
pub const PART_LEAST: usize = 8 * 1024;
/// No part is larger than this.
pub const PART_MOST: usize = 512 * 1024;
/// The most bytes of a thumbnail.
pub const THUMBNAIL_BYTES: usize = 16 * 1024;

/// Where the bytes of this hash go and come from.
#[must_use]
pub fn path(hash: &str) -> String {
    BLOB_PATH.replace("{hash}", hash)
}

/// Where its small picture goes and comes from.
#[must_use]
pub fn thumbnail_path(hash: &str) -> String {
    THUMBNAIL_PATH.replace("{hash}", hash)
}

/// What the server has of a blob.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum BlobState {
    /// So many bytes from its beginning: go on there. Also the answer to a part that begins elsewhere.
    Part {
        /// Bytes.
        offset: u64,
    },
    /// 已签收: all of it, verified and on the disk.
    Complete,
    /// 需处理: it is kept aside and will not be taken.
    Refused {
        /// Why.
        code: BlobRefusal,
        /// The reason in plain Chinese.
        message: String,
    },
    /// A state of a newer server.
    #[serde(other)]
    Unknown,
}

/// Why bytes are not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlobRefusal {
    /// More than the record says, or than its kind may have.
    TooLarge,
    /// Not what the record says they are.
    WrongType,
    /// A picture that carries more than itself, such as where it was taken.
    NotPlain,
    /// A reason of a newer server.
    #[serde(other)]
    Unknown,
}

impl BlobRefusal {
    /// The name in SQL and JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TooLarge => "too_large",
            Self::WrongType => "wrong_type",
            Self::NotPlain => "not_plain",
            Self::Unknown => "unknown",
        }
    }

    /// The reason with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        [Self::TooLarge, Self::WrongType, Self::NotPlain]
            .into_iter()
            .find(|reason| reason.as_str() == name)
            .unwrap_or(Self::Unknown)
    }
}
