//! XLSX for filing and for paper: title, unit and period, headings that stay and repeat, A4 across, page numbers.
//! Text is always written as text, so no cell can run as a formula.

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{
    Color, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::cell::Cell;
use crate::column::{Column, Setting};
use crate::{Error, LINES_MAX};

const TITLE_ROW: u32 = 0;
const UNIT_ROW: u32 = 1;
const HEADING_ROW: u32 = 2;
const FIRST_LINE_ROW: u32 = 3;
const A4: u8 = 9;
const FONT: &str = "宋体";

/// What stands above the headings.
pub(crate) struct Heading<'a> {
    pub(crate) title: &'a str,
    pub(crate) period: &'a str,
    pub(crate) area: &'a str,
}

pub(crate) fn write<L>(
    heading: &Heading<'_>,
    columns: &[Column<L>],
    lines: impl IntoIterator<Item = L>,
) -> Result<Vec<u8>, Error> {
    let mut workbook = Workbook::new();
    let sheet = add_sheet(&mut workbook)?;
    set_page(sheet)?;
    write_heading(sheet, heading, columns)?;
    let formats = Formats::new();
    for (place, line) in lines.into_iter().enumerate() {
        if place >= LINES_MAX {
            return Err(Error::TooManyLines);
        }
        let place = u32::try_from(place).map_err(|_| Error::TooManyLines)?;
        for (column, at) in columns.iter().zip(0_u16..) {
            let cell = (column.content)(place + 1, &line);
            write_cell(
                sheet,
                (FIRST_LINE_ROW + place, at),
                &cell,
                formats.of(column.setting, &cell),
            )?;
        }
    }
    Ok(workbook.save_to_buffer()?)
}

#[cfg(feature = "low_memory")]
fn add_sheet(workbook: &mut Workbook) -> Result<&mut Worksheet, XlsxError> {
    workbook.add_worksheet_with_low_memory()
}

#[cfg(not(feature = "low_memory"))]
fn add_sheet(workbook: &mut Workbook) -> Result<&mut Worksheet, XlsxError> {
    Ok(workbook.add_worksheet())
}

fn set_page(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet
        .set_name("台账")?
        .set_landscape()
        .set_paper_size(A4)
        .set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3)
        .set_print_fit_to_pages(1, 0)
        .set_print_center_horizontally(true)
        .set_repeat_rows(HEADING_ROW, HEADING_ROW)?
        .set_footer("&C第 &P 页 共 &N 页")
        .set_freeze_panes(FIRST_LINE_ROW, 0)?;
    Ok(())
}

fn write_heading<L>(
    sheet: &mut Worksheet,
    heading: &Heading<'_>,
    columns: &[Column<L>],
) -> Result<(), XlsxError> {
    for (column, at) in columns.iter().zip(0_u16..) {
        sheet.set_column_width(at, column.width)?;
    }
    let last = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(0);
    let title = Format::new()
        .set_font_name(FONT)
        .set_font_size(16)
        .set_bold()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter);
    sheet.set_row_height(TITLE_ROW, 30)?;
    sheet.merge_range(TITLE_ROW, 0, TITLE_ROW, last, heading.title, &title)?;
    let unit = Format::new()
        .set_font_name(FONT)
        .set_align(FormatAlign::VerticalCenter);
    let text = format!(
        "单位：{}    期间：{}    填报人：            审核人：",
        heading.area, heading.period
    );
    sheet.set_row_height(UNIT_ROW, 20)?;
    sheet.merge_range(UNIT_ROW, 0, UNIT_ROW, last, &text, &unit)?;
    let head = bordered()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_background_color(Color::RGB(0x00EE_EEEE));
    for (column, at) in columns.iter().zip(0_u16..) {
        sheet.write_string_with_format(HEADING_ROW, at, column.heading, &head)?;
    }
    Ok(())
}

fn bordered() -> Format {
    Format::new()
        .set_font_name(FONT)
        .set_font_size(10)
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::VerticalCenter)
}

struct Formats {
    centred: Format,
    running: Format,
    day: Format,
}

impl Formats {
    fn new() -> Self {
        Self {
            centred: bordered().set_align(FormatAlign::Center),
            running: bordered().set_text_wrap(),
            day: bordered()
                .set_align(FormatAlign::Center)
                .set_num_format("yyyy-mm-dd"),
        }
    }

    fn of(&self, setting: Setting, cell: &Cell<'_>) -> &Format {
        match (cell, setting) {
            (Cell::Day(_), _) => &self.day,
            (_, Setting::Centred) => &self.centred,
            (_, Setting::Running) => &self.running,
        }
    }
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell<'_>,
    format: &Format,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => sheet.write_blank(row, column, format)?,
        Cell::Text(text) => sheet.write_string_with_format(row, column, text.as_ref(), format)?,
        Cell::Number(number) => sheet.write_number_with_format(row, column, *number, format)?,
        Cell::Day(day) => match excel_day(*day) {
            Some(date) => sheet.write_datetime_with_format(row, column, date, format)?,
            // Before 1900 Excel has no dates.
            None => sheet.write_string_with_format(row, column, day.to_string(), format)?,
        },
    };
    Ok(())
}

fn excel_day(day: NaiveDate) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok()?;
    let month = u8::try_from(day.month()).ok()?;
    ExcelDateTime::from_ymd(year, month, u8::try_from(day.day()).ok()?).ok()
}
