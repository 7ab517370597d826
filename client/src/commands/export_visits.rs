//! The list of visits as a file, exactly as filtered.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use chrono::{Datelike, NaiveDate};
use domain::AreaCode;
use ledger::Ledger;
use ledger::visits::{Around, Receipt, VisitLine, filed};
use serde::{Deserialize, Serialize};

use super::Run;
use super::outgoing::Outgoing;
use super::visits::{SaveState, VisitFilter};
use crate::command::command;
use crate::context::Context;
use crate::error::Error;
use crate::store::names::Names;
use crate::store::visits;

/// XLSX, CSV or JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileFormat {
    /// Excel.
    Xlsx,
    /// Comma-separated, UTF-8 with byte order mark, so that Excel shows Chinese.
    Csv,
    /// JSON, for other programs.
    Json,
}

impl FileFormat {
    /// How its file's name ends.
    pub(super) fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }
}

/// A file ready to be handed to the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedFile {
    /// Its name, such as 入户走访月台账_2026-11.xlsx.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its content, base64.
    pub content: String,
    /// Rows in it.
    pub rows: u64,
}

/// Writes the visits of a filter as the ledger 入户走访月台账.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportVisits {
    /// Which visits.
    pub filter: VisitFilter,
    /// Which format.
    pub format: FileFormat,
}
command!(ExportVisits -> ExportedFile);

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const JSON: &str = "application/json";
const CSV: &str = "text/csv;charset=utf-8";
/// Visits read at once.
const PAGE: u32 = 2_000;

impl Run for ExportVisits {
    fn run(self, cx: &mut Context<'_>) -> Result<ExportedFile, Error> {
        let lines = lines(cx, &self.filter)?;
        let days = (self.filter.from, self.filter.to);
        let span = Span::of(days, lines.first().map(|line| line.date), cx.today());
        let outgoing = Outgoing {
            ledger: Ledger::named("visits").ok_or(Error::NotFound)?,
            area: self.filter.area,
            days,
            leave: None,
        };
        outgoing.file(cx, self.format, span, &filed(lines))
    }
}

/// A file's name out of what people wrote: nothing in it leads into another folder or is a sign that a disk refuses.
pub(super) fn file_name(words: &str) -> String {
    let is_odd = |c: char| c.is_control() || r#"/\:*?"<>|"#.contains(c);
    let plain = words.replace(is_odd, "_");
    plain.trim_matches([' ', '.']).to_owned()
}

/// The file of a ledger, named after it and its days.
pub(super) fn file(
    ledger: &str,
    span: Span,
    format: FileFormat,
    content: &[u8],
    rows: usize,
) -> ExportedFile {
    let media_type = match format {
        FileFormat::Xlsx => XLSX,
        FileFormat::Csv => CSV,
        FileFormat::Json => JSON,
    };
    let ending = format.ending();
    ExportedFile {
        name: format!("{}_{}.{ending}", file_name(ledger), span.mark()),
        media_type: media_type.to_owned(),
        content: BASE64.encode(content),
        rows: u64::try_from(rows).unwrap_or(u64::MAX),
    }
}

pub(super) fn unless_too_large(written: Result<Vec<u8>, ledger::Error>) -> Result<Vec<u8>, Error> {
    written.map_err(|error| match error {
        ledger::Error::TooManyLines => Error::TooLarge,
        ledger::Error::Workbook(_) => Error::Internal(format!("ledger: {error}")),
    })
}

/// The visits of the filter in the order of their days; those declared void do not count.
fn lines(cx: &Context<'_>, filter: &VisitFilter) -> Result<Vec<VisitLine>, Error> {
    if visits::count(cx.db(), filter)? > u64::try_from(ledger::LINES_MAX).unwrap_or(u64::MAX) {
        return Err(Error::TooLarge);
    }
    let mut rows = visits::Rows::new(cx.db());
    let mut lines = Vec::new();
    let mut offset = 0;
    loop {
        let page = visits::list(cx.db(), filter, offset, PAGE)?;
        if page.is_empty() {
            break;
        }
        for viewed in page.iter().filter(|viewed| viewed.record.voided.is_none()) {
            let Some((row, visit)) = rows.row(viewed)? else {
                continue;
            };
            let household = domain::Household {
                group: row.group,
                door: row.door,
                head: row.head,
                ..domain::Household::default()
            };
            let around = Around {
                village: &row.village_name,
                grid: &row.grid_name,
                household: &household,
                recorder: &row.author_name,
                receipt: receipt(row.state),
            };
            lines.push(VisitLine::new(&visit, &around));
        }
        offset += PAGE;
    }
    lines.reverse();
    Ok(lines)
}

pub(super) fn receipt(state: SaveState) -> Receipt {
    match state {
        SaveState::Received => Receipt::Received,
        SaveState::SavedHere => Receipt::Waiting,
        SaveState::NeedsHand => Receipt::NeedsHand,
    }
}

/// The area of the filter in words; the whole town without one.
pub(super) fn area_words(cx: &Context<'_>, area: Option<&AreaCode>) -> Result<String, Error> {
    let Some(code) = area else {
        return Ok(cx.profile.town_name.clone());
    };
    if *code == cx.profile.town {
        return Ok(cx.profile.town_name.clone());
    }
    let names = Names::new(cx.db());
    Ok(format!("{}{}", names.village(code)?, names.grid(code)?))
}

/// The days that a file covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    from: NaiveDate,
    to: NaiveDate,
}

impl Span {
    /// As filtered; where the filter is open, from the first line to today.
    pub(super) fn of(
        (from, to): (Option<NaiveDate>, Option<NaiveDate>),
        first: Option<NaiveDate>,
        today: NaiveDate,
    ) -> Self {
        Self {
            from: from.or(first).unwrap_or(today),
            to: to.unwrap_or(today),
        }
    }

    fn is_within_a_month(self) -> bool {
        (self.from.year(), self.from.month()) == (self.to.year(), self.to.month())
    }

    /// As it stands on paper.
    pub(super) fn words(self) -> String {
        ledger::period(self.from, self.to)
    }

    /// For the file's name: 2026-11, or both days.
    fn mark(self) -> String {
        if self.is_within_a_month() {
            format!("{}-{:02}", self.from.year(), self.from.month())
        } else {
            format!("{}_{}", self.from, self.to)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_files_name_leads_nowhere_else() {
        for (words, name) in [
            ("平安甘肃 导入表", "平安甘肃 导入表"),
            ("../../etc/passwd", "_.._etc_passwd"),
            ("/etc/x", "_etc_x"),
            ("C:\\表?", "C__表_"),
            (" .表. ", "表"),
        ] {
            assert_eq!(file_name(words), name, "{words}");
        }
    }
}
