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

impl Run for SaveVisit {
    fn run(self, cx: &mut Context<'_>) -> Result<Saved, Error> {
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
            drafts::remove(tx, drafts::VISIT, household)?;
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
