//! Reading what is new: the changes of all scopes asked for and held, merged in the town's order, up to one common place.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::{DataClass, DeviceId, Placing, Scope, Seq};
use protocol::sync::{Gone, Whole};
use protocol::{Directive, limits, version};
use serde_json::value::{RawValue, to_raw_value};

use super::digest;
use super::reply::{Reply, pulled};
use crate::error::Error;
use crate::rights::Rights;
use crate::storage::{ChangeRow, DeviceRow, MoveRow, View};

/// A page ends when its changes have this many bytes.
const PAGE_BYTES: usize = 1024 * 1024;

/// What a device asks for.
pub(super) struct Wanted {
    pub(super) device: DeviceId,
    pub(super) epoch: String,
    pub(super) mine: u64,
    pub(super) cursors: BTreeMap<Scope, Seq>,
    pub(super) limit: usize,
    pub(super) too_old: bool,
    /// The version that it speaks.
    pub(super) v: u16,
}

/// Reads one page.
pub(super) fn pull(view: &dyn View, wanted: &Wanted, now: DateTime<Utc>) -> Result<Reply, Error> {
    let town = view.town()?;
    let device = view
        .device(wanted.device)?
        .ok_or(Error::NotFound("device"))?;
    let rights = Rights::of(view, device.member)?;
    let mut reply = Reply::empty(town.epoch, now);
    if device.revoked_at.is_some() {
        // It need not enrol again for that, whatever else became of it.
        reply
            .directives
            .extend([Directive::Revoked, Directive::Forget]);
        return Ok(reply);
    }
    if device.forked_at.is_some() {
        reply.directives.push(Directive::Fork);
    }
    reply.scopes = rights.scopes(now);
    // No scope at all reads as "not told" to a client, so the end of the last right is said in a word.
    if reply.scopes.is_empty() {
        reply.directives.push(Directive::Revoked);
        return Ok(reply);
    }
    reply.scopes.retain(|scope| is_known(scope, wanted.v));
    if wanted.epoch != reply.epoch || wanted.too_old {
        return Ok(reply);
    }
    let held: Vec<(&Scope, Seq)> = wanted
        .cursors
        .iter()
        .filter(|(scope, _)| rights.may_see(scope, now))
        .map(|(scope, cursor)| (scope, *cursor))
        .collect();
    let reading = Reading {
        view,
        held: &held,
        rights: &reply.scopes,
        v: wanted.v,
    };
    let page = reading.page(wanted.limit.clamp(1, limits::PULL_CHANGES))?;
    let reached = if page.more { page.last() } else { town.head };
    reply.cursors = held
        .into_iter()
        // A scope that was ahead of a cut page stays there; past the head there is nothing to be ahead of.
        .map(|(scope, cursor)| (scope.clone(), cursor.clamp(reached, town.head.max(reached))))
        .collect();
    reply.more = page.more;
    if !page.more && wanted.v >= version::V3 {
        reply.digest = Some(digest::of(view, reply.cursors.keys())?);
    }
    reply.changes = page
        .items
        .into_values()
        .filter_map(|item| match item {
            Item::Nothing => None,
            Item::Change(change) => Some(pulled(change, holds_itself(&device, wanted.mine))),
            Item::Ready(json) => Some(Ok(json)),
        })
        .collect::<Result<Vec<_>, _>>()?;
    Ok(reply)
}

/// Can a client of this version read this scope?
fn is_known(scope: &Scope, v: u16) -> bool {
    let since = match (scope.class, scope.file) {
        (DataClass::SensitiveCase, _) | (DataClass::Case, Some(_)) => version::V3,
        (_, Some(_)) => version::V2,
        (_, None) => version::V1,
    };
    v >= since
}

/// Which changes the device holds already. When two installations share its id, none can be taken for granted.
fn holds_itself(device: &DeviceRow, mine: u64) -> impl Fn(&ChangeRow) -> bool + Copy + '_ {
    move |change| {
        device.forked_at.is_none() && change.device == device.id && change.device_seq <= mine
    }
}

