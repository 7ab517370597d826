//! Rescue files: the township's key to which phones seal what they could not send, and taking such a file in. It is judged as a sync from that
//! device would be, with the same receipts, so taking it in twice, or beside the phone's own sync, does nothing twice.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::{ChangeId, DeviceId, MemberId};
use protocol::rescue::{self, Header, Key, Opened, Piece, RescueError};
use protocol::{BlobState, Receipt, Status, limits};
use serde_json::json;
use serde_json::value::RawValue;

use crate::audit::{self, Actor, Deed};
use crate::blobs::{self, Arriving, files::Files};
use crate::clock;
use crate::enroll::token_hash;
use crate::error::Error;
use crate::storage::{DeviceRow, Store, Tx, View};
use crate::sync::{Element, Pushing, push};

/// The setting that holds the private half of the township's key.
const PRIVATE: &str = "rescue_private_key";

/// The public half as clients are told it; the key is made when it is asked for first.
///
/// # Errors
/// When the storage refuses.
pub fn public_key(tx: &dyn Tx) -> Result<String, Error> {
    let private = match private_key(tx)? {
        Some(private) => private,
        None => {
            let private: Key = clock::random()?;
            tx.put_setting(PRIVATE, &rescue::key_to_text(&private))?;
            private
        }
    };
    Ok(rescue::key_to_text(&rescue::public_of(&private)))
}

fn private_key(view: &dyn View) -> Result<Option<Key>, Error> {
    let text = view.setting(PRIVATE)?;
    Ok(text.as_deref().and_then(rescue::key_from_text))
}

/// Why a file is not taken in.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// It cannot be opened here.
    #[error("the file cannot be opened")]
    File(#[from] RescueError),
    /// This town has no such device.
    #[error("no such device: {0}")]
    NoDevice(DeviceId),
    /// It does not prove that this device wrote it.
    #[error("the file does not prove which device wrote it")]
    NotProven,
    /// The server failed.
    #[error("the server failed")]
    Server(#[from] Error),
}

/// A file that was opened and may be taken in.
#[derive(Debug)]
pub struct Ready {
    /// Its label.
    pub header: Header,
    /// Is all of it there?
    pub is_whole: bool,
    /// Who uses the device.
    pub member: MemberId,
    device: DeviceRow,
    changes: Vec<Box<RawValue>>,
    blobs: Vec<(String, Vec<u8>)>,
    thumbnails: Vec<(String, Vec<u8>)>,
}

/// What became of a file.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Changes that the ledger did not have.
    pub received: usize,
    /// Changes that were there already.
    pub repeated: usize,
    /// Changes that were set aside, with the sentence why.
    pub set_aside: Vec<(ChangeId, String)>,
    /// Bytes that are here whole now.
    pub blobs_received: usize,
    /// Bytes that were not taken, with the sentence why.
    pub blobs_refused: Vec<(String, String)>,
}

/// Opens a file. `trusts` when a person vouches for it, because the device was enrolled again since and its proof is of before.
///
/// # Errors
/// [`Refusal`].
pub async fn ready(store: &Store, bytes: &[u8], trusts: bool) -> Result<Ready, Refusal> {
    let header = rescue::read_header(bytes)?;
    let id = header.device;
    let (private, device) = store
        .read(move |view| Ok((private_key(view)?, view.device(id)?)))
        .await?;
    let private = private.ok_or_else(|| RescueError::OtherKey(header.key.clone()))?;
    let opened = rescue::open(bytes, &private)?;
    let device = device.ok_or(Refusal::NoDevice(id))?;
    let is_proven = |piece: &Piece| matches!(piece, Piece::Device { token } if token_hash(token) == device.token_hash);
    if !trusts && !opened.pieces.first().is_some_and(is_proven) {
        return Err(Refusal::NotProven);
    }
    Ok(sorted(opened, device))
}

fn sorted(opened: Opened, device: DeviceRow) -> Ready {
    let mut ready = Ready {
        header: opened.header,
        is_whole: opened.is_whole,
        member: device.member,
        device,
        changes: Vec::new(),
        blobs: Vec::new(),
        thumbnails: Vec::new(),
    };
    for piece in opened.pieces {
        match piece {
            Piece::Changes(changes) => ready.changes.extend(changes),
            Piece::Blob { hash, bytes } => ready.blobs.push((hash, bytes)),
            Piece::Thumbnail { hash, bytes } => ready.thumbnails.push((hash, bytes)),
            Piece::Device { .. } | Piece::End { .. } | Piece::Other => {}
        }
    }
    ready
}

