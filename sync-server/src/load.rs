//! How many phones are being served at this moment. At the end of the day they all come at once: what they hand in is taken in, and what
//! can wait is put off, for each by its own part of ten minutes.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use domain::DeviceId;

/// More syncs at once than this are a rush.
const RUSH: usize = 64;
/// Nobody is asked to come back sooner.
const LEAST_SECONDS: u32 = 30;
/// Over so many seconds those who are asked to come back are spread.
const SPREAD_SECONDS: u32 = 570;

/// Syncs under way.
#[derive(Debug, Clone, Default)]
pub struct Load(Arc<AtomicUsize>);

/// One sync under way, until it is dropped.
#[derive(Debug)]
pub struct Served {
    load: Load,
    is_rush: bool,
}

impl Load {
    /// One more begins.
    #[must_use]
    pub fn begin(&self) -> Served {
        let others = self.0.fetch_add(1, Ordering::Relaxed);
        Served {
            load: self.clone(),
            is_rush: others >= RUSH,
        }
    }
}

impl Served {
    /// Did it begin while many others were under way?
    #[must_use]
    pub fn is_rush(&self) -> bool {
        self.is_rush
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.load.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// After how many seconds a device is asked to come back: always the same for one device, and spread over all of them.
#[must_use]
pub fn seconds_for(device: DeviceId) -> u32 {
    let hash = blake3::hash(&device.bytes());
    let [a, b, c, d, ..] = *hash.as_bytes();
    LEAST_SECONDS + u32::from_le_bytes([a, b, c, d]) % SPREAD_SECONDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rush_is_many_at_once_and_over_when_they_are_served() {
        let load = Load::default();
        let mut served: Vec<Served> = (0..RUSH).map(|_| load.begin()).collect();
        assert!(served.iter().all(|one| !one.is_rush()));
        assert!(load.begin().is_rush());
        served.pop();
        assert!(!load.begin().is_rush());
    }

    #[test]
    fn a_township_is_spread_evenly_over_ten_minutes() {
        let minutes = (0..340_u128).map(|n| seconds_for(DeviceId(uuid::Uuid::from_u128(n))) / 60);
        let mut counts = [0_usize; 10];
        for minute in minutes {
            counts[usize::try_from(minute).unwrap()] += 1;
        }
        assert!(counts.iter().all(|count| *count < 60), "{counts:?}");
        assert_eq!(counts.iter().sum::<usize>(), 340);
    }
}
