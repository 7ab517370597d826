//! A sheet as rows of cells, whatever file it came from. Rows keep the number that the person sees in the office program.

use std::collections::BTreeMap;

use chrono::NaiveDate;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Text(String),
    Number(f64),
    Day(NaiveDate),
}

/// A row with at least one cell that is not blank.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    /// From 1, as the office program counts.
    pub(crate) number: u32,
    /// By place of the column, from 0.
    pub(crate) cells: BTreeMap<usize, Value>,
}

impl Row {
    pub(crate) fn text(&self, column: usize) -> String {
        self.cells.get(&column).map(Value::text).unwrap_or_default()
    }
}

impl Value {
    /// The cell as text: half-width, no spaces at the ends, no apostrophe left over from typing numbers as text.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Text(text) => tidy(text),
            Self::Number(number) => whole(*number),
            Self::Day(day) => day.to_string(),
        }
    }
}

/// Numbers that stand for numbers of things are whole; 12.0 is 12.
fn whole(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e18 {
        format!("{number:.0}")
    } else {
        number.to_string()
    }
}

/// Half-width letters, digits and marks; no invisible characters; no quotes or spaces at the ends.
pub(crate) fn tidy(text: &str) -> String {
    let half: String = text
        .chars()
        .filter(|c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{202a}'..='\u{202e}'))
        .map(half_width)
        .collect();
    half.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\'' | '’' | '‘' | '`'))
        .to_owned()
}

fn half_width(c: char) -> char {
    match c {
        '\u{3000}' | '\u{a0}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    }
}
