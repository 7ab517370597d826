//! The bytes of photos on the server of a run: the real files, on a disk in memory, and what a copy of the town takes of them.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use chrono::{DateTime, Utc};
use client::simulation::Asked;
use domain::DeviceId;
use sync_server::Error;
use sync_server::blobs::files::Files;
use sync_server::blobs::{self, Arriving};
use sync_server::storage::DeviceRow;
use tempfile::TempDir;

use super::{Answer, Town};
use crate::sim::at_once;
use crate::sim::sabotage::Sabotage;

/// Where a disk in memory is, on Linux.
const IN_MEMORY: &str = "/dev/shm";

/// The folder of the bytes.
pub(super) struct Bytes {
    folder: TempDir,
    files: Files,
}

/// What a copy has of them, by their place in the folder.
pub(super) type Kept = Vec<(PathBuf, Vec<u8>)>;

impl Bytes {
    pub(super) fn new() -> Result<Self> {
        let in_memory = Path::new(IN_MEMORY);
        let folder = if in_memory.is_dir() {
            tempfile::tempdir_in(in_memory)?
        } else {
            tempfile::tempdir()?
        };
        let files = Files::in_data(folder.path());
        Ok(Self { folder, files })
    }

    /// Those that are whole, as a backup takes them.
    pub(super) fn copy(&self) -> Result<Kept> {
        let mut kept = Vec::new();
        for place in walk(self.folder.path())? {
            if place.extension().is_none_or(|ending| ending != "part") {
                let inside = place.strip_prefix(self.folder.path())?.to_owned();
                kept.push((inside, fs::read(&place)?));
            }
        }
        Ok(kept)
    }

    /// A folder with what a copy had, and nothing else.
    pub(super) fn of(kept: &Kept) -> Result<Self> {
        let bytes = Self::new()?;
        for (inside, content) in kept {
            let place = bytes.folder.path().join(inside);
            fs::create_dir_all(place.parent().context("a folder")?)?;
            fs::write(place, content)?;
        }
        Ok(bytes)
    }
}

fn walk(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let place = entry?.path();
            if place.is_dir() {
                folders.push(place);
            } else {
                files.push(place);
            }
        }
    }
    files.sort();
    Ok(files)
}

impl Town {
    /// Serves what was asked of bytes.
    pub(super) fn serve_bytes(
        &self,
        device: &DeviceRow,
        path: &str,
        asked: &Asked,
        now: DateTime<Utc>,
    ) -> Result<Result<Answer, Error>> {
        let mut parts = path.rsplit('/');
        let is_small = path.ends_with("/thumbnail");
        let name = parts.nth(usize::from(is_small)).context("a hash")?;
        let hash = blobs::read_hash(name).context("a hash")?;
        if self.sick.contains(name) {
            return Ok(Err(Error::Internal("a bad sector".to_owned())));
        }
        let (store, files) = (&self.store, &self.bytes.files);
        let state = match asked {
            Asked::Part { bytes, .. } if is_small => {
                let bytes = (hash, bytes.clone());
                at_once(blobs::put_thumbnail(store, files, device, bytes, now))?
            }
            Asked::Part {
                offset,
                is_last,
                bytes,
            } => {
                let arriving = Arriving {
                    hash,
                    offset: *offset,
                    is_last: *is_last,
                    bytes: bytes.clone(),
                };
                at_once(blobs::put(store, files, device, arriving, now))?
            }
            Asked::Nothing | Asked::Range { .. } | Asked::Json(_) => {
                return self.give_bytes(device.id, (hash, is_small), asked, now);
            }
        };
        Ok(match state {
            Ok(state) => Ok(Answer::Given(200, serde_json::to_vec(&state)?)),
            Err(error) => Err(error),
        })
    }

    fn give_bytes(
        &self,
        device: DeviceId,
        (hash, is_small): ([u8; 32], bool),
        asked: &Asked,
        now: DateTime<Utc>,
    ) -> Result<Result<Answer, Error>> {
        let row = if self.sabotage == Some(Sabotage::BytesForAll) {
            Ok(self.look(move |view| view.blob(&hash))?)
        } else {
            at_once(blobs::fetching(&self.store, device, hash, now))?
        };
        let row = match row {
            Ok(row) => row,
            Err(error) => return Ok(Err(error)),
        };
        let files = &self.bytes.files;
        if is_small {
            return Ok(match (files.thumbnail(&hash)?, row) {
                (Some(bytes), _) => Ok(Answer::Given(200, bytes)),
                (None, Some(_)) => Ok(Answer::Given(204, Vec::new())),
                (None, None) => Err(Error::NotFound("thumbnail")),
            });
        }
        let Some(row) = row else {
            return Ok(Err(Error::NotFound("blob")));
        };
        let (from, end) = match asked {
            Asked::Range { from, length } => (*from, from.saturating_add(*length).min(row.size)),
            Asked::Nothing | Asked::Json(_) | Asked::Part { .. } => (0, row.size),
        };
        if from >= end {
            return Ok(Ok(Answer::Given(416, Vec::new())));
        }
        Ok(files
            .read(&hash, from, end - from)
            .map(|bytes| Answer::Given(206, bytes)))
    }

    /// May this device have the bytes of this hash, as the server says? None when they are not here.
    pub(in crate::sim) fn gives_bytes(
        &self,
        device: DeviceId,
        name: &str,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        let hash = blobs::read_hash(name).context("a hash")?;
        let asked = Asked::Nothing;
        let answer = self.give_bytes(device, (hash, false), &asked, now)?;
        Ok(matches!(answer, Ok(Answer::Given(206, _))))
    }

    /// The bytes of this hash, when they are here whole and the ledger says so.
    pub(in crate::sim) fn whole_bytes(&self, name: &str) -> Result<Option<Vec<u8>>> {
        let hash = blobs::read_hash(name).context("a hash")?;
        let row = self.look(move |view| view.blob(&hash))?;
        let Some(row) = row.filter(|row| row.refused.is_none()) else {
            return Ok(None);
        };
        Ok(Some(self.bytes.files.read(&hash, 0, row.size)?))
    }
}
