//! Jobs on the storage, and the handle through which the asynchronous part of the server runs them.

use std::path::Path;
use std::sync::Arc;

use domain::Seq;
use tokio::sync::{oneshot, watch};

use super::{Tx, View};
use crate::error::Error;

/// Work on the data. `run` may be undone when it fails; `done` is told the outcome only after it is durable.
pub trait Job<V: ?Sized>: Send {
    /// Does the work.
    ///
    /// # Errors
    /// Whatever the storage or the work says; everything `run` wrote is then undone.
    fn run(&mut self, view: &V) -> Result<(), Error>;
    /// Hears how it ended.
    fn done(self: Box<Self>, outcome: Result<(), Error>);
}

/// A job that writes, on whatever transaction it is given.
pub type WriteJob = Box<dyn for<'a> Job<dyn Tx + 'a>>;
/// A job that only reads.
pub type ReadJob = Box<dyn for<'a> Job<dyn View + 'a>>;

/// A database that runs jobs.
pub trait Storage: Send + Sync {
    /// Runs a job in a transaction of its own; others may share its commit, never its failure.
    fn write(&self, job: WriteJob);
    /// Runs a job on one consistent state.
    fn read(&self, job: ReadJob);
    /// The folder in which the data lies, where it lies in one.
    fn folder(&self) -> Option<&Path> {
        None
    }
    /// The head of the town's order, following every commit, also those of other processes within a second.
    fn head(&self) -> watch::Receiver<Seq>;
}

/// The handle to the data that the server's parts share.
#[derive(Clone)]
pub struct Store(Arc<dyn Storage>);

impl Store {
    /// The handle to this storage.
    #[must_use]
    pub fn new(storage: impl Storage + 'static) -> Self {
        Self(Arc::new(storage))
    }

    /// Runs `work` in a transaction and answers after the commit.
    ///
    /// # Errors
    /// What `work` says (then nothing of it stays), or that the commit failed.
    pub async fn transact<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(&dyn Tx) -> Result<T, Error> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let call = Call {
            work: Some(work),
            value: None,
            reply,
        };
        self.0.write(Box::new(WriteCall(call)));
        answer.await.map_err(|_| Error::Busy)?
    }

    /// Runs `work` on one consistent state of the data.
    ///
    /// # Errors
    /// What `work` says.
    pub async fn read<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(&dyn View) -> Result<T, Error> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let call = Call {
            work: Some(work),
            value: None,
            reply,
        };
        self.0.read(Box::new(ReadCall(call)));
        answer.await.map_err(|_| Error::Busy)?
    }

    /// The folder in which the data lies, where it lies in one.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        self.0.folder()
    }

    /// The head of the town's order as it moves.
    #[must_use]
    pub fn head(&self) -> watch::Receiver<Seq> {
        self.0.head()
    }
}

struct Call<T, F> {
    work: Option<F>,
    value: Option<T>,
    reply: oneshot::Sender<Result<T, Error>>,
}

impl<T, F> Call<T, F> {
    fn run(&mut self, call: impl FnOnce(F) -> Result<T, Error>) -> Result<(), Error> {
        let Some(work) = self.work.take() else {
            return Err(Error::Internal("a job ran twice".to_owned()));
        };
        self.value = Some(call(work)?);
        Ok(())
    }

    fn done(self, outcome: Result<(), Error>) {
        let missing = || Error::Internal("a job left no value".to_owned());
        let answer = outcome.and_then(|()| self.value.ok_or_else(missing));
        // Nobody listens any more when the client hung up; the work itself stands.
        let _ = self.reply.send(answer);
    }
}

struct WriteCall<T, F>(Call<T, F>);
struct ReadCall<T, F>(Call<T, F>);

impl<T, F> Job<dyn Tx + '_> for WriteCall<T, F>
where
    T: Send,
    F: FnOnce(&dyn Tx) -> Result<T, Error> + Send,
{
    fn run(&mut self, tx: &(dyn Tx + '_)) -> Result<(), Error> {
        self.0.run(|work| work(tx))
    }

    fn done(self: Box<Self>, outcome: Result<(), Error>) {
        self.0.done(outcome);
    }
}

impl<T, F> Job<dyn View + '_> for ReadCall<T, F>
where
    T: Send,
    F: FnOnce(&dyn View) -> Result<T, Error> + Send,
{
    fn run(&mut self, view: &(dyn View + '_)) -> Result<(), Error> {
        self.0.run(|work| work(view))
    }

    fn done(self: Box<Self>, outcome: Result<(), Error>) {
        self.0.done(outcome);
    }
}
