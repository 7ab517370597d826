//! The household register that a village committee already has, read as it is: XLSX or CSV, title rows above, columns in any
//! order, merged household cells, numbers typed as text and text typed as numbers. Every bad row is named with what to do, and
//! keeps only itself out. Nothing is stored here. Where to start: [`read`], then [`plan()`].

mod blocks;
mod columns;
mod delimited;
mod error;
mod existing;
mod people;
mod plan;
mod problem;
mod sheet;
mod values;
mod workbook;

use chrono::NaiveDate;
use domain::resident::{Relation, Sex};
use serde::{Deserialize, Serialize};

pub use columns::{Column, MatchedColumn};
pub use error::Error;
pub use existing::{Existing, KnownHousehold, KnownResident, Places};
pub use plan::{Choices, Doubt, Edit, NewHousehold, NewResident, Plan, plan};
pub use problem::{Problem, ProblemCode};

/// The largest file.
pub const BYTES_MAX: usize = 20 * 1024 * 1024;
/// The most rows of one sheet.
pub const ROWS_MAX: usize = 100_000;
/// Title rows above the headings: those of real registers are two or three.
const HEADINGS_WITHIN: usize = 20;

/// One person of the register, as the row and the household rows above it say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The row as the office program counts, from 1.
    pub row: u32,
    /// 村 as written; empty when the sheet has no such column.
    pub village: String,
    /// 组; 0 when none is written.
    pub group: u16,
    /// 门牌, empty when none is written.
    pub door: String,
    /// 户主's name.
    pub head: String,
    /// 姓名.
    pub name: String,
    /// 与户主关系; `None` when the sheet does not say.
    pub relation: Option<Relation>,
    /// 身份证号, valid.
    pub identity_number: Option<String>,
    /// A plausible phone number.
    pub phone: Option<String>,
    /// 性别, from the identity number where there is one.
    pub sex: Option<Sex>,
    /// 出生日期, from the identity number where there is one.
    pub birth: Option<NaiveDate>,
}

/// What a file says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// The rows that can be imported, in the order of the sheet.
    pub people: Vec<Person>,
    /// Everything that is wrong, by row. Rows with a problem that [rejects](Problem::rejects) are not among the people.
    pub problems: Vec<Problem>,
    /// Which heading was taken for what.
    pub columns: Vec<MatchedColumn>,
    /// The rows below the headings as they are written, blank ones left out.
    pub rows: Vec<WrittenRow>,
}

/// A row as it is written, whatever was made of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenRow {
    /// The row as the office program counts, from 1.
    pub row: u32,
    /// The text of each of [`Reading::columns`], in their order.
    pub cells: Vec<String>,
}

/// The sheets of a file, whatever program wrote it.
fn sheets(bytes: &[u8]) -> Result<Vec<Vec<sheet::Row>>, Error> {
    if bytes.len() > BYTES_MAX {
        return Err(Error::TooLarge);
    }
    match bytes {
        [b'P', b'K', ..] => workbook::sheets(bytes),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Err(Error::OldFormat),
        _ => Ok(vec![delimited::rows(bytes)?]),
    }
}

/// The first sheet that has anything, as lines with tabs between the cells: as it would be copied out of the office program.
///
/// # Errors
/// When the file as a whole cannot be read: see [`Error`].
pub fn lines(bytes: &[u8]) -> Result<String, Error> {
    let sheets = sheets(bytes)?;
    let rows = sheets.into_iter().find(|rows| !rows.is_empty());
    let mut text = String::new();
    for row in rows.unwrap_or_default() {
        let last = row.cells.keys().next_back().copied().unwrap_or_default();
        let cells = (0..=last).map(|column| row.text(column).replace(['\t', '\n', '\r'], " "));
        text.push_str(&cells.collect::<Vec<_>>().join("\t"));
        text.push('\n');
    }
    Ok(text)
}

/// Reads a register. `today` is the local date: nobody is born after it.
///
/// # Errors
/// When the file as a whole cannot be read: see [`Error`].
pub fn read(bytes: &[u8], today: NaiveDate) -> Result<Reading, Error> {
    let sheets = sheets(bytes)?;
    let found = sheets.iter().find_map(|rows| {
        let place = rows
            .iter()
            .take(HEADINGS_WITHIN)
            .position(|row| columns::headings(row).is_some())?;
        let (above, below) = rows.split_at_checked(place + 1)?;
        Some((columns::headings(above.last()?)?, below))
    });
    let (columns, rows) = found.ok_or(Error::NoHeadings)?;
    let (people, problems) = people::read(&columns, rows, today);
    let written = |row: &sheet::Row| WrittenRow {
        row: row.number,
        cells: columns.iter().map(|one| row.text(one.place)).collect(),
    };
    Ok(Reading {
        rows: rows.iter().map(written).collect(),
        people,
        problems,
        columns,
    })
}

#[cfg(test)]
mod tests;
