//! Photos in a run: taken with a visit, sent behind its words, looked at by others; and what must be true of their bytes.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use client::commands::{Part, PutBlob, ReadBlob, SaveVisit};
use client::simulation::Sent;
use domain::{Attachment, AttachmentKind, Kind, Record, Visit, attachment};
use serde_json::json;

use super::world::World;

/// A picture is larger than the smallest part, so that some go in several.
const LEAST: u64 = 2_000;
const SPREAD: u64 = 20_000;

/// A photo that was saved with a visit.
#[derive(Debug, Clone)]
pub(super) struct Picture {
    /// The device that took it.
    by: usize,
    bytes: Vec<u8>,
    /// Every place that held its bytes was destroyed by a disaster of the run.
    released: bool,
}

/// All of them, by their hash.
pub(super) type Pictures = BTreeMap<String, Picture>;

/// The smallest thing that a server takes for a JPEG, filled up with what does not repeat.
fn jpeg(seed: u64, size: u64) -> Vec<u8> {
    let mut bytes = b"\xff\xd8\xff\xe0\0\x07JFIF\0\xff\xc0\0\x04\0\0\xff\xda\0\x04\0\0".to_vec();
    let mut noise = super::chance::Chance::new(seed);
    while (bytes.len() as u64) < size {
        bytes.extend(noise.next().to_le_bytes().map(|byte| byte & 0x7f));
    }
    bytes.extend_from_slice(b"\xff\xd9");
    bytes
}

impl World {
    /// A visit with a photo.
    pub(super) fn visit_with_picture(&mut self, device: usize) -> Result<()> {
        let Some(household) = self.any(device, &Kind::Household)? else {
            return Ok(());
        };
        let (seed, size) = (self.chance.next(), LEAST + self.chance.below(SPREAD));
        let (bytes, small) = (jpeg(seed, size), self.chance.one_in(2));
        let Some(photo) = self.take_picture(device, &bytes, small)? else {
            return Ok(());
        };
        let remarks = self.words();
        let hash = photo.hash.clone();
        self.remember(|| format!("device {device}: a visit with photo {hash:.8}, {remarks}"));
        let visit = Visit {
            met: Some("本人".to_owned()),
            remarks: Some(remarks.clone()),
            attachments: vec![photo],
            ..Visit::routine(household, self.now)
        };
        let before = self.counts.saved;
        let save = SaveVisit { id: None, visit };
        self.run(device, &save, &[("remarks", json!(remarks))])?;
        if self.counts.saved > before {
            let picture = Picture {
                by: device,
                bytes,
                released: false,
            };
            if self.chance.one_in(16) {
                self.remember(|| format!("the server's disk cannot take photo {hash:.8}"));
                self.town.sick.insert(hash.clone());
            }
            self.pictures.insert(hash, picture);
        }
        Ok(())
    }

    /// Keeps the bytes on the device; nothing when it has no room or no power for them.
    fn take_picture(
        &mut self,
        device: usize,
        bytes: &[u8],
        has_small: bool,
    ) -> Result<Option<Attachment>> {
        let small = if has_small { jpeg(1, 60) } else { Vec::new() };
        let put = PutBlob {
            kind: AttachmentKind::Photo,
            media_type: "image/jpeg".to_owned(),
            content: STANDARD.encode(bytes),
            thumbnail: STANDARD.encode(small),
            width: Some(1600),
            height: Some(1200),
            seconds: None,
        };
        let cut = self.maybe_cut(device)?;
        let now = self.now;
        let (result, wishes) = self.device(device)?.at(now).call(&put);
        let life = self.device(device)?.life;
        self.unless_cut(device, cut, wishes)?;
        // The form did not survive a loss of power.
        let goes_on = self.device(device)?.life == life;
        Ok(result.ok().filter(|_| goes_on))
    }

    /// Somebody looks at a photo of a visit.
    pub(super) fn look_at_picture(&mut self, device: usize) -> Result<()> {
        let Some(id) = self.any(device, &Kind::Visit)? else {
            return Ok(());
        };
        let Some(held) = self.device(device)?.phone.record(id)? else {
            return Ok(());
        };
        let named = attachment::of(&held.shown.fields);
        let Some(hash) = self.chance.pick(&named).map(|named| named.hash.clone()) else {
            return Ok(());
        };
        let part = if self.chance.one_in(3) {
            Part::Thumbnail
        } else {
            Part::Whole
        };
        self.remember(|| format!("device {device}: looks at photo {hash:.8}, {part:?}"));
        let now = self.now;
        let read = ReadBlob {
            hash: hash.clone(),
            part,
        };
        let cut = self.maybe_cut(device)?;
        let (result, wishes) = self.device(device)?.at(now).call(&read);
        if let (Ok(shown), Part::Whole, Some(picture)) = (result, part, self.pictures.get(&hash)) {
            ensure!(
                STANDARD.decode(shown.content)? == picture.bytes,
                "device {device} shows other bytes as photo {hash}"
            );
        }
        self.unless_cut(device, cut, wishes)
    }

