//! The same ledger without file and threads, for the sync simulator: every job runs and is answered where it is given, in a commit of
//! its own, and the power can be cut before any commit. Not part of the server.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};

use domain::{ChangeId, Seq};
use rusqlite::Connection;
use tokio::sync::watch;

use super::connection::Ledger;
use super::{ReadJob, WriteJob, columns, writer};
use crate::error::Error;
use crate::storage::Storage;

/// No cut is planned.
const NEVER: i64 = -1;
/// What SQLite takes for "no limit".
const MOST_PAGES: u32 = 0x7fff_fffe;

/// A town's ledger in memory.
pub struct InMemory {
    ledger: Mutex<Ledger>,
    head: watch::Sender<Seq>,
    commits_left: Arc<AtomicI64>,
}

impl InMemory {
    /// An empty ledger.
    ///
    /// # Errors
    /// When SQLite refuses.
    pub fn new() -> Result<Self, Error> {
        Self::on(Connection::open_in_memory()?)
    }

    /// The ledger that a copy holds.
    ///
    /// # Errors
    /// When the copy cannot be read.
    pub fn of_copy(copy: &[u8]) -> Result<Self, Error> {
        let mut connection = Connection::open_in_memory()?;
        connection.deserialize_read_exact("main", copy, copy.len(), false)?;
        Self::on(connection)
    }

    fn on(mut connection: Connection) -> Result<Self, Error> {
        let commits_left = Arc::new(AtomicI64::new(NEVER));
        let left = Arc::clone(&commits_left);
        // True makes SQLite undo the commit, which is all that remains of one when the power goes before it.
        connection.commit_hook(Some(move || {
            let before = left.load(Ordering::Relaxed);
            if before > 0 {
                left.store(before - 1, Ordering::Relaxed);
            }
            before == 0
        }))?;
        let ledger = Ledger::on(connection)?;
        ledger.migrate()?;
        let (head, _) = watch::channel(ledger.head()?);
        Ok(Self {
            ledger: Mutex::new(ledger),
            head,
            commits_left,
        })
    }

    /// A copy of everything committed.
    ///
    /// # Errors
    /// When SQLite refuses.
    pub fn copy(&self) -> Result<Vec<u8>, Error> {
        let mut ledger = self.open();
        Ok(ledger.connection.serialize("main")?.to_vec())
    }

    /// After so many more commits none succeeds, until [`InMemory::restart`].
    pub fn cut_after(&self, commits: u32) {
        self.commits_left
            .store(i64::from(commits), Ordering::Relaxed);
    }

    /// The power is back.
    pub fn restart(&self) {
        self.commits_left.store(NEVER, Ordering::Relaxed);
    }

    /// Lets the data grow by so many pages at the most; without a number, as it likes.
    ///
    /// # Errors
    /// When SQLite refuses.
    pub fn limit_growth(&self, pages: Option<u32>) -> Result<(), Error> {
        let ledger = self.open();
        let connection = &ledger.connection;
        let now: u32 = connection.pragma_query_value(None, "page_count", |row| row.get(0))?;
        let most = pages.map_or(MOST_PAGES, |pages| now.saturating_add(pages));
        connection.pragma_update_and_check(None, "max_page_count", most, |_| Ok(()))?;
        Ok(())
    }

    /// The changes that were set aside, by their ids.
    ///
    /// # Errors
    /// When SQLite refuses.
    pub fn set_aside(&self) -> Result<Vec<ChangeId>, Error> {
        let ledger = self.open();
        let mut statement = ledger
            .connection
            .prepare_cached("SELECT id FROM quarantine ORDER BY id")?;
        let ids = statement.query_map([], |row| columns::id(row, "id", ChangeId::from_slice))?;
        Ok(ids.collect::<Result<_, rusqlite::Error>>()?)
    }

    fn open(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Storage for InMemory {
    fn write(&self, job: WriteJob) {
        let (_, nothing_waits) = mpsc::sync_channel(0);
        let ledger = self.open();
        writer::commit_group(&ledger, job, &nothing_waits);
        if let Ok(head) = ledger.head() {
            self.head.send_replace(head);
        }
    }

    fn read(&self, mut job: ReadJob) {
        let ledger = self.open();
        let outcome = ledger.consistently(|| writer::guarded(|| job.run(&*ledger)));
        job.done(outcome);
    }

    fn head(&self) -> watch::Receiver<Seq> {
        self.head.subscribe()
    }
}
