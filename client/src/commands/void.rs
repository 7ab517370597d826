//! Declaring a record void, with a reason: it stays readable, and counts no more. Undoing what was just saved is the same act.

use domain::{Act, ChangeId, Issue, IssueCode, Kind, RecordId, Role, scope, validate};
use serde::{Deserialize, Serialize};

use super::Run;
use super::save_household::{tidy, unless_blocked};
use crate::command::command;
use crate::context::Context;
use crate::error::Error;
use crate::steps;
use crate::store::changes::{self, NewChange};
use crate::store::records;
use crate::sync::Why;

/// Declares a record void. The recorder does that with the own ones, the office with all; a household or resident is corrected instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoidRecord {
    /// Which.
    pub id: RecordId,
    /// Why, in the person's words.
    pub reason: String,
}
command!(VoidRecord -> ());

impl Run for VoidRecord {
    fn run(self, cx: &mut Context<'_>) -> Result<(), Error> {
        let record = records::view(cx.db(), self.id)?
            .ok_or(Error::NotFound)?
            .record;
        let is_own = record.made.by == cx.profile.member || cx.role() == Role::Supervisor;
        let can_be_void = matches!(
            record.kind,
            Kind::Visit | Kind::Dispute | Kind::Matter | Kind::Task | Kind::Notice
        );
        if !is_own || !can_be_void || !scope::may_write(cx.role(), &record.kind) {
            return Err(Error::NotFound);
        }
        if record.voided.is_some() {
            return Ok(());
        }
        let reason = tidy(Some(self.reason)).unwrap_or_default();
        let mut issues = Vec::new();
        if reason.is_empty() {
            issues.push(Issue::block("reason", IssueCode::Missing));
        }
        if reason.chars().count() > validate::REMARKS_MAX {
            issues.push(Issue::block("reason", IssueCode::TooLong));
        }
        unless_blocked(issues)?;
        let new = NewChange {
            id: ChangeId(cx.new_id()?),
            record: record.id,
            kind: record.kind.clone(),
            area: record.area.clone(),
            captured_at: cx.phone_now(),
            base: steps::base(cx, &record)?,
            act: Act::Void { reason },
        };
        let own = cx.store.own();
        let tx = cx.store.begin()?;
        changes::append(&tx, new)?;
        records::refresh(&tx, &own, record.id)?;
        tx.commit()?;
        cx.changed.insert(record.kind);
        cx.wake = Some(Why::Saved);
        Ok(())
    }
}
