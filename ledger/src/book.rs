//! XLSX for filing and for paper: title, unit and period, headings that stay and repeat, A4 across, page numbers.

use crate::cell::Cell;
use crate::column::{Column, Setting};
use crate::package::Style;
use crate::sheet::Sheet;
use crate::table::{Head, Table};
use crate::{Error, LINES_MAX};

/// Rows that are one cell: the title, and unit with period.
const BANNERS: u32 = 2;
/// Rows that stay in sight: those and the headings.
const FROZEN: u32 = BANNERS + 1;
const TITLE_HEIGHT: u8 = 30;
const UNIT_HEIGHT: u8 = 20;

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
    let heads: Vec<Head> = columns.iter().map(Head::from).collect();
    let mut sheet = begun(heading, &heads)?;
    for (place, line) in lines.into_iter().enumerate() {
        if place >= LINES_MAX {
            return Err(Error::TooManyLines);
        }
        let number = u32::try_from(place + 1).map_err(|_| Error::TooManyLines)?;
        sheet.row(columns.iter().map(|column| {
            let cell = (column.content)(number, &line);
            let style = style(column.setting, &cell);
            (cell, style)
        }))?;
    }
    sheet.finish(BANNERS)
}

/// A table that is there already, with how it was counted below it.
pub(crate) fn write_table(heading: &Heading<'_>, table: &Table) -> Result<Vec<u8>, Error> {
    if table.rows.len() > LINES_MAX {
        return Err(Error::TooManyLines);
    }
    let mut sheet = begun(heading, &table.heads)?;
    for row in &table.rows {
        sheet.row(row.iter().zip(&table.heads).map(|(cell, head)| {
            let setting = if head.is_running {
                Setting::Running
            } else {
                Setting::Centred
            };
            (cell.clone(), style(setting, cell))
        }))?;
    }
    for note in &table.notes {
        sheet.row([(Cell::text(note), Style::Unit)])?;
    }
    sheet.finish(BANNERS)
}

fn begun(heading: &Heading<'_>, heads: &[Head]) -> Result<Sheet, Error> {
    let widths: Vec<u8> = heads.iter().map(|head| head.width).collect();
    let mut sheet = Sheet::new(&widths, FROZEN)?;
    sheet.banner(heading.title, Style::Title, TITLE_HEIGHT)?;
    let unit = format!(
        "单位：{}    期间：{}    填报人：            审核人：",
        heading.area, heading.period
    );
    sheet.banner(&unit, Style::Unit, UNIT_HEIGHT)?;
    let above = heads
        .iter()
        .map(|head| (Cell::text(&head.heading), Style::Head));
    sheet.row(above)?;
    Ok(sheet)
}

fn style(setting: Setting, cell: &Cell<'_>) -> Style {
    match (cell, setting) {
        (Cell::Day(_), _) => Style::Day,
        (_, Setting::Centred) => Style::Centred,
        (_, Setting::Running) => Style::Running,
    }
}
