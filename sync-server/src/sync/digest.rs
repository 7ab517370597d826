//! Does a device hold what the server holds? The digest of a device's scopes, in parts where they differ, and what puts a part right.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::scope::without_contained;
use domain::{DeviceId, RecordId, Scope, Seq};
use protocol::digest::{BUCKETS, DigestReply, DigestRequest, MendReply, MendRequest, bucket_of};
use protocol::sync::{Gone, Whole};
use protocol::{ApiError, Digest, ErrorCode, Pulled};

use crate::error::Error;
use crate::rights::Rights;
use crate::storage::{Store, View};

/// The digest of what a device holds that has all of these scopes. Sealed files are left out: a device may hold them only for a while.
pub(super) fn of<'a>(
    view: &dyn View,
    scopes: impl Iterator<Item = &'a Scope>,
) -> Result<Digest, Error> {
    let open = scopes.filter(|scope| !scope.is_sealed()).cloned().collect();
    let mut digest = Digest::default();
    for scope in without_contained(open) {
        digest.join(view.digest(&scope)?);
    }
    Ok(digest)
}

/// The digest of a device's scopes in parts.
///
/// # Errors
/// [`ErrorCode::Forbidden`] for a scope that is not the member's.
pub async fn in_parts(
    store: &Store,
    device: DeviceId,
    request: DigestRequest,
    now: DateTime<Utc>,
) -> Result<DigestReply, Error> {
    store
        .read(move |view| {
            let mut buckets = vec![Digest::default(); BUCKETS];
            each_place(view, device, &request.scopes, now, &mut |id, seq| {
                if let Some(bucket) = buckets.get_mut(usize::from(bucket_of(id))) {
                    bucket.add(id, seq);
                }
            })?;
            let epoch = view.town()?.epoch;
            Ok(DigestReply { epoch, buckets })
        })
        .await
}

/// What a device lacks of a part, has otherwise, or must give back. That it was needed is noted: phone and server had come apart.
///
/// # Errors
/// [`ErrorCode::Forbidden`] for a scope that is not the member's.
pub async fn mend(
    store: &Store,
    device: DeviceId,
    request: MendRequest,
    now: DateTime<Utc>,
) -> Result<MendReply, Error> {
    let bucket = request.bucket;
    let reply = store
        .read(move |view| mended(view, device, &request, now))
        .await?;
    if !reply.changes.is_empty() {
        let records = reply.changes.len();
        tracing::warn!(%device, bucket, records, "a device held other records than the server");
    }
    Ok(reply)
}

fn mended(
    view: &dyn View,
    device: DeviceId,
    request: &MendRequest,
    now: DateTime<Utc>,
) -> Result<MendReply, Error> {
    let mut held: BTreeMap<RecordId, Seq> = request.held.iter().copied().collect();
    let mut wanted = Vec::new();
    each_place(view, device, &request.scopes, now, &mut |id, seq| {
        if bucket_of(id) == request.bucket && held.remove(&id) != Some(seq) {
            wanted.push(id);
        }
    })?;
    let mut changes = Vec::new();
    for id in wanted {
        if let Some(whole) = view.record(id)? {
            let seq = whole.seq;
            changes.push(Pulled::Whole(Box::new(Whole { seq, whole })));
        }
    }
    let town = view.town()?;
    let seq = town.head;
    let gone = |gone| Pulled::Gone(Gone { seq, gone });
    changes.extend(held.into_keys().map(gone));
    Ok(MendReply {
        epoch: town.epoch,
        changes,
    })
}

/// Every record of a device's scopes but the sealed ones.
fn each_place(
    view: &dyn View,
    device: DeviceId,
    scopes: &[Scope],
    now: DateTime<Utc>,
    visit: &mut dyn FnMut(RecordId, Seq),
) -> Result<(), Error> {
    let device = view.device(device)?.ok_or(Error::NotFound("device"))?;
    let rights = Rights::of(view, device.member)?;
    let is_theirs = |scope: &Scope| !scope.is_sealed() && rights.may_see(scope, now);
    if device.revoked_at.is_some() || !scopes.iter().all(is_theirs) {
        let message = "这个范围不归你负责";
        return Err(Error::Refused(ApiError::new(ErrorCode::Forbidden, message)));
    }
    for scope in without_contained(scopes.to_vec()) {
        view.each_place(&scope, visit)?;
    }
    Ok(())
}
