//! One sheet of an XLSX file, written row by row straight into the package: a year of visits needs no more memory than its file.

use chrono::NaiveDate;

use crate::Error;
use crate::archive::Archive;
use crate::cell::Cell;
use crate::package::{PARTS, SHEET_FILE, Style};

/// The longest text Excel takes in a cell, in UTF-16 units.
const TEXT_MAX: usize = 32_767;
/// Excel adds this to a width in characters, for the lines between cells.
const PADDING: &str = "71";
/// The height of a line, in points; a row with none said has one line.
const LINE_HEIGHT: usize = 15;
/// The highest row is 409 points.
const LINES_MAX: usize = 27;
/// A4, then how far from its edges, in inches.
const PAPER: &str = concat!(
    r#"<printOptions horizontalCentered="1"/>"#,
    r#"<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>"#,
    r#"<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>"#
);
/// The longest text of a header or footer (ECMA-376 part 1, 18.3.1.36).
const FOOT_MAX: usize = 255;

/// A sheet that is being written.
pub(crate) struct Sheet {
    package: Archive,
    /// XML of the row at hand; goes into the package when it ends.
    text: String,
    row: u32,
    /// Of each column, in characters.
    widths: Vec<u8>,
}

impl Sheet {
    /// Begins a sheet with columns of these widths, in characters, and so many rows above that stay in sight.
    pub(crate) fn new(widths: &[u8], frozen: u32) -> Result<Self, Error> {
        let mut package = Archive::default();
        for (name, content) in PARTS {
            package.begin(name)?;
            package.write(content.as_bytes())?;
        }
        package.begin(SHEET_FILE)?;
        let mut sheet = Self {
            package,
            text: beginning(widths, frozen),
            row: 0,
            widths: widths.to_vec(),
        };
        sheet.flush()?;
        Ok(sheet)
    }

