//! 入户走访 (form F1): one visit to one household. 未见到人 and 拒访 are ordinary results.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::attachment::Attachment;
use crate::change::Fields;
use crate::codes::codes;
use crate::ids::RecordId;

codes! {
    /// 走访方式.
    pub enum VisitMethod = "visit-method" {
        /// At the door.
        Door = "door" => "上门",
        /// By telephone.
        Phone = "phone" => "电话",
        /// By video call.
        Video = "video" => "视频",
        /// Met at the village office.
        VillageOffice = "village_office" => "村部遇见",
    }
}

codes! {
    /// 走访结果.
    pub enum Outcome = "visit-outcome" {
        /// Met the person.
        Met = "met" => "见到本人",
        /// Met the family.
        MetFamily = "met_family" => "见到家人",
        /// Met nobody.
        Absent = "absent" => "未见到人",
        /// Was asked not to visit: a normal result that lowers nobody's service.
        Refused = "refused" => "拒访",
    }
}

codes! {
    /// 走访类型.
    pub enum Purpose = "visit-purpose" {
        /// Routine.
        Routine = "routine" => "日常",
        /// Care.
        Care = "care" => "关爱慰问",
        /// Return visit.
        FollowUp = "follow_up" => "回访",
        /// Looking for hazards and disputes.
        Check = "check" => "排查",
        /// Publicity.
        Publicity = "publicity" => "宣传",
        /// Emergency evacuation.
        Evacuation = "evacuation" => "应急转移",
    }
}

codes! {
    /// 家庭变化.
    pub enum FamilyChange = "visit-change" {
        /// Nothing changed.
        None = "none" => "无变化",
        /// Someone left for work or study.
        Left = "left" => "外出",
        /// Someone came home.
        Returned = "returned" => "返乡",
        /// A birth.
        Birth = "birth" => "新生",
        /// A death.
        Death = "death" => "去世",
        /// Someone moved in.
        MovedIn = "moved_in" => "迁入",
        /// Someone moved away.
        MovedAway = "moved_away" => "迁出",
        /// A marriage or divorce.
        Marriage = "marriage" => "婚变",
        /// An illness.
        Illness = "illness" => "生病",
        /// Work was lost.
        JobLoss = "job_loss" => "失业",
        /// The house changed.
        House = "house" => "房屋变化",
    }
}

codes! {
    /// 家庭困难及诉求.
    pub enum Difficulty = "visit-difficulty" {
        /// Daily life.
        Living = "living" => "生活",
        /// Medical care.
        Medical = "medical" => "医疗",
        /// Housing.
        Housing = "housing" => "住房",
        /// School.
        Schooling = "schooling" => "就学",
        /// Work.
        Work = "work" => "就业",
        /// Any other.
        Other = "other" => "其他",
    }
}

codes! {
    /// 宣讲内容.
    pub enum Topic = "visit-topic" {
        /// Farm support.
        Farming = "farming" => "惠农",
        /// Health insurance.
        HealthInsurance = "health_insurance" => "医保",
        /// Fraud.
        Fraud = "fraud" => "反诈",
        /// Fire.
        Fire = "fire" => "防火",
        /// Drugs.
        Drugs = "drugs" => "禁毒",
        /// Law.
        Law = "law" => "法律",
    }
}

codes! {
    /// 处理情况.
    pub enum Handling = "visit-handling" {
        /// Nothing to do.
        NotNeeded = "not_needed" => "无需处理",
        /// Solved at the door.
        Solved = "solved" => "当场解决",
        /// Passed on.
        PassedOn = "passed_on" => "已转办",
        /// To be followed up, by a date.
        FollowUp = "follow_up" => "待跟进",
    }
}

/// One fix, taken when the worker tapped for it. Never needed to save.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Position {
    /// Degrees north, WGS 84.
    pub latitude: f64,
    /// Degrees east, WGS 84.
    pub longitude: f64,
    /// Metres.
    pub accuracy: f64,
}

/// A visit as the worker fills it in. Its grid is the record's area, its author the change's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Visit {
    /// Which household.
    pub household: RecordId,
    /// 发生时间, milliseconds; now by default, the worker may correct it.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub visited_at: DateTime<Utc>,
    /// 走访方式.
    pub method: VisitMethod,
    /// 走访结果.
    pub outcome: Outcome,
    /// 走访类型.
    pub purpose: Purpose,
    /// 受访人; asked for when somebody was met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub met: Option<String>,
    /// 家庭变化.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub family_changes: Vec<FamilyChange>,
    /// 家庭困难及诉求: which sort.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub difficulties: Vec<Difficulty>,
    /// 家庭困难及诉求: in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difficulty_note: Option<String>,
    /// 宣讲内容.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<Topic>,
    /// 份数: leaflets handed out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leaflets: Option<u32>,
    /// 处理情况.
    pub handling: Handling,
    /// 待跟进: by when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follow_up_on: Option<NaiveDate>,
    /// 备注.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remarks: Option<String>,
    /// 位置.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// 照片、录音、签字.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
}

impl Visit {
    /// A routine visit at the door where the person was met and nothing is to be done.
    #[must_use]
    pub fn routine(household: RecordId, visited_at: DateTime<Utc>) -> Self {
        Self {
            household,
            visited_at,
            method: VisitMethod::Door,
            outcome: Outcome::Met,
            purpose: Purpose::Routine,
            met: None,
            family_changes: Vec::new(),
            difficulties: Vec::new(),
            difficulty_note: None,
            topics: Vec::new(),
            leaflets: None,
            handling: Handling::NotNeeded,
            follow_up_on: None,
            remarks: None,
            position: None,
            attachments: Vec::new(),
        }
    }

    /// Was somebody met?
    #[must_use]
    pub fn met_someone(&self) -> bool {
        matches!(self.outcome, Outcome::Met | Outcome::MetFamily)
    }

    /// Reads a visit out of a record's fields; `None` when a required field is missing or has the wrong type.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Option<Self> {
        fields.read()
    }
}
