//! Photos, voice notes and signatures: kept the moment they are made, read back for the screens. What a screen wants and is not here is
//! noted; the sync engine fetches it and tells.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::{Attachment, AttachmentKind, media};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::Run;
use crate::command::command;
use crate::context::{Context, is_space_low};
use crate::error::Error;
use crate::store::blobs::{self, Blob};
use crate::store::fetched;
use crate::store::uploads::{self, Standing};
use crate::sync::Why;

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

/// Reads bytes. [`Error::NotFound`] when they are not here: then they are fetched, and [`Event::Blob`](crate::Event::Blob) says when to
/// ask again.
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

/// How bytes stand: for those of this device, what the office has of them; for those of others, whether they are here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlobStanding {
    /// Made here, and nothing saved names it yet.
    Begun,
    /// 待传.
    Waiting,
    /// 已传: the office has it.
    Received,
    /// 需处理: the office did not take it.
    Refused {
        /// The reason in plain Chinese.
        message: String,
    },
    /// Of another device, and here.
    Here,
    /// Of another device, and wanted.
    Wanted,
    /// Of another device; the office did not have it when it was asked.
    Elsewhere,
}

/// Says how bytes stand, in the order asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListBlobs {
    /// Which, as the record names them.
    pub hashes: Vec<String>,
}
command!(ListBlobs -> Vec<BlobStanding>);

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
        // Some browsers write notes into pictures that they draw, and the office takes none that carries any.
        let content = media::plain(decode(&self.content)?);
        let thumbnail = media::plain(decode(&self.thumbnail)?);
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
        if let Some((media_type, bytes)) = found(cx.db(), &self.hash, self.part)? {
            return Ok(BlobContent {
                media_type,
                content: STANDARD.encode(bytes),
            });
        }
        if domain::attachment::is_hash(&self.hash) {
            fetched::want(cx.db(), &self.hash, self.part, cx.phone_now())?;
            cx.wake = Some(Why::Bytes);
        }
        Err(Error::NotFound)
    }
}

/// Of this device, or fetched.
fn found(db: &Connection, hash: &str, part: Part) -> Result<Option<(String, Vec<u8>)>, Error> {
    if part == Part::Thumbnail {
        let small = match blobs::thumbnail(db, hash)? {
            Some(own) => Some(own),
            None => fetched::content(db, hash, part)?,
        };
        if let Some(small) = small {
            return Ok(Some(("image/jpeg".to_owned(), small)));
        }
    }
    if let Some(own) = blobs::content(db, hash)? {
        return Ok(Some(own));
    }
    let whole = fetched::content(db, hash, Part::Whole)?;
    Ok(whole.map(|bytes| {
        let found =
            media::look(&bytes).map_or("application/octet-stream", |found| found.media_type);
        (found.to_owned(), bytes)
    }))
}

impl Run for ListBlobs {
    fn run(self, cx: &mut Context<'_>) -> Result<Vec<BlobStanding>, Error> {
        let hashes = self.hashes.iter();
        hashes.map(|hash| standing(cx.db(), hash)).collect()
    }
}

fn standing(db: &Connection, hash: &str) -> Result<BlobStanding, Error> {
    if let Some(own) = uploads::standing(db, hash)? {
        return Ok(match own {
            Standing::Waiting => BlobStanding::Waiting,
            Standing::Received => BlobStanding::Received,
            Standing::Refused(outcome) => BlobStanding::Refused {
                message: uploads::message(outcome),
            },
        });
    }
    if blobs::exists(db, hash)? {
        return Ok(BlobStanding::Begun);
    }
    Ok(if found(db, hash, Part::Thumbnail)?.is_some() {
        BlobStanding::Here
    } else if fetched::is_missing(db, hash)? {
        BlobStanding::Elsewhere
    } else {
        BlobStanding::Wanted
    })
}

impl Run for DropBlob {
    fn run(self, cx: &mut Context<'_>) -> Result<bool, Error> {
        blobs::drop_unnamed(cx.db(), &self.hash)
    }
}
