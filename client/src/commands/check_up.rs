//! 换机体检: is anything on this device alone? And the rescue file, which carries it to the office by hand when no network does.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use chrono::{DateTime, Utc};
use protocol::Pushed;
use protocol::limits::PUSH_CHANGES;
use protocol::rescue::{self, Header, Key, Piece, Writer};
use serde::{Deserialize, Serialize};
use serde_json::value::to_raw_value;

use super::Run;
use super::export_visits::ExportedFile;
use crate::calendar;
use crate::command::command;
use crate::context::Context;
use crate::error::Error;
use crate::store::{blobs, drafts, leaving, meta, step_drafts};

/// Bytes of photos in one file: a phone of 2 GB writes it, and a mail or a stick takes it.
const FILE_BYTES: u64 = 24 * 1024 * 1024;

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckItem {
    /// Records and corrections that wait for a receipt.
    Waiting,
    /// What the office set aside.
    SetAside,
    /// Photos, voice notes and signatures that wait.
    Blobs,
    /// Those that the office did not take.
    BlobsRefused,
    /// Forms that were begun and not saved: they go with the device.
    Begun,
}

/// One line of the check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckRow {
    /// What.
    pub item: CheckItem,
    /// How many there are.
    pub count: u64,
    /// Does it stand in the way of handing the device over? What does not, and is there, is a warning.
    pub is_in_the_way: bool,
}

/// The check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckUp {
    /// The lines.
    pub rows: Vec<CheckRow>,
    /// Has everything a receipt?
    pub is_clear: bool,
    /// Can a rescue file be written: is the township's key here?
    pub can_rescue: bool,
    /// When the last rescue file was written.
    pub rescued_at: Option<DateTime<Utc>>,
    /// When the server last answered.
    pub last_contact_at: Option<DateTime<Utc>>,
}

/// Checks this device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenCheckUp;
command!(OpenCheckUp -> CheckUp);

/// A rescue file and which of several it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RescueFile {
    /// The file; its rows are the changes in it.
    pub file: ExportedFile,
    /// Photos, voice notes and signatures in it.
    pub blobs: u64,
    /// Which one, from 1.
    pub part: u32,
    /// How many there are.
    pub parts: u32,
    /// Care records that are sealed now: they are in no file until the care files are opened.
    pub sealed: u64,
}

/// Writes a rescue file: the first has all words, the photos follow in as many files as they need. Nothing on this device changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WriteRescue {
    /// Which one, from 1.
    pub part: u32,
}
command!(WriteRescue -> RescueFile);

impl Run for OpenCheckUp {
    fn run(self, cx: &mut Context<'_>) -> Result<CheckUp, Error> {
        let db = cx.db();
        let not_handed_in = leaving::counts(db)?;
        let row = |item, count, is_in_the_way| CheckRow {
            item,
            count,
            is_in_the_way: is_in_the_way && count > 0,
        };
        let begun = drafts::count(db)? + step_drafts::count(db)?;
        let rows = vec![
            row(CheckItem::Waiting, not_handed_in.waiting, true),
            row(CheckItem::SetAside, leaving::set_aside(db)?, true),
            row(CheckItem::Blobs, not_handed_in.blobs, true),
            row(CheckItem::BlobsRefused, not_handed_in.refused, false),
            row(CheckItem::Begun, begun, false),
        ];
        let moment = |name| {
            let millis = meta::number(db, name)?.filter(|millis| *millis > 0);
            Ok::<_, Error>(millis.and_then(DateTime::from_timestamp_millis))
        };
        Ok(CheckUp {
            is_clear: !rows.iter().any(|row| row.is_in_the_way),
            rows,
            can_rescue: key(cx)?.is_some(),
            rescued_at: moment(meta::RESCUED_AT)?,
            last_contact_at: cx.light.last_contact_at,
        })
    }
}

fn key(cx: &Context<'_>) -> Result<Option<Key>, Error> {
    let text = meta::get(cx.db(), meta::RESCUE_KEY)?;
    Ok(text.as_deref().and_then(rescue::key_from_text))
}

