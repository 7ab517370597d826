//! What an entry of the audit log says, in words. It holds ids; what members and areas are called is looked up when it is read.

use chrono::DateTime;
use domain::care::OpenPurpose;
use domain::{AreaCode, ExportPurpose, MemberId, Role};
use ledger::Ledger;
use ledger::source::Source as _;
use protocol::audit::AuditEntry;
use serde_json::{Map, Value};

use super::{Actor, Deed};
use crate::clock;
use crate::error::Error;
use crate::export::Town;
use crate::storage::{AuditRow, View};

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

/// What members and areas are called now.
pub(crate) struct Words<'a>(Town<'a>);

impl<'a> Words<'a> {
    /// Of the town of this data.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub(crate) fn read(view: &'a dyn View) -> Result<Self, Error> {
        Town::of(view).map(Self)
    }

    /// The entry.
    pub(crate) fn entry(&self, row: &AuditRow) -> AuditEntry {
        let about: Map<String, Value> = serde_json::from_str(&row.about).unwrap_or_default();
        let facts = about.iter().filter(|(_, value)| !value.is_null());
        let named = |name: &str| {
            let known = FACTS.iter().find(|(known, _)| *known == name);
            known.map_or(name, |(_, word)| *word).to_owned()
        };
        AuditEntry {
            seq: row.seq,
            at: row.at,
            actor: self.actor(&row.actor),
            act: Deed::label_of(&row.act).to_owned(),
            facts: facts
                .map(|(name, value)| (named(name), self.word(name, value)))
                .collect(),
        }
    }

    fn actor(&self, word: &str) -> String {
        if let Some(member) = Actor::member_in(word) {
            return self.member(member).unwrap_or_else(|| member.to_string());
        }
        match word.split_once(':') {
            Some((_, number)) => format!("管理员({number})"),
            None => "管理员".to_owned(),
        }
    }

    fn member(&self, id: MemberId) -> Option<String> {
        let name = self.0.names().member(id);
        (!name.is_empty()).then(|| name.to_owned())
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
                return at.map_or_else(|| millis.to_string(), clock::in_words);
            }
            other => return other.to_string(),
        };
        if let Some(name) = text.parse().ok().and_then(|id| self.member(id)) {
            return name;
        }
        if let Some(ledger) = Ledger::named(&text).filter(|_| fact == "ledger") {
            return ledger.name.to_owned();
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
            Ok(area) if is_area => self.0.area_name(&area),
            _ => text,
        }
    }
}
