//! What is wrong with a row: a code for machines and a sentence that says what to do. It names rows, never people.

use domain::issue::Weight;
use serde::{Deserialize, Serialize};

use crate::columns::Column;

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    /// The row has no name.
    MissingName,
    /// A name or door number is longer than a form can hold.
    TooLong,
    /// The identity number has not 18 characters.
    IdentityLength,
    /// The identity number's check character does not fit.
    IdentityCheck,
    /// The identity number's birth date does not exist or lies ahead.
    IdentityBirth,
    /// The identity number was typed as a number and lost its last digits.
    IdentityLostDigits,
    /// The same identity number stands in an earlier row.
    DuplicateIdentity,
    /// The same person stands in an earlier row of the household.
    DuplicatePerson,
    /// The birth date cannot be read.
    BadDate,
    /// The birth date lies ahead.
    BirthInFuture,
    /// The birth date differs from the identity number's, which was taken.
    BirthDiffers,
    /// The sex differs from the identity number's, which was taken.
    SexDiffers,
    /// 与户主关系 is none that is known.
    UnknownRelation,
    /// The phone number was left out.
    BadPhone,
    /// The group is no number.
    BadGroup,
    /// The town has no village of this name.
    UnknownVillage,
    /// The village has no such group.
    UnknownGroup,
    /// The identity number is registered in another household.
    LivesElsewhere,
    /// Somebody of this name and birth date is registered in another household.
    MaybeElsewhere,
    /// Somebody very like this is registered in this household.
    MaybeSamePerson,
}

/// One thing that is wrong with one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The row as the office program counts, from 1.
    pub row: u32,
    /// Where in the row.
    pub column: Column,
    /// What is wrong.
    pub code: ProblemCode,
    /// [`Weight::Block`]: the row is not imported. [`Weight::Warn`]: it is, see the message.
    pub weight: Weight,
    /// What it is and what to do, for the person at the office.
    pub message: String,
}

impl Problem {
    /// A problem with the weight and the sentence of its code.
    pub(crate) fn new(row: u32, column: Column, code: ProblemCode) -> Self {
        Self {
            row,
            column,
            code,
            weight: code.weight(),
            message: code.sentence().to_owned(),
        }
    }

    /// The same, telling which earlier row it repeats.
    pub(crate) fn repeats(row: u32, column: Column, code: ProblemCode, earlier: u32) -> Self {
        let mut problem = Self::new(row, column, code);
        problem.message = format!("与第{earlier}行重复。{}", problem.message);
        problem
    }

    /// Does it keep the row from being imported?
    #[must_use]
    pub fn rejects(&self) -> bool {
        self.weight == Weight::Block
    }
}

impl ProblemCode {
    fn weight(self) -> Weight {
        match self {
            Self::MissingName
            | Self::TooLong
            | Self::IdentityLength
            | Self::IdentityCheck
            | Self::IdentityBirth
            | Self::IdentityLostDigits
            | Self::DuplicateIdentity
            | Self::DuplicatePerson
            | Self::BadGroup
            | Self::UnknownVillage
            | Self::UnknownGroup
            | Self::LivesElsewhere
            | Self::MaybeElsewhere
            | Self::MaybeSamePerson => Weight::Block,
            Self::BadDate
            | Self::BirthInFuture
            | Self::BirthDiffers
            | Self::SexDiffers
            | Self::UnknownRelation
            | Self::BadPhone => Weight::Warn,
        }
    }

    fn sentence(self) -> &'static str {
        match self {
            Self::MissingName => "没有姓名。请补上姓名再导入这一行。",
            Self::TooLong => "文字太长。请缩短后再导入这一行。",
            Self::IdentityLength => "身份证号应为18位。请对照证件改正,再导入这一行。",
            Self::IdentityCheck => {
                "身份证号校验位不对,可能抄错了一位。请对照证件改正,再导入这一行。"
            }
            Self::IdentityBirth => "身份证号里的出生日期不对。请对照证件改正,再导入这一行。",
            Self::IdentityLostDigits => {
                "身份证号被存成了数字,后几位已丢失。请先把这一列设为“文本”,再对照证件重新填写。"
            }
            Self::DuplicateIdentity => "身份证号不能重复。请核对后改正,再导入这一行。",
            Self::DuplicatePerson => "同一户里同一个人写了两次。请删去一行。",
            Self::BadDate => "出生日期看不懂,没有导入这一项。请写成 1990-01-31 的样子。",
            Self::BirthInFuture => "出生日期晚于今天,没有导入这一项。请核对。",
            Self::BirthDiffers => "出生日期与身份证号不一致,已按身份证号导入。请核对。",
            Self::SexDiffers => "性别与身份证号不一致,已按身份证号导入。请核对。",
            Self::UnknownRelation => "与户主关系看不懂,已按“其他亲属”导入。请核对。",
            Self::BadPhone => "电话号码不对,没有导入这一项。请核对后补上。",
            Self::BadGroup => "组看不懂。请写成 3 或 三组,再导入这一行。",
            Self::UnknownVillage => "没有这个村。请按系统里的村名填写,再导入这一行。",
            Self::UnknownGroup => "这个村没有这个组。请核对组号,再导入这一行。",
            Self::LivesElsewhere => "这个身份证号已登记在另一户。请先核对是否迁移,再导入这一行。",
            Self::MaybeElsewhere => {
                "另一户已登记了同名、同出生日期的人。请先核对是不是同一个人,再导入这一行。"
            }
            Self::MaybeSamePerson => {
                "这一户已登记了很像的人(姓名或出生日期只差一点)。请先核对是不是同一个人,再导入这一行。"
            }
        }
    }
}
