//! The server's rules in a hundred lines, in memory: what the engine is held against. The real server is met in the stories.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use domain::{Change, ChangeId, Logged, Record, RecordId, Scope, Seq, fold};
use protocol::sync::{Own, QuarantineCode};
use protocol::{
    ApiError, Directive, ErrorCode, ImagePage, Pulled, Pushed, Receipt, Status, SyncReply,
    SyncRequest,
};

use super::bytes::Bytes;
use crate::sync::{Content, Request};
use crate::testing::{DEVICE, EPOCH, ME, scopes};

const PAGE: usize = 3;

pub(super) struct Server {
    epoch: String,
    log: Vec<Logged>,
    receipts: HashMap<ChangeId, Status>,
    records: BTreeMap<RecordId, Record>,
    scopes: Vec<Scope>,
    pub(super) knows_device: bool,
    pub(super) is_a_hotel: bool,
    pub(super) busy: bool,
    /// What it asks of the phone in every answer.
    pub(super) asks: Vec<Directive>,
    pub(super) requests: usize,
    pub(super) bytes: Bytes,
}

pub(super) type Answer = (u16, Vec<u8>);

impl Server {
    pub(super) fn new() -> Self {
        Self {
            epoch: EPOCH.to_owned(),
            log: Vec::new(),
            receipts: HashMap::new(),
            records: BTreeMap::new(),
            scopes: scopes(),
            knows_device: true,
            is_a_hotel: false,
            busy: false,
            asks: Vec::new(),
            requests: 0,
            bytes: Bytes::default(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.log.len()
    }

    /// How many stored changes wrote this remark.
    pub(super) fn log_of(&self, text: &str) -> usize {
        self.log
            .iter()
            .filter(|logged| {
                serde_json::to_string(&logged.change.act)
                    .unwrap()
                    .contains(&format!("\"{text}\""))
            })
            .count()
    }

    pub(super) fn records(&self) -> Vec<Record> {
        self.records.values().cloned().collect()
    }

    pub(super) fn withdraw(&mut self) {
        self.scopes.truncate(1);
    }

    /// Nothing is left that this device may see.
    pub(super) fn end_rights(&mut self) {
        self.scopes.clear();
    }

    /// As restored from a copy: the log ends earlier, and the history is another.
    pub(super) fn restore(&mut self, kept: usize) {
        let kept: Vec<Logged> = self.log.drain(..).take(kept).collect();
        self.epoch.push('r');
        self.receipts.clear();
        self.records.clear();
        for logged in kept {
            self.append(logged.change, logged.received_at);
        }
    }

    pub(super) fn append(&mut self, change: Change, now: DateTime<Utc>) -> Status {
        // As the real one does: what lacked its record is judged anew when it comes again.
        match self.receipts.get(&change.id) {
            Some(Status::Quarantined {
                code: QuarantineCode::NoSuchRecord,
                ..
            })
            | None => {}
            Some(first) => return first.clone(),
        }
        let id = change.id;
        let status = self.judged(change, now);
        self.receipts.insert(id, status.clone());
        status
    }

    fn judged(&mut self, change: Change, now: DateTime<Utc>) -> Status {
        let text = serde_json::to_string(&change.act).unwrap();
        if text.contains("坏") {
            return aside(QuarantineCode::Invalid);
        }
        let seq = Seq(self.log.len() as u64 + 1);
        let record = change.record;
        let logged = Logged {
            seq,
            received_at: now,
            clock_offset_ms: 0,
            change,
        };
        match fold::confirm(self.records.get(&record).cloned(), &logged) {
            Ok((folded, _)) => {
                self.records.insert(record, folded);
                self.log.push(logged);
                Status::Stored { seq }
            }
            Err(_) => aside(QuarantineCode::NoSuchRecord),
        }
    }

    pub(super) fn answer(&mut self, request: &Request, now: DateTime<Utc>) -> Answer {
        self.requests += 1;
        if self.is_a_hotel {
            return (200, b"<html>welcome</html>".to_vec());
        }
        if !self.knows_device {
            return refusal(401, ErrorCode::Unauthorized, None);
        }
        if self.busy {
            return refusal(503, ErrorCode::Busy, Some(120));
        }
        if request.path.starts_with("/v1/blobs/") {
            let is_named = |hash: &str| {
                let names = |logged: &Logged| {
                    let act = serde_json::to_string(&logged.change.act).unwrap();
                    act.contains(hash)
                };
                self.log.iter().any(names)
            };
            return self.bytes.answer(request, is_named);
        }
        match &request.content {
            Content::Json(body) => self.sync(body, now),
            _ => self.image(&request.path),
        }
    }

    fn sync(&mut self, body: &[u8], now: DateTime<Utc>) -> Answer {
        if String::from_utf8_lossy(body).contains("毒") {
            return refusal(400, ErrorCode::BadRequest, None);
        }
        let request: SyncRequest = serde_json::from_slice(body).unwrap();
        let receipts = request
            .changes
            .into_iter()
            .map(|pushed| Receipt {
                id: pushed.id,
                status: self.append(completed(pushed), now),
            })
            .collect();
        let mut reply = SyncReply {
            epoch: self.epoch.clone(),
            now,
            receipts,
            changes: Vec::new(),
            cursors: BTreeMap::new(),
            more: false,
            scopes: self.scopes.clone(),
            directives: self.asks.clone(),
            openings: Vec::new(),
            exports: Vec::new(),
            rescue_key: None,
            digest: None,
        };
        if self.scopes.is_empty() {
            reply.directives.push(Directive::Revoked);
        }
        if request.epoch == self.epoch {
            self.pull(&request.cursors, request.mine, &mut reply);
        }
        (200, serde_json::to_vec(&reply).unwrap())
    }

    fn pull(&self, cursors: &BTreeMap<Scope, Seq>, mine: u64, reply: &mut SyncReply) {
        let wanted: Vec<&Logged> = self
            .log
            .iter()
            .filter(|logged| {
                cursors.iter().any(|(scope, seq)| {
                    logged.seq > *seq && scope.covers(&logged.change.kind, &logged.change.area)
                })
            })
            .collect();
        reply.more = wanted.len() > PAGE;
        let page: Vec<&Logged> = wanted.into_iter().take(PAGE).collect();
        let reached = match page.last() {
            Some(last) if reply.more => last.seq,
            Some(_) | None => Seq(self.log.len() as u64),
        };
        reply.cursors = cursors
            .iter()
            .map(|(scope, seq)| (scope.clone(), reached.max(*seq)))
            .collect();
        reply.changes = page
            .into_iter()
            .map(|logged| {
                if logged.change.device == DEVICE && logged.change.device_seq <= mine {
                    Pulled::Own(Own {
                        id: logged.change.id,
                        seq: logged.seq,
                        received_at: logged.received_at,
                        clock_offset_ms: 0,
                    })
                } else {
                    Pulled::Full(Box::new(logged.clone()))
                }
            })
            .collect();
    }

    fn image(&self, path: &str) -> Answer {
        let value = |name: &str| {
            path.split(['?', '&'])
                .find_map(|part| part.strip_prefix(&format!("{name}=")))
        };
        let scope: Scope = value("scope").unwrap().parse().unwrap();
        let after: Option<RecordId> = value("after").map(|text| text.parse().unwrap());
        let mut records: Vec<Record> = self
            .records
            .values()
            .filter(|record| scope.covers(&record.kind, &record.area))
            .filter(|record| after.is_none_or(|after| record.id > after))
            .take(3)
            .cloned()
            .collect();
        let next = (records.len() == 3).then(|| records[1].id);
        records.truncate(2);
        let page = ImagePage {
            epoch: self.epoch.clone(),
            as_of: Seq(self.log.len() as u64),
            records,
            next,
        };
        (200, serde_json::to_vec(&page).unwrap())
    }
}

fn completed(pushed: Pushed) -> Change {
    Change {
        id: pushed.id,
        record: pushed.record,
        kind: pushed.kind,
        area: pushed.area,
        author: ME,
        device: DEVICE,
        device_seq: pushed.device_seq,
        captured_at: pushed.captured_at,
        base: pushed.base,
        act: pushed.act,
    }
}

fn aside(code: QuarantineCode) -> Status {
    Status::Quarantined {
        code,
        field: None,
        issue: None,
        message: "不行".to_owned(),
    }
}

pub(super) fn refusal(status: u16, code: ErrorCode, retry_after: Option<u32>) -> Answer {
    let error = ApiError {
        retry_after,
        ..ApiError::new(code, "不行")
    };
    (status, serde_json::to_vec(&error).unwrap())
}
