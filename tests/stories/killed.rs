//! The app is killed while it saves and sends: what it called saved is there, and reaches the office once.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::Context as _;
use client::commands::OpenVisit;
use domain::RecordId;
use stories::{Phone, Township};

/// So often the app is killed.
const ROUNDS: u32 = 200;

/// After so many answers, and so much later: anywhere in the saves and the sync that follow.
fn moment(round: u32) -> (usize, Duration) {
    // Knuth's multiplicative hash: spread out, and the same in every run.
    let spread = round.wrapping_mul(2_654_435_761) >> 8;
    let answers = usize::try_from(spread % 12).unwrap_or(0) + 1;
    (answers, Duration::from_micros(u64::from(spread % 5_000)))
}

/// Runs the app on the phone's files until it is killed; what it called saved.
fn killed_after(
    (answers, later): (usize, Duration),
    phone: &Phone,
    home: RecordId,
) -> anyhow::Result<Vec<RecordId>> {
    let mut saver = Command::new(env!("CARGO_BIN_EXE_saver"))
        .arg(phone.folder())
        .arg(home.to_string())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut lines = BufReader::new(saver.stdout.take().context("its words")?).lines();
    let mut said: Vec<String> = lines.by_ref().take(answers).collect::<Result<_, _>>()?;
    std::thread::sleep(later);
    saver.kill()?;
    saver.wait()?;
    // What it said until it was gone; half a line says nothing.
    said.extend(lines.map_while(Result::ok));
    let ids = said.iter().filter_map(|line| line.strip_prefix("saved "));
    Ok(ids.filter_map(|id| id.parse().ok()).collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_called_saved_survives_being_killed() -> anyhow::Result<()> {
    let township = Township::start().await?;
    let mut phone = Phone::of(&township, township.wang).await?;
    let mut saved = BTreeSet::new();
    for round in 0..ROUNDS {
        phone.handle().close().await?;
        let (answers, later) = moment(round);
        let fresh = killed_after((answers, later), &phone, township.first_home())?;
        assert!(fresh.len() >= answers, "round {round}");
        phone.begin_again().await?;
        for id in &fresh {
            phone.call(OpenVisit { id: *id }).await?;
        }
        saved.extend(fresh);
    }
    for id in &saved {
        phone.call(OpenVisit { id: *id }).await?;
    }
    phone.sync().await?;
    let page = phone.sent().await?;
    assert_eq!(page.quarantined.len(), 0);
    let stored = township.visits().await?;
    let there: BTreeSet<RecordId> = stored.iter().map(|visit| visit.id).collect();
    assert_eq!(there.len(), stored.len());
    assert!(saved.is_subset(&there));
    Ok(())
}
