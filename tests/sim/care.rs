//! What the people of a run do with care files: their second PIN, files, check-ins, and what departments answer to them.

use anyhow::Result;
use client::commands::{SaveCareFile, SaveCheckIn, TakeCheckStep};
use domain::care::step::StepWords;
use domain::care::{CheckStep, Department, TeamMember};
use domain::{CheckIn, Fields, Kind, MemberId, PersonFile, Record, RecordId};
use serde_json::{Value, json};
use uuid::Uuid;

use super::settled::{GRIDS, PEOPLE, code};
use super::world::World;

impl World {
    /// A person does something about the care files on a device: only with the second PIN, which is asked for first.
    pub(super) fn act_on_care(&mut self, device: usize) -> Result<()> {
        if !self.device(device)?.phone.is_care_open() {
            self.remember(|| format!("device {device}: the care files are opened"));
            return self.open_care(device);
        }
        match self.chance.below(12) {
            0 => {
                self.remember(|| format!("device {device}: the care files are closed"));
                self.device(device)?.phone.close_care();
                Ok(())
            }
            1..=2 => self.new_care_file(device),
            3..=4 => self.edit_care_file(device),
            5..=7 => self.check_in(device),
            8 => self.look_into_file(device),
            9 => self.correct_check_in(device),
            _ => self.step_of_check_in(device),
        }
    }

    pub(super) fn open_care(&mut self, device: usize) -> Result<()> {
        let now = self.now;
        let cut = self.maybe_cut(device)?;
        let opened = self.device(device)?.at(now).open_care();
        match opened {
            Ok(wishes) => self.unless_cut(device, cut, wishes),
            // No room, or no power: they stay closed.
            Err(_) => self.unless_cut(device, cut, Vec::new()),
        }
    }

    /// Who begins a file, and one of the workers or none.
    fn team(&mut self, first: MemberId) -> Value {
        let role_of = |member| match PEOPLE.iter().find(|(id, ..)| *id == member) {
            Some((_, _, domain::Role::Department, _)) => "department",
            _ => "worker",
        };
        let mut team = vec![first];
        for (member, ..) in PEOPLE.iter().skip(1) {
            if *member != first && self.chance.one_in(2) {
                team.push(*member);
            }
        }
        let seat = |member| TeamMember {
            department: (role_of(member) == "department").then_some(Department::Justice),
            ..TeamMember::with_account(role_of(member), member)
        };
        json!(team.into_iter().map(seat).collect::<Vec<_>>())
    }

    fn new_care_file(&mut self, device: usize) -> Result<()> {
        let maker = self.device(device)?.phone.member();
        let grid = self.chance.pick(&GRIDS).copied().unwrap_or_default();
        let (name, team) = (self.words(), self.team(maker));
        self.remember(|| format!("device {device}: a care file in {grid}, {name}"));
        let today = self.now.date_naive();
        let fields = json!({"name": name, "line": "resettlement", "care_level": "a", "starts_on": today,
            "ends_on": today + chrono::Duration::days(30), "family": "周父", "family_phone": "13800000000", "team": team});
        let save = SaveCareFile {
            id: None,
            slot: RecordId(Uuid::nil()),
            area: Some(code(grid)?),
            fields: Fields::of(&fields),
        };
        self.run(device, &save, &[("name", json!(name))])
    }

    /// A record of this kind that is here and can be read as one.
    fn held(&mut self, device: usize, kind: &Kind) -> Result<Option<Record>> {
        let Some(id) = self.any(device, kind)? else {
            return Ok(None);
        };
        let held = self.device(device)?.phone.record(id)?;
        Ok(held.map(|held| held.shown))
    }

    fn edit_care_file(&mut self, device: usize) -> Result<()> {
        let Some(record) = self.held(device, &Kind::PersonFile)? else {
            return self.new_care_file(device);
        };
        let Some(mut file) = PersonFile::from_fields(&record.fields) else {
            return Ok(());
        };
        let words = self.words();
        file.family = Some(words.clone());
        let mut fields = Fields::of(&file);
        if self.chance.one_in(3) {
            let team = self.team(record.made.by);
            fields.0.insert("team".to_owned(), team);
        }
        self.remember(|| {
            format!(
                "device {device}: family of care file {}, {words}",
                record.id
            )
        });
        let save = SaveCareFile {
            id: Some(record.id),
            slot: record.id,
            area: None,
            fields,
        };
        self.run(device, &save, &[("family", json!(words))])
    }

    fn check_in(&mut self, device: usize) -> Result<()> {
        let Some(file) = self.held(device, &Kind::PersonFile)? else {
            return Ok(());
        };
        let remarks = self.words();
        self.remember(|| format!("device {device}: a check-in of {}, {remarks}", file.id));
        let fields = json!({"file": file.id, "happened_at": self.now.timestamp_millis(), "method": "door", "check_place": "home",
            "met_whom": "person", "whereabouts": "home", "contact": "works", "livelihood": "farming", "needs": ["work"],
            "abnormal": "yes", "abnormal_note": "想找活干", "department": "justice", "remarks": remarks});
        let save = SaveCheckIn {
            id: None,
            slot: file.id,
            fields: Fields::of(&fields),
        };
        self.run(device, &save, &[("remarks", json!(remarks))])
    }

    fn correct_check_in(&mut self, device: usize) -> Result<()> {
        let Some(record) = self.held(device, &Kind::CheckIn)? else {
            return self.check_in(device);
        };
        if CheckIn::from_fields(&record.fields).is_none() {
            return Ok(());
        }
        let remarks = self.words();
        let mut fields = record.fields.clone();
        fields.0.insert("remarks".to_owned(), json!(remarks));
        self.remember(|| {
            format!(
                "device {device}: corrects check-in {}, {remarks}",
                record.id
            )
        });
        let save = SaveCheckIn {
            id: Some(record.id),
            slot: record.id,
            fields,
        };
        self.run(device, &save, &[("remarks", json!(remarks))])
    }

    /// Whatever the table offers here: the department receives and answers; a refusal saves nothing.
    fn step_of_check_in(&mut self, device: usize) -> Result<()> {
        let Some(record) = self.held(device, &Kind::CheckIn)? else {
            return Ok(());
        };
        let words = self.words();
        let (step, text) = if self.chance.one_in(2) {
            (CheckStep::Receive, None)
        } else {
            (CheckStep::Answer, Some(words))
        };
        self.remember(|| format!("device {device}: {step:?} of check-in {}", record.id));
        let words = StepWords {
            text,
            ..StepWords::default()
        };
        let id = record.id;
        self.run(device, &TakeCheckStep { id, step, words }, &[])
    }
}
