//! Photos, voice notes and signatures on the server: who may bring and fetch which bytes, and what becomes of a part. The record decides
//! both: bytes that no record names are not taken, and only who may see such a record is given them. How files are written stands in
//! [`files`]; the ledger keeps what became of each.

pub mod files;

use chrono::{DateTime, Utc};
use domain::{AttachmentKind, DeviceId, RecordId, media};
use protocol::BlobState;
use protocol::blob::BlobRefusal;

use self::files::{Files, Part, Verdict};
use crate::append::Incoming;
use crate::error::Error;
use crate::rights::Rights;
use crate::storage::{BlobNameRow, BlobRow, DeviceRow, Store, Tx, View};

/// Reads a hash as addresses carry it.
#[must_use]
pub fn read_hash(text: &str) -> Option<[u8; 32]> {
    if !domain::attachment::is_hash(text) {
        return None;
    }
    Some(*blake3::Hash::from_hex(text).ok()?.as_bytes())
}

/// Notes what a stored change names.
///
/// # Errors
/// When the storage refuses.
pub(crate) fn note_names(tx: &dyn Tx, incoming: &Incoming, record: RecordId) -> Result<(), Error> {
    for named in domain::attachment::named_by(&incoming.change.act) {
        let Some(hash) = read_hash(&named.hash) else {
            continue;
        };
        tx.put_blob_name(&BlobNameRow {
            hash,
            record,
            member: incoming.change.author,
            kind: named.kind,
            size: named.size,
        })?;
    }
    Ok(())
}

/// A part on its way in.
#[derive(Debug)]
pub struct Arriving {
    /// Of which bytes.
    pub hash: [u8; 32],
    /// Where it begins.
    pub offset: u64,
    /// Nothing follows it.
    pub is_last: bool,
    /// The part; empty when the device only asks.
    pub bytes: Vec<u8>,
}

/// What is known of bytes, for one device at one moment.
struct Known {
    names: Vec<BlobNameRow>,
    row: Option<BlobRow>,
    /// A change of this member named them.
    is_own: bool,
    /// The member may see a record that names them.
    is_seen: bool,
}

impl Known {
    fn read(
        view: &dyn View,
        device: DeviceId,
        hash: &[u8; 32],
        now: DateTime<Utc>,
    ) -> Result<Self, Error> {
        let device = view.device(device)?.ok_or(Error::NotFound("device"))?;
        let names = view.blob_names(hash)?;
        let is_own = names.iter().any(|name| name.member == device.member);
        let is_seen = device.revoked_at.is_none() && is_seen(view, &device, &names, now)?;
        Ok(Self {
            row: view.blob(hash)?,
            names,
            is_own,
            is_seen,
        })
    }

    /// The most bytes that a record says and its kind allows.
    fn most_bytes(&self) -> u64 {
        let said = self.names.iter();
        said.map(|name| name.size.min(name.kind.most_bytes()))
            .max()
            .unwrap_or(0)
    }

    fn kinds(&self) -> Vec<AttachmentKind> {
        self.names.iter().map(|name| name.kind).collect()
    }
}