impl Ready {
    /// Changes and bytes in it.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        (self.changes.len(), self.blobs.len())
    }

    /// Takes it in. The words first, each batch in one transaction with its receipts, then the bytes.
    ///
    /// # Errors
    /// When the storage or the disk refuses; what was taken by then stays, and doing it again goes on.
    pub async fn take_in(self, store: &Store, now: DateTime<Utc>) -> Result<Outcome, Error> {
        let mut outcome = Outcome::default();
        for batch in self.changes.chunks(limits::PUSH_CHANGES) {
            let elements: Vec<Element> = batch.iter().map(|text| Element::of(text.get())).collect();
            let device = self.device.clone();
            let judged = store
                .transact(move |tx| judged(tx, &device, &elements, now))
                .await?;
            outcome.count(judged);
        }
        if let Some(files) = store.folder().map(Files::in_data) {
            self.take_blobs(store, &files, now, &mut outcome).await?;
        }
        let (header, device) = (self.header, self.device);
        let facts = [
            outcome.received,
            outcome.repeated,
            outcome.set_aside.len(),
            outcome.blobs_received,
        ];
        store
            .transact(move |tx| {
                let [received, repeated, aside, blobs] = facts;
                let about = [
                    ("device", json!(device.id)),
                    ("written_at", json!(header.written_at)),
                    ("received", json!(received)),
                    ("repeated", json!(repeated)),
                    ("set_aside", json!(aside)),
                    ("blobs", json!(blobs)),
                ];
                audit::note(tx, now, Actor::Operator, (Deed::Rescue, &about))
            })
            .await?;
        Ok(outcome)
    }

    async fn take_blobs(
        &self,
        store: &Store,
        files: &Files,
        now: DateTime<Utc>,
        outcome: &mut Outcome,
    ) -> Result<(), Error> {
        let small = self.thumbnails.iter().map(|piece| (piece, true));
        let large = self.blobs.iter().map(|piece| (piece, false));
        for ((text, bytes), is_small) in small.chain(large) {
            let Some(hash) = blobs::read_hash(text) else {
                continue;
            };
            let state = if is_small {
                blobs::put_thumbnail(store, files, &self.device, (hash, bytes.clone()), now).await
            } else {
                let whole = Arriving {
                    hash,
                    offset: 0,
                    is_last: true,
                    bytes: bytes.clone(),
                };
                blobs::put(store, files, &self.device, whole, now).await
            };
            match state {
                Ok(BlobState::Complete) if !is_small => outcome.blobs_received += 1,
                Ok(BlobState::Refused { message, .. }) if !is_small => {
                    outcome.blobs_refused.push((text.clone(), message));
                }
                // The change that names them was set aside: they wait on the phone with it.
                Err(Error::NotFound(_)) if !is_small => {
                    let words = "没有收下的记录提到它".to_owned();
                    outcome.blobs_refused.push((text.clone(), words));
                }
                Ok(_) | Err(Error::NotFound(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

/// Judges a batch as a push of that device, and says of each whether it was known before.
fn judged(
    tx: &dyn Tx,
    device: &DeviceRow,
    elements: &[Element],
    now: DateTime<Utc>,
) -> Result<Vec<(Receipt, bool)>, Error> {
    let pushing = Pushing {
        device: device.id,
        token_hash: device.token_hash,
        app: device.app.clone(),
        now,
        clock_offset_ms: 0,
    };
    let mut known = BTreeSet::new();
    for element in elements {
        let before = tx.receipt(element.id)?;
        if before.is_some_and(|before| before.status.seq().is_some()) {
            known.insert(element.id);
        }
    }
    let receipts = push(tx, &pushing, elements)?;
    // A file that was carried here is no sign of life of the phone.
    if let Some(after) = tx.device(device.id)? {
        tx.put_device(&DeviceRow {
            last_seen_at: device.last_seen_at,
            ..after
        })?;
    }
    let told = |receipt: Receipt| {
        let is_known = known.contains(&receipt.id);
        (receipt, is_known)
    };
    Ok(receipts.into_iter().map(told).collect())
}

impl Outcome {
    fn count(&mut self, judged: Vec<(Receipt, bool)>) {
        for (receipt, is_known) in judged {
            match receipt.status {
                Status::Quarantined { message, .. } => self.set_aside.push((receipt.id, message)),
                _ if is_known => self.repeated += 1,
                _ => self.received += 1,
            }
        }
    }

    /// Is everything in the ledger now?
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.set_aside.is_empty() && self.blobs_refused.is_empty()
    }
}
