//! The network of a run: what becomes of each request and answer. Bodies are the real JSON, and may be cut anywhere.

use anyhow::{Result, ensure};
use chrono::Duration;
use client::simulation::{Asked, News};
use domain::Seq;
use protocol::version::{DIGEST_PATH, IMAGE_PATH, MEND_PATH, SYNC_PATH, WAIT_PATH};
use protocol::{BlobState, ImagePage, Receipt, Status, SyncReply, SyncRequest};
use sync_server::sync::read_request;

use super::sabotage::Sabotage;
use super::town::{Answer, news};
use super::world::{Event, Waiting, World};

/// A request gets no answer for this long: it is given up.
const STALL_MS: u64 = 30_000;
/// As long as the server lets one wait.
const WAIT_MS: u64 = 60 * 60_000;
const STALE: usize = 24;
/// Where bytes go and come from.
pub(super) const BLOBS: &str = "/v1/blobs/";

/// A request on its way.
#[derive(Debug, Clone)]
pub(super) struct Sent {
    pub(super) device: usize,
    pub(super) life: u32,
    pub(super) number: u64,
    pub(super) token: String,
    pub(super) path: String,
    pub(super) asked: Asked,
    pub(super) answer: AnswerFate,
}

/// What becomes of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AnswerFate {
    Comes,
    Lost,
    /// Only its beginning comes.
    Cut,
    /// Nobody asked for it any more.
    Unheard,
}

impl Sent {
    fn is(&self, path: &str) -> bool {
        self.path.split('?').next() == Some(path)
    }
}

impl World {
    /// Takes a request from a device and decides what becomes of it.
    pub(super) fn send(&mut self, mut sent: Sent) {
        if sent.is(SYNC_PATH) {
            if self.stale.len() == STALE {
                self.stale.pop_front();
            }
            self.stale.push_back(sent.clone());
        }
        let offline = self.offline.contains(&sent.device);
        let fate = if offline {
            0
        } else if self.stormy {
            self.chance.below(40)
        } else {
            u64::MAX
        };
        let delay = self.delay();
        match fate {
            0..=3 => {
                self.fault(|| format!("device {}: a request is lost", sent.device));
                let lost_after = if self.chance.one_in(4) { STALL_MS } else { 300 };
                self.lose(&sent, lost_after);
                return;
            }
            4..=6 => {
                self.fault(|| format!("device {}: an answer will be lost", sent.device));
                sent.answer = AnswerFate::Lost;
            }
            7 => {
                self.fault(|| format!("device {}: an answer will be cut", sent.device));
                sent.answer = AnswerFate::Cut;
            }
            8 if self.cut_request(&sent) => return,
            9 | 10 => {
                self.fault(|| format!("device {}: a request is doubled", sent.device));
                let again = self.delay();
                self.after(again, Event::Arrives(sent.clone()));
            }
            11 => {
                self.fault(|| format!("device {}: a request is late", sent.device));
                let late = self.chance.below(400_000);
                self.lose(&sent, STALL_MS);
                self.after(late, Event::Arrives(sent));
                return;
            }
            _ => {}
        }
        self.after(delay, Event::Arrives(sent));
    }

    fn delay(&mut self) -> u64 {
        if self.stormy {
            20 + self.chance.below(3_000)
        } else {
            20 + self.chance.below(100)
        }
    }

    fn fault(&mut self, what: impl FnOnce() -> String) {
        self.counts.faults += 1;
        self.remember(what);
    }

    /// Half a request of words is none: the server must see that. Of bytes it keeps what came.
    fn cut_request(&mut self, sent: &Sent) -> bool {
        match &sent.asked {
            Asked::Nothing | Asked::Range { .. } => return false,
            Asked::Json(body) => {
                let place = self.chance.place(body.len());
                self.fault(|| format!("a request is cut at {place}"));
                let cut = body.get(..place).unwrap_or_default();
                self.half_requests_read += u64::from(read_request(cut).is_ok());
            }
            Asked::Part { offset, bytes, .. } => {
                let place = self.chance.place(bytes.len());
                self.fault(|| format!("a part is cut at {place}"));
                let came = Asked::Part {
                    offset: *offset,
                    is_last: false,
                    bytes: bytes.get(..place).unwrap_or_default().to_owned(),
                };
                let cut = Sent {
                    asked: came,
                    answer: AnswerFate::Unheard,
                    ..sent.clone()
                };
                // A small picture is taken whole or not at all.
                if !sent.path.ends_with("/thumbnail") {
                    self.after(20, Event::Arrives(cut));
                }
            }
        }
        self.lose(sent, 300);
        true
    }

