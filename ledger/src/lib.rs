//! The ledgers (台账) that a township files: their columns, written as XLSX and as CSV. Each ledger declares its columns once
//! and both writers follow them. Knows nothing of where the lines come from. Where to start: [`visits`].

mod archive;
mod book;
mod cell;
mod column;
mod comma;
pub mod disputes;
mod package;
mod sheet;
pub mod visits;

/// A ledger that can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ledger {
    /// Its stable name in addresses and settings.
    pub key: &'static str,
    /// What it is called on paper.
    pub name: &'static str,
}

/// The ledgers that the server writes by itself, in the order shown.
pub const LEDGERS: &[Ledger] = &[visits::LEDGER];

/// The most lines of one sheet; Excel itself ends at 1,048,576 rows.
pub const LINES_MAX: usize = 1_000_000;

/// Why a ledger could not be written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// More than [`LINES_MAX`] lines: narrow the period or the area.
    #[error("more than {LINES_MAX} lines for one sheet")]
    TooManyLines,
    /// The workbook could not be put together.
    #[error("the workbook could not be written")]
    Workbook(#[from] std::io::Error),
}

#[cfg(test)]
mod tests;
