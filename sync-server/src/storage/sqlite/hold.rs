//! Who uses a data folder: everybody who has it open shares the hold on it; a restore, which puts another folder in its place, takes it
//! alone. The operating system lets go of it when the process ends, however it ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use crate::error::Error;

const FILE: &str = "in-use";

/// A hold on a data folder, for as long as it lives. Empty on file systems that know no locks.
pub(super) struct Hold(#[expect(dead_code, reason = "held, never read")] Option<File>);

impl Hold {
    /// Beside others that use the folder.
    ///
    /// # Errors
    /// [`Error::InUse`] while a restore has it alone.
    pub(super) fn shared(folder: &Path) -> Result<Self, Error> {
        Self::take(folder, File::try_lock_shared)
    }

    /// With nobody beside.
    ///
    /// # Errors
    /// [`Error::InUse`] while anybody uses the folder.
    pub(super) fn alone(folder: &Path) -> Result<Self, Error> {
        Self::take(folder, File::try_lock)
    }

    fn take(folder: &Path, lock: fn(&File) -> Result<(), TryLockError>) -> Result<Self, Error> {
        let mut options = OpenOptions::new();
        options.create(true).truncate(false).write(true);
        let file = options
            .open(folder.join(FILE))
            .map_err(Error::io("opening the data folder"))?;
        match lock(&file) {
            Ok(()) => Ok(Self(Some(file))),
            Err(TryLockError::WouldBlock) => Err(Error::InUse),
            Err(TryLockError::Error(error)) => {
                tracing::warn!(%error, "this file system knows no locks");
                Ok(Self(None))
            }
        }
    }
}
