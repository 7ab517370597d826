//! 户: one door with the people behind it.

use serde::{Deserialize, Serialize};

use crate::change::Fields;

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
}

impl Household {
    /// Reads a household out of a record's fields; `None` when a known field has the wrong type.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Option<Self> {
        fields.read()
    }
}
