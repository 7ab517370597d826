//! A province's import sheet, filled out of a ledger's lines: only its own headings and lines, so that the platform takes it as it is.

use domain::province::sheet::{Sheet, SheetColumn};

use crate::cell::Cell;
use crate::table::{Head, Table};

/// The sheet wants a column that the ledger does not have: its heading.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the ledger has no column {0}")]
pub struct NoSuchColumn(pub String);

/// The width of a column that nothing fills.
const OPEN: u8 = 12;

/// Fills the sheet. The table is a wide one: [`crate::Ledger::make_wide`].
///
/// # Errors
/// [`NoSuchColumn`] where the sheet names a column that the ledger does not have.
pub fn filled(sheet: &Sheet, table: &Table) -> Result<Table, NoSuchColumn> {
    let mut places = Vec::with_capacity(sheet.columns.len());
    for column in &sheet.columns {
        let place = table
            .heads
            .iter()
            .position(|head| head.heading == column.from);
        if place.is_none() && !column.from.is_empty() && column.fixed.is_empty() {
            return Err(NoSuchColumn(column.from.clone()));
        }
        places.push(place);
    }
    let heads = sheet.columns.iter().zip(&places).map(|(column, place)| {
        let own = place.and_then(|place| table.heads.get(place));
        Head {
            heading: column.heading.clone(),
            width: own.map_or(OPEN, |head| head.width),
            is_running: own.is_some_and(|head| head.is_running),
        }
    });
    let rows = table.rows.iter().map(|row| {
        let cells = sheet.columns.iter().zip(&places);
        cells
            .map(|(column, place)| cell(column, place.and_then(|place| row.get(place))))
            .collect()
    });
    Ok(Table {
        heads: heads.collect(),
        rows: rows.collect(),
        notes: Vec::new(),
        records: table.records.clone(),
    })
}

fn cell(column: &SheetColumn, from: Option<&Cell<'static>>) -> Cell<'static> {
    if !column.fixed.is_empty() {
        return Cell::own(column.fixed.clone());
    }
    match from {
        Some(Cell::Day(day)) if !column.day.is_empty() => Cell::own(column.written(*day)),
        Some(Cell::Text(text)) => {
            let word = column.words.get(text.as_ref());
            word.map_or_else(|| Cell::Text(text.clone()), |word| Cell::own(word.clone()))
        }
        Some(cell) => cell.clone(),
        None => Cell::Empty,
    }
}
