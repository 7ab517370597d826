//! What befalls devices and the office in a run: new phones, clones, copies taken back, rights that move, a server that is restored.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result, ensure};
use client::simulation::{Fate, News};
use domain::{ChangeId, MemberId};

use super::device::Device;
use super::settled::{GRIDS, PEOPLE, code};
use super::world::World;

/// Devices of a run at the most.
const MOST_DEVICES: usize = 6;
const MOST_COPIES: usize = 3;

impl World {
    /// Something befalls the town or a device.
    pub(super) fn befall(&mut self, device: usize) -> Result<()> {
        match self.chance.below(100) {
            0..=13 => self.toggle_network(device),
            14..=21 => {
                self.remember(|| format!("device {device}: killed"));
                self.restart(device)
            }
            22..=26 => self.hear(device, News::Network),
            27..=31 => self.turn_clock(device),
            32 => self.lose_rows(device),
            33..=36 => self.toggle_disk(device),
            37..=46 => {
                self.deliver_stale();
                Ok(())
            }
            47..=53 => self.enroll_again(device),
            54..=55 => self.enroll_another(),
            56..=57 => self.clone_device(device),
            58..=63 => self.copy_device(device),
            64..=65 => self.put_device_back(device),
            66..=73 => self.move_right(),
            74..=75 => self.revoke(device),
            76..=78 => self.server_restarts(),
            79..=83 => self.copy_town(),
            84..=85 => self.restore_town(),
            86..=88 => {
                self.town.busy = !self.town.busy;
                let busy = self.town.busy;
                self.remember(|| format!("the server is busy: {busy}"));
                Ok(())
            }
            89..=90 => {
                let full = self.chance.one_in(2);
                self.remember(|| format!("the server's disk is full: {full}"));
                self.town.limit_growth(full.then_some(0))
            }
            _ => {
                let minutes = i64::try_from(self.chance.below(100)).unwrap_or(0);
                self.remember(|| format!("{minutes} minutes pass"));
                self.pass(chrono::Duration::minutes(minutes))
            }
        }
    }

    /// A member gets a device.
    pub(super) fn enroll_new(&mut self, member: MemberId) -> Result<()> {
        let recovery = format!("recovery {}", self.ticket());
        let now = self.now;
        let Some(reply) = self.town.enroll(member, None, recovery.clone(), now)? else {
            return Ok(());
        };
        let seed = self.chance.next();
        let device = Device::new(reply, recovery, now, seed)?;
        self.begin(device)
    }

    fn begin(&mut self, device: Device) -> Result<()> {
        let place = self.devices.len();
        self.devices.push(device);
        self.hear(place, News::Opened)
    }

    fn enroll_another(&mut self) -> Result<()> {
        if self.devices.len() >= MOST_DEVICES {
            return Ok(());
        }
        let Some((member, ..)) = self.chance.pick(&PEOPLE).copied() else {
            return Ok(());
        };
        self.remember(|| "another device is enrolled".to_owned());
        self.enroll_new(member)
    }

    /// A device that the server does not know any more, or not alone, is enrolled again.
    pub(super) fn enroll_again(&mut self, place: usize) -> Result<()> {
        let now = self.now;
        let device = self.device(place)?;
        if !device.is_signed_out()? {
            return Ok(());
        }
        let (member, previous) = (device.phone.member(), device.phone.device());
        let recovery = device.recovery.clone();
        let Some(reply) = self.town.enroll(member, Some(previous), recovery, now)? else {
            return Ok(());
        };
        self.remember(|| format!("device {place}: enrolled again"));
        let device = self.device(place)?;
        device.credential = reply.clone();
        device.life += 1;
        let wishes = device.at(now).enroll_again(reply)?;
        self.drive(place, wishes)
    }

    fn clone_device(&mut self, place: usize) -> Result<()> {
        if self.devices.len() >= MOST_DEVICES {
            return Ok(());
        }
        self.remember(|| format!("device {place}: cloned"));
        let (now, seed) = (self.now, self.chance.next());
        let device = self.device(place)?;
        device.take_copy()?;
        let Some(copy) = device.copies.pop() else {
            return Ok(());
        };
        let mut clone = Device::new(copy.credential.clone(), device.recovery.clone(), now, seed)?;
        clone.put_back(&copy, now, seed)?;
        self.begin(clone)
    }

    fn copy_device(&mut self, place: usize) -> Result<()> {
        let device = self.device(place)?;
        if device.copies.len() < MOST_COPIES {
            device.take_copy()?;
            self.remember(|| format!("device {place}: a copy is taken"));
        }
        Ok(())
    }

