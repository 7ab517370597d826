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
    #[cfg(feature = "simulation")]
    if let Some(id) = simulated::id() {
        return id;
    }
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

/// Ids and chance out of a seed, for the sync simulator alone: the same seed is the same run. Not part of the server.
#[cfg(feature = "simulation")]
pub mod simulated {
    use std::cell::Cell;

    use uuid::{Builder, Uuid};

    thread_local! {
        /// Where this thread's chance stands; none outside a run.
        static STATE: Cell<Option<u64>> = const { Cell::new(None) };
    }

    /// From now on everything that this thread asks for comes out of the seed.
    pub fn begin(seed: u64) {
        STATE.set(Some(seed));
    }

    fn next() -> Option<u64> {
        // splitmix64
        let state = STATE.get()?.wrapping_add(0x9e37_79b9_7f4a_7c15);
        STATE.set(Some(state));
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        Some(mixed ^ (mixed >> 31))
    }

    pub(super) fn id() -> Option<Uuid> {
        let mut bytes = [0; 16];
        fill(&mut bytes).then(|| Builder::from_random_bytes(bytes).into_uuid())
    }

    pub(super) fn fill(bytes: &mut [u8]) -> bool {
        for part in bytes.chunks_mut(8) {
            let Some(next) = next() else {
                return false;
            };
            let next = next.to_le_bytes();
            part.copy_from_slice(next.get(..part.len()).unwrap_or_default());
        }
        true
    }
}

/// Random bytes from the operating system.
///
/// # Errors
/// When the operating system has none to give.
pub fn random<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    #[cfg(feature = "simulation")]
    if simulated::fill(&mut bytes) {
        return Ok(bytes);
    }
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

/// A moment as the clock on the wall in China shows it.
#[must_use]
pub fn in_words(at: DateTime<Utc>) -> String {
    let zone = FixedOffset::east_opt(8 * 3600);
    let local = zone.map(|zone| at.with_timezone(&zone).format("%Y-%m-%d %H:%M").to_string());
    local.unwrap_or_default()
}
