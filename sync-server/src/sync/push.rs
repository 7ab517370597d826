//! Judging what was pushed, change by change, in the order it was sent.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use chrono::{DateTime, Duration, Utc};
use domain::{Act, Change, DeviceId, Kind, Record, RecordId};
use protocol::sync::QuarantineCode;
use protocol::{ApiError, ErrorCode, Pushed, Receipt, Status, limits};

use super::content::Element;
use super::{care, steps};
use crate::append::{self, Incoming, set_aside};
use crate::error::Error;
use crate::rights::Rights;
use crate::storage::{DeviceRow, QuarantineRow, ReceiptRow, Tx};

/// Who pushes, and when.
pub(crate) struct Pushing {
    pub(crate) device: DeviceId,
    pub(crate) token_hash: [u8; 32],
    pub(crate) app: String,
    pub(crate) now: DateTime<Utc>,
    pub(crate) clock_offset_ms: i64,
}

/// Judges and stores every element; a receipt for each, in order.
pub(crate) fn push(
    tx: &dyn Tx,
    pushing: &Pushing,
    elements: &[Element],
) -> Result<Vec<Receipt>, Error> {
    // Read again inside the transaction: the credential may have ended since the request came in.
    let device = tx
        .device(pushing.device)?
        .filter(|device| device.token_hash == pushing.token_hash)
        .ok_or_else(|| {
            Error::Refused(ApiError::new(
                ErrorCode::Unauthorized,
                "这台设备的登记已失效,请重新登记",
            ))
        })?;
    let mut judge = Judge {
        tx,
        pushing,
        rights: Rights::of(tx, device.member)?,
        device,
        waiting: BTreeSet::new(),
        forked: false,
    };
    let receipts = elements
        .iter()
        .map(|element| {
            let status = judge.element(element)?;
            Ok(Receipt {
                id: element.id,
                status,
            })
        })
        .collect::<Result<Vec<_>, Error>>()?;
    judge.note_device(elements)?;
    Ok(receipts)
}

struct Judge<'a> {
    tx: &'a dyn Tx,
    pushing: &'a Pushing,
    device: DeviceRow,
    rights: Rights,
    /// Records of which a change of this request was set aside.
    waiting: BTreeSet<RecordId>,
    forked: bool,
}

