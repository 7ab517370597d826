//! `audit`: the audit log, readable. It holds ids; what people and areas are called is looked up when it is printed.

use std::collections::BTreeMap;
use std::process::ExitCode;

use chrono::{DateTime, NaiveDate};
use clap::Args;
use domain::care::OpenPurpose;
use domain::care::team::start_of;
use domain::{AreaCode, ExportPurpose, Role};
use serde_json::{Map, Value, json};

use super::places::Places;
use super::{Complaint, Data, day, out};
use crate::audit::{Deed, hex};
use crate::error::Error;
use crate::keeping;
use crate::storage::{AuditRow, View};

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

/// What an entry's facts are called.
const FACTS: [(&str, &str); 49] = [
    ("member", "人员"),
    ("old", "原来的人"),
    ("new", "接手的人"),
    ("device", "设备"),
    ("devices", "设备数"),
    ("role", "角色"),
    ("area", "范围"),
    ("areas", "范围"),
    ("groups", "组"),
    ("rights", "权限"),
    ("rows", "行数"),
    ("minutes", "有效分钟"),
    ("again", "再次登记"),
    ("people", "表里人数"),
    ("households", "新建户"),
    ("residents", "新建人"),
    ("edits", "修改"),
    ("rejected", "不导入"),
    ("refused", "未收下"),
    ("after", "变动从(不含)"),
    ("up_to", "变动到"),
    ("import", "导入编号"),
    ("voided", "作废记录"),
    ("reverted", "恢复原样"),
    ("kept", "保留"),
    ("ledger", "台账"),
    ("from", "从"),
    ("to", "到"),
    ("head", "变动数"),
    ("entries", "操作记录数"),
    ("made_at", "备份做于"),
    ("head_before", "恢复前变动数"),
    ("entries_before", "恢复前操作记录数"),
    ("hash_before", "恢复前最后一条的校验"),
    ("members", "人员数"),
    ("records", "记录数"),
    ("purpose", "用途"),
    ("approver", "批准人"),
    ("format", "格式"),
    ("export", "编号"),
    ("opening", "编号"),
    ("file", "档案"),
    ("at", "时间"),
    ("full", "看了完整内容"),
    ("files", "档案"),
    ("team_before", "原五包一"),
    ("team", "五包一"),
    ("care", "接替五包一(份)"),
    ("clock_offset_ms", "设备时钟慢(毫秒)"),
];

impl Audit {
    pub(super) async fn run(self) -> Result<ExitCode, Complaint> {
        let store = self.data.open_existing()?;
        let since = self.since.map(start_of);
        let as_json = self.json;
        let lines = store
            .read(move |view| {
                let names = Names::read(view)?;
                let mut lines = Vec::new();
                view.each_audit(&mut |row| {
                    if since.is_none_or(|since| since <= row.at) {
                        lines.push(if as_json {
                            json_line(&row)
                        } else {
                            names.line(&row)
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

/// What members and areas are called now.
struct Names {
    members: BTreeMap<String, String>,
    places: Places,
}

impl Names {
    fn read(view: &dyn View) -> Result<Self, Error> {
        let members = keeping::members(view)?;
        let named = members
            .into_iter()
            .map(|(id, member)| (id.to_string(), member.name));
        Ok(Self {
            members: named.collect(),
            places: Places::read(view)?,
        })
    }

    fn line(&self, row: &AuditRow) -> String {
        let actor = match row.actor.split_once(':') {
            Some(("member", id)) => self.members.get(id).map_or(id, String::as_str).to_owned(),
            Some((_, number)) => format!("管理员({number})"),
            None => "管理员".to_owned(),
        };
        let about: Map<String, Value> = serde_json::from_str(&row.about).unwrap_or_default();
        let facts = about.iter().filter(|(_, value)| !value.is_null());
        let facts: Vec<String> = facts
            .map(|(name, value)| {
                let known = FACTS.iter().find(|(known, _)| known == name);
                let name_in_words = known.map_or(name.as_str(), |(_, word)| *word);
                format!("{name_in_words} {}", self.word(name, value))
            })
            .collect();
        format!(
            "#{}  {}  {actor}  {}  {}",
            row.seq,
            out::moment(row.at),
            Deed::label_of(&row.act),
            facts.join(",")
        )
    }

    fn word(&self, fact: &str, value: &Value) -> String {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Array(items) => {
                let items = items.iter().map(|item| self.word(fact, item));
                return items.collect::<Vec<_>>().join(" ");
            }
            Value::Bool(is_so) => return if *is_so { "是" } else { "否" }.to_owned(),
            Value::Number(millis) if matches!(fact, "made_at" | "at") => {
                let at = millis.as_i64().and_then(DateTime::from_timestamp_millis);
                return at.map_or_else(|| millis.to_string(), out::moment);
            }
            other => return other.to_string(),
        };
        if let Some(name) = self.members.get(&text) {
            return name.clone();
        }
        if fact == "purpose" && ExportPurpose::from_code(&text) != ExportPurpose::Unknown {
            return ExportPurpose::from_code(&text).label().to_owned();
        }
        if fact == "purpose" && OpenPurpose::from_code(&text) != OpenPurpose::Unknown {
            return OpenPurpose::from_code(&text).label().to_owned();
        }
        let is_role = matches!(fact, "role" | "rights");
        let role = Role::from_code(&text);
        if is_role && role != Role::Unknown {
            return role.label().to_owned();
        }
        let is_area = matches!(fact, "area" | "areas" | "rights");
        match AreaCode::new(text.clone()) {
            Ok(area) if is_area => self.places.name(&area),
            _ => text,
        }
    }
}
