//! What was set aside is still there, exactly as it came.

use std::collections::HashSet;

use protocol::Status;

use super::{Fault, Look};
use crate::error::Error;
use crate::storage::View;
use crate::sync::content_hash_of;

pub(super) fn check(view: &dyn View, look: &mut Look<'_>) -> Result<(), Error> {
    let mut kept = HashSet::new();
    view.whole().each_set_aside(&mut |id, row| {
        look.step();
        match row {
            Ok(row) => {
                if row.body.is_empty() || content_hash_of(&row.body) != row.content_hash {
                    look.found(Fault::OtherContent, id);
                }
                kept.insert((row.id, row.content_hash));
            }
            Err(error) => look.unreadable(&id, &error),
        }
        Ok(())
    })?;
    view.whole().each_receipt(&mut |id, receipt| {
        if let Ok(receipt) = receipt
            && matches!(receipt.status, Status::Quarantined { .. })
            && !kept.contains(&(receipt.id, receipt.content_hash))
        {
            look.found(Fault::NotKept, id);
        }
        Ok(())
    })
}
