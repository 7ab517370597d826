//! What phones answered as saved, and where each of it may be: on the server, set aside there, or still on a phone.

use std::collections::BTreeMap;

use domain::{ChangeId, RecordId};

/// One saved change.
#[derive(Debug, Clone)]
pub(super) struct Promise {
    /// The device, by its place in the run.
    pub(super) by: usize,
    pub(super) record: RecordId,
    /// Every place that held it was destroyed by a disaster that the run itself brought: a phone put back to an old copy before it
    /// could send, for example. Nobody can be asked for it.
    pub(super) released: bool,
}

/// Everything that was ever answered as saved.
#[derive(Debug, Default)]
pub(super) struct Promises {
    saved: BTreeMap<ChangeId, Promise>,
}

impl Promises {
    pub(super) fn add(&mut self, id: ChangeId, by: usize, record: RecordId) {
        self.saved.insert(
            id,
            Promise {
                by,
                record,
                released: false,
            },
        );
    }

    /// Those that still bind.
    pub(super) fn binding(&self) -> impl Iterator<Item = (ChangeId, &Promise)> {
        self.saved
            .iter()
            .filter(|(_, promise)| !promise.released)
            .map(|(id, promise)| (*id, promise))
    }

    /// Lets those go that nobody holds any more.
    pub(super) fn release(&mut self, lost: &[ChangeId]) {
        for id in lost {
            if let Some(promise) = self.saved.get_mut(id) {
                promise.released = true;
            }
        }
    }

    pub(super) fn released(&self) -> usize {
        self.saved
            .values()
            .filter(|promise| promise.released)
            .count()
    }
}
