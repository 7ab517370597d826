//! A backup: the whole ledger in one file, with a mark that it is complete; and a data folder made of one. A backup without its mark, or
//! whose log does not reach as far as the mark says, or that names photos which are not beside it, is never restored; a town that stood there before is never deleted.
//! The bytes of photos and recordings stand in the folder `blobs` beside the file: they never change, so the backups of one folder share them.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use domain::Seq;
use rusqlite::{Connection, OpenFlags};

use super::Sqlite;
use super::blobs;
use super::connection::{Ledger, make_folder};
use super::hold::Hold;
use crate::blobs::files::Files;
use crate::error::Error;
use crate::storage::{AuditRow, Tx, View};

/// The setting that a complete backup holds: how far its log reaches.
const MARK: &str = "backup_complete";
/// And when it was made, milliseconds; not in backups of early versions.
const MADE_AT: &str = "backup_made_at";

/// What a backup says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// How far its log reaches.
    pub head: Seq,
    /// When it was made.
    pub made_at: Option<DateTime<Utc>>,
}

/// What is done with a town that stands where a backup is to be restored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nothing is restored.
    Refuse,
    /// Its folder is kept under another name, which says this time.
    SetAside(DateTime<Utc>),
}

/// What a restore did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// What was restored.
    pub backup: Backup,
    /// Where the folder is that stood there before.
    pub aside: Option<PathBuf>,
    /// What stood there, as far as it could be read.
    pub before: Option<Before>,
}

/// What stood where a backup was restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Before {
    /// How far its log reached.
    pub head: Seq,
    /// The end of its audit log.
    pub audit: Option<AuditRow>,
}

impl Sqlite {
    /// Copies the ledger of a data folder into a new file, while the server may go on. The file has its name only when it is whole
    /// and on the disk.
    ///
    /// # Errors
    /// When there is no town, the file exists already, or cannot be written.
    pub fn back_up(folder: &Path, file: &Path, now: DateTime<Utc>) -> Result<Backup, Error> {
        if file.exists() {
            return Err(Error::Exists);
        }
        let part = beside(file);
        remove(&part)?;
        let source = Ledger::open(&Self::file_in(folder))?;
        source.town()?;
        source
            .connection
            .execute("VACUUM INTO ?1", [part.to_string_lossy()])?;
        copy_blobs_out(&part, &Files::in_data(folder), &Files::beside(file))?;
        let backup = mark(&part, now)?;
        settle(&part, file)?;
        Ok(backup)
    }

    /// Makes a data folder of a backup, under another history mark, which `begin_anew` gives it. It is told what stood there before.
    ///
    /// # Errors
    /// [`Error::IncompleteBackup`]; [`Error::Exists`] when the folder holds a town already and that is not to be set aside;
    /// [`Error::InUse`] while anybody uses it. Then nothing was changed.
    pub fn restore(
        file: &Path,
        folder: &Path,
        standing: Standing,
        begin_anew: impl FnOnce(&dyn Tx, &Restored) -> Result<(), Error>,
    ) -> Result<Restored, Error> {
        // A log without its file is part of a town too: beside another file it would be read as that one's.
        let mut log = Self::file_in(folder).into_os_string();
        log.push("-wal");
        let stands = Self::file_in(folder).exists() || Path::new(&log).exists();
        match standing {
            Standing::SetAside(now) if stands => replace(file, folder, now, begin_anew),
            Standing::Refuse if stands => Err(Error::Exists),
            Standing::SetAside(_) | Standing::Refuse => {
                make_folder(folder)?;
                let _hold = Hold::alone(folder)?;
                prepare(file, folder, (None, None), begin_anew)
            }
        }
    }
}

/// The new folder is made whole beside the old one before either changes its name.
fn replace(
    file: &Path,
    folder: &Path,
    now: DateTime<Utc>,
    begin_anew: impl FnOnce(&dyn Tx, &Restored) -> Result<(), Error>,
) -> Result<Restored, Error> {
    let folder = fs::canonicalize(folder).map_err(Error::io("opening the data folder"))?;
    let hold = Hold::alone(&folder)?;
    let aside = renamed(&folder, &now.format(".before-%Y%m%dT%H%M%SZ").to_string());
    if aside.exists() {
        return Err(Error::Exists);
    }
    let next = renamed(&folder, ".restoring");
    if next.exists() {
        // Of a restore that was cut off: a copy of its backup, which nobody ever used.
        fs::remove_dir_all(&next).map_err(Error::io("removing an unfinished folder"))?;
    }
    make_folder(&next)?;
    let before = standing_town(&folder);
    let restored = prepare(file, &next, (Some(aside.clone()), before), begin_anew);
    if restored.is_err() {
        fs::remove_dir_all(&next).map_err(Error::io("removing an unfinished folder"))?;
    }
    let restored = restored?;
    keep_owner(&folder, &next);
    // Windows renames no folder in which a file is open.
    let hold = (!cfg!(windows)).then_some(hold);
    let renaming = || Error::io("renaming the data folder");
    fs::rename(&folder, &aside).map_err(renaming())?;
    if let Err(error) = fs::rename(&next, &folder) {
        fs::rename(&aside, &folder).map_err(renaming())?;
        return Err(renaming()(error));
    }
    drop(hold);
    sync_folder_of(&folder)?;
    Ok(restored)
}

