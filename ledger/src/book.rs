//! XLSX for filing and for paper: title, unit and period, headings that stay and repeat, A4 across, page numbers.

use chrono::{DateTime, Datelike as _, Duration, NaiveDate, Utc};
use domain::ExportPurpose;

use crate::cell::Cell;
use crate::column::Setting;
use crate::package::Style;
use crate::sheet::Sheet;
use crate::table::{Head, Table};
use crate::{Error, LINES_MAX};

const TITLE_HEIGHT: u8 = 30;
const UNIT_HEIGHT: u8 = 20;

/// What stands above the headings of a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heading<'a> {
    /// What the ledger is called.
    pub title: &'a str,
    /// 期间, such as 2026年11月.
    pub period: &'a str,
    /// 单位, such as 清水镇.
    pub area: &'a str,
    /// Who took it, when, what for and with whose leave: above the lines and at the foot of every page. For a ledger that names people.
    pub mark: Option<&'a str>,
}

impl Heading<'_> {
    /// Rows that are one cell each: the title, unit with period, and the mark.
    fn banners(&self) -> u32 {
        2 + u32::from(self.mark.is_some())
    }
}

/// 期间 in words: a whole month by its name, a day by itself, else the first and the last day.
#[must_use]
pub fn period(from: NaiveDate, to: NaiveDate) -> String {
    let written = |day: NaiveDate| format!("{}年{}月{}日", day.year(), day.month(), day.day());
    let is_one_month = (from.year(), from.month()) == (to.year(), to.month());
    let ends_month = to.succ_opt().is_some_and(|next| next.day() == 1);
    if is_one_month && from.day() == 1 && ends_month {
        format!("{}年{}月", from.year(), from.month())
    } else if from == to {
        written(from)
    } else if is_one_month {
        format!("{}至{}日", written(from), to.day())
    } else {
        format!("{}至{}", written(from), written(to))
    }
}

/// The mark of a ledger that names people: 单位, who took it, when (local time), what for and with whose leave.
#[must_use]
pub fn mark(
    unit: &str,
    by: &str,
    at: DateTime<Utc>,
    purpose: ExportPurpose,
    approver: &str,
) -> String {
    // All of China keeps one time, UTC+8.
    let local = at.checked_add_signed(Duration::hours(8)).unwrap_or(at);
    format!(
        "{unit} {by} {} 导出，用途：{}，批准人：{approver}。内含个人信息，不得外传",
        local.format("%Y-%m-%d %H:%M"),
        purpose.label()
    )
}

/// A table with how it was counted below it.
pub(crate) fn write(heading: &Heading<'_>, table: &Table) -> Result<Vec<u8>, Error> {
    if table.rows.len() > LINES_MAX {
        return Err(Error::TooManyLines);
    }
    let mut sheet = begun(heading, &table.heads)?;
    write_lines(&mut sheet, table)?;
    for note in &table.notes {
        sheet.row([(Cell::text(note), Style::Unit)])?;
    }
    sheet.finish(heading.banners(), heading.mark)
}

/// Headings and lines alone, below lines that a platform wants above them.
pub(crate) fn write_plain(
    above: &[String],
    table: &Table,
    mark: Option<&str>,
) -> Result<Vec<u8>, Error> {
    if table.rows.len() > LINES_MAX {
        return Err(Error::TooManyLines);
    }
    let widths: Vec<u8> = table.heads.iter().map(|head| head.width).collect();
    let frozen = u32::try_from(above.len()).unwrap_or(0) + 1;
    let mut sheet = Sheet::new(&widths, frozen)?;
    for line in above {
        sheet.row([(Cell::text(line), Style::Unit)])?;
    }
    sheet.row(headings(&table.heads))?;
    write_lines(&mut sheet, table)?;
    sheet.finish(0, mark)
}

fn headings(heads: &[Head]) -> impl Iterator<Item = (Cell<'_>, Style)> {
    heads
        .iter()
        .map(|head| (Cell::text(&head.heading), Style::Head))
}

fn write_lines(sheet: &mut Sheet, table: &Table) -> Result<(), Error> {
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
    Ok(())
}

fn begun(heading: &Heading<'_>, heads: &[Head]) -> Result<Sheet, Error> {
    let widths: Vec<u8> = heads.iter().map(|head| head.width).collect();
    let mut sheet = Sheet::new(&widths, heading.banners() + 1)?;
    sheet.banner(heading.title, Style::Title, TITLE_HEIGHT)?;
    let unit = format!(
        "单位：{}    期间：{}    填报人：            审核人：",
        heading.area, heading.period
    );
    sheet.banner(&unit, Style::Unit, UNIT_HEIGHT)?;
    if let Some(mark) = heading.mark {
        sheet.banner(mark, Style::Unit, UNIT_HEIGHT)?;
    }
    sheet.row(headings(heads))?;
    Ok(sheet)
}

fn style(setting: Setting, cell: &Cell<'_>) -> Style {
    match (cell, setting) {
        (Cell::Day(_), _) => Style::Day,
        (_, Setting::Centred) => Style::Centred,
        (_, Setting::Running) => Style::Running,
    }
}
