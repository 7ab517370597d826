//! How much is asked for at once: as much as this line brings in a few seconds, so that a cut costs little and a good line is not kept waiting.

use chrono::Duration;

/// What took less leads to more, milliseconds.
const QUICK_MS: i64 = 3_000;
/// What took longer leads to less.
const SLOW_MS: i64 = 6_000;

/// How many of something are asked for at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pace {
    now: usize,
    least: usize,
    most: usize,
}

impl Pace {
    pub(super) fn new(first: usize, least: usize, most: usize) -> Self {
        Self {
            now: first.clamp(least, most),
            least,
            most,
        }
    }

    /// How many to ask for.
    pub(super) fn now(self) -> usize {
        self.now
    }

    /// So many came in this time. Few that came quickly say nothing about many.
    pub(super) fn came(&mut self, count: usize, took: Duration) {
        let took = took.num_milliseconds().abs();
        if took > SLOW_MS {
            self.slower();
        } else if took < QUICK_MS && count >= self.now {
            self.now = (self.now * 2).min(self.most);
        }
    }

    /// They did not come, or not to the end.
    pub(super) fn slower(&mut self) {
        self.now = (self.now / 2).max(self.least);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_good_line_is_asked_for_more_and_a_bad_one_for_less_within_bounds() {
        let mut pace = Pace::new(500, 100, 2_000);
        pace.came(500, Duration::milliseconds(200));
        assert_eq!(pace.now(), 1_000);
        pace.came(3, Duration::milliseconds(200));
        assert_eq!(pace.now(), 1_000, "three say nothing");
        pace.came(1_000, Duration::seconds(4));
        assert_eq!(pace.now(), 1_000, "neither quick nor slow");
        for _ in 0..5 {
            pace.came(1_000, Duration::seconds(20));
        }
        assert_eq!(pace.now(), 100);
        for _ in 0..9 {
            pace.came(pace.now(), Duration::zero());
        }
        assert_eq!(pace.now(), 2_000);
        pace.slower();
        assert_eq!(pace.now(), 1_000);
    }
}
