//! The schema and how an older store comes to it.

use rusqlite::Connection;

use super::{disputes, items, search};
use crate::error::Error;

const MIGRATIONS: &[&str] = &[
    include_str!("../../migrations/0001_begin.sql"),
    include_str!("../../migrations/0002_dispute.sql"),
    include_str!("../../migrations/0003_items.sql"),
    include_str!("../../migrations/0004_care.sql"),
    include_str!("../../migrations/0005_blob.sql"),
    include_str!("../../migrations/0006_step_draft.sql"),
    include_str!("../../migrations/0007_blob_transfer.sql"),
    include_str!("../../migrations/0008_remark.sql"),
    include_str!("../../migrations/0009_risk.sql"),
    include_str!("../../migrations/0010_opening.sql"),
    include_str!("../../migrations/0011_export.sql"),
    include_str!("../../migrations/0012_settled.sql"),
    include_str!("../../migrations/0013_province.sql"),
    include_str!("../../migrations/0014_board.sql"),
];
/// The schema's version.
#[expect(clippy::cast_possible_truncation, reason = "a handful")]
pub(crate) const VERSION: u32 = MIGRATIONS.len() as u32;

/// Brings a store of an older version to this one, in one transaction.
pub(super) fn migrate(db: &mut Connection, from: u32) -> Result<(), Error> {
    if from > VERSION {
        return Err(Error::Internal(format!("store version {from} is newer")));
    }
    let done = usize::try_from(from).unwrap_or_default();
    let tx = db.transaction()?;
    for step in MIGRATIONS.iter().skip(done) {
        tx.execute_batch(step)?;
    }
    if (1..14).contains(&from) {
        disputes::index_all(&tx)?;
    }
    if (1..13).contains(&from) {
        items::index_all(&tx)?;
    }
    if (1..3).contains(&from) {
        items::index_old_visits(&tx)?;
        search::index_people_again(&tx)?;
    }
    tx.pragma_update(None, "user_version", VERSION)?;
    tx.commit()?;
    Ok(())
}
