//! `import`: a household register out of a file, with every bad row by its number.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use domain::AreaCode;

use super::{Complaint, Data, area_code, out};
use crate::audit::Actor;
use crate::clock;
use crate::import::{BadRows, Report, Sheet, compare, import};
use crate::storage::Store;

/// `import`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct Import {
    /// 户籍表
    #[arg(value_name = "文件")]
    file: PathBuf,
    #[command(flatten)]
    data: Data,
    /// 只检查,不写入
    #[arg(long)]
    dry_run: bool,
    /// 有一行不对就整张表都不导入
    #[arg(long)]
    all_or_nothing: bool,
    /// 表里没有“村”这一列时,整张表属于哪个村
    #[arg(long, value_name = "代码", value_parser = area_code)]
    village: Option<AreaCode>,
}

impl Import {
    pub(super) async fn run(self) -> Result<ExitCode, Complaint> {
        let bytes = std::fs::read(&self.file)
            .map_err(|error| Complaint(format!("{} 读不了({error})", self.file.display())))?;
        let today = clock::local_date(clock::now());
        let reading =
            register::read(&bytes, today).map_err(|error| Complaint(error.message().to_owned()))?;
        for matched in &reading.columns {
            out::say(format!(
                "“{}”当作 {}",
                matched.heading,
                matched.column.label()
            ));
        }
        let store = self.data.open_existing()?;
        let sheet = Sheet {
            village: self.village.clone(),
            ..Sheet::of(reading)
        };
        let report = self.work(&store, sheet).await?;
        print(&report, self.dry_run);
        Ok(if report.has_bad_rows() {
            ExitCode::from(1)
        } else {
            ExitCode::SUCCESS
        })
    }

    async fn work(&self, store: &Store, sheet: Sheet) -> Result<Report, Complaint> {
        if self.dry_run {
            let plan = store.read(move |view| compare(view, &sheet)).await?;
            return Ok(Report {
                plan,
                entry: None,
                refused: std::collections::BTreeMap::new(),
            });
        }
        let bad_rows = if self.all_or_nothing {
            BadRows::RefuseAll
        } else {
            BadRows::LeaveOut
        };
        let now = clock::now();
        let done = store
            .transact(move |tx| import(tx, Actor::Operator, &sheet, bad_rows, now))
            .await?;
        Ok(done)
    }
}

fn print(report: &Report, dry_run: bool) {
    let plan = &report.plan;
    for problem in &plan.problems {
        let mark = if problem.rejects() {
            "未导入"
        } else {
            "请核对"
        };
        out::say(format!(
            "第 {} 行 [{mark}] {}:{}",
            problem.row,
            problem.column.label(),
            problem.message
        ));
    }
    for (row, reason) in &report.refused {
        out::say(format!("第 {row} 行 [未导入] {reason}"));
    }
    if !plan.doubts.is_empty() {
        out::say("可能已登记的人没有导入:请在综治中心的“导入”页面上逐行选定是不是同一个人。");
    }
    let heading = match (report.entry.is_some(), dry_run) {
        (true, _) => "已导入",
        (false, true) => "只检查,没有写入。将会",
        (false, false) => "有不对的行,整张表没有导入。改好后将会",
    };
    out::say(format!(
        "{heading}:新建 {} 户、{} 人,修改 {} 处,无变化 {} 人,不导入 {} 行",
        plan.households.len(),
        plan.residents.len(),
        plan.edits.len(),
        plan.unchanged,
        plan.rejected.len() + report.refused.len()
    ));
}
