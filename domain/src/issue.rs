//! What is wrong with a field: a code for machines, a sentence for the office. A warning never blocks saving.

use serde::{Deserialize, Serialize};

use crate::codes::codes;

codes! {
    /// Why a field is not right.
    pub enum IssueCode = "issue" {
        /// A required field is empty.
        Missing = "missing" => "必须填写",
        /// The text is longer than the form allows.
        TooLong = "too_long" => "文字太长",
        /// Not a phone number.
        BadPhone = "bad_phone" => "电话号码不对,请核对",
        /// An identity number is 18 characters.
        IdentityLength = "identity_length" => "身份证号应为18位",
        /// The identity number's check character does not fit.
        IdentityCheck = "identity_check" => "身份证号校验位不对,请核对",
        /// The birth date in the identity number does not exist or lies ahead.
        IdentityBirth = "identity_birth" => "身份证号里的出生日期不对",
        /// The birth date differs from the identity number's.
        BirthDiffers = "birth_differs" => "出生日期与身份证号不一致",
        /// The date lies ahead.
        InFuture = "in_future" => "日期不能晚于今天",
        /// The follow-up date lies before the visit.
        BeforeVisit = "before_visit" => "跟进日期不能早于走访日期",
        /// 待跟进 needs a date.
        NeedsDate = "needs_date" => "待跟进请填写跟进日期",
        /// 无变化 and a change were both chosen.
        Contradicts = "contradicts" => "“无变化”不能与其他变化同时选",
        /// The field has another type than this version knows.
        WrongType = "wrong_type" => "内容格式不对",
        /// A number outside what can be.
        OutOfRange = "out_of_range" => "数值超出范围",
        /// The last day lies before the first.
        EndBeforeStart = "end_before_start" => "结束日期不能早于开始日期",
        /// Care records hold no identity number.
        IdentityNotHere = "identity_not_here" => "关爱档案里不记身份证号,请删去",
        /// More than one record is meant to have.
        TooMany = "too_many" => "太多了,请去掉几个",
        /// More bytes than one may have.
        TooBig = "too_big" => "文件太大",
    }
}

/// Does an issue stop the record from counting?
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// Worth a look; saving goes on.
    Warn,
    /// Cannot count like this; the draft is kept.
    Block,
}

/// One field that is not right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// The field's name.
    pub field: String,
    /// What is wrong.
    pub code: IssueCode,
    /// Whether it stops the record.
    pub weight: Weight,
}

impl Issue {
    /// An issue that stops the record.
    #[must_use]
    pub fn block(field: &str, code: IssueCode) -> Self {
        Self {
            field: field.to_owned(),
            code,
            weight: Weight::Block,
        }
    }

    /// An issue worth a look.
    #[must_use]
    pub fn warn(field: &str, code: IssueCode) -> Self {
        Self {
            field: field.to_owned(),
            code,
            weight: Weight::Warn,
        }
    }

    /// Does it stop the record?
    #[must_use]
    pub fn blocks(&self) -> bool {
        self.weight == Weight::Block
    }
}