impl Run for WriteRescue {
    fn run(self, cx: &mut Context<'_>) -> Result<RescueFile, Error> {
        let key = key(cx)?.ok_or(Error::NotFound)?;
        let files = files_of(leaving::blobs(cx.db())?);
        let parts = u32::try_from(files.len()).unwrap_or(u32::MAX);
        let place = usize::try_from(self.part).unwrap_or(0).wrapping_sub(1);
        let hashes = files.get(place).ok_or(Error::NotFound)?;
        let (changes, sealed) = if self.part == 1 {
            leaving::changes(cx.db(), &cx.store.own())?
        } else {
            (Vec::new(), 0)
        };
        let header = Header {
            v: rescue::V1,
            town: cx.profile.town.clone(),
            key: rescue::key_id(&key),
            algorithm: rescue::ALGORITHM.to_owned(),
            device: cx.profile.device,
            written_at: cx.phone_now(),
            changes: changes.len() as u64,
            blobs: hashes.len() as u64,
            part: self.part,
            parts,
        };
        let bytes = written(cx, &header, &key, &changes, hashes)?;
        meta::set(
            cx.db(),
            meta::RESCUED_AT,
            &cx.phone_now().timestamp_millis().to_string(),
        )?;
        Ok(RescueFile {
            file: ExportedFile {
                name: name_of(cx, &header),
                media_type: "application/octet-stream".to_owned(),
                content: BASE64.encode(&bytes),
                rows: header.changes,
            },
            blobs: header.blobs,
            part: self.part,
            parts,
            sealed,
        })
    }
}

/// Which bytes go into which file; there is always a first.
fn files_of(blobs: Vec<(String, u64)>) -> Vec<Vec<String>> {
    let mut files = vec![Vec::new()];
    let mut size = 0;
    for (hash, bytes) in blobs {
        if size > 0 && size + bytes > FILE_BYTES {
            files.push(Vec::new());
            size = 0;
        }
        size += bytes;
        if let Some(file) = files.last_mut() {
            file.push(hash);
        }
    }
    files
}

fn written(
    cx: &Context<'_>,
    header: &Header,
    key: &Key,
    changes: &[Pushed],
    hashes: &[String],
) -> Result<Vec<u8>, Error> {
    let mut random = || cx.origin.random();
    let mut writer = Writer::begin(header, key, &mut random);
    writer.add(&Piece::Device {
        token: cx.profile.token.clone(),
    })?;
    for batch in changes.chunks(PUSH_CHANGES) {
        let texts = batch.iter().map(to_raw_value).collect::<Result<_, _>>();
        let texts = texts.map_err(|error| Error::Internal(format!("encode change: {error}")))?;
        writer.add(&Piece::Changes(texts))?;
    }
    for hash in hashes {
        let small = blobs::thumbnail(cx.db(), hash)?;
        if let Some(bytes) = small.filter(|bytes| !bytes.is_empty()) {
            let hash = hash.clone();
            writer.add(&Piece::Thumbnail { hash, bytes })?;
        }
        if let Some((_, bytes)) = blobs::content(cx.db(), hash)? {
            let hash = hash.clone();
            writer.add(&Piece::Blob { hash, bytes })?;
        }
    }
    writer.end()
}

/// 铁脚板救援_2026-11-26_1030_0199ab12.tjb: no name of a person.
fn name_of(cx: &Context<'_>, header: &Header) -> String {
    let now = cx.now();
    let minutes = (now - calendar::start_of(calendar::day_of(now))).num_minutes();
    let at = format!("{}_{:02}{:02}", cx.today(), minutes / 60, minutes % 60);
    let device = header.device.to_string();
    let device = device.get(..8).unwrap_or_default();
    let part = match header.parts {
        1 => String::new(),
        parts => format!("_{}-{parts}", header.part),
    };
    format!("铁脚板救援_{at}_{device}{part}.tjb")
}
