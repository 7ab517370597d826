//! CSV as office programs open it: UTF-8 with byte order mark, CRLF, and no cell that a spreadsheet would run as a formula.

use crate::cell::Cell;
use crate::table::Table;

/// What makes a spreadsheet take text for a formula, the wide forms that Chinese input methods write included.
const FORMULA_STARTS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

pub(crate) fn write(table: &Table) -> Vec<u8> {
    let mut text = String::from('\u{feff}');
    end_row(
        &mut text,
        table.heads.iter().map(|head| head.heading.clone()),
    );
    for row in &table.rows {
        end_row(&mut text, row.iter().cloned().map(plain));
    }
    text.into_bytes()
}

fn plain(cell: Cell<'_>) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Number(number) => number.to_string(),
        Cell::Day(day) => day.to_string(),
        Cell::Text(text) if text.starts_with(FORMULA_STARTS) => format!("'{text}"),
        Cell::Text(text) => text.into_owned(),
    }
}

fn end_row(out: &mut String, cells: impl Iterator<Item = String>) {
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            out.push(',');
        }
        if cell.contains(['"', ',', '\r', '\n']) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&cell);
        }
    }
    out.push_str("\r\n");
}
