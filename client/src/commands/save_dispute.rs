//! Saving a dispute and taking its steps: validated, judged by the table, then one durable transaction.

use domain::change::Step;
use domain::dispute::judge::{Actor, judge};
use domain::dispute::{Consent, Guard, Level, Life, OnSite, State, StepForm, StepName};
use domain::{
    AreaCode, AreaLevel, Dispute, Fields, Issue, IssueCode, Kind, Record, RecordId, phone, validate,
};
use serde::{Deserialize, Serialize};

use super::Run;
use super::dispute_drafts::DisputeForm;
use super::save_household::{Saved, tidy, unless_blocked};
use crate::command::command;
use crate::context::Context;
use crate::error::Error;
use crate::save::{self, Wish};
use crate::steps::{self, Taking};
use crate::store::{cursors, drafts, households, records};

/// Saves a new dispute (`id: None`) or the changed fields of one, with what was done on the spot, and drops its draft.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SaveDispute {
    /// Which; none for a new one.
    pub id: Option<RecordId>,
    /// Where its draft is kept.
    pub slot: RecordId,
    /// As filled in.
    pub form: DisputeForm,
}
command!(SaveDispute -> Saved);

/// Takes a step. Answers why not when the table does not allow it; then nothing was saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddDisputeStep {
    /// The dispute.
    pub id: RecordId,
    /// The step.
    pub step: StepName,
    /// What is recorded with it.
    pub form: StepForm,
}
command!(AddDisputeStep -> Option<Guard>);

impl Run for SaveDispute {
    fn run(self, cx: &mut Context<'_>) -> Result<Saved, Error> {
        let form = DisputeForm {
            dispute: tidied(self.form.dispute),
            ..self.form
        };
        let mut issues = validate::dispute(&form.dispute, cx.today());
        issues.extend(on_site_issues(&form));
        let before = match self.id {
            Some(id) => Some(records::view(cx.db(), id)?.ok_or(Error::NotFound)?.record),
            None => None,
        };
        let area = match &before {
            Some(record) => Some(record.area.clone()),
            None => area(cx, form.dispute.household, form.area.as_ref())?,
        };
        match &area {
            None => issues.push(Issue::block("area", IssueCode::Missing)),
            Some(area) if cursors::seen(cx.db(), &Kind::Dispute, area)?.is_none() => {
                issues.push(Issue::block("area", IssueCode::OutOfRange));
            }
            Some(_) => {}
        }
        let warnings = unless_blocked(issues)?;
        let Some(area) = area else {
            return Err(Error::NotFound);
        };
        let steps = first_steps(&form, before.as_ref());
        let taking = Taking::prepare(cx, Kind::Dispute, steps, before.as_ref())?;
        let wish = Wish {
            kind: Kind::Dispute,
            id: self.id,
            area: area.clone(),
            wanted: Fields::of(&form.dispute),
            typed: |fields| {
                Dispute::from_fields(fields)
                    .map_or_else(Fields::default, |known| Fields::of(&known))
            },
        };
        let id = save::save(cx, wish, |tx, id| {
            drafts::remove(tx, drafts::DISPUTE, self.slot)?;
            taking.write(tx, id, &area)
        })?;
        Ok(Saved { id, warnings })
    }
}

impl Run for AddDisputeStep {
    fn run(self, cx: &mut Context<'_>) -> Result<Option<Guard>, Error> {
        let record = records::view(cx.db(), self.id)?
            .ok_or(Error::NotFound)?
            .record;
        match judged(cx, &record, self.step, self.form)? {
            Ok(step) => steps::take(cx, vec![(record, step)]).map(|()| None),
            Err(guard) => Ok(Some(guard)),
        }
    }
}

/// The step as it would be taken, or why it cannot be.
///
/// # Errors
/// [`Error::Invalid`] when what is recorded with it is not right.
pub(super) fn judged(
    cx: &Context<'_>,
    record: &Record,
    step: StepName,
    form: StepForm,
) -> Result<Result<Step, Guard>, Error> {
    if record.kind != Kind::Dispute || record.voided.is_some() {
        return Err(Error::NotFound);
    }
    let step = tidied_step(form).step(step);
    unless_blocked(domain::dispute::step::issues(&step))?;
    let actor = Actor {
        member: cx.profile.member,
        role: cx.role(),
        base: steps::base(cx, record)?,
    };
    Ok(judge(record, &step, &actor).map(|()| step))
}

