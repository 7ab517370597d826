//! What people do in a run, beside cases: visits, corrections, households and residents, through the app's own commands; and what another version
//! of the app, or a mistaken one, may have saved.

use anyhow::{Result, bail, ensure};
use chrono::Duration;
use client::commands::{Resend, SaveHousehold, SaveResident, SaveVisit, SyncNow};
use client::simulation::Fate;
use client::{Command, Error};
use domain::resident::Presence;
use domain::{Act, Fields, Household, Kind, RecordId, Resident, Visit};
use serde_json::{Value, json};

use super::sabotage::Sabotage;
use super::settled::{GRIDS, code};
use super::world::World;

impl World {
    /// A person does something on a device.
    pub(super) fn act(&mut self, device: usize) -> Result<()> {
        match self.chance.below(100) {
            0..=10 => self.new_visit(device),
            11..=13 => self.visit_with_picture(device),
            14..=15 => self.look_at_picture(device),
            16..=25 => self.correct_visit(device),
            26..=36 => self.edit_household(device),
            37..=40 => self.office_word(device),
            41..=47 => self.act_on_care(device),
            48..=60 => self.act_on_case(device),
            61..=65 => self.new_household(device),
            66..=69 => self.new_resident(device),
            70..=76 => self.edit_resident(device),
            77..=79 => self.void(device),
            80..=83 => self.poison(device),
            84..=87 => self.newer_version(device),
            88..=91 => self.resend(device),
            _ => {
                self.remember(|| format!("device {device}: the button"));
                self.run(device, &SyncNow, &[]).map(drop)
            }
        }
    }

    pub(super) fn words(&mut self) -> String {
        let n = self.ticket();
        format!("字{n}")
    }

    pub(super) fn any(&mut self, device: usize, kind: &Kind) -> Result<Option<RecordId>> {
        let ids = self.device(device)?.phone.ids(kind)?;
        Ok(self.chance.pick(&ids).copied())
    }

    fn new_visit(&mut self, device: usize) -> Result<()> {
        let Some(household) = self.any(device, &Kind::Household)? else {
            return Ok(());
        };
        let remarks = self.words();
        let mut visit = Visit::routine(household, self.now);
        visit.met = Some("本人".to_owned());
        visit.remarks = Some(remarks.clone());
        self.remember(|| format!("device {device}: a visit, {remarks}"));
        let save = SaveVisit { id: None, visit };
        self.run(device, &save, &[("remarks", json!(remarks))])?;
        Ok(())
    }

    fn correct_visit(&mut self, device: usize) -> Result<()> {
        let Some(id) = self.any(device, &Kind::Visit)? else {
            return self.new_visit(device);
        };
        let Some(held) = self.device(device)?.phone.record(id)? else {
            return Ok(());
        };
        // What a newer version wrote may not be readable as a visit: the form does not open then.
        let Some(mut visit) = Visit::from_fields(&held.shown.fields) else {
            return Ok(());
        };
        let remarks = self.words();
        visit.remarks = Some(remarks.clone());
        self.remember(|| format!("device {device}: corrects visit {id}, {remarks}"));
        let save = SaveVisit {
            id: Some(id),
            visit,
        };
        self.run(device, &save, &[("remarks", json!(remarks))])?;
        Ok(())
    }

    fn edit_household(&mut self, device: usize) -> Result<()> {
        let Some(id) = self.any(device, &Kind::Household)? else {
            return Ok(());
        };
        let Some(held) = self.device(device)?.phone.record(id)? else {
            return Ok(());
        };
        let Some(mut household) = Household::from_fields(&held.shown.fields) else {
            return Ok(());
        };
        let words = self.words();
        let field = match self.chance.below(4) {
            0 => {
                household.head.clone_from(&words);
                "head"
            }
            1 => {
                household.contact_person = Some(words.clone());
                "contact_person"
            }
            _ => {
                household.directions = Some(words.clone());
                "directions"
            }
        };
        self.remember(|| format!("device {device}: {field} of household {id}, {words}"));
        let save = SaveHousehold {
            id: Some(id),
            area: held.shown.area,
            household,
        };
        self.run(device, &save, &[(field, json!(words))])?;
        Ok(())
    }

    fn new_household(&mut self, device: usize) -> Result<()> {
        let words = self.words();
        let grid = self.chance.pick(&GRIDS).copied().unwrap_or_default();
        self.remember(|| format!("device {device}: a household in {grid}, {words}"));
        let save = SaveHousehold {
            id: None,
            area: code(grid)?,
            household: Household {
                group: 1,
                head: words.clone(),
                ..Household::default()
            },
        };
        self.run(device, &save, &[("head", json!(words))])?;
        Ok(())
    }