/// What a page says at one place of the order.
enum Item {
    /// Nothing to this device, but the page has come so far.
    Nothing,
    /// The change there.
    Change(ChangeRow),
    /// What is sent to whoever reads it, as it stands: a record that came whole, or went, or a change whose content the device may not have.
    Ready(Box<RawValue>),
}

impl Item {
    fn len(&self) -> usize {
        match self {
            Self::Nothing => 0,
            Self::Change(change) => change.body.len(),
            Self::Ready(json) => json.get().len(),
        }
    }
}

struct Page {
    items: BTreeMap<Seq, Item>,
    more: bool,
}

impl Page {
    fn last(&self) -> Seq {
        self.items.last_key_value().map_or(Seq(0), |(seq, _)| *seq)
    }
}

struct Reading<'a> {
    view: &'a dyn View,
    /// The scopes whose tail is asked for, and from where.
    held: &'a [(&'a Scope, Seq)],
    /// All scopes of the device.
    rights: &'a [Scope],
    v: u16,
}

impl Reading<'_> {
    /// Every scope gives up to one change more than fits, so that a cut page ends before the last one of any scope that was cut.
    fn page(&self, limit: usize) -> Result<Page, Error> {
        let mut merged: BTreeMap<Seq, Item> = BTreeMap::new();
        for (scope, cursor) in self.held {
            // A record that left this scope: first, so that the change itself covers it where another scope has it.
            for moved in self.view.moves_after(scope, *cursor, limit + 1)? {
                merged.insert(moved.seq, self.gone(&moved)?);
            }
        }
        for (scope, cursor) in self.held {
            for row in self.view.changes_after(scope, *cursor, limit + 1)? {
                let is_told_anew = scope.file.is_some() && *cursor == Seq(0);
                merged.insert(row.seq, self.arrived(row, is_told_anew)?);
            }
        }
        let total = merged.len();
        let mut bytes = 0;
        let items: BTreeMap<Seq, Item> = merged
            .into_iter()
            .take(limit)
            .take_while(|(_, item)| {
                let fits = bytes == 0 || bytes + item.len() <= PAGE_BYTES;
                bytes += item.len();
                fits
            })
            .collect();
        let more = items.len() < total;
        Ok(Page { items, more })
    }

    /// A record that lay in a held scope and lies in none of the device's any more.
    fn gone(&self, moved: &MoveRow) -> Result<Item, Error> {
        let record = self.view.record(moved.record)?;
        let placing = record.as_ref().map(Placing::of);
        let is_here = placing.is_some_and(|placing| self.has(&placing));
        if is_here || self.v < version::V3 {
            return Ok(Item::Nothing);
        }
        let gone = Gone {
            seq: moved.seq,
            gone: moved.record,
        };
        let json = to_raw_value(&gone).map_err(Error::damaged("record"))?;
        Ok(Item::Ready(json))
    }

    /// A change of a held scope, perhaps of one that is told from its beginning. Where a change brought the record here, there comes the
    /// whole record, and nothing of what was before.
    fn arrived(&self, row: ChangeRow, is_told_anew: bool) -> Result<Item, Error> {
        if row.file.is_none() || self.v < version::V3 {
            return Ok(Item::Change(row));
        }
        let moves = self.view.moves_of(row.record)?;
        let brought = moves.iter().filter(|moved| !self.holds(&moved.before));
        let last = brought.map(|moved| moved.seq).max();
        if last.is_some_and(|last| row.seq < last) {
            return Ok(Item::Nothing);
        }
        if last == Some(row.seq)
            && let Some(record) = self.view.record(row.record)?
        {
            let whole = Whole {
                seq: row.seq,
                whole: record,
            };
            let json = to_raw_value(&whole).map_err(Error::damaged("record"))?;
            return Ok(Item::Ready(json));
        }
        if is_told_anew {
            // The device may have cleared its own part of it long ago.
            let json = RawValue::from_string(row.body).map_err(Error::damaged("change"))?;
            return Ok(Item::Ready(json));
        }
        Ok(Item::Change(row))
    }

    fn has(&self, placing: &Placing) -> bool {
        self.rights.iter().any(|scope| scope.holds(placing))
    }

    fn holds(&self, placing: &Placing) -> bool {
        self.held.iter().any(|(scope, _)| scope.holds(placing))
    }
}
