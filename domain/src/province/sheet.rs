//! The province's import sheets as data: which column of the sheet is filled from which column of a ledger. A township maps its province's sheet
//! once; a new sheet needs no new version of the app.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::issue::{Issue, IssueCode};
use crate::validate::{NAME_MAX, PLACE_MAX};

/// The field of the town's area record that holds [`Province`].
pub const FIELD: &str = "province";
/// The most sheets of a town, and the most columns of a sheet.
const SHEETS_MAX: usize = 20;
const COLUMNS_MAX: usize = 120;
const WORDS_MAX: usize = 200;

/// The province's platform.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Province {
    /// What people call it; 省平台 where nothing is written.
    pub platform: String,
    /// Its import sheets.
    pub sheets: Vec<Sheet>,
}

/// An import sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Sheet {
    /// What it is called; also the name of the file.
    pub name: String,
    /// The ledger that fills it.
    pub ledger: String,
    /// Lines that stand above the headings.
    pub above: Vec<String>,
    /// Its columns, in their order.
    pub columns: Vec<SheetColumn>,
}

/// A column of an import sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SheetColumn {
    /// What stands above it.
    pub heading: String,
    /// The ledger's column that fills it, by its heading; empty where none does.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub from: String,
    /// The same text in every line; where it is empty and nothing fills the column, the column is left open.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub fixed: String,
    /// What the platform calls our words: 邻里 → 邻里纠纷. A word that is not named stays as it is.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub words: BTreeMap<String, String>,
    /// How days are written, as text: `YYYY/MM/DD`. A day of the spreadsheet where it is empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub day: String,
}

impl SheetColumn {
    /// A day as this column writes it.
    #[must_use]
    pub fn written(&self, day: NaiveDate) -> String {
        let parts = [
            ("YYYY", format!("{:04}", day.year())),
            ("MM", format!("{:02}", day.month())),
            ("DD", format!("{:02}", day.day())),
        ];
        parts.iter().fold(self.day.clone(), |text, (mark, part)| {
            text.replace(mark, part)
        })
    }
}

impl Sheet {
    /// A sheet with these headings; each column is filled by the ledger's column of the same heading, where there is one.
    #[must_use]
    pub fn with_headings(name: &str, ledger: &str, headings: &[&str], known: &[&str]) -> Self {
        let column = |heading: &&str| SheetColumn {
            heading: (*heading).to_owned(),
            from: if known.contains(heading) {
                (*heading).to_owned()
            } else {
                String::new()
            },
            ..SheetColumn::default()
        };
        Self {
            name: name.to_owned(),
            ledger: ledger.to_owned(),
            above: Vec::new(),
            columns: headings.iter().map(column).collect(),
        }
    }

    fn code(&self) -> Option<IssueCode> {
        let is_long = |text: &String, longest: usize| text.chars().count() > longest;
        if self.name.trim().is_empty() || self.ledger.is_empty() || self.columns.is_empty() {
            return Some(IssueCode::Missing);
        }
        if self.columns.len() > COLUMNS_MAX || self.above.len() > COLUMNS_MAX {
            return Some(IssueCode::TooMany);
        }
        let mut texts = self.above.iter().chain(
            self.columns
                .iter()
                .flat_map(|column| [&column.heading, &column.from, &column.fixed, &column.day]),
        );
        let has_long = texts.any(|text| is_long(text, PLACE_MAX)) || is_long(&self.name, NAME_MAX);
        let many_words = self
            .columns
            .iter()
            .any(|column| column.words.len() > WORDS_MAX);
        let is_day = |column: &SheetColumn| {
            column.day.is_empty()
                || ["YYYY", "MM", "DD"]
                    .iter()
                    .all(|part| column.day.contains(part))
        };
        if has_long || many_words {
            Some(IssueCode::TooLong)
        } else if self.columns.iter().all(is_day) {
            None
        } else {
            Some(IssueCode::WrongType)
        }
    }
}

impl Province {
    /// What is not right: `province.sheets`, or `province.platform`.
    #[must_use]
    pub fn issues(&self) -> Vec<Issue> {
        let mut issues = Vec::new();
        if self.platform.chars().count() > NAME_MAX {
            let path = format!("{FIELD}.platform");
            issues.push(Issue::block(&path, IssueCode::TooLong));
        }
        let mut names: Vec<&str> = self.sheets.iter().map(|sheet| sheet.name.trim()).collect();
        names.sort_unstable();
        let has_twins = names.windows(2).any(|pair| pair.first() == pair.last());
        let code = if self.sheets.len() > SHEETS_MAX {
            Some(IssueCode::TooMany)
        } else if has_twins {
            Some(IssueCode::Contradicts)
        } else {
            self.sheets.iter().find_map(Sheet::code)
        };
        issues.extend(code.map(|code| Issue::block(&format!("{FIELD}.sheets"), code)));
        issues
    }

    /// The sheet of this name.
    #[must_use]
    pub fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.name == name)
    }
}