    fn lose(&mut self, sent: &Sent, after: u64) {
        let number = sent.number;
        let event = Event::Hears {
            device: sent.device,
            life: sent.life,
            news: News::Unreachable { number },
        };
        self.after(after, event);
    }

    /// A request reaches the server, which may go down over it.
    pub(super) fn arrives(&mut self, sent: Sent) -> Result<()> {
        ensure!(self.half_requests_read == 0, "half a request was read");
        self.counts.requests += 1;
        let power = if self.stormy {
            self.chance.below(100)
        } else {
            9
        };
        if power < 2 {
            self.town.cut_after(u32::try_from(power).unwrap_or(0));
        }
        let head = self.town.head();
        let answer = self
            .town
            .serve(&sent.token, &sent.path, &sent.asked, self.now)?;
        let answer = if power < 2 {
            // Before the commit, or between commit and answer. What hurries may have answered already.
            self.server_restarts()?;
            match answer {
                Answer::Given(status, body)
                    if self.sabotage == Some(Sabotage::AnswerBeforeCommit) =>
                {
                    Answer::Given(status, body)
                }
                Answer::Given(..) | Answer::Down | Answer::Waits(_) => Answer::Down,
            }
        } else {
            answer
        };
        match answer {
            Answer::Given(status, body) => self.give(&sent, status, body)?,
            Answer::Down => self.lose(&sent, 200),
            Answer::Waits(after) => self.waits(sent, after),
        }
        if self.town.head() != head {
            self.tell_waiting()?;
        }
        Ok(())
    }

    /// Those that wait lose their connection.
    pub(super) fn server_restarts(&mut self) -> Result<()> {
        self.counts.crashes += 1;
        self.remember(|| "the server goes down and up".to_owned());
        self.town.restart();
        for (_, waiting) in std::mem::take(&mut self.waiting) {
            self.lose(&waiting.sent, 100);
        }
        Ok(())
    }

    fn waits(&mut self, sent: Sent, after: Seq) {
        let ticket = self.ticket();
        self.waiting.insert(ticket, Waiting { sent, after });
        self.after(WAIT_MS, Event::WaitEnds { ticket });
    }

    pub(super) fn wait_ends(&mut self, ticket: u64) -> Result<()> {
        let Some(waiting) = self.waiting.remove(&ticket) else {
            return Ok(());
        };
        self.give_news(&waiting.sent)
    }

    /// The head moved: those that waited for it are told.
    pub(super) fn tell_waiting(&mut self) -> Result<()> {
        let head = self.town.head();
        let due: Vec<u64> = self
            .waiting
            .iter()
            .filter(|(_, waiting)| head > waiting.after)
            .map(|(ticket, _)| *ticket)
            .collect();
        for ticket in due {
            self.wait_ends(ticket)?;
        }
        Ok(())
    }

    fn give_news(&mut self, sent: &Sent) -> Result<()> {
        match news(self.town.head()) {
            Answer::Given(status, body) => self.give(sent, status, body),
            Answer::Down | Answer::Waits(_) => Ok(()),
        }
    }

    /// Brings an answer on its way.
    fn give(&mut self, sent: &Sent, status: u16, body: Vec<u8>) -> Result<()> {
        let mut body = self.tampered(sent, status, body)?;
        match sent.answer {
            AnswerFate::Comes => {}
            AnswerFate::Unheard => return Ok(()),
            // The client sees that bytes are missing; half of JSON it must see itself.
            AnswerFate::Cut if sent.path.starts_with(BLOBS) => {
                self.lose(sent, 1_000);
                return Ok(());
            }
            AnswerFate::Cut => {
                let place = self.chance.place(body.len());
                body.truncate(place);
            }
            AnswerFate::Lost => {
                if self.sabotage == Some(Sabotage::LostAnswerIsReceipt) && sent.is(SYNC_PATH) {
                    body = forged(sent, &body)?;
                } else {
                    self.lose(sent, 1_000);
                    return Ok(());
                }
            }
        }
        let delay = self.delay();
        let news = News::Answered {
            number: sent.number,
            status,
            body,
        };
        let (device, life) = (sent.device, sent.life);
        self.after(delay, Event::Hears { device, life, news });
        Ok(())
    }

