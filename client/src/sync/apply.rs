//! Putting an answer into the store: receipts, changes and cursors in one transaction, so that a cut leaves all of it or none.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::{Kind, Logged, RecordId, Scope, Seq, fold};
use protocol::digest::MendReply;
use protocol::sync::QuarantineCode;
use protocol::{Directive, Pulled, Receipt, Status, SyncReply};
use rusqlite::Connection;

use crate::calendar;
use crate::error::Error;
use crate::store::cursors::{self, Place};
use crate::store::{
    Own, Store, care, care_due, changes, exports, meta, openings, placing, records, uploads,
    withdrawal,
};
use crate::sync::agreement;

/// What an answer did.
#[derive(Debug, Default)]
pub(super) struct Applied {
    /// Kinds of the records that changed.
    pub(super) kinds: BTreeSet<Kind>,
    /// Scopes that are new begin with the tail: the server is asked again at once.
    pub(super) more: bool,
    /// The server has another history than this store: it starts over, and offers the shelf again.
    pub(super) new_epoch: bool,
    /// Does this device hold what the server says it should? `None` when that cannot be told now.
    pub(super) agrees: Option<bool>,
}

/// Puts an answer into the store.
pub(super) fn reply(
    store: &mut Store,
    asked_epoch: &str,
    reply: SyncReply,
    counts: bool,
    now: DateTime<Utc>,
) -> Result<Applied, Error> {
    let own = store.own();
    let tx = store.begin()?;
    // The thirty days of the shelf are the server's: a phone whose clock was turned must not clear it early.
    let there = reply.now;
    if let Some(key) = &reply.rescue_key {
        meta::set(&tx, meta::RESCUE_KEY, key)?;
    }
    let mut applied = Applied {
        new_epoch: reply.epoch != asked_epoch,
        ..Applied::default()
    };
    if applied.new_epoch {
        start_over(&tx, &own, &reply.epoch, there)?;
    }
    // With the scopes that this answer gives: a care file that was just received opens its own, and stays shown until its image is in.
    let held = cursors::all(&tx)?.into_keys();
    let held: Vec<Scope> = held.chain(reply.scopes.iter().cloned()).collect();
    receipts(&tx, &own, &reply.receipts, &held, there, &mut applied)?;
    pulled(&tx, &own, reply.changes, there, &mut applied)?;
    // Closed while the answer was on its way: care files stay where they were.
    let open = |scope: &Scope| !scope.is_sealed() || own.care.is_some();
    for (scope, seq) in reply.cursors.iter().filter(|(scope, _)| open(scope)) {
        if let Some(Place::Tail(_)) = cursors::all(&tx)?.get(scope) {
            cursors::set(&tx, scope, &Place::Tail(*seq))?;
        }
    }
    let revoked = reply.directives.contains(&Directive::Revoked);
    if revoked || !reply.scopes.is_empty() {
        let rights = if revoked { Vec::new() } else { reply.scopes };
        follow_rights(&tx, &own, &rights, &mut applied)?;
    }
    openings::told(&tx, &reply.openings)?;
    exports::told(&tx, &reply.exports)?;
    changes::clear_shelf(&tx, there)?;
    contact(&tx, now)?;
    let today = calendar::day_of(now + chrono::Duration::milliseconds(own.offset_ms));
    if care_due::expire(&tx, &own, today, now)? {
        applied.kinds.extend([Kind::PersonFile, Kind::CheckIn]);
    }
    care_due::settle(&tx, &own)?;
    if let Some(there) = reply.digest {
        applied.agrees = agreement::look(&tx, there, &reply.cursors, counts, now)?;
    }
    tx.commit()?;
    Ok(applied)
}

/// The server answered: failures are over.
pub(super) fn contact(db: &Connection, now: DateTime<Utc>) -> Result<(), Error> {
    meta::set(db, meta::LAST_CONTACT, &now.timestamp_millis().to_string())?;
    meta::set(db, meta::FAILURES, "0")?;
    meta::set(db, meta::NEXT_AT, "0")?;
    meta::set(db, meta::LAST_FAILURE, "")?;
    meta::set(db, meta::SIGNED_OUT, "0")
}

/// Another history: everything confirmed is doubted until it comes again, and what the server had is offered again.
fn start_over(db: &Connection, own: &Own, epoch: &str, now: DateTime<Utc>) -> Result<(), Error> {
    meta::set(db, meta::EPOCH, epoch)?;
    meta::set(db, meta::LEAVING, "0")?;
    changes::offer_shelf_again(db, now)?;
    openings::tell_again(db, now)?;
    exports::tell_again(db, now)?;
    uploads::offer_again(db, now)?;
    withdrawal::mark_all_stale(db)?;
    for scope in cursors::all(db)?.into_keys() {
        cursors::set(db, &scope, &Place::from_the_start())?;
    }
    for record in changes::records_with_pending(db)? {
        records::refresh(db, own, record)?;
    }
    Ok(())
}

fn receipts(
    db: &Connection,
    own: &Own,
    receipts: &[Receipt],
    held: &[Scope],
    now: DateTime<Utc>,
    applied: &mut Applied,
) -> Result<(), Error> {
    for receipt in receipts {
        // A receipt for what is not waiting any more is a repeat: the first one stands.
        let Some((record, kind, area)) = changes::receive(db, receipt.id, &receipt.status, now)?
        else {
            continue;
        };
        if applied.new_epoch && lacks_its_beginning(&receipt.status) {
            // The restored server has lost the record; its creation is on the shelf and goes first.
            changes::wait_again(db, record)?;
        }
        let lies = placing::of(db, record, &kind, &area)?;
        if !held.iter().any(|scope| scope.holds(&lies)) {
            // Nothing of this place comes down any more: what is received needs no showing.
            changes::unshow_received(db, record)?;
        }
        records::refresh(db, own, record)?;
        applied.kinds.insert(kind);
    }
    Ok(())
}

