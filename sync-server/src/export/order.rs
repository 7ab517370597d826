//! A ledger as a file, for whoever asked: the administrator's command and scripts by HTTP. It is noted in the audit log before it leaves.

use chrono::{Datelike, NaiveDate};
use domain::AreaCode;
use domain::dispute::limits::local_day;
use ledger::source::Wanted;
use ledger::{Cell, Ledger, Table};
use protocol::{ApiError, ErrorCode};
use serde_json::json;

use super::Town;
use crate::audit::{self, Actor, Deed};
use crate::clock;
use crate::error::Error;
use crate::storage::Store;

/// The kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileFormat {
    /// A workbook.
    Xlsx,
    /// Commas, UTF-8 with its mark, for every spreadsheet.
    Csv,
    /// A list of objects, for scripts.
    Json,
}

impl FileFormat {
    /// How the file's name ends, and what it is to a browser.
    #[must_use]
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Xlsx => (
                "xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ),
            Self::Csv => ("csv", "text/csv; charset=utf-8"),
            Self::Json => ("json", "application/json"),
        }
    }
}

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Order {
    /// Which ledger.
    pub ledger: &'static Ledger,
    /// Only this area; the whole town without one.
    pub area: Option<AreaCode>,
    /// From this day; from the beginning without one.
    pub from: Option<NaiveDate>,
    /// Up to this day and with it; today without one.
    pub to: Option<NaiveDate>,
    /// As what file.
    pub format: FileFormat,
}

/// What was made.
#[derive(Debug, Clone)]
pub struct Made {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many lines it has.
    pub rows: usize,
    /// What the area is called.
    pub area: String,
}

impl Order {
    /// Makes the file.
    ///
    /// # Errors
    /// [`ErrorCode::BadRequest`] when there are more lines than a workbook holds; or when the storage refuses.
    pub async fn make(self, store: &Store, by: Actor) -> Result<Made, Error> {
        let today = local_day(clock::now());
        let order = self.clone();
        let made = store.read(move |view| {
            let source = Town::of(view)?;
            let wanted = Wanted {
                area: match order.area.clone() {
                    Some(area) => area,
                    None => view.town()?.code,
                },
                from: order.from.unwrap_or(NaiveDate::MIN),
                to: order.to.unwrap_or(today),
            };
            let area = source.area_name(&wanted.area);
            let table = order.ledger.make(&source, &wanted)?;
            Ok(Made {
                rows: table.rows.len(),
                bytes: order.file(&table, &area, today)?,
                area,
            })
        });
        let made = made.await?;
        self.note(store, by, made.rows).await?;
        Ok(made)
    }

    fn file(&self, table: &Table, area: &str, today: NaiveDate) -> Result<Vec<u8>, Error> {
        Ok(match self.format {
            FileFormat::Csv => table.csv(),
            FileFormat::Json => table.json(),
            FileFormat::Xlsx => {
                let period = self.period(table, today);
                let book = table.xlsx(self.ledger.name, &period, area);
                book.map_err(|_| {
                    let words = "行数太多,请缩小日期或地方的范围";
                    Error::Refused(ApiError::new(ErrorCode::BadRequest, words))
                })?
            }
        })
    }

    /// Before the file leaves: nothing leaves unnoted.
    async fn note(&self, store: &Store, by: Actor, rows: usize) -> Result<(), Error> {
        let about = [
            ("ledger", json!(self.ledger.key)),
            ("area", json!(self.area)),
            ("from", json!(self.from)),
            ("to", json!(self.to)),
            ("rows", json!(rows)),
        ];
        let now = clock::now();
        store
            .transact(move |tx| audit::note(tx, now, by, (Deed::Export, &about)))
            .await
    }

    /// What stands beside 期间: the days asked for; where they are open, from the first line's day to today.
    fn period(&self, table: &Table, today: NaiveDate) -> String {
        let first = table.rows.first().into_iter().flatten();
        let first = first.filter_map(|cell| match cell {
            Cell::Day(day) => Some(*day),
            Cell::Empty | Cell::Text(_) | Cell::Number(_) => None,
        });
        let from = self.from.or_else(|| first.min());
        let to = self.to.or(Some(today));
        let written = |day: NaiveDate| format!("{}年{}月{}日", day.year(), day.month(), day.day());
        match (from, to) {
            (Some(from), Some(to)) if is_whole_month(from, to) => {
                format!("{}年{}月", from.year(), from.month())
            }
            (Some(from), Some(to)) => format!("{}至{}", written(from), written(to)),
            _ => String::new(),
        }
    }
}

fn is_whole_month(from: NaiveDate, to: NaiveDate) -> bool {
    let next = to.succ_opt();
    from.day() == 1
        && (from.year(), from.month()) == (to.year(), to.month())
        && next.is_some_and(|next| next.day() == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_month_is_told_from_a_part_of_one() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let whole = |from: &str, to: &str| is_whole_month(day(from), day(to));
        assert!(whole("2026-02-01", "2026-02-28") && whole("2026-12-01", "2026-12-31"));
        assert!(!whole("2026-11-01", "2026-11-29") && !whole("2026-10-01", "2026-11-30"));
    }
}
