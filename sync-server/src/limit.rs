//! How many failed attempts one address may make: a small bucket of tokens each, refilled slowly. The address is the connection's
//! own; nothing a request says can change it.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Failures that may come at once.
const BURST: u32 = 10;
/// One more is allowed each time this has passed.
const REFILL: Duration = Duration::from_secs(30);
/// Addresses remembered; when there are more, those that have been quiet longest are forgotten.
const ADDRESSES: usize = 20_000;

/// Failures by address.
#[derive(Debug, Default)]
pub struct Failures {
    buckets: Mutex<HashMap<IpAddr, Bucket>>,
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    used: u32,
    since: Instant,
}

impl Bucket {
    fn refill(&mut self, now: Instant) {
        while self.used > 0 && now.saturating_duration_since(self.since) >= REFILL {
            self.used -= 1;
            self.since += REFILL;
        }
        if self.used == 0 {
            self.since = now;
        }
    }
}

impl Failures {
    /// May this address try now?
    ///
    /// # Errors
    /// The seconds to wait when it may not.
    pub fn check(&self, address: IpAddr, now: Instant) -> Result<(), u32> {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(bucket) = buckets.get_mut(&network(address)) else {
            return Ok(());
        };
        bucket.refill(now);
        if bucket.used < BURST {
            return Ok(());
        }
        let left = REFILL.saturating_sub(now.saturating_duration_since(bucket.since));
        Err(u32::try_from(left.as_secs())
            .unwrap_or(u32::MAX)
            .saturating_add(1))
    }

    /// Counts a failure.
    pub fn count(&self, address: IpAddr, now: Instant) {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= ADDRESSES {
            forget(&mut buckets, now);
        }
        let bucket = buckets.entry(network(address)).or_insert(Bucket {
            used: 0,
            since: now,
        });
        bucket.refill(now);
        bucket.used = (bucket.used + 1).min(BURST);
    }
}

fn forget(buckets: &mut HashMap<IpAddr, Bucket>, now: Instant) {
    buckets.retain(|_, bucket| {
        bucket.refill(now);
        bucket.used > 0
    });
    // All of them fresh: an attack with many addresses. The most used stay, the others start again.
    if buckets.len() >= ADDRESSES {
        buckets.retain(|_, bucket| bucket.used >= BURST);
    }
    if buckets.len() >= ADDRESSES {
        buckets.clear();
    }
}

/// One household or one carrier gives an IPv6 user a whole /64.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(six) => match six.to_ipv4_mapped() {
            Some(four) => IpAddr::V4(four),
            None => IpAddr::V6(Ipv6Addr::from_bits(six.to_bits() >> 64 << 64)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_failures_then_a_wait_and_one_more_after_each_refill() {
        let failures = Failures::default();
        let address: IpAddr = "10.0.0.1".parse().unwrap();
        let start = crate::clock::instant();
        for _ in 0..10 {
            assert_eq!(failures.check(address, start), Ok(()));
            failures.count(address, start);
        }
        assert_eq!(failures.check(address, start), Err(31));
        let later = start + REFILL;
        assert_eq!(failures.check(address, later), Ok(()));
        failures.count(address, later);
        assert!(failures.check(address, later).is_err());
        assert_eq!(failures.check("10.0.0.2".parse().unwrap(), start), Ok(()));
    }

    #[test]
    fn an_address_cannot_be_changed_inside_its_network() {
        let failures = Failures::default();
        let now = crate::clock::instant();
        for n in 0..10_u16 {
            let address = IpAddr::V6(Ipv6Addr::new(0x2408, 1, 2, 3, n, n, n, n));
            failures.count(address, now);
        }
        assert!(
            failures
                .check("2408:1:2:3::77".parse().unwrap(), now)
                .is_err()
        );
        let mapped: IpAddr = "::ffff:10.0.0.1".parse().unwrap();
        assert_eq!(network(mapped), "10.0.0.1".parse::<IpAddr>().unwrap());
    }
}
