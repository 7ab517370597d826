//! What must be so: at every step for a device by chance, and of everything once the storm is over and all is quiet.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result, bail, ensure};
use chrono::Duration;
use client::commands::Resend;
use client::simulation::{Fate, OwnChange, Reached};
use domain::circle::{Circle, Holder};
use domain::{Act, ChangeId, Kind, Record, RecordId, Scope, fold};
use protocol::Status;

use super::settled::{TOWN, code};
use super::world::World;

/// Longer than the longest pause between two tries, so that no hand is needed.
const PATIENCE_MINUTES: i64 = 40;
/// A fork may come to light only after another was healed.
const ROUNDS: u32 = 8;

/// How strictly the server has to know of what was set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Strictness {
    /// A restored server may have forgotten it; the phone has it.
    OnPhone,
    /// It was sent again, so the server has it too.
    OnServer,
}

impl World {
    /// Looks at one device as it is now.
    pub(super) fn check_device(&mut self, place: usize) -> Result<()> {
        let phone = &self.devices.get(place).context("a device")?.phone;
        if phone.epoch()? != self.town.epoch()? {
            // It has not heard of the restored server yet.
            return Ok(());
        }
        let recent = phone.last_count()?.saturating_sub(5);
        for own in phone.own_changes(recent)? {
            self.receipt_agrees(place, &own)?;
        }
        self.bytes_agree(place)?;
        let device = self.devices.get(place).context("a device")?;
        self.check_agreement(place)?;
        if device.damaged && (self.stormy || device.is_signed_out()?) {
            // It may not have looked yet, or nobody tells it any more.
            return Ok(());
        }
        let confirmed = phone.confirmed()?;
        for (scope, reached) in phone.cursors()? {
            let Reached::Tail(seq) = reached else {
                continue;
            };
            for logged in self.town.log.iter().filter(|logged| logged.seq <= seq) {
                let change = &logged.change;
                // A dispute may have moved to another scope since; at the end every record is compared.
                if scope.covers(&change.kind, &change.area) && change.kind != Kind::Dispute {
                    let have = confirmed.get(&change.record).copied();
                    ensure!(
                        have >= Some(logged.seq),
                        "device {place} is past {} in {scope} and has {have:?} of {}",
                        seq.0,
                        change.record
                    );
                }
            }
        }
        Ok(())
    }

    /// What a phone believes to be received, the server has, at the same place.
    pub(super) fn receipt_agrees(&self, place: usize, own: &OwnChange) -> Result<()> {
        if !matches!(own.fate, Fate::Received | Fate::Folded) {
            return Ok(());
        }
        let there = self.town.receipt(own.id)?.and_then(|status| status.seq());
        let Some(there) = there else {
            bail!(
                "device {place} believes that {} was received; the server has {:?}",
                own.id,
                self.town.receipt(own.id)?
            );
        };
        let here = own.outcome.as_ref().and_then(Status::seq);
        ensure!(
            own.fate == Fate::Folded || here == Some(there),
            "device {place} has another receipt of {} than the server: {here:?}, {there:?}",
            own.id
        );
        Ok(())
    }

    /// The end of a run: everything heals, comes to rest, and must be in order.
    pub(super) fn end(&mut self) -> Result<()> {
        self.heal()?;
        // What a restored server asks for again of care files waits for the second PIN; everything else must need nobody.
        for place in 0..self.devices.len() {
            self.open_care(place)?;
        }
        self.outboxes_drain_by_themselves()?;
        for place in 0..self.devices.len() {
            self.restart(place)?;
            self.open_care(place)?;
        }
        self.come_to_rest()?;
        self.check_everything(Strictness::OnPhone)?;
        // Twice: of two clones the first may be refused what the second one's sending makes possible.
        for _ in 0..2 {
            for place in 0..self.devices.len() {
                for record in self.set_aside_on(place)? {
                    self.run(place, &Resend { record }, &[])?;
                }
            }
            self.come_to_rest()?;
        }
        self.check_everything(Strictness::OnServer)?;
        self.counts.released = u64::try_from(self.promises.released())?;
        self.counts.logged = u64::try_from(self.town.log.len())?;
        Ok(())
    }

    /// Without a hand: the engine's own timers are enough, whatever the storm left behind.
    fn outboxes_drain_by_themselves(&mut self) -> Result<()> {
        for _ in 0..PATIENCE_MINUTES {
            self.pass(Duration::minutes(1))?;
            if self.unsent().is_ok() {
                return Ok(());
            }
        }
        self.unsent()
    }

