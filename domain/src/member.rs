//! The people who use the app: grid workers, cadres, supervisors, departments.

use serde::{Deserialize, Serialize};

use crate::area::AreaCode;
use crate::change::Fields;
use crate::codes::codes;

codes! {
    /// What a member does. Rights follow from role × area × data class.
    pub enum Role = "role" {
        /// 网格员: walks from door to door in the own grids.
        Worker = "worker" => "网格员",
        /// 村干部、村调解员: sees the village.
        VillageCadre = "village_cadre" => "村干部",
        /// 镇综治中心: sees the town.
        Supervisor = "supervisor" => "镇综治中心",
        /// 司法所、派出所、民政所…: sees what is assigned to it.
        Department = "department" => "部门",
        /// 县: sees counts and what was escalated.
        County = "county" => "县综治中心",
        /// 安全审计员: sees the audit log, no content.
        Auditor = "auditor" => "安全审计员",
        /// 系统管理员: areas, members, devices.
        Admin = "admin" => "系统管理员",
    }
}

codes! {
    /// Full-time or part-time grid worker.
    pub enum Employment = "employment" {
        /// 专职.
        FullTime = "full_time" => "专职",
        /// 兼职.
        PartTime = "part_time" => "兼职",
    }
}

/// A member as the record says it: the public part, which every member of the town sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Full name.
    pub name: String,
    /// What the member does.
    pub role: Role,
    /// The areas the member works in.
    #[serde(default)]
    pub areas: Vec<AreaCode>,
    /// Phone number at work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// For grid workers: full-time or part-time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub employment: Option<Employment>,
    /// For departments: the unit by the name under which things are assigned to it, such as 司法所.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

impl Member {
    /// Reads a member out of a record's fields; `None` when name or role is missing.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Option<Self> {
        fields.read()
    }
}
