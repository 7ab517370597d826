//! The command line: what a clerk or an administrator types. Every sentence it prints is meant for that person.

mod audit;
mod backup;
mod devices;
mod enroll;
mod export;
mod import;
mod out;
mod people;
mod places;
mod rescue;
mod serve;
mod setup;
mod verify;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::NaiveDate;
use clap::{ArgAction, Args, Parser, Subcommand};
use domain::AreaCode;

use crate::error::Error;
use crate::storage::{Sqlite, Store};
use crate::town;

pub(crate) use out::Complaint;

const HELP: &str = "{about}\n\n用法:{usage}\n\n{all-args}{after-help}";

/// 铁脚板服务器:保存全镇的走访记录,给网格员的手机和镇上的电脑同步,并提供网页客户端。
#[derive(Debug, Parser)]
#[command(
    name = "sync-server",
    arg_required_else_help = true,
    max_term_width = 100,
    version,
    help_template = HELP,
    subcommand_help_heading = "命令",
    next_help_heading = "选项",
    subcommand_value_name = "命令",
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true,
    after_help = "第一次使用:先 demo(看样子)或 init(正式使用),再 serve,然后用 enroll 给每个人发登记码。\n每个命令后加 --help 看用法。"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// 显示帮助
    #[arg(short, long, action = ArgAction::Help, global = true)]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 启动服务器
    #[command(help_template = HELP)]
    Serve(serve::Serve),
    /// 生成一个虚构的乡镇,用来试用(人名、电话、户籍都是编的)
    #[command(help_template = HELP)]
    Demo(setup::Demo),
    /// 新建一个空的乡镇(正式使用)
    #[command(help_template = HELP)]
    Init(setup::Init),
    /// 村、网格的管理
    #[command(subcommand, help_template = HELP, subcommand_help_heading = "命令")]
    Area(setup::AreaCommand),
    /// 使用人员的管理
    #[command(subcommand, help_template = HELP, subcommand_help_heading = "命令")]
    Member(setup::MemberCommand),
    /// 给一个人发登记码:在手机或电脑上输入一次即可
    #[command(help_template = HELP)]
    Enroll(enroll::Enroll),
    /// 列出全部人员和各自负责的范围
    #[command(help_template = HELP)]
    Members(people::Members),
    /// 给一个人一项权限:什么角色、哪一片
    #[command(help_template = HELP)]
    Grant(people::Grant),
    /// 结束一个人的一项权限;在此之前记下的仍会收下
    #[command(help_template = HELP)]
    EndGrant(people::EndGrant),
    /// 换人:接手的人得到原来的人的全部权限,原来的人的权限和设备收回
    #[command(help_template = HELP)]
    Replace(people::Replace),
    /// 列出登记过的手机和电脑
    #[command(help_template = HELP)]
    Devices(devices::Devices),
    /// 收回一台设备:手机丢了、人离岗了
    #[command(help_template = HELP)]
    Revoke(devices::Revoke),
    /// 看操作记录:谁在什么时候收回了设备、改了权限、导入导出、备份恢复
    #[command(help_template = HELP)]
    Audit(audit::Audit),
    /// 收下手机写的救援文件:手机坏了、换了、连不上网时,把没签收的拿到这里来
    #[command(help_template = HELP)]
    Rescue(rescue::Rescue),
    /// 导入村里已有的户籍表(.xlsx 或 .csv);再导一次不会重复
    #[command(help_template = HELP)]
    Import(import::Import),
    /// 导出台账(.xlsx 或 .csv)
    #[command(help_template = HELP)]
    Export(export::Export),
    /// 从头到尾核对一遍数据:有没有缺、有没有被改过(较慢,服务器不用停)
    #[command(help_template = HELP)]
    Verify(verify::Verify),
    /// 备份全部数据到一个文件;服务器不用停
    #[command(help_template = HELP)]
    Backup(backup::Backup),
    /// 从备份文件恢复;先停服务器
    #[command(help_template = HELP)]
    Restore(backup::Restore),
}

/// Where the data lies.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
struct Data {
    /// 数据文件夹
    #[arg(long, value_name = "文件夹")]
    data: PathBuf,
}

impl Data {
    fn open(&self) -> Result<Store, Complaint> {
        Ok(town::open(&self.data)?)
    }

    /// A mistyped folder must not become a new, empty one.
    fn open_existing(&self) -> Result<Store, Complaint> {
        if Sqlite::file_in(&self.data).is_file() {
            self.open()
        } else {
            Err(Error::NoTown.into())
        }
    }
}

/// Runs one command; the exit code is 0 when all went well, 1 when something has to be looked at, 2 when nothing was done.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(help) => return out::help(&help),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    let outcome = match runtime {
        Ok(runtime) => runtime.block_on(dispatch(cli.command)),
        Err(source) => Err(Complaint::from(Error::Io {
            doing: "starting",
            source,
        })),
    };
    outcome.unwrap_or_else(|complaint| complaint.print())
}

async fn dispatch(command: Command) -> Result<ExitCode, Complaint> {
    match command {
        Command::Serve(serve) => serve.run().await,
        Command::Demo(demo) => demo.run().await,
        Command::Init(init) => init.run().await,
        Command::Area(area) => area.run().await,
        Command::Member(member) => member.run().await,
        Command::Enroll(enroll) => enroll.run().await,
        Command::Members(members) => members.run().await,
        Command::Grant(grant) => grant.run().await,
        Command::EndGrant(end) => end.run().await,
        Command::Replace(replace) => replace.run().await,
        Command::Devices(devices) => devices.run().await,
        Command::Revoke(revoke) => revoke.run().await,
        Command::Audit(audit) => audit.run().await,
        Command::Rescue(rescue) => rescue.run().await,
        Command::Import(import) => import.run().await,
        Command::Export(export) => export.run().await,
        Command::Verify(verify) => verify.run().await,
        Command::Backup(backup) => backup.run().await,
        Command::Restore(restore) => restore.run(),
    }
}

fn area_code(text: &str) -> Result<AreaCode, String> {
    AreaCode::new(text).map_err(|_| "区划代码应为 6 到 20 位数字".to_owned())
}

fn day(text: &str) -> Result<NaiveDate, String> {
    text.parse()
        .map_err(|_| "日期应写成 2026-11-01 的样子".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_commands_are_declared_soundly() {
        Cli::command().debug_assert();
    }
}
