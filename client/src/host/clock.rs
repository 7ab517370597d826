//! The one place where the client reads the system's clock. It may be shifted, as a wrong phone clock is.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Duration, Utc};

/// The device's clock, right or wrong. Clones share their shift.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    shift_ms: Arc<AtomicI64>,
}

impl Clock {
    /// A clock that is ahead of the system's by so much.
    #[must_use]
    pub fn shifted(shift: Duration) -> Self {
        let clock = Self::default();
        clock.shift_by(shift);
        clock
    }

    /// Turns the clock forward, or back.
    pub fn shift_by(&self, shift: Duration) {
        self.shift_ms
            .fetch_add(shift.num_milliseconds(), Ordering::Relaxed);
    }

    /// What the clock says, in whole milliseconds.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        #[expect(clippy::disallowed_methods, reason = "the clock itself stands here")]
        let now = Utc::now();
        let shifted = now + Duration::milliseconds(self.shift_ms.load(Ordering::Relaxed));
        DateTime::from_timestamp_millis(shifted.timestamp_millis()).unwrap_or(shifted)
    }
}
