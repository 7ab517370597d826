//! The encrypted store: one SQLite file with what this device's user did and what is. Statements stand beside the functions that
//! run them, in the files of this folder.

pub(crate) mod blobs;
pub(crate) mod care;
pub(crate) mod care_drafts;
pub(crate) mod care_due;
pub(crate) mod changes;
pub(crate) mod columns;
pub(crate) mod content;
pub(crate) mod coverage;
pub(crate) mod cursors;
pub(crate) mod dispute_counts;
pub(crate) mod disputes;
pub(crate) mod drafts;
pub(crate) mod due;
pub(crate) mod exports;
pub(crate) mod fetched;
pub(crate) mod finder;
pub(crate) mod households;
pub(crate) mod incoming;
pub(crate) mod items;
pub(crate) mod leaving;
pub(crate) mod meta;
pub(crate) mod names;
pub(crate) mod openings;
pub(crate) mod placing;
pub(crate) mod records;
pub(crate) mod remarks;
pub(crate) mod rescue;
pub(crate) mod residents;
mod schema;
pub(crate) mod search;
pub(crate) mod step_drafts;
pub(crate) mod tally;
pub(crate) mod town;
pub(crate) mod uploads;
pub(crate) mod visits;
pub(crate) mod withdrawal;
mod written;

use chrono::{DateTime, Duration, Utc};
use domain::{DeviceId, MemberId, Scope};
use rusqlite::config::DbConfig;
use rusqlite::ffi::{SQLITE_IOERR_SHMSIZE, SQLITE_IOERR_WRITE};
use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior};

use crate::calendar;
use crate::error::Error;
use crate::host::{Journal, Services};
use crate::keyring::seal::Key;
use crate::store::care::CareKey;
use crate::store::cursors::Place;

const CACHE_KIB: i32 = -64 * 1024;
/// While a town comes in: what one commit changes fits, so that no page is written twice or read again.
const WIDE_CACHE_KIB: i32 = -160 * 1024;
/// Above this many pages, about 64 MB, an unclean end alone does not lead to a check of every page: the cipher's seal on each
/// page is checked whenever it is read.
const CHECK_UP_TO_PAGES: i64 = 16 * 1024;
/// The words for a file whose pages do not fit together.
pub(crate) const DAMAGED: &str = "the store is damaged";

/// An open store. `member` and `device` are this device's own: they complete the changes of its outbox.
pub(crate) struct Store {
    db: Connection,
    journal: Journal,
    pub(crate) member: MemberId,
    pub(crate) device: DeviceId,
    offset_ms: i64,
    care: Option<CareKey>,
}

/// Is a check of every page called for?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Check {
    /// Only after an unclean end, and when it is quick.
    WhenUnclean,
    /// A damaged page was met.
    Always,
    /// There is no file that could be damaged.
    #[cfg(feature = "simulation")]
    Never,
}

/// What is to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Load {
    /// What people save, and what comes down of others'.
    Usual,
    /// A town's image.
    Town,
}

impl Store {
    /// Opens or makes the store.
    ///
    /// # Errors
    /// [`Error::Internal`] with [`DAMAGED`] when the file cannot be trusted.
    pub(crate) fn open(
        host: &Services,
        file: &str,
        key: &Key,
        who: (MemberId, DeviceId),
        check: Check,
    ) -> Result<Self, Error> {
        let db = host.connect(file)?;
        unlock(&db, key)?;
        Self::ready(db, host.journal(), who, check)
    }

    /// A file that cannot be trusted, for reading what can still be read.
    pub(crate) fn open_damaged(
        host: &Services,
        file: &str,
        key: &Key,
    ) -> Result<Connection, Error> {
        let db = host.connect(file)?;
        unlock(&db, key)?;
        db.pragma_update(None, "query_only", true)?;
        Ok(db)
    }

    /// A store in memory, for tests of what does not depend on files.
    #[cfg(test)]
    pub(crate) fn in_memory(who: (MemberId, DeviceId)) -> Self {
        let db = Connection::open_in_memory().unwrap();
        Self::ready(db, Journal::IN_MEMORY, who, Check::WhenUnclean).unwrap()
    }

