//! `audit`: the audit log, readable. It holds ids; what people and areas are called is looked up when it is printed.

use std::process::ExitCode;

use chrono::NaiveDate;
use clap::Args;
use domain::care::team::start_of;
use protocol::audit::AuditEntry;
use serde_json::{Value, json};

use super::{Complaint, Data, day, out};
use crate::audit::{Words, hex};
use crate::clock;
use crate::storage::AuditRow;

/// `audit`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(super) struct Audit {
    #[command(flatten)]
    data: Data,
    /// 只看从这天起的,如 2026-11-01
    #[arg(long, value_name = "日期", value_parser = day)]
    since: Option<NaiveDate>,
    /// 写成 JSON,每行一条,不查姓名
    #[arg(long)]
    json: bool,
}

impl Audit {
    pub(super) async fn run(self) -> Result<ExitCode, Complaint> {
        let store = self.data.open_existing()?;
        let since = self.since.map(start_of);
        let as_json = self.json;
        let lines = store
            .read(move |view| {
                let words = Words::read(view)?;
                let mut lines = Vec::new();
                view.each_audit(&mut |row| {
                    if since.is_none_or(|since| since <= row.at) {
                        lines.push(if as_json {
                            json_line(&row)
                        } else {
                            line(&words.entry(&row))
                        });
                    }
                    Ok(())
                })?;
                Ok(lines)
            })
            .await?;
        lines.iter().for_each(out::say);
        Ok(ExitCode::SUCCESS)
    }
}

fn json_line(row: &AuditRow) -> String {
    json!({
        "seq": row.seq,
        "at": row.at.timestamp_millis(),
        "actor": row.actor,
        "act": row.act,
        "about": serde_json::from_str::<Value>(&row.about).unwrap_or(Value::Null),
        "algorithm": row.algorithm,
        "hash": hex(&row.hash),
    })
    .to_string()
}

fn line(entry: &AuditEntry) -> String {
    let facts = entry.facts.iter();
    let facts: Vec<String> = facts
        .map(|(name, value)| format!("{name} {value}"))
        .collect();
    format!(
        "#{}  {}  {}  {}  {}",
        entry.seq,
        clock::in_words(entry.at),
        entry.actor,
        entry.act,
        facts.join(",")
    )
}
