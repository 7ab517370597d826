//! 矛盾纠纷 (form F2): who, where, what and how dangerous at the doorstep; the rest when it is known.
//! What happens afterwards are steps: [`table`] lists every one of them, [`life`] says where a dispute stands.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::attachment::Attachment;
use crate::change::Fields;
use crate::ids::RecordId;
use crate::mask;
use crate::resident::Sex;

pub mod codes;
pub mod guard;
pub mod judge;
pub mod life;
pub mod limits;
pub mod step;
pub mod table;

pub use codes::{
    AgreementForm, Category, Channel, Consent, Extension, Grade, Level, Linked, MediationKind,
    OnSite, Outcome, Performance, Risk, Route, Satisfaction, Size, Source, Stage, State,
};
pub use guard::Guard;
pub use judge::judge;
pub use life::{Life, Standing};
pub use limits::Limits;
pub use step::{StepForm, StepName};
pub use table::{TABLE, Transition, Where};

/// Words that the villages use for the second level of the categories: proposals, any other text will do.
pub const CAUSES: &[(Category, &[&str])] = &[
    (Category::Marriage, &["赡养", "彩礼"]),
    (Category::Neighbours, &["地界", "灌溉用水", "牲畜毁田"]),
    (Category::Housing, &["地界"]),
    (
        Category::Land,
        &["土地承包流转", "灌溉用水", "地界", "牲畜毁田"],
    ),
    (Category::Demolition, &["移民安置"]),
    (Category::Other, &["村务分配", "移民安置"]),
];

/// 当事人: one side of a dispute.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Party {
    /// 姓名.
    pub name: String,
    /// 性别.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// 电话.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// 住址.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// 与对方的关系, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relation: Option<String>,
}

impl Party {
    /// A party of whom only the name is known.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..Self::default()
        }
    }
}

/// A dispute as it is written down. Its grid is the record's area, its recorder the change's author.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Dispute {
    /// 当事人: two as a rule; one name is enough at the doorstep.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<Party>,
    /// 发生时间, milliseconds; now by default.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub happened_at: DateTime<Utc>,
    /// 地点详址.
    #[serde(default)]
    pub place: String,
    /// 简要情况、诉求.
    #[serde(default)]
    pub summary: String,
    /// 激化风险. Nothing is chosen beforehand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub risk: Option<Risk>,
    /// The household at whose door it was heard, when it was at one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub household: Option<RecordId>,
    /// The visit in which it was heard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit: Option<RecordId>,
    /// 纠纷名称, when somebody gave it another than [`Dispute::title`] makes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// 类别(一级).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// 起因(二级), in the village's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// 发现方式/来源.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// 双方同意调解.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<Consent>,
    /// 规模.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<Size>,
    /// 涉及人数.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<u32>,
    /// 涉及金额, whole yuan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<u64>,
    /// 涉家暴、未成年人或精神障碍.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_sensitive: Option<bool>,
    /// 照片、录音、签字.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
}

impl Dispute {
    /// An empty form, as of now.
    #[must_use]
    pub fn begun(happened_at: DateTime<Utc>) -> Self {
        Self {
            parties: Vec::new(),
            happened_at,
            place: String::new(),
            summary: String::new(),
            risk: None,
            household: None,
            visit: None,
            name: None,
            category: None,
            cause: None,
            source: None,
            consent: None,
            size: None,
            people: None,
            amount: None,
            is_sensitive: None,
            attachments: Vec::new(),
        }
    }

    /// Reads a dispute out of a record's fields; `None` when a required field is missing or has the wrong type.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Option<Self> {
        fields.read()
    }

    /// The names of the parties, 甲与乙.
    #[must_use]
    pub fn between(&self) -> String {
        let names: Vec<&str> = self
            .parties
            .iter()
            .map(|party| party.name.trim())
            .filter(|name| !name.is_empty())
            .collect();
        names.join("与")
    }

    /// [`Dispute::between`] for a list, where everybody who passes by sees it: the names of a sensitive one are masked.
    #[must_use]
    pub fn between_in_lists(&self) -> String {
        if self.is_sensitive != Some(true) {
            return self.between();
        }
        let names = self.parties.iter().map(|party| mask::name(&party.name));
        names.collect::<Vec<_>>().join("与")
    }

    /// 纠纷名称: the given one, or 甲与乙 and the category.
    #[must_use]
    pub fn title(&self) -> String {
        if let Some(name) = self.name.as_deref().filter(|name| !name.is_empty()) {
            return name.to_owned();
        }
        let category = self.category.map_or("", Category::label);
        format!("{}{category}纠纷", self.between())
    }

    /// May it be registered: is known what it is about, how dangerous it is and whether both sides agree to mediation?
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.category.is_some() && self.risk.is_some() && self.consent.is_some()
    }
}

#[cfg(test)]
mod tests;
