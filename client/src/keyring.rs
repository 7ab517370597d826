//! The keyring: a small unencrypted file beside the store. It holds the store's key wrapped by PIN and device secret, a second
//! copy wrapped by the recovery secret that only the server keeps, and what must be known before the PIN.

pub(crate) mod care;
mod ended;
pub(crate) mod pin;
pub(crate) mod seal;

use chrono::{DateTime, Duration, Utc};
use domain::{DeviceId, MemberId, tree};
use rusqlite::{Connection, OptionalExtension as _, params};

use self::pin::MOST_TRIES;
use self::seal::{Cost, Key};
use crate::commands::Preferences;
use crate::error::Error;
use crate::host::Services;
use crate::profile::Profile;

const FILE: &str = "keyring.db";
const VERSION: u32 = 4;
const MIGRATIONS: [&str; 4] = [
    include_str!("../migrations/keyring_0001_begin.sql"),
    include_str!("../migrations/keyring_0002_care.sql"),
    include_str!("../migrations/keyring_0003_ended.sql"),
    include_str!("../migrations/keyring_0004_signed_out.sql"),
];

/// The keyring of this device.
pub(crate) struct Keyring {
    db: Connection,
}

/// What the keyring says before the PIN.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lock {
    pub(crate) device: DeviceId,
    pub(crate) member: MemberId,
    pub(crate) store_file: String,
    pub(crate) tries: u32,
    pub(crate) next_try_at: DateTime<Utc>,
    pub(crate) set_aside: bool,
    pub(crate) suspect: bool,
}

impl Lock {
    /// Tries left before a new code is needed.
    pub(crate) fn tries_left(&self) -> u32 {
        MOST_TRIES.saturating_sub(self.tries)
    }

    /// Seconds until the next try. A clock turned back never makes it longer than the longest delay.
    pub(crate) fn wait_seconds(&self, now: DateTime<Utc>) -> u32 {
        wait_seconds(self.next_try_at, self.tries, now)
    }
}

fn wait_seconds(next_try_at: DateTime<Utc>, tries: u32, now: DateTime<Utc>) -> u32 {
    let left = (next_try_at - now).num_milliseconds();
    let seconds = u32::try_from((left + 999).max(0) / 1000).unwrap_or(u32::MAX);
    seconds.min(pin::delay_after(tries))
}

/// The key of an opened lock and who it belongs to.
pub(crate) struct Opened {
    pub(crate) key: Key,
    pub(crate) profile: Profile,
}

/// A new lock to be written.
pub(crate) struct NewLock<'a> {
    pub(crate) store_file: &'a str,
    pub(crate) key: &'a Key,
    pub(crate) recovery: &'a Key,
    pub(crate) pin: &'a str,
    pub(crate) profile: &'a Profile,
}

impl Keyring {
    /// Opens or makes the keyring.
    pub(crate) fn open(host: &Services) -> Result<Self, Error> {
        let mut db = host.connect(FILE)?;
        db.pragma_update(None, "synchronous", "FULL")?;
        let version: u32 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let done = usize::try_from(version).unwrap_or(MIGRATIONS.len());
        if done < MIGRATIONS.len() {
            let tx = db.transaction()?;
            for step in MIGRATIONS.iter().skip(done) {
                tx.execute_batch(step)?;
            }
            tx.pragma_update(None, "user_version", VERSION)?;
            tx.commit()?;
        }
        Ok(Self { db })
    }

    /// What stands here before the PIN; none on a fresh device.
    pub(crate) fn lock(&self) -> Result<Option<Lock>, Error> {
        let row = self.db.query_row(
            "SELECT device, member, store_file, tries, next_try_at, set_aside, suspect FROM lock",
            [],
            |row| {
                Ok(Lock {
                    device: DeviceId(uuid::Uuid::from_bytes(row.get(0)?)),
                    member: MemberId(uuid::Uuid::from_bytes(row.get(1)?)),
                    store_file: row.get(2)?,
                    tries: row.get(3)?,
                    next_try_at: DateTime::from_timestamp_millis(row.get(4)?).unwrap_or_default(),
                    set_aside: row.get(5)?,
                    suspect: row.get(6)?,
                })
            },
        );
        Ok(row.optional()?)
    }

