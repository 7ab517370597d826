//! A phone's store and engine, the model server, and the network between them with its faults. Time stands still unless moved.

use std::collections::VecDeque;

use chrono::{DateTime, Duration, Utc};
use domain::{Act, Change, ChangeId, Fields, Kind, Record, RecordId, Visit};
use uuid::Uuid;

use super::model::Server;
use crate::event::SyncLight;
use crate::store::changes::{self, NewChange};
use crate::store::cursors::{self, Place};
use crate::store::{Store, meta, records};
use crate::sync::{Action, Engine, Happened, Request, Why};
use crate::testing::{DEVICE, EPOCH, GRID, ME, OTHER, code, scopes, time};

/// What becomes of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Arrive,
    LoseRequest,
    LoseAnswer,
    Double,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    Save,
    Correct,
    Other(u8),
    Round(Fate),
    /// The next thing happens without time going by.
    Quick(Fate),
    Crash,
    Restore(usize),
}

pub(super) struct World {
    pub(super) server: Server,
    pub(super) store: Store,
    pub(super) engine: Engine,
    /// Requests on their way, but for the one that waits for news.
    pub(super) sent: VecDeque<Request>,
    watch: Option<Request>,
    later: VecDeque<Happened>,
    pub(super) timer: Option<(u64, u64)>,
    pub(super) now: DateTime<Utc>,
    /// How far the phone's clock is ahead of the server's.
    ahead: Duration,
    saved: Vec<(RecordId, String)>,
    names: u128,
}

impl World {
    /// A phone that was enrolled and has nothing yet.
    pub(super) fn new() -> Self {
        let mut store = Store::in_memory((ME, DEVICE));
        store.begin_history(EPOCH, &scopes()).unwrap();
        let engine = Engine::new(&store, 0, 7).unwrap();
        Self {
            server: Server::new(),
            store,
            engine,
            sent: VecDeque::new(),
            watch: None,
            later: VecDeque::new(),
            timer: None,
            now: time(0),
            ahead: Duration::zero(),
            saved: Vec::new(),
            names: 0x1_0000,
        }
    }

    /// A phone that has pulled an empty town.
    pub(super) fn started() -> Self {
        let mut world = Self::new();
        world.begin();
        world.settle();
        world
    }

    pub(super) fn begin(&mut self) {
        self.tell(Happened::Woken(Why::Opened));
    }

    pub(super) fn press(&mut self) {
        self.tell(Happened::Woken(Why::Button));
    }

    pub(super) fn play(&mut self, step: Step) {
        if !matches!(step, Step::Quick(_)) {
            self.pass(20);
        }
        match step {
            Step::Save => {
                let text = format!("我的{}", self.saved.len());
                self.save(&text);
            }
            Step::Correct => self.correct(),
            Step::Other(n) => self.other_creates(u128::from(n)),
            Step::Round(fate) | Step::Quick(fate) => self.round(fate),
            Step::Crash => self.crash(),
            Step::Restore(kept) => {
                let kept = kept.min(self.server.len());
                self.server.restore(kept);
            }
        }
    }

    pub(super) fn pass(&mut self, seconds: i64) {
        self.now += Duration::seconds(seconds);
    }

    pub(super) fn id(&mut self) -> Uuid {
        self.names += 1;
        Uuid::from_u128(self.names)
    }

    pub(super) fn save(&mut self, text: &str) {
        let record = RecordId(self.id());
        let mut visit = Visit::routine(RecordId(Uuid::from_u128(5)), self.now);
        visit.remarks = Some(text.to_owned());
        self.append(record, Act::Create(Fields::of(&visit)));
        self.saved.push((record, text.to_owned()));
        self.tell(Happened::Woken(Why::Saved));
    }

    fn correct(&mut self) {
        let Some((record, _)) = self.saved.last().cloned() else {
            return;
        };
        let text = format!("改{}", self.names);
        let edit = Fields([("remarks".to_owned(), text.clone().into())].into());
        self.append(record, Act::Edit(edit));
        self.saved.push((record, text));
        self.tell(Happened::Woken(Why::Saved));
    }

