//! `POST /v1/care/open`: the town's office opens a care file for a stated purpose. The files of care are in nobody's standing scope, the office's
//! neither: the server looks one up by name, notes it in its audit log, and answers. The client shows it from memory until [`OpenCareReply::until`]
//! and keeps nothing of it.

use chrono::{DateTime, Utc};
use domain::care::OpenPurpose;
use domain::{AreaCode, OpeningId, Record};
use serde::{Deserialize, Serialize};

/// Where the office asks.
pub const OPEN_CARE_PATH: &str = "/v1/care/open";
/// For how long an opened file may be shown, minutes.
pub const OPEN_MINUTES: i64 = 10;
/// People of one name in one place; where there are more, the place has to be said closer.
pub const OPEN_MOST: usize = 5;

/// Whose file, and what for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenCareRequest {
    /// Its id: asked again because an answer was lost, it is noted once.
    pub id: OpeningId,
    /// A village or grid.
    pub area: AreaCode,
    /// The person's full name: who is looked for is known, nobody is listed.
    pub name: String,
    /// What for.
    pub purpose: OpenPurpose,
}

/// The files of the people of this name whose label lasts; none is an answer too.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OpenCareReply {
    /// Until when they may be shown, milliseconds, by the server's clock.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub until: DateTime<Utc>,
    /// Each with what was recorded.
    pub files: Vec<OpenedFile>,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OpenedFile {
    /// The file.
    pub file: Record,
    /// Its check-ins, the latest first.
    pub check_ins: Vec<Record>,
}