    /// The answer as a broken variant would give it.
    fn tampered(&mut self, sent: &Sent, status: u16, body: Vec<u8>) -> Result<Vec<u8>> {
        let Some(sabotage) = self.sabotage else {
            return Ok(body);
        };
        if sent.path.starts_with(BLOBS) {
            return part_as_whole(sabotage, body);
        }
        if status != 200
            || [WAIT_PATH, DIGEST_PATH, MEND_PATH]
                .iter()
                .any(|path| sent.is(path))
        {
            return Ok(body);
        }
        if sent.is(IMAGE_PATH) {
            let mut page: ImagePage = serde_json::from_slice(&body)?;
            if sabotage == Sabotage::ImageEndsEarly && page.next.is_none() {
                page.records.pop();
            }
            return Ok(serde_json::to_vec(&page)?);
        }
        let mut reply: SyncReply = serde_json::from_slice(&body)?;
        match sabotage {
            Sabotage::CursorBeforeData if self.chance.one_in(4) => reply.changes.clear(),
            Sabotage::DataWithoutCursor => reply.cursors.clear(),
            Sabotage::NotCompared => reply.digest = None,
            Sabotage::ScopeKept => reply.scopes.clear(),
            Sabotage::AsideIsReceipt => {
                for receipt in &mut reply.receipts {
                    if receipt.status.seq().is_none() {
                        receipt.status = Status::Stored { seq: Seq(1) };
                    }
                }
            }
            _ => {}
        }
        Ok(serde_json::to_vec(&reply)?)
    }

    /// Delivers an old request once more; nobody waits for the answer.
    pub(super) fn deliver_stale(&mut self) {
        let place = self.chance.place(self.stale.len());
        let Some(mut sent) = self.stale.get(place).cloned() else {
            return;
        };
        self.fault(|| format!("device {}: an old request comes again", sent.device));
        sent.answer = AnswerFate::Unheard;
        self.after(1, Event::Arrives(sent));
    }

    /// No network for this device, or again.
    pub(super) fn toggle_network(&mut self, device: usize) -> Result<()> {
        if self.offline.remove(&device) {
            self.remember(|| format!("device {device}: the network is back"));
            return self.hear(device, News::Network);
        }
        self.remember(|| format!("device {device}: no network"));
        self.offline.insert(device);
        Ok(())
    }

    /// Everything that was on its way arrives or is lost.
    pub(super) fn calm(&mut self) -> Result<()> {
        self.stormy = false;
        self.offline.clear();
        self.pass(Duration::seconds(60))
    }
}

/// A part that is told to be all of it.
fn part_as_whole(sabotage: Sabotage, body: Vec<u8>) -> Result<Vec<u8>> {
    if sabotage == Sabotage::PartIsWhole
        && let Ok(BlobState::Part { .. }) = serde_json::from_slice(&body)
    {
        return Ok(serde_json::to_vec(&BlobState::Complete)?);
    }
    Ok(body)
}

fn json_of(asked: &Asked) -> &[u8] {
    match asked {
        Asked::Json(body) => body,
        Asked::Nothing | Asked::Range { .. } | Asked::Part { .. } => &[],
    }
}

/// Receipts for everything that was sent.
fn forged(sent: &Sent, body: &[u8]) -> Result<Vec<u8>> {
    let request: SyncRequest = serde_json::from_slice(json_of(&sent.asked))?;
    let Ok(mut reply) = serde_json::from_slice::<SyncReply>(body) else {
        return Ok(body.to_vec());
    };
    let stored = |id| Receipt {
        id,
        status: Status::Stored { seq: Seq(1) },
    };
    reply.receipts = request
        .changes
        .iter()
        .map(|change| stored(change.id))
        .collect();
    reply.changes.clear();
    reply.cursors.clear();
    Ok(serde_json::to_vec(&reply)?)
}
