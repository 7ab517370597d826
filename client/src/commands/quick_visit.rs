//! 无变化, by one tap: a routine visit at which somebody was seen and nothing was different from last time.

use domain::visit::FamilyChange;
use domain::{RecordId, Visit};
use serde::{Deserialize, Serialize};

use super::Run;
use super::drafts::routine;
use super::save_household::Saved;
use super::save_visit::SaveVisit;
use crate::command::command;
use crate::context::Context;
use crate::error::Error;
use crate::store::{records, visits};

/// Saves a routine visit as of now: method, purpose and whom was met as at this member's last visit there at which somebody was
/// seen, else the head at the door; 无变化, nothing to do. A form that was begun at this door stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuickVisit {
    /// The household.
    pub household: RecordId,
}
command!(QuickVisit -> QuickSaved);

/// What was saved, to be said and undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuickSaved {
    /// The visit.
    pub saved: Saved,
    /// Whom it says was met.
    pub met: String,
}

impl Run for QuickVisit {
    fn run(self, cx: &mut Context<'_>) -> Result<QuickSaved, Error> {
        let mut visit = routine(cx, self.household)?;
        match last_seen(cx, self.household)? {
            Some(last) => {
                visit.outcome = last.outcome;
                visit.met = last.met;
            }
            None => visit.met = records::title(cx.db(), self.household)?,
        }
        visit.family_changes = vec![FamilyChange::None];
        let met = visit.met.clone().unwrap_or_default();
        let save = SaveVisit { id: None, visit };
        let saved = save.run_keeping_draft(cx)?;
        Ok(QuickSaved { saved, met })
    }
}

/// This member's last visit to the household at which somebody was seen.
fn last_seen(cx: &Context<'_>, household: RecordId) -> Result<Option<Visit>, Error> {
    const LOOKED_AT: u32 = 20;
    let before = visits::of_household(cx.db(), household, LOOKED_AT)?;
    let own = before.iter().filter(|viewed| {
        viewed.record.made.by == cx.profile.member && viewed.record.voided.is_none()
    });
    Ok(own
        .filter_map(|viewed| Visit::from_fields(&viewed.record.fields))
        .find(Visit::met_someone))
}
