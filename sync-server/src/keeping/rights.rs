//! Rights over areas: given, ended, and handed from one person to another. A member's own record follows, so that everybody sees who
//! works where, and every device that waits for news hears of it.

use chrono::{DateTime, Utc};
use domain::{Act, AreaCode, Fields, Kind, MemberId, RecordId, Role};
use serde_json::{Value, json};

use super::care_team::take_over_care;
use super::devices::{devices_of, revoke};
use crate::audit::{self, Actor, Deed};
use crate::error::Error;
use crate::storage::{DeviceRow, GrantRow, Tx, View};
use crate::town::Pen;

/// Gives a member a role over an area from now on. Given twice, it is there once; false then.
///
/// # Errors
/// When the storage refuses.
pub fn grant(
    tx: &dyn Tx,
    by: Actor,
    member: MemberId,
    (role, area): (Role, &AreaCode),
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let given = give(tx, member, (role, area), now)?;
    if given {
        follow(tx, member, now)?;
        let about = facts(member, (role, area), &[]);
        audit::note(tx, now, by, (Deed::Grant, &about))?;
    }
    Ok(given)
}

/// Ends a member's open grants of a role over exactly this area; how many there were.
///
/// # Errors
/// When the storage refuses.
pub fn end_grant(
    tx: &dyn Tx,
    by: Actor,
    member: MemberId,
    (role, area): (Role, &AreaCode),
    now: DateTime<Utc>,
) -> Result<usize, Error> {
    let ended = tx.end_grants(member, Some(role), area, now)?;
    if ended > 0 {
        follow(tx, member, now)?;
        let about = facts(member, (role, area), &[("rows", ended)]);
        audit::note(tx, now, by, (Deed::EndGrant, &about))?;
    }
    Ok(ended)
}

/// What a replacement did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replaced {
    /// The rights that the old member had and the new one has now.
    pub rights: Vec<(Role, AreaCode)>,
    /// The old member's devices, revoked.
    pub devices: Vec<DeviceRow>,
    /// Care files on whose team the new member has the old one's places.
    pub care: Vec<RecordId>,
}

/// Somebody takes over: the new member has the old one's rights from now on, the old one's end, and so do the old one's devices;
/// `with_care`, the places on care teams too.
/// What the old member wrote stays the old member's.
///
/// # Errors
/// [`Error::NotFound`] when the old member has no right to hand over.
pub fn replace(
    tx: &dyn Tx,
    by: Actor,
    (old, new): (MemberId, MemberId),
    with_care: bool,
    now: DateTime<Utc>,
) -> Result<Replaced, Error> {
    let rights = open_rights(tx, old, now)?;
    if rights.is_empty() {
        return Err(Error::NotFound("member"));
    }
    for (role, area) in &rights {
        give(tx, new, (*role, area), now)?;
        tx.end_grants(old, Some(*role), area, now)?;
    }
    let devices = devices_of(tx, old)?
        .into_iter()
        .map(|device| revoke(tx, by, device.id, now))
        .collect::<Result<Vec<_>, Error>>()?;
    follow(tx, new, now)?;
    follow(tx, old, now)?;
    let about = [
        ("old", json!(old)),
        ("new", json!(new)),
        ("rights", json!(rights)),
        ("devices", json!(devices.len())),
    ];
    audit::note(tx, now, by, (Deed::Replace, &about))?;
    let care = if with_care {
        take_over_care(tx, by, (old, new), now)?
    } else {
        Vec::new()
    };
    Ok(Replaced {
        rights,
        devices,
        care,
    })
}

fn facts(
    member: MemberId,
    (role, area): (Role, &AreaCode),
    counts: &[(&'static str, usize)],
) -> Vec<(&'static str, Value)> {
    let mut facts = vec![
        ("member", json!(member)),
        ("role", json!(role)),
        ("area", json!(area)),
    ];
    facts.extend(counts.iter().map(|(name, count)| (*name, json!(count))));
    facts
}

fn give(
    tx: &dyn Tx,
    member: MemberId,
    (role, area): (Role, &AreaCode),
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let right = (role, area.clone());
    if open_rights(tx, member, now)?.contains(&right) {
        return Ok(false);
    }
    tx.put_grant(&GrantRow {
        member,
        role,
        area: area.clone(),
        from_at: now,
        to_at: None,
    })?;
    Ok(true)
}

fn open_rights(
    view: &dyn View,
    member: MemberId,
    now: DateTime<Utc>,
) -> Result<Vec<(Role, AreaCode)>, Error> {
    let open = open_grants(view, member, now)?.into_iter();
    Ok(open.map(|grant| (grant.role, grant.area)).collect())
}

/// The grants of a member that have not ended, each role over each area once.
///
/// # Errors
/// When the storage cannot be read.
pub fn open_grants(
    view: &dyn View,
    member: MemberId,
    now: DateTime<Utc>,
) -> Result<Vec<GrantRow>, Error> {
    let mut open: Vec<GrantRow> = Vec::new();
    for grant in view.grants(member)? {
        let is_there = |known: &GrantRow| known.role == grant.role && known.area == grant.area;
        if grant.to_at.is_none_or(|to| now < to) && !open.iter().any(is_there) {
            open.push(grant);
        }
    }
    Ok(open)
}

/// Brings what the member's record says about its role and areas to the rights it has.
fn follow(tx: &dyn Tx, member: MemberId, now: DateTime<Utc>) -> Result<(), Error> {
    let rights = open_rights(tx, member, now)?;
    let Some(record) = tx.record(member.into())? else {
        return Ok(());
    };
    let mut areas: Vec<&AreaCode> = rights.iter().map(|(_, area)| area).collect();
    areas.sort();
    areas.dedup();
    let mut wanted = Fields::default();
    let areas = (!areas.is_empty()).then(|| json!(areas));
    wanted
        .0
        .insert("areas".to_owned(), areas.unwrap_or(Value::Null));
    if let Some((role, _)) = rights.first() {
        wanted.0.insert("role".to_owned(), json!(role));
    }
    wanted.0.retain(|name, value| {
        let stands = record.fields.get(name).unwrap_or(&Value::Null);
        stands != value
    });
    if wanted.0.is_empty() {
        return Ok(());
    }
    let mut pen = Pen::take(tx, now)?;
    let subject = (record.id, Kind::Member, record.area.clone());
    let status = pen.write(tx, subject, Act::Edit(wanted), Some(record))?;
    if status.seq().is_none() {
        return Err(Error::Internal(format!(
            "a member's record could not follow: {status:?}"
        )));
    }
    pen.put_back(tx)
}