fn prepare(
    file: &Path,
    folder: &Path,
    (aside, before): (Option<PathBuf>, Option<Before>),
    begin_anew: impl FnOnce(&dyn Tx, &Restored) -> Result<(), Error>,
) -> Result<Restored, Error> {
    let target = Sqlite::file_in(folder);
    let part = beside(&target);
    remove(&part)?;
    fs::copy(file, &part).map_err(Error::io("copying the backup"))?;
    let tell = |backup| Restored {
        backup,
        aside,
        before,
    };
    let restored = anew(&part, tell, begin_anew).and_then(|restored| {
        copy_blobs_in(&part, &Files::beside(file), &Files::in_data(folder))?;
        Ok(restored)
    });
    if restored.is_err() {
        remove(&part)?;
    }
    let restored = restored?;
    settle(&part, &target)?;
    Ok(restored)
}

/// The town in a folder; none when its file cannot be read any more.
fn standing_town(folder: &Path) -> Option<Before> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(Sqlite::file_in(folder), flags).ok()?;
    let ledger = Ledger { connection };
    Some(Before {
        head: ledger.town().ok()?.head,
        // Early versions kept none.
        audit: ledger.audit_last().ok().flatten(),
    })
}

fn renamed(folder: &Path, ending: &str) -> PathBuf {
    let mut name = folder.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    folder.with_file_name(name)
}

/// A restore run by the administrator must not lock the server out of its own data.
#[cfg(unix)]
fn keep_owner(old: &Path, new: &Path) {
    use std::os::unix::fs::{MetadataExt as _, chown};
    let Ok(owner) = fs::metadata(old) else { return };
    let ledger = [new.to_owned(), Sqlite::file_in(new)];
    for path in ledger.into_iter().chain(Files::in_data(new).all()) {
        if let Err(error) = chown(&path, Some(owner.uid()), Some(owner.gid())) {
            tracing::warn!(%error, "the restored folder keeps another owner");
        }
    }
}

#[cfg(not(unix))]
fn keep_owner(_old: &Path, _new: &Path) {}

/// What is lost on the disk is not promised by the backup: the phones are asked for it again.
fn copy_blobs_out(part: &Path, data: &Files, beside: &Files) -> Result<(), Error> {
    let copy = alone(part)?;
    for row in blobs::whole(&copy)? {
        if !data.copy_to(beside, &row.hash)? {
            tracing::error!("a photo or recording is lost on the disk and not in the backup");
            blobs::forget(&copy, &row.hash)?;
        }
    }
    Ok(())
}

fn copy_blobs_in(part: &Path, beside: &Files, data: &Files) -> Result<(), Error> {
    for row in blobs::whole(&alone(part)?)? {
        if !beside.copy_to(data, &row.hash)? {
            return Err(Error::IncompleteBackup);
        }
    }
    Ok(())
}

/// Where a file lies until it is whole.
fn beside(file: &Path) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    file.with_file_name(name)
}

fn remove(part: &Path) -> Result<(), Error> {
    match fs::remove_file(part) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Error::io("removing an unfinished file")(error))
        }
        _ => Ok(()),
    }
}

/// One file, without a log beside it.
fn alone(part: &Path) -> Result<Ledger, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(part, flags)?;
    connection.execute_batch("PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL;")?;
    Ok(Ledger { connection })
}

fn mark(part: &Path, now: DateTime<Utc>) -> Result<Backup, Error> {
    let copy = alone(part)?;
    let head = copy.town()?.head;
    copy.put_setting(MADE_AT, &now.timestamp_millis().to_string())?;
    // Last: what carries it is whole.
    copy.put_setting(MARK, &head.0.to_string())?;
    let made_at = Some(now);
    Ok(Backup { head, made_at })
}

fn anew(
    part: &Path,
    tell: impl FnOnce(Backup) -> Restored,
    begin_anew: impl FnOnce(&dyn Tx, &Restored) -> Result<(), Error>,
) -> Result<Restored, Error> {
    // Whatever cannot be read in it: it is not the backup that was written.
    let copy = alone(part).map_err(|_| Error::IncompleteBackup)?;
    let restored = tell(marked(&copy).map_err(|_| Error::IncompleteBackup)?);
    copy.migrate()?;
    copy.connection.execute_batch("BEGIN IMMEDIATE")?;
    begin_anew(&copy, &restored)?;
    copy.connection.execute(
        "DELETE FROM settings WHERE name IN (?1, ?2)",
        [MARK, MADE_AT],
    )?;
    copy.connection.execute_batch("COMMIT")?;
    Ok(restored)
}

/// What it says of itself, when mark, town and log agree and every page and index is sound.
fn marked(copy: &Ledger) -> Result<Backup, Error> {
    let sound: String = copy
        .connection
        .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    let head = copy.town()?.head;
    let (count, last): (u64, Option<u64>) =
        copy.connection
            .query_row("SELECT count(*), max(seq) FROM changes", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
    let agrees = copy.setting(MARK)? == Some(head.0.to_string())
        && last.unwrap_or(0) == head.0
        && count == head.0
        && sound == "ok";
    if !agrees {
        return Err(Error::IncompleteBackup);
    }
    let made_at = copy.setting(MADE_AT)?.and_then(|text| text.parse().ok());
    Ok(Backup {
        head,
        made_at: made_at.and_then(DateTime::from_timestamp_millis),
    })
}

/// Brings a whole file to the disk and gives it its name.
fn settle(part: &Path, file: &Path) -> Result<(), Error> {
    let failed = || Error::io("writing the file to the disk");
    File::open(part)
        .and_then(|file| file.sync_all())
        .map_err(failed())?;
    fs::rename(part, file).map_err(failed())?;
    sync_folder_of(file)
}

/// Brings a new name to the disk.
fn sync_folder_of(path: &Path) -> Result<(), Error> {
    #[cfg(unix)]
    if let Some(folder) = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(Error::io("writing the folder to the disk"))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
