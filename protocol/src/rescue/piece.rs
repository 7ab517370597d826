//! What a rescue file is made of.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// One sealed piece.
#[derive(Debug, Clone)]
pub enum Piece {
    /// The device's credential: the server knows its hash, and nobody else has it.
    Device {
        /// As in `Authorization: Bearer …`.
        token: String,
    },
    /// Changes that have no receipt, each as it would be pushed, the oldest first.
    Changes(Vec<Box<RawValue>>),
    /// Bytes that a change names.
    Blob {
        /// Their BLAKE3, 64 hexadecimal digits.
        hash: String,
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// The small picture of a photo.
    Thumbnail {
        /// The photo's hash.
        hash: String,
        /// The picture's bytes.
        bytes: Vec<u8>,
    },
    /// Nothing follows.
    End {
        /// How many pieces came before.
        pieces: u32,
    },
    /// From a newer version: left as it is.
    Other,
}

impl PartialEq for Piece {
    fn eq(&self, other: &Self) -> bool {
        let written = |piece: &Self| {
            let mut bytes = Vec::new();
            piece.write(&mut bytes);
            bytes
        };
        written(self) == written(other)
    }
}

#[derive(Serialize, Deserialize)]
struct Device {
    token: String,
}

#[derive(Serialize, Deserialize)]
struct End {
    pieces: u32,
}

const DEVICE: u8 = b'd';
const CHANGES: u8 = b'c';
const BLOB: u8 = b'b';
const THUMBNAIL: u8 = b't';
const END: u8 = b'e';
const HASH_DIGITS: usize = 64;

impl Piece {
    /// Appends a letter for what it is, and its content.
    pub fn write(&self, to: &mut Vec<u8>) {
        match self {
            Self::Device { token } => {
                let device = Device {
                    token: token.clone(),
                };
                json(to, DEVICE, &device);
            }
            Self::Changes(changes) => json(to, CHANGES, changes),
            Self::Blob { hash, bytes } => binary(to, BLOB, hash, bytes),
            Self::Thumbnail { hash, bytes } => binary(to, THUMBNAIL, hash, bytes),
            Self::End { pieces } => json(to, END, &End { pieces: *pieces }),
            Self::Other => {}
        }
    }

    /// Reads what [`Piece::write`] wrote; `None` for what nobody wrote.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let (letter, content) = bytes.split_first()?;
        let hashed = || {
            let (hash, bytes) = content.split_at_checked(HASH_DIGITS)?;
            let hash = std::str::from_utf8(hash).ok()?;
            let is_hash = domain::attachment::is_hash(hash);
            is_hash.then(|| (hash.to_owned(), bytes.to_vec()))
        };
        Some(match *letter {
            DEVICE => {
                let Device { token } = serde_json::from_slice(content).ok()?;
                Self::Device { token }
            }
            CHANGES => Self::Changes(serde_json::from_slice(content).ok()?),
            BLOB => {
                let (hash, bytes) = hashed()?;
                Self::Blob { hash, bytes }
            }
            THUMBNAIL => {
                let (hash, bytes) = hashed()?;
                Self::Thumbnail { hash, bytes }
            }
            END => {
                let End { pieces } = serde_json::from_slice(content).ok()?;
                Self::End { pieces }
            }
            _ => Self::Other,
        })
    }
}

fn json(to: &mut Vec<u8>, letter: u8, content: &impl Serialize) {
    to.push(letter);
    to.extend(serde_json::to_vec(content).unwrap_or_default());
}

fn binary(to: &mut Vec<u8>, letter: u8, hash: &str, bytes: &[u8]) {
    to.push(letter);
    to.extend_from_slice(hash.as_bytes());
    to.extend_from_slice(bytes);
}
