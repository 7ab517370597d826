//! A backup: the whole ledger in one file, with a mark that it is complete; and a data folder made of one. A backup without its mark, or
//! whose log does not reach as far as the mark says, is never restored.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use domain::Seq;
use rusqlite::{Connection, OpenFlags};

use super::Sqlite;
use super::connection::{Ledger, make_folder};
use crate::error::Error;
use crate::storage::{Tx, View};

/// The setting that a complete backup holds: how far its log reaches.
const MARK: &str = "backup_complete";

impl Sqlite {
    /// Copies the ledger of a data folder into a new file, while the server may go on. The file has its name only when it is whole
    /// and on the disk. Returns how far the log reaches.
    ///
    /// # Errors
    /// When there is no town, the file exists already, or cannot be written.
    pub fn back_up(folder: &Path, file: &Path) -> Result<Seq, Error> {
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
        let head = mark(&part)?;
        settle(&part, file)?;
        Ok(head)
    }

    /// Makes a data folder of a backup, under another history mark, which `begin_anew` gives it. Returns how far the log reaches.
    ///
    /// # Errors
    /// [`Error::IncompleteBackup`]; [`Error::Exists`] when the folder holds a town already.
    pub fn restore(
        file: &Path,
        folder: &Path,
        begin_anew: impl FnOnce(&dyn Tx) -> Result<(), Error>,
    ) -> Result<Seq, Error> {
        let target = Self::file_in(folder);
        if target.exists() {
            return Err(Error::Exists);
        }
        make_folder(folder)?;
        let part = beside(&target);
        remove(&part)?;
        fs::copy(file, &part).map_err(Error::io("copying the backup"))?;
        let restored = anew(&part, begin_anew);
        if restored.is_err() {
            remove(&part)?;
        }
        let head = restored?;
        settle(&part, &target)?;
        Ok(head)
    }
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

fn mark(part: &Path) -> Result<Seq, Error> {
    let copy = alone(part)?;
    let head = copy.town()?.head;
    copy.put_setting(MARK, &head.0.to_string())?;
    Ok(head)
}

fn anew(part: &Path, begin_anew: impl FnOnce(&dyn Tx) -> Result<(), Error>) -> Result<Seq, Error> {
    // Whatever cannot be read in it: it is not the backup that was written.
    let copy = alone(part).map_err(|_| Error::IncompleteBackup)?;
    let head = marked_head(&copy).map_err(|_| Error::IncompleteBackup)?;
    copy.migrate()?;
    copy.connection.execute_batch("BEGIN IMMEDIATE")?;
    begin_anew(&copy)?;
    copy.connection
        .execute("DELETE FROM settings WHERE name = ?1", [MARK])?;
    copy.connection.execute_batch("COMMIT")?;
    Ok(head)
}

/// The head, when mark, town and log agree on it and every page is sound.
fn marked_head(copy: &Ledger) -> Result<Seq, Error> {
    let sound: String = copy
        .connection
        .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
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
    if agrees {
        Ok(head)
    } else {
        Err(Error::IncompleteBackup)
    }
}

/// Brings a whole file to the disk and gives it its name.
fn settle(part: &Path, file: &Path) -> Result<(), Error> {
    let failed = || Error::io("writing the file to the disk");
    File::open(part)
        .and_then(|file| file.sync_all())
        .map_err(failed())?;
    fs::rename(part, file).map_err(failed())?;
    #[cfg(unix)]
    if let Some(folder) = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(failed())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::Store;
    use crate::{clock, town};
    use domain::{Area, AreaCode};

    fn code(text: &str) -> AreaCode {
        AreaCode::new(text).unwrap()
    }

    async fn settled(folder: &Path) -> Store {
        let store = town::open(folder).unwrap();
        store
            .transact(|tx| {
                let now = clock::now();
                town::init(tx, &code("620602108"), "测试镇", now)?;
                let area = Area {
                    name: "张庄村".to_owned(),
                    kind: None,
                };
                town::add_area(tx, &code("620602108003"), &area, now)
            })
            .await
            .unwrap();
        store
    }

    async fn of_store(store: &Store) -> (String, Seq, Option<String>) {
        store
            .read(|view| {
                let town = view.town()?;
                Ok((town.epoch, town.head, view.setting(MARK)?))
            })
            .await
            .unwrap()
    }

    #[tokio::test]
    async fn a_backup_of_a_running_server_is_restored_under_another_history() {
        let folder = tempfile::tempdir().unwrap();
        let before = settled(&folder.path().join("data")).await;
        let file = folder.path().join("town.backup");
        let head = Sqlite::back_up(&folder.path().join("data"), &file).unwrap();
        let (epoch, there, _) = of_store(&before).await;
        assert_eq!(head, there);
        let again = Sqlite::back_up(&folder.path().join("data"), &file);
        assert!(matches!(again, Err(Error::Exists)));

        let second = folder.path().join("second");
        let restored = Sqlite::restore(&file, &second, town::begin_new_epoch).unwrap();
        assert_eq!(restored, head);
        let (other, here, mark) = of_store(&town::open(&second).unwrap()).await;
        assert_ne!(other, epoch);
        assert_eq!((here, mark), (head, None));
        let twice = Sqlite::restore(&file, &second, town::begin_new_epoch);
        assert!(matches!(twice, Err(Error::Exists)));
        // What was restored once is no backup: its mark is gone.
        let third = folder.path().join("third");
        let copied = Sqlite::restore(&Sqlite::file_in(&second), &third, town::begin_new_epoch);
        assert!(matches!(copied, Err(Error::IncompleteBackup)));
    }

    #[tokio::test]
    async fn half_a_backup_is_refused_and_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        drop(settled(&folder.path().join("data")).await);
        let file = folder.path().join("town.backup");
        Sqlite::back_up(&folder.path().join("data"), &file).unwrap();
        let whole = fs::read(&file).unwrap();
        for part in [0, 100, whole.len() / 2, whole.len() - 4096] {
            let cut = folder.path().join("cut.backup");
            fs::write(&cut, &whole[..part]).unwrap();
            let target = folder.path().join("target");
            let outcome = Sqlite::restore(&cut, &target, town::begin_new_epoch);
            assert!(matches!(outcome, Err(Error::IncompleteBackup)), "{part}");
            assert_eq!(fs::read_dir(&target).unwrap().count(), 0, "{part}");
        }
    }

    #[tokio::test]
    async fn a_folder_without_a_town_gives_no_backup() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        drop(town::open(&data).unwrap());
        let file = folder.path().join("town.backup");
        assert!(matches!(Sqlite::back_up(&data, &file), Err(Error::NoTown)));
        assert!(!file.exists());
    }
}
