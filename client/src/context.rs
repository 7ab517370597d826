//! What a command is given: the open store, who works here, the corrected clock, fresh ids; and what it leaves behind for the
//! backend to tell the screens and the sync engine.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use domain::{AreaCode, DataClass, Kind, Role};
use rusqlite::Connection;
use uuid::Uuid;

use crate::calendar;
use crate::error::Error;
use crate::event::SyncLight;
use crate::host::Services;
use crate::profile::Profile;
use crate::store::{Store, cursors};
use crate::sync::Why;

/// Where times and ids come from.
pub(crate) trait Origin {
    /// What the device's clock says.
    fn now(&self) -> DateTime<Utc>;
    /// An id that nothing else has.
    fn new_id(&self) -> Result<Uuid, Error>;
    /// Fresh random bytes.
    fn random(&self) -> Result<[u8; 32], Error>;
}

impl Origin for Services {
    fn now(&self) -> DateTime<Utc> {
        Self::now(self)
    }

    fn new_id(&self) -> Result<Uuid, Error> {
        Self::new_id(self)
    }

    fn random(&self) -> Result<[u8; 32], Error> {
        Self::random(self)
    }
}

/// The share of the allowed space, in percent, from which the person is warned and photos are refused.
const SPACE_LOW_PERCENT: u64 = 80;

/// Does the space run low? Used and allowed, bytes.
pub(crate) fn is_space_low((used, quota): (u64, u64)) -> bool {
    used.saturating_mul(100) >= quota.saturating_mul(SPACE_LOW_PERCENT)
}

/// The surroundings of one command.
pub(crate) struct Context<'a> {
    pub(crate) store: &'a mut Store,
    pub(crate) profile: &'a Profile,
    pub(crate) origin: &'a dyn Origin,
    /// The header's light as it is now.
    pub(crate) light: SyncLight,
    /// Space used and allowed, when the platform told.
    pub(crate) space: Option<(u64, u64)>,
    /// The kinds that changed: the backend tells the screens after the commit.
    pub(crate) changed: BTreeSet<Kind>,
    /// Why the sync engine should look, if it should.
    pub(crate) wake: Option<Why>,
}

impl Context<'_> {
    /// The store's connection.
    pub(crate) fn db(&self) -> &Connection {
        self.store.db()
    }

    /// What the device's clock says; goes into changes as it is.
    pub(crate) fn phone_now(&self) -> DateTime<Utc> {
        self.origin.now()
    }

    /// The time, with the phone's clock put right.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.origin.now() + Duration::milliseconds(self.store.offset_ms())
    }

    /// The local day, with the phone's clock put right.
    pub(crate) fn today(&self) -> NaiveDate {
        calendar::day_of(self.now())
    }

    pub(crate) fn new_id(&self) -> Result<Uuid, Error> {
        self.origin.new_id()
    }

    /// The areas this member works in now: rights may have moved since the enrolment.
    pub(crate) fn areas(&self) -> Result<Vec<AreaCode>, Error> {
        areas(self.store.db(), self.profile)
    }

    pub(crate) fn role(&self) -> Role {
        self.profile.role
    }
}

/// The areas whose households this device holds; those of the enrolment for a member without households.
pub(crate) fn areas(db: &Connection, profile: &Profile) -> Result<Vec<AreaCode>, Error> {
    let held: Vec<AreaCode> = cursors::all(db)?
        .into_keys()
        .filter(|scope| scope.class == DataClass::Household)
        .map(|scope| scope.area)
        .collect();
    if held.is_empty() {
        return Ok(profile.areas.clone());
    }
    Ok(held)
}
