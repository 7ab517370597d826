//! `export`: a ledger as a file.

use std::path::PathBuf;
use std::process::ExitCode;

use chrono::{Datelike, NaiveDate};
use clap::{Args, ValueEnum};
use domain::AreaCode;
use domain::dispute::limits::local_day;
use ledger::source::Wanted;
use ledger::{Cell, Ledger, Table};
use serde_json::json;

use super::{Complaint, Data, area_code, day, out};
use crate::audit::{self, Actor, Deed};
use crate::clock;
use crate::export::Town;
use crate::storage::Store;

/// `export`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct Export {
    /// 列出可以导出的台账
    #[arg(long)]
    list: bool,
    /// 数据文件夹
    #[arg(long, value_name = "文件夹", required_unless_present = "list")]
    data: Option<PathBuf>,
    /// 哪种台账,见 --list
    #[arg(long, value_name = "台账", default_value = "visits")]
    ledger: String,
    /// 文件格式
    #[arg(long, value_enum, value_name = "格式", default_value = "xlsx")]
    format: FileFormat,
    /// 写到哪个文件
    #[arg(long, value_name = "文件", required_unless_present = "list")]
    out: Option<PathBuf>,
    /// 只要这个村或网格;不写就是全镇
    #[arg(long, value_name = "代码", value_parser = area_code)]
    area: Option<AreaCode>,
    /// 从哪天起,如 2026-11-01
    #[arg(long, value_name = "日期", value_parser = day)]
    from: Option<NaiveDate>,
    /// 到哪天止(含)
    #[arg(long, value_name = "日期", value_parser = day)]
    to: Option<NaiveDate>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FileFormat {
    Xlsx,
    Csv,
    Json,
}

impl Export {
    pub(super) async fn run(self) -> Result<ExitCode, Complaint> {
        if self.list {
            for ledger in ledger::LEDGERS {
                out::say(format!("{}  {}", ledger.key, ledger.name));
            }
            return Ok(ExitCode::SUCCESS);
        }
        let ledger = Ledger::named(&self.ledger).ok_or_else(|| {
            Complaint(format!("没有叫 {} 的台账,请看 export --list", self.ledger))
        })?;
        let (Some(data), Some(file)) = (&self.data, &self.out) else {
            return Err(Complaint("请写明 --data 和 --out".to_owned()));
        };
        let store = Data { data: data.clone() }.open_existing()?;
        let town = store.read(|view| view.town()).await?;
        let today = local_day(clock::now());
        let wanted = Wanted {
            area: self.area.clone().unwrap_or(town.code),
            from: self.from.unwrap_or(NaiveDate::MIN),
            to: self.to.unwrap_or(today),
        };
        let (area, table) = store
            .read(move |view| {
                let source = Town::of(view)?;
                Ok((
                    source.area_name(&wanted.area),
                    ledger.make(&source, &wanted)?,
                ))
            })
            .await?;
        let count = table.rows.len();
        self.note(&store, ledger.key, count).await?;
        let bytes = match self.format {
            FileFormat::Csv => table.csv(),
            FileFormat::Json => table.json(),
            FileFormat::Xlsx => {
                let period = self.period(&table, today);
                table.xlsx(ledger.name, &period, &area).map_err(|_| {
                    Complaint("行数太多,请用 --from、--to 或 --area 缩小范围".to_owned())
                })?
            }
        };
        std::fs::write(file, bytes)
            .map_err(|error| Complaint(format!("{} 写不了({error})", file.display())))?;
        out::say(format!(
            "{} {area} {count} 行,已写到 {}",
            ledger.name,
            file.display()
        ));
        Ok(ExitCode::SUCCESS)
    }

    /// Before the file is there: nothing leaves unnoted.
    async fn note(
        &self,
        store: &Store,
        ledger: &'static str,
        rows: usize,
    ) -> Result<(), Complaint> {
        let about = [
            ("ledger", json!(ledger)),
            ("area", json!(self.area)),
            ("from", json!(self.from)),
            ("to", json!(self.to)),
            ("rows", json!(rows)),
        ];
        let now = clock::now();
        let noted = store
            .transact(move |tx| audit::note(tx, now, Actor::Operator, (Deed::Export, &about)))
            .await;
        Ok(noted?)
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
        let whole = |from: &str, to: &str| is_whole_month(day(from).unwrap(), day(to).unwrap());
        assert!(whole("2026-02-01", "2026-02-28") && whole("2026-12-01", "2026-12-31"));
        assert!(!whole("2026-11-01", "2026-11-29") && !whole("2026-10-01", "2026-11-30"));
    }
}
