//! `saver FOLDER HOUSEHOLD`: opens the client in a folder and saves visits without end, printing `saved <id>` after each answer. It is
//! there to be killed.

use std::io::Write as _;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use client::commands::{SaveVisit, Unlock};
use client::host::{Clock, Options};
use domain::{RecordId, Visit};
use stories::PIN;

fn main() -> Result<()> {
    let mut arguments = std::env::args_os().skip(1);
    let folder = PathBuf::from(arguments.next().context("FOLDER")?);
    let household = arguments.next().context("HOUSEHOLD")?;
    let household: RecordId = household.to_string_lossy().parse()?;
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    runtime.block_on(save_on(folder, household))
}

async fn save_on(folder: PathBuf, household: RecordId) -> Result<()> {
    let clock = Clock::default();
    let handle = client::host::start(Options {
        folder: Some(folder),
        clock: clock.clone(),
    });
    let pin = PIN.to_owned();
    handle.call(Unlock { pin }).await?;
    let mut out = std::io::stdout().lock();
    loop {
        let visit = Visit::routine(household, clock.now());
        let saved = handle.call(SaveVisit { id: None, visit }).await?;
        writeln!(out, "saved {}", saved.id)?;
        out.flush()?;
    }
}
