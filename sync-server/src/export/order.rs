//! A ledger as a file, for whoever asked: the administrator's command and scripts by HTTP. It is noted in the audit log before it leaves.

use chrono::NaiveDate;
use domain::county::County;
use domain::dispute::limits::local_day;
use domain::leave::approvers;
use domain::{AreaCode, ExportPurpose, Leave};
use ledger::source::{Source as _, Wanted};
use ledger::{Cell, Heading, Ledger, Table, mark, period, province};
use protocol::{ApiError, ErrorCode};
use serde_json::{Value, json};

use super::Town;
use crate::audit::{self, Actor, Deed};
use crate::clock;
use crate::error::Error;
use crate::keeping;
use crate::storage::{Store, View};

const TOO_MANY: &str = "行数太多,请缩小日期或地方的范围";

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
    /// Columns and lines as a client's screen draws them, of what is counts alone.
    #[value(skip)]
    Table,
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
            Self::Json | Self::Table => ("json", "application/json"),
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
    /// Of cases only those that are not keyed into the province's platform, or changed since.
    pub is_unentered: bool,
    /// As the province's import sheet of this name instead: a workbook with nothing but its headings and lines.
    pub sheet: Option<String>,
    /// What for and with whose leave: a ledger that names people does not leave without.
    pub leave: Option<Leave>,
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
        let (today, order) = (local_day(clock::now()), self.clone());
        let made = store.read(move |view| {
            order.check_leave(view, by)?;
            let source = Town::of(view)?;
            let wanted = Wanted {
                area: match order.area.clone() {
                    Some(area) => area,
                    None => view.town()?.code,
                },
                from: order.from.unwrap_or(NaiveDate::MIN),
                to: order.to.unwrap_or(today),
                is_unentered: order.is_unentered,
            };
            let area = source.area_name(&wanted.area);
            if let Some(name) = &order.sheet {
                return order.filled(name, (&source, &wanted), &area, by);
            }
            let table = order.ledger.make(&source, &wanted)?;
            Ok(Made {
                rows: table.rows.len(),
                bytes: order.file(&table, &area, by, &source)?,
                area,
            })
        });
        let made = made.await?;
        // What a screen of the office draws is noted when that makes a file or a print of it.
        if self.format != FileFormat::Table {
            self.note(store, by, made.rows).await?;
        }
        Ok(made)
    }

    /// A ledger that names people needs a purpose, and the leave of somebody whose leave counts.
    fn check_leave(&self, view: &dyn View, by: Actor) -> Result<(), Error> {
        let refused = |words| Err(Error::Refused(ApiError::new(ErrorCode::BadRequest, words)));
        if !self.ledger.names_people {
            return Ok(());
        }
        let Some(leave) = self.leave else {
            return refused("这个台账有当事人姓名,请写明用途(purpose)和批准人(approver)");
        };
        if leave.purpose == ExportPurpose::Unknown {
            return refused("没有这种用途,可写 report、archive、meeting、check、handle、other");
        }
        let members = keeping::members(view)?;
        if !members.iter().any(|(id, _)| *id == leave.approver) {
            return refused("没有这个批准人,请写人员的编号");
        }
        let approvers = approvers(members, by.member(), |(id, member)| (*id, member.role));
        if !approvers.iter().any(|(id, _)| *id == leave.approver) {
            return refused("批准人要是镇综治中心、县或者村里的另一个人");
        }
        Ok(())
    }

    /// The province's import sheet of this name.
    fn filled(
        &self,
        name: &str,
        (source, wanted): (&Town<'_>, &Wanted),
        area: &str,
        by: Actor,
    ) -> Result<Made, Error> {
        let refused = |words: String| Error::Refused(ApiError::new(ErrorCode::BadRequest, &words));
        let county = County::of_town(source.town());
        let sheet = county.province.sheet(name);
        let sheet = sheet.filter(|sheet| sheet.ledger == self.ledger.key);
        let sheet = sheet.ok_or_else(|| {
            let own = county.province.sheets.iter();
            let own = own.filter(|sheet| sheet.ledger == self.ledger.key);
            let own: Vec<&str> = own.map(|sheet| sheet.name.as_str()).collect();
            refused(format!(
                "这个台账没有叫「{name}」的导入表,有的是:{}",
                own.join("、")
            ))
        })?;
        let table = self.ledger.make_wide(source, wanted)?;
        let table = province::filled(sheet, &table)
            .map_err(|missing| refused(format!("模板要的「{}」在台账里没有", missing.0)))?;
        let mark = self.mark(area, by, source);
        let bytes = table.plain_xlsx(sheet, mark.as_deref());
        Ok(Made {
            rows: table.rows.len(),
            bytes: bytes.map_err(|_| refused(TOO_MANY.to_owned()))?,
            area: area.to_owned(),
        })
    }

    /// Who took it, when, what for and with whose leave; none for what names nobody.
    fn mark(&self, area: &str, by: Actor, source: &Town<'_>) -> Option<String> {
        let leave = self.leave.filter(|_| self.ledger.names_people)?;
        let by = match by {
            Actor::Operator => "系统管理员",
            Actor::Member(member) => source.names().member(member),
        };
        let approver = source.names().member(leave.approver);
        Some(mark(area, by, clock::now(), leave.purpose, approver))
    }

    fn file(
        &self,
        table: &Table,
        area: &str,
        by: Actor,
        source: &Town<'_>,
    ) -> Result<Vec<u8>, Error> {
        let today = local_day(clock::now());
        Ok(match self.format {
            FileFormat::Csv => table.csv(),
            FileFormat::Json => table.json(),
            FileFormat::Table => serde_json::to_vec(table).unwrap_or_default(),
            FileFormat::Xlsx => {
                let period = self.period(table, today);
                let mark = self.mark(area, by, source);
                let heading = Heading {
                    title: self.ledger.name,
                    period: &period,
                    area,
                    mark: mark.as_deref(),
                };
                table
                    .xlsx(&heading)
                    .map_err(|_| Error::Refused(ApiError::new(ErrorCode::BadRequest, TOO_MANY)))?
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
            ("format", json!(self.format.names().0)),
            ("rows", json!(rows)),
        ];
        let about = [&about[..], &of_leave(self.leave)].concat();
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
        let days = from.zip(to);
        days.map_or_else(String::new, |(from, to)| period(from, to))
    }
}

/// What the audit log has of a leave.
pub(crate) fn of_leave(leave: Option<Leave>) -> [(&'static str, Value); 2] {
    [
        ("purpose", json!(leave.map(|leave| leave.purpose))),
        ("approver", json!(leave.map(|leave| leave.approver))),
    ]
}
