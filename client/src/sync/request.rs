//! What the engine asks the server: the push and pull of one round trip, a page of an image, and to be told of news.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::{ChangeId, RecordId, Scope, Seq};
use protocol::SyncRequest;
pub(super) use protocol::WaitReply as News;
use protocol::limits::{IMAGE_RECORDS, PUSH_BYTES};
use protocol::version::{self, IMAGE_PATH, SYNC_PATH, WAIT_PATH};
use rusqlite::Connection;
use serde::Serialize;

use crate::error::Error;
use crate::store::cursors::{self, Place};
use crate::store::{Own, Store, changes, exports, meta, openings};

/// The app's version, as the server's list of devices shows it.
pub(crate) const APP: &str = env!("CARGO_PKG_VERSION");
/// Records of one page: small enough that a tap is answered between two of them.
const IMAGE_PAGE: usize = 2_000;
/// A device that expects more than this is the office's: larger pages rewrite each part of its indexes less often.
const TOWN_RECORDS: u64 = 20_000;

/// A push and pull, and what the answer will be compared with.
pub(super) struct Asked {
    pub(super) path: String,
    pub(super) body: Vec<u8>,
    pub(super) epoch: String,
    pub(super) pushed: Vec<ChangeId>,
}

/// The next round trip: the oldest waiting changes, and the cursors of all scopes whose image is in.
pub(super) fn sync(
    store: &Store,
    most: usize,
    wanted: usize,
    now: DateTime<Utc>,
) -> Result<Asked, Error> {
    let (db, own) = (store.db(), store.own());
    let epoch = meta::get(db, meta::EPOCH)?.unwrap_or_default();
    let changes = changes::next_batch(db, &own, most, PUSH_BYTES)?;
    let pushed = changes.iter().map(|change| change.id).collect();
    let request = SyncRequest {
        v: version::CURRENT,
        app: APP.to_owned(),
        epoch: epoch.clone(),
        now,
        mine: changes::last_device_seq(db)?,
        cursors: tails(db, &own)?,
        changes,
        limit: Some(wanted),
        wants_rescue_key: meta::get(db, meta::RESCUE_KEY)?.is_none(),
        openings: openings::untold(db)?,
        exports: exports::untold(db)?,
    };
    Ok(Asked {
        path: SYNC_PATH.to_owned(),
        body: encode(&request)?,
        epoch,
        pushed,
    })
}

/// The scopes whose records are not sealed and are all here.
pub(super) fn open_scopes(db: &Connection) -> Result<Vec<Scope>, Error> {
    let places = cursors::all(db)?.into_iter();
    let open =
        places.filter(|(scope, place)| !scope.is_sealed() && matches!(place, Place::Tail(_)));
    Ok(open.map(|(scope, _)| scope).collect())
}

/// Care files are pulled only while they are open.
fn tails(db: &Connection, own: &Own) -> Result<BTreeMap<Scope, Seq>, Error> {
    let tails = cursors::all(db)?
        .into_iter()
        .filter(|(scope, _)| own.care.is_some() || !scope.is_sealed())
        .filter_map(|(scope, place)| match place {
            Place::Tail(seq) => Some((scope, seq)),
            Place::Image { .. } => None,
        });
    Ok(tails.collect())
}

/// What is sent, as it is sent.
pub(super) fn encode(request: &impl Serialize) -> Result<Vec<u8>, Error> {
    serde_json::to_vec(request).map_err(|error| Error::Internal(format!("encode request: {error}")))
}

/// Records of one page of an image at the most, for a device that expects so many in all.
pub(super) fn image_page(expected: u64) -> usize {
    if expected > TOWN_RECORDS {
        IMAGE_RECORDS
    } else {
        IMAGE_PAGE
    }
}

/// A page of a scope's image of so many records.
pub(super) fn image(scope: &Scope, after: Option<RecordId>, limit: usize) -> String {
    let after = after.map(|id| format!("&after={id}")).unwrap_or_default();
    format!("{IMAGE_PATH}?scope={scope}{after}&limit={limit}")
}

/// News after this sequence.
pub(super) fn wait(after: Seq) -> String {
    format!("{WAIT_PATH}?after={}", after.0)
}
