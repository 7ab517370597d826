//! The rescue file: everything a device holds that the server has not received, sealed to the township's key, to be carried by hand.
//!
//! ```text
//! TIEJIAOBAN-RESCUE
//! {"v":1,"town":…,"key":…,"algorithm":…,"device":…,"written_at":…,"changes":…,"blobs":…,"part":1,"parts":1}
//! <length, 4 bytes little-endian><sealed piece> …
//! ```
//!
//! The two lines of text can be read by anybody and say no more than a parcel's label. A piece is a NaCl sealed box (X25519, XSalsa20-Poly1305).
//! Inside, before its content, stand the BLAKE3 of the two lines and the piece's number, so that no piece can be left out, moved or put
//! into another file unseen. The first piece proves which device wrote it, the last that the file is whole.

mod piece;

use chrono::{DateTime, Utc};
use crypto_box::aead::rand_core::{CryptoRng, Error as RandError, RngCore, impls};
use crypto_box::{PublicKey, SecretKey};
use domain::{AreaCode, DeviceId};
use serde::{Deserialize, Serialize};

pub use piece::Piece;

/// The first line.
pub const MAGIC: &str = "TIEJIAOBAN-RESCUE";
/// The version of this format.
pub const V1: u16 = 1;
/// How the pieces are sealed; another algorithm gets another name.
pub const ALGORITHM: &str = "x25519-xsalsa20-poly1305-sealed";
/// Bytes of either half of the township's key.
pub const KEY_BYTES: usize = 32;
/// A piece is never longer: a photo and a little.
const PIECE_MOST: usize = 8 * 1024 * 1024;

/// One half of the township's key.
pub type Key = [u8; KEY_BYTES];

/// Why a file cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RescueError {
    /// The file is something else.
    #[error("this is not a rescue file")]
    NotOne,
    /// It was written by a newer app.
    #[error("this rescue file was written by a newer version")]
    Newer,
    /// It was sealed to another township's key.
    #[error("this rescue file was sealed to another key: {0}")]
    OtherKey(String),
    /// What it says cannot be trusted.
    #[error("this rescue file is damaged")]
    Damaged,
}

/// The label on the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The version of the format.
    pub v: u16,
    /// The town it is for.
    pub town: AreaCode,
    /// Which key it is sealed to: [`key_id`].
    pub key: String,
    /// How: [`ALGORITHM`].
    pub algorithm: String,
    /// The device that wrote it.
    pub device: DeviceId,
    /// When, by its clock; milliseconds.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub written_at: DateTime<Utc>,
    /// Changes in it.
    pub changes: u64,
    /// Photos, voice notes and signatures in it.
    pub blobs: u64,
    /// Which of several files this is, from 1.
    pub part: u32,
    /// How many files there are.
    pub parts: u32,
}

/// The short name of a public key: the first sixteen hexadecimal digits of its BLAKE3.
#[must_use]
pub fn key_id(public: &Key) -> String {
    let mut id = blake3::hash(public).to_hex().to_string();
    id.truncate(16);
    id
}

/// The public half that belongs to a private one.
#[must_use]
pub fn public_of(private: &Key) -> Key {
    *SecretKey::from(*private).public_key().as_bytes()
}

/// A key as it is written: 64 hexadecimal digits.
#[must_use]
pub fn key_to_text(key: &Key) -> String {
    key.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads a key; `None` for anything else.
#[must_use]
pub fn key_from_text(text: &str) -> Option<Key> {
    blake3::Hash::from_hex(text)
        .ok()
        .map(|hash| *hash.as_bytes())
}

/// Randomness as the sealing wants it, from wherever the platform has it.
struct Drawn<'a, E>(&'a mut dyn FnMut() -> Result<[u8; 32], E>, Option<E>);

impl<E> RngCore for Drawn<'_, E> {
    fn next_u32(&mut self) -> u32 {
        impls::next_u32_via_fill(self)
    }
    fn next_u64(&mut self) -> u64 {
        impls::next_u64_via_fill(self)
    }
    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        for part in bytes.chunks_mut(32) {
            match (self.0)() {
                Ok(drawn) => {
                    for (byte, random) in part.iter_mut().zip(drawn) {
                        *byte = random;
                    }
                }
                Err(error) => self.1 = Some(error),
            }
        }
    }
    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), RandError> {
        self.fill_bytes(bytes);
        Ok(())
    }
}

impl<E> CryptoRng for Drawn<'_, E> {}

/// Writes a file piece by piece.
pub struct Writer<'a, E> {
    bytes: Vec<u8>,
    label: [u8; 32],
    to: PublicKey,
    pieces: u32,
    random: &'a mut dyn FnMut() -> Result<[u8; 32], E>,
}

