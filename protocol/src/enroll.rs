//! Enrolment: a one-time code becomes a device credential.

use chrono::{DateTime, Utc};
use domain::{AreaCode, DeviceId, MemberId, Role, Scope};
use serde::{Deserialize, Serialize};

/// `POST /v1/enroll`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EnrollRequest {
    /// Protocol version of the client.
    pub v: u16,
    /// Version of the app, for the list of devices.
    pub app: String,
    /// The one-time code, as typed: upper or lower case, with or without hyphens.
    pub code: String,
    /// What the device calls itself, such as "Chromium on Android"; no personal data.
    #[serde(default)]
    pub device_name: String,
    /// The device this installation was before: when it belongs to the same member, the server gives back its recovery secret and keeps its id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<DeviceId>,
    /// A random secret made on the device, base64. The device locks a second copy of its data key with it and forgets it;
    /// the server keeps it, and without the device it opens nothing. Ignored when `previous` is known.
    pub recovery: String,
}

/// The answer to an enrolment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EnrollReply {
    /// The device's id.
    pub device: DeviceId,
    /// The credential: sent as `Authorization: Bearer …` from now on. Shown once.
    pub token: String,
    /// The recovery secret of a device that was known before, base64.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovery: Option<String>,
    /// The member who uses the device.
    pub member: MemberId,
    /// The member's name.
    pub name: String,
    /// The member's role.
    pub role: Role,
    /// The areas the member works in.
    pub areas: Vec<AreaCode>,
    /// The town's code.
    pub town: AreaCode,
    /// The town's name.
    pub town_name: String,
    /// What the device will hold, with the number of records of each scope: the size of the first download.
    pub scopes: Vec<ScopeSize>,
    /// The server's present history; changes when a server is restored.
    pub epoch: String,
    /// The server's clock, milliseconds.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub now: DateTime<Utc>,
}

/// A scope and how many records it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScopeSize {
    /// The scope.
    pub scope: Scope,
    /// Records in it.
    pub records: u64,
}
