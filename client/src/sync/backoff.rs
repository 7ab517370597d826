//! How long to wait after a failure: twice as long each time, with jitter, so that a township's phones do not come back as one.

use domain::Role;

const FIRST_MS: u64 = 5_000;
/// The longest pause between two tries of our own.
pub(super) const LONGEST_MS: u64 = 30 * 60 * 1000;
/// The longest of an office's PC, which stands open all day beside the server: after a night without it, the morning's work is not half an hour
/// away. There are few of them.
const OFFICE_LONGEST_MS: u64 = 30 * 1000;

/// The longest pause between two tries of whoever works as this.
pub(super) fn longest_ms(role: Role) -> u64 {
    match role {
        Role::Worker | Role::Unknown => LONGEST_MS,
        Role::VillageCadre
        | Role::Supervisor
        | Role::Department
        | Role::County
        | Role::Auditor
        | Role::Admin => OFFICE_LONGEST_MS,
    }
}

/// Milliseconds to wait after this many failures in a row: between half and the whole of the doubled delay, up to `longest_ms`.
pub(super) fn delay_ms(failures: u32, longest_ms: u64, jitter: &mut Jitter) -> u64 {
    let doublings = failures.saturating_sub(1).min(16);
    let whole = FIRST_MS.saturating_mul(1 << doublings).min(longest_ms);
    whole / 2 + jitter.below(whole / 2 + 1)
}

/// A small generator of chance; its seed comes from the host.
#[derive(Debug, Clone)]
pub(super) struct Jitter(u64);

impl Jitter {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    fn below(&mut self, bound: u64) -> u64 {
        // xorshift64: spread is all that is asked of it.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound.max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_grow_from_seconds_to_half_an_hour() {
        let mut jitter = Jitter::new(42);
        let mut longest_before = 0;
        for failures in 1..40 {
            let whole = (FIRST_MS << (failures - 1).min(20)).min(LONGEST_MS);
            let delay = delay_ms(failures, LONGEST_MS, &mut jitter);
            assert!(
                delay >= whole / 2 && delay <= whole,
                "{failures}: {delay} of {whole}"
            );
            assert!(whole >= longest_before);
            longest_before = whole;
        }
        assert_eq!(longest_before, LONGEST_MS);
    }

    #[test]
    fn an_office_is_back_within_half_a_minute_of_its_server() {
        let mut jitter = Jitter::new(42);
        assert_eq!(longest_ms(Role::Worker), LONGEST_MS);
        for failures in 1..100 {
            let delay = delay_ms(failures, longest_ms(Role::Supervisor), &mut jitter);
            assert!(delay <= 30_000, "{failures}: {delay}");
        }
    }
}
