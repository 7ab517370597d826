//! The office's side of a run: the real server core on a ledger in memory, its copies, and a look at its log after every commit.

mod bytes;
mod people;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use anyhow::{Context as _, Result, ensure};
use chrono::{DateTime, Utc};
use client::simulation::Asked;
use domain::{ChangeId, DataClass, Logged, Record, RecordId, Scope, Seq};
use protocol::version::{DIGEST_PATH, IMAGE_PATH, MEND_PATH, SYNC_PATH, WAIT_PATH};
use protocol::{ApiError, ErrorCode, ImageQuery, Status, WaitReply};
use sync_server::storage::{DeviceRow, InMemory, Store, Tx, View};
use sync_server::sync::read_request;
use sync_server::{Error, enroll, image, sync, town};

use self::bytes::{Bytes, Kept};
use super::at_once;
use super::network::BLOBS;
use super::sabotage::Sabotage;
use super::settled::{TOWN, code};
use super::tampered::Around;

/// Pages are small, so that runs of a few hundred changes have many of them.
const PAGE: usize = 4;

/// What becomes of a request.
pub(super) enum Answer {
    /// A status and a body.
    Given(u16, Vec<u8>),
    /// The server went down over it.
    Down,
    /// It waits for the head to pass this.
    Waits(Seq),
}

/// A copy of the server's data.
#[derive(Clone)]
pub(super) struct Copy {
    data: Vec<u8>,
    log: Vec<Logged>,
    bytes: Kept,
}

/// The server.
pub(super) struct Town {
    storage: Arc<InMemory>,
    /// As the server holds it.
    store: Store,
    /// Past any sabotage.
    behind: Store,
    bytes: Bytes,
    sabotage: Option<Sabotage>,
    /// The log of the present history, as read after each commit.
    pub(super) log: Vec<Logged>,
    ids: BTreeSet<ChangeId>,
    pub(super) copies: Vec<Copy>,
    /// Bytes that its disk cannot take, whatever is done.
    pub(super) sick: BTreeSet<String>,
    /// It answers that it is busy.
    pub(super) busy: bool,
}

impl Town {
    /// The server on a copy of the settled town.
    pub(super) fn new(settled: &[u8], sabotage: Option<Sabotage>) -> Result<Self> {
        let (storage, store, behind) = opened(settled, sabotage)?;
        let mut town = Self {
            storage,
            store,
            behind,
            bytes: Bytes::new()?,
            sabotage,
            log: Vec::new(),
            ids: BTreeSet::new(),
            copies: Vec::new(),
            sick: BTreeSet::new(),
            busy: false,
        };
        town.read_log()?;
        Ok(town)
    }

    /// Serves a request with this credential.
    pub(super) fn serve(
        &mut self,
        token: &str,
        path: &str,
        asked: &Asked,
        now: DateTime<Utc>,
    ) -> Result<Answer> {
        let answer = match self.answer(token, path, asked, now)? {
            Ok(answer) => answer,
            Err(Error::Refused(refusal)) => refused(&refusal)?,
            Err(Error::Internal(words)) if words.contains("commit") => Answer::Down,
            Err(Error::NotFound(_)) => refused(&ApiError::new(ErrorCode::NotFound, "没有"))?,
            Err(_) => refused(&ApiError::new(ErrorCode::Internal, "出错"))?,
        };
        self.read_log()?;
        Ok(answer)
    }

    fn answer(
        &self,
        token: &str,
        path: &str,
        asked: &Asked,
        now: DateTime<Utc>,
    ) -> Result<Result<Answer, Error>> {
        if self.busy {
            let busy = ApiError {
                retry_after: Some(60),
                ..ApiError::new(ErrorCode::Busy, "忙")
            };
            return Ok(Err(Error::Refused(busy)));
        }
        let hash = enroll::token_hash(token);
        let device = at_once(self.store.read(move |view| view.device_by_token(&hash)))?;
        let device = match device {
            Ok(Some(device)) => device,
            Ok(None) => {
                let unknown = ApiError::new(ErrorCode::Unauthorized, "没有登记");
                return Ok(Err(Error::Refused(unknown)));
            }
            Err(error) => return Ok(Err(error)),
        };
        if path.starts_with(BLOBS) {
            return self.serve_bytes(&device, path, asked, now);
        }
        match (path.split('?').next().unwrap_or_default(), asked) {
            (SYNC_PATH, Asked::Json(body)) => self.sync(device, body, now),
            (DIGEST_PATH, Asked::Json(body)) => {
                let asked = serde_json::from_slice(body);
                self.compared(asked, |asked| {
                    sync::in_parts(&self.store, device.id, asked, now)
                })
            }
            (MEND_PATH, Asked::Json(body)) => {
                let asked = serde_json::from_slice(body);
                self.compared(asked, |asked| {
                    sync::mend(&self.store, device.id, asked, now)
                })
            }
            (IMAGE_PATH, Asked::Nothing) => self.image(&device, path, now),
            (WAIT_PATH, Asked::Nothing) => Ok(self.wait(&device, path)),
            _ => Ok(Err(Error::Refused(ApiError::new(
                ErrorCode::NotFound,
                "没有",
            )))),
        }
    }

