//! CSV as office programs write it: UTF-8 with or without byte order mark, UTF-16, or GB18030; comma, tab or semicolon.

use std::collections::BTreeMap;

use encoding_rs::{Encoding, GB18030};

use crate::sheet::{Row, Value};
use crate::{Error, ROWS_MAX};

pub(crate) fn rows(bytes: &[u8]) -> Result<Vec<Row>, Error> {
    let text = decode(bytes)?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut place = Place::default();
    for record in reader.records() {
        let record = record.map_err(|_| Error::Unreadable)?;
        let number = place.move_to(text.as_bytes(), &record);
        let cells: BTreeMap<usize, Value> = record
            .iter()
            .enumerate()
            .filter(|(_, text)| !text.trim().is_empty())
            .map(|(place, text)| (place, Value::Text(text.to_owned())))
            .collect();
        if !cells.is_empty() {
            rows.push(Row { number, cells });
        }
        if rows.len() > ROWS_MAX {
            return Err(Error::TooManyRows);
        }
    }
    Ok(rows)
}

/// Counts rows as the office program does. The reader's own count is of lines: it takes the breaks inside a cell for rows and
/// stops before the blank lines above a record.
#[derive(Default)]
struct Place {
    row: u32,
    byte: usize,
    breaks_inside: u32,
}

impl Place {
    fn move_to(&mut self, text: &[u8], record: &csv::StringRecord) -> u32 {
        let position = record.position().map_or(0, csv::Position::byte);
        let mut start = usize::try_from(position).unwrap_or(usize::MAX);
        while let Some(b'\r' | b'\n') = text.get(start) {
            start += 1;
        }
        let passed = line_breaks(text.get(self.byte..start).unwrap_or_default());
        let first = u32::from(self.row == 0);
        self.row = (self.row + first + passed).saturating_sub(self.breaks_inside);
        self.byte = start;
        self.breaks_inside = record.iter().map(|cell| line_breaks(cell.as_bytes())).sum();
        self.row
    }
}

fn line_breaks(text: &[u8]) -> u32 {
    text.iter().map(|byte| u32::from(*byte == b'\n')).sum()
}

fn decode(bytes: &[u8]) -> Result<String, Error> {
    let text = match (Encoding::for_bom(bytes), std::str::from_utf8(bytes)) {
        (Some((encoding, _)), _) => encoding.decode(bytes).0,
        (None, Ok(text)) => text.into(),
        (None, Err(_)) => {
            let (text, _, has_errors) = GB18030.decode(bytes);
            if has_errors {
                return Err(Error::Unreadable);
            }
            text
        }
    };
    if text.contains('\0') {
        return Err(Error::Unreadable);
    }
    Ok(text.into_owned())
}

/// What the first lines contain most of.
fn delimiter(text: &str) -> u8 {
    let head: Vec<u8> = text.bytes().take(4096).collect();
    let count = |wanted: u8| head.iter().filter(|byte| **byte == wanted).count();
    let (comma, tab, semicolon) = (count(b','), count(b'\t'), count(b';'));
    if tab > comma && tab >= semicolon {
        b'\t'
    } else if semicolon > comma {
        b';'
    } else {
        b','
    }
}