    fn new_resident(&mut self, device: usize) -> Result<()> {
        let Some(household) = self.any(device, &Kind::Household)? else {
            return Ok(());
        };
        let name = self.words();
        self.remember(|| format!("device {device}: a resident, {name}"));
        let resident = Resident {
            name: name.clone(),
            ..Resident::of(household)
        };
        let save = SaveResident { id: None, resident };
        self.run(device, &save, &[("name", json!(name))])?;
        Ok(())
    }

    /// Where two people meet in a field that the supervisor decides, too.
    fn edit_resident(&mut self, device: usize) -> Result<()> {
        let Some(id) = self.any(device, &Kind::Resident)? else {
            return Ok(());
        };
        let Some(held) = self.device(device)?.phone.record(id)? else {
            return Ok(());
        };
        let Some(mut resident) = Resident::from_fields(&held.shown.fields) else {
            return Ok(());
        };
        let presences = [Presence::Home, Presence::Away, Presence::MovedAway];
        let presence = self.chance.pick(&presences).copied();
        resident.presence = presence.unwrap_or(Presence::Home);
        let words = self.words();
        resident.phone = Some(words.clone());
        self.remember(|| format!("device {device}: presence of resident {id}, {words}"));
        let save = SaveResident {
            id: Some(id),
            resident,
        };
        self.run(device, &save, &[])?;
        Ok(())
    }

    fn void(&mut self, device: usize) -> Result<()> {
        let Some(id) = self.any(device, &Kind::Visit)? else {
            return Ok(());
        };
        let Some(held) = self.device(device)?.phone.record(id)? else {
            return Ok(());
        };
        self.remember(|| format!("device {device}: voids visit {id}"));
        let reason = "重复".to_owned();
        let act = Act::Void { reason };
        self.raw(device, (Some(id), Kind::Visit, held.shown.area), act)
    }

    /// What a mistaken version might save: the server has to set it aside, and nothing else with it.
    fn poison(&mut self, device: usize) -> Result<()> {
        let grid = code(self.chance.pick(&GRIDS).copied().unwrap_or_default())?;
        let words = self.words();
        let household = self.any(device, &Kind::Household)?;
        let mut fields = Fields::of(&Visit::routine(
            household.unwrap_or(RecordId(uuid::Uuid::nil())),
            self.now,
        ));
        let (subject, act) = match self.chance.below(24) {
            0..=5 => {
                fields.0.insert("outcome".to_owned(), json!(5));
                ((None, Kind::Visit, grid), Act::Create(fields))
            }
            6..=8 => {
                let long = "长".repeat(2_001);
                fields.0.insert("remarks".to_owned(), json!(long));
                ((None, Kind::Visit, grid), Act::Create(fields))
            }
            9..=15 => {
                fields.0.insert("remarks".to_owned(), json!(words));
                ((None, Kind::Visit, grid), Act::Create(fields))
            }
            16..=22 => {
                let edit = Fields([("remarks".to_owned(), json!(words))].into());
                ((None, Kind::Visit, grid), Act::Edit(edit))
            }
            _ => {
                let large = "大".repeat(25_000);
                fields.0.insert("remarks".to_owned(), json!(large));
                ((None, Kind::Visit, grid), Act::Create(fields))
            }
        };
        self.remember(|| format!("device {device}: something that cannot count"));
        self.raw(device, subject, act)
    }

    /// What a newer version might save: kept and passed on.
    fn newer_version(&mut self, device: usize) -> Result<()> {
        let words = self.words();
        let Some(household) = self.any(device, &Kind::Household)? else {
            return Ok(());
        };
        let Some(held) = self.device(device)?.phone.record(household)? else {
            return Ok(());
        };
        let area = held.shown.area;
        self.remember(|| format!("device {device}: as a newer version would, {words}"));
        match self.chance.below(3) {
            0 => {
                let fields = Fields([("height".to_owned(), json!(words))].into());
                let subject = (None, Kind::Other("drone".to_owned()), area);
                self.raw(device, subject, Act::Create(fields))
            }
            1 => {
                let fields = Fields([("roof".to_owned(), json!(words))].into());
                let subject = (Some(household), Kind::Household, area);
                self.raw(device, subject, Act::Edit(fields))
            }
            _ => {
                let subject = (Some(household), Kind::Household, area);
                let act = Act::Other(json!({"split": {"into": words}}));
                self.raw(device, subject, act)
            }
        }
    }

    fn resend(&mut self, device: usize) -> Result<()> {
        let aside = self.set_aside_on(device)?;
        if let Some(record) = self.chance.pick(&aside).copied() {
            self.remember(|| format!("device {device}: sends {record} again"));
            self.run(device, &Resend { record }, &[])?;
        }
        Ok(())
    }