/// The household's grid, the chosen one, or the only one this member works in.
pub(super) fn area(
    cx: &Context<'_>,
    household: Option<RecordId>,
    chosen: Option<&AreaCode>,
) -> Result<Option<AreaCode>, Error> {
    if let Some(household) = household
        && let Some(door) = households::door(cx.db(), household)?
    {
        return Ok(Some(door.area));
    }
    if chosen.is_some() {
        return Ok(chosen.cloned());
    }
    let areas = cx.areas()?;
    Ok(match areas.as_slice() {
        [only] if only.level() == AreaLevel::Grid => Some(only.clone()),
        _ => None,
    })
}

/// Whoever did something on the spot has to say what for.
fn on_site_issues(form: &DisputeForm) -> Vec<Issue> {
    let mut issues = Vec::new();
    let dispute = &form.dispute;
    let mut needs = |is_missing: bool, field: &str| {
        if is_missing {
            issues.push(Issue::block(field, IssueCode::Missing));
        }
    };
    match form.on_site {
        None | Some(OnSite::GoOn | OnSite::Unknown) => {}
        Some(OnSite::Settled) => {
            needs(dispute.category.is_none(), "category");
            needs(dispute.consent != Some(Consent::Agreed), "consent");
            needs(form.settled.trim().is_empty(), "settled");
        }
        Some(OnSite::Village | OnSite::Town) => {
            needs(dispute.category.is_none(), "category");
            needs(dispute.consent.is_none(), "consent");
        }
    }
    issues
}

/// 登记 as soon as all of it is known, then what was done on the spot.
fn first_steps(form: &DisputeForm, before: Option<&Record>) -> Vec<Step> {
    let state = before.map_or(State::Draft, |record| Life::of(record).state);
    let mut steps = Vec::new();
    if state == State::Draft && form.dispute.is_complete() {
        steps.push(StepForm::default().step(StepName::Register));
    }
    let is_registered = !steps.is_empty() || matches!(state, State::Registered | State::Reopened);
    let hand_up = |on_site: OnSite, level: Level| {
        let form = StepForm {
            level: Some(level),
            reason: Some(on_site.label().to_owned()),
            ..StepForm::default()
        };
        form.step(StepName::Submit)
    };
    match form.on_site.filter(|_| is_registered) {
        Some(OnSite::Settled) => {
            let settled = StepForm {
                text: tidy(Some(form.settled.clone())),
                is_mediator: form.is_mediator,
                ..StepForm::default()
            };
            steps.push(settled.step(StepName::SettleOnSite));
        }
        Some(on_site @ OnSite::Village) => steps.push(hand_up(on_site, Level::Village)),
        Some(on_site @ OnSite::Town) => steps.push(hand_up(on_site, Level::Town)),
        Some(OnSite::GoOn | OnSite::Unknown) | None => {}
    }
    steps
}

fn tidied(dispute: Dispute) -> Dispute {
    let parties = dispute
        .parties
        .into_iter()
        .map(|party| domain::dispute::Party {
            name: party.name.trim().to_owned(),
            phone: tidy(party.phone).map(|typed| {
                let number = phone::tidy(&typed);
                if number.is_empty() { typed } else { number }
            }),
            address: tidy(party.address),
            relation: tidy(party.relation),
            sex: party.sex,
        });
    Dispute {
        // A row that was opened and left empty is no party.
        parties: parties.filter(|party| !party.name.is_empty()).collect(),
        place: dispute.place.trim().to_owned(),
        summary: dispute.summary.trim().to_owned(),
        name: tidy(dispute.name),
        cause: tidy(dispute.cause),
        ..dispute
    }
}

fn tidied_step(form: StepForm) -> StepForm {
    StepForm {
        reason: tidy(form.reason),
        text: tidy(form.text),
        leader: tidy(form.leader),
        unit: tidy(form.unit),
        people: tidy(form.people),
        how: tidy(form.how),
        number: tidy(form.number),
        ..form
    }
}
