//! The kinds of records, and which class of data each belongs to.

use serde::{Deserialize, Serialize};

use crate::scope::DataClass;

/// What a record is. A kind this build does not know is kept by its name and passed on unchanged.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// 县、镇、村、网格.
    Area,
    /// A person who uses the app.
    Member,
    /// 户.
    Household,
    /// 人.
    Resident,
    /// 入户走访.
    Visit,
    /// 特殊人群 一人一档.
    PersonFile,
    /// 特殊人群走访.
    CheckIn,
    /// 矛盾纠纷.
    Dispute,
    /// 隐患、民意诉求、帮办代办、微心愿.
    Matter,
    /// 任务、派单.
    Task,
    /// 通知、政策宣讲.
    Notice,
    /// A kind from a newer version.
    Other(String),
}

const NAMES: [(Kind, &str); 11] = [
    (Kind::Area, "area"),
    (Kind::Member, "member"),
    (Kind::Household, "household"),
    (Kind::Resident, "resident"),
    (Kind::Visit, "visit"),
    (Kind::PersonFile, "person_file"),
    (Kind::CheckIn, "check_in"),
    (Kind::Dispute, "dispute"),
    (Kind::Matter, "matter"),
    (Kind::Task, "task"),
    (Kind::Notice, "notice"),
];

impl Kind {
    /// The name in SQL and JSON.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Other(name) => name,
            known => NAMES
                .iter()
                .find(|(kind, _)| kind == known)
                .map_or("", |(_, name)| name),
        }
    }

    /// The kind with this name; an unknown name becomes [`Kind::Other`].
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        NAMES
            .iter()
            .find(|(_, known)| *known == name)
            .map_or_else(|| Self::Other(name.to_owned()), |(kind, _)| kind.clone())
    }

    /// The class of data this kind belongs to (domain rules C1–C5). An unknown kind counts as care data: the narrowest.
    #[must_use]
    pub fn class(&self) -> DataClass {
        match self {
            Self::Area | Self::Member | Self::Notice => DataClass::Public,
            Self::Household | Self::Resident | Self::Visit => DataClass::Household,
            Self::Dispute | Self::Matter | Self::Task => DataClass::Case,
            Self::PersonFile | Self::CheckIn | Self::Other(_) => DataClass::Care,
        }
    }

    /// All kinds this build knows.
    pub fn known() -> impl Iterator<Item = Self> {
        NAMES.iter().map(|(kind, _)| kind.clone())
    }
}

impl Serialize for Kind {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Ok(Self::from_name(&name))
    }
}
