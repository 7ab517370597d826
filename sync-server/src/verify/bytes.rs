//! Photos, voice notes and signatures: what the ledger says is here whole is on the disk, as long as it says and with the hash that names it.
//! Bytes that a record names and nobody brought yet are no fault: phones still have them.

use crate::audit::hex;
use crate::blobs::files::Files;
use crate::error::Error;
use crate::storage::View;

use super::{Fault, Look};

pub(super) fn check(
    view: &dyn View,
    files: Option<&Files>,
    look: &mut Look<'_>,
) -> Result<(), Error> {
    let Some(files) = files else { return Ok(()) };
    view.whole().each_blob(&mut |place, row| {
        look.step();
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                look.unreadable(&format!("blob {place}"), &error);
                return Ok(());
            }
        };
        if row.refused.is_some() {
            return Ok(());
        }
        // One byte more than it says: a file that grew is found too.
        match files.read(&row.hash, 0, row.size.saturating_add(1)) {
            Ok(bytes) => {
                let is_sound =
                    bytes.len() as u64 == row.size && *blake3::hash(&bytes).as_bytes() == row.hash;
                if !is_sound {
                    look.found(Fault::OtherBytes, hex(&row.hash));
                }
            }
            Err(Error::NotFound(_)) => look.found(Fault::NoBytes, hex(&row.hash)),
            Err(error) => look.unreadable(&hex(&row.hash), &error),
        }
        Ok(())
    })
}
