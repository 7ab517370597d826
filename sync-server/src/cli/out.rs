//! Printing for a person: results to standard output, complaints to standard error.

use std::io::Write;
use std::process::ExitCode;

use chrono::Duration;

use crate::error::Error;

/// Why a command did not do what was asked, as a sentence.
#[derive(Debug)]
pub(crate) struct Complaint(pub(crate) String);

impl Complaint {
    /// Prints it; the exit code that goes with it.
    pub(super) fn print(&self) -> ExitCode {
        // When even standard error is closed there is nobody to tell.
        let _ = writeln!(std::io::stderr().lock(), "{}", self.0);
        ExitCode::from(2)
    }
}

impl From<Error> for Complaint {
    fn from(error: Error) -> Self {
        let source = std::error::Error::source(&error).map(ToString::to_string);
        let inner = source.map_or_else(String::new, |source| format!("({source})"));
        Self(match error {
            Error::NoTown => "这个数据文件夹里还没有乡镇,请先运行 demo 或 init".to_owned(),
            Error::NotFound("member") => "没有找到这个人,或者他还没有负责的网格".to_owned(),
            Error::NotFound("demo town") => {
                "这里不是试用乡镇,请用 --member 写明给谁发登记码".to_owned()
            }
            Error::NotFound(what) => format!("没有找到:{what}"),
            Error::Refused(error) => error.message,
            Error::Busy => "数据正被另一个程序占用,请稍后再试".to_owned(),
            Error::InUse => {
                "这个数据文件夹正被使用:请先停下服务器,并等别的命令结束,再做一次".to_owned()
            }
            Error::TooNew { .. } => "数据是更新版本的程序写的,请先更新本程序".to_owned(),
            Error::Exists => "目标已经存在,不会覆盖;请换一个名字或文件夹".to_owned(),
            Error::IncompleteBackup => {
                "这个备份不完整,或者不是备份文件,没有恢复任何内容".to_owned()
            }
            Error::Database(_) => format!("数据库无法读写{inner}"),
            Error::Io { doing, .. } => format!("文件或网络出错:{doing}{inner}"),
            Error::Damaged { what, .. } => format!("数据有损坏:{what}{inner}"),
            Error::Internal(text) => format!("程序内部出错:{text}"),
        })
    }
}

/// Prints a line.
pub(super) fn say(line: impl AsRef<str>) {
    // A closed pipe (`| head`) is the reader's choice, not a fault.
    let _ = writeln!(std::io::stdout().lock(), "{}", line.as_ref());
}

/// Prints a line that is not part of the result.
pub(super) fn aside(line: impl AsRef<str>) {
    // When standard error is closed there is nobody to tell.
    let _ = writeln!(std::io::stderr().lock(), "{}", line.as_ref());
}

/// Prints clap's help or complaint.
pub(super) fn help(help: &clap::Error) -> ExitCode {
    let _ = help.print();
    if help.use_stderr() {
        ExitCode::from(2)
    } else {
        ExitCode::SUCCESS
    }
}

/// How long something is ago.
pub(super) fn age(past: Duration) -> String {
    match (
        past.num_days(),
        past.num_hours() % 24,
        past.num_minutes() % 60,
    ) {
        (0, 0, minutes) => format!("{} 分钟", minutes.max(0)),
        (0, hours, minutes) => format!("{hours} 小时 {minutes} 分钟"),
        (days, hours, _) => format!("{days} 天 {hours} 小时"),
    }
}