    fn put_device_back(&mut self, place: usize) -> Result<()> {
        let copies = self.device(place)?.copies.clone();
        let Some(copy) = self.chance.pick(&copies) else {
            return Ok(());
        };
        self.counts.restores += 1;
        self.remember(|| format!("device {place}: put back to an old copy"));
        let (now, seed) = (self.now, self.chance.next());
        self.device(place)?.put_back(copy, now, seed)?;
        self.release_the_lost()?;
        self.hear(place, News::Opened)
    }

    fn copy_town(&mut self) -> Result<()> {
        if self.town.copies.len() < MOST_COPIES {
            self.town.take_copy()?;
            self.remember(|| "the town's data is copied".to_owned());
        }
        Ok(())
    }

    fn restore_town(&mut self) -> Result<()> {
        let copies = self.town.copies.clone();
        let Some(copy) = self.chance.pick(&copies) else {
            return Ok(());
        };
        self.counts.restores += 1;
        self.remember(|| "the town's data is restored from a copy".to_owned());
        self.town.restore(copy)?;
        self.server_restarts()?;
        self.release_the_lost()
    }

    /// After a disaster: what nobody holds any more cannot be asked for.
    fn release_the_lost(&mut self) -> Result<()> {
        let mut held: BTreeSet<ChangeId> = BTreeSet::new();
        for device in &self.devices {
            held.extend(device.phone.own_changes(0)?.iter().map(|own| own.id));
        }
        let mut lost = Vec::new();
        for (id, _) in self.promises.binding() {
            if !held.contains(&id) && self.town.receipt(id)?.is_none() {
                lost.push(id);
            }
        }
        self.promises.release(&lost);
        self.release_lost_pictures()
    }

    /// A worker is given another grid, or loses one.
    fn move_right(&mut self) -> Result<()> {
        let workers = PEOPLE.get(1..).unwrap_or_default();
        let Some((member, _, role, _)) = self.chance.pick(workers).copied() else {
            return Ok(());
        };
        let now = self.now;
        let held = self.town.areas_of(member, now)?;
        let ends = self.chance.one_in(2);
        match self.chance.pick(&held).cloned() {
            Some(area) if ends => {
                self.remember(|| format!("member {member}: loses {area}"));
                self.town.end_grant(member, area, now)
            }
            _ => {
                let grid = self.chance.pick(&GRIDS).copied().unwrap_or_default();
                self.remember(|| format!("member {member}: is given {grid}"));
                self.town.grant(member, role, code(grid)?, now)
            }
        }
    }

    fn revoke(&mut self, place: usize) -> Result<()> {
        let (now, ends) = (self.now, self.chance.one_in(2));
        self.remember(|| format!("device {place}: its rights end: {ends}"));
        let device = self.device(place)?.phone.device();
        self.town.revoke(device, ends.then_some(now))
    }

    /// A device that would forget everything now loses nothing: the server has all of it. (Here it goes on, to be looked at in the end.)
    pub(super) fn may_be_forgotten(&mut self, place: usize) -> Result<()> {
        self.counts.forgets += 1;
        self.remember(|| format!("device {place}: would forget everything"));
        let phone = &self.devices.get(place).context("a device")?.phone;
        if phone.epoch()? != self.town.epoch()? {
            // The server was restored while its answer was on the way.
            return Ok(());
        }
        let aside = self.town.set_aside()?;
        for own in phone.own_changes(0)? {
            let is_there = match own.fate {
                Fate::Waiting => false,
                Fate::Quarantined => aside.contains(&own.id),
                Fate::Received | Fate::Folded | Fate::Replaced => true,
            };
            ensure!(
                is_there,
                "device {place} would forget {}, which the server does not have",
                own.id
            );
            self.receipt_agrees(place, &own)?;
        }
        self.openings_are_noted(place)
    }

    /// The storm is over: network, power and room for all; most rights are given back.
    pub(super) fn heal(&mut self) -> Result<()> {
        self.remember(|| "the storm is over".to_owned());
        self.town.busy = false;
        self.town.restart();
        self.town.limit_growth(None)?;
        for device in &mut self.devices {
            device.full = false;
            device.phone.limit_growth(None)?;
        }
        self.calm()?;
        let now = self.now;
        for (member, _, role, grid) in PEOPLE {
            if self.town.areas_of(member, now)?.is_empty() && self.chance.one_in(2) {
                self.town.grant(member, role, code(grid)?, now)?;
            }
        }
        for place in 0..self.devices.len() {
            if self.chance.one_in(2) {
                let device = self.device(place)?.phone.device();
                self.town.revoke(device, None)?;
            }
        }
        Ok(())
    }
}
