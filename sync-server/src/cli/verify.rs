//! `verify`: looks the whole ledger through and says what is wrong and where.

use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use super::{Complaint, Data, out};
use crate::blobs::files::Files;
use crate::verify::{Check, Outcome, verify};

/// Findings of one check that are printed; all of them stand in the JSON.
const MOST: usize = 50;
/// How often a line says how far it is.
const EVERY: u64 = 20_000;

/// `verify`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct Verify {
    #[command(flatten)]
    data: Data,
    /// 结果写成一个 JSON,给程序读
    #[arg(long)]
    json: bool,
}

impl Verify {
    pub(super) async fn run(self) -> Result<ExitCode, Complaint> {
        let store = self.data.open_existing()?;
        let is_quiet = self.json;
        let files = store.folder().map(Files::in_data);
        let outcomes = store
            .read(move |view| {
                verify(view, files.as_ref(), &mut |check, done, of| {
                    if !is_quiet {
                        tell_progress(check, done, of);
                    }
                })
            })
            .await?;
        let wrong: usize = outcomes.iter().map(|outcome| outcome.findings.len()).sum();
        if self.json {
            out::say(json!({"ok": wrong == 0, "checks": outcomes}).to_string());
        } else {
            outcomes.iter().for_each(print);
            out::say(if wrong == 0 {
                "核对完,没有问题".to_owned()
            } else {
                format!("核对完,有 {wrong} 处问题。请先另存一份备份,不要改动数据,再联系技术支持")
            });
        }
        Ok(if wrong == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::from(1)
        })
    }
}

fn tell_progress(check: Check, done: u64, of: Option<u64>) {
    if done.is_multiple_of(EVERY) {
        let of = of.map_or_else(String::new, |of| format!("/{of}"));
        out::aside(format!("正在核对{} {done}{of}", check.label()));
    }
}

fn print(outcome: &Outcome) {
    let label = outcome.check.label();
    let looked_at = outcome.looked_at;
    if outcome.findings.is_empty() {
        out::say(format!("{label}:{looked_at} 项,没有问题"));
        return;
    }
    let count = outcome.findings.len();
    out::say(format!("{label}:{looked_at} 项,{count} 处问题"));
    for finding in outcome.findings.iter().take(MOST) {
        out::say(format!("  {}:{}", finding.fault.label(), finding.place));
    }
    if count > MOST {
        out::say(format!("  还有 {} 处,用 --json 看全部", count - MOST));
    }
}
