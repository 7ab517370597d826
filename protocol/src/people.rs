//! `/v1/people`: the office looks after who works where and on which devices. `GET` lists, `POST` does one thing ([`PeopleAct`]). Only for
//! members whose own right reaches over the place; every act is noted in the audit log under the member who did it.

use chrono::{DateTime, Utc};
use domain::{AreaCode, DeviceId, Kind, MemberId, RecordId, Role};
use serde::{Deserialize, Serialize};

/// Where the office asks.
pub const PEOPLE_PATH: &str = "/v1/people";
/// A code on paper may be used for so long, minutes.
pub const CARD_MINUTES: u32 = 3 * 24 * 60;
/// No code may be used for longer, minutes.
pub const MOST_MINUTES: u32 = 7 * 24 * 60;

/// Everybody's rights and devices. Names and telephones stand in the members' own records, which every device has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleReply {
    /// The server's clock, milliseconds.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub now: DateTime<Utc>,
    /// The roles that who asks may give.
    pub may_give: Vec<Role>,
    /// Who there is, in no order.
    pub members: Vec<MemberState>,
}

/// A member's rights and devices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberState {
    /// Who.
    pub member: MemberId,
    /// The rights that hold now.
    pub rights: Vec<Right>,
    /// The devices, the one heard of last first; revoked ones stay in the list.
    pub devices: Vec<DeviceState>,
}

/// A right over an area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Right {
    /// As what.
    pub role: Role,
    /// Where.
    pub area: AreaCode,
    /// Since when, milliseconds.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub from_at: DateTime<Utc>,
}

/// A device as the server knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceState {
    /// Which.
    pub device: DeviceId,
    /// What it called itself when it was enrolled.
    pub name: String,
    /// The version of its app.
    pub app: String,
    /// When it was enrolled, milliseconds.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub enrolled_at: DateTime<Utc>,
    /// When it was heard of last, milliseconds.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub last_seen_at: DateTime<Utc>,
    /// The highest number of its own changes that was received.
    pub received: u64,
    /// It was copied, and has to be enrolled again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_forked: bool,
    /// When its rights ended, milliseconds; none while they hold.
    #[serde(default, with = "chrono::serde::ts_milliseconds_option")]
    pub revoked_at: Option<DateTime<Utc>>,
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum PeopleAct {
    /// 发登记码: a one-time code for another device of this member.
    Code {
        /// For whom.
        member: MemberId,
        /// How long it can be used, minutes; [`CODE_MINUTES`](crate::limits::CODE_MINUTES) without, a week at the most.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        minutes: Option<u32>,
    },
    /// 收回设备: what it captured before is still taken, then it forgets everything.
    Revoke {
        /// Which.
        device: DeviceId,
    },
    /// 给权限.
    Grant {
        /// To whom.
        member: MemberId,
        /// As what.
        role: Role,
        /// Where.
        area: AreaCode,
    },
    /// 结束权限.
    EndGrant {
        /// Whose.
        member: MemberId,
        /// As what.
        role: Role,
        /// Where.
        area: AreaCode,
    },
    /// 换人: the second has the first one's rights from now on; the first one's devices are revoked.
    Replace {
        /// Who leaves.
        old: MemberId,
        /// Who takes over.
        new: MemberId,
        /// Also on the teams (五包一) of care files.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        care: bool,
    },
    /// 添加人员. Said twice with the same id, it is done once.
    Add {
        /// Made by who asks.
        member: MemberId,
        /// Full name.
        name: String,
        /// Telephone at work.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        phone: Option<String>,
        /// For a department: the unit by the name under which things are assigned to it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<String>,
        /// As what.
        role: Role,
        /// Where.
        area: AreaCode,
    },
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "done", rename_all = "snake_case")]
pub enum PeopleDone {
    /// A code, shown once.
    Code {
        /// As a person types it.
        code: String,
        /// Until when it can be used, milliseconds.
        #[serde(with = "chrono::serde::ts_milliseconds")]
        expires_at: DateTime<Utc>,
    },
    /// It is so now.
    Done,
    /// It was so before.
    Unchanged,
    /// Somebody took over.
    Replaced {
        /// Devices of the old member that were revoked.
        devices: u64,
        /// Care files whose team has the new member in the old one's place.
        #[serde(default)]
        care: u64,
        /// What the old member has open; the office gives each thing to somebody.
        open: Vec<OpenThing>,
    },
}

/// Something that a member who leaves has not finished.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenThing {
    /// Which record.
    pub record: RecordId,
    /// What it is.
    pub kind: Kind,
    /// Where it stands, in words.
    pub state: String,
    /// Where it belongs.
    pub area: AreaCode,
}
