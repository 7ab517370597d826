//! `backup` and `restore`: the town's data as one file, and back.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::{Complaint, Data, out};
use crate::error::Error;
use crate::storage::Sqlite;
use crate::town;

/// `backup`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct Backup {
    #[command(flatten)]
    data: Data,
    /// 写到哪个文件
    #[arg(long, value_name = "文件")]
    out: PathBuf,
}

impl Backup {
    pub(super) fn run(&self) -> Result<ExitCode, Complaint> {
        let data = &self.data.data;
        // A mistyped folder must not become a new, empty one.
        if !Sqlite::file_in(data).is_file() {
            return Err(Error::NoTown.into());
        }
        let head = Sqlite::back_up(data, &self.out)?;
        out::say(format!(
            "备份完成:共 {} 条记录变动,已写到 {}",
            head.0,
            self.out.display()
        ));
        Ok(ExitCode::SUCCESS)
    }
}

/// `restore`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct Restore {
    #[command(flatten)]
    data: Data,
    /// 备份文件
    #[arg(long, value_name = "文件")]
    from: PathBuf,
}

impl Restore {
    pub(super) fn run(&self) -> Result<ExitCode, Complaint> {
        if !self.from.is_file() {
            return Err(Complaint(format!("没有这个文件:{}", self.from.display())));
        }
        let head = Sqlite::restore(&self.from, &self.data.data, town::begin_new_epoch)?;
        out::say(format!(
            "恢复完成:共 {} 条记录变动。手机和电脑下次同步时会把近 30 天的内容再送一遍,不会重复",
            head.0
        ));
        Ok(ExitCode::SUCCESS)
    }
}