    /// Opens the lock with a PIN. The try is counted durably before it is made, so that killing the app wins nothing.
    pub(crate) fn open_with_pin(&self, host: &Services, pin: &str) -> Result<Opened, Error> {
        let now = host.now();
        let lock = self.lock()?.ok_or(Error::NotEnrolled)?;
        if lock.tries >= MOST_TRIES {
            return Err(Error::PinBlocked);
        }
        let wait_seconds = lock.wait_seconds(now);
        if wait_seconds > 0 {
            return Err(Error::WrongPin {
                tries_left: lock.tries_left(),
                wait_seconds,
            });
        }
        let wrong = lock.tries + 1;
        let delay = pin::delay_after(wrong);
        let next_try_at = now + Duration::seconds(i64::from(delay));
        self.count(wrong, next_try_at)?;
        let Some(opened) = self.try_pin(host, pin)? else {
            if wrong >= MOST_TRIES {
                return Err(Error::PinBlocked);
            }
            return Err(Error::WrongPin {
                tries_left: MOST_TRIES - wrong,
                wait_seconds: delay,
            });
        };
        self.count(0, now)?;
        Ok(opened)
    }

    fn count(&self, tries: u32, next_try_at: DateTime<Utc>) -> Result<(), Error> {
        self.db.execute(
            "UPDATE lock SET tries = ?1, next_try_at = ?2",
            params![tries, next_try_at.timestamp_millis()],
        )?;
        Ok(())
    }

    fn try_pin(&self, host: &Services, pin: &str) -> Result<Option<Opened>, Error> {
        let (salt, cost, wrapped): (Vec<u8>, Cost, Vec<u8>) = self.db.query_row(
            "SELECT salt, memory_kib, passes, lanes, key_by_pin FROM lock",
            [],
            |row| {
                let cost = Cost {
                    memory_kib: row.get(1)?,
                    passes: row.get(2)?,
                    lanes: row.get(3)?,
                };
                Ok((row.get(0)?, cost, row.get(4)?))
            },
        )?;
        let pin_key = seal::key_of_pin(pin, &salt, host.device_secret(), cost)?;
        match seal::unseal(&pin_key, &wrapped).map(Key::try_from) {
            Some(Ok(key)) => self.opened(key).map(Some),
            Some(Err(_)) | None => Ok(None),
        }
    }

    /// Opens the lock with the recovery secret that the server gave back.
    pub(crate) fn open_with_recovery(&self, recovery: &Key) -> Result<Option<Opened>, Error> {
        let wrapped: Vec<u8> =
            self.db
                .query_row("SELECT key_by_recovery FROM lock", [], |row| row.get(0))?;
        match seal::unseal(recovery, &wrapped).map(Key::try_from) {
            Some(Ok(key)) => self.opened(key).map(Some),
            Some(Err(_)) | None => Ok(None),
        }
    }

    fn opened(&self, key: Key) -> Result<Opened, Error> {
        let sealed: Vec<u8> = self
            .db
            .query_row("SELECT profile FROM lock", [], |row| row.get(0))?;
        let profile = seal::unseal(&key, &sealed)
            .and_then(|json| tree::from_slice(&json).ok())
            .ok_or_else(|| Error::Internal("the sealed profile cannot be read".to_owned()))?;
        Ok(Opened { key, profile })
    }

