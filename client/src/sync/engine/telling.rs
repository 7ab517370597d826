//! What the engine tells of itself: the light of every header.

use super::{Doing, Engine};
use crate::error::Error;
use crate::event::{Event, SyncLight};
use crate::store::Store;
use crate::sync::Action;
use crate::sync::light::{self, Weather};

impl Engine {
    /// The header's light as it is now.
    pub(crate) fn light(&self, store: &Store) -> Result<SyncLight, Error> {
        light::light(
            store,
            &Weather {
                // The words are all there; bytes are counted apart.
                busy: self.is_busy() && !matches!(self.doing, Doing::Moving(_)),
                offline: self.offline,
                signed_out: self.signed_out,
                outdated: self.outdated,
                holds_blobs: self.line.is_costly,
            },
        )
    }

    pub(super) fn tell_light(&mut self, store: &Store, actions: &mut Vec<Action>) {
        // A store that cannot be read has said so to the command that read it.
        let Ok(light) = self.light(store) else { return };
        if self.told.as_ref() != Some(&light) {
            actions.push(Action::Tell(Event::Sync(light.clone())));
            self.told = Some(light);
        }
    }
}
