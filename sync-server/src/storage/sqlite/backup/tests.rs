//! Backups, whole and broken, and what a restore does with the town that stands in its place.

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

fn restore(file: &Path, folder: &Path) -> Result<Restored, Error> {
    Sqlite::restore(file, folder, Standing::Refuse, |tx, _| {
        town::begin_new_epoch(tx)
    })
}

fn replace_with(file: &Path, folder: &Path) -> Result<Restored, Error> {
    let standing = Standing::SetAside(clock::now());
    Sqlite::restore(file, folder, standing, |tx, _| town::begin_new_epoch(tx))
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
    let backup = Sqlite::back_up(&folder.path().join("data"), &file, clock::now()).unwrap();
    let head = backup.head;
    let (epoch, there, _) = of_store(&before).await;
    assert_eq!(head, there);
    let again = Sqlite::back_up(&folder.path().join("data"), &file, clock::now());
    assert!(matches!(again, Err(Error::Exists)));

    let second = folder.path().join("second");
    let restored = restore(&file, &second).unwrap();
    assert_eq!(restored.backup, backup);
    assert_eq!((restored.aside, restored.before), (None, None));
    let (other, here, mark) = of_store(&town::open(&second).unwrap()).await;
    assert_ne!(other, epoch);
    assert_eq!((here, mark), (head, None));
    let twice = restore(&file, &second);
    assert!(matches!(twice, Err(Error::Exists)));
    // What was restored once is no backup: its mark is gone.
    let third = folder.path().join("third");
    let copied = restore(&Sqlite::file_in(&second), &third);
    assert!(matches!(copied, Err(Error::IncompleteBackup)));
}

#[tokio::test]
async fn half_a_backup_is_refused_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    drop(settled(&folder.path().join("data")).await);
    let file = folder.path().join("town.backup");
    Sqlite::back_up(&folder.path().join("data"), &file, clock::now()).unwrap();
    let whole = fs::read(&file).unwrap();
    for part in [0, 100, whole.len() / 2, whole.len() - 4096] {
        let cut = folder.path().join("cut.backup");
        fs::write(&cut, &whole[..part]).unwrap();
        let target = folder.path().join("target");
        let outcome = restore(&cut, &target);
        assert!(matches!(outcome, Err(Error::IncompleteBackup)), "{part}");
        let left = fs::read_dir(&target).unwrap();
        let left: Vec<_> = left.map(|file| file.unwrap().file_name()).collect();
        assert_eq!(left, ["in-use"], "{part}");
    }
}

#[tokio::test]
async fn a_folder_without_a_town_gives_no_backup() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    drop(town::open(&data).unwrap());
    let file = folder.path().join("town.backup");
    assert!(matches!(
        Sqlite::back_up(&data, &file, clock::now()),
        Err(Error::NoTown)
    ));
    assert!(!file.exists());
}

#[tokio::test]
async fn a_town_that_stands_there_is_kept_aside_whole_and_only_when_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let store = settled(&data).await;
    let file = folder.path().join("town.backup");
    let backup = Sqlite::back_up(&data, &file, clock::now()).unwrap();
    let area = Area {
        name: "李家沟村".to_owned(),
        kind: None,
    };
    store
        .transact(move |tx| town::add_area(tx, &code("620602108004"), &area, clock::now()))
        .await
        .unwrap();
    let (epoch, head, _) = of_store(&store).await;
    assert!(matches!(replace_with(&file, &data), Err(Error::InUse)));
    drop(store);
    assert!(matches!(restore(&file, &data), Err(Error::Exists)));

    let restored = replace_with(&file, &data).unwrap();
    assert_eq!(restored.backup, backup);
    assert_eq!(restored.before.unwrap().head, head);
    let (other, here, _) = of_store(&town::open(&data).unwrap()).await;
    assert_eq!(here, backup.head);
    assert_ne!(other, epoch);
    let (kept, there, _) = of_store(&town::open(&restored.aside.unwrap()).unwrap()).await;
    assert_eq!((kept, there), (epoch, head));
}

#[tokio::test]
async fn a_bad_backup_changes_nothing_about_the_town_that_stands_there() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    drop(settled(&data).await);
    let file = folder.path().join("town.backup");
    Sqlite::back_up(&data, &file, clock::now()).unwrap();
    let mut bytes = fs::read(&file).unwrap();
    // One page in the middle of it.
    let middle = bytes.len() / 2 / 4096 * 4096;
    bytes[middle..middle + 4096].fill(0x5a);
    fs::write(&file, bytes).unwrap();
    let before = of_store(&town::open(&data).unwrap()).await;
    let outcome = replace_with(&file, &data);
    assert!(matches!(outcome, Err(Error::IncompleteBackup)));
    assert_eq!(of_store(&town::open(&data).unwrap()).await, before);
    let names = fs::read_dir(folder.path()).unwrap();
    assert_eq!(names.count(), 2);
}

#[test]
fn a_log_without_its_file_is_not_read_as_the_restored_one() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("town.db-wal"), b"of another file").unwrap();
    let outcome = restore(&folder.path().join("any"), folder.path());
    assert!(matches!(outcome, Err(Error::Exists)));
}

#[tokio::test]
async fn nobody_opens_a_folder_while_it_is_restored() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    drop(settled(&data).await);
    let file = folder.path().join("town.backup");
    Sqlite::back_up(&data, &file, clock::now()).unwrap();
    let asked = data.clone();
    let standing = Standing::SetAside(clock::now());
    let restored = Sqlite::restore(&file, &data, standing, move |tx, _| {
        assert!(matches!(town::open(&asked), Err(Error::InUse)));
        town::begin_new_epoch(tx)
    });
    restored.unwrap();
}