    pub(super) fn append(&mut self, record: RecordId, act: Act) {
        let id = ChangeId(self.id());
        let (now, own) = (self.now + self.ahead, self.store.own());
        let tx = self.store.begin().unwrap();
        let new = NewChange {
            id,
            record,
            kind: Kind::Visit,
            area: code(GRID),
            captured_at: now,
            base: None,
            act,
        };
        changes::append(&tx, new).unwrap();
        records::refresh(&tx, &own, record).unwrap();
        tx.commit().unwrap();
    }

    /// Somebody else's visit reaches the server.
    pub(super) fn other_creates(&mut self, n: u128) {
        let record = RecordId(self.id());
        let mut visit = Visit::routine(RecordId(Uuid::from_u128(5)), self.now);
        visit.remarks = Some(format!("别人{n}"));
        let change = Change {
            id: ChangeId(self.id()),
            record,
            kind: Kind::Visit,
            area: code(GRID),
            author: OTHER,
            device: domain::DeviceId(Uuid::from_u128(0x99)),
            device_seq: 1,
            captured_at: self.now,
            base: None,
            act: Act::Create(Fields::of(&visit)),
        };
        self.server.append(change, self.now);
    }

    pub(super) fn handle(&mut self, happened: Happened, phone_now: DateTime<Utc>) -> Vec<Action> {
        self.engine.handle(happened, &mut self.store, phone_now)
    }

    pub(super) fn tell(&mut self, happened: Happened) {
        let phone_now = self.now + self.ahead;
        for action in self.handle(happened, phone_now) {
            match action {
                Action::Send(request) if request.path.starts_with("/v1/wait") => {
                    self.watch = Some(request);
                }
                Action::Send(request) => self.sent.push_back(request),
                Action::SetTimer { number, after_ms } => self.timer = Some((number, after_ms)),
                Action::Later(happened) => self.later.push_back(happened),
                Action::Forget | Action::Tell(_) => {}
            }
        }
    }

    /// One thing happens: a page goes in, or the oldest request meets its fate.
    pub(super) fn round(&mut self, fate: Fate) {
        if let Some(happened) = self.later.pop_front() {
            return self.tell(happened);
        }
        let Some(request) = self.sent.pop_front() else {
            return;
        };
        let number = request.number;
        if fate == Fate::LoseRequest {
            return self.lost(number);
        }
        if fate == Fate::Double {
            self.server.answer(&request, self.now);
        }
        let (status, body) = self.server.answer(&request, self.now);
        if fate == Fate::LoseAnswer {
            return self.lost(number);
        }
        self.tell(Happened::Answered {
            number,
            status,
            body,
        });
    }

    pub(super) fn lost(&mut self, number: u64) {
        self.tell(Happened::Unreachable {
            number,
            reason: "cut".to_owned(),
        });
    }

    /// The app is killed and opened again: what was on its way is lost, what was committed is not.
    pub(super) fn crash(&mut self) {
        self.sent.clear();
        self.later.clear();
        self.watch = None;
        self.timer = None;
        self.engine = Engine::new(&self.store, 0, 8).unwrap();
        self.begin();
    }

    /// Everything arrives until the first page with records is asked for.
    pub(super) fn arrive_at_the_image(&mut self) {
        let scope = scopes()
            .into_iter()
            .find(|scope| scope.covers(&Kind::Visit, &code(GRID)))
            .unwrap();
        let words = format!("scope={scope}&");
        let is_asked = |request: &Request| request.path.contains(&words);
        for _ in 0..20 {
            if self.later.is_empty() && self.sent.front().is_some_and(is_asked) {
                return;
            }
            self.round(Fate::Arrive);
        }
        panic!("the image is never asked for");
    }

    /// The server has news, for a phone that waits for them.
    pub(super) fn hear_news(&mut self) {
        let watch = self.watch.take().unwrap();
        let body = format!("{{\"head\":{}}}", self.server.len()).into_bytes();
        self.tell(Happened::Answered {
            number: watch.number,
            status: 200,
            body,
        });
    }

