//! 户: one door with the people behind it.

use serde::{Deserialize, Serialize};

use crate::change::Fields;
use crate::codes::codes;

codes! {
    /// 走访类别: how often a household is visited follows from it, by the rules of the profile.
    pub enum VisitClass = "visit-class" {
        /// 一般户.
        General = "general" => "一般户",
        /// 困难户.
        Hardship = "hardship" => "困难户",
        /// 流动人员户.
        Migrant = "migrant" => "流动人员户",
        /// 空巢老人户.
        EmptyNest = "empty_nest" => "空巢老人户",
        /// 重点关爱户.
        Care = "care" => "重点关爱户",
    }
}

codes! {
    /// 应急转移需要: what has to be thought of when this household must leave quickly.
    pub enum EvacuationNeed = "evacuation-need" {
        /// Cannot walk well.
        Mobility = "mobility" => "行动不便",
        /// An old person alone.
        Alone = "alone" => "独居老人",
        /// Medicine that must come along.
        Medicine = "medicine" => "长期用药",
        /// Pregnant, or newly delivered.
        Pregnant = "pregnant" => "孕产妇",
        /// A baby.
        Infant = "infant" => "婴幼儿",
        /// 残疾.
        Disabled = "disabled" => "残疾",
        /// No way to leave by oneself.
        Vehicle = "vehicle" => "需要车辆",
    }
}

/// A household as a person fills it in. Its grid is the record's area.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Household {
    /// 组(社): the group's number inside the village; 0 when the village has none.
    #[serde(default)]
    pub group: u16,
    /// 门牌: as it stands on the door.
    #[serde(default)]
    pub door: String,
    /// 户主 name.
    #[serde(default)]
    pub head: String,
    /// A phone number on which somebody of this household answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// 联户: the person who keeps contact with this household besides the grid worker.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_person: Option<String>,
    /// What helps to find the door.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub directions: Option<String>,
    /// 走访类别; 一般户 where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit_class: Option<VisitClass>,
    /// 应急转移需要.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evacuation_needs: Vec<EvacuationNeed>,
    /// 应急转移: what else helpers must know, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evacuation_note: Option<String>,
}

impl Household {
    /// How often it is visited goes by this.
    #[must_use]
    pub fn visit_class(&self) -> VisitClass {
        self.visit_class.unwrap_or(VisitClass::General)
    }

    /// Reads a household out of a record's fields; `None` when a known field has the wrong type.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Option<Self> {
        fields.read()
    }
}
