//! Photos, voice notes and signatures: kept the moment they are made, read back for the screens. Their transfer is not here.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::{Attachment, AttachmentKind};
use serde::{Deserialize, Serialize};

use super::Run;
use crate::command::command;
use crate::context::{Context, is_space_low};
use crate::error::Error;
use crate::store::blobs::{self, Blob};

/// The most bytes of a thumbnail.
const THUMBNAIL_MAX: usize = 16 * 1024;

/// Keeps bytes that were just made. Answers when they are durable; a form then names what comes back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PutBlob {
    /// What it is.
    pub kind: AttachmentKind,
    /// Such as `image/jpeg`.
    pub media_type: String,
    /// The bytes, in base64.
    pub content: String,
    /// A small JPEG of a photo, in base64; empty without one.
    #[serde(default)]
    pub thumbnail: String,
    /// Pixels across, of a picture.
    pub width: Option<u32>,
    /// Pixels down, of a picture.
    pub height: Option<u32>,
    /// How long, of a recording.
    pub seconds: Option<u32>,
}
command!(PutBlob -> Attachment);

/// Which of the pictures of a photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The bytes that the record names.
    Whole,
    /// The small one for lists; the bytes themselves where there is none.
    Thumbnail,
}

/// Reads bytes. [`Error::NotFound`] when they are on another device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadBlob {
    /// Which, as the record names it.
    pub hash: String,
    /// How much of it.
    pub part: Part,
}
command!(ReadBlob -> BlobContent);

/// Bytes for a screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlobContent {
    /// Such as `image/jpeg`.
    pub media_type: String,
    /// The bytes, in base64.
    pub content: String,
}

/// Removes bytes that no change and no draft names; leaves all others alone. Says whether it did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DropBlob {
    /// Which.
    pub hash: String,
}
command!(DropBlob -> bool);

impl Run for PutBlob {
    fn run(self, cx: &mut Context<'_>) -> Result<Attachment, Error> {
        // Words always find room: pictures and sound must not take it from them.
        let is_small = self.kind == AttachmentKind::Signature;
        if !is_small && cx.space.is_some_and(is_space_low) {
            return Err(Error::SpaceLow);
        }
        let content = decode(&self.content)?;
        let thumbnail = decode(&self.thumbnail)?;
        let attachment = Attachment {
            hash: blake3::hash(&content).to_hex().to_string(),
            kind: self.kind,
            media_type: self.media_type,
            size: content.len() as u64,
            made_at: cx.now(),
            width: self.width,
            height: self.height,
            seconds: self.seconds,
        };
        let issues = domain::attachment::issues(std::slice::from_ref(&attachment));
        if !issues.is_empty() {
            return Err(Error::Invalid(issues));
        }
        let blob = Blob {
            hash: &attachment.hash,
            kind: attachment.kind,
            media_type: &attachment.media_type,
            made_at: attachment.made_at,
            thumbnail: Some(thumbnail.as_slice())
                .filter(|bytes| bytes.len() <= THUMBNAIL_MAX)
                .unwrap_or_default(),
            content: &content,
        };
        blobs::put(cx.db(), &blob)?;
        Ok(attachment)
    }
}

fn decode(text: &str) -> Result<Vec<u8>, Error> {
    STANDARD
        .decode(text)
        .map_err(|error| Error::Internal(format!("blob: {error}")))
}

impl Run for ReadBlob {
    fn run(self, cx: &mut Context<'_>) -> Result<BlobContent, Error> {
        let small = match self.part {
            Part::Whole => None,
            Part::Thumbnail => blobs::thumbnail(cx.db(), &self.hash)?,
        };
        let (media_type, bytes) = match small {
            Some(bytes) => ("image/jpeg".to_owned(), bytes),
            None => blobs::content(cx.db(), &self.hash)?.ok_or(Error::NotFound)?,
        };
        Ok(BlobContent {
            media_type,
            content: STANDARD.encode(bytes),
        })
    }
}

impl Run for DropBlob {
    fn run(self, cx: &mut Context<'_>) -> Result<bool, Error> {
        blobs::drop_unnamed(cx.db(), &self.hash)
    }
}
