//! Drafts: what was filled in and not saved yet, durable within a second of each change.

use chrono::{DateTime, Utc};
use domain::{RecordId, Visit};
use serde::{Deserialize, Serialize};

use super::Run;
use crate::command::command;
use crate::context::Context;
use crate::error::Error;
use crate::store::drafts::Kept;
use crate::store::{drafts, households, records, visits};

/// A visit form that was begun. There is at most one for a household.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// The household visited.
    pub household: RecordId,
    /// 户主 or 门牌, for the list of drafts.
    pub title: String,
    /// As filled in so far.
    pub visit: Visit,
    /// The saved visit that is being corrected; none for a new one.
    pub of: Option<RecordId>,
    /// The field that had the focus.
    pub focus: Option<String>,
    /// When it was last written.
    pub written_at: DateTime<Utc>,
}

/// Opens the form for a household: the draft if there is one, else a routine visit as of now with last time's method and purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenDraft {
    /// The household.
    pub household: RecordId,
    /// The saved visit to correct.
    pub of: Option<RecordId>,
}
command!(OpenDraft -> Draft);

/// Keeps the form as it stands. Answers when it was durable.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SaveDraft {
    /// As filled in so far; names its household.
    pub visit: Visit,
    /// The saved visit that is being corrected.
    pub of: Option<RecordId>,
    /// The field that has the focus.
    pub focus: Option<String>,
}
command!(SaveDraft -> DateTime<Utc>);

/// Throws a draft away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DropDraft {
    /// The household.
    pub household: RecordId,
}
command!(DropDraft -> ());

/// All drafts, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListDrafts;
command!(ListDrafts -> Vec<Draft>);

impl Run for OpenDraft {
    fn run(self, cx: &mut Context<'_>) -> Result<Draft, Error> {
        let kept = drafts::find(cx.db(), drafts::VISIT, self.household)?;
        if let Some(kept) = kept.filter(|kept| self.of.is_none() || kept.of == self.of) {
            return begun(cx, kept);
        }
        let visit = match self.of {
            Some(of) => saved(cx, of)?,
            None => routine(cx, self.household)?,
        };
        Ok(Draft {
            household: self.household,
            title: records::title(cx.db(), self.household)?.ok_or(Error::NotFound)?,
            visit,
            of: self.of,
            focus: None,
            written_at: cx.now(),
        })
    }
}

fn begun(cx: &Context<'_>, kept: Kept<Visit>) -> Result<Draft, Error> {
    Ok(Draft {
        household: kept.slot,
        title: records::title(cx.db(), kept.slot)?.unwrap_or_default(),
        visit: kept.body,
        of: kept.of,
        focus: kept.focus,
        written_at: kept.written_at,
    })
}

fn saved(cx: &Context<'_>, id: RecordId) -> Result<Visit, Error> {
    records::view(cx.db(), id)?
        .and_then(|viewed| Visit::from_fields(&viewed.record.fields))
        .ok_or(Error::NotFound)
}

/// As of now, with the method and purpose of this member's last visit to the household.
pub(super) fn routine(cx: &Context<'_>, household: RecordId) -> Result<Visit, Error> {
    let mut visit = Visit::routine(household, cx.now());
    let before = visits::of_household(cx.db(), household, 20)?;
    let own = before
        .iter()
        .find(|viewed| viewed.record.made.by == cx.profile.member);
    if let Some(last) = own.and_then(|viewed| Visit::from_fields(&viewed.record.fields)) {
        visit.method = last.method;
        visit.purpose = last.purpose;
    }
    Ok(visit)
}

impl Run for SaveDraft {
    fn run(self, cx: &mut Context<'_>) -> Result<DateTime<Utc>, Error> {
        let written_at = cx.now();
        let household = self.visit.household;
        let kept = Kept {
            slot: household,
            body: self.visit,
            of: self.of,
            focus: self.focus,
            written_at,
        };
        drafts::put(cx.db(), drafts::VISIT, &kept)?;
        households::touch(cx.db(), household, written_at.timestamp_millis())?;
        Ok(written_at)
    }
}

impl Run for DropDraft {
    fn run(self, cx: &mut Context<'_>) -> Result<(), Error> {
        drafts::remove(cx.db(), drafts::VISIT, self.household)
    }
}

impl Run for ListDrafts {
    fn run(self, cx: &mut Context<'_>) -> Result<Vec<Draft>, Error> {
        let kept = drafts::all(cx.db(), drafts::VISIT)?;
        kept.into_iter().map(|kept| begun(cx, kept)).collect()
    }
}
