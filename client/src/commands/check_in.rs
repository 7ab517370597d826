//! One check-in and what follows it: the department's 签收 and 回复, and the report that the law asks for.

use chrono::{DateTime, Utc};
use domain::care::step::{CareGuard, StepWords};
use domain::care::{CheckIn, CheckStep, step};
use domain::{Act, ChangeId, Fields, Kind, Member, Placing, RecordId};
use serde::{Deserialize, Serialize};

use super::Run;
use super::care::{file, opened};
use super::care_forms::{CareNotes, notes};
use super::care_steps::{self, CheckBegun};
use super::save_household::unless_blocked;
use super::visits::{SaveState, why_aside};
use crate::command::command;
use crate::context::Context;
use crate::error::Error;
use crate::store::changes::{self, NewChange};
use crate::store::names::Names;
use crate::store::{care, care_due, cursors, records, step_drafts};
use crate::sync::Why;

/// A step as the page tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckEntry {
    /// Which.
    pub step: CheckStep,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: String,
    /// What was written with it.
    pub words: StepWords,
}

/// A number that the page dials.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dial {
    /// Whose.
    pub name: String,
    /// The number.
    pub number: String,
}

/// A check-in's page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckInPage {
    /// Id.
    pub id: RecordId,
    /// Its file.
    pub file: RecordId,
    /// The answers.
    pub fields: Fields,
    /// When it took place.
    pub at: DateTime<Utc>,
    /// Who recorded it.
    pub author_name: String,
    /// What stands beside the answers.
    pub notes: CareNotes,
    /// What followed.
    pub entries: Vec<CheckEntry>,
    /// The steps that this member may take now.
    pub offers: Vec<CheckStep>,
    /// The steps that were begun on this device.
    pub begun: Vec<CheckBegun>,
    /// Whom to call: 110 first.
    pub dials: Vec<Dial>,
    /// May this member correct it?
    pub is_own: bool,
    /// Has the office received it?
    pub state: SaveState,
    /// What is wrong, when it was set aside.
    pub needs_hand: Option<String>,
    /// Declared void.
    pub voided: bool,
}

/// Opens a check-in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenCheckIn {
    /// Which.
    pub id: RecordId,
}
command!(OpenCheckIn -> CheckInPage);

/// Takes a step of a check-in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeCheckStep {
    /// The check-in.
    pub id: RecordId,
    /// Which step.
    pub step: CheckStep,
    /// What is written with it.
    pub words: StepWords,
}
command!(TakeCheckStep -> ());

impl Run for OpenCheckIn {
    fn run(self, cx: &mut Context<'_>) -> Result<CheckInPage, Error> {
        let own = opened(cx)?;
        let viewed = care::view(cx.db(), &own, self.id)?.ok_or(Error::NotFound)?;
        let record = &viewed.record;
        let check = CheckIn::from_fields(&record.fields).ok_or(Error::NotFound)?;
        let (_, of) = file(cx, &own, check.file)?;
        let names = Names::new(cx.db());
        let mut entries = Vec::with_capacity(record.steps.len());
        for taken in &record.steps {
            entries.push(CheckEntry {
                step: CheckStep::from_code(&taken.step.name),
                at: taken.stamp.at,
                by: names.member(taken.stamp.by)?,
                words: taken.step.fields.read().unwrap_or_default(),
            });
        }
        let me = cx.profile.member;
        let may = |name: CheckStep| step::judge(&of, &check, &record.steps, name, me).is_ok();
        let offers = CheckStep::ALL.iter().copied().filter(|name| may(*name));
        let voided = record.voided.is_some();
        Ok(CheckInPage {
            id: self.id,
            file: check.file,
            fields: record.fields.clone(),
            at: check.happened_at,
            author_name: names.member(record.made.by)?,
            notes: notes(cx, &own, Some(check.file))?,
            entries,
            offers: offers.filter(|_| !voided).collect(),
            begun: care_steps::begun(cx.db(), &own, self.id)?,
            dials: dials(cx)?,
            is_own: record.made.by == me,
            state: viewed.state,
            needs_hand: match viewed.state {
                SaveState::NeedsHand => Some(why_aside(cx, self.id)?),
                SaveState::Received | SaveState::SavedHere => None,
            },
            voided,
        })
    }
}

/// 110, and the stations that the town's list of members has.
fn dials(cx: &Context<'_>) -> Result<Vec<Dial>, Error> {
    let mut dials = vec![Dial {
        name: "公安".to_owned(),
        number: "110".to_owned(),
    }];
    let mut statement = cx.db().prepare_cached(
        "SELECT id FROM record WHERE kind = 'member' AND code = 'department' ORDER BY name",
    )?;
    let ids: Vec<RecordId> = statement
        .query_map([], |row| records::id_at(row, 0))?
        .collect::<Result<_, _>>()?;
    for id in ids {
        let member = records::view(cx.db(), id)?
            .and_then(|viewed| Member::from_fields(&viewed.record.fields));
        if let Some(member) = member
            && let Some(number) = member.phone
        {
            dials.push(Dial {
                name: member.name,
                number,
            });
        }
    }
    Ok(dials)
}

impl Run for TakeCheckStep {
    fn run(self, cx: &mut Context<'_>) -> Result<(), Error> {
        let own = opened(cx)?;
        let viewed = care::view(cx.db(), &own, self.id)?.ok_or(Error::NotFound)?;
        let record = viewed.record;
        let check = CheckIn::from_fields(&record.fields).ok_or(Error::NotFound)?;
        let (_, of) = file(cx, &own, check.file)?;
        let taken = step::step(self.step, &self.words);
        unless_blocked(step::issues(&taken))?;
        step::judge(&of, &check, &record.steps, self.step, cx.profile.member).map_err(|guard| {
            Error::Refused {
                message: CareGuard::label(guard).to_owned(),
            }
        })?;
        let seen = cursors::seen_of(cx.db(), &Placing::of(&record))?;
        let new = NewChange {
            id: ChangeId(cx.new_id()?),
            record: record.id,
            kind: Kind::CheckIn,
            area: record.area.clone(),
            captured_at: cx.phone_now(),
            base: Some(seen.unwrap_or_default().max(record.seq)).filter(|seq| seq.0 > 0),
            act: Act::Step(taken),
        };
        let now = cx.now();
        let tx = cx.store.begin()?;
        changes::append(&tx, new)?;
        records::refresh(&tx, &own, record.id)?;
        step_drafts::put_sealed(&tx, &own, (record.id, self.step.code()), None, now)?;
        care_due::settle(&tx, &own)?;
        tx.commit()?;
        cx.changed.extend([Kind::CheckIn, Kind::PersonFile]);
        cx.wake = Some(Why::Saved);
        Ok(())
    }
}
