//! 人员和设备: who works where and on which devices, and what the office does about it. The server is asked and does it, so that a phone in
//! a thief's pocket is shut out at once; names, telephones and places are what this device has. What was seen last stays for when there is
//! no network.

use chrono::{DateTime, Duration, Utc};
use domain::{AreaCode, Kind, Member, MemberId, Role};
pub use protocol::people::{CARD_MINUTES, DeviceState, OpenThing, PeopleAct, PeopleDone};
use protocol::people::{MemberState, PeopleReply};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::command::command;
use crate::error::Error;
use crate::store::names::Names;
use crate::store::{meta, records, visits};

/// What is usual is looked up over so many days before a device fell silent.
const USUAL_DAYS: i64 = 28;

/// 失联: a device that was not heard of for so many days is asked after.
pub const SILENT_DAYS: i64 = 3;

/// Lists everybody with rights and devices. Asks the server; without one it answers with what was seen last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenPeople;
command!(OpenPeople -> PeoplePage);

/// Does one thing about people or devices, on the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoPeople {
    /// What.
    pub act: PeopleAct,
}
command!(DoPeople -> PeopleDone);

/// 人员和设备.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeoplePage {
    /// As it was at this moment, by the server's clock.
    pub as_of: DateTime<Utc>,
    /// The server was not reached: this was seen before.
    pub is_old: bool,
    /// The server's address, for the link of a code.
    pub server: String,
    /// The roles that this member may give.
    pub may_give: Vec<Role>,
    /// Everybody: those to be asked after first, those without any right last, else by place and name.
    pub people: Vec<PersonRow>,
}

/// Somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRow {
    /// Who.
    pub id: MemberId,
    /// Name.
    pub name: String,
    /// As the record says; of the first right where there is one.
    pub role: Role,
    /// Telephone at work.
    pub phone: Option<String>,
    /// The unit of a department.
    pub unit: Option<String>,
    /// The rights that hold.
    pub rights: Vec<RightRow>,
    /// The devices, the one heard of last first; revoked ones too.
    pub devices: Vec<DeviceState>,
    /// How it stands with the devices.
    pub standing: Standing,
    /// Of whoever was not heard of: so many visits may still be on the phone, by how many there were a day before.
    #[serde(default)]
    pub unsent: Option<u64>,
}

/// A right over an area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RightRow {
    /// As what.
    pub role: Role,
    /// Where.
    pub area: AreaCode,
    /// 村 and 网格, or the town.
    pub place: String,
    /// Since when.
    pub from_at: DateTime<Utc>,
}

/// How it stands with somebody's devices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// 失联: none of them was heard of for this many days.
    Silent(i64),
    /// 被复制: one was copied, and has to be enrolled again.
    Copied,
    /// 没有设备.
    NoDevice,
    /// 正常.
    Fine,
    /// 已离岗: no right holds.
    Gone,
}

impl Standing {
    fn of(state: &MemberState, now: DateTime<Utc>) -> Self {
        let mut held = state
            .devices
            .iter()
            .filter(|device| device.revoked_at.is_none());
        if state.rights.is_empty() {
            return Self::Gone;
        }
        if held.clone().any(|device| device.is_forked) {
            return Self::Copied;
        }
        // The one heard of last is the first.
        match held.next() {
            None => Self::NoDevice,
            Some(device) => {
                let silent = now - device.last_seen_at;
                if silent >= Duration::days(SILENT_DAYS) {
                    Self::Silent(silent.num_days())
                } else {
                    Self::Fine
                }
            }
        }
    }

    /// Is somebody to be asked after? The number on the office's first screen and the list behind it are both this.
    #[must_use]
    pub fn needs_a_look(self) -> bool {
        matches!(self, Self::Silent(_) | Self::Copied)
    }
}

/// Keeps what the server said, for when there is no network.
pub(crate) fn keep(db: &Connection, reply: &PeopleReply) -> Result<(), Error> {
    let text = serde_json::to_string(reply)
        .map_err(|error| Error::Internal(format!("encode people: {error}")))?;
    meta::set(db, meta::PEOPLE, &text)
}

/// What the server said last.
pub(crate) fn kept(db: &Connection) -> Result<Option<PeopleReply>, Error> {
    let text = meta::get(db, meta::PEOPLE)?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

/// 失联提醒: how many people's devices were not heard of for days, or were copied, as the server said last.
pub(crate) fn silent(db: &Connection) -> Result<u64, Error> {
    let Some(reply) = kept(db)? else {
        return Ok(0);
    };
    let states = reply.members.iter();
    let is_silent = |state: &&MemberState| Standing::of(state, reply.now).needs_a_look();
    Ok(states.filter(is_silent).count() as u64)
}

/// The page of what the server said, with the names that are here.
pub(crate) fn page(
    db: &Connection,
    reply: PeopleReply,
    (server, is_old): (String, bool),
) -> Result<PeoplePage, Error> {
    let names = Names::new(db);
    let mut people = Vec::with_capacity(reply.members.len());
    for state in reply.members {
        people.extend(person(db, &names, state, reply.now)?);
    }
    people.sort_by_cached_key(|person: &PersonRow| {
        let place = person.rights.first().map(|right| right.area.to_string());
        (rank(person.standing), place, person.name.clone())
    });
    Ok(PeoplePage {
        as_of: reply.now,
        is_old,
        server,
        may_give: reply.may_give,
        people,
    })
}

fn rank(standing: Standing) -> u8 {
    match standing {
        Standing::Copied => 0,
        Standing::Silent(_) => 1,
        Standing::NoDevice | Standing::Fine => 2,
        Standing::Gone => 3,
    }
}

fn person(
    db: &Connection,
    names: &Names<'_>,
    state: MemberState,
    now: DateTime<Utc>,
) -> Result<Option<PersonRow>, Error> {
    let record = records::view(db, state.member.into())?.map(|viewed| viewed.record);
    let record = record.filter(|record| record.kind == Kind::Member && record.voided.is_none());
    // Somebody who was just added comes with the next sync.
    let Some(member) = record.and_then(|record| Member::from_fields(&record.fields)) else {
        return Ok(None);
    };
    let standing = Standing::of(&state, now);
    let mut rights = Vec::with_capacity(state.rights.len());
    for right in state.rights {
        let mut place = names.place(&right.area)?;
        if place.is_empty() {
            place = names.area(&right.area)?;
        }
        rights.push(RightRow {
            role: right.role,
            area: right.area,
            place,
            from_at: right.from_at,
        });
    }
    let unsent = match (standing, state.devices.first()) {
        (Standing::Silent(days), Some(device)) => {
            Some(unsent(db, state.member, device.last_seen_at, days)?)
        }
        _ => None,
    };
    Ok(Some(PersonRow {
        unsent,
        id: state.member,
        name: member.name,
        role: rights.first().map_or(member.role, |right| right.role),
        phone: member.phone,
        unit: member.unit,
        rights,
        devices: state.devices,
        standing,
    }))
}

/// So many visits a day came before; so many days nothing came.
fn unsent(
    db: &Connection,
    member: MemberId,
    heard_at: DateTime<Utc>,
    days: i64,
) -> Result<u64, Error> {
    let since = heard_at - Duration::days(USUAL_DAYS);
    let usual = visits::count_of(db, member, (since, heard_at))?;
    let days = days.clamp(0, USUAL_DAYS).unsigned_abs();
    Ok((usual * days).div_ceil(USUAL_DAYS.unsigned_abs()))
}
