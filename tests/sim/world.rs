//! One run: the devices, the town, the events between them in order of time, and what is remembered of it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use anyhow::{Context as _, Result};
use chrono::{DateTime, Duration, Utc};
use client::simulation::{News, Wish};
use domain::Seq;

use super::chance::Chance;
use super::device::Device;
use super::network::Sent;
use super::pictures::Pictures;
use super::promises::Promises;
use super::sabotage::Sabotage;
use super::settled::{PEOPLE, began};
use super::town::Town;

/// Steps that are told when a run fails.
const REMEMBERED: usize = 40;
/// More at one moment than any run of sync needs: something goes in circles.
const EVENTS_A_STEP: u32 = 5_000;

/// Something that is going to happen.
pub(super) enum Event {
    /// A request reaches the server.
    Arrives(Sent),
    /// A device hears something, when it still is in the same life.
    Hears {
        device: usize,
        life: u32,
        news: News,
    },
    /// A device does what it put off.
    GoesOn { device: usize, life: u32 },
    /// One that waited for news has waited long enough.
    WaitEnds { ticket: u64 },
}

/// One that waits for the head to pass a place.
pub(super) struct Waiting {
    pub(super) sent: Sent,
    pub(super) after: Seq,
}

/// What a run did.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counts {
    /// Steps taken.
    pub steps: u64,
    /// Changes that a phone answered as saved.
    pub saved: u64,
    /// Of them released: nothing that held them was left.
    pub released: u64,
    /// Changes in the log at the end.
    pub logged: u64,
    /// Requests that reached the server.
    pub requests: u64,
    /// Faults of the network.
    pub faults: u64,
    /// Crashes of phones and of the server.
    pub crashes: u64,
    /// Records that phones lost by faults of their storage.
    pub rows_lost: u64,
    /// Copies taken back, of phones and of the server.
    pub restores: u64,
    /// Devices that would have forgotten everything, because their rights ended.
    pub forgets: u64,
    /// All that happened, in order, as one number: two runs with the same are the same.
    pub trail: u64,
}

/// A run.
pub(super) struct World {
    pub(super) chance: Chance,
    pub(super) now: DateTime<Utc>,
    queue: BTreeMap<(DateTime<Utc>, u64), Event>,
    tickets: u64,
    pub(super) town: Town,
    pub(super) devices: Vec<Device>,
    pub(super) waiting: BTreeMap<u64, Waiting>,
    /// Requests that may be delivered once more, long after.
    pub(super) stale: VecDeque<Sent>,
    pub(super) promises: Promises,
    pub(super) pictures: Pictures,
    /// Devices without a network.
    pub(super) offline: BTreeSet<usize>,
    /// Requests that were cut, and that the server could read all the same.
    pub(super) half_requests_read: u64,
    /// Does anything go wrong?
    pub(super) stormy: bool,
    pub(super) sabotage: Option<Sabotage>,
    pub(super) counts: Counts,
    memory: VecDeque<String>,
}

impl World {
    /// A town whose people were just enrolled, each on a device.
    pub(super) fn new(seed: u64, settled: &[u8], sabotage: Option<Sabotage>) -> Result<Self> {
        sync_server::clock::simulated::begin(seed);
        let mut world = Self {
            chance: Chance::new(seed),
            now: began(),
            queue: BTreeMap::new(),
            tickets: 0,
            town: Town::new(settled, sabotage)?,
            devices: Vec::new(),
            waiting: BTreeMap::new(),
            stale: VecDeque::new(),
            promises: Promises::default(),
            pictures: Pictures::default(),
            offline: BTreeSet::new(),
            half_requests_read: 0,
            stormy: true,
            sabotage,
            counts: Counts::default(),
            memory: VecDeque::new(),
        };
        for (member, ..) in PEOPLE {
            world.enroll_new(member)?;
        }
        Ok(world)
    }

    pub(super) fn remember(&mut self, what: impl FnOnce() -> String) {
        if self.memory.len() == REMEMBERED {
            self.memory.pop_front();
        }
        let at = (self.now - began()).num_milliseconds();
        let line = format!("{at:>9} ms  {}", what());
        let mut trail = DefaultHasher::new();
        (self.counts.trail, &line).hash(&mut trail);
        self.counts.trail = trail.finish();
        self.memory.push_back(line);
    }

