//! Finding a household and opening its page.

use chrono::{DateTime, Utc};
use domain::{AreaCode, Household, RecordId, Resident};
use serde::{Deserialize, Serialize};

use super::visits::{SaveState, VisitRow};
use crate::command::command;

/// A household in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HouseholdRow {
    /// Id.
    pub id: RecordId,
    /// Its grid.
    pub area: AreaCode,
    /// 村 name.
    pub village_name: String,
    /// 组.
    pub group: u16,
    /// 门牌.
    pub door: String,
    /// 户主.
    pub head: String,
    /// People in it.
    pub people: u32,
    /// The last visit, by anybody.
    pub last_visited_at: Option<DateTime<Utc>>,
    /// For a search result: the resident that was found, when it is not the head (masked phone or name as it matched).
    pub found: Option<String>,
}

/// The households of a village's group, in order of their doors (门牌 as numbers, not as text).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListHouseholds {
    /// The village (or grid).
    pub inside: AreaCode,
    /// Only this group.
    pub group: Option<u16>,
    /// Rows to leave out at the start.
    pub offset: u32,
    /// Rows wanted.
    pub limit: u32,
}
command!(ListHouseholds -> Vec<HouseholdRow>);

/// Searches by name (of head or any resident), pinyin initials or full pinyin, phone tail, door number. Best first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchHouseholds {
    /// As typed so far.
    pub text: String,
    /// Rows wanted.
    pub limit: u32,
}
command!(SearchHouseholds -> Vec<HouseholdRow>);

/// The households that this member visited or opened last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecentHouseholds {
    /// Rows wanted.
    pub limit: u32,
}
command!(RecentHouseholds -> Vec<HouseholdRow>);

/// A resident on the household page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ResidentRow {
    /// Id.
    pub id: RecordId,
    /// The person.
    pub resident: Resident,
    /// Has the office received it?
    pub state: SaveState,
}

/// Everything at one door.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HouseholdPage {
    /// Id.
    pub id: RecordId,
    /// Its grid.
    pub area: AreaCode,
    /// 村 name.
    pub village_name: String,
    /// 网格 name.
    pub grid_name: String,
    /// The household.
    pub household: Household,
    /// Has the office received its last change?
    pub state: SaveState,
    /// Fields with two people's values, each as a ready sentence.
    pub contested: Vec<String>,
    /// Its people: head first.
    pub residents: Vec<ResidentRow>,
    /// Its visits, newest first, at most 20.
    pub visits: Vec<VisitRow>,
    /// A visit form begun here and not saved.
    pub has_draft: bool,
}

/// Opens a household.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenHousehold {
    /// Which.
    pub id: RecordId,
}
command!(OpenHousehold -> HouseholdPage);
