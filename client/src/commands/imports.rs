//! 导入: registers as sheets. The server reads and compares them, so that what is written is what the whole town knows; here are the
//! questions, and the names to what was done before.

use chrono::{DateTime, Utc};
use protocol::imports::ImportsReply;
pub use protocol::imports::{
    Choice, DoubtKind, ImportColumn, ImportReply, ImportRequest, ImportRow, ImportSum, KeptBecause,
    KeptRecord, RowChoice, RowDoubt, RowEdit, RowFate, RowProblem, SHEET_BYTES, UndoReply,
};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::command::command;
use crate::error::Error;
use crate::store::names::Names;

/// Lists the imports that were made. Asks the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenImports;
command!(OpenImports -> Vec<ImportMade>);

/// Compares a sheet, or imports it as it was seen. Asks the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TryImport {
    /// The sheet, and what was decided.
    pub request: ImportRequest,
}
command!(TryImport -> ImportReply);

/// Undoes a whole import, or says what that would do. Asks the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndoImport {
    /// Its number.
    pub import: u64,
    /// Is it done?
    pub write: bool,
}
command!(UndoImport -> UndoReply);

/// An import that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportMade {
    /// Its number.
    pub import: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom; empty for a command on the server.
    pub by: String,
    /// New households.
    pub households: u64,
    /// New residents.
    pub residents: u64,
    /// What was put right.
    pub edits: u64,
    /// Rows that were not imported.
    pub left_out: u64,
    /// When it was undone.
    pub undone_at: Option<DateTime<Utc>>,
    /// Can it be undone?
    pub can_undo: bool,
}

/// What the server lists, with the names that are here.
pub(crate) fn made(db: &Connection, reply: ImportsReply) -> Result<Vec<ImportMade>, Error> {
    let names = Names::new(db);
    let imports = reply.imports.into_iter().map(|past| {
        let by = past.by.map(|member| names.member(member)).transpose()?;
        Ok(ImportMade {
            import: past.import,
            at: past.at,
            by: by.unwrap_or_default(),
            households: past.households,
            residents: past.residents,
            edits: past.edits,
            left_out: past.left_out,
            undone_at: past.undone_at,
            can_undo: past.can_undo,
        })
    });
    imports.collect()
}
