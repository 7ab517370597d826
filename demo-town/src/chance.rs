//! The one source of randomness: ChaCha with the town's seed, one stream per part of the town.
//! Ranges are drawn here and not by a library, so that the same seed gives the same town for ever.

use chrono::{DateTime, Utc};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use uuid::{Builder, Uuid};

/// What is being generated; each part has a stream of its own, so that one can grow without moving the others.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Part {
    Areas,
    Members,
    Households,
    Families,
    Visits,
    Changes,
    Disputes,
    Needs,
    Items,
    Care,
    Meetings,
}

pub(crate) struct Chance(ChaCha8Rng);

impl Chance {
    pub(crate) fn new(seed: u64, part: Part) -> Self {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream(part as u64);
        Self(generator)
    }

    /// A number below `end`; 0 when `end` is 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        // Multiply and shift: the bias at these sizes is far below what anybody could count.
        let product = u128::from(self.0.next_u64()) * (end as u128);
        usize::try_from(product >> 64).unwrap_or(0)
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = usize::try_from(high - low + 1).unwrap_or(0);
        low + i64::try_from(self.below(span)).unwrap_or(0)
    }

    /// True in `share` of 1000 cases.
    pub(crate) fn in_1000(&mut self, share: usize) -> bool {
        self.below(1000) < share
    }

    /// One of the items of a list that is written out in this crate, never empty.
    #[expect(
        clippy::indexing_slicing,
        reason = "the index is below the length and no list is empty"
    )]
    pub(crate) fn pick<'a, T: ?Sized>(&mut self, items: &[&'a T]) -> &'a T {
        items[self.below(items.len())]
    }

    /// The item whose share is hit; shares are out of 1000 and the last item takes the rest.
    pub(crate) fn weighted<T: Copy>(&mut self, items: &[(T, usize)], rest: T) -> T {
        let mut hit = self.below(1000);
        for (item, share) in items {
            if hit < *share {
                return *item;
            }
            hit -= share;
        }
        rest
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }

    /// A UUID of version 7 with this time and the generator's own random part.
    pub(crate) fn id(&mut self, at: DateTime<Utc>) -> Uuid {
        let mut random = [0; 10];
        self.0.fill_bytes(&mut random);
        let millis = u64::try_from(at.timestamp_millis()).unwrap_or(0);
        Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }
}