    fn sync(
        &self,
        device: DeviceRow,
        body: &[u8],
        now: DateTime<Utc>,
    ) -> Result<Result<Answer, Error>> {
        let mut arrived = match read_request(body) {
            Ok(arrived) => arrived,
            Err(refusal) => return Ok(Err(Error::Refused(refusal))),
        };
        arrived.limit = Some(PAGE);
        match at_once(sync::sync(&self.store, device, arrived, now))? {
            Ok(reply) => Ok(Ok(Answer::Given(200, serde_json::to_vec(&reply)?))),
            Err(error) => Ok(Err(error)),
        }
    }

    fn compared<Q, R: serde::Serialize>(
        &self,
        asked: Result<Q, serde_json::Error>,
        serve: impl AsyncFnOnce(Q) -> Result<R, Error>,
    ) -> Result<Result<Answer, Error>> {
        let Ok(asked) = asked else {
            let unreadable = ApiError::new(ErrorCode::BadRequest, "读不出");
            return Ok(Err(Error::Refused(unreadable)));
        };
        match at_once(serve(asked))? {
            Ok(reply) => Ok(Ok(Answer::Given(200, serde_json::to_vec(&reply)?))),
            Err(error) => Ok(Err(error)),
        }
    }

    fn image(
        &self,
        device: &DeviceRow,
        path: &str,
        now: DateTime<Utc>,
    ) -> Result<Result<Answer, Error>> {
        let query = ImageQuery {
            scope: value_of(path, "scope").context("a scope")?.parse()?,
            after: value_of(path, "after").map(str::parse).transpose()?,
            limit: Some(PAGE),
        };
        match at_once(image::page(&self.store, device.id, query, now))? {
            Ok(page) => Ok(Ok(Answer::Given(200, serde_json::to_vec(&page)?))),
            Err(error) => Ok(Err(error)),
        }
    }

    fn wait(&self, device: &DeviceRow, path: &str) -> Result<Answer, Error> {
        if device.revoked_at.is_some() {
            let ended = ApiError::new(ErrorCode::Forbidden, "使用权已结束");
            return Err(Error::Refused(ended));
        }
        let after = value_of(path, "after").and_then(|text| text.parse().ok());
        let after = Seq(after.unwrap_or_default());
        let head = *self.store.head().borrow();
        if head > after {
            return Ok(news(head));
        }
        Ok(Answer::Waits(after))
    }

    /// The head of the order, as the waiting ones are told.
    pub(super) fn head(&self) -> Seq {
        *self.behind.head().borrow()
    }

    /// Reads what came into the log: dense, in order, nothing twice.
    fn read_log(&mut self) -> Result<()> {
        let before = self.log.last().map_or(Seq(0), |logged| logged.seq);
        let head = self.head();
        if head == before {
            return Ok(());
        }
        let mut fresh = BTreeMap::new();
        let town = code(TOWN)?;
        let bodies = self.look(move |view| {
            let mut bodies = Vec::new();
            for class in [
                DataClass::Public,
                DataClass::Household,
                DataClass::Case,
                DataClass::SensitiveCase,
                DataClass::Care,
            ] {
                let scope = Scope::new(class, town.clone());
                bodies.extend(view.changes_after(&scope, before, 10_000)?);
            }
            Ok(bodies)
        })?;
        for row in bodies {
            let logged: Logged = serde_json::from_str(&row.body)?;
            ensure!(logged.seq == row.seq, "a place differs from its change's");
            fresh.insert(row.seq, logged);
        }
        let mut next = before;
        for (seq, logged) in fresh {
            next = Seq(next.0 + 1);
            ensure!(seq == next, "place {} of the order is missing", next.0);
            let id = logged.change.id;
            ensure!(self.ids.insert(id), "change {id} is in the log twice");
            self.log.push(logged);
        }
        ensure!(next == head, "the head says {} after {}", head.0, next.0);
        Ok(())
    }

