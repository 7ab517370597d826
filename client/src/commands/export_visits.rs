//! The list of visits as a file, exactly as filtered.

use serde::{Deserialize, Serialize};

use super::visits::VisitFilter;
use crate::command::command;

/// XLSX or CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileFormat {
    /// Excel.
    Xlsx,
    /// Comma-separated, UTF-8 with byte order mark, so that Excel shows Chinese.
    Csv,
}

/// A file ready to be handed to the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedFile {
    /// Its name, such as 入户走访月台账_2026-11.xlsx.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its content, base64.
    pub content: String,
    /// Rows in it.
    pub rows: u64,
}

/// Writes the visits of a filter as the ledger 入户走访月台账.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportVisits {
    /// Which visits.
    pub filter: VisitFilter,
    /// Which format.
    pub format: FileFormat,
}
command!(ExportVisits -> ExportedFile);
