//! 今日: what the home screen answers.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::visits::VisitRow;
use crate::command::command;

/// The home screen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HomePage {
    /// Where the member works, in words: 张庄村 第三网格.
    pub place: String,
    /// The local day, the phone's clock put right.
    pub today: NaiveDate,
    /// Own visits recorded today.
    pub visits_today: u64,
    /// Of them received by the office.
    pub received_today: u64,
    /// Own visits 待跟进 whose date has come and after which the household was not visited again: overdue first.
    pub follow_ups: Vec<FollowUp>,
    /// Forms begun and not saved.
    pub drafts: u64,
    /// Records set aside.
    pub needs_hand: u64,
}

/// A visit that asked to be followed up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FollowUp {
    /// The visit.
    pub visit: VisitRow,
    /// By when.
    pub due_on: NaiveDate,
}

/// Opens the home screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenHome;
command!(OpenHome -> HomePage);
