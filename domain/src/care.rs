//! 特殊人群: one file for a person who needs care or follow-up (一人一档), and what is seen at each check-in (form F3). Only what care
//! needs: no diagnosis, no offence, no grade of risk, no identity number. Who may open a file stands in the file itself, its team.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::change::Fields;
use crate::ids::{MemberId, RecordId};
use crate::kind::Kind;
use crate::record::Record;

pub mod codes;
pub mod complete;
pub mod due;
pub mod form;
pub mod rules;
pub mod step;
pub mod team;
pub mod validate;

pub use codes::{
    Abnormal, CareNeed, CheckMethod, CheckPlace, Companion, Contact, Department, Level, Line,
    Livelihood, Medication, Met, OpenPurpose, Whereabouts,
};
pub use rules::Rules;
pub use step::{CheckStep, Reported};
pub use team::{Seat, Span};

/// 五包一: one of the people who share the care for one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamMember {
    /// As what: a code of the profile's list ([`Rules::roles`]).
    pub role: String,
    /// The member's account; a family member has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberId>,
    /// For which department, when the member answers for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<Department>,
    /// Name, of somebody without an account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Phone number, of somebody without an account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

impl TeamMember {
    /// A member with an account.
    #[must_use]
    pub fn with_account(role: &str, member: MemberId) -> Self {
        Self {
            role: role.to_owned(),
            member: Some(member),
            department: None,
            name: None,
            phone: None,
        }
    }
}

/// 一人一档. Its grid is the record's area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonFile {
    /// 姓名.
    pub name: String,
    /// 电话.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// 住址, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// 关爱类别.
    pub line: Line,
    /// 关爱等级: how often somebody looks in.
    pub care_level: Level,
    /// 依据: the document or rule that the care rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// 来源单位.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// The first day of the label.
    pub starts_on: NaiveDate,
    /// The last day of the label; without one it goes on until somebody ends it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<NaiveDate>,
    /// 监护人.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guardian: Option<String>,
    /// 监护人电话.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guardian_phone: Option<String>,
    /// 家属.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family: Option<String>,
    /// 家属电话.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family_phone: Option<String>,
    /// 每几天走访一次, where this person needs another rhythm than the level's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit_days: Option<u16>,
    /// 需求.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<CareNeed>,
    /// 需求, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needs_note: Option<String>,
    /// 五包一.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub team: Vec<TeamMember>,
}

impl PersonFile {
    /// Reads a file out of a record's fields; `None` when a required field is missing or has the wrong type.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Option<Self> {
        fields.read()
    }
}

/// 特殊人群走访 (F3): what somebody saw. Its recorder is the change's author.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckIn {
    /// The person's file. Never changes.
    pub file: RecordId,
    /// 发生时间, milliseconds.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub happened_at: DateTime<Utc>,
    /// 走访方式.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<CheckMethod>,
    /// 地点.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check_place: Option<CheckPlace>,
    /// 见到谁.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub met_whom: Option<Met>,
    /// 随行人员.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub companions: Vec<Companion>,
    /// 生活来源.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub livelihood: Option<Livelihood>,
    /// 是否在家/外出.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whereabouts: Option<Whereabouts>,
    /// 去向, in words; no track is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub away_to: Option<String>,
    /// 服药情况, for the one line that asks it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub medication: Option<Medication>,
    /// 监护人、家属联系方式是否有效.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    /// 需求.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<CareNeed>,
    /// 需求, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needs_note: Option<String>,
    /// The first of four lines of observation; what each asks is the profile's ([`Rules::observations`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed_1: Option<String>,
    /// The second line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed_2: Option<String>,
    /// The third line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed_3: Option<String>,
    /// The fourth line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed_4: Option<String>,
    /// 有无异常.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub abnormal: Option<Abnormal>,
    /// 异常说明.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub abnormal_note: Option<String>,
    /// 送达部门.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<Department>,
    /// 备注.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remarks: Option<String>,
}

impl CheckIn {
    /// An empty form, as of now.
    #[must_use]
    pub fn begun(file: RecordId, happened_at: DateTime<Utc>) -> Self {
        Self {
            file,
            happened_at,
            method: None,
            check_place: None,
            met_whom: None,
            companions: Vec::new(),
            livelihood: None,
            whereabouts: None,
            away_to: None,
            medication: None,
            contact: None,
            needs: Vec::new(),
            needs_note: None,
            observed_1: None,
            observed_2: None,
            observed_3: None,
            observed_4: None,
            abnormal: None,
            abnormal_note: None,
            department: None,
            remarks: None,
        }
    }

    /// Reads a check-in out of a record's fields; `None` when a required field is missing or has the wrong type.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Option<Self> {
        fields.read()
    }

    /// Was the person, or somebody of the family, met?
    #[must_use]
    pub fn met_someone(&self) -> bool {
        matches!(
            self.met_whom,
            Some(Met::Person | Met::Guardian | Met::Family)
        )
    }
}

/// The field of a check-in that names its file.
pub const FILE: &str = "file";

/// The care file that a record of this kind with these fields belongs to: of a file itself, of a check-in the one it names.
#[must_use]
pub fn file_of(kind: &Kind, record: RecordId, fields: &Fields) -> Option<RecordId> {
    match kind {
        Kind::PersonFile => Some(record),
        Kind::CheckIn => fields.link(FILE),
        Kind::Area
        | Kind::Member
        | Kind::Household
        | Kind::Resident
        | Kind::Visit
        | Kind::Dispute
        | Kind::Matter
        | Kind::Task
        | Kind::Notice
        | Kind::Other(_) => None,
    }
}

/// The care file that a record belongs to.
#[must_use]
pub fn file_of_record(record: &Record) -> Option<RecordId> {
    file_of(&record.kind, record.id, &record.fields)
}

#[cfg(test)]
mod tests;
