//! XLSX: measured before it is unpacked, then read cell by cell, so that no file can ask for more memory than its cells need.

use std::io::{Cursor, Read};

use calamine::{Data, DataRef, Reader, Xlsx, XlsxError};
use chrono::NaiveDate;

use crate::sheet::{Row, Value};
use crate::{Error, ROWS_MAX};

/// The unpacked parts of an honest workbook of [`ROWS_MAX`] rows stay below this.
const UNPACKED_MAX: u64 = 400 * 1024 * 1024;
/// Registers have a dozen columns; what stands far to the right is not part of one.
const COLUMNS_MAX: u32 = 100;
const SHEETS_MAX: usize = 10;

/// The sheets that hold something, in their order.
pub(crate) fn sheets(bytes: &[u8]) -> Result<Vec<Vec<Row>>, Error> {
    measure(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    let names: Vec<String> = book.sheet_names().into_iter().take(SHEETS_MAX).collect();
    let mut sheets = Vec::new();
    for name in names {
        // A sheet of charts has no cells.
        if let Ok(cells) = book.worksheet_cells_reader(&name) {
            sheets.push(rows(cells)?);
        }
    }
    Ok(sheets)
}

/// Unpacks everything into nothing, counting: the sizes that the archive itself states may be wrong.
fn measure(bytes: &[u8]) -> Result<(), Error> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Error::Unreadable)?;
    let mut left = UNPACKED_MAX;
    for place in 0..archive.len() {
        let entry = archive.by_index(place).map_err(|_| Error::Unreadable)?;
        let unpacked = std::io::copy(&mut entry.take(left + 1), &mut std::io::sink())
            .map_err(|_| Error::Unreadable)?;
        left = left.checked_sub(unpacked).ok_or(Error::TooLarge)?;
    }
    Ok(())
}

fn rows(mut cells: calamine::XlsxCellReader<'_, Cursor<&[u8]>>) -> Result<Vec<Row>, Error> {
    let mut rows: Vec<Row> = Vec::new();
    while let Some(cell) = cells.next_cell().map_err(unreadable)? {
        let (row, column) = cell.get_position();
        let Some(value) = value(cell.get_value()).filter(|_| column < COLUMNS_MAX) else {
            continue;
        };
        let number = row + 1;
        if rows.last().is_none_or(|last| last.number != number) {
            if rows.len() >= ROWS_MAX {
                return Err(Error::TooManyRows);
            }
            rows.push(Row {
                number,
                cells: std::collections::BTreeMap::new(),
            });
        }
        if let (Some(last), Ok(column)) = (rows.last_mut(), usize::try_from(column)) {
            last.cells.insert(column, value);
        }
    }
    Ok(rows)
}

fn value(cell: &DataRef<'_>) -> Option<Value> {
    match Data::from(cell.clone()) {
        Data::Int(number) =>
        {
            #[expect(
                clippy::cast_precision_loss,
                reason = "the file holds it as a float anyway"
            )]
            Some(Value::Number(number as f64))
        }
        Data::Float(number) => Some(Value::Number(number)),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            (!text.trim().is_empty()).then_some(Value::Text(text))
        }
        Data::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            let day = NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day));
            Some(day.map_or(Value::Number(date.as_f64()), Value::Day))
        }
        Data::Bool(_) | Data::Error(_) | Data::Empty => None,
    }
}

fn unreadable(_: XlsxError) -> Error {
    Error::Unreadable
}
