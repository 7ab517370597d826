//! Single facts about this store: a name and a text each.

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::error::Error;

/// `1` when the store was closed in order.
pub(crate) const CLEAN: &str = "clean";
/// `0` while no record of this store was ever of another history; `1`, or missing in stores of before, when some may be.
pub(crate) const STALE: &str = "stale";
/// The last `device_seq` given.
pub(crate) const DEVICE_SEQ: &str = "device_seq";
/// The server's history that the cursors belong to.
pub(crate) const EPOCH: &str = "epoch";
/// The server's clock minus this device's, milliseconds; 0 when close enough.
pub(crate) const CLOCK_OFFSET: &str = "clock_offset_ms";
/// When the server last answered, milliseconds of this device's clock.
pub(crate) const LAST_CONTACT: &str = "last_contact_at";
/// Failures in a row.
pub(crate) const FAILURES: &str = "failures";
/// Not before this, milliseconds of this device's clock.
pub(crate) const NEXT_AT: &str = "next_at";
/// Why the last try failed.
pub(crate) const LAST_FAILURE: &str = "last_failure";
/// `1` when the server does not know this device any more.
pub(crate) const SIGNED_OUT: &str = "signed_out";
/// `1` while the office has ended this device's rights and something is still to be handed in.
pub(crate) const LEAVING: &str = "leaving";
/// `1` when the first pull was finished.
pub(crate) const PULLED: &str = "pulled";
/// Records of the first pull that are here.
pub(crate) const PULL_DONE: &str = "pull_done";
/// The township's public key, to which rescue files are sealed.
pub(crate) const RESCUE_KEY: &str = "rescue_key";
/// When the last rescue file was written, milliseconds of this device's clock.
pub(crate) const RESCUED_AT: &str = "rescued_at";
/// Changes of others that did not fit their record; 0 when all is well.
pub(crate) const UNFOLDED: &str = "unfolded";

/// The digest of the confirmed records, JSON.
pub(crate) const TALLY: &str = "tally";
/// When this device and the server were last found to hold the same, milliseconds of this device's clock.
pub(crate) const AGREED_AT: &str = "agreed_at";
/// How many records that were.
pub(crate) const AGREED: &str = "agreed";
/// When records were last put right because the two differed, milliseconds of this device's clock.
pub(crate) const MENDED_AT: &str = "mended_at";
/// How many records were ever put right.
pub(crate) const MENDED: &str = "mended";
/// What the server said last of people and devices, JSON; on the office's devices.
pub(crate) const PEOPLE: &str = "people";
/// The ledger that the server counted last, JSON; on the office's devices.
pub(crate) const COUNTED: &str = "counted";

/// The text of a fact.
pub(crate) fn get(db: &Connection, name: &str) -> Result<Option<String>, Error> {
    let mut statement = db.prepare_cached("SELECT value FROM meta WHERE name = ?1")?;
    Ok(statement.query_row([name], |row| row.get(0)).optional()?)
}

/// A fact that is a number.
pub(crate) fn number(db: &Connection, name: &str) -> Result<Option<i64>, Error> {
    Ok(get(db, name)?.and_then(|text| text.parse().ok()))
}

/// Writes a fact.
pub(crate) fn set(db: &Connection, name: &str, value: &str) -> Result<(), Error> {
    db.prepare_cached(
        "INSERT INTO meta (name, value) VALUES (?1, ?2)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    )?
    .execute(params![name, value])?;
    Ok(())
}
