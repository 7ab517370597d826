//! The storage on SQLite: one writer thread that gathers jobs into commits, and a few readers beside it (WAL).

mod audit;
mod backup;
mod blobs;
mod columns;
mod connection;
mod digests;
mod files;
mod hold;
#[cfg(feature = "simulation")]
mod in_memory;
mod read;
mod rows;
mod whole;
mod write;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender, SyncSender, TrySendError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use domain::Seq;
use tokio::sync::watch;

pub use self::backup::{Backup, Before, Restored, Standing};
use self::connection::Ledger;
use self::hold::Hold;
#[cfg(feature = "simulation")]
pub use self::in_memory::InMemory;
use super::{ReadJob, Storage, WriteJob};
use crate::error::Error;

/// Jobs that may wait for the writer before new ones are turned away.
const QUEUE: usize = 4096;
const READERS: usize = 4;

/// A town's ledger in one SQLite file. Several processes may hold it open.
pub struct Sqlite {
    folder: PathBuf,
    writes: Option<SyncSender<WriteJob>>,
    reads: Option<Sender<ReadJob>>,
    head: watch::Receiver<Seq>,
    threads: Vec<JoinHandle<()>>,
    _hold: Hold,
}

impl Sqlite {
    /// The file inside a data folder.
    #[must_use]
    pub fn file_in(folder: &Path) -> PathBuf {
        folder.join("town.db")
    }

    /// Opens the ledger in a data folder, making folder, file and schema where they are missing.
    ///
    /// # Errors
    /// When the folder cannot be written, is being restored, or the schema is of a newer version.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        connection::make_folder(folder)?;
        let hold = Hold::shared(folder)?;
        let file = Self::file_in(folder);
        let writer = Ledger::open(&file)?;
        writer.migrate()?;
        let (writes, write_jobs) = mpsc::sync_channel(QUEUE);
        let (reads, read_jobs) = mpsc::channel();
        let (moved, head) = watch::channel(writer.head()?);
        let mut threads = vec![spawn("ledger-writer", move || {
            writer::run(&writer, &write_jobs, &moved);
        })?];
        let read_jobs = Arc::new(Mutex::new(read_jobs));
        for _ in 0..READERS {
            let reader = Ledger::open(&file)?;
            let jobs = Arc::clone(&read_jobs);
            threads.push(spawn("ledger-reader", move || serve_reads(&reader, &jobs))?);
        }
        Ok(Self {
            folder: folder.to_owned(),
            writes: Some(writes),
            reads: Some(reads),
            head,
            threads,
            _hold: hold,
        })
    }
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>, Error> {
    thread::Builder::new()
        .name(name.to_owned())
        .spawn(work)
        .map_err(Error::io("starting a thread"))
}

fn serve_reads(ledger: &Ledger, jobs: &Mutex<Receiver<ReadJob>>) {
    loop {
        let next = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(mut job) = next else { return };
        let outcome = ledger.consistently(|| writer::guarded(|| job.run(ledger)));
        job.done(outcome);
    }
}

impl Storage for Sqlite {
    fn write(&self, job: WriteJob) {
        let Some(writes) = &self.writes else { return };
        if let Err(TrySendError::Full(job) | TrySendError::Disconnected(job)) = writes.try_send(job)
        {
            job.done(Err(Error::Busy));
        }
    }

    fn read(&self, job: ReadJob) {
        let Some(reads) = &self.reads else { return };
        if let Err(mpsc::SendError(job)) = reads.send(job) {
            job.done(Err(Error::Busy));
        }
    }

    fn folder(&self) -> Option<&Path> {
        Some(&self.folder)
    }

    fn head(&self) -> watch::Receiver<Seq> {
        self.head.clone()
    }
}

impl Drop for Sqlite {
    fn drop(&mut self) {
        // Closed queues end the threads after the jobs that wait; the last one closes the file.
        self.writes = None;
        self.reads = None;
        for thread in self.threads.drain(..) {
            // A job may hold the last handle; its thread cannot wait for itself.
            if thread.thread().id() != thread::current().id() && thread.join().is_err() {
                tracing::error!("a ledger thread ended by a panic");
            }
        }
    }
}
