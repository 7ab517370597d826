//! What a command is given: the open store, who works here, the corrected clock, fresh ids; and what it leaves behind for the
//! backend to tell the screens and the sync engine.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use domain::{Kind, Role};
use rusqlite::Connection;

use crate::calendar;
use crate::error::Error;
use crate::event::SyncLight;
use crate::host::Services;
use crate::profile::Profile;
use crate::store::Store;
use crate::sync::Why;

/// The surroundings of one command.
pub(crate) struct Context<'a> {
    pub(crate) store: &'a mut Store,
    pub(crate) profile: &'a Profile,
    pub(crate) host: &'a Services,
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
        self.host.now()
    }

    /// The time, with the phone's clock put right.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.host.now() + Duration::milliseconds(self.store.offset_ms())
    }

    /// The local day, with the phone's clock put right.
    pub(crate) fn today(&self) -> NaiveDate {
        calendar::day_of(self.now())
    }

    pub(crate) fn new_id(&self) -> Result<uuid::Uuid, Error> {
        self.host.new_id()
    }

    pub(crate) fn role(&self) -> Role {
        self.profile.role
    }
}
