//! Openings of care files on devices, noted in the audit log: each once, however often it is told.

use domain::OpeningId;
use protocol::Opening;
use serde_json::json;

use super::push::Pushing;
use crate::audit::{self, Actor, Deed};
use crate::error::Error;
use crate::storage::Tx;

/// Notes what was not noted yet; all that stand in the audit log now. The device was found to be who it says in the same transaction.
pub(super) fn note(
    tx: &dyn Tx,
    pushing: &Pushing,
    openings: &[Opening],
) -> Result<Vec<OpeningId>, Error> {
    if openings.is_empty() {
        return Ok(Vec::new());
    }
    let device = tx
        .device(pushing.device)?
        .ok_or(Error::NotFound("device"))?;
    for opening in openings {
        if tx.has_opening(opening.id)? {
            continue;
        }
        let about = [
            ("opening", json!(opening.id)),
            ("file", json!(opening.file)),
            ("device", json!(device.id)),
            ("at", json!(opening.at.timestamp_millis())),
            ("clock_offset_ms", json!(pushing.clock_offset_ms)),
            ("full", json!(opening.full)),
        ];
        let actor = Actor::Member(device.member);
        audit::note(tx, pushing.now, actor, (Deed::OpenFile, &about))?;
        let entry = tx.audit_last()?.map_or(0, |entry| entry.seq);
        tx.put_opening(opening.id, entry)?;
    }
    Ok(openings.iter().map(|opening| opening.id).collect())
}
