//! Which column of the sheet is which: headings are matched loosely and in any order, because every village writes its own.

use serde::{Deserialize, Serialize};

use crate::sheet::{self, Row};

/// What a column of a register holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// 村.
    Village,
    /// 组.
    Group,
    /// 门牌.
    Door,
    /// 户主.
    Head,
    /// 姓名.
    Name,
    /// 与户主关系.
    Relation,
    /// 身份证号.
    IdentityNumber,
    /// 电话.
    Phone,
    /// 性别.
    Sex,
    /// 出生日期.
    Birth,
}

/// A heading of the sheet and what it was taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchedColumn {
    /// What it was taken for.
    pub column: Column,
    /// As the sheet writes it, without spaces and line breaks.
    pub heading: String,
    /// Its place in the sheet, from 0.
    pub place: usize,
}

/// Headings that are meant exactly; they win over a loose match further left.
const EXACT: [(Column, &[&str]); 10] = [
    (
        Column::Village,
        &["村", "村名", "行政村", "村(社区)", "村社区", "所属村"],
    ),
    (
        Column::Group,
        &[
            "组",
            "社",
            "组别",
            "小组",
            "村民小组",
            "村小组",
            "社别",
            "组(社)",
        ],
    ),
    (Column::Door, &["门牌", "门牌号", "门号", "户门牌"]),
    (Column::Head, &["户主", "户主姓名", "户主名"]),
    (
        Column::Name,
        &["姓名", "成员", "成员姓名", "家庭成员", "家庭成员姓名"],
    ),
    (
        Column::Relation,
        &["关系", "与户主关系", "家庭关系", "与户主的关系"],
    ),
    (
        Column::IdentityNumber,
        &[
            "身份证",
            "身份证号",
            "身份证号码",
            "公民身份号码",
            "公民身份证号码",
        ],
    ),
    (
        Column::Phone,
        &["电话", "手机", "联系电话", "手机号", "手机号码", "电话号码"],
    ),
    (Column::Sex, &["性别"]),
    (
        Column::Birth,
        &["出生日期", "出生年月", "出生年月日", "生日", "出生"],
    ),
];

impl Column {
    /// What people call it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Village => "村",
            Self::Group => "组",
            Self::Door => "门牌",
            Self::Head => "户主",
            Self::Name => "姓名",
            Self::Relation => "与户主关系",
            Self::IdentityNumber => "身份证号",
            Self::Phone => "电话",
            Self::Sex => "性别",
            Self::Birth => "出生日期",
        }
    }

    fn exactly(heading: &str) -> Option<Self> {
        EXACT
            .iter()
            .find(|(_, names)| names.contains(&heading))
            .map(|(column, _)| *column)
    }

    fn loosely(heading: &str) -> Option<Self> {
        let has = |words: &[&str]| words.iter().any(|word| heading.contains(word));
        if has(&[
            "监护",
            "曾用",
            "地点",
            "出生地",
            "数",
            "户号",
            "编号",
            "序号",
            "备注",
        ]) {
            return None;
        }
        let column = if has(&["关系"]) {
            Self::Relation
        } else if has(&["身份证", "身份号", "证件号"]) {
            // The head's number beside every member would belong to the wrong person.
            return (!has(&["户主"])).then_some(Self::IdentityNumber);
        } else if has(&["电话", "手机", "联系方式"]) {
            return (!has(&["户主"])).then_some(Self::Phone);
        } else if has(&["出生", "生日"]) {
            Self::Birth
        } else if has(&["性别"]) {
            Self::Sex
        } else if has(&["户主"]) {
            Self::Head
        } else if has(&["姓名", "成员"]) {
            Self::Name
        } else if has(&["门牌", "门楼", "住址", "地址"]) {
            Self::Door
        } else if heading.ends_with('组') || has(&["村民小组"]) {
            Self::Group
        } else if has(&["村", "社区"]) {
            Self::Village
        } else {
            return None;
        };
        Some(column)
    }
}

/// The headings in `row`, when it is a row of headings: it names 姓名 and one column that tells households or people apart.
pub(crate) fn headings(row: &Row) -> Option<Vec<MatchedColumn>> {
    let cells: Vec<(usize, String, String)> = row
        .cells
        .iter()
        .map(|(place, value)| (*place, written(&value.text()), plain(&value.text())))
        .collect();
    let mut matched: Vec<MatchedColumn> = Vec::new();
    for way in [Column::exactly, Column::loosely] {
        for (place, heading, plain) in &cells {
            let taken = |one: &MatchedColumn, column| one.column == column || one.place == *place;
            if let Some(column) = way(plain)
                && !matched.iter().any(|one| taken(one, column))
            {
                matched.push(MatchedColumn {
                    column,
                    heading: heading.clone(),
                    place: *place,
                });
            }
        }
    }
    matched.sort_by_key(|one| one.place);
    let has = |column| matched.iter().any(|one| one.column == column);
    let telling = [
        Column::Head,
        Column::Relation,
        Column::IdentityNumber,
        Column::Door,
        Column::Group,
    ];
    (has(Column::Name) && telling.into_iter().any(has)).then_some(matched)
}

/// Headings are spaced and broken to fit their columns.
pub(crate) fn written(heading: &str) -> String {
    heading.split_whitespace().collect()
}

/// A heading without spaces, stars, colons and remarks in brackets; 组(社) keeps its brackets because it is listed so.
fn plain(heading: &str) -> String {
    let text: String = sheet::tidy(heading)
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '*' | ':' | '、' | '.'))
        .collect();
    if Column::exactly(&text).is_some() {
        return text;
    }
    text.split('(').next().unwrap_or_default().to_owned()
}
