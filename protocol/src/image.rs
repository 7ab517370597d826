//! The first pull of a scope: its records page by page, resumable after any page, then the tail of changes.
//! A page may already hold later changes than `as_of`; replaying the tail from `as_of` leaves those records as they are.

use domain::{Record, RecordId, Scope, Seq};
use serde::{Deserialize, Serialize};

/// `GET /v1/image?scope=…&after=…&limit=…`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImageQuery {
    /// Which scope.
    pub scope: Scope,
    /// The last record of the page before; none for the first page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<RecordId>,
    /// Records wanted; the server may give fewer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<usize>,
}

/// One page of an image.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImagePage {
    /// The server's history; when it differs from the first page's, start over.
    pub epoch: String,
    /// The town's sequence when this page was read. The first page's is the cursor to go on from when the last page is in.
    pub as_of: Seq,
    /// Records in order of their ids.
    pub records: Vec<Record>,
    /// Where to go on; none when this was the last page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<RecordId>,
}
