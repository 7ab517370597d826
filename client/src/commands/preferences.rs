//! How this device shows things. Kept outside the locked store, so that 大字 is there before the PIN.

use serde::{Deserialize, Serialize};

use crate::command::command;

/// Size of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextSize {
    /// 18 px.
    #[default]
    Normal,
    /// 150 %.
    Large,
    /// 200 %.
    Largest,
}

/// What the person chose.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Preferences {
    /// `zh-CN` or `en`; empty means the system's.
    #[serde(default)]
    pub language: String,
    /// 大字.
    #[serde(default)]
    pub text_size: TextSize,
    /// The route that was open, so that a killed app reopens there.
    #[serde(default)]
    pub last_route: Option<String>,
    /// 只在无线网络下传照片.
    #[serde(default)]
    pub wireless_only: bool,
    /// 自动上锁: after so many minutes without use at an office's PC; 0 for never. Nothing chosen means [`LOCK_AFTER`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lock_after: Option<u16>,
}

/// Minutes without use after which an office's PC locks itself, where nobody chose otherwise.
pub const LOCK_AFTER: u16 = 30;

/// Reads the preferences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadPreferences;
command!(ReadPreferences -> Preferences);

/// Writes the preferences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavePreferences(pub Preferences);
command!(SavePreferences -> ());
