//! What people do with cases in a run: disputes that are for few eyes, or become it, or cease to be; hazards that are given to departments.

use anyhow::Result;
use client::commands::{AddDisputeStep, DisputeForm, SaveDispute, SaveForm, TakeStep};
use domain::dispute::{Category, Consent, Party, Risk, StepForm, StepName};
use domain::{Dispute, Fields, Kind, RecordId, forms};
use serde_json::json;
use uuid::Uuid;

use super::settled::UNITS;
use super::world::World;

impl World {
    /// A person does something about a case on a device.
    pub(super) fn act_on_case(&mut self, device: usize) -> Result<()> {
        match self.chance.below(10) {
            0..=1 => self.new_dispute(device),
            2..=4 => self.correct_dispute(device),
            5..=6 => self.note(device),
            7 => self.new_hazard(device),
            _ => self.step_of_hazard(device),
        }
    }

    fn new_dispute(&mut self, device: usize) -> Result<()> {
        let Some(household) = self.any(device, &Kind::Household)? else {
            return Ok(());
        };
        let place = self.words();
        let is_sensitive = self.chance.one_in(2);
        self.remember(|| format!("device {device}: a dispute, sensitive {is_sensitive}, {place}"));
        let dispute = Dispute {
            parties: vec![Party::named("张三"), Party::named("李四")],
            place: place.clone(),
            summary: "争吵".to_owned(),
            risk: Some(Risk::None),
            category: Some(Category::Marriage),
            consent: Some(Consent::Agreed),
            household: Some(household),
            is_sensitive: Some(is_sensitive),
            ..Dispute::begun(self.now)
        };
        let save = SaveDispute {
            id: None,
            slot: RecordId(Uuid::nil()),
            form: DisputeForm::of(dispute),
        };
        self.run(device, &save, &[("place", json!(place))])
    }

    fn correct_dispute(&mut self, device: usize) -> Result<()> {
        let Some(id) = self.any(device, &Kind::Dispute)? else {
            return self.new_dispute(device);
        };
        let Some(held) = self.device(device)?.phone.record(id)? else {
            return Ok(());
        };
        let Some(mut dispute) = Dispute::from_fields(&held.shown.fields) else {
            return Ok(());
        };
        let place = self.words();
        dispute.place.clone_from(&place);
        if self.chance.one_in(2) {
            dispute.is_sensitive = Some(dispute.is_sensitive != Some(true));
        }
        let is_sensitive = dispute.is_sensitive;
        self.remember(|| {
            format!("device {device}: corrects dispute {id}, sensitive {is_sensitive:?}, {place}")
        });
        let save = SaveDispute {
            id: Some(id),
            slot: id,
            form: DisputeForm::of(dispute),
        };
        self.run(device, &save, &[("place", json!(place))])
    }

    fn note(&mut self, device: usize) -> Result<()> {
        let Some(id) = self.any(device, &Kind::Dispute)? else {
            return Ok(());
        };
        let text = self.words();
        self.remember(|| format!("device {device}: a note on dispute {id}, {text}"));
        let form = StepForm {
            text: Some(text),
            ..StepForm::default()
        };
        let step = StepName::Note;
        self.run(device, &AddDisputeStep { id, step, form }, &[])
    }

    fn new_hazard(&mut self, device: usize) -> Result<()> {
        let Some(household) = self.any(device, &Kind::Household)? else {
            return Ok(());
        };
        let place = self.words();
        self.remember(|| format!("device {device}: a hazard, {place}"));
        let fields = json!({"hazard_type": "fire", "place": place, "description": "线路老化", "severity": "common",
            "disposal": "needs_unit", "household": household});
        let save = SaveForm {
            form: "hazard".to_owned(),
            id: None,
            slot: household,
            fields: Fields::of(&fields),
            area: None,
        };
        self.run(device, &save, &[("place", json!(place))])
    }

    /// Whatever the table offers here: the office gives it to a unit, others write what they did; a refusal saves nothing.
    fn step_of_hazard(&mut self, device: usize) -> Result<()> {
        let Some(id) = self.any(device, &Kind::Matter)? else {
            return self.new_hazard(device);
        };
        let Some(held) = self.device(device)?.phone.record(id)? else {
            return Ok(());
        };
        if forms::of_record(&held.shown).is_none() {
            return Ok(());
        }
        let unit = self.chance.pick(&UNITS).copied().unwrap_or_default();
        let words = self.words();
        let (step, fields) = match self.chance.below(4) {
            0..=1 => ("assign", json!({"unit": unit, "deadline": "2031-01-31"})),
            2 => ("progress", json!({"text": words})),
            _ => ("receive", json!({})),
        };
        self.remember(|| format!("device {device}: {step} of hazard {id}, {unit}"));
        let taking = TakeStep {
            id,
            step: step.to_owned(),
            fields: Fields::of(&fields),
        };
        self.run(device, &taking, &[])
    }
}