    /// After a disaster: bytes that nobody holds any more cannot be asked for.
    pub(super) fn release_lost_pictures(&mut self) -> Result<()> {
        let mut held = BTreeSet::new();
        for device in &self.devices {
            held.extend(device.phone.bytes_here()?);
        }
        let mut lost = Vec::new();
        for (hash, picture) in &self.pictures {
            let is_kept = held.contains(hash) || self.town.whole_bytes(hash)?.is_some();
            if !picture.released && !is_kept {
                lost.push(hash.clone());
            }
        }
        for hash in lost {
            if let Some(picture) = self.pictures.get_mut(&hash) {
                picture.released = true;
            }
        }
        Ok(())
    }

    /// What a phone believes to be received of bytes, the server has.
    pub(super) fn bytes_agree(&self, place: usize) -> Result<()> {
        let phone = &self.devices.get(place).context("a device")?.phone;
        for (hash, sent) in phone.uploads()? {
            let is_there = sent != Sent::Received || self.town.whole_bytes(&hash)?.is_some();
            ensure!(
                is_there,
                "device {place} believes that photo {hash} was received"
            );
        }
        Ok(())
    }

    /// Nothing is on its way that could have arrived.
    pub(super) fn bytes_rest(&self, place: usize) -> Result<()> {
        let device = self.devices.get(place).context("a device")?;
        let phone = &device.phone;
        for (hash, sent) in phone.uploads()? {
            let waits = sent == Sent::Waiting && self.is_due(&hash, Some(place))?;
            ensure!(!waits, "device {place} does not send photo {hash}");
        }
        for hash in phone.bytes_wanted()? {
            let is_due = self.town.gives_bytes(phone.device(), &hash, self.now)?;
            ensure!(!is_due, "device {place} does not fetch photo {hash}");
        }
        Ok(())
    }

    /// Does a change in the log name these bytes, one of this device's member, and can the server take them?
    fn is_due(&self, hash: &str, by: Option<usize>) -> Result<bool> {
        let member = match by {
            Some(place) => Some(self.devices.get(place).context("a device")?.phone.member()),
            None => None,
        };
        if self.town.sick.contains(hash) {
            return Ok(false);
        }
        Ok(self.town.log.iter().any(|logged| {
            let is_whose = member.is_none_or(|member| logged.change.author == member);
            let mut named = attachment::named_by(&logged.change.act).into_iter();
            is_whose && named.any(|named| named.hash == hash)
        }))
    }

    /// A device is given the bytes of what it may see, and of nothing else; and it holds no others but its own.
    pub(super) fn check_bytes_of(
        &self,
        place: usize,
        seen: &BTreeMap<domain::RecordId, Record>,
    ) -> Result<()> {
        let phone = &self.devices.get(place).context("a device")?.phone;
        let all = seen.values().flat_map(|record| {
            let now = attachment::of(&record.fields);
            now.into_iter().map(|named| named.hash)
        });
        let seen: BTreeSet<String> = all.collect();
        for hash in self.pictures.keys() {
            let gives = self.town.gives_bytes(phone.device(), hash, self.now)?;
            let may = seen.contains(hash) && self.town.whole_bytes(hash)?.is_some();
            ensure!(
                gives == may,
                "device {place} and photo {hash}: may see it {may}, is given it {gives}"
            );
        }
        let own: BTreeSet<String> = phone.uploads()?.into_iter().map(|(hash, _)| hash).collect();
        for hash in phone.bytes_here()? {
            ensure!(
                own.contains(&hash) || seen.contains(&hash),
                "device {place} keeps photo {hash}, which it may not see"
            );
        }
        Ok(())
    }

    /// The bytes of every photo that a stored visit names are on the server, unless whoever has them cannot send.
    pub(super) fn check_pictures(&self) -> Result<()> {
        for (hash, picture) in &self.pictures {
            if let Some(there) = self.town.whole_bytes(hash)? {
                ensure!(there == picture.bytes, "photo {hash} has other bytes");
                continue;
            }
            if picture.released || !self.is_due(hash, None)? {
                continue;
            }
            let mut holders = 0;
            for (place, device) in self.devices.iter().enumerate() {
                if !device.phone.bytes_here()?.contains(hash) {
                    continue;
                }
                holders += 1;
                let can_send = !device.is_signed_out()? && self.is_due(hash, Some(place))?;
                let sends = device.phone.uploads()?.iter().any(|(own, _)| own == hash);
                ensure!(
                    !(can_send && sends),
                    "device {place} has photo {hash}, and the server does not"
                );
            }
            let by = picture.by;
            ensure!(holders > 0, "photo {hash} of device {by} is nowhere");
        }
        Ok(())
    }
}
