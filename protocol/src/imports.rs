//! `/v1/imports`: the office imports the register that a village committee has. The sheet is sent, compared, looked at, sent again with what
//! the office decided, and written when nothing has changed meanwhile. A whole import can be undone. Only for the office and the
//! administrator of the town; every import and undoing is noted in the audit log under the member who did it.

use chrono::{DateTime, Utc};
pub use domain::doubt::{Choice, DoubtKind};
use domain::{AreaCode, MemberId};
use serde::{Deserialize, Serialize};

/// Where the office lists and makes imports.
pub const IMPORTS_PATH: &str = "/v1/imports";
/// Where one is undone.
pub const IMPORT_UNDO_PATH: &str = "/v1/imports/{import}/undo";
/// The largest sheet, bytes.
pub const SHEET_BYTES: usize = 20 * 1024 * 1024;
/// Bytes of the request that carries it, in base64 with a little around it.
pub const IMPORT_BODY_BYTES: usize = SHEET_BYTES / 3 * 4 + 1024 * 1024;
/// Kept records that an undoing names, at the most.
pub const KEPT_NAMED: usize = 200;

/// The path under which an import is undone.
#[must_use]
pub fn undo_path(import: u64) -> String {
    IMPORT_UNDO_PATH.replace("{import}", &import.to_string())
}

/// A sheet to compare or to import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRequest {
    /// The file, in base64: XLSX or CSV.
    pub sheet: String,
    /// Where rows belong that name no village.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub village: Option<AreaCode>,
    /// What the office decided about rows in doubt.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<RowChoice>,
    /// The mark of the comparison that was looked at: it is written when it is still so. Without it nothing is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub write: Option<String>,
}

/// What was decided about a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowChoice {
    /// The number of the row.
    pub row: u32,
    /// What.
    pub choice: Choice,
}

/// What importing does, or would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportReply {
    /// The number of the import; none when nothing was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub import: Option<u64>,
    /// The mark of this comparison.
    pub mark: String,
    /// The headings that were understood, as the sheet writes them, each with what it was taken for.
    pub columns: Vec<ImportColumn>,
    /// What is or would be done.
    pub sum: ImportSum,
    /// Every row that says something about a person, in the order of the sheet.
    pub rows: Vec<ImportRow>,
}

/// A heading of the sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportColumn {
    /// As the sheet writes it.
    pub heading: String,
    /// What it was taken for.
    pub taken_for: String,
}

/// How much an import does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ImportSum {
    /// New households.
    pub households: u64,
    /// New residents.
    pub residents: u64,
    /// Registered households and residents that are put right.
    pub edits: u64,
    /// Rows just as registered.
    pub unchanged: u64,
    /// Rows that are not imported, those in doubt among them.
    pub left_out: u64,
    /// Rows in doubt about which nothing was decided.
    pub undecided: u64,
}

/// A row of the sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRow {
    /// The number that the office program shows.
    pub row: u32,
    /// What it says, by [`ImportReply::columns`].
    pub cells: Vec<String>,
    /// What becomes of it.
    pub fate: RowFate,
    /// What is wrong with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<RowProblem>,
    /// What is put right in what is registered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub edits: Vec<RowEdit>,
    /// Who it may be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doubt: Option<RowDoubt>,
}

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowFate {
    /// 新建.
    New,
    /// 修改.
    Edited,
    /// 迁入: registered in another household until now.
    Moved,
    /// 无变化.
    Unchanged,
    /// 待定: in doubt, and not imported until decided.
    Undecided,
    /// 不导入.
    LeftOut,
}

/// One thing that is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowProblem {
    /// Which cell, by its place among the columns; none when the sheet has no such column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    /// Does it keep the row out?
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub blocks: bool,
    /// What to do about it.
    pub message: String,
}

/// One thing that is put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowEdit {
    /// What it is called.
    pub label: String,
    /// As registered; empty where nothing is.
    pub before: String,
    /// As the sheet says.
    pub after: String,
}

/// Somebody registered whom a row may be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowDoubt {
    /// Why.
    pub kind: DoubtKind,
    /// The name.
    pub name: String,
    /// Birth date, as text; empty when it is not known.
    pub birth: String,
    /// Village, group and door of the household, and its head.
    pub home: String,
    /// What was decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choice: Option<Choice>,
}

/// The imports there were.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportsReply {
    /// The last one first.
    pub imports: Vec<PastImport>,
}

/// An import that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastImport {
    /// Its number: that of its entry in the audit log.
    pub import: u64,
    /// When, milliseconds.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
    /// By whom; none for a command on the server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<MemberId>,
    /// New households.
    pub households: u64,
    /// New residents.
    pub residents: u64,
    /// What was put right.
    pub edits: u64,
    /// Rows that were not imported.
    pub left_out: u64,
    /// When it was undone, milliseconds.
    #[serde(default, with = "chrono::serde::ts_milliseconds_option")]
    pub undone_at: Option<DateTime<Utc>>,
    /// Can it be undone? Not those of a server that did not note yet what an import wrote.
    pub can_undo: bool,
}

/// An undoing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndoRequest {
    /// Is it done, or only told what it would do?
    pub write: bool,
}

/// What an undoing does, or would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndoReply {
    /// Households that become void.
    pub households: u64,
    /// Residents that become void.
    pub residents: u64,
    /// Records that are as they were before.
    pub edits: u64,
    /// Records that stay as they are, because somebody has used or changed them since.
    pub kept: u64,
    /// Some of them.
    pub kept_named: Vec<KeptRecord>,
    /// Was it done?
    pub written: bool,
}

/// A record that an undoing leaves alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptRecord {
    /// The household's head or the resident.
    pub name: String,
    /// Where.
    pub home: String,
    /// Why.
    pub why: KeptBecause,
}

/// Why an undoing leaves a record alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeptBecause {
    /// Somebody changed it since.
    Changed,
    /// Another record names it, such as a visit.
    Used,
    /// Somebody of this household stays.
    Inhabited,
    /// Its household stays.
    HouseholdStays,
}
