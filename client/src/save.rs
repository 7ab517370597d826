//! Saving: one durable transaction of change, record, search and draft. A correction of what was set aside takes its place.

use domain::care::team;
use domain::fold::{self, MergeClass};
use domain::{Act, AreaCode, ChangeId, Fields, Kind, Placing, Record, RecordId, Role};
use rusqlite::Connection;

use crate::context::Context;
use crate::error::Error;
use crate::store::changes::{self, NewChange, Pending, State};
use crate::store::{care, care_due, cursors, records};
use crate::sync::Why;

/// What is to be saved.
pub(crate) struct Wish {
    pub(crate) kind: Kind,
    /// Which record; none for a new one.
    pub(crate) id: Option<RecordId>,
    /// Where a new record belongs.
    pub(crate) area: AreaCode,
    /// All fields of the form, as its type writes them.
    pub(crate) wanted: Fields,
    /// The same type's reading of fields that are here already: what it does not know stays out of the comparison.
    pub(crate) typed: fn(&Fields) -> Fields,
}

/// Saves, and does `beside` in the same transaction. Answers when it is durable.
pub(crate) fn save(
    cx: &mut Context<'_>,
    wish: Wish,
    beside: impl FnOnce(&Connection, RecordId) -> Result<(), Error>,
) -> Result<RecordId, Error> {
    let kind = wish.kind.clone();
    let plan = match wish.id {
        None => Plan {
            record: RecordId(cx.new_id()?),
            area: wish.area,
            base: None,
            act: Some(Act::Create(wish.wanted)),
            replaced: Vec::new(),
        },
        Some(id) => correction(cx, id, &wish)?,
    };
    let record = plan.record;
    let (id, captured_at) = (ChangeId(cx.new_id()?), cx.phone_now());
    let own = cx.store.own();
    let tx = cx.store.begin()?;
    changes::replace(&tx, &plan.replaced)?;
    if let Some(act) = plan.act {
        changes::append(
            &tx,
            NewChange {
                id,
                record,
                kind: kind.clone(),
                area: plan.area,
                captured_at,
                base: plan.base,
                act,
            },
        )?;
    }
    records::refresh(&tx, &own, record)?;
    care_due::settle(&tx, &own)?;
    beside(&tx, record)?;
    tx.commit()?;
    cx.changed.insert(kind);
    cx.wake = Some(Why::Saved);
    Ok(record)
}

struct Plan {
    record: RecordId,
    area: AreaCode,
    base: Option<domain::Seq>,
    /// None when nothing is different.
    act: Option<Act>,
    replaced: Vec<ChangeId>,
}

fn shown(cx: &Context<'_>, kind: &Kind, id: RecordId) -> Result<Record, Error> {
    let viewed = if care::is_sealed(kind) {
        care::view(cx.db(), &cx.store.own(), id)?
    } else {
        records::view(cx.db(), id)?
    };
    Ok(viewed.ok_or(Error::NotFound)?.record)
}

fn correction(cx: &Context<'_>, id: RecordId, wish: &Wish) -> Result<Plan, Error> {
    let shown = shown(cx, &wish.kind, id)?;
    if shown.kind != wish.kind {
        return Err(Error::NotFound);
    }
    let confirmed = records::known(cx.db(), &cx.store.own(), id)?;
    let pending = changes::pending_of(cx.db(), &cx.store.own(), id)?;
    let is_aside = |change: &Pending| change.state == State::Quarantined;
    if confirmed.is_none() && pending.iter().any(is_aside) {
        // The office has nothing of it: one new creation says all of it.
        return Ok(Plan {
            record: id,
            area: shown.area,
            base: None,
            act: Some(Act::Create(wish.wanted.clone())),
            replaced: pending.iter().map(|change| change.change.id).collect(),
        });
    }
    let mut before = confirmed.clone();
    for change in pending.iter().filter(|change| !is_aside(change)) {
        // What does not fit is not shown either, so it is not compared with.
        before = fold::overlay(before.clone(), &change.change)
            .ok()
            .or(before);
    }
    let before = before.unwrap_or_else(|| shown.clone());
    let mut edit = (wish.typed)(&before.fields).difference(&wish.wanted);
    confirm_contested(&mut edit, &before, &wish.wanted, cx);
    let seen = cursors::seen_of(cx.db(), &Placing::of(&before))?.unwrap_or_default();
    Ok(Plan {
        record: id,
        area: before.area,
        base: Some(confirmed.map_or(seen, |record| seen.max(record.seq))),
        act: (!edit.0.is_empty()).then_some(Act::Edit(edit)),
        replaced: pending
            .iter()
            .filter(|change| is_aside(change))
            .map(|change| change.change.id)
            .collect(),
    })
}

/// Saving a form confirms the contested values that it shows: who saves has seen both. What must be reviewed is the supervisor's.
fn confirm_contested(edit: &mut Fields, before: &Record, wanted: &Fields, cx: &Context<'_>) {
    let role = cx.role();
    let is_maker = before.made.by == cx.profile.member;
    for field in before.contested.keys() {
        let may_decide = match fold::merge_class(&before.kind, field) {
            MergeClass::ByField | MergeClass::Together => true,
            MergeClass::MustReview => role == Role::Supervisor,
        };
        // Who is on a care team is not confirmed in passing by somebody who may not write it.
        let may_decide = may_decide
            && (before.kind != Kind::PersonFile || team::may_edit(role, is_maker, field));
        if may_decide && let Some(value) = wanted.get(field) {
            edit.0.insert(field.clone(), value.clone());
        }
    }
}

/// Sends what was set aside of a record again, as it is.
pub(crate) fn resend(cx: &mut Context<'_>, record: RecordId) -> Result<(), Error> {
    let own = cx.store.own();
    let tx = cx.store.begin()?;
    // Not asked of the record: it may have been given back, and what was done to it waits for a hand all the same.
    let kind = changes::wait_again(&tx, record)?.ok_or(Error::NotFound)?;
    records::refresh(&tx, &own, record)?;
    tx.commit()?;
    cx.changed.insert(kind);
    cx.wake = Some(Why::Saved);
    Ok(())
}