    /// The last steps, oldest first.
    pub(super) fn memory(&self) -> impl Iterator<Item = &str> {
        self.memory.iter().map(String::as_str)
    }

    pub(super) fn device(&mut self, place: usize) -> Result<&mut Device> {
        self.devices.get_mut(place).context("a device of the run")
    }

    /// Puts an event after so many milliseconds.
    pub(super) fn after(&mut self, millis: u64, event: Event) {
        self.tickets += 1;
        let millis = i64::try_from(millis).unwrap_or(i64::MAX / 2_000_000);
        let at = self.now + Duration::milliseconds(millis);
        self.queue.insert((at, self.tickets), event);
    }

    /// A number that nothing else of this run has.
    pub(super) fn ticket(&mut self) -> u64 {
        self.tickets += 1;
        self.tickets
    }

    /// Lets time pass, and everything happen that falls due.
    pub(super) fn pass(&mut self, span: Duration) -> Result<()> {
        let until = self.now + span;
        let mut events = 0_u32;
        while let Some(entry) = self.queue.first_entry() {
            let at = entry.key().0;
            if at > until {
                break;
            }
            let event = entry.remove();
            self.now = self.now.max(at);
            self.happen(event)?;
            events += 1;
            anyhow::ensure!(events < EVENTS_A_STEP, "sync goes in circles");
        }
        self.now = until;
        Ok(())
    }

    fn happen(&mut self, event: Event) -> Result<()> {
        match event {
            Event::Arrives(sent) => self.arrives(sent),
            Event::Hears { device, life, news } => {
                if self.device(device)?.life != life {
                    return Ok(());
                }
                self.hear(device, news)
            }
            Event::GoesOn { device, life } => {
                if self.device(device)?.life != life {
                    return Ok(());
                }
                let cut = self.maybe_cut(device)?;
                let now = self.now;
                let wishes = self.device(device)?.at(now).go_on();
                self.unless_cut(device, cut, wishes)
            }
            Event::WaitEnds { ticket } => self.wait_ends(ticket),
        }
    }

    /// Tells a device something, and does what it wants then. Its power may go meanwhile.
    pub(super) fn hear(&mut self, device: usize, news: News) -> Result<()> {
        let cut = self.maybe_cut(device)?;
        let now = self.now;
        let wishes = self.device(device)?.at(now).hear(news);
        self.unless_cut(device, cut, wishes)
    }

    /// Sometimes plans a loss of power between two of the next commits of a device.
    pub(super) fn maybe_cut(&mut self, device: usize) -> Result<bool> {
        if !self.stormy || !self.chance.one_in(100) {
            return Ok(false);
        }
        let commits = u32::try_from(self.chance.below(4)).unwrap_or_default();
        self.device(device)?.phone.cut_after(Some(commits));
        Ok(true)
    }

    /// Does what a device wants, unless its power went before it could say so.
    pub(super) fn unless_cut(
        &mut self,
        device: usize,
        planned: bool,
        wishes: Vec<Wish>,
    ) -> Result<()> {
        if planned {
            if self.device(device)?.phone.was_cut() {
                self.remember(|| format!("device {device}: the power goes"));
                return self.restart(device);
            }
            self.device(device)?.phone.cut_after(None);
        }
        self.drive(device, wishes)
    }

    /// Kills the app of a device and opens it again.
    pub(super) fn restart(&mut self, device: usize) -> Result<()> {
        self.counts.crashes += 1;
        let now = self.now;
        let wishes = self.device(device)?.restart(now)?;
        self.drive(device, wishes)
    }

    /// Does what a device wants.
    pub(super) fn drive(&mut self, device: usize, wishes: Vec<Wish>) -> Result<()> {
        let life = self.device(device)?.life;
        for wish in wishes {
            match wish {
                Wish::Send {
                    number,
                    path,
                    asked,
                } => {
                    let token = self.device(device)?.phone.token().to_owned();
                    self.send(Sent {
                        device,
                        life,
                        number,
                        token,
                        path,
                        asked,
                        answer: super::network::AnswerFate::Comes,
                    });
                }
                Wish::Wake { number, after_ms } => {
                    let news = News::Timer(number);
                    self.after(after_ms, Event::Hears { device, life, news });
                }
                Wish::GoOn => self.after(1, Event::GoesOn { device, life }),
                Wish::Forget => self.may_be_forgotten(device)?,
            }
        }
        Ok(())
    }
}
