//! Time and ids of a simulated phone: what the simulator says, and chance from its seed.

use std::cell::Cell;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::context::Origin;
use crate::error::Error;

/// Time and ids as the simulator gives them.
pub(super) struct Given {
    pub(super) now: Cell<DateTime<Utc>>,
    pub(super) ids: Cell<u64>,
}

impl Given {
    pub(super) fn random(&self) -> u64 {
        // splitmix64
        let next = self.ids.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
        self.ids.set(next);
        let mixed = (next ^ (next >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

impl Origin for Given {
    fn now(&self) -> DateTime<Utc> {
        self.now.get()
    }

    fn new_id(&self) -> Result<Uuid, Error> {
        let millis = u64::try_from(self.now.get().timestamp_millis()).unwrap_or_default();
        let mut random = [0; 10];
        for (place, byte) in random.iter_mut().zip(
            self.random()
                .to_le_bytes()
                .into_iter()
                .chain(self.random().to_le_bytes()),
        ) {
            *place = byte;
        }
        Ok(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
    }

    fn random(&self) -> Result<[u8; 32], Error> {
        let mut bytes = [0; 32];
        for part in bytes.chunks_mut(8) {
            part.copy_from_slice(&Self::random(self).to_le_bytes());
        }
        Ok(bytes)
    }
}
