//! The phone's storage fills up while its owner saves: a real file system of two megabytes, and a real limit on the size of a file. The save that
//! does not fit fails loudly, what was called saved before it stays, and goes to the office once there is room again.

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use client::commands::OpenVisit;
use domain::RecordId;
use stories::{Phone, Township};

/// A file system of its own, for one process and its children: the phone's files are copied in, the app saves until it cannot, and what is left
/// is copied out. Arguments: where to mount, the phone's files, where to leave them, and the app with what follows.
const SMALL_DISK: &str = r#"
mount -t tmpfs -o size=2M none "$1" && cp -a "$2"/. "$1"/ || exit 99
disk=$1 left=$3; shift 3
"$@"; code=$?
cp -a "$disk"/. "$left"/ || exit 99
exit $code
"#;

/// No file may become larger than this many blocks of 512 bytes; what goes beyond is refused, and does not kill.
const SMALL_FILES: &str = r#"
trap '' XFSZ
ulimit -f 3000 || exit 99
"$@"
"#;

/// What the app called saved before it failed, and what it said then.
fn saved_until_full(mut shell: Command) -> Result<(Vec<RecordId>, String)> {
    let ended = shell.output()?;
    let complaint = String::from_utf8(ended.stderr)?;
    ensure!(
        ended.status.code() == Some(1),
        "not the failure of a save: {} {complaint}",
        ended.status
    );
    let said = String::from_utf8(ended.stdout)?;
    let ids = said.lines().filter_map(|line| line.strip_prefix("saved "));
    Ok((ids.filter_map(|id| id.parse().ok()).collect(), complaint))
}

fn shell(script: &str, arguments: &[&Path], folder: &Path, home: RecordId) -> Vec<OsString> {
    let mut words: Vec<OsString> = ["sh", "-c", script, "sh"].map(OsString::from).to_vec();
    words.extend(arguments.iter().map(|path| path.as_os_str().to_owned()));
    words.extend([env!("CARGO_BIN_EXE_saver").into(), folder.into()]);
    words.push(home.to_string().into());
    words
}

/// Everything that was called saved is on the phone, and then at the office, once.
async fn goes_on(
    township: &mut Township,
    phone: &Phone,
    (saved, complaint): (Vec<RecordId>, String),
) -> Result<()> {
    ensure!(saved.len() > 20, "full after {} visits", saved.len());
    ensure!(complaint.contains("storage full"), "{complaint}");
    for id in &saved {
        phone.call(OpenVisit { id: *id }).await?;
    }
    phone.visit(township.first_home(), "又有空间了").await?;
    township.start_again()?;
    phone.sync().await?;
    let page = phone.sent().await?;
    assert_eq!(page.quarantined.len(), 0);
    let there: Vec<RecordId> = township.visits().await?.iter().map(|one| one.id).collect();
    for id in &saved {
        assert_eq!(there.iter().filter(|there| *there == id).count(), 1);
    }
    // The one that failed is nowhere, and nothing else was made up.
    assert_eq!(there.len(), saved.len() + 1);
    Ok(())
}

/// An enrolled phone that is switched off, and a server that cannot be reached.
async fn offline() -> Result<(Township, Phone)> {
    let mut township = Township::start().await?;
    let phone = Phone::of(&township, township.wang).await?;
    phone.handle().close().await?;
    township.stop().await?;
    Ok((township, phone))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_loses_nothing_that_was_called_saved() -> Result<()> {
    let unshare = || {
        let mut unshare = Command::new("unshare");
        unshare.args(["--user", "--map-root-user", "--mount"]);
        unshare
    };
    if !unshare().arg("true").status().is_ok_and(|it| it.success()) {
        // Some machines give nobody a file system of their own; the limit on files below is everywhere.
        return Ok(());
    }
    let (mut township, phone) = offline().await?;
    let (disk, left) = (tempfile::tempdir()?, tempfile::tempdir()?);
    let ways = [disk.path(), phone.folder(), left.path()];
    let mut command = unshare();
    command.args(shell(SMALL_DISK, &ways, disk.path(), township.first_home()));
    let found = saved_until_full(command)?;
    let mut roomy = phone.copied(|folder| {
        for file in std::fs::read_dir(left.path())? {
            let file = file?;
            std::fs::copy(file.path(), folder.join(file.file_name()))?;
        }
        Ok(())
    })?;
    roomy.reopen().await?;
    goes_on(&mut township, &roomy, found).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_limit_on_the_size_of_files_loses_nothing_that_was_called_saved() -> Result<()> {
    let (mut township, mut phone) = offline().await?;
    let words = shell(SMALL_FILES, &[], phone.folder(), township.first_home());
    let (program, arguments) = words.split_first().context("a program")?;
    let mut command = Command::new(program);
    command.args(arguments);
    let found = saved_until_full(command)?;
    phone.begin_again().await?;
    goes_on(&mut township, &phone, found).await
}
