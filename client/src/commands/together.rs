//! Several at once: which steps a number of ticked records can take alike, and taking one for all of them in one durable transaction.

use domain::change::Step;
use domain::course::{self, Progress, Refusal};
use domain::dispute::{Guard, Life, StepForm, StepName, judge};
use domain::province::{self, ProvinceAct, ProvinceForm, ProvinceRefusal};
use domain::{Dispute, Fields, Kind, Record, RecordId, forms};
use serde::{Deserialize, Serialize};

use super::{Run, items, save_dispute, take_step};
use crate::command::command;
use crate::context::Context;
use crate::error::Error;
use crate::steps;
use crate::store::{disputes, records};

/// The most records that one step is taken for at once.
pub const TOGETHER_MAX: u32 = 200;

/// A step that some of the records can take.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TogetherOffer {
    /// Which.
    pub step: String,
    /// Which of them.
    pub ids: Vec<RecordId>,
    /// What is most often so, filled in beforehand.
    pub proposed: Fields,
}

/// Which steps can be taken for these records alike, in the order of their table; with none, none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferTogether {
    /// The records, all of one kind.
    pub ids: Vec<RecordId>,
}
command!(OfferTogether -> Vec<TogetherOffer>);

/// Takes a step for all of these records that can take it; the others stay as they are, each with the reason.
///
/// What the form of a dispute leaves open is as each has it: the owner that it has, or who recorded it, and the day by the rules of
/// its level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TakeTogether {
    /// The records, all of one kind.
    pub ids: Vec<RecordId>,
    /// The step.
    pub step: String,
    /// What is recorded with it.
    pub fields: Fields,
}
command!(TakeTogether -> TakenTogether);

/// What became of it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct TakenTogether {
    /// How many took it.
    pub taken: u64,
    /// Those that did not.
    pub refused: Vec<NotTaken>,
}

/// A record that did not take the step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NotTaken {
    /// Which.
    pub id: RecordId,
    /// What a person would call it; without names where it is a sensitive dispute.
    pub name: String,
    /// Why.
    pub why: WhyNot,
}

/// Why a step was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyNot {
    /// A dispute's table does not allow it.
    Guard(Guard),
    /// A form's table does not allow it.
    Refusal(Refusal),
    /// It is so in the province's platform already, or not this member's to say.
    Province(ProvinceRefusal),
}

impl Run for OfferTogether {
    fn run(self, cx: &mut Context<'_>) -> Result<Vec<TogetherOffer>, Error> {
        let mut offers: Vec<TogetherOffer> = Vec::new();
        let records = records_of(cx, &self.ids)?;
        for record in &records {
            let entered = ProvinceForm::default().step(ProvinceAct::Enter);
            let may_enter = province::judge(record, &entered, cx.role()).is_ok();
            let entering = may_enter.then_some((entered.name, Fields::default()));
            for (step, proposed) in offered(cx, record)?.into_iter().chain(entering) {
                match offers.iter_mut().find(|offer| offer.step == step) {
                    Some(offer) => {
                        offer.ids.push(record.id);
                        // What differs from one to the other is left open: each has its own.
                        offer
                            .proposed
                            .0
                            .retain(|field, value| proposed.get(field) == Some(value));
                    }
                    None => offers.push(TogetherOffer {
                        step,
                        ids: vec![record.id],
                        proposed,
                    }),
                }
            }
        }
        let order = records.first().map(order).unwrap_or_default();
        // What is beside every course comes last.
        let place = |step: &str| order.iter().position(|known| *known == step);
        offers.sort_by_key(|offer| place(&offer.step).unwrap_or(usize::MAX));
        Ok(offers)
    }
}

/// The steps of a record's table, in its order.
fn order(record: &Record) -> Vec<&'static str> {
    if record.kind == Kind::Dispute {
        return StepName::ALL.iter().map(|step| step.code()).collect();
    }
    let course = forms::of_record(record).and_then(|form| form.course);
    let rows = course.map_or(&[][..], |course| course.rows);
    rows.iter().map(|row| row.step).collect()
}