    /// Writes a lock; the one before is replaced in the same transaction.
    pub(crate) fn write(&mut self, host: &Services, new: &NewLock<'_>) -> Result<(), Error> {
        let salt: [u8; 16] = host.random()?;
        let cost = Cost::NOW;
        let pin_key = seal::key_of_pin(new.pin, &salt, host.device_secret(), cost)?;
        let by_pin = seal::seal(&pin_key, host.random()?, new.key)?;
        let by_recovery = seal::seal(new.recovery, host.random()?, new.key)?;
        let profile = sealed_profile(host, new.key, new.profile)?;
        self.db.execute(
            "INSERT OR REPLACE INTO lock (one, device, member, store_file, salt, memory_kib, passes, lanes,
                                          key_by_pin, key_by_recovery, profile)
             VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                new.profile.device.bytes(),
                new.profile.member.bytes(),
                new.store_file,
                salt,
                cost.memory_kib,
                cost.passes,
                cost.lanes,
                by_pin,
                by_recovery,
                profile
            ],
        )?;
        Ok(())
    }

    /// Sets another PIN and, with it, whatever else changed at a new enrolment.
    pub(crate) fn set_pin(&self, host: &Services, key: &Key, pin: &str) -> Result<(), Error> {
        let salt: [u8; 16] = host.random()?;
        let cost = Cost::NOW;
        let pin_key = seal::key_of_pin(pin, &salt, host.device_secret(), cost)?;
        let by_pin = seal::seal(&pin_key, host.random()?, key)?;
        self.db.execute(
            "UPDATE lock SET salt = ?1, memory_kib = ?2, passes = ?3, lanes = ?4, key_by_pin = ?5, tries = 0, next_try_at = 0",
            params![salt, cost.memory_kib, cost.passes, cost.lanes, by_pin],
        )?;
        Ok(())
    }

    /// Keeps a new credential for the same store.
    pub(crate) fn set_profile(
        &self,
        host: &Services,
        key: &Key,
        profile: &Profile,
    ) -> Result<(), Error> {
        let sealed = sealed_profile(host, key, profile)?;
        self.db.execute(
            "UPDATE lock SET profile = ?1, device = ?2, member = ?3",
            params![sealed, profile.device.bytes(), profile.member.bytes()],
        )?;
        Ok(())
    }

    /// Keeps a second copy of the key, locked with another recovery secret.
    pub(crate) fn set_recovery(
        &self,
        host: &Services,
        key: &Key,
        recovery: &Key,
    ) -> Result<(), Error> {
        let sealed = seal::seal(recovery, host.random()?, key)?;
        self.db
            .execute("UPDATE lock SET key_by_recovery = ?1", params![sealed])?;
        Ok(())
    }

    /// Goes on with a new file; the damaged one stays where it is.
    pub(crate) fn set_aside(&self, new_file: &str) -> Result<(), Error> {
        self.db.execute(
            "UPDATE lock SET store_file = ?1, set_aside = 1, suspect = 0",
            params![new_file],
        )?;
        Ok(())
    }

    /// Remembers that the store looked damaged, or that it was checked and is whole.
    pub(crate) fn set_suspect(&self, suspect: bool) -> Result<(), Error> {
        self.db
            .execute("UPDATE lock SET suspect = ?1", params![suspect])?;
        Ok(())
    }

    /// What the person chose.
    pub(crate) fn preferences(&self) -> Result<Preferences, Error> {
        let text: Option<String> = self
            .db
            .query_row("SELECT value FROM preference", [], |row| row.get(0))
            .optional()?;
        // Preferences of a newer version that cannot be read are as good as none.
        Ok(text
            .and_then(|text| tree::from_str(&text).ok())
            .unwrap_or_default())
    }

    /// Keeps what the person chose.
    pub(crate) fn set_preferences(&self, preferences: &Preferences) -> Result<(), Error> {
        let text = serde_json::to_string(preferences)
            .map_err(|error| Error::Internal(format!("encode preferences: {error}")))?;
        self.db.execute(
            "INSERT OR REPLACE INTO preference (one, value) VALUES (1, ?1)",
            params![text],
        )?;
        Ok(())
    }
}

fn sealed_profile(host: &Services, key: &Key, profile: &Profile) -> Result<Vec<u8>, Error> {
    let json = serde_json::to_vec(profile)
        .map_err(|error| Error::Internal(format!("encode profile: {error}")))?;
    seal::seal(key, host.random()?, &json)
}

#[cfg(test)]
mod tests;
