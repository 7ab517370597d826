//! What the backend tells the screens without being asked.

use chrono::{DateTime, Utc};
use domain::Kind;
use serde::{Deserialize, Serialize};

/// Something the screens may want to show.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Records of these kinds changed: screens that show them ask again.
    Changed(Vec<Kind>),
    /// Bytes came, went, or were refused: what shows this hash asks again.
    Blob {
        /// Which.
        hash: String,
    },
    /// The light in the header.
    Sync(SyncLight),
    /// The first pull: so many of so many records are here.
    Pulling {
        /// Records here.
        done: u64,
        /// Records in all, as told at enrolment.
        of: u64,
    },
    /// The store was locked.
    Locked,
    /// The space on this device runs low, in bytes.
    SpaceLow {
        /// Used.
        used: u64,
        /// Allowed.
        quota: u64,
    },
}

/// What the header shows about the office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct SyncLight {
    /// In one word.
    pub state: LightState,
    /// Changes that the office has not received.
    pub unsent: u64,
    /// When the oldest of them was saved.
    pub oldest_unsent_at: Option<DateTime<Utc>>,
    /// Changes set aside that need a hand (需处理).
    pub quarantined: u64,
    /// Photos, voice notes and signatures that the office has not received; they count apart from the changes.
    #[serde(default)]
    pub blobs_waiting: u64,
    /// Those that the office did not take.
    #[serde(default)]
    pub blobs_refused: u64,
    /// They wait for a wireless network.
    #[serde(default)]
    pub blobs_held: bool,
    /// This version of the app is too old for the server: it hands in and is given nothing new.
    #[serde(default)]
    pub outdated: bool,
    /// When the server last answered.
    pub last_contact_at: Option<DateTime<Utc>>,
    /// The phone's clock is wrong by this much, milliseconds (server minus phone); 0 when it is right enough.
    pub clock_offset_ms: i64,
}

/// The header's light.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum LightState {
    /// 已同步: the office has all, and the server answered last time.
    Synced,
    /// 正在同步.
    Syncing,
    /// 待上传: saved here, waiting.
    #[default]
    Waiting,
    /// 无网络: the server could not be reached last time.
    Offline,
    /// 需处理: something was set aside.
    NeedsHand,
    /// 请重新登记: the server does not know this device any more. Everything is kept.
    SignedOut,
}