    /// A phone that lost its own changes, but not how far it has counted.
    pub(super) fn lose_own(&mut self) {
        let db = self.store.db();
        db.execute_batch("DELETE FROM change; DELETE FROM record; DELETE FROM search;")
            .unwrap();
        for scope in scopes() {
            cursors::set(db, &scope, &Place::Tail(domain::Seq(0))).unwrap();
        }
    }

    /// Somebody else corrects what this phone saved last.
    pub(super) fn other_corrects(&mut self, text: &str) {
        let (record, _) = self.saved.last().cloned().unwrap();
        let id = ChangeId(self.id());
        let fields = Fields([("remarks".to_owned(), text.into())].into());
        let change = Change {
            id,
            record,
            kind: Kind::Visit,
            area: code(GRID),
            author: OTHER,
            device: domain::DeviceId(Uuid::from_u128(0x99)),
            device_seq: 2,
            captured_at: self.now,
            base: None,
            act: Act::Edit(fields),
        };
        self.server.append(change, self.now);
    }

    /// Changes that did not fit what the phone has.
    pub(super) fn unfolded(&self) -> i64 {
        let unfolded = meta::number(self.store.db(), meta::UNFOLDED).unwrap();
        unfolded.unwrap_or(0)
    }

    /// Somebody turns the phone's clock.
    pub(super) fn turn_clock(&mut self, ahead: Duration) {
        self.ahead = ahead;
    }

    /// Does a request wait for news?
    pub(super) fn watches(&self) -> bool {
        self.watch.is_some()
    }

    /// The phone's database may not grow (SQLite takes a limit below its size for its size), or may again.
    pub(super) fn set_full(&mut self, is_full: bool) {
        let most = if is_full { 1 } else { 1_000_000 };
        let db = self.store.db();
        db.pragma_update_and_check(None, "max_page_count", most, |_| Ok(()))
            .unwrap();
    }

    /// Everything under way arrives; the next try is not waited for.
    pub(super) fn arrive_all(&mut self) {
        while !self.sent.is_empty() || !self.later.is_empty() {
            self.round(Fate::Arrive);
        }
    }

    pub(super) fn wait_for_timer(&mut self) {
        let (number, after_ms) = self.timer.take().unwrap();
        self.now += Duration::milliseconds(i64::try_from(after_ms).unwrap());
        self.tell(Happened::Timer(number));
    }

    /// No more faults: everything that is under way arrives. After a failure the retry is waited for, a few times.
    pub(super) fn settle(&mut self) {
        let mut patience = 4;
        for _ in 0..10_000 {
            if !self.sent.is_empty() || !self.later.is_empty() {
                self.round(Fate::Arrive);
            } else if self.watch.is_none() && patience > 0 && self.timer.is_some() {
                if self.server.busy {
                    return;
                }
                patience -= 1;
                self.wait_for_timer();
            } else if self.watch.is_some() && self.behind() {
                self.hear_news();
            } else {
                return;
            }
        }
        panic!("the engine does not come to rest");
    }

    fn behind(&self) -> bool {
        let watch = self.watch.as_ref().unwrap();
        !watch
            .path
            .ends_with(&format!("after={}", self.server.len()))
    }

    pub(super) fn light(&self) -> SyncLight {
        self.engine.light(&self.store).unwrap()
    }

    pub(super) fn server_records(&self) -> Vec<Record> {
        self.server.records()
    }

    /// What the phone shows, in the order of the ids.
    pub(super) fn phone_records(&self) -> Vec<Record> {
        let mut statement = self
            .store
            .db()
            .prepare("SELECT id FROM record ORDER BY id")
            .unwrap();
        let ids = statement
            .query_map([], |row| records::id_at(row, 0))
            .unwrap();
        ids.map(|id| {
            records::view(self.store.db(), id.unwrap())
                .unwrap()
                .unwrap()
                .record
        })
        .collect()
    }

    /// Every text that was saved, and how often the server has it.
    pub(super) fn saved_and_stored(&self) -> Vec<(String, usize)> {
        self.saved
            .iter()
            .map(|(_, text)| (text.clone(), self.server.log_of(text)))
            .collect()
    }
}
