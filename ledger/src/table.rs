//! A ledger as it stands: columns and lines, for the screen, for paper and for every kind of file.

use domain::RecordId;
use domain::province::sheet::Sheet;
use serde::{Deserialize, Serialize};

use crate::book::{self, Heading};
use crate::cell::Cell;
use crate::column::{Column, Setting};
use crate::{Error, comma};

/// The head of a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// What stands above it.
    pub heading: String,
    /// How wide it is on paper, in characters of the standard font.
    pub width: u8,
    /// Free text, broken into lines; everything else is short.
    pub is_running: bool,
}

/// A ledger's columns and lines.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Table {
    /// The columns.
    pub heads: Vec<Head>,
    /// The lines, a cell for each column.
    pub rows: Vec<Vec<Cell<'static>>>,
    /// How the figures are counted, where there is something to say.
    pub notes: Vec<String>,
    /// The case of each line, where the lines are cases.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<RecordId>,
}

impl<L> From<&Column<L>> for Head {
    fn from(column: &Column<L>) -> Self {
        Self {
            heading: column.heading.to_owned(),
            width: column.width,
            is_running: column.setting == Setting::Running,
        }
    }
}

impl Table {
    /// The lines under these columns.
    pub(crate) fn of<L>(columns: &[Column<L>], lines: impl IntoIterator<Item = L>) -> Self {
        Self::of_both(columns, &[], lines)
    }

    /// The lines under both lists of columns.
    pub(crate) fn of_both<L>(
        columns: &[Column<L>],
        more: &[Column<L>],
        lines: impl IntoIterator<Item = L>,
    ) -> Self {
        let all = || columns.iter().chain(more);
        let cells = |(line, number): (L, u32)| {
            let cell = |column: &Column<L>| (column.content)(number, &line).into_owned();
            all().map(cell).collect()
        };
        Self {
            heads: all().map(Head::from).collect(),
            rows: lines.into_iter().zip(1_u32..).map(cells).collect(),
            notes: Vec::new(),
            records: Vec::new(),
        }
    }

    /// With the case of each line.
    pub(crate) fn of_records(mut self, records: Vec<RecordId>) -> Self {
        self.records = records;
        self
    }

    /// With how its figures are counted.
    pub(crate) fn noted(mut self, notes: &[&str]) -> Self {
        self.notes = notes.iter().map(|note| (*note).to_owned()).collect();
        self
    }

    /// As a workbook: the heading, then the lines, then how they are counted.
    ///
    /// # Errors
    /// [`Error::TooManyLines`] beyond [`crate::LINES_MAX`]; [`Error::Workbook`] when a text is longer than a cell can hold.
    pub fn xlsx(&self, heading: &Heading<'_>) -> Result<Vec<u8>, Error> {
        book::write(heading, self)
    }

    /// As a workbook with nothing in it but the lines above the headings, the headings and the lines, for a platform that takes it in; the
    /// mark stands at the foot of its pages.
    ///
    /// # Errors
    /// As [`Table::xlsx`].
    pub fn plain_xlsx(&self, sheet: &Sheet, mark: Option<&str>) -> Result<Vec<u8>, Error> {
        book::write_plain(&sheet.above, self, mark)
    }

    /// As CSV: headings in the first row, no title, so that other programs read it as it is.
    #[must_use]
    pub fn csv(&self) -> Vec<u8> {
        comma::write(self)
    }

    /// As JSON: an array with one object a line, keyed by the headings; days as `2026-11-22`, what is empty left out.
    #[must_use]
    pub fn json(&self) -> Vec<u8> {
        let rows: Vec<serde_json::Value> = self.rows.iter().map(|row| self.object(row)).collect();
        serde_json::to_vec(&rows).unwrap_or_default()
    }

    fn object(&self, row: &[Cell<'static>]) -> serde_json::Value {
        let pairs = self.heads.iter().zip(row).filter_map(|(head, cell)| {
            let value = match cell {
                Cell::Empty => return None,
                Cell::Text(text) => serde_json::Value::from(text.as_ref()),
                Cell::Number(number) => serde_json::Value::from(*number),
                Cell::Day(day) => serde_json::Value::from(day.to_string()),
            };
            Some((head.heading.clone(), value))
        });
        serde_json::Value::Object(pairs.collect())
    }
}
