//! The answer to a sync, with the changes as the stored text they are: the same JSON as [`protocol::SyncReply`], not read and
//! written once more.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::{ExportId, OpeningId, Scope, Seq};
use protocol::sync::Own;
use protocol::{Digest, Directive, Receipt};
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use crate::error::Error;
use crate::storage::ChangeRow;

/// See [`protocol::SyncReply`].
#[derive(Debug, Serialize)]
pub struct Reply {
    /// The server's history.
    pub epoch: String,
    /// The server's clock.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub now: DateTime<Utc>,
    /// One for every pushed change.
    pub receipts: Vec<Receipt>,
    /// New changes, each a [`protocol::Pulled`].
    pub changes: Vec<Box<RawValue>>,
    /// Where each scope now stands.
    pub cursors: BTreeMap<Scope, Seq>,
    /// There is more to pull.
    pub more: bool,
    /// The scopes held now.
    pub scopes: Vec<Scope>,
    /// What else the server asks for.
    pub directives: Vec<Directive>,
    /// The openings that stand in the audit log now.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub openings: Vec<OpeningId>,
    /// The exports that stand in the audit log now.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub exports: Vec<ExportId>,
    /// The township's public key, when it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rescue_key: Option<String>,
    /// Of the scopes of `cursors`, when there is no more to pull.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digest: Option<Digest>,
}

impl Reply {
    pub(super) fn empty(epoch: String, now: DateTime<Utc>) -> Self {
        Self {
            epoch,
            now,
            receipts: Vec::new(),
            changes: Vec::new(),
            cursors: BTreeMap::new(),
            more: false,
            scopes: Vec::new(),
            directives: Vec::new(),
            openings: Vec::new(),
            exports: Vec::new(),
            rescue_key: None,
            digest: None,
        }
    }
}

/// A change as it goes down: whole, or without the content that the device holds.
pub(super) fn pulled(
    change: ChangeRow,
    is_held: impl Fn(&ChangeRow) -> bool,
) -> Result<Box<RawValue>, Error> {
    if is_held(&change) {
        return to_raw_value(&Own {
            id: change.id,
            seq: change.seq,
            received_at: change.received_at,
            clock_offset_ms: change.clock_offset_ms,
        })
        .map_err(Error::damaged("change"));
    }
    RawValue::from_string(change.body).map_err(Error::damaged("change"))
}
