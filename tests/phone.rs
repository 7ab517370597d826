//! A whole client: the real backend on its thread, with files in a folder of its own.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use client::commands::{
    Enroll, OpenSyncPage, ReadSession, SaveVisit, Saved, Session, SyncPage, Unlock, VisitFilter,
    VisitsPage,
};
use client::commands::{ListHouseholds, ListVisits, SyncNow};
use client::host::{Clock, Options};
use client::{Command, Error, Handle, LightState};
use domain::{MemberId, RecordId, Visit};
use futures_util::StreamExt as _;
use tempfile::TempDir;

use crate::Township;

/// The PIN of every phone.
pub const PIN: &str = "135790";

/// The second PIN of every phone: it opens the care files.
pub const CARE_PIN: &str = "246802";

/// Nothing in a story takes longer.
const PATIENCE: Duration = Duration::from_secs(30);

/// A phone or an office PC.
pub struct Phone {
    folder: TempDir,
    clock: Clock,
    handle: Handle,
}

impl Phone {
    /// A phone as it comes out of the box.
    ///
    /// # Errors
    /// When no folder can be made.
    pub fn new() -> Result<Self> {
        Self::with_clock(Clock::default())
    }

    /// A phone whose clock is not right.
    ///
    /// # Errors
    /// When no folder can be made.
    pub fn with_clock(clock: Clock) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let handle = started(folder.path(), &clock);
        Ok(Self {
            folder,
            clock,
            handle,
        })
    }

    /// A phone that is enrolled and has pulled.
    ///
    /// # Errors
    /// When enrolling fails.
    pub async fn of(township: &Township, member: MemberId) -> Result<Self> {
        let phone = Self::new()?;
        phone.enroll(township, member).await?;
        phone.pulled().await?;
        Ok(phone)
    }

    /// Enrols with a fresh code at the server's own address.
    ///
    /// # Errors
    /// When enrolling fails.
    pub async fn enroll(&self, township: &Township, member: MemberId) -> Result<Session> {
        self.enroll_at(&township.url(), township, member).await
    }

    /// Enrols with a fresh code at another address, such as a wire's.
    ///
    /// # Errors
    /// When enrolling fails.
    pub async fn enroll_at(
        &self,
        url: &str,
        township: &Township,
        member: MemberId,
    ) -> Result<Session> {
        let enroll = Enroll {
            server: url.to_owned(),
            code: township.code_for(member).await?,
            pin: PIN.to_owned(),
            device_name: "story".to_owned(),
        };
        Ok(self.call(enroll).await?)
    }

    /// Runs a command.
    ///
    /// # Errors
    /// What the command fails with.
    pub async fn call<C: Command>(&self, command: C) -> Result<C::Reply, Error> {
        self.handle.call(command).await
    }

    /// The handle, as a screen holds it.
    #[must_use]
    pub fn handle(&self) -> &Handle {
        &self.handle
    }

    /// The folder of this phone's files.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Another phone on a copy of this one's files, to which something was done before it was switched on.
    ///
    /// # Errors
    /// When the files cannot be copied.
    pub fn copied(&self, done: impl FnOnce(&Path) -> Result<()>) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        for file in std::fs::read_dir(self.folder.path())? {
            let file = file?;
            std::fs::copy(file.path(), folder.path().join(file.file_name()))?;
        }
        done(folder.path())?;
        let handle = started(folder.path(), &self.clock);
        Ok(Self {
            folder,
            clock: self.clock.clone(),
            handle,
        })
    }

    /// This phone's clock.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Switches the app off in order and on again; the store is locked then.
    ///
    /// # Errors
    /// When the backend is gone.
    pub async fn restart(&mut self) -> Result<()> {
        self.handle.close().await?;
        self.handle = started(self.folder.path(), &self.clock);
        Ok(())
    }

    /// Switches on again and unlocks.
    ///
    /// # Errors
    /// When the PIN is refused.
    pub async fn reopen(&mut self) -> Result<Session> {
        self.restart().await?;
        Ok(self
            .call(Unlock {
                pin: PIN.to_owned(),
            })
            .await?)
    }

    /// Waits until something is so, looking again after every event.
    ///
    /// # Errors
    /// When it does not become so in time.
    pub async fn until<T>(
        &self,
        what: &str,
        is_so: impl AsyncFn(&Self) -> Result<Option<T>>,
    ) -> Result<T> {
        let mut events = self.handle.events();
        let waiting = async {
            loop {
                if let Some(found) = is_so(self).await? {
                    return Ok(found);
                }
                if events.next().await.is_none() {
                    bail!("the backend ended while waiting until {what}");
                }
            }
        };
        match tokio::time::timeout(PATIENCE, waiting).await {
            Ok(found) => found,
            Err(_) => {
                let page = self.call(OpenSyncPage).await;
                bail!("not within {PATIENCE:?}: {what}; the page says {page:?}")
            }
        }
    }

    /// After the backend was closed: switches on and unlocks.
    ///
    /// # Errors
    /// When the PIN is refused.
    pub async fn begin_again(&mut self) -> Result<Session> {
        self.handle = started(self.folder.path(), &self.clock);
        let pin = PIN.to_owned();
        Ok(self.call(Unlock { pin }).await?)
    }

    /// Waits until no sync is under way.
    ///
    /// # Errors
    /// When it does not come to rest.
    pub async fn rests(&self) -> Result<()> {
        self.until("the sync is over", async |phone| {
            let page = phone.call(OpenSyncPage).await?;
            Ok((page.light.state != LightState::Syncing).then_some(()))
        })
        .await
    }

    /// Is the first pull done?
    ///
    /// # Errors
    /// When the backend is gone.
    pub async fn pulled_yet(&self) -> Result<Option<()>> {
        let session = self.call(ReadSession).await?;
        let done = session.member.is_some_and(|member| member.pulled);
        Ok(done.then_some(()))
    }

    /// The doors of the first grid, in their order.
    ///
    /// # Errors
    /// When the store is locked.
    pub async fn doors(&self) -> Result<Vec<String>> {
        let list = ListHouseholds {
            inside: domain::AreaCode::new(crate::township::grid(1))?,
            group: None,
            offset: 0,
            limit: 100,
        };
        let rows = self.call(list).await?;
        Ok(rows.into_iter().map(|row| row.door).collect())
    }

    /// Waits for the end of the first pull.
    ///
    /// # Errors
    /// When it does not end.
    pub async fn pulled(&self) -> Result<()> {
        self.until("the first pull is done", async |phone| {
            phone.pulled_yet().await
        })
        .await
    }

    /// Waits until the office has everything that is not set aside.
    ///
    /// # Errors
    /// When something keeps waiting.
    pub async fn sent(&self) -> Result<SyncPage> {
        self.until("everything is received", async |phone| {
            let page = phone.call(OpenSyncPage).await?;
            Ok((page.light.unsent == 0).then_some(page))
        })
        .await
    }

    /// Asks for a sync, as the button does.
    ///
    /// # Errors
    /// When the store is locked.
    pub async fn sync(&self) -> Result<()> {
        Ok(self.call(SyncNow).await?)
    }

    /// Saves a routine visit with a remark.
    ///
    /// # Errors
    /// When it is not valid or cannot be written.
    pub async fn visit(&self, household: RecordId, remarks: &str) -> Result<Saved> {
        let mut visit = Visit::routine(household, self.clock.now());
        visit.met = Some("本人".to_owned());
        visit.remarks = Some(remarks.to_owned());
        Ok(self.call(SaveVisit { id: None, visit }).await?)
    }

    /// All visits that this phone knows.
    ///
    /// # Errors
    /// When the store is locked.
    pub async fn visits(&self) -> Result<VisitsPage> {
        let list = ListVisits {
            filter: VisitFilter::default(),
            offset: 0,
            limit: 500,
        };
        Ok(self.call(list).await?)
    }

    /// Waits until a visit with this remark is here; its id.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn sees(&self, gist: &str) -> Result<RecordId> {
        self.until("a visit comes down", async |phone| {
            let page = phone.visits().await?;
            Ok(page
                .rows
                .iter()
                .find(|row| row.gist == gist)
                .map(|row| row.id))
        })
        .await
        .with_context(|| gist.to_owned())
    }
}

fn started(folder: &Path, clock: &Clock) -> Handle {
    client::host::start(Options {
        folder: Some(folder.to_owned()),
        clock: clock.clone(),
    })
}
