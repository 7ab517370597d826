//! Enrolling, unlocking and locking this device.

use chrono::{DateTime, Utc};
use domain::{AreaCode, MemberId, Role};
use serde::{Deserialize, Serialize};

use crate::command::command;

/// Where this device stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Nobody is enrolled: ask for a code.
    Fresh,
    /// Enrolled; the PIN is needed.
    Locked {
        /// Tries left.
        tries_left: u32,
        /// Seconds until the next try is accepted.
        wait_seconds: u32,
    },
    /// Ten wrong PINs: a new enrolment code for the same member opens the store again. Nothing was deleted.
    Blocked,
    /// Open.
    Ready,
}

/// Who is enrolled here and whether the store is open.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Session {
    /// Where this device stands.
    pub stage: Stage,
    /// The member, once open.
    pub member: Option<SessionMember>,
    /// Has the browser promised to keep the data? `None` where the question does not arise.
    pub persisted: Option<bool>,
    /// A damaged store was set aside and kept when this one was opened; a fresh one is filled from the server.
    pub set_aside: bool,
    /// The office ended this device's rights; everything was handed in and forgotten.
    #[serde(default)]
    pub ended: Option<Ended>,
}

/// What is left to say on a device that forgot everything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// When.
    pub at: DateTime<Utc>,
    /// Whose device it was: the town's name.
    pub town_name: String,
    /// Changes that the office keeps aside, to be looked at there.
    pub set_aside: u64,
    /// Did the person sign out here, rather than the office?
    #[serde(default)]
    pub is_own: bool,
}

/// The member as this device knows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SessionMember {
    /// Id.
    pub id: MemberId,
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// The areas the member works in.
    pub areas: Vec<AreaCode>,
    /// The town's code.
    pub town: AreaCode,
    /// The town's name.
    pub town_name: String,
    /// Has the first pull been finished?
    pub pulled: bool,
}

/// Asks where this device stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadSession;
command!(ReadSession -> Session);

/// Turns a one-time code into a credential, makes the store and sets its PIN. The first pull then starts by itself.
/// On a device with a blocked or locked store of the same member, sets a new PIN for that store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enroll {
    /// The server's address, such as `https://tiejiaoban.example.gov.cn`; the page's own origin on the web.
    pub server: String,
    /// The code as typed.
    pub code: String,
    /// Six digits.
    pub pin: String,
    /// What the device calls itself.
    pub device_name: String,
}
command!(Enroll -> Session);

/// Opens the store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unlock {
    /// Six digits.
    pub pin: String,
}
command!(Unlock -> Session);

/// Closes the store; the key leaves memory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lock;
command!(Lock -> Session);

/// Sets another PIN.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangePin {
    /// The PIN until now.
    pub old: String,
    /// The PIN from now on.
    pub new: String,
}
command!(ChangePin -> ());

/// 退出并清除本机: drops the keys and the files of this device. Refused while anything on it has no receipt: [`Error::NotHandedIn`].
///
/// [`Error::NotHandedIn`]: crate::Error::NotHandedIn
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignOut;
command!(SignOut -> Session);
