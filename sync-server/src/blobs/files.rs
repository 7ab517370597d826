//! The bytes as files in the data folder: `blobs/ab/<hash>` whole, `<hash>.part` while it comes, `<hash>.small` the small picture, and
//! `aside/<hash>` what was refused. A file has its name only when its bytes are on the disk and are what the name says.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use chrono::{DateTime, Duration, Utc};
use protocol::blob::BlobRefusal;
use protocol::{ApiError, ErrorCode};

use super::Arriving;
use crate::error::Error;

/// The folder inside a data folder.
const FOLDER: &str = "blobs";
/// Parts of two devices for the same bytes must not meet in one file; those of different bytes need not wait for each other.
const LOCKS: usize = 16;
/// A device whose bytes find no room asks again after so many seconds.
const FULL_SECONDS: u32 = 600;
/// A part that nobody went on with for so many days is removed.
const PART_DAYS: i64 = 30;
/// Refused bytes are kept so many days, for somebody to look at.
const ASIDE_DAYS: i64 = 90;

/// The folder of the bytes.
#[derive(Debug, Clone)]
pub struct Files {
    folder: PathBuf,
    locks: Arc<[Mutex<()>; LOCKS]>,
}

/// What bytes were found to be, or why they are not taken.
pub type Verdict = Result<&'static str, BlobRefusal>;

/// What a part led to.
#[derive(Debug, PartialEq, Eq)]
pub enum Part {
    /// So many bytes from the beginning are here.
    Begun(u64),
    /// So many are here and all, are what the hash says, and were kept or set aside.
    Whole(u64, Verdict),
}

impl Files {
    /// The bytes beside the ledger of a data folder.
    #[must_use]
    pub fn in_data(folder: &Path) -> Self {
        Self {
            folder: folder.join(FOLDER),
            locks: Arc::default(),
        }
    }

    /// The bytes beside a backup.
    pub(crate) fn beside(backup: &Path) -> Self {
        Self::in_data(backup.parent().unwrap_or(Path::new("")))
    }

    /// The folder and everything in it, for what is done to each.
    pub(crate) fn all(&self) -> Vec<PathBuf> {
        let mut all = vec![self.folder.clone()];
        let mut looked = 0;
        while let Some(path) = all.get(looked).cloned() {
            looked += 1;
            // A file has no entries, and a folder that cannot be read is left as it is.
            let entries = fs::read_dir(path).into_iter().flatten().flatten();
            all.extend(entries.map(|entry| entry.path()));
        }
        all.retain(|path| path.exists());
        all
    }

