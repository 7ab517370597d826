//! `POST /v1/care/open`: the town's office opens a care file for a stated purpose. The files of care are in nobody's standing scope, the office's
//! neither: the server looks one up by name, notes it in its audit log, and answers. The client shows it from memory until [`OpenCareReply::until`]
//! and keeps nothing of it. `POST /v1/care/team`: while it is shown, the office says who shares the care; the server writes it under the office's name.

use chrono::{DateTime, Utc};
use domain::care::{OpenPurpose, TeamMember};
use domain::{AreaCode, OpeningId, Record, RecordId};
use serde::{Deserialize, Serialize};

/// Where the office asks.
pub const OPEN_CARE_PATH: &str = "/v1/care/open";
/// Where the office says who shares the care.
pub const CARE_TEAM_PATH: &str = "/v1/care/team";
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

/// 调整五包一: of a file that was opened and may still be shown. Answered with the [`OpenedFile`] as it is then; asked again, it is so already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CareTeamRequest {
    /// The opening ([`OpenCareRequest::id`]) by which the file is on the screen.
    pub opening: OpeningId,
    /// Which of its files.
    pub file: RecordId,
    /// The roles that change; the others stay as they are.
    pub seats: Vec<SeatChange>,
}

/// Who has one role from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatChange {
    /// A code of the profile's list.
    pub role: String,
    /// Who; without one the role is empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<TeamMember>,
}