    /// A row of one text across all columns.
    pub(crate) fn banner(&mut self, text: &str, style: Style, height: u8) -> Result<(), Error> {
        self.row += 1;
        let row = self.row;
        self.text += &format!(r#"<row r="{row}" ht="{height}" customHeight="1">"#);
        self.cell(&Cell::text(text), style);
        self.end_row()
    }

    /// A row of cells, from the first column on.
    pub(crate) fn row<'a>(
        &mut self,
        cells: impl IntoIterator<Item = (Cell<'a>, Style)>,
    ) -> Result<(), Error> {
        self.row += 1;
        let mut lines = 1;
        for (place, (cell, style)) in cells.into_iter().enumerate() {
            if let (Cell::Text(text), Some(width)) = (&cell, self.widths.get(place)) {
                lines = lines.max(lines_of(text, usize::from(*width)).min(LINES_MAX));
            }
            self.cell(&cell, style);
        }
        // Not every program makes a row as high as its wrapped text when it opens a file.
        let height = if lines > 1 {
            format!(r#" ht="{}" customHeight="1""#, lines * LINE_HEIGHT)
        } else {
            String::new()
        };
        let begin = format!(r#"<row r="{}"{height}>"#, self.row);
        self.text.insert_str(0, &begin);
        self.end_row()
    }

    /// Ends the sheet; the first `banners` rows are one cell each, and `mark` stands at the foot of every page.
    pub(crate) fn finish(mut self, banners: u32, mark: Option<&str>) -> Result<Vec<u8>, Error> {
        self.text += "</sheetData>";
        if self.widths.len() > 1 && banners > 0 {
            let last = letters(self.widths.len() - 1);
            self.text += &format!(r#"<mergeCells count="{banners}">"#);
            for row in 1..=banners {
                self.text += &format!(r#"<mergeCell ref="A{row}:{last}{row}"/>"#);
            }
            self.text += "</mergeCells>";
        }
        self.text += PAPER;
        self.foot(mark.unwrap_or_default());
        self.flush()?;
        Ok(self.package.finish()?)
    }

    /// What stands at the foot of every page: the mark at the left, the page in the middle.
    fn foot(&mut self, mark: &str) {
        const PAGE: &str = "&C第 &P 页 共 &N 页";
        // A lone & would begin an instruction.
        let mark = mark.replace('&', "&&");
        let left: String = mark
            .chars()
            .take(FOOT_MAX - PAGE.chars().count() - 2)
            .collect();
        let foot = if left.is_empty() {
            PAGE.to_owned()
        } else {
            format!("&L{left}{PAGE}")
        };
        self.text += "<headerFooter><oddFooter>";
        escape(&foot, &mut self.text);
        self.text += "</oddFooter></headerFooter></worksheet>";
    }

    /// Cells without an address stand one after the other.
    fn cell(&mut self, cell: &Cell<'_>, style: Style) {
        let style = style as u8;
        match cell {
            Cell::Empty => self.text += &format!(r#"<c s="{style}"/>"#),
            Cell::Number(number) => self.number(style, i64::from(*number)),
            Cell::Text(text) => self.inline(style, text),
            Cell::Day(day) => match serial(*day) {
                Some(serial) => self.number(style, serial),
                None => self.inline(style, &day.to_string()),
            },
        }
    }

    fn number(&mut self, style: u8, number: i64) {
        self.text += &format!(r#"<c s="{style}"><v>{number}</v></c>"#);
    }

    /// Text in its cell, always as text: nothing in it can run as a formula.
    fn inline(&mut self, style: u8, text: &str) {
        self.text += &format!(r#"<c s="{style}" t="inlineStr"><is><t xml:space="preserve">"#);
        escape(text, &mut self.text);
        self.text += "</t></is></c>";
    }

    fn end_row(&mut self) -> Result<(), Error> {
        self.text += "</row>";
        self.flush()
    }

    fn flush(&mut self) -> Result<(), Error> {
        self.package.write(self.text.as_bytes())?;
        self.text.clear();
        Ok(())
    }
}

fn beginning(widths: &[u8], frozen: u32) -> String {
    let mut text = format!(
        concat!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
            r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"#,
            r#"<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView tabSelected="1" workbookViewId="0">"#,
            r#"<pane ySplit="{}" topLeftCell="A{}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>"#,
            r#"<sheetFormatPr defaultRowHeight="15"/><cols>"#
        ),
        frozen,
        frozen + 1
    );
    for (place, width) in widths.iter().enumerate() {
        let column = place + 1;
        text += &format!(
            r#"<col min="{column}" max="{column}" width="{width}.{PADDING}" customWidth="1"/>"#
        );
    }
    text + "</cols><sheetData>"
}

/// How many lines a text takes in a column of so many characters; a Han character is as wide as two digits.
fn lines_of(text: &str, width: usize) -> usize {
    if text.len() <= width && !text.contains('\n') {
        return 1;
    }
    let lines = text.split('\n').map(|line| {
        let wide = line.chars().map(|c| if c.is_ascii() { 1 } else { 2 });
        wide.sum::<usize>().div_ceil(width.max(1)).max(1)
    });
    lines.sum()
}

/// A, B … Z, AA: the name of a column, counted from 0.
fn letters(mut place: usize) -> String {
    let mut name = Vec::new();
    loop {
        name.push(char::from(
            b'A' + u8::try_from(place % 26).unwrap_or_default(),
        ));
        if place < 26 {
            break;
        }
        place = place / 26 - 1;
    }
    name.iter().rev().collect()
}

/// Days of Excel's calendar; none before 1900. It takes 1900 for a leap year, so the first two months count from a day later.
fn serial(day: NaiveDate) -> Option<i64> {
    let zero = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    let days = day.signed_duration_since(zero).num_days();
    match days {
        ..=1 => None,
        2..=60 => Some(days - 1),
        _ => Some(days),
    }
}

/// Text as XML has it. Characters that XML cannot carry, and the carriage return that its readers would swallow, stand as `_x000D_`;
/// text that happens to look like that is protected the same way (ECMA-376 part 1, 22.9.2.19).
fn escape(text: &str, out: &mut String) {
    let mut room = TEXT_MAX;
    for (at, c) in text.char_indices() {
        let Some(left) = room.checked_sub(c.len_utf16()) else {
            return;
        };
        room = left;
        match c {
            '&' => *out += "&amp;",
            '<' => *out += "&lt;",
            '>' => *out += "&gt;",
            '_' if text.get(at..).is_some_and(looks_escaped) => *out += "_x005F_",
            '\t' | '\n' => out.push(c),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                *out += &format!("_x{:04X}_", u32::from(c));
            }
            _ => out.push(c),
        }
    }
}

/// `_xHHHH_` at the beginning.
fn looks_escaped(text: &str) -> bool {
    let Some((digits, rest)) = text
        .strip_prefix("_x")
        .and_then(|text| text.split_at_checked(4))
    else {
        return false;
    };
    digits.chars().all(|c| c.is_ascii_hexdigit()) && rest.starts_with('_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_in_excel() {
        let names: Vec<String> = [0, 25, 26, 51, 52, 701, 702].map(letters).into();
        assert_eq!(names, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn days_are_counted_as_in_excel() {
        let day = |text: &str| serial(text.parse().unwrap());
        assert_eq!(day("1899-12-31"), None);
        assert_eq!(day("1900-01-01"), Some(1));
        assert_eq!(day("1900-02-28"), Some(59));
        assert_eq!(day("1900-03-01"), Some(61));
        assert_eq!(day("2026-11-22"), Some(46_348));
    }

    #[test]
    fn text_never_breaks_the_file() {
        let escaped = |text: &str| {
            let mut out = String::new();
            escape(text, &mut out);
            out
        };
        assert_eq!(escaped("a<b>&\"c\""), "a&lt;b&gt;&amp;\"c\"");
        assert_eq!(escaped("\u{1}\r\n"), "_x0001__x000D_\n");
        assert_eq!(escaped("_x0041_ _x41_"), "_x005F_x0041_ _x41_");
        assert_eq!(
            escaped(&"长".repeat(TEXT_MAX + 5)).chars().count(),
            TEXT_MAX
        );
    }
}
