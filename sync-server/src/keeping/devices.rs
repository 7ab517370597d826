//! Devices: found by the beginning of their id or by their member, and revoked.

use chrono::{DateTime, Utc};
use domain::{DeviceId, MemberId};
use serde_json::json;

use crate::audit::{self, Actor, Deed};
use crate::error::Error;
use crate::storage::{DeviceRow, Tx, View};

/// The devices whose ids begin so.
///
/// # Errors
/// When the storage cannot be read.
pub fn devices_starting(view: &dyn View, start: &str) -> Result<Vec<DeviceRow>, Error> {
    let start = start.to_ascii_lowercase();
    let mut devices = view.devices()?;
    devices.retain(|device| device.id.to_string().starts_with(&start));
    Ok(devices)
}

/// The devices of a member that are not revoked.
///
/// # Errors
/// When the storage cannot be read.
pub fn devices_of(view: &dyn View, member: MemberId) -> Result<Vec<DeviceRow>, Error> {
    let mut devices = view.devices()?;
    devices.retain(|device| device.member == member && device.revoked_at.is_none());
    Ok(devices)
}

/// Ends the rights of a device: what it captured before is still taken, then it is told to forget everything. Revoked twice is revoked
/// since the first time.
///
/// # Errors
/// [`Error::NotFound`] when there is no such device.
pub fn revoke(
    tx: &dyn Tx,
    by: Actor,
    id: DeviceId,
    now: DateTime<Utc>,
) -> Result<DeviceRow, Error> {
    let mut device = tx.device(id)?.ok_or(Error::NotFound("device"))?;
    if device.revoked_at.is_none() {
        device.revoked_at = Some(now);
        tx.put_device(&device)?;
        let about = [("device", json!(id)), ("member", json!(device.member))];
        audit::note(tx, now, by, (Deed::Revoke, &about))?;
    }
    Ok(device)
}
