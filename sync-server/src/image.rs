//! The first pull: a scope's records page by page in order of their ids.

use chrono::{DateTime, Utc};
use domain::{DeviceId, Seq};
use protocol::{ApiError, ErrorCode, ImageQuery, limits};
use serde::Serialize;
use serde_json::value::RawValue;

use crate::error::Error;
use crate::rights::Rights;
use crate::storage::{Store, View};

/// Records in a page when the device does not say.
const DEFAULT_RECORDS: usize = 2_000;

/// See [`protocol::ImagePage`]; the records are the stored text they are.
#[derive(Debug, Serialize)]
pub struct Page {
    /// The server's history.
    pub epoch: String,
    /// The town's sequence when this page was read.
    pub as_of: Seq,
    /// Records in order of their ids.
    pub records: Vec<Box<RawValue>>,
    /// Where to go on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<domain::RecordId>,
}

/// Reads one page for a device that asks at this moment.
///
/// # Errors
/// [`ErrorCode::Forbidden`] when the scope is not the member's.
pub async fn page(
    store: &Store,
    device: DeviceId,
    query: ImageQuery,
    now: DateTime<Utc>,
) -> Result<Page, Error> {
    store
        .read(move |view| read(view, device, &query, now))
        .await
}

fn read(
    view: &dyn View,
    device: DeviceId,
    query: &ImageQuery,
    now: DateTime<Utc>,
) -> Result<Page, Error> {
    let forbidden = |message: &str| Error::Refused(ApiError::new(ErrorCode::Forbidden, message));
    let device = view.device(device)?.ok_or(Error::NotFound("device"))?;
    if device.revoked_at.is_some() {
        return Err(forbidden("这台设备的使用权已结束"));
    }
    if !Rights::of(view, device.member)?.may_see(&query.scope, now) {
        return Err(forbidden("这个范围不归你负责"));
    }
    let town = view.town()?;
    let limit = query
        .limit
        .unwrap_or(DEFAULT_RECORDS)
        .clamp(1, limits::IMAGE_RECORDS);
    let rows = view.image_page(&query.scope, query.after, limit)?;
    let next = rows
        .last()
        .filter(|_| rows.len() == limit)
        .map(|row| row.id);
    let records = rows
        .into_iter()
        .map(|row| RawValue::from_string(row.body).map_err(Error::damaged("record")))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Page {
        epoch: town.epoch,
        as_of: town.head,
        records,
        next,
    })
}
