//! 操作记录 on a screen: the auditor reads the whole log, everybody else what was done in the own name.

use chrono::{DateTime, Utc};
use domain::{MemberId, Role};
use protocol::audit::{AUDIT_PAGE, AuditChain, AuditQuery, AuditReply};

use super::{forbidden, rights_now};
use crate::audit::{Actor, Deed, Words};
use crate::clock::local_date;
use crate::error::Error;
use crate::storage::{AuditRow, DeviceRow, View};
use crate::verify::verify_audit;

/// The part of the log that is asked for, as far as who asks may read it.
///
/// # Errors
/// [`ErrorCode::Forbidden`](protocol::ErrorCode::Forbidden) for who has no right any more.
pub fn read(
    view: &dyn View,
    device: &DeviceRow,
    query: &AuditQuery,
    now: DateTime<Utc>,
) -> Result<AuditReply, Error> {
    let rights = rights_now(view, device, now)?;
    if rights.is_empty() {
        return Err(forbidden("没有可以查看的范围"));
    }
    let is_whole = rights.iter().any(|right| right.role == Role::Auditor);
    let words = Words::read(view)?;
    let mut entries = Vec::new();
    let mut has_more = false;
    view.audit_back(query.before, &mut |row| {
        let by = Actor::member_in(&row.actor);
        if (is_whole || by == Some(device.member)) && is_wanted(query, &row, by) {
            has_more = entries.len() == AUDIT_PAGE;
            if !has_more {
                entries.push(words.entry(&row));
            }
        }
        Ok(!has_more)
    })?;
    let acts = Deed::all().map(|(code, label)| (code.to_owned(), label.to_owned()));
    Ok(AuditReply {
        is_whole,
        entries,
        has_more,
        acts: acts.collect(),
        chain: (is_whole && query.before.is_none()).then(|| chain(view)),
    })
}

fn is_wanted(query: &AuditQuery, row: &AuditRow, by: Option<MemberId>) -> bool {
    let day = local_date(row.at);
    query.act.as_ref().is_none_or(|act| *act == row.act)
        && query.member.is_none_or(|member| by == Some(member))
        && query.from.is_none_or(|from| from <= day)
        && query.to.is_none_or(|to| day <= to)
}

fn chain(view: &dyn View) -> AuditChain {
    let outcome = verify_audit(view);
    let faults = outcome.findings.iter();
    AuditChain {
        looked_at: outcome.looked_at,
        faults: faults
            .map(|finding| format!("{}:{}", finding.fault.label(), finding.place))
            .collect(),
    }
}
