//! One round trip: judge and store what was pushed, then read what is new. The order of the steps is the protocol's promise:
//! receipts are committed before they are answered, and the pull reads one consistent state with its head.

mod care;
mod content;
mod digest;
mod pull;
mod push;
mod reply;
mod steps;
mod told;

use chrono::{DateTime, Utc};
use protocol::{ApiError, Directive, ErrorCode, limits, version};

pub(crate) use content::content_hash_of;
pub use content::{Arrived, Element, read_request};
pub use digest::{in_parts, mend};
pub(crate) use push::{Pushing, push};
pub use reply::Reply;

use crate::error::Error;
use crate::rescue;
use crate::storage::{DeviceRow, Store};

/// Pulls that bring no change still note that the device was heard of, but not more often than this.
const SEEN_AGAIN_MINUTES: i64 = 5;
/// A clock that is wrong by more than this many days says nothing that could be put right.
const CLOCK_BELIEVABLE_DAYS: i64 = 100 * 366;

/// Serves one sync of an authenticated device that arrived at this moment.
///
/// # Errors
/// When the request is larger than the limits or the storage refuses; never because of one bad change.
pub async fn sync(
    store: &Store,
    device: DeviceRow,
    arrived: Arrived,
    now: DateTime<Utc>,
) -> Result<Reply, Error> {
    if arrived.elements.len() > limits::PUSH_CHANGES {
        return Err(Error::Refused(ApiError::new(
            ErrorCode::TooLarge,
            format!("一次最多发送 {} 条,请分批发送", limits::PUSH_CHANGES),
        )));
    }
    let pushing = push::Pushing {
        device: device.id,
        token_hash: device.token_hash,
        app: arrived.app.clone(),
        now,
        clock_offset_ms: clock_offset(arrived.now, now),
    };
    let elements = arrived.elements;
    // The first contact after a device was revoked is noted: whoever revoked it waits for that.
    let heard_lately = now - device.last_seen_at < chrono::Duration::minutes(SEEN_AGAIN_MINUTES)
        && device.revoked_at.is_none_or(|at| at <= device.last_seen_at);
    let (openings, exports) = (arrived.openings, arrived.exports);
    let is_silent = elements.is_empty() && openings.is_empty() && exports.is_empty();
    let (receipts, noted) = if is_silent && heard_lately {
        (Vec::new(), told::Told::default())
    } else {
        store
            .transact(move |tx| {
                let receipts = push::push(tx, &pushing, &elements)?;
                Ok((receipts, told::note(tx, &pushing, &openings, &exports)?))
            })
            .await?
    };
    let wanted = pull::Wanted {
        device: device.id,
        epoch: arrived.epoch,
        mine: arrived.mine,
        cursors: arrived.cursors,
        limit: arrived.limit.unwrap_or(limits::PULL_CHANGES),
        too_old: arrived.v < version::OLDEST,
        v: arrived.v,
    };
    let mut reply = store
        .read(move |view| pull::pull(view, &wanted, now))
        .await?;
    if arrived.v < version::OLDEST {
        reply.directives.push(Directive::Update);
    }
    reply.receipts = receipts;
    reply.openings = noted.openings;
    reply.exports = noted.exports;
    if arrived.wants_rescue_key {
        reply.rescue_key = Some(store.transact(rescue::public_key).await?);
    }
    Ok(reply)
}

/// How far the phone's clock is behind the server's; 0 when the difference may be the link's, or when it is absurd.
fn clock_offset(phone: Option<DateTime<Utc>>, now: DateTime<Utc>) -> i64 {
    let behind = phone.map_or(0, |phone| (now - phone).num_milliseconds());
    let tolerated = behind.unsigned_abs() < limits::CLOCK_TOLERANCE_MS.unsigned_abs();
    let absurd = behind.unsigned_abs() > CLOCK_BELIEVABLE_DAYS.unsigned_abs() * 86_400_000;
    if tolerated || absurd { 0 } else { behind }
}