    /// The records of which something was set aside on a device.
    pub(super) fn set_aside_on(&mut self, device: usize) -> Result<Vec<RecordId>> {
        let own = self.device(device)?.phone.own_changes(0)?;
        let aside = own.iter().filter(|own| own.fate == Fate::Quarantined);
        let mut records: Vec<RecordId> = aside.map(|own| own.record).collect();
        records.dedup();
        Ok(records)
    }

    /// Runs a command. What it answered as saved is remembered as a promise, and must be on the screen with what was typed.
    pub(super) fn run<C: Command>(
        &mut self,
        device: usize,
        command: &C,
        typed: &[(&str, Value)],
    ) -> Result<()> {
        let hasty = self.sabotage == Some(Sabotage::SavedBeforeCommit) && self.chance.one_in(8);
        let before = if hasty {
            Some(self.device(device)?.phone.copy()?)
        } else {
            None
        };
        let cut = self.maybe_cut(device)?;
        let now = self.now;
        let place = device;
        let device = self.device(place)?;
        let full = device.full;
        let (result, wishes) = device.at(now).call(command);
        match result {
            Ok(_) => {
                let saved = self.keep_promises(place)?;
                if let (Some(record), false) = (saved, typed.is_empty()) {
                    self.is_shown(place, record, typed)?;
                }
            }
            // Said, and nothing was saved.
            Err(Error::StorageFull) if full => self.nothing_saved(place)?,
            Err(Error::Internal(_)) if cut => self.nothing_saved(place)?,
            Err(
                Error::NotFound | Error::Invalid(_) | Error::CareLocked | Error::Refused { .. },
            ) => self.nothing_saved(place)?,
            Err(error) => bail!("device {place}: {} failed: {error:?}", C::NAME),
        }
        if let Some(before) = before {
            let seed = self.chance.next();
            let device = self.device(place)?;
            let copy = super::device::PhoneCopy {
                data: before,
                damaged: device.damaged,
                credential: device.credential.clone(),
            };
            return self.device(place)?.put_back(&copy, now, seed);
        }
        self.unless_cut(place, cut, wishes)
    }

    fn raw(
        &mut self,
        place: usize,
        subject: (Option<RecordId>, Kind, domain::AreaCode),
        act: Act,
    ) -> Result<()> {
        let cut = self.maybe_cut(place)?;
        let now = self.now;
        match self.device(place)?.at(now).save_act(subject, None, act) {
            Ok((_, wishes)) => {
                self.keep_promises(place)?;
                self.unless_cut(place, cut, wishes)
            }
            Err(_) => {
                self.nothing_saved(place)?;
                self.unless_cut(place, cut, Vec::new())
            }
        }
    }

    /// Remembers what a device has saved since it was looked at last; its record.
    fn keep_promises(&mut self, place: usize) -> Result<Option<RecordId>> {
        let device = self.device(place)?;
        let fresh = device.phone.own_changes(device.seen)?;
        device.seen = device.phone.last_count()?;
        let record = fresh.first().map(|own| own.record);
        for own in fresh {
            self.counts.saved += 1;
            self.promises.add(own.id, place, own.record);
        }
        Ok(record)
    }

    fn nothing_saved(&mut self, place: usize) -> Result<()> {
        let device = self.device(place)?;
        let fresh = device.phone.own_changes(device.seen)?;
        ensure!(
            fresh.is_empty(),
            "device {place} refused to save, and saved"
        );
        Ok(())
    }

    fn is_shown(&mut self, place: usize, record: RecordId, typed: &[(&str, Value)]) -> Result<()> {
        let held = self.device(place)?.phone.record(record)?;
        for (field, value) in typed {
            let shown = held.as_ref().and_then(|held| held.shown.fields.get(field));
            ensure!(
                shown == Some(value),
                "device {place} does not show {field} of {record} as it was saved"
            );
        }
        Ok(())
    }

    /// Somebody turns a device's clock, or its battery ran out and it woke up elsewhere in time.
    pub(super) fn turn_clock(&mut self, place: usize) -> Result<()> {
        let hours = [0, 0, -72, -1, 2, 24, 40 * 24];
        let ahead = Duration::hours(self.chance.pick(&hours).copied().unwrap_or(0));
        self.remember(|| format!("device {place}: its clock is {} h ahead", ahead.num_hours()));
        self.device(place)?.ahead = ahead;
        Ok(())
    }

    /// A device's disk fills up, or has room again.
    pub(super) fn toggle_disk(&mut self, place: usize) -> Result<()> {
        let full = !self.device(place)?.full;
        self.remember(|| format!("device {place}: full is {full}"));
        let device = self.device(place)?;
        device.full = full;
        device.phone.limit_growth(full.then_some(0))?;
        Ok(())
    }
}
