//! The imports there were, as the audit log has them.

use std::collections::BTreeMap;

use domain::Seq;
use protocol::imports::{ImportsReply, PastImport};
use serde_json::{Map, Value};

use crate::audit::{Actor, Deed};
use crate::error::Error;
use crate::storage::{AuditRow, View};

/// The fact of an import's entry: its changes come after this place in the order.
pub(super) const AFTER: &str = "after";
/// And this is the last of them.
pub(super) const UP_TO: &str = "up_to";
/// The fact of an undoing's entry: which import.
pub(super) const IMPORT: &str = "import";

/// Where the changes of an import lie in the order: after the first, up to the second.
pub(super) type Span = (Seq, Seq);

/// The facts of an entry.
struct Facts(Map<String, Value>);

impl Facts {
    fn of(row: &AuditRow) -> Self {
        Self(serde_json::from_str(&row.about).unwrap_or_default())
    }

    fn number(&self, name: &str) -> Option<u64> {
        self.0.get(name)?.as_u64()
    }

    fn span(&self) -> Option<Span> {
        Some((Seq(self.number(AFTER)?), Seq(self.number(UP_TO)?)))
    }
}

/// Every import that wrote something, the last one first.
///
/// # Errors
/// When the storage cannot be read.
pub fn list(view: &dyn View) -> Result<ImportsReply, Error> {
    let mut imports = BTreeMap::new();
    each(view, &mut |row, facts| {
        if row.act == Deed::Import.code() {
            let import = past(row, facts);
            if import.households + import.residents + import.edits > 0 {
                imports.insert(import.import, import);
            }
        } else if let Some(undone) = facts.number(IMPORT).and_then(|n| imports.get_mut(&n)) {
            undone.undone_at = Some(row.at);
            undone.can_undo = false;
        }
    })?;
    Ok(ImportsReply {
        imports: imports.into_values().rev().collect(),
    })
}

fn past(row: &AuditRow, facts: &Facts) -> PastImport {
    let count = |name| facts.number(name).unwrap_or(0);
    PastImport {
        import: row.seq,
        at: row.at,
        by: Actor::member_in(&row.actor),
        households: count("households"),
        residents: count("residents"),
        edits: count("edits"),
        left_out: count("rejected") + count("refused"),
        undone_at: None,
        can_undo: facts.span().is_some(),
    }
}

/// Where the changes of an import lie; none when there is no such import, or it was undone.
pub(super) fn span_of(view: &dyn View, import: u64) -> Result<Option<Span>, Error> {
    let mut span = None;
    each(view, &mut |row, facts| {
        if row.act == Deed::Import.code() && row.seq == import {
            span = facts.span();
        } else if row.act == Deed::UndoImport.code() && facts.number(IMPORT) == Some(import) {
            span = None;
        }
    })?;
    Ok(span)
}

fn each(view: &dyn View, tell: &mut dyn FnMut(&AuditRow, &Facts)) -> Result<(), Error> {
    let acts = [Deed::Import.code(), Deed::UndoImport.code()];
    view.each_audit(&mut |row| {
        if acts.contains(&row.act.as_str()) {
            tell(&row, &Facts::of(&row));
        }
        Ok(())
    })
}
