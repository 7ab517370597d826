//! Reading what is new: the changes of all scopes asked for and held, merged in the town's order, up to one common place.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::{DeviceId, Scope, Seq};
use protocol::{Directive, limits};

use super::reply::{Reply, pulled};
use crate::error::Error;
use crate::rights::Rights;
use crate::storage::{ChangeRow, DeviceRow, View};

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
    /// It can read the scope of one care file.
    pub(super) knows_files: bool,
}

/// Reads one page.
pub(super) fn pull(view: &dyn View, wanted: &Wanted, now: DateTime<Utc>) -> Result<Reply, Error> {
    let town = view.town()?;
    let device = view
        .device(wanted.device)?
        .ok_or(Error::NotFound("device"))?;
    let rights = Rights::of(view, device.member)?;
    let mut reply = Reply::empty(town.epoch, now);
    if device.forked_at.is_some() {
        reply.directives.push(Directive::Fork);
    }
    if device.revoked_at.is_none() {
        reply.scopes = rights.scopes(now);
    }
    // No scope at all reads as "not told" to a client, so the end of the last right is said in a word.
    if reply.scopes.is_empty() {
        reply.directives.push(Directive::Revoked);
        return Ok(reply);
    }
    if !wanted.knows_files {
        reply.scopes.retain(|scope| scope.file.is_none());
    }
    if wanted.epoch != reply.epoch || wanted.too_old {
        return Ok(reply);
    }
    let held: Vec<(&Scope, Seq)> = wanted
        .cursors
        .iter()
        .filter(|(scope, _)| rights.may_see(scope, now))
        .map(|(scope, cursor)| (scope, *cursor))
        .collect();
    let page = read_page(view, &held, wanted.limit.clamp(1, limits::PULL_CHANGES))?;
    let reached = if page.more { page.last() } else { town.head };
    reply.cursors = held
        .into_iter()
        // A scope that was ahead of a cut page stays there; past the head there is nothing to be ahead of.
        .map(|(scope, cursor)| (scope.clone(), cursor.clamp(reached, town.head.max(reached))))
        .collect();
    reply.more = page.more;
    reply.changes = page
        .changes
        .into_iter()
        .map(|change| pulled(change, holds_itself(&device, wanted.mine)))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(reply)
}

/// Which changes the device holds already. When two installations share its id, none can be taken for granted.
fn holds_itself(device: &DeviceRow, mine: u64) -> impl Fn(&ChangeRow) -> bool + Copy + '_ {
    move |change| {
        device.forked_at.is_none() && change.device == device.id && change.device_seq <= mine
    }
}

struct Page {
    changes: Vec<ChangeRow>,
    more: bool,
}

impl Page {
    fn last(&self) -> Seq {
        self.changes.last().map_or(Seq(0), |change| change.seq)
    }
}

/// Every scope gives up to one change more than fits, so that a cut page ends before the last one of any scope that was cut.
fn read_page(view: &dyn View, held: &[(&Scope, Seq)], limit: usize) -> Result<Page, Error> {
    let mut merged: BTreeMap<Seq, ChangeRow> = BTreeMap::new();
    for (scope, cursor) in held {
        let rows = view.changes_after(scope, *cursor, limit + 1)?;
        merged.extend(rows.into_iter().map(|row| (row.seq, row)));
    }
    let total = merged.len();
    let mut bytes = 0;
    let changes: Vec<ChangeRow> = merged
        .into_values()
        .take(limit)
        .take_while(|change| {
            let fits = bytes == 0 || bytes + change.body.len() <= PAGE_BYTES;
            bytes += change.body.len();
            fits
        })
        .collect();
    let more = changes.len() < total;
    Ok(Page { changes, more })
}