impl Run for TakeTogether {
    fn run(self, cx: &mut Context<'_>) -> Result<TakenTogether, Error> {
        let mut done = TakenTogether::default();
        let mut taken = Vec::new();
        for record in records_of(cx, &self.ids)? {
            match self.judged(cx, &record)? {
                Ok(step) => taken.push((record, step)),
                Err(why) => done.refused.push(NotTaken {
                    id: record.id,
                    name: name_of(&record),
                    why,
                }),
            }
        }
        done.taken = taken.len() as u64;
        if !taken.is_empty() {
            steps::take(cx, taken)?;
        }
        Ok(done)
    }
}

impl TakeTogether {
    fn judged(&self, cx: &Context<'_>, record: &Record) -> Result<Result<Step, WhyNot>, Error> {
        let step = Step {
            name: self.step.clone(),
            fields: self.fields.clone(),
        };
        if province::is_province(&step) {
            let judged = province::judge(record, &step, cx.role());
            return Ok(judged.map(|()| step).map_err(WhyNot::Province));
        }
        if record.kind == Kind::Dispute {
            let step = StepName::from_code(&self.step);
            let mut form: StepForm = self.fields.read().unwrap_or_default();
            if matches!(step, StepName::Accept | StepName::Assign) {
                let own = its_own(cx, record, &Life::of(record))?;
                form.owner = form.owner.or(own.owner);
                form.deadline = form.deadline.or(own.deadline);
            }
            let judged = save_dispute::judged(cx, record, step, form)?;
            return Ok(judged.map_err(WhyNot::Guard));
        }
        let judged = take_step::judged(cx, record, self.step.clone(), &self.fields)?;
        Ok(judged.map_err(WhyNot::Refusal))
    }
}

/// The records that are still there and count.
fn records_of(cx: &Context<'_>, ids: &[RecordId]) -> Result<Vec<Record>, Error> {
    let mut found = Vec::with_capacity(ids.len());
    for id in ids.iter().take(TOGETHER_MAX as usize) {
        let record = records::view(cx.db(), *id)?.map(|viewed| viewed.record);
        found.extend(record.filter(|record| record.voided.is_none()));
    }
    Ok(found)
}

/// The steps that this record could take with others, with what is proposed for each.
fn offered(cx: &Context<'_>, record: &Record) -> Result<Vec<(String, Fields)>, Error> {
    let me = cx.profile.member;
    if let Some(dispute) =
        Dispute::from_fields(&record.fields).filter(|_| record.kind == Kind::Dispute)
    {
        let life = Life::of(record);
        let own = its_own(cx, record, &life)?;
        let deadline = StepForm {
            deadline: own.deadline,
            ..StepForm::default()
        };
        let offers = judge::offers(&life, &dispute, me, cx.role()).into_iter();
        return Ok(offers
            .filter(|(step, guard)| guard.is_none() && step.goes_together())
            .map(|(step, _)| match step {
                StepName::Accept | StepName::Assign => deadline.step(step),
                _ => StepForm::default().step(step),
            })
            .map(|step| (step.name, step.fields))
            .collect());
    }
    let Some((form, course)) = forms::of_record(record).and_then(|form| Some((form, form.course?)))
    else {
        return Ok(Vec::new());
    };
    let progress = Progress::of(course, record);
    let day = items::Rows::new(cx)?.propose_deadline(form);
    Ok(course::offers(course, &progress, me, cx.role())
        .into_iter()
        .filter(|(row, refusal)| refusal.is_none() && row.goes_together)
        .map(|(row, _)| {
            let asks_day = row
                .asks
                .iter()
                .any(|question| question.field == course::DEADLINE);
            let proposed = if asks_day {
                Fields::of(&serde_json::json!({ course::DEADLINE: day }))
            } else {
                Fields::default()
            };
            (row.step.to_owned(), proposed)
        })
        .collect())
}

/// Who answers for a dispute, and by when, where nothing else is said.
fn its_own(cx: &Context<'_>, record: &Record, life: &Life) -> Result<StepForm, Error> {
    let limits = disputes::limits(cx.db())?;
    let days = limits.days_of(life.level);
    Ok(StepForm {
        owner: Some(life.owner.unwrap_or(record.made.by)),
        deadline: days.map(|days| limits.after_workdays(cx.today(), days)),
        ..StepForm::default()
    })
}

fn name_of(record: &Record) -> String {
    match Dispute::from_fields(&record.fields).filter(|_| record.kind == Kind::Dispute) {
        Some(dispute) => dispute.between_in_lists(),
        None => forms::of_record(record)
            .map(|form| form.title_of(&record.fields))
            .unwrap_or_default(),
    }
}
