//! Looks into care files: each that a phone noted stands in the server's audit log once, whatever became of answers, phones and the server.

use anyhow::{Context as _, Result, ensure};
use client::commands::{OpenCareFile, ShowCareFile};
use domain::Kind;

use super::world::World;

impl World {
    /// A person looks into a care file on a device, masked or whole.
    pub(super) fn look_into_file(&mut self, device: usize) -> Result<()> {
        let Some(id) = self.any(device, &Kind::PersonFile)? else {
            return Ok(());
        };
        let is_full = self.chance.one_in(2);
        self.remember(|| format!("device {device}: looks into care file {id}, whole {is_full}"));
        if is_full {
            self.run(device, &ShowCareFile { id }, &[])
        } else {
            self.run(device, &OpenCareFile { id }, &[])
        }
    }

    /// Nothing that a device noted is untold, and the server has what was told.
    pub(super) fn openings_are_noted(&self, place: usize) -> Result<()> {
        let device = self.devices.get(place).context("a device")?;
        for (opening, is_told) in device.phone.openings()? {
            ensure!(is_told, "device {place} does not tell of opening {opening}");
            let noted = self.town.look(move |view| view.told(opening.0))?.is_some();
            ensure!(
                noted,
                "the server has no opening {opening} of device {place}"
            );
        }
        Ok(())
    }

    /// Each opening has its own entry in the audit log.
    pub(super) fn check_audit(&self) -> Result<()> {
        let (entries, openings) = self.town.look(|view| {
            let (mut entries, mut openings) = (0_usize, std::collections::BTreeSet::new());
            view.each_audit(&mut |row| {
                if row.act == "open_file" {
                    entries += 1;
                    let about: serde_json::Value =
                        serde_json::from_str(&row.about).unwrap_or_default();
                    openings.insert(about.get("opening").map(ToString::to_string));
                }
                Ok(())
            })?;
            Ok((entries, openings.len()))
        })?;
        ensure!(
            entries == openings,
            "{entries} entries tell of {openings} openings"
        );
        Ok(())
    }
}