fn lacks_its_beginning(status: &Status) -> bool {
    matches!(
        status,
        Status::Quarantined {
            code: QuarantineCode::NoSuchRecord | QuarantineCode::Predecessor,
            ..
        }
    )
}

fn pulled(
    db: &Connection,
    own: &Own,
    pulled: Vec<Pulled>,
    now: DateTime<Utc>,
    applied: &mut Applied,
) -> Result<(), Error> {
    if pulled.is_empty() {
        return Ok(());
    }
    let mut pending = changes::records_with_pending(db)?;
    for change in pulled {
        let logged = match change {
            Pulled::Full(logged) if own.care.is_none() && care::is_sealed(&logged.change.kind) => {
                continue;
            }
            Pulled::Full(logged) => {
                if changes::fold_in(db, own, logged.change.id, now)?.is_some() {
                    pending.insert(logged.change.record);
                }
                *logged
            }
            Pulled::Whole(whole) => {
                let record = whole.whole;
                if own.care.is_some() || !care::is_sealed(&record.kind) {
                    records::put_confirmed(db, own, &record, pending.contains(&record.id))?;
                    applied.kinds.insert(record.kind);
                }
                continue;
            }
            Pulled::Gone(gone) => {
                applied
                    .kinds
                    .extend(withdrawal::give_back_one(db, own, gone.gone)?);
                continue;
            }
            Pulled::Own(place) if care::is_closed_change(db, own, place.id)? => continue,
            Pulled::Own(place) => {
                let Some(change) = changes::fold_in(db, own, place.id, now)? else {
                    // The server counts on a change that is not here: everything is fetched afresh, and what follows with it.
                    for scope in cursors::all(db)?.into_keys() {
                        cursors::set(db, &scope, &Place::from_the_start())?;
                    }
                    return Ok(());
                };
                pending.insert(change.record);
                Logged {
                    seq: place.seq,
                    received_at: place.received_at,
                    clock_offset_ms: place.clock_offset_ms,
                    change,
                }
            }
        };
        applied.kinds.insert(logged.change.kind.clone());
        fold_one(db, own, &logged, &pending)?;
    }
    Ok(())
}

fn fold_one(
    db: &Connection,
    own: &Own,
    logged: &Logged,
    pending: &BTreeSet<RecordId>,
) -> Result<(), Error> {
    let id = logged.change.record;
    let before = records::confirmed(db, own, id)?;
    match fold::confirm(before, logged) {
        Ok((record, _)) => records::put_confirmed(db, own, &record, pending.contains(&id)),
        Err(_) => {
            // It does not fit what is here: counted, so that it can be seen; the next image of the scope puts it right.
            let unfolded = meta::number(db, meta::UNFOLDED)?.unwrap_or(0) + 1;
            meta::set(db, meta::UNFOLDED, &unfolded.to_string())
        }
    }
}

/// Begins scopes that are new and gives back those whose right has ended. The outbox stays.
fn follow_rights(
    db: &Connection,
    own: &Own,
    rights: &[Scope],
    applied: &mut Applied,
) -> Result<(), Error> {
    let held = cursors::all(db)?;
    for scope in rights.iter().filter(|scope| !held.contains_key(*scope)) {
        // Part of what is here already: it goes on from where the whole stood.
        let whole = held.iter().find_map(|(wider, place)| match place {
            Place::Tail(seq) if wider.contains(scope) => Some(*seq),
            Place::Tail(_) | Place::Image { .. } => None,
        });
        let place = whole.map_or_else(|| Place::of_new(scope), Place::Tail);
        applied.more |= place == Place::Tail(Seq(0));
        cursors::set(db, scope, &place)?;
    }
    for scope in held.keys().filter(|scope| !rights.contains(scope)) {
        cursors::remove(db, scope)?;
        withdrawal::give_back(db, own, scope, rights)?;
        applied.kinds.extend(Kind::known());
    }
    Ok(())
}

/// Puts a part right in which this device and the server differed; of which kinds that was.
pub(super) fn mend(
    store: &mut Store,
    reply: MendReply,
    now: DateTime<Utc>,
) -> Result<BTreeSet<Kind>, Error> {
    let own = store.own();
    let tx = store.begin()?;
    let mut applied = Applied::default();
    if meta::get(&tx, meta::EPOCH)?.as_deref() == Some(&reply.epoch) {
        let records = reply.changes.len();
        for change in &reply.changes {
            if let Pulled::Whole(whole) = change {
                // What is here may say that it has come further.
                withdrawal::unconfirm(&tx, whole.whole.id)?;
            }
        }
        pulled(&tx, &own, reply.changes, now, &mut applied)?;
        agreement::note_mended(&tx, records, now)?;
    }
    tx.commit()?;
    Ok(applied.kinds)
}

/// Sets a change aside that the server refused to read at all.
pub(super) fn set_aside(
    store: &mut Store,
    id: domain::ChangeId,
    status: &Status,
) -> Result<Option<Kind>, Error> {
    let own = store.own();
    let tx = store.begin()?;
    // No server has it: the time of its arrival stays open.
    let found = changes::receive(&tx, id, status, DateTime::UNIX_EPOCH)?;
    if let Some((record, _, _)) = &found {
        records::refresh(&tx, &own, *record)?;
    }
    tx.commit()?;
    Ok(found.map(|(_, kind, _)| kind))
}
