//! What the office does about people and devices from its own screens: the same acts as the administrator's commands, within the reach of
//! the right of who asks, and noted under that member.

pub mod areas;
pub mod care;
mod files;
pub mod log;

pub use files::files_of;

use chrono::{DateTime, Duration, Utc};
use domain::{AreaCode, DeviceId, Member, MemberId, Role};
use protocol::limits::CODE_MINUTES;
use protocol::people::{
    DeviceState, MOST_MINUTES, MemberState, OpenThing, PeopleAct, PeopleDone, PeopleReply, Right,
};
use protocol::{ApiError, ErrorCode};

use crate::audit::Actor;
use crate::enroll;
use crate::error::Error;
use crate::keeping;
use crate::storage::{DeviceRow, GrantRow, Tx, View};
use crate::town;

/// The longest name and telephone that are taken.
const NAME_MAX: usize = 40;

/// Who asks, and how far that reaches.
struct Asking {
    device: DeviceId,
    member: MemberId,
    /// As what, and where.
    rights: Vec<(Role, AreaCode)>,
}

impl Asking {
    /// Only the office and the administrator ask here.
    fn of(view: &dyn View, device: &DeviceRow, now: DateTime<Utc>) -> Result<Self, Error> {
        let held = rights_now(view, device, now)?.into_iter();
        let rights: Vec<(Role, AreaCode)> = held
            .filter(|right| !gives(right.role).is_empty())
            .map(|right| (right.role, right.area))
            .collect();
        if rights.is_empty() {
            return Err(forbidden("这由镇综治中心管理"));
        }
        Ok(Self {
            device: device.id,
            member: device.member,
            rights,
        })
    }

    fn may_give(&self) -> Vec<Role> {
        let all = self.rights.iter().map(|(role, _)| gives(*role));
        all.max_by_key(|roles| roles.len())
            .unwrap_or_default()
            .to_vec()
    }

    fn reaches(&self, area: &AreaCode) -> bool {
        self.rights.iter().any(|(_, own)| own.contains(area))
    }

    /// A right that this one may give and end.
    fn check(&self, role: Role, area: &AreaCode) -> Result<(), Error> {
        if !self.reaches(area) {
            return Err(forbidden("这个地方不在你管理的范围里"));
        }
        let mut there = self.rights.iter().filter(|(_, own)| own.contains(area));
        if !there.any(|(own, _)| gives(*own).contains(&role)) {
            return Err(forbidden("这个角色要由系统管理员来给"));
        }
        Ok(())
    }

    /// A member all of whose rights this one may give: nobody is shut out by somebody who could not let them in.
    fn check_member(
        &self,
        view: &dyn View,
        member: MemberId,
        now: DateTime<Utc>,
    ) -> Result<(), Error> {
        rights_of(view, member, now)?
            .iter()
            .try_for_each(|right| self.check(right.role, &right.area))
    }

    fn is_not_oneself(&self, member: MemberId) -> Result<(), Error> {
        if member == self.member {
            return Err(forbidden("不能收回自己的权限,请让另一位管理的人来做"));
        }
        Ok(())
    }
}

/// The roles that a role may give where it holds; none for who has nothing to do with it.
fn gives(role: Role) -> &'static [Role] {
    const BY_OFFICE: [Role; 4] = [
        Role::Worker,
        Role::VillageCadre,
        Role::Department,
        Role::Supervisor,
    ];
    const BY_ADMINISTRATOR: [Role; 7] = [
        Role::Worker,
        Role::VillageCadre,
        Role::Department,
        Role::Supervisor,
        Role::County,
        Role::Auditor,
        Role::Admin,
    ];
    match role {
        Role::Supervisor => &BY_OFFICE,
        Role::Admin => &BY_ADMINISTRATOR,
        Role::Worker
        | Role::VillageCadre
        | Role::Department
        | Role::County
        | Role::Auditor
        | Role::Unknown => &[],
    }
}

fn forbidden(message: &str) -> Error {
    Error::Refused(ApiError::new(ErrorCode::Forbidden, message))
}

