//! Villages, grids, groups and members: what the finders and filters list.

use domain::{AreaCode, MemberId, Role};
use serde::{Deserialize, Serialize};

use crate::command::command;

/// An area in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreaRow {
    /// Code.
    pub code: AreaCode,
    /// Name.
    pub name: String,
    /// Households of it on this device.
    pub households: u64,
}

/// The areas below `inside` at `level` that this member may work in, by code. `inside: None` means everything on this device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListAreas {
    /// Villages or grids.
    pub level: ListLevel,
    /// Only below this area.
    pub inside: Option<AreaCode>,
}
command!(ListAreas -> Vec<AreaRow>);

/// Which areas to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListLevel {
    /// 村.
    Village,
    /// 网格.
    Grid,
}

/// A group (组) in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupRow {
    /// Its number inside the village; 0 for households without one.
    pub group: u16,
    /// Households of it on this device.
    pub households: u64,
}

/// The groups of a village.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListGroups {
    /// The village.
    pub village: AreaCode,
}
command!(ListGroups -> Vec<GroupRow>);

/// A member in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberRow {
    /// Id.
    pub id: MemberId,
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
}

/// The members who work inside an area (for the office's filter), by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListMembers {
    /// Only those with an area inside this one.
    pub inside: Option<AreaCode>,
}
command!(ListMembers -> Vec<MemberRow>);
