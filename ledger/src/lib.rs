//! The ledgers (台账) that a township files: made out of records, shown on the screen, written as XLSX, CSV and JSON. Each ledger
//! declares its columns once and everything else follows them. Where records come from says a [`source::Source`]: the office's store or
//! the server. Where to start: [`LEDGERS`] and [`Ledger::make`]; what is counted, and how: [`statistics`].

pub mod agenda;
mod agreements;
mod archive;
mod book;
mod books;
mod care;
mod cell;
mod column;
mod comma;
mod coverage;
pub mod disputes;
mod figures;
mod grids;
mod matters;
mod meetings;
mod month;
mod package;
pub mod province;
mod sheet;
pub mod source;
pub mod statistics;
mod table;
pub mod visits;
mod worklog;

pub use book::{Heading, mark, period};
pub use books::{LEDGERS, Ledger};
pub use cell::Cell;
pub use table::{Head, Table};

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
