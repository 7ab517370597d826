//! Begun steps of a check-in: kept sealed like what they become. Its page shows them; no list does.

use chrono::{DateTime, Utc};
use domain::care::CheckStep;
use domain::care::step::StepWords;
use domain::{Fields, RecordId};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::Run;
use crate::command::command;
use crate::context::Context;
use crate::error::Error;
use crate::store::{Own, step_drafts};

/// A begun step of a check-in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckBegun {
    /// Which.
    pub step: CheckStep,
    /// What is written so far.
    pub words: StepWords,
    /// When begun steps of this check-in were last written.
    pub written_at: DateTime<Utc>,
}

/// Keeps a step of a check-in as written so far, sealed. Answers when it was durable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveCheckStepDraft {
    /// The check-in.
    pub id: RecordId,
    /// Which step.
    pub step: CheckStep,
    /// What is written so far.
    pub words: StepWords,
}
command!(SaveCheckStepDraft -> DateTime<Utc>);

/// Throws a begun step away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DropCheckStepDraft {
    /// The check-in.
    pub id: RecordId,
    /// Which step.
    pub step: CheckStep,
}
command!(DropCheckStepDraft -> ());

/// The begun steps of a check-in, for its page.
pub(super) fn begun(db: &Connection, own: &Own, id: RecordId) -> Result<Vec<CheckBegun>, Error> {
    let (steps, written_at) = step_drafts::find_sealed(db, own, id)?;
    let written_at = written_at.unwrap_or_default();
    let read = |(step, fields): (String, Fields)| CheckBegun {
        step: CheckStep::from_code(&step),
        words: fields.read().unwrap_or_default(),
        written_at,
    };
    Ok(steps.into_iter().map(read).collect())
}

impl Run for SaveCheckStepDraft {
    fn run(self, cx: &mut Context<'_>) -> Result<DateTime<Utc>, Error> {
        let (own, now) = (cx.store.own(), cx.now());
        let at = (self.id, self.step.code());
        step_drafts::put_sealed(cx.db(), &own, at, Some(Fields::of(&self.words)), now)?;
        Ok(now)
    }
}

impl Run for DropCheckStepDraft {
    fn run(self, cx: &mut Context<'_>) -> Result<(), Error> {
        let (own, now) = (cx.store.own(), cx.now());
        step_drafts::put_sealed(cx.db(), &own, (self.id, self.step.code()), None, now)
    }
}