    /// Runs work on the disk beside the asynchronous part of the server.
    ///
    /// # Errors
    /// What the work says.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        #[cfg(feature = "simulation")]
        if tokio::runtime::Handle::try_current().is_err() {
            return work(self);
        }
        let files = self.clone();
        tokio::task::spawn_blocking(move || work(&files))
            .await
            .map_err(|_| Error::Internal("work on the disk panicked".to_owned()))?
    }

    fn place(&self, hash: &[u8; 32], ending: &str) -> PathBuf {
        let name = blake3::Hash::from_bytes(*hash).to_hex();
        let shelf: String = name.chars().take(2).collect();
        self.folder.join(shelf).join(format!("{name}{ending}"))
    }

    fn aside(&self, hash: &[u8; 32]) -> PathBuf {
        let name = blake3::Hash::from_bytes(*hash).to_hex();
        self.folder.join("aside").join(name.as_str())
    }

    /// How many bytes from the beginning are here.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn length(&self, hash: &[u8; 32]) -> Result<u64, Error> {
        match fs::metadata(self.place(hash, ".part")) {
            Ok(part) => Ok(part.len()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(0),
            Err(error) => Err(failed(error)),
        }
    }

    /// Are the bytes here whole?
    ///
    /// # Errors
    /// Never; for [`Files::run`].
    pub fn has(&self, hash: &[u8; 32]) -> Result<bool, Error> {
        Ok(self.place(hash, "").is_file())
    }

    /// Appends a part that begins where the last one ended; any other only tells where to go on. Bytes that turn out not to be those of
    /// the hash are dropped: they begin anew. Those that are get their name, or go aside, as the judge says; nobody else touches them meanwhile.
    ///
    /// # Errors
    /// When the disk refuses; what was there before stays.
    pub fn take(
        &self,
        arriving: &Arriving,
        judge: impl FnOnce(&[u8]) -> Verdict,
    ) -> Result<Part, Error> {
        let hash = &arriving.hash;
        let _held = self.hold(hash);
        let whole = self.place(hash, "");
        if whole.is_file() {
            // The power went after the file had its name and before the ledger said so.
            return self.judged(hash, &whole, judge);
        }
        let begun = self.length(hash)?;
        let part = self.place(hash, ".part");
        if arriving.offset != begun {
            return Ok(Part::Begun(begun));
        }
        if !arriving.bytes.is_empty() {
            write_on(&part, &arriving.bytes).map_err(failed)?;
        }
        if !arriving.is_last {
            return Ok(Part::Begun(begun + arriving.bytes.len() as u64));
        }
        self.judged(hash, &part, judge)
    }

    fn hold(&self, hash: &[u8; 32]) -> Option<MutexGuard<'_, ()>> {
        let lock = self.locks.get(usize::from(hash[0]) % LOCKS)?;
        // Nothing half done stays behind a panic: every step begins with what is on the disk.
        Some(lock.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn judged(
        &self,
        hash: &[u8; 32],
        file: &Path,
        judge: impl FnOnce(&[u8]) -> Verdict,
    ) -> Result<Part, Error> {
        let bytes = match fs::read(file) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Part::Begun(0)),
            Err(error) => return Err(failed(error)),
        };
        if blake3::hash(&bytes).as_bytes() != hash {
            tracing::warn!("bytes that were not those of their hash were dropped");
            fs::remove_file(file).map_err(failed)?;
            return Ok(Part::Begun(0));
        }
        let verdict = judge(&bytes);
        let target = match verdict {
            Ok(_) => self.place(hash, ""),
            Err(_) => self.aside(hash),
        };
        if target != file {
            make_parent(&target)
                .and_then(|()| rename(file, &target))
                .map_err(failed)?;
        }
        Ok(Part::Whole(bytes.len() as u64, verdict))
    }

    /// Keeps a small picture; the first one stays.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn keep_thumbnail(&self, hash: &[u8; 32], bytes: &[u8]) -> Result<(), Error> {
        let small = self.place(hash, ".small");
        let _held = self.hold(hash);
        if small.is_file() {
            return Ok(());
        }
        let part = self.place(hash, ".small.part");
        remove(&part)
            .and_then(|()| write_on(&part, bytes))
            .and_then(|()| rename(&part, &small))
            .map_err(failed)
    }

    /// The small picture, when there is one.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn thumbnail(&self, hash: &[u8; 32]) -> Result<Option<Vec<u8>>, Error> {
        match fs::read(self.place(hash, ".small")) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(failed(error)),
        }
    }

    /// So many of the bytes from a place on.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the disk lost what the ledger has: whoever holds it is asked again.
    pub fn read(&self, hash: &[u8; 32], from: u64, length: u64) -> Result<Vec<u8>, Error> {
        let mut file = File::open(self.place(hash, "")).map_err(|error| match error.kind() {
            ErrorKind::NotFound => Error::NotFound("blob"),
            _ => failed(error),
        })?;
        file.seek(SeekFrom::Start(from)).map_err(failed)?;
        let mut bytes = Vec::new();
        file.take(length).read_to_end(&mut bytes).map_err(failed)?;
        Ok(bytes)
    }

    /// Removes what nobody goes on with: parts that were not touched for [`PART_DAYS`], and refused bytes after [`ASIDE_DAYS`]. How many of each.
    /// A phone that still has the bytes is asked for them from the beginning.
    ///
    /// # Errors
    /// When the disk refuses to remove one.
    pub fn sweep(&self, now: DateTime<Utc>) -> Result<(u64, u64), Error> {
        let aside = self.folder.join("aside");
        let is_older = |path: &Path, days: i64| {
            let changed = fs::metadata(path).and_then(|file| file.modified());
            let limit = SystemTime::from(now - Duration::days(days));
            path.is_file() && changed.is_ok_and(|changed| changed < limit)
        };
        let (mut parts, mut refused) = (0, 0);
        for path in self.all() {
            let is_part = path.extension().is_some_and(|ending| ending == "part");
            if is_part && is_older(&path, PART_DAYS) {
                fs::remove_file(&path).map_err(failed)?;
                parts += 1;
            } else if path.parent() == Some(&aside) && is_older(&path, ASIDE_DAYS) {
                fs::remove_file(&path).map_err(failed)?;
                refused += 1;
            }
        }
        Ok((parts, refused))
    }

    /// Copies bytes and their small picture into another folder of this sort, checking them; those that are there already stay. False
    /// when they are not what their name says, or not here.
    ///
    /// # Errors
    /// When the disk refuses.
    pub(crate) fn copy_to(&self, other: &Self, hash: &[u8; 32]) -> Result<bool, Error> {
        if let Some(small) = self.thumbnail(hash)? {
            other.keep_thumbnail(hash, &small)?;
        }
        if other.place(hash, "").is_file() {
            return Ok(true);
        }
        let bytes = match fs::read(self.place(hash, "")) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(failed(error)),
        };
        if blake3::hash(&bytes).as_bytes() != hash {
            return Ok(false);
        }
        let part = other.place(hash, ".part");
        remove(&part)
            .and_then(|()| write_on(&part, &bytes))
            .map_err(failed)?;
        rename(&part, &other.place(hash, "")).map_err(failed)?;
        Ok(true)
    }
}

/// Appends and waits for the disk.
fn write_on(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    make_parent(file)?;
    let mut part = OpenOptions::new().create(true).append(true).open(file)?;
    part.write_all(bytes)?;
    part.sync_data()
}

fn make_parent(file: &Path) -> std::io::Result<()> {
    let Some(parent) = file.parent().filter(|parent| !parent.is_dir()) else {
        return Ok(());
    };
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(parent)
}

fn remove(file: &Path) -> std::io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Renames, and waits until the folder says so on the disk.
fn rename(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::rename(from, to)?;
    #[cfg(unix)]
    if let Some(folder) = to.parent() {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

fn failed(error: std::io::Error) -> Error {
    if matches!(
        error.kind(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded
    ) {
        tracing::error!("no room for photos and recordings");
        let mut full = ApiError::new(
            ErrorCode::Busy,
            "服务器存储空间不足,照片先留在本机,请联系管理员",
        );
        full.retry_after = Some(FULL_SECONDS);
        return Error::Refused(full);
    }
    Error::io("keeping photos and recordings")(error)
}
