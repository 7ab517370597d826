//! `export`: a ledger as a file.

use std::path::PathBuf;
use std::process::ExitCode;

use chrono::NaiveDate;
use clap::Args;
use domain::{AreaCode, ExportPurpose, Leave, MemberId};
use ledger::Ledger;

use super::{Complaint, Data, area_code, day, out};
use crate::audit::Actor;
use crate::export::{FileFormat, Order};

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
    /// 只要还没录入省平台、或录入后有变化的
    #[arg(long)]
    unentered: bool,
    /// 按省平台的导入表写,名称见页面「参数」里的导入表模板;总是 .xlsx
    #[arg(long, value_name = "导入表")]
    sheet: Option<String>,
    /// 用途,有当事人姓名的台账必须写:report 报送上级、archive 归档留存、meeting 会议研判、check 核对数据、handle 办理事项、other 其他
    #[arg(long, value_name = "用途", requires = "approver")]
    purpose: Option<String>,
    /// 批准人的编号,见 members
    #[arg(long, value_name = "编号", requires = "purpose")]
    approver: Option<MemberId>,
}

impl Export {
    fn leave(&self) -> Option<Leave> {
        let purpose = ExportPurpose::from_code(self.purpose.as_deref()?);
        Some(Leave {
            purpose,
            approver: self.approver?,
        })
    }

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
        let order = Order {
            ledger,
            area: self.area.clone(),
            from: self.from,
            to: self.to,
            format: if self.sheet.is_some() {
                FileFormat::Xlsx
            } else {
                self.format
            },
            is_unentered: self.unentered,
            sheet: self.sheet.clone(),
            leave: self.leave(),
        };
        let made = order.make(&store, Actor::Operator).await?;
        std::fs::write(file, made.bytes)
            .map_err(|error| Complaint(format!("{} 写不了({error})", file.display())))?;
        out::say(format!(
            "{} {} {} 行,已写到 {}",
            ledger.name,
            made.area,
            made.rows,
            file.display()
        ));
        Ok(ExitCode::SUCCESS)
    }
}
