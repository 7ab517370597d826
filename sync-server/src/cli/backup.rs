//! `backup` and `restore`: the town's data as one file, and back.

use std::path::PathBuf;
use std::process::ExitCode;

use chrono::{DateTime, Duration, Utc};
use clap::Args;
use protocol::limits::SHELF_DAYS;
use serde_json::{Value, json};

use super::{Complaint, Data, out};
use crate::audit::{self, Actor, Deed};
use crate::error::Error;
use crate::storage::{Backup as Copy, Restored, Sqlite, Standing, Tx};
use crate::{clock, town};

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
    pub(super) async fn run(&self) -> Result<ExitCode, Complaint> {
        if self.out.exists() {
            return Err(Error::Exists.into());
        }
        let now = clock::now();
        // Before the copy, so that nothing leaves unnoted and the copy itself says that it is one.
        let store = self.data.open_existing()?;
        store
            .transact(move |tx| {
                let about = [("head", json!(tx.town()?.head))];
                audit::note(tx, now, Actor::Operator, (Deed::Backup, &about))
            })
            .await?;
        let copy = Sqlite::back_up(&self.data.data, &self.out, now)?;
        out::say(format!(
            "备份完成:共 {} 条记录变动,已写到 {};照片和录音在同一处的 blobs 文件夹里,要一起拷走",
            copy.head.0,
            self.out.display()
        ));
        Ok(ExitCode::SUCCESS)
    }
}

/// `restore`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct Restore {
    /// 备份文件
    #[arg(value_name = "备份文件")]
    backup: PathBuf,
    #[command(flatten)]
    data: Data,
    /// 文件夹里已经有数据时也恢复:原来的整个文件夹改名留着,不删除
    #[arg(long)]
    replace: bool,
}

impl Restore {
    pub(super) fn run(&self) -> Result<ExitCode, Complaint> {
        if !self.backup.is_file() {
            return Err(Complaint(format!("没有这个文件:{}", self.backup.display())));
        }
        let now = clock::now();
        let standing = if self.replace {
            Standing::SetAside(now)
        } else {
            Standing::Refuse
        };
        let folder = &self.data.data;
        let restored = Sqlite::restore(&self.backup, folder, standing, |tx, restored| {
            town::begin_new_epoch(tx)?;
            audit::note(
                tx,
                now,
                Actor::Operator,
                (Deed::Restore, &gap(tx, restored)?),
            )
        });
        let restored = restored.map_err(|error| match error {
            Error::Exists => Complaint(format!(
                "{} 里已经有数据,没有恢复。要用备份换掉它,请加 --replace:原来的文件夹会改名留着,不删除",
                folder.display()
            )),
            other => other.into(),
        })?;
        out::say(format!("恢复完成,放在 {}", folder.display()));
        out::say(copy_line(&restored.backup, now));
        if let Some(line) = aside_line(&restored) {
            out::say(line);
        }
        out::say(
            "启动服务器后,手机和电脑会把近 30 天交过的内容自动再送一遍,不会重复,没交的也都还在",
        );
        if let Some(aside) = &restored.aside {
            let aside = aside.display();
            out::say(format!("原来做过什么,看:sync-server audit --data {aside}"));
        }
        out::say(
            "备份之后用命令做的事要再做一遍:导入、加人、收回设备、权限变动。备份之后才登记的设备要重新登记",
        );
        Ok(ExitCode::SUCCESS)
    }
}

/// What is missing between the copy and what stood there: the chain goes on with it.
fn gap(tx: &dyn Tx, restored: &Restored) -> Result<Vec<(&'static str, Value)>, Error> {
    let backup = &restored.backup;
    let own_end = tx.audit_last()?.map(|row| row.seq);
    let mut gap = vec![
        (
            "made_at",
            json!(backup.made_at.map(|at| at.timestamp_millis())),
        ),
        ("head", json!(backup.head)),
        ("entries", json!(own_end)),
    ];
    if let Some(before) = &restored.before {
        gap.push(("head_before", json!(before.head)));
        gap.push((
            "entries_before",
            json!(before.audit.as_ref().map(|row| row.seq)),
        ));
        let hash = before.audit.as_ref().map(|row| audit::hex(&row.hash));
        gap.push(("hash_before", json!(hash)));
    }
    Ok(gap)
}

fn copy_line(copy: &Copy, now: DateTime<Utc>) -> String {
    let changes = copy.head.0;
    let Some(made_at) = copy.made_at else {
        return format!("这个备份里有 {changes} 条记录变动,没有写明是什么时候做的");
    };
    let past = now - made_at;
    let line = format!(
        "这个备份做于 {},距现在 {},里面有 {changes} 条记录变动",
        clock::in_words(made_at),
        out::age(past)
    );
    if past > Duration::days(SHELF_DAYS) {
        format!("{line}\n注意:备份已超过 {SHELF_DAYS} 天,之后交过的内容手机上可能补不齐")
    } else {
        line
    }
}

fn aside_line(restored: &Restored) -> Option<String> {
    let aside = restored.aside.as_ref()?;
    let line = format!("原来的数据没有删除,文件夹改名为 {}", aside.display());
    let more = restored.before.as_ref().map(|before| {
        let later = before.head.0.saturating_sub(restored.backup.head.0);
        format!("(其中备份之后的变动 {later} 条)")
    });
    Some(line + &more.unwrap_or_else(|| "(已读不出来)".to_owned()))
}
