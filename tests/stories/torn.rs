//! The power goes while the phone's file is written, or the disk is full: what is there afterwards is everything up to some save, in order,
//! and what could not be written was not called saved.

use std::fs::{self, OpenOptions};
use std::io::{BufRead as _, BufReader, Read as _, Seek as _, SeekFrom, Write as _};
use std::process::{Command, Stdio};

use anyhow::{Context as _, ensure};
use client::Error;
use client::commands::{OpenVisit, Unlock};
use domain::RecordId;
use stories::{PIN, Phone, Township};

/// So many saves stand in the log that is torn: few enough that none of it has gone into the store yet. What has is on the disk, and the log
/// may not lose it any more.
const SAVES: usize = 12;
/// So often it is torn, each time elsewhere.
const ROUNDS: usize = 200;

fn saver(phone: &Phone, home: RecordId) -> Command {
    let mut saver = Command::new(env!("CARGO_BIN_EXE_saver"));
    saver.arg(phone.folder()).arg(home.to_string());
    saver.stdout(Stdio::piped()).stderr(Stdio::piped());
    saver
}

fn saved(lines: impl Iterator<Item = String>) -> Vec<RecordId> {
    let ids = lines.filter_map(|line| line.strip_prefix("saved ").map(str::to_owned));
    ids.filter_map(|id| id.parse().ok()).collect()
}

/// How many of these are there; those that are must be the first of them.
async fn prefix(phone: &Phone, ids: &[RecordId]) -> anyhow::Result<usize> {
    let mut there = Vec::new();
    for id in ids {
        match phone.call(OpenVisit { id: *id }).await {
            Ok(_) => there.push(true),
            Err(Error::NotFound) => there.push(false),
            Err(error) => return Err(error.into()),
        }
    }
    let count = there.iter().filter(|is_there| **is_there).count();
    ensure!(
        there.iter().take(count).all(|is_there| *is_there),
        "not a beginning: {there:?}"
    );
    Ok(count)
}

/// Numbers that are spread out, and the same in every run (splitmix64).
fn spread(n: u64) -> u64 {
    let mut z = n.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// What the power leaves of a log: its beginning; its beginning and noise; all of it with one place of it changed.
fn tear(file: &std::path::Path, round: u64) -> anyhow::Result<()> {
    let length = fs::metadata(file)?.len();
    let place = spread(round) % length;
    let mut log = OpenOptions::new().read(true).write(true).open(file)?;
    match round % 3 {
        0 => log.set_len(place)?,
        1 => {
            log.set_len(place)?;
            log.seek(SeekFrom::End(0))?;
            let noise: Vec<u8> = (0..600)
                .flat_map(|n| spread(round << 20 | n).to_le_bytes())
                .collect();
            log.write_all(&noise)?;
        }
        _ => {
            log.seek(SeekFrom::Start(place))?;
            let mut byte = [0];
            log.read_exact(&mut byte)?;
            log.seek(SeekFrom::Start(place))?;
            log.write_all(&[!byte[0]])?;
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_torn_anywhere_leaves_everything_up_to_some_save() -> anyhow::Result<()> {
    let mut township = Township::start().await?;
    let mut phone = Phone::of(&township, township.wang).await?;
    phone.handle().close().await?;
    // Otherwise what was lost comes back from the server.
    township.stop().await?;
    let store = phone.folder().join("store.db");
    let before = fs::read(&store)?;
    let mut saver = saver(&phone, township.first_home()).spawn()?;
    let lines = BufReader::new(saver.stdout.take().context("its words")?).lines();
    let ids = saved(lines.map_while(Result::ok).take(SAVES));
    saver.kill()?;
    saver.wait()?;
    assert_eq!(ids.len(), SAVES);
    assert!(
        fs::read(&store)? == before,
        "the log has gone into the store"
    );

    let mut counts = Vec::new();
    for round in 0..u64::try_from(ROUNDS)? {
        let torn = phone.copied(|folder| tear(&folder.join("store.db-wal"), round))?;
        let pin = PIN.to_owned();
        let session = torn.call(Unlock { pin }).await?;
        ensure!(!session.set_aside, "round {round}: a torn log is no damage");
        counts.push(
            prefix(&torn, &ids)
                .await
                .with_context(|| format!("round {round}"))?,
        );
        torn.handle().close().await?;
    }
    let lost = counts.iter().filter(|count| **count < SAVES).count();
    assert!(lost > ROUNDS / 3, "the log was hardly torn: {counts:?}");
    // Untouched, everything is there.
    phone.begin_again().await?;
    assert_eq!(prefix(&phone, &ids).await?, SAVES);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_full_disk_a_save_fails_aloud_and_what_was_saved_stays() -> anyhow::Result<()> {
    let township = Township::start().await?;
    let mut phone = Phone::of(&township, township.wang).await?;
    phone.handle().close().await?;
    let mut ids = Vec::new();
    for room in [80, 200, 400, 700] {
        // No file may grow beyond so many kilobytes more than the store has now.
        let blocks = (fs::metadata(phone.folder().join("store.db"))?.len() / 1024 + room) * 2;
        let inner = saver(&phone, township.first_home());
        let mut limited = Command::new("sh");
        limited
            .arg("-c")
            .arg(format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\""))
            .arg("sh");
        limited.arg(inner.get_program()).args(inner.get_args());
        let ended = limited.output()?;
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert!(!ended.status.success(), "it saved without end");
        assert!(said.contains("storage full"), "{said}");
        let lines = String::from_utf8(ended.stdout)?;
        ids.extend(saved(lines.lines().map(str::to_owned)));
        phone.begin_again().await?;
        assert_eq!(prefix(&phone, &ids).await?, ids.len(), "room {room}");
        phone.handle().close().await?;
    }
    assert!(ids.len() > 10, "{} saves", ids.len());
    // With room again, the rest of its life goes on.
    phone.begin_again().await?;
    phone.visit(township.first_home(), "又有地方了").await?;
    phone.sync().await?;
    phone.sent().await?;
    assert!(township.visits().await?.len() > ids.len());
    Ok(())
}
