//! Why a file cannot be read at all. What is wrong with single rows is a [`Problem`](crate::Problem).

use crate::{BYTES_MAX, ROWS_MAX};

/// The file as a whole cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// More than [`BYTES_MAX`] bytes, packed or unpacked beyond reason.
    #[error("the file is larger than {BYTES_MAX} bytes, or unpacks to too much")]
    TooLarge,
    /// More than [`ROWS_MAX`] rows.
    #[error("the sheet has more than {ROWS_MAX} rows")]
    TooManyRows,
    /// The format of Excel before 2007.
    #[error("the workbook is in the format of excel before 2007")]
    OldFormat,
    /// Neither a workbook nor text in columns, or damaged.
    #[error("the file is no readable workbook or csv")]
    Unreadable,
    /// No row names the columns.
    #[error("no row of headings was found")]
    NoHeadings,
}

impl Error {
    /// What the person at the office reads.
    #[must_use]
    pub fn message(&self) -> &'static str {
        match self {
            Self::TooLarge => "文件太大,最大20 MB。请按村分成几个文件再导入。",
            Self::TooManyRows => "表里超过10万行。请按村分成几个文件再导入。",
            Self::OldFormat => "这是旧格式的表格(.xls)。请用“另存为”选 .xlsx 后再导入。",
            Self::Unreadable => "打不开这个文件。请选 .xlsx 或 .csv 表格。",
            Self::NoHeadings => {
                "没有找到表头。表里要有一行写着“姓名”,还要有户主、与户主关系、身份证号、门牌、组中的一项。"
            }
        }
    }
}