fn unreadable(message: &str) -> Error {
    Error::Refused(ApiError::new(ErrorCode::BadRequest, message))
}

/// Everybody's rights and devices, as far as who asks looks after them.
///
/// # Errors
/// [`ErrorCode::Forbidden`] for everybody but the office and the administrator.
pub fn people(
    view: &dyn View,
    device: &DeviceRow,
    now: DateTime<Utc>,
) -> Result<PeopleReply, Error> {
    let asking = Asking::of(view, device, now)?;
    let mut devices = view.devices()?;
    devices.sort_by_key(|device| std::cmp::Reverse(device.last_seen_at));
    let nobody = town::system_member(view)?;
    let mut members = Vec::new();
    for (member, _) in keeping::members(view)? {
        if Some(member) == nobody {
            continue;
        }
        let rights = rights_of(view, member, now)?;
        if rights.iter().any(|right| !asking.reaches(&right.area)) {
            continue;
        }
        let own = devices.iter().filter(|device| device.member == member);
        members.push(MemberState {
            member,
            rights,
            devices: own.map(state_of).collect(),
        });
    }
    Ok(PeopleReply {
        now,
        may_give: asking.may_give(),
        members,
    })
}

fn state_of(device: &DeviceRow) -> DeviceState {
    DeviceState {
        device: device.id,
        name: device.name.clone(),
        app: device.app.clone(),
        enrolled_at: device.enrolled_at,
        last_seen_at: device.last_seen_at,
        received: device.last_device_seq,
        is_forked: device.forked_at.is_some(),
        revoked_at: device.revoked_at,
    }
}

fn rights_of(view: &dyn View, member: MemberId, now: DateTime<Utc>) -> Result<Vec<Right>, Error> {
    let open = keeping::open_grants(view, member, now)?.into_iter();
    let right = |grant: GrantRow| Right {
        role: grant.role,
        area: grant.area,
        from_at: grant.from_at,
    };
    Ok(open.map(right).collect())
}

/// The rights that hold now of who uses a device; none on one that was revoked.
fn rights_now(
    view: &dyn View,
    device: &DeviceRow,
    now: DateTime<Utc>,
) -> Result<Vec<Right>, Error> {
    // As the row is now: it may have been revoked since the request began.
    let device = view.device(device.id)?.ok_or(Error::NotFound("device"))?;
    if device.revoked_at.is_some() {
        return Ok(Vec::new());
    }
    let mut rights = rights_of(view, device.member, now)?;
    rights.retain(|right| right.from_at <= now);
    Ok(rights)
}

/// The member who may import registers with this device: the office or the administrator of the whole town.
///
/// # Errors
/// [`ErrorCode::Forbidden`] for everybody else.
pub fn importer(
    view: &dyn View,
    device: &DeviceRow,
    now: DateTime<Utc>,
) -> Result<MemberId, Error> {
    let town = view.town()?.code;
    let asking = Asking::of(view, device, now)?;
    if !asking.reaches(&town) {
        return Err(forbidden("导入由镇综治中心来做"));
    }
    Ok(asking.member)
}