impl<'a, E> Writer<'a, E> {
    /// Begins a file to this key; `random` gives fresh bytes.
    #[must_use]
    pub fn begin(
        header: &Header,
        to: &Key,
        random: &'a mut dyn FnMut() -> Result<[u8; 32], E>,
    ) -> Self {
        let line = serde_json::to_string(header).unwrap_or_default();
        let bytes = format!("{MAGIC}\n{line}\n").into_bytes();
        Self {
            label: *blake3::hash(&bytes).as_bytes(),
            bytes,
            to: PublicKey::from(*to),
            pieces: 0,
            random,
        }
    }

    /// Seals one piece behind those before it.
    ///
    /// # Errors
    /// When the platform gives no randomness; the file is then of no use.
    pub fn add(&mut self, piece: &Piece) -> Result<(), E> {
        let mut plain = self.label.to_vec();
        plain.extend(self.pieces.to_le_bytes());
        piece.write(&mut plain);
        let mut random = Drawn(&mut *self.random, None);
        let sealed = self.to.seal(&mut random, &plain).unwrap_or_default();
        if let Some(error) = random.1 {
            return Err(error);
        }
        let length = u32::try_from(sealed.len()).unwrap_or(u32::MAX);
        self.bytes.extend(length.to_le_bytes());
        self.bytes.extend(sealed);
        self.pieces += 1;
        Ok(())
    }

    /// Ends the file with the piece that proves it whole.
    ///
    /// # Errors
    /// As [`Writer::add`].
    pub fn end(mut self) -> Result<Vec<u8>, E> {
        let pieces = self.pieces;
        self.add(&Piece::End { pieces })?;
        Ok(self.bytes)
    }
}

/// An opened file.
#[derive(Debug, PartialEq)]
pub struct Opened {
    /// Its label.
    pub header: Header,
    /// What is in it, in order, as far as it could be opened.
    pub pieces: Vec<Piece>,
    /// Is all of it there? A file that was cut on its way still gives what came before the cut.
    pub is_whole: bool,
}

/// Reads the label of a file, which is not sealed.
///
/// # Errors
/// [`RescueError`] when it is none, or of a newer version.
pub fn read_header(bytes: &[u8]) -> Result<Header, RescueError> {
    split(bytes).map(|(header, ..)| header)
}

fn split(bytes: &[u8]) -> Result<(Header, [u8; 32], &[u8]), RescueError> {
    let rest = bytes
        .strip_prefix(MAGIC.as_bytes())
        .and_then(|rest| rest.strip_prefix(b"\n"))
        .ok_or(RescueError::NotOne)?;
    let end = rest
        .iter()
        .position(|byte| *byte == b'\n')
        .ok_or(RescueError::Damaged)?;
    let (line, sealed) = rest.split_at(end);
    let sealed = sealed.get(1..).unwrap_or_default();
    #[derive(Deserialize)]
    struct OnlyVersion {
        v: u16,
    }
    let version: OnlyVersion = serde_json::from_slice(line).map_err(|_| RescueError::Damaged)?;
    if version.v > V1 {
        return Err(RescueError::Newer);
    }
    let header: Header = serde_json::from_slice(line).map_err(|_| RescueError::Damaged)?;
    let label = bytes.get(..bytes.len() - sealed.len()).unwrap_or_default();
    Ok((header, *blake3::hash(label).as_bytes(), sealed))
}

/// Opens a file with the private half of the key it was sealed to.
///
/// # Errors
/// [`RescueError`]; a file that was cut is no error, see [`Opened::is_whole`].
pub fn open(bytes: &[u8], private: &Key) -> Result<Opened, RescueError> {
    let (header, label, mut rest) = split(bytes)?;
    if header.key != key_id(&public_of(private)) || header.algorithm != ALGORITHM {
        return Err(RescueError::OtherKey(header.key));
    }
    let secret = SecretKey::from(*private);
    let mut opened = Opened {
        header,
        pieces: Vec::new(),
        is_whole: false,
    };
    let mut number = 0u32;
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX);
        if length > PIECE_MOST {
            return Err(RescueError::Damaged);
        }
        let Some((sealed, after)) = after.split_at_checked(length) else {
            break;
        };
        let plain = secret.unseal(sealed).map_err(|_| RescueError::Damaged)?;
        let content = plain
            .strip_prefix(&label)
            .and_then(|plain| plain.strip_prefix(&number.to_le_bytes()))
            .ok_or(RescueError::Damaged)?;
        match Piece::read(content).ok_or(RescueError::Damaged)? {
            Piece::End { pieces } => {
                opened.is_whole = pieces == number && after.is_empty();
                break;
            }
            piece => opened.pieces.push(piece),
        }
        number += 1;
        rest = after;
    }
    Ok(opened)
}

#[cfg(test)]
mod tests;
