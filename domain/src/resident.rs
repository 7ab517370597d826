//! 人: one person of a household. Only what the work needs: name, sex, birth, phone; the identity number is optional.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::change::Fields;
use crate::codes::codes;
use crate::ids::RecordId;

codes! {
    /// 与户主关系, after the first digit of GB/T 4761.
    pub enum Relation = "relation" {
        /// The head.
        Head = "head" => "户主",
        /// Husband or wife.
        Spouse = "spouse" => "配偶",
        /// Son.
        Son = "son" => "子",
        /// Daughter.
        Daughter = "daughter" => "女",
        /// Grandchild.
        Grandchild = "grandchild" => "孙辈",
        /// Father or mother.
        Parent = "parent" => "父母",
        /// Grandparent.
        Grandparent = "grandparent" => "祖辈",
        /// Brother or sister.
        Sibling = "sibling" => "兄弟姐妹",
        /// Any other.
        Other = "other" => "其他亲属",
    }
}

codes! {
    /// 性别, GB/T 2261.1.
    pub enum Sex = "sex" {
        /// 男.
        Male = "male" => "男",
        /// 女.
        Female = "female" => "女",
    }
}

codes! {
    /// Is the person living here?
    pub enum Presence = "presence" {
        /// 在家.
        Home = "home" => "在家",
        /// 外出.
        Away = "away" => "外出",
        /// 迁出.
        MovedAway = "moved_away" => "迁出",
        /// 去世.
        Deceased = "deceased" => "去世",
    }
}

/// A resident as a person fills it in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resident {
    /// The household the person belongs to.
    pub household: RecordId,
    /// Full name.
    #[serde(default)]
    pub name: String,
    /// 与户主关系.
    #[serde(default = "other_relation")]
    pub relation: Relation,
    /// 性别; taken from the identity number where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// 出生日期; taken from the identity number where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth: Option<NaiveDate>,
    /// 身份证号 (GB 11643), upper case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity_number: Option<String>,
    /// Phone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// 在家、外出、迁出、去世.
    #[serde(default = "at_home")]
    pub presence: Presence,
}

fn other_relation() -> Relation {
    Relation::Other
}

fn at_home() -> Presence {
    Presence::Home
}

impl Resident {
    /// A resident of this household with nothing else known yet.
    #[must_use]
    pub fn of(household: RecordId) -> Self {
        Self {
            household,
            name: String::new(),
            relation: Relation::Other,
            sex: None,
            birth: None,
            identity_number: None,
            phone: None,
            presence: Presence::Home,
        }
    }

    /// Reads a resident out of a record's fields; `None` when the household is missing or a field has the wrong type.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Option<Self> {
        fields.read()
    }
}
