//! The audit log: dense, each entry bound to the one before, each saying what was hashed, and its end where it should be.

use super::{Fault, Look};
use crate::audit::{END, beginning, end_of, hash_of};
use crate::error::Error;
use crate::storage::View;

pub(super) fn check(view: &dyn View, look: &mut Look<'_>) -> Result<(), Error> {
    look.of = view.audit_last()?.map(|last| last.seq);
    let mut next = 1;
    let mut before = beginning();
    let mut end = None;
    view.each_audit(&mut |row| {
        look.step();
        let place = format!("#{}", row.seq);
        if row.seq != next {
            let last = row.seq.saturating_sub(1);
            look.found(Fault::AuditGap, numbers(next, last));
        } else if row.previous != before {
            // Behind a gap nothing can be said about it.
            look.found(Fault::AuditLink, place.clone());
        }
        match hash_of(&row) {
            None => look.found(Fault::AuditAlgorithm, format!("{place} {}", row.algorithm)),
            Some(hash) if hash != row.hash => look.found(Fault::AuditContent, place),
            Some(_) => {}
        }
        next = row.seq + 1;
        end = Some(end_of(&row));
        before = row.hash;
        Ok(())
    })?;
    let noted = view.setting(END)?;
    if noted != end {
        let noted = noted.unwrap_or_default();
        let (seq, _) = noted.split_once(':').unwrap_or_default();
        look.found(Fault::AuditEnd, format!("#{seq} ≠ #{}", next - 1));
    }
    Ok(())
}

/// One number, or a run of them.
pub(super) fn numbers(first: u64, last: u64) -> String {
    if first >= last {
        format!("#{first}")
    } else {
        format!("#{first}–#{last}")
    }
}
