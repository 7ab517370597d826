//! What devices tell of, noted in the audit log: looks into care files, files and prints of ledgers. Each once, however often it is told.

use domain::{ExportId, OpeningId};
use protocol::{Exported, Opening};
use serde_json::{Value, json};
use uuid::Uuid;

use super::push::Pushing;
use crate::audit::{self, About, Actor, Deed};
use crate::error::Error;
use crate::export;
use crate::storage::{DeviceRow, Tx};

/// What a request told of, and afterwards which of it stands in the audit log.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) openings: Vec<OpeningId>,
    pub(super) exports: Vec<ExportId>,
}

/// Notes what was not noted yet. The device was found to be who it says in the same transaction.
pub(super) fn note(
    tx: &dyn Tx,
    pushing: &Pushing,
    openings: &[Opening],
    exports: &[Exported],
) -> Result<Told, Error> {
    if openings.is_empty() && exports.is_empty() {
        return Ok(Told::default());
    }
    let device = tx
        .device(pushing.device)?
        .ok_or(Error::NotFound("device"))?;
    let telling = Telling {
        tx,
        pushing,
        device: &device,
    };
    for opening in openings {
        let about = [
            ("opening", json!(opening.id)),
            ("file", json!(opening.file)),
            ("at", json!(opening.at.timestamp_millis())),
            ("full", json!(opening.full)),
        ];
        telling.once(opening.id.0, Deed::OpenFile, &about)?;
    }
    for exported in exports {
        let about = [
            ("export", json!(exported.id)),
            ("ledger", json!(exported.ledger)),
            ("format", json!(exported.format)),
            ("area", json!(exported.area)),
            ("from", json!(exported.from)),
            ("to", json!(exported.to)),
            ("rows", json!(exported.rows)),
            ("at", json!(exported.at.timestamp_millis())),
        ];
        let about = [&about[..], &export::of_leave(exported.leave)].concat();
        telling.once(exported.id.0, Deed::Export, &about)?;
    }
    Ok(Told {
        openings: openings.iter().map(|opening| opening.id).collect(),
        exports: exports.iter().map(|exported| exported.id).collect(),
    })
}

struct Telling<'a> {
    tx: &'a dyn Tx,
    pushing: &'a Pushing,
    device: &'a DeviceRow,
}

impl Telling<'_> {
    /// Notes it unless it stands there already.
    fn once(&self, id: Uuid, deed: Deed, about: About<'_>) -> Result<(), Error> {
        let (tx, pushing) = (self.tx, self.pushing);
        if tx.told(id)?.is_some() {
            return Ok(());
        }
        let of_device: [(&str, Value); 2] = [
            ("device", json!(self.device.id)),
            ("clock_offset_ms", json!(pushing.clock_offset_ms)),
        ];
        let about = [about, &of_device].concat();
        let actor = Actor::Member(self.device.member);
        audit::note(tx, pushing.now, actor, (deed, &about))?;
        let entry = tx.audit_last()?.map_or(0, |entry| entry.seq);
        tx.put_told(id, entry)
    }
}