    /// Looks at the data, past any sabotage.
    pub(super) fn look<T: Send + 'static>(
        &self,
        work: impl FnOnce(&dyn View) -> Result<T, Error> + Send + 'static,
    ) -> Result<T> {
        Ok(at_once(self.behind.read(work))??)
    }

    /// Writes as the server's own tools do.
    pub(super) fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&dyn Tx) -> Result<T, Error> + Send + 'static,
    ) -> Result<T> {
        Ok(at_once(self.behind.transact(work))??)
    }

    pub(super) fn epoch(&self) -> Result<String> {
        Ok(self.look(|view| view.town())?.epoch)
    }

    /// The first answer to a change.
    pub(super) fn receipt(&self, id: ChangeId) -> Result<Option<Status>> {
        let row = self.look(move |view| view.receipt(id))?;
        Ok(row.map(|row| row.status))
    }

    /// The changes that were set aside.
    pub(super) fn set_aside(&self) -> Result<BTreeSet<ChangeId>> {
        Ok(self.storage.set_aside()?.into_iter().collect())
    }

    /// All records inside these scopes.
    pub(super) fn records(&self, scopes: &[Scope]) -> Result<BTreeMap<RecordId, Record>> {
        let mut records = BTreeMap::new();
        for scope in scopes {
            let scope = scope.clone();
            for row in self.look(move |view| view.image_page(&scope, None, 100_000))? {
                records.insert(row.id, serde_json::from_str(&row.body)?);
            }
        }
        Ok(records)
    }

    /// The power goes before the commit after so many more.
    pub(super) fn cut_after(&self, commits: u32) {
        self.storage.cut_after(commits);
    }

    /// Down and up again: what was committed is there, what waited is not.
    pub(super) fn restart(&self) {
        self.storage.restart();
    }

    pub(super) fn limit_growth(&self, pages: Option<u32>) -> Result<()> {
        Ok(self.storage.limit_growth(pages)?)
    }

    /// Takes a copy of the data as it is now.
    pub(super) fn take_copy(&mut self) -> Result<()> {
        let copy = Copy {
            data: self.storage.copy()?,
            log: self.log.clone(),
            bytes: self.bytes.copy()?,
        };
        self.copies.push(copy);
        Ok(())
    }

    /// Goes on with a copy, under a new history mark.
    pub(super) fn restore(&mut self, copy: &Copy) -> Result<()> {
        (self.storage, self.store, self.behind) = opened(&copy.data, self.sabotage)?;
        self.bytes = Bytes::of(&copy.bytes)?;
        self.log.clone_from(&copy.log);
        self.ids = self.log.iter().map(|logged| logged.change.id).collect();
        if self.sabotage != Some(Sabotage::RestoreUnnoticed) {
            self.write(town::begin_new_epoch)?;
        }
        self.read_log()
    }
}

type Opened = (Arc<InMemory>, Store, Store);

fn opened(data: &[u8], sabotage: Option<Sabotage>) -> Result<Opened> {
    let storage = Arc::new(InMemory::of_copy(data)?);
    let store = Store::new(Around::with(Arc::clone(&storage), sabotage));
    let behind = Store::new(Around::honest(Arc::clone(&storage)));
    Ok((storage, store, behind))
}

fn refused(refusal: &ApiError) -> Result<Answer> {
    // The engine goes by the code; the status says no more than that it is a refusal.
    Ok(Answer::Given(400, serde_json::to_vec(refusal)?))
}

/// The answer to one that waited.
pub(super) fn news(head: Seq) -> Answer {
    let body = serde_json::to_vec(&WaitReply { head }).unwrap_or_default();
    Answer::Given(200, body)
}

fn value_of<'a>(path: &'a str, name: &str) -> Option<&'a str> {
    let (_, query) = path.split_once('?')?;
    query.split('&').find_map(|part| {
        let (key, value) = part.split_once('=')?;
        (key == name).then_some(value)
    })
}
