//! A phone or the office's PC in a run: the client without a host, its clock, its credential, and copies of its store.

use anyhow::Result;
use chrono::{DateTime, Duration, Utc};
use client::simulation::{Phone, Wish};
use protocol::EnrollReply;

/// A copy of a phone's store, with the credential of that time.
#[derive(Clone)]
pub(super) struct PhoneCopy {
    pub(super) data: Vec<u8>,
    pub(super) damaged: bool,
    pub(super) credential: EnrollReply,
}

/// A device of a run.
pub(super) struct Device {
    pub(super) phone: Phone,
    pub(super) credential: EnrollReply,
    /// How far its clock is ahead.
    pub(super) ahead: Duration,
    /// Counts its starts: what was under way in an earlier one is not heard.
    pub(super) life: u32,
    /// The highest count of its changes that was looked at.
    pub(super) seen: u64,
    pub(super) copies: Vec<PhoneCopy>,
    /// Its disk has no room.
    pub(super) full: bool,
    /// Rows of its store were lost.
    pub(super) damaged: bool,
    /// The secret it was enrolled with.
    pub(super) recovery: String,
}

impl Device {
    pub(super) fn new(
        credential: EnrollReply,
        recovery: String,
        now: DateTime<Utc>,
        seed: u64,
    ) -> Result<Self> {
        Ok(Self {
            phone: Phone::enrolled(credential.clone(), now, seed)?,
            credential,
            ahead: Duration::zero(),
            life: 0,
            seen: 0,
            copies: Vec::new(),
            full: false,
            damaged: false,
            recovery,
        })
    }

    /// Puts the phone's clock to what it says at this moment.
    pub(super) fn at(&mut self, now: DateTime<Utc>) -> &mut Phone {
        self.phone.set_clock(now + self.ahead);
        &mut self.phone
    }

    /// Killed and opened again.
    pub(super) fn restart(&mut self, now: DateTime<Utc>) -> Result<Vec<Wish>> {
        self.life += 1;
        self.phone.set_clock(now + self.ahead);
        Ok(self.phone.restart()?)
    }

    pub(super) fn take_copy(&mut self) -> Result<()> {
        let copy = PhoneCopy {
            data: self.phone.copy()?,
            damaged: self.damaged,
            credential: self.credential.clone(),
        };
        self.copies.push(copy);
        Ok(())
    }

    /// Goes on with an old copy, as a phone restored from a backup does.
    pub(super) fn put_back(
        &mut self,
        copy: &PhoneCopy,
        now: DateTime<Utc>,
        seed: u64,
    ) -> Result<()> {
        self.phone = Phone::of_copy(&copy.data, copy.credential.clone(), now, seed)?;
        self.credential = copy.credential.clone();
        self.life += 1;
        self.full = false;
        self.damaged = copy.damaged;
        self.seen = self.phone.last_count()?;
        Ok(())
    }

    /// Is it waiting for a person to enrol it again?
    pub(super) fn is_signed_out(&self) -> Result<bool> {
        Ok(self.phone.light()?.state == client::LightState::SignedOut)
    }
}
