//! Who may have which ledger as a file.

use chrono::{DateTime, Utc};
use domain::{AreaCode, Role};
use ledger::Ledger;

use super::{forbidden, rights_now};
use crate::error::Error;
use crate::storage::{DeviceRow, View};

/// The area of a ledger that this device may have as a file: what was asked for, or all that its member looks after. The office has every
/// ledger, the county those that are counts.
///
/// # Errors
/// [`ErrorCode::Forbidden`] for everybody else, and beyond the own reach.
pub fn files_of(
    view: &dyn View,
    device: &DeviceRow,
    (ledger, area): (&Ledger, Option<AreaCode>),
    now: DateTime<Utc>,
) -> Result<AreaCode, Error> {
    let rights = rights_now(view, device, now)?.into_iter();
    let mut own = rights.filter(|right| match right.role {
        Role::Supervisor => true,
        Role::County => ledger.is_counts,
        _ => false,
    });
    let found = match area {
        None => own.next().map(|right| right.area),
        Some(area) => own.any(|right| right.area.contains(&area)).then_some(area),
    };
    found.ok_or_else(|| forbidden("这个台账不在你的范围里"))
}
