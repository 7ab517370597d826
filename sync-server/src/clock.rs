//! Time, ids and chance: the only place of the server that asks the machine for them.

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use uuid::Uuid;

use crate::error::Error;

/// Now, cut to the milliseconds that travel and are stored.
#[must_use]
#[expect(
    clippy::disallowed_methods,
    reason = "this module is the server's clock"
)]
pub fn now() -> DateTime<Utc> {
    let now = Utc::now();
    DateTime::from_timestamp_millis(now.timestamp_millis()).unwrap_or(now)
}

/// A fresh id, in order of time.
#[must_use]
#[expect(
    clippy::disallowed_methods,
    reason = "this module is the server's source of ids"
)]
pub fn new_id() -> Uuid {
    Uuid::now_v7()
}

/// The monotonic clock.
#[must_use]
#[expect(
    clippy::disallowed_methods,
    reason = "this module is the server's clock"
)]
pub fn instant() -> std::time::Instant {
    std::time::Instant::now()
}

/// Random bytes from the operating system.
///
/// # Errors
/// When the operating system has none to give.
pub fn random<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| Error::Internal("no randomness".to_owned()))?;
    Ok(bytes)
}

/// The local date in China at this moment.
#[must_use]
pub fn local_date(at: DateTime<Utc>) -> NaiveDate {
    FixedOffset::east_opt(8 * 3600).map_or_else(
        || at.date_naive(),
        |zone| at.with_timezone(&zone).date_naive(),
    )
}