/// Does one thing.
///
/// # Errors
/// [`ErrorCode::Forbidden`] where the right of who asks does not reach; [`Error::NotFound`] for who or what is not there.
pub fn act(
    tx: &dyn Tx,
    device: &DeviceRow,
    act: PeopleAct,
    now: DateTime<Utc>,
) -> Result<PeopleDone, Error> {
    let asking = Asking::of(tx, device, now)?;
    let by = Actor::Member(asking.member);
    match act {
        PeopleAct::Code { member, minutes } => {
            asking.check_member(tx, member, now)?;
            let asked = minutes.map(|minutes| i64::from(minutes.clamp(1, MOST_MINUTES)));
            let until = now + Duration::minutes(asked.unwrap_or(CODE_MINUTES));
            let code = enroll::make_code(tx, by, member, now, until)?;
            Ok(PeopleDone::Code {
                code: code.text,
                expires_at: code.expires_at,
            })
        }
        PeopleAct::Revoke { device } => {
            if device == asking.device {
                return Err(forbidden("正在用的这台不能收回,请在另一台上操作"));
            }
            let row = tx.device(device)?.ok_or(Error::NotFound("device"))?;
            asking.check_member(tx, row.member, now)?;
            keeping::revoke(tx, by, device, now)?;
            Ok(done(row.revoked_at.is_none()))
        }
        PeopleAct::Grant { member, role, area } => {
            asking.check(role, &area)?;
            known(tx, member)?;
            let given = keeping::grant(tx, by, member, (role, &area), now)?;
            Ok(done(given))
        }
        PeopleAct::EndGrant { member, role, area } => {
            asking.is_not_oneself(member)?;
            asking.check(role, &area)?;
            let ended = keeping::end_grant(tx, by, member, (role, &area), now)?;
            Ok(done(ended > 0))
        }
        PeopleAct::Replace { old, new, care } => {
            asking.is_not_oneself(old)?;
            asking.check_member(tx, old, now)?;
            known(tx, new)?;
            if old == new {
                return Err(unreadable("原来的人和接手的人是同一个"));
            }
            if care && new == asking.member {
                return Err(forbidden("不能把自己放进五包一,请让另一位同事来换"));
            }
            replace(tx, by, (old, new, care), now)
        }
        PeopleAct::Add {
            member,
            name,
            phone,
            unit,
            role,
            area,
        } => {
            asking.check(role, &area)?;
            let new = written(&name, phone, unit, role, area)?;
            add(tx, by, (member, &new), now)
        }
    }
}

fn done(changed: bool) -> PeopleDone {
    if changed {
        PeopleDone::Done
    } else {
        PeopleDone::Unchanged
    }
}

fn known(view: &dyn View, member: MemberId) -> Result<Member, Error> {
    let is_nobody = town::system_member(view)? == Some(member);
    let record = view.record(member.into())?;
    let record = record.filter(|record| record.voided.is_none() && !is_nobody);
    record
        .and_then(|record| Member::from_fields(&record.fields))
        .ok_or(Error::NotFound("member"))
}

fn replace(
    tx: &dyn Tx,
    by: Actor,
    (old, new, care): (MemberId, MemberId, bool),
    now: DateTime<Utc>,
) -> Result<PeopleDone, Error> {
    let replaced = keeping::replace(tx, by, (old, new), care, now)?;
    let open = keeping::open_things(tx, old)?;
    let open = open.into_iter().map(|open| OpenThing {
        record: open.record,
        kind: open.kind,
        state: open.state.to_owned(),
        area: open.area,
    });
    Ok(PeopleDone::Replaced {
        devices: replaced.devices.len() as u64,
        care: replaced.care.len() as u64,
        open: open.collect(),
    })
}

/// A new member as it was written, without what is not written.
fn written(
    name: &str,
    phone: Option<String>,
    unit: Option<String>,
    role: Role,
    area: AreaCode,
) -> Result<Member, Error> {
    let tidy = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let (name, phone, unit) = (
        name.trim().to_owned(),
        phone.and_then(tidy),
        unit.and_then(tidy),
    );
    let texts = [Some(&name), phone.as_ref(), unit.as_ref()];
    let is_long = |text: &&String| text.chars().count() > NAME_MAX;
    if name.is_empty() || texts.into_iter().flatten().any(|text| is_long(&text)) {
        return Err(unreadable("请写清楚姓名和电话"));
    }
    if role == Role::Department && unit.is_none() {
        return Err(unreadable("请写清楚是哪个部门,交办时用这个名字"));
    }
    Ok(Member {
        name,
        role,
        areas: vec![area],
        phone,
        employment: None,
        unit: unit.filter(|_| role == Role::Department),
    })
}

fn add(
    tx: &dyn Tx,
    by: Actor,
    (id, new): (MemberId, &Member),
    now: DateTime<Utc>,
) -> Result<PeopleDone, Error> {
    if tx.record(id.into())?.is_some() {
        // The answer was lost on the way.
        known(tx, id)?;
        return Ok(PeopleDone::Unchanged);
    }
    town::add_member_as(tx, by, (id, new), now)?;
    Ok(PeopleDone::Done)
}
