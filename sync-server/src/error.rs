//! What can go wrong inside the server, named by what the caller can do about it.

use protocol::ApiError;

/// A failure of the server's own work.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The data folder holds no town yet: run `init` or `demo`.
    #[error("the data folder holds no town")]
    NoTown,
    /// What was asked for is not there.
    #[error("{0} not found")]
    NotFound(&'static str),
    /// The request is refused with this answer.
    #[error("refused: {0}")]
    Refused(ApiError),
    /// Too much waits already; try again in a moment.
    #[error("the queue is full")]
    Busy,
    /// Another program uses the data folder.
    #[error("the data folder is in use")]
    InUse,
    /// The data folder belongs to a newer version of this program.
    #[error("the database has schema {found}, this program knows {known}")]
    TooNew {
        /// The schema found.
        found: u32,
        /// The newest schema this build knows.
        known: u32,
    },
    /// The file or folder is there already and is not written over.
    #[error("the target exists")]
    Exists,
    /// The file is no backup, or not all of one.
    #[error("the backup is not complete")]
    IncompleteBackup,
    /// SQLite refused.
    #[error("the database refused")]
    Database(#[from] rusqlite::Error),
    /// A file or socket refused.
    #[error("{doing}")]
    Io {
        /// What was being done.
        doing: &'static str,
        /// Why it failed.
        #[source]
        source: std::io::Error,
    },
    /// A stored row cannot be read: the database is damaged.
    #[error("a stored {what} cannot be read")]
    Damaged {
        /// Which sort of row.
        what: &'static str,
        /// Why.
        #[source]
        source: serde_json::Error,
    },
    /// A fault of this program.
    #[error("internal: {0}")]
    Internal(String),
}

impl Error {
    /// A failed file operation.
    pub(crate) fn io(doing: &'static str) -> impl FnOnce(std::io::Error) -> Self {
        move |source| Self::Io { doing, source }
    }

    /// A stored row that cannot be read.
    pub(crate) fn damaged(what: &'static str) -> impl FnOnce(serde_json::Error) -> Self {
        move |source| Self::Damaged { what, source }
    }
}
