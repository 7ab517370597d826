//! `/v1/audit`: 操作记录, the audit log as a person reads it. The auditor reads all of it, everybody else what was done in the own name. It holds
//! who, when, what and how much, with what members and areas are called now; of what a record says it holds nothing.

use chrono::{DateTime, NaiveDate, Utc};
use domain::MemberId;
use serde::{Deserialize, Serialize};

/// Where the log is read.
pub const AUDIT_PATH: &str = "/v1/audit";
/// Entries in one answer, at the most.
pub const AUDIT_PAGE: usize = 100;

/// Which entries, the latest first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AuditQuery {
    /// Only those before this number: how one goes on reading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<u64>,
    /// Only what was done in this way, one of [`AuditReply::acts`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<String>,
    /// Only in this member's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberId>,
    /// From this local day on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Up to this local day and with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
}

impl AuditQuery {
    /// The path that asks for it.
    #[must_use]
    pub fn path(&self) -> String {
        let told = [
            ("before", self.before.map(|seq| seq.to_string())),
            ("act", self.act.clone()),
            ("member", self.member.map(|member| member.to_string())),
            ("from", self.from.map(|day| day.to_string())),
            ("to", self.to.map(|day| day.to_string())),
        ];
        let told = told.into_iter();
        let told: Vec<String> = told
            .filter_map(|(name, value)| Some(format!("{name}={}", value?)))
            .collect();
        if told.is_empty() {
            AUDIT_PATH.to_owned()
        } else {
            format!("{AUDIT_PATH}?{}", told.join("&"))
        }
    }
}

/// A part of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditReply {
    /// Is it everybody's? Otherwise it is one's own part.
    pub is_whole: bool,
    /// The entries, the latest first.
    pub entries: Vec<AuditEntry>,
    /// Are there earlier ones?
    pub has_more: bool,
    /// What can be asked for: the code, and the words for it.
    pub acts: Vec<(String, String)>,
    /// Of the whole log, on its first page: how many entries were looked at, and what does not fit together; nothing when all of them do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chain: Option<AuditChain>,
}

/// What a look through the chain of hashes found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditChain {
    /// Entries that were looked at.
    pub looked_at: u64,
    /// What is wrong, with its place, in words.
    pub faults: Vec<String>,
}

/// Something that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// Its number.
    pub seq: u64,
    /// When, milliseconds.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
    /// By whom.
    pub actor: String,
    /// What, in words.
    pub act: String,
    /// About what, and how much: what it is called, and what it is.
    pub facts: Vec<(String, String)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_asked_stands_in_the_path() {
        assert_eq!(AuditQuery::default().path(), "/v1/audit");
        let query = AuditQuery {
            before: Some(17),
            act: Some("open_file".to_owned()),
            from: NaiveDate::from_ymd_opt(2026, 11, 1),
            ..AuditQuery::default()
        };
        let path = "/v1/audit?before=17&act=open_file&from=2026-11-01";
        assert_eq!(query.path(), path);
    }
}