impl Judge<'_> {
    fn element(&mut self, element: &Element) -> Result<Status, Error> {
        let before = match self.tx.receipt(element.id)? {
            Some(first) if first.content_hash == element.content_hash => {
                if !may_end_otherwise(&first.status) {
                    return Ok(first.status);
                }
                Some(first.status)
            }
            // What could not be read said nothing yet: a corrected writing of it takes its place.
            Some(first) if is_unreadable(&first.status) => None,
            Some(_) => {
                let status = set_aside(
                    QuarantineCode::SameIdOtherContent,
                    "这个编号之前收到过不同的内容,先收到的那份有效",
                );
                self.keep_aside(element, &status)?;
                return Ok(status);
            }
            None => None,
        };
        let status = match &element.content {
            Ok((pushed, content)) => {
                let incoming = self.incoming(pushed, content, element.content_hash);
                self.change(&incoming)?
            }
            Err(code) => unreadable(*code),
        };
        if status.seq().is_some() {
            return Ok(status);
        }
        // A repeat that still cannot count gets the first answer again.
        if let Some(before) = before {
            return Ok(before);
        }
        self.keep_aside(element, &status)?;
        self.tx
            .put_receipt(&self.receipt(element, status.clone()))?;
        Ok(status)
    }

    fn incoming(
        &self,
        pushed: &Pushed,
        content: &serde_json::Map<String, serde_json::Value>,
        content_hash: [u8; 32],
    ) -> Incoming {
        let pushed = pushed.clone();
        Incoming {
            change: Change {
                id: pushed.id,
                record: pushed.record,
                kind: pushed.kind,
                area: pushed.area,
                author: self.device.member,
                device: self.device.id,
                device_seq: pushed.device_seq,
                captured_at: pushed.captured_at,
                base: pushed.base,
                act: pushed.act,
            },
            content: content.clone(),
            content_hash,
            received_at: self.pushing.now,
            clock_offset_ms: self.pushing.clock_offset_ms,
        }
    }

    fn change(&mut self, incoming: &Incoming) -> Result<Status, Error> {
        let change = &incoming.change;
        self.look_for_fork(change)?;
        let creates = matches!(change.act, Act::Create(_));
        let record = self.tx.record(change.record)?;
        let status = if self.waiting.contains(&change.record) && !creates {
            set_aside(
                QuarantineCode::Predecessor,
                "同一条记录前面有一处改动待处理,改好后再发送",
            )
        } else if self.is_allowed(incoming, record.as_ref()) {
            let refused = care::refusal(self.tx, &self.rights, incoming, record.as_ref())?
                .or_else(|| steps::form_refusal(&self.rights, incoming, record.as_ref()))
                .or_else(|| steps::refusal(&self.rights, incoming, record.as_ref()));
            match refused {
                Some(refusal) => refusal,
                None => self.append(incoming, record)?,
            }
        } else {
            set_aside(
                QuarantineCode::NotAllowed,
                "这条记录不在你负责的网格内,请联系镇综治中心",
            )
        };
        if status.seq().is_none() {
            self.waiting.insert(change.record);
        } else if creates {
            self.waiting.remove(&change.record);
        }
        Ok(status)
    }

    /// A care file gives its team the right to what follows, perhaps in this very request.
    fn append(&mut self, incoming: &Incoming, record: Option<Record>) -> Result<Status, Error> {
        let status = append_guarded(self.tx, incoming, record)?;
        if incoming.change.kind == Kind::PersonFile && status.seq().is_some() {
            self.rights = Rights::of(self.tx, self.device.member)?;
        }
        Ok(status)
    }

    /// A creation says its place itself; everything else happens where the record is.
    fn is_allowed(&self, incoming: &Incoming, record: Option<&Record>) -> bool {
        let change = &incoming.change;
        let captured_at = change.captured_at + Duration::milliseconds(incoming.clock_offset_ms);
        let revoked = self.device.revoked_at;
        if revoked.is_some_and(|revoked| captured_at >= revoked) {
            return false;
        }
        let now = self.pushing.now;
        let creates = matches!(change.act, Act::Create(_));
        let Some(record) = record.filter(|_| !creates) else {
            // Of a record that does not exist, that is the answer, wherever it is said to be. A file is begun inside one's areas, a
            // check-in where the file's team is.
            return !creates
                || change.kind == Kind::CheckIn
                || self
                    .rights
                    .may_write(&change.kind, &change.area, captured_at, now);
        };
        // Everything else about care is asked of the file's team.
        care::is_care(&record.kind) || !self.rights.roles_on(record, captured_at, now).is_empty()
    }

    /// A count that an accepted change of another id holds: two installations share this device's id.
    fn look_for_fork(&mut self, change: &Change) -> Result<(), Error> {
        let Some(other) = self.tx.change_at(change.device, change.device_seq)? else {
            return Ok(());
        };
        let accepted = |receipt: ReceiptRow| receipt.status.seq().is_some();
        if other != change.id && self.tx.receipt(other)?.is_some_and(accepted) {
            self.forked = true;
        }
        Ok(())
    }

    fn keep_aside(&self, element: &Element, status: &Status) -> Result<(), Error> {
        let Status::Quarantined { code, .. } = status else {
            return Ok(());
        };
        self.tx.put_quarantine(&QuarantineRow {
            id: element.id,
            content_hash: element.content_hash,
            member: self.device.member,
            device: self.device.id,
            received_at: self.pushing.now,
            reason: code_name(*code),
            body: element.raw.clone(),
        })
    }

    fn receipt(&self, element: &Element, status: Status) -> ReceiptRow {
        let device_seq = element
            .content
            .as_ref()
            .map_or(0, |(pushed, _)| pushed.device_seq);
        ReceiptRow {
            id: element.id,
            content_hash: element.content_hash,
            device: self.device.id,
            device_seq,
            received_at: self.pushing.now,
            status,
        }
    }

    fn note_device(&mut self, elements: &[Element]) -> Result<(), Error> {
        let sent = elements
            .iter()
            .filter_map(|element| element.content.as_ref().ok())
            .map(|(pushed, _)| pushed.device_seq);
        let mut device = self.device.clone();
        device.last_device_seq = sent.fold(device.last_device_seq, u64::max);
        device.last_seen_at = self.pushing.now;
        device.app.clone_from(&self.pushing.app);
        if self.forked {
            device.forked_at.get_or_insert(self.pushing.now);
        }
        self.tx.put_device(&device)
    }
}

/// A fault of the rules on one change must not hold up the other changes of the push.
fn append_guarded(
    tx: &dyn Tx,
    incoming: &Incoming,
    record: Option<Record>,
) -> Result<Status, Error> {
    catch_unwind(AssertUnwindSafe(|| append::append(tx, incoming, record))).unwrap_or_else(|_| {
        tracing::error!(change = %incoming.change.id, "the rules failed on a change");
        Ok(unreadable(QuarantineCode::Unreadable))
    })
}

/// Set aside for a reason that may pass: something else must come first, a right may be given, a newer server may read it.
fn may_end_otherwise(status: &Status) -> bool {
    let Status::Quarantined { code, .. } = status else {
        return false;
    };
    match code {
        QuarantineCode::Predecessor
        | QuarantineCode::NoSuchRecord
        | QuarantineCode::NotAllowed
        | QuarantineCode::Unreadable => true,
        QuarantineCode::Invalid
        | QuarantineCode::SameIdOtherContent
        | QuarantineCode::AlreadyExists
        | QuarantineCode::TooLarge
        | QuarantineCode::Unknown => false,
    }
}

fn is_unreadable(status: &Status) -> bool {
    matches!(
        status,
        Status::Quarantined {
            code: QuarantineCode::Unreadable,
            ..
        }
    )
}

fn unreadable(code: QuarantineCode) -> Status {
    let message = if code == QuarantineCode::TooLarge {
        format!("这条记录太大,最多 {} KB", limits::CHANGE_BYTES / 1024)
    } else {
        "服务器读不懂这条记录,已原样保存,请更新应用后再发送".to_owned()
    };
    set_aside(code, &message)
}

fn code_name(code: QuarantineCode) -> String {
    serde_json::to_value(code)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}
