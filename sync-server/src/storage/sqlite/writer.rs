//! Group commit: jobs that arrive while another commit is under way share the next one. Each stands in a savepoint, so a job
//! that fails is undone alone; each is answered only after the commit.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use domain::Seq;
use tokio::sync::watch;

use super::WriteJob;
use super::connection::Ledger;
use crate::clock;
use crate::error::Error;

/// Jobs in one commit at the most.
const GROUP: usize = 64;
/// No new job joins a group that is older than this.
const GATHER: Duration = Duration::from_millis(20);
/// How often an idle writer looks whether another process has moved the head.
const LOOK: Duration = Duration::from_secs(1);

/// Runs jobs until the queue is closed and empty.
pub(super) fn run(ledger: &Ledger, jobs: &Receiver<WriteJob>, moved: &watch::Sender<Seq>) {
    loop {
        match jobs.recv_timeout(LOOK) {
            Ok(first) => commit_group(ledger, first, jobs),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        match ledger.head() {
            Ok(head) => {
                moved.send_if_modified(|seen| std::mem::replace(seen, head) != head);
            }
            Err(error) => tracing::warn!(%error, "the head cannot be read"),
        }
    }
    // Leaves one tidy file behind; without it the next opening does the same.
    if let Err(error) = ledger.connection.execute_batch("PRAGMA optimize") {
        tracing::debug!(%error, "statistics were not written");
    }
}

pub(super) fn commit_group(ledger: &Ledger, first: WriteJob, jobs: &Receiver<WriteJob>) {
    if let Err(error) = ledger.connection.execute_batch("BEGIN IMMEDIATE") {
        tracing::error!(%error, "no transaction could begin");
        first.done(Err(busy_or(error)));
        return;
    }
    let begun = clock::instant();
    let mut group = vec![run_job(ledger, first)];
    while group.len() < GROUP && begun.elapsed() < GATHER && !ledger.connection.is_autocommit() {
        let Ok(next) = jobs.try_recv() else { break };
        group.push(run_job(ledger, next));
    }
    let committed = ledger.connection.execute_batch("COMMIT");
    if let Err(error) = &committed {
        tracing::error!(%error, jobs = group.len(), "a commit failed");
        if !ledger.connection.is_autocommit()
            && let Err(error) = ledger.connection.execute_batch("ROLLBACK")
        {
            tracing::error!(%error, "a rollback failed");
        }
    }
    for (job, outcome) in group {
        let lost = || Error::Internal("the commit failed".to_owned());
        job.done(match committed {
            Ok(()) => outcome,
            Err(_) => Err(lost()),
        });
    }
}

type Ran = (WriteJob, Result<(), Error>);

fn run_job(ledger: &Ledger, mut job: WriteJob) -> Ran {
    let outcome = in_savepoint(ledger, || guarded(|| job.run(ledger)));
    (job, outcome)
}

fn in_savepoint(ledger: &Ledger, work: impl FnOnce() -> Result<(), Error>) -> Result<(), Error> {
    ledger.connection.execute_batch("SAVEPOINT job")?;
    let outcome = work();
    // A full disk ends the whole transaction by itself; then there is no savepoint to go back to and the commit fails.
    if outcome.is_err() && !ledger.connection.is_autocommit() {
        ledger
            .connection
            .execute_batch("ROLLBACK TO job; RELEASE job")?;
    } else if outcome.is_ok() {
        ledger.connection.execute_batch("RELEASE job")?;
    }
    outcome
}

/// A fault in one job must not end the thread that serves all.
pub(super) fn guarded(work: impl FnOnce() -> Result<(), Error>) -> Result<(), Error> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|panic| Err(Error::Internal(panic_message(panic.as_ref()))))
}

fn panic_message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    format!("a job panicked: {}", text.unwrap_or("no message"))
}

fn busy_or(error: rusqlite::Error) -> Error {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => {
            Error::Busy
        }
        _ => Error::Database(error),
    }
}
