//! The end of a device, by the office or by the person: the keys go, and a note stays for whoever opens the app next.

use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension as _, params};

use super::Keyring;
use crate::commands::session::Ended;
use crate::error::Error;

impl Keyring {
    /// Drops every key, and with them whatever they opened. Durable when this returns; the files are removed after it.
    pub(crate) fn end(&mut self, ended: &Ended) -> Result<(), Error> {
        self.db
            .pragma_update_and_check(None, "secure_delete", true, |_| Ok(()))?;
        let last_file = self.lock()?.map(|lock| lock.store_file);
        let tx = self.db.transaction()?;
        tx.execute_batch("DELETE FROM lock; DELETE FROM care_lock; DELETE FROM preference;")?;
        tx.execute(
            "INSERT OR REPLACE INTO ended (one, at, town_name, set_aside, last_file, is_own) VALUES (1, ?1, ?2, ?3, ?4, ?5)",
            params![
                ended.at.timestamp_millis(),
                ended.town_name,
                i64::try_from(ended.set_aside).unwrap_or(i64::MAX),
                last_file.unwrap_or_default(),
                ended.is_own
            ],
        )?;
        Ok(tx.commit()?)
    }

    /// Why this device is empty; none when nobody ended its rights, or it was enrolled again since.
    pub(crate) fn ended(&self) -> Result<Option<Ended>, Error> {
        let row = self.db.query_row(
            "SELECT at, town_name, set_aside, is_own FROM ended WHERE NOT EXISTS (SELECT 1 FROM lock)",
            [],
            |row| {
                Ok(Ended {
                    at: DateTime::<Utc>::from_timestamp_millis(row.get(0)?).unwrap_or_default(),
                    town_name: row.get(1)?,
                    set_aside: row.get::<_, i64>(2)?.unsigned_abs(),
                    is_own: row.get(3)?,
                })
            },
        );
        Ok(row.optional()?)
    }

    /// The store file whose key is gone, while it, or one before it, may still lie here.
    pub(crate) fn left_behind(&self) -> Result<Option<String>, Error> {
        let row = self.db.query_row(
            "SELECT last_file FROM ended WHERE last_file <> '' AND NOT EXISTS (SELECT 1 FROM lock)",
            [],
            |row| row.get(0),
        );
        Ok(row.optional()?)
    }

    /// Notes that those files are gone.
    pub(crate) fn nothing_left_behind(&self) -> Result<(), Error> {
        self.db.execute("UPDATE ended SET last_file = ''", [])?;
        Ok(())
    }
}
