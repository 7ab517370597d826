//! The second lock: the key under which care files are sealed, wrapped by a PIN of its own and this device's secret. A second copy, wrapped by
//! the recovery secret that only the server keeps, is made at enrolment. Until a PIN is set the key lies wrapped by the store's: there is
//! nothing sealed yet that it could open.

use chrono::{DateTime, Duration, Utc};
use rusqlite::{OptionalExtension as _, params};

use super::pin::{self, MOST_TRIES};
use super::seal::{self, Cost, Key};
use super::{Keyring, wait_seconds};
use crate::error::Error;
use crate::host::Services;

/// What the second lock says without being opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CareLock {
    pub(crate) has_pin: bool,
    pub(crate) tries: u32,
    next_try_at: DateTime<Utc>,
}

impl CareLock {
    /// Tries left before a new code is needed.
    pub(crate) fn tries_left(&self) -> u32 {
        MOST_TRIES.saturating_sub(self.tries)
    }

    /// Seconds until the next try.
    pub(crate) fn wait_seconds(&self, now: DateTime<Utc>) -> u32 {
        wait_seconds(self.next_try_at, self.tries, now)
    }
}

impl Keyring {
    /// The second lock; none on a device that was enrolled before there was one and has not set its PIN.
    pub(crate) fn care_lock(&self) -> Result<Option<CareLock>, Error> {
        let row = self.db.query_row(
            "SELECT key_by_pin <> x'', tries, next_try_at FROM care_lock",
            [],
            |row| {
                Ok(CareLock {
                    has_pin: row.get(0)?,
                    tries: row.get(1)?,
                    next_try_at: DateTime::from_timestamp_millis(row.get(2)?).unwrap_or_default(),
                })
            },
        );
        Ok(row.optional()?)
    }

    /// Makes the key at enrolment, while the recovery secret is at hand.
    pub(crate) fn begin_care(
        &self,
        host: &Services,
        store_key: &Key,
        recovery: &Key,
    ) -> Result<(), Error> {
        let key: Key = host.random()?;
        let by_store = seal::seal(store_key, host.random()?, &key)?;
        let by_recovery = seal::seal(recovery, host.random()?, &key)?;
        self.db.execute(
            "INSERT OR REPLACE INTO care_lock (one, key_by_recovery, key_by_store) VALUES (1, ?1, ?2)",
            params![by_recovery, by_store],
        )?;
        Ok(())
    }

    /// Sets the PIN for the first time. From now on the store's key does not open it any more.
    pub(crate) fn set_care_pin(
        &self,
        host: &Services,
        store_key: &Key,
        pin: &str,
    ) -> Result<Key, Error> {
        if self.care_lock()?.is_some_and(|lock| lock.has_pin) {
            return Err(Error::CareLocked);
        }
        if self.opens_store(host, pin)? {
            return Err(Error::SamePin);
        }
        let waiting: Option<Vec<u8>> = self
            .db
            .query_row("SELECT key_by_store FROM care_lock", [], |row| row.get(0))
            .optional()?;
        let key = waiting
            .and_then(|sealed| seal::unseal(store_key, &sealed))
            .and_then(|key| Key::try_from(key).ok());
        let key = match key {
            Some(key) => key,
            None => host.random()?,
        };
        self.wrap_care(host, &key, pin)?;
        Ok(key)
    }

    /// Opens the second lock. The try is counted durably before it is made.
    pub(crate) fn open_care(&self, host: &Services, pin: &str) -> Result<Key, Error> {
        let now = host.now();
        let lock = self.care_lock()?.filter(|lock| lock.has_pin);
        let lock = lock.ok_or(Error::CareLocked)?;
        if lock.tries >= MOST_TRIES {
            return Err(Error::PinBlocked);
        }
        let wait_seconds = lock.wait_seconds(now);
        if wait_seconds > 0 {
            let tries_left = lock.tries_left();
            return Err(Error::WrongPin {
                tries_left,
                wait_seconds,
            });
        }
        let wrong = lock.tries + 1;
        let delay = pin::delay_after(wrong);
        self.count_care(wrong, now + Duration::seconds(i64::from(delay)))?;
        let Some(key) = self.try_care_pin(host, pin)? else {
            if wrong >= MOST_TRIES {
                return Err(Error::PinBlocked);
            }
            return Err(Error::WrongPin {
                tries_left: MOST_TRIES - wrong,
                wait_seconds: delay,
            });
        };
        self.count_care(0, now)?;
        Ok(key)
    }

    /// Sets another PIN for the key.
    pub(crate) fn change_care_pin(
        &self,
        host: &Services,
        key: &Key,
        pin: &str,
    ) -> Result<(), Error> {
        if self.opens_store(host, pin)? {
            return Err(Error::SamePin);
        }
        self.wrap_care(host, key, pin)
    }

    /// A forgotten PIN: the recovery secret that the server gave back opens the key. `None` when there is no such copy, or it does not fit.
    pub(crate) fn recover_care(&self, recovery: &Key) -> Result<Option<Key>, Error> {
        let sealed: Option<Vec<u8>> = self
            .db
            .query_row("SELECT key_by_recovery FROM care_lock", [], |row| {
                row.get(0)
            })
            .optional()?;
        let key = sealed.and_then(|sealed| seal::unseal(recovery, &sealed));
        Ok(key.and_then(|key| Key::try_from(key).ok()))
    }