fn is_seen(
    view: &dyn View,
    device: &DeviceRow,
    names: &[BlobNameRow],
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let rights = Rights::of(view, device.member)?;
    for name in names {
        let record = view.record(name.record)?;
        if record.is_some_and(|record| rights.may_see_record(&record, now)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What the server has of bytes that this device may bring or see.
///
/// # Errors
/// [`Error::NotFound`] when no record names them, or none that concerns this member: which of the two is nobody's business.
pub async fn state(
    store: &Store,
    files: &Files,
    device: DeviceId,
    hash: [u8; 32],
    now: DateTime<Utc>,
) -> Result<(BlobState, u64), Error> {
    let known = bringing(store, device, hash, now).await?;
    // A file that the disk has lost is taken again.
    if let Some(row) = &known.row
        && (row.refused.is_some() || files.run(move |files| files.has(&hash)).await?)
    {
        return Ok((ended(row), row.size));
    }
    let offset = files.run(move |files| files.length(&hash)).await?;
    Ok((BlobState::Part { offset }, offset))
}

/// Takes a part, and the whole when it is the last. Safe to repeat: what is here already is answered, not written again.
///
/// # Errors
/// As [`state`]; or when the disk refuses, which leaves what was there before.
pub async fn put(
    store: &Store,
    files: &Files,
    device: &DeviceRow,
    arriving: Arriving,
    now: DateTime<Utc>,
) -> Result<BlobState, Error> {
    let hash = arriving.hash;
    let known = bringing(store, device.id, hash, now).await?;
    if let Some(row) = &known.row
        && (row.refused.is_some() || files.run(move |files| files.has(&hash)).await?)
    {
        return Ok(ended(row));
    }
    let (most, kinds) = (known.most_bytes(), known.kinds());
    let size = arriving.offset.saturating_add(arriving.bytes.len() as u64);
    if size > most {
        return Ok(refused(BlobRefusal::TooLarge));
    }
    let led_to = files.run(move |files| files.take(&arriving, |bytes| judged(bytes, &kinds)));
    let (size, verdict) = match led_to.await? {
        Part::Begun(offset) => return Ok(BlobState::Part { offset }),
        Part::Whole(size, verdict) => (size, verdict),
    };
    let row = BlobRow {
        hash,
        size,
        media_type: verdict.unwrap_or_default().to_owned(),
        refused: verdict.err(),
        member: device.member,
        device: device.id,
        received_at: now,
    };
    let state = ended(&row);
    // The file has its name before the row says so: a row never promises what is not on the disk.
    store.transact(move |tx| tx.put_blob(&row)).await?;
    Ok(state)
}

/// Keeps the small picture of a photo. Only who named the photo may say what it looks like, and only once.
///
/// # Errors
/// As [`state`].
pub async fn put_thumbnail(
    store: &Store,
    files: &Files,
    device: &DeviceRow,
    (hash, bytes): ([u8; 32], Vec<u8>),
    now: DateTime<Utc>,
) -> Result<BlobState, Error> {
    let known = bringing(store, device.id, hash, now).await?;
    if !known.is_own {
        return Err(Error::NotFound("blob"));
    }
    if let Err(reason) = judged(&bytes, &[AttachmentKind::Photo]) {
        return Ok(refused(reason));
    }
    files
        .run(move |files| files.keep_thumbnail(&hash, &bytes))
        .await?;
    Ok(BlobState::Complete)
}

/// May this device have the bytes? Their row, when they are here whole.
///
/// # Errors
/// [`Error::NotFound`] when they are not here, or not for this member.
pub async fn fetching(
    store: &Store,
    device: DeviceId,
    hash: [u8; 32],
    now: DateTime<Utc>,
) -> Result<Option<BlobRow>, Error> {
    store
        .read(move |view| {
            let known = Known::read(view, device, &hash, now)?;
            if !known.is_seen {
                return Err(Error::NotFound("blob"));
            }
            Ok(known.row.filter(|row| row.refused.is_none()))
        })
        .await
}

async fn bringing(
    store: &Store,
    device: DeviceId,
    hash: [u8; 32],
    now: DateTime<Utc>,
) -> Result<Known, Error> {
    store
        .read(move |view| {
            let known = Known::read(view, device, &hash, now)?;
            if known.is_own || known.is_seen {
                Ok(known)
            } else {
                Err(Error::NotFound("blob"))
            }
        })
        .await
}

/// What bytes are, or why they are not taken: they must be what a record that names them says.
fn judged(bytes: &[u8], kinds: &[AttachmentKind]) -> Verdict {
    let found = media::look(bytes).ok_or(BlobRefusal::WrongType)?;
    if !kinds.iter().any(|kind| kind.takes(found.media_type)) {
        return Err(BlobRefusal::WrongType);
    }
    if !found.is_plain {
        return Err(BlobRefusal::NotPlain);
    }
    Ok(found.media_type)
}

fn ended(row: &BlobRow) -> BlobState {
    row.refused.map_or(BlobState::Complete, refused)
}

fn refused(code: BlobRefusal) -> BlobState {
    let message = match code {
        BlobRefusal::TooLarge => "文件太大,没有收下",
        BlobRefusal::WrongType => "不是照片、录音或签字,没有收下",
        BlobRefusal::NotPlain => "照片里带有拍摄地点等附加信息,没有收下,请重拍",
        BlobRefusal::Unknown => "没有收下",
    };
    BlobState::Refused {
        code,
        message: message.to_owned(),
    }
}