    /// Is there a device that keeps something unsent, though nothing stands in its way?
    fn unsent(&self) -> Result<()> {
        for (place, device) in self.devices.iter().enumerate() {
            let light = device.phone.light()?;
            ensure!(
                light.unsent == 0 || device.is_signed_out()?,
                "device {place} keeps {} unsent and does not try by itself",
                light.unsent
            );
        }
        Ok(())
    }

    fn come_to_rest(&mut self) -> Result<()> {
        for _ in 0..ROUNDS {
            let mut rests = Ok(());
            for _ in 0..PATIENCE_MINUTES {
                self.pass(Duration::minutes(1))?;
                rests = self.rests();
                if rests.is_ok() {
                    break;
                }
            }
            rests?;
            let mut out = Vec::new();
            for (place, device) in self.devices.iter().enumerate() {
                let may_return = !self
                    .town
                    .areas_of(device.phone.member(), self.now)?
                    .is_empty();
                if may_return && device.is_signed_out()? {
                    out.push(place);
                }
            }
            if out.is_empty() {
                return Ok(());
            }
            for place in out {
                self.enroll_again(place)?;
                self.open_care(place)?;
            }
        }
        bail!("devices have to be enrolled again and again")
    }

    /// Does every device that the server knows stand where the server stands?
    fn rests(&self) -> Result<()> {
        let (epoch, head) = (self.town.epoch()?, self.town.head());
        for (place, device) in self.devices.iter().enumerate() {
            if device.is_signed_out()? {
                continue;
            }
            let phone = &device.phone;
            let (light, there) = (phone.light()?, phone.epoch()?);
            ensure!(
                there == epoch,
                "device {place} does not learn of the new history"
            );
            ensure!(
                light.unsent == 0,
                "device {place} keeps {} unsent",
                light.unsent
            );
            for (scope, reached) in phone.cursors()? {
                ensure!(
                    reached == Reached::Tail(head),
                    "device {place} stays at {reached:?} of {} in {scope}",
                    head.0
                );
            }
            self.bytes_rest(place)?;
            self.openings_are_noted(place)?;
        }
        Ok(())
    }

    fn check_everything(&mut self, strictness: Strictness) -> Result<()> {
        self.check_fold()?;
        for place in 0..self.devices.len() {
            self.check_device(place)?;
            self.check_replica(place)?;
        }
        self.check_pictures()?;
        self.check_audit()?;
        self.check_promises(strictness)
    }

    /// The server's records are the fold of its log.
    fn check_fold(&self) -> Result<()> {
        let mut folded: BTreeMap<RecordId, Record> = BTreeMap::new();
        for logged in &self.town.log {
            let id = logged.change.record;
            let before = folded.remove(&id);
            let (after, _) = fold::confirm(before, logged)
                .with_context(|| format!("change {} does not fold", logged.change.id))?;
            folded.insert(id, after);
        }
        let stored = self.town.records(&everything()?)?;
        ensure!(
            folded.len() == stored.len(),
            "the server has {} records of {}",
            stored.len(),
            folded.len()
        );
        for (id, record) in &folded {
            same("the server", record, stored.get(id))?;
            self.check_circle(record)?;
        }
        for logged in &self.town.log {
            let change = &logged.change;
            let (Act::Create(written) | Act::Edit(written)) = &change.act else {
                continue;
            };
            let record = folded.get(&change.record).context("a folded record")?;
            for (field, value) in &written.0 {
                let is_held = record.holds(field, value);
                ensure!(is_held, "{field} of {} is out of reach", change.id);
            }
        }
        Ok(())
    }

    /// Who holds a file is who its record says.
    fn check_circle(&self, record: &Record) -> Result<()> {
        let (circle, now, id) = (Circle::of(record), self.now, record.id);
        let holds = circle.until.is_none_or(|until| now < until);
        let wanted: BTreeSet<Holder> = circle.holders.into_iter().filter(|_| holds).collect();
        let rows = self.town.look(move |view| view.grants_on_file(id))?;
        let open = rows
            .into_iter()
            .filter(|row| row.to_at.is_none_or(|to| now < to));
        let held: BTreeSet<Holder> = open.map(|row| row.holder).collect();
        ensure!(
            held == wanted,
            "{id} is held by {held:?}, its circle is {wanted:?}"
        );
        Ok(())
    }

