//! The header's light: one word about the office, and the numbers behind it.

use chrono::DateTime;

use crate::error::Error;
use crate::event::{LightState, SyncLight};
use crate::store::{Store, changes, meta, uploads};

/// What the engine knows besides the store.
pub(super) struct Weather {
    pub(super) busy: bool,
    pub(super) offline: bool,
    pub(super) signed_out: bool,
    pub(super) outdated: bool,
    pub(super) holds_blobs: bool,
}

/// The light as it is now.
pub(super) fn light(store: &Store, weather: &Weather) -> Result<SyncLight, Error> {
    let counts = changes::counts(store.db())?;
    let blobs = uploads::counts(store.db())?;
    let last_contact_at = meta::number(store.db(), meta::LAST_CONTACT)?
        .filter(|millis| *millis > 0)
        .and_then(DateTime::from_timestamp_millis);
    let state = if weather.signed_out {
        LightState::SignedOut
    } else if counts.quarantined + blobs.refused > 0 {
        LightState::NeedsHand
    } else if weather.busy {
        LightState::Syncing
    } else if weather.offline {
        LightState::Offline
    } else if counts.unsent > 0 || last_contact_at.is_none() {
        LightState::Waiting
    } else {
        LightState::Synced
    };
    Ok(SyncLight {
        state,
        unsent: counts.unsent,
        oldest_unsent_at: counts.oldest_unsent_at,
        quarantined: counts.quarantined,
        blobs_waiting: blobs.waiting,
        blobs_refused: blobs.refused,
        blobs_held: weather.holds_blobs,
        outdated: weather.outdated,
        last_contact_at,
        clock_offset_ms: store.offset_ms(),
    })
}