    /// Keeps a second copy of the key, locked with another recovery secret; without the key, that there is none any more.
    pub(crate) fn set_care_recovery(
        &self,
        host: &Services,
        key: Option<&Key>,
        recovery: &Key,
    ) -> Result<(), Error> {
        let sealed = match key {
            Some(key) => seal::seal(recovery, host.random()?, key)?,
            None => Vec::new(),
        };
        self.db
            .execute("UPDATE care_lock SET key_by_recovery = ?1", params![sealed])?;
        Ok(())
    }

    fn count_care(&self, tries: u32, next_try_at: DateTime<Utc>) -> Result<(), Error> {
        self.db.execute(
            "UPDATE care_lock SET tries = ?1, next_try_at = ?2",
            params![tries, next_try_at.timestamp_millis()],
        )?;
        Ok(())
    }

    fn try_care_pin(&self, host: &Services, pin: &str) -> Result<Option<Key>, Error> {
        let (salt, cost, wrapped): (Vec<u8>, Cost, Vec<u8>) = self.db.query_row(
            "SELECT salt, memory_kib, passes, lanes, key_by_pin FROM care_lock",
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
        let key = seal::unseal(&pin_key, &wrapped);
        Ok(key.and_then(|key| Key::try_from(key).ok()))
    }

    fn wrap_care(&self, host: &Services, key: &Key, pin: &str) -> Result<(), Error> {
        let salt: [u8; 16] = host.random()?;
        let cost = Cost::NOW;
        let pin_key = seal::key_of_pin(pin, &salt, host.device_secret(), cost)?;
        let by_pin = seal::seal(&pin_key, host.random()?, key)?;
        self.db.execute(
            "INSERT INTO care_lock (one, salt, memory_kib, passes, lanes, key_by_pin) VALUES (1, ?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (one) DO UPDATE SET salt = excluded.salt, memory_kib = excluded.memory_kib, passes = excluded.passes,
                 lanes = excluded.lanes, key_by_pin = excluded.key_by_pin, key_by_store = x'', tries = 0, next_try_at = 0",
            params![salt, cost.memory_kib, cost.passes, cost.lanes, by_pin],
        )?;
        Ok(())
    }

    /// Would this PIN open the store? Then it is no second one. Not counted as a try: the store is open already.
    pub(crate) fn opens_store(&self, host: &Services, pin: &str) -> Result<bool, Error> {
        Ok(self.try_pin(host, pin)?.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keyring::NewLock;
    use crate::testing::{profile, services};

    const STORE_KEY: Key = [3; 32];
    const RECOVERY: Key = [4; 32];

    fn keyring(folder: &std::path::Path) -> (Services, Keyring) {
        let host = services(folder);
        let mut keyring = Keyring::open(&host).unwrap();
        let new = NewLock {
            store_file: "store.db",
            key: &STORE_KEY,
            recovery: &RECOVERY,
            pin: "135790",
            profile: &profile(),
        };
        keyring.write(&host, &new).unwrap();
        keyring.begin_care(&host, &STORE_KEY, &RECOVERY).unwrap();
        (host, keyring)
    }

    #[test]
    fn the_second_pin_is_another_and_opens_what_the_first_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let (host, keyring) = keyring(folder.path());
        assert_eq!(
            keyring.set_care_pin(&host, &STORE_KEY, "135790"),
            Err(Error::SamePin)
        );
        let key = keyring.set_care_pin(&host, &STORE_KEY, "246801").unwrap();
        assert_eq!(keyring.open_care(&host, "246801"), Ok(key));
        // Neither the first PIN nor the store's key opens it now, and it is not set a second time.
        assert!(keyring.open_care(&host, "135790").is_err());
        assert!(keyring.set_care_pin(&host, &STORE_KEY, "908172").is_err());
        let by_store: Vec<u8> = keyring
            .db
            .query_row("SELECT key_by_store FROM care_lock", [], |row| row.get(0))
            .unwrap();
        assert!(by_store.is_empty());
    }

    #[test]
    fn wrong_second_pins_are_slowed_down_and_the_tenth_blocks() {
        let folder = tempfile::tempdir().unwrap();
        let (host, keyring) = keyring(folder.path());
        let key = keyring.set_care_pin(&host, &STORE_KEY, "246801").unwrap();
        for _ in 0..9 {
            let wrong = keyring.open_care(&host, "908172");
            assert!(matches!(wrong, Err(Error::WrongPin { .. })));
            host.clock().shift_by(Duration::seconds(300));
        }
        assert_eq!(keyring.open_care(&host, "908172"), Err(Error::PinBlocked));
        assert_eq!(keyring.open_care(&host, "246801"), Err(Error::PinBlocked));
        // The store stays open to its own PIN.
        assert!(keyring.open_with_pin(&host, "135790").is_ok());
        // The server's half opens it again, and another PIN is set.
        assert_eq!(keyring.recover_care(&RECOVERY).unwrap(), Some(key));
        assert_eq!(keyring.recover_care(&[5; 32]).unwrap(), None);
        keyring.change_care_pin(&host, &key, "112358").unwrap();
        assert_eq!(keyring.open_care(&host, "112358"), Ok(key));
    }

    #[test]
    fn a_keyring_of_version_one_gets_the_second_lock() {
        let folder = tempfile::tempdir().unwrap();
        let host = services(folder.path());
        {
            let db = host.connect("keyring.db").unwrap();
            db.execute_batch(include_str!("../../migrations/keyring_0001_begin.sql"))
                .unwrap();
            db.pragma_update(None, "user_version", 1).unwrap();
        }
        let keyring = Keyring::open(&host).unwrap();
        assert_eq!(keyring.care_lock().unwrap(), None);
    }
}