    /// A device holds exactly what its user may see, as the server has it; and of the rest only its own unsent work.
    fn check_replica(&self, place: usize) -> Result<()> {
        let device = self.devices.get(place).context("a device")?;
        if device.is_signed_out()? {
            return Ok(());
        }
        let phone = &device.phone;
        let rights = self.town.rights_of(phone.device(), self.now)?;
        let scopes: Vec<Scope> = phone.cursors()?.into_keys().collect();
        ensure!(
            scopes == rights,
            "device {place} holds {scopes:?} with the rights {rights:?}"
        );
        self.has_noticed(place)?;
        let mut there = self.town.records(&rights)?;
        self.check_bytes_of(place, &there)?;
        let own = phone.own_changes(0)?;
        for held in phone.records()? {
            let id = held.shown.id;
            let who = format!("device {place}");
            ensure!(!held.is_stale, "{who} still shows {id} of an old history");
            match (held.confirmed, there.remove(&id)) {
                (Some(confirmed), known) => same(&who, &confirmed, known.as_ref())?,
                (None, known) => {
                    ensure!(known.is_none(), "{who} lacks what the server has of {id}");
                    let waits = |own: &&OwnChange| {
                        own.record == id && matches!(own.fate, Fate::Waiting | Fate::Quarantined)
                    };
                    ensure!(
                        own.iter().any(|own| waits(&own)),
                        "{who} holds {id}, which is neither in its scopes nor its own to send"
                    );
                }
            }
        }
        match there.keys().next() {
            Some(id) => bail!("device {place} lacks {id}"),
            None => Ok(()),
        }
    }

    /// Every promise is kept in exactly one place.
    fn check_promises(&self, strictness: Strictness) -> Result<()> {
        let mut on_phones: BTreeMap<ChangeId, Vec<(usize, bool, OwnChange)>> = BTreeMap::new();
        for (place, device) in self.devices.iter().enumerate() {
            let connected = !device.is_signed_out()?;
            for own in device.phone.own_changes(0)? {
                let entry = on_phones.entry(own.id).or_default();
                entry.push((place, connected, own));
            }
        }
        let aside = self.town.set_aside()?;
        for (id, promise) in self.promises.binding() {
            let status = self.town.receipt(id)?;
            let logged = self.town.log.iter().filter(|l| l.change.id == id).count();
            let by = promise.by;
            let phones = on_phones.get(&id).map(Vec::as_slice).unwrap_or_default();
            match status.as_ref().map(Status::seq) {
                Some(Some(_)) => {
                    ensure!(
                        logged == 1,
                        "{id} of device {by}: {logged} times in the log"
                    );
                }
                Some(None) => ensure!(
                    logged == 0 && aside.contains(&id),
                    "{id} of device {by} was set aside and is not there"
                ),
                None => ensure!(
                    logged == 0 && !phones.is_empty(),
                    "{id} of device {by} (record {}) is nowhere",
                    promise.record
                ),
            }
            let received = matches!(status.as_ref().map(Status::seq), Some(Some(_)));
            for (place, connected, own) in phones.iter().filter(|(_, connected, _)| *connected) {
                let fits = match own.fate {
                    Fate::Received | Fate::Folded => received,
                    Fate::Waiting => !connected,
                    Fate::Quarantined => {
                        !received && (status.is_some() || strictness == Strictness::OnPhone)
                    }
                    Fate::Replaced => true,
                };
                ensure!(
                    fits || strictness == Strictness::OnPhone && own.fate == Fate::Quarantined,
                    "{id} is {:?} on device {place}, and for the server {status:?}",
                    own.fate
                );
            }
        }
        Ok(())
    }
}

fn everything() -> Result<Vec<Scope>> {
    use domain::DataClass::{Care, Case, Household, Public, SensitiveCase};
    let town = code(TOWN)?;
    Ok([Public, Household, Case, SensitiveCase, Care]
        .into_iter()
        .map(|class| Scope::new(class, town.clone()))
        .collect())
}

fn same(who: &str, here: &Record, there: Option<&Record>) -> Result<()> {
    let Some(there) = there else {
        bail!("{who} holds {} ({}), which it must not", here.id, here.area);
    };
    ensure!(
        here == there,
        "{who} has {} otherwise:\n  {}\n  {}",
        here.id,
        serde_json::to_string(here)?,
        serde_json::to_string(there)?
    );
    Ok(())
}
