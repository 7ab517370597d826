//! 操作记录: the audit log as the server tells it.

pub use protocol::audit::{AuditChain, AuditEntry, AuditQuery, AuditReply};
use serde::{Deserialize, Serialize};

use crate::command::command;

/// Reads a part of the log: the auditor of all, everybody else of the own. Asks the server.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct OpenAudit {
    /// Which entries.
    pub query: AuditQuery,
}
command!(OpenAudit -> AuditReply);