    /// The store on a connection to memory.
    #[cfg(feature = "simulation")]
    pub(crate) fn on(db: Connection, who: (MemberId, DeviceId)) -> Result<Self, Error> {
        Self::ready(db, Journal::IN_MEMORY, who, Check::Never)
    }

    /// Lets the connection go without a word, as a killed app does.
    #[cfg(feature = "simulation")]
    pub(crate) fn into_connection(self) -> Connection {
        self.db
    }

    /// A store without a history is new: it begins with the scopes of the enrolment.
    pub(crate) fn begin_history(&mut self, epoch: &str, scopes: &[Scope]) -> Result<(), Error> {
        let tx = self.begin()?;
        if meta::get(&tx, meta::EPOCH)?.is_none() {
            meta::set(&tx, meta::EPOCH, epoch)?;
            meta::set(&tx, meta::STALE, "0")?;
            tally::empty(&tx)?;
            for scope in scopes {
                cursors::set(&tx, scope, &Place::from_the_start())?;
            }
        }
        tx.commit()?;
        Ok(())
    }

    fn ready(
        mut db: Connection,
        journal: Journal,
        (member, device): (MemberId, DeviceId),
        check: Check,
    ) -> Result<Self, Error> {
        db.pragma_update(None, "cache_size", CACHE_KIB)?;
        // The first read tells whether the key fits and the first page is whole.
        let version: u32 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
        set_journal(&db, journal.usual)?;
        db.pragma_update(None, "synchronous", "FULL")?;
        db.pragma_update(None, "wal_autocheckpoint", journal.checkpoint_pages)?;
        db.pragma_update(None, "foreign_keys", true)?;
        db.set_prepared_statement_cache_capacity(128);
        // Plans do not depend on what is bound; without this, a statement with a bound LIMIT is compiled anew at each use.
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        schema::migrate(&mut db, version)?;
        if needs_check(&db, check)? {
            quick_check(&db)?;
        }
        meta::set(&db, meta::CLEAN, "0")?;
        blobs::sweep(&db)?;
        let offset_ms = meta::number(&db, meta::CLOCK_OFFSET)?.unwrap_or(0);
        Ok(Self {
            db,
            journal,
            member,
            device,
            offset_ms,
            care: None,
        })
    }

    /// The connection, for reading and for writes of one statement.
    pub(crate) fn db(&self) -> &Connection {
        &self.db
    }

    /// Begins a transaction that writes; it is durable once committed.
    pub(crate) fn begin(&mut self) -> Result<Transaction<'_>, Error> {
        Ok(self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)?)
    }

    /// Makes ready for what is to be written next. Not within a transaction.
    pub(crate) fn expect(&self, load: Load) -> Result<(), Error> {
        let (kib, journal_mode) = match load {
            Load::Usual => (CACHE_KIB, self.journal.usual),
            Load::Town => (WIDE_CACHE_KIB, self.journal.town),
        };
        self.db.pragma_update(None, "cache_size", kib)?;
        set_journal(&self.db, journal_mode)
    }

    /// Lets go of what can be fetched again. Answers how many bytes of the file are free for what comes next: it does not shrink.
    pub(crate) fn make_room(&self) -> Result<u64, Error> {
        fetched::make_room(&self.db, 0)?;
        let pages: i64 = self
            .db
            .pragma_query_value(None, "freelist_count", |row| row.get(0))?;
        let page: i64 = self
            .db
            .pragma_query_value(None, "page_size", |row| row.get(0))?;
        Ok(pages.saturating_mul(page).unsigned_abs())
    }

    /// Who completes the changes of the outbox.
    pub(crate) fn own(&self) -> Own {
        Own {
            member: self.member,
            device: self.device,
            offset_ms: self.offset_ms,
            care: self.care,
        }
    }

    /// Opens the care records, and brings up to date what moved while they were closed. They stay closed when that cannot be written.
    pub(crate) fn open_care(&mut self, key: CareKey) -> Result<(), Error> {
        self.care = Some(key);
        let opened = self.bring_care_up_to_date();
        if opened.is_err() {
            self.close_care();
        }
        opened
    }

    fn bring_care_up_to_date(&mut self) -> Result<(), Error> {
        let own = self.own();
        let tx = self.begin()?;
        care::bring_up_to_date(&tx, &own)?;
        Ok(tx.commit()?)
    }

    /// Gives back the care files whose time is over.
    pub(crate) fn expire_care(&mut self, now: DateTime<Utc>) -> Result<(), Error> {
        let own = self.own();
        let today = calendar::day_of(now + Duration::milliseconds(own.offset_ms));
        let tx = self.begin()?;
        care_due::expire(&tx, &own, today, now)?;
        Ok(tx.commit()?)
    }

    /// Closes the care records; the key leaves memory.
    pub(crate) fn close_care(&mut self) {
        if let Some(mut key) = self.care.take() {
            key.wipe();
        }
    }

    /// How far the phone's clock is behind the server's, milliseconds.
    pub(crate) fn offset_ms(&self) -> i64 {
        self.offset_ms
    }

    /// Keeps what a sync taught about the clock.
    pub(crate) fn set_offset(&mut self, offset_ms: i64) -> Result<(), Error> {
        if offset_ms != self.offset_ms {
            meta::set(&self.db, meta::CLOCK_OFFSET, &offset_ms.to_string())?;
            self.offset_ms = offset_ms;
        }
        Ok(())
    }

    /// Notes that everything was closed in order, and closes.
    pub(crate) fn close(mut self) -> Result<(), Error> {
        self.close_care();
        meta::set(&self.db, meta::CLEAN, "1")?;
        self.db.close().map_err(|(_, error)| Error::from(error))
    }
}

