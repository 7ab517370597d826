//! Phone and server hold the same, and both can tell: nothing is ever put right by a comparison, unless a phone's own rows were lost.

use anyhow::{Context as _, Result, ensure};

use super::world::World;

impl World {
    /// Rows of a device's store are lost, as by a fault of its storage; it is opened again.
    pub(super) fn lose_rows(&mut self, place: usize) -> Result<()> {
        let most = 1 + self.chance.below(3);
        let device = self.device(place)?;
        let lost = device.phone.lose_records(most)?;
        if lost == 0 {
            return Ok(());
        }
        device.damaged = true;
        self.counts.rows_lost += lost;
        self.remember(|| format!("device {place}: {lost} of its records are lost"));
        self.restart(place)
    }

    /// What a device keeps up of its records is what it holds, and is not put right without a cause.
    pub(super) fn check_agreement(&self, place: usize) -> Result<()> {
        let device = self.devices.get(place).context("a device")?;
        let mended = device.phone.mended()?;
        ensure!(
            device.damaged || mended == 0,
            "{mended} records of device {place} had to be put right"
        );
        ensure!(
            device.damaged || device.phone.is_tally_right()?,
            "device {place} has lost count of its records"
        );
        Ok(())
    }

    /// At rest, a device whose rows were lost has noticed; one without any right has nothing to compare.
    pub(super) fn has_noticed(&self, place: usize) -> Result<()> {
        let device = self.devices.get(place).context("a device")?;
        ensure!(
            device.damaged || device.phone.unfolded()? == 0,
            "device {place} met a change that does not fit"
        );
        let compares = !device.phone.cursors()?.is_empty();
        ensure!(
            !compares || device.phone.is_tally_right()?,
            "device {place} did not notice what it lost"
        );
        Ok(())
    }
}
