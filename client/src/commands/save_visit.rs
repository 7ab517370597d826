//! Saving a visit: validated, then one durable transaction of change, record and draft.

use domain::{Fields, Kind, RecordId, Visit, validate};
use serde::{Deserialize, Serialize};

use super::Run;
use super::save_household::{Saved, tidy, unless_blocked};
use crate::command::command;
use crate::context::Context;
use crate::error::Error;
use crate::save::{self, Wish};
use crate::store::{drafts, households};

/// Saves a new visit (`id: None`) or the changed fields of one, and drops its draft.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SaveVisit {
    /// Which; none for a new one.
    pub id: Option<RecordId>,
    /// As filled in; names its household.
    pub visit: Visit,
}
command!(SaveVisit -> Saved);

/// What becomes of a form that was begun at the same door.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Draft {
    Gone,
    Kept,
}

impl Run for SaveVisit {
    fn run(self, cx: &mut Context<'_>) -> Result<Saved, Error> {
        self.save(cx, Draft::Gone)
    }
}

impl SaveVisit {
    /// Saves beside a form that was begun at the same door.
    pub(super) fn run_keeping_draft(self, cx: &mut Context<'_>) -> Result<Saved, Error> {
        self.save(cx, Draft::Kept)
    }

    fn save(self, cx: &mut Context<'_>, draft: Draft) -> Result<Saved, Error> {
        let visit = tidied(self.visit);
        let warnings = unless_blocked(validate::visit(&visit, cx.today()))?;
        let household = visit.household;
        let door = households::door(cx.db(), household)?.ok_or(Error::NotFound)?;
        let wish = Wish {
            kind: Kind::Visit,
            id: self.id,
            area: door.area,
            wanted: Fields::of(&visit),
            typed: |fields| {
                Visit::from_fields(fields).map_or_else(Fields::default, |known| Fields::of(&known))
            },
        };
        let at = cx.now().timestamp_millis();
        let id = save::save(cx, wish, |tx, _| {
            if draft == Draft::Gone {
                drafts::remove(tx, drafts::VISIT, household)?;
            }
            households::touch(tx, household, at)
        })?;
        Ok(Saved { id, warnings })
    }
}

fn tidied(visit: Visit) -> Visit {
    Visit {
        met: tidy(visit.met),
        difficulty_note: tidy(visit.difficulty_note),
        remarks: tidy(visit.remarks),
        ..visit
    }
}