/// What completes a change of the outbox: the credential's member and device, and how wrong the clock is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Own {
    pub(crate) member: MemberId,
    pub(crate) device: DeviceId,
    pub(crate) offset_ms: i64,
    /// The key of the care records, while they are open.
    pub(crate) care: Option<CareKey>,
}

/// Hands `SQLCipher` the raw key: 32 random bytes need no further derivation.
fn unlock(db: &Connection, key: &Key) -> Result<(), Error> {
    let mut hex = String::with_capacity(2 * key.len());
    for byte in key {
        hex.push_str(&format!("{byte:02x}"));
    }
    // The statement is of digits only; a PRAGMA takes no bound parameters.
    db.execute_batch(&format!("PRAGMA key = \"x'{hex}'\""))?;
    Ok(())
}

/// How a commit is made safe. Nothing happens when it is so already; every mode holds what `synchronous = FULL` promises.
fn set_journal(db: &Connection, mode: &str) -> Result<(), Error> {
    Ok(db.pragma_update_and_check(None, "journal_mode", mode, |_| Ok(()))?)
}

fn needs_check(db: &Connection, check: Check) -> Result<bool, Error> {
    match check {
        Check::Always => return Ok(true),
        Check::WhenUnclean => {}
        #[cfg(feature = "simulation")]
        Check::Never => return Ok(false),
    }
    if meta::get(db, meta::CLEAN)?.as_deref() != Some("0") {
        return Ok(false);
    }
    let pages: i64 = db.pragma_query_value(None, "page_count", |row| row.get(0))?;
    Ok(pages <= CHECK_UP_TO_PAGES)
}

fn quick_check(db: &Connection) -> Result<(), Error> {
    let answer: String = db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if answer == "ok" {
        Ok(())
    } else {
        Err(Error::Internal(DAMAGED.to_owned()))
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        // Not only a full disk, also a quota or a limit of the file's size: SQLite names those by what it was doing.
        let could_not_write = error.sqlite_error().is_some_and(|error| {
            matches!(
                error.extended_code,
                SQLITE_IOERR_WRITE | SQLITE_IOERR_SHMSIZE
            )
        });
        match error.sqlite_error_code() {
            _ if could_not_write => Self::StorageFull,
            Some(ErrorCode::DiskFull) => Self::StorageFull,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Internal(DAMAGED.to_owned())
            }
            // Our statements and SQLite's words; values are bound and do not stand in them.
            _ => Self::Internal(format!("store: {error}")),
        }
    }
}

#[cfg(test)]
mod tests;
