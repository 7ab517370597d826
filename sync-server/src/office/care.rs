//! The office opens a care file: for a purpose, of one person by name, noted before it answers. Nothing of it goes into the scopes of the device.
//! While it is open the office says who shares the care.

use chrono::{DateTime, Duration, Utc};
use domain::care::{self, OpenPurpose, Span, TeamMember, team};
use domain::{AreaCode, CheckIn, Kind, MemberId, PersonFile, Record, RecordId, Role, Scope};
use protocol::Status;
use protocol::care::{
    CareTeamRequest, OPEN_MINUTES, OPEN_MOST, OpenCareReply, OpenCareRequest, OpenedFile,
};
use serde::Deserialize as _;
use serde_json::{Value, json};

use super::{Asking, forbidden, known, rights_of, unreadable};
use crate::audit::{self, Actor, Deed};
use crate::error::Error;
use crate::keeping;
use crate::storage::{DeviceRow, Tx, View};

/// Opens the files of the people of this name.
///
/// # Errors
/// [`protocol::ErrorCode::Forbidden`] for everybody but the office, and beyond its reach; [`protocol::ErrorCode::BadRequest`] without a
/// purpose or a name, and for a name that too many have.
pub fn open(
    tx: &dyn Tx,
    device: &DeviceRow,
    asked: &OpenCareRequest,
    now: DateTime<Utc>,
) -> Result<OpenCareReply, Error> {
    let asking = Asking::of(tx, device, now)?;
    check_reach(&asking, &asked.area)?;
    if asked.purpose == OpenPurpose::Unknown {
        return Err(unreadable("请选事由"));
    }
    let name = asked.name.trim();
    if name.is_empty() {
        return Err(unreadable("请写姓名"));
    }
    let found = files_of(tx, asked, name, now)?;
    if found.len() > OPEN_MOST {
        return Err(unreadable("同名的人太多,请选到网格"));
    }
    if tx.told(asked.id.0)?.is_none() {
        let ids: Vec<RecordId> = found.iter().map(|record| record.id).collect();
        let about = [
            ("opening", json!(asked.id)),
            ("purpose", json!(asked.purpose)),
            ("area", json!(asked.area)),
            ("files", json!(ids)),
            ("device", json!(device.id)),
        ];
        let by = Actor::Member(asking.member);
        audit::note(tx, now, by, (Deed::OpenFile, &about))?;
        let entry = tx.audit_last()?.map_or(0, |entry| entry.seq);
        tx.put_told(asked.id.0, entry)?;
    }
    Ok(OpenCareReply {
        until: now + Duration::minutes(OPEN_MINUTES),
        files: with_check_ins(tx, &asked.area, found)?,
    })
}

fn check_reach(asking: &Asking, area: &AreaCode) -> Result<(), Error> {
    let mut offices = asking.rights.iter();
    if !offices.any(|(role, own)| *role == Role::Supervisor && own.contains(area)) {
        return Err(forbidden("关爱档案由镇综治中心凭事由打开,且在自己的范围里"));
    }
    Ok(())
}

/// 调整五包一 of a file that this member opened and may still be shown.
///
/// # Errors
/// [`protocol::ErrorCode::Forbidden`] for what was not opened just now, and beyond the reach; [`protocol::ErrorCode::BadRequest`] for a team
/// that cannot be.
pub fn seat(
    tx: &dyn Tx,
    device: &DeviceRow,
    asked: &CareTeamRequest,
    now: DateTime<Utc>,
) -> Result<OpenedFile, Error> {
    let asking = Asking::of(tx, device, now)?;
    if !is_open(tx, asking.member, asked, now)? {
        return Err(forbidden("档案已经关闭,请重新打开再调整"));
    }
    let file = tx.record(asked.file)?;
    let file = file.filter(|file| file.kind == Kind::PersonFile && file.voided.is_none());
    let file = file.ok_or(Error::NotFound("care file"))?;
    check_reach(&asking, &file.area)?;
    let before = team::team_of(&file.fields);
    let mut wanted = before.clone();
    for change in &asked.seats {
        let mut entry = change.entry.clone();
        if let Some(entry) = &mut entry {
            entry.role.clone_from(&change.role);
            if let Some(member) = entry.member {
                check_seat(tx, &before, (asking.member, member), now)?;
            }
        }
        wanted = team::with_entry(wanted, &change.role, entry);
    }
    if wanted != before {
        let about = [("opening", json!(asked.opening))];
        let by = Actor::Member(asking.member);
        let status = keeping::set_team(tx, by, &file, &wanted, now, &about)?;
        if let Status::Quarantined { message, .. } = status {
            return Err(unreadable(&message));
        }
    }
    let written = tx.record(file.id)?.into_iter().collect();
    let mut opened = with_check_ins(tx, &file.area, written)?.into_iter();
    opened.next().ok_or(Error::NotFound("care file"))
}

/// Did this member open the file by this opening, and is its time not over?
fn is_open(
    view: &dyn View,
    member: MemberId,
    asked: &CareTeamRequest,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let Some(entry) = view.told(asked.opening.0)? else {
        return Ok(false);
    };
    let about: Value = serde_json::from_str(&entry.about).map_err(Error::damaged("audit"))?;
    let files = Vec::<RecordId>::deserialize(about.get("files").unwrap_or(&Value::Null))
        .unwrap_or_default();
    let is_own = Actor::member_in(&entry.actor) == Some(member);
    let lasts = now < entry.at + Duration::minutes(OPEN_MINUTES);
    Ok(is_own && lasts && files.contains(&asked.file))
}

/// Somebody new on a team has to be able to open the file; and nobody gives it to themselves for longer than they opened it.
fn check_seat(
    view: &dyn View,
    before: &[TeamMember],
    (asking, member): (MemberId, MemberId),
    now: DateTime<Utc>,
) -> Result<(), Error> {
    if before.iter().any(|entry| entry.member == Some(member)) {
        return Ok(());
    }
    if member == asking {
        return Err(forbidden("不能把自己放进五包一,请让另一位同事来调整"));
    }
    let name = known(view, member)?.name;
    let rights = rights_of(view, member, now)?;
    if !rights.iter().any(|right| team::may_serve(right.role)) {
        let words = format!("{name} 在本镇没有办事的权限,不能进五包一");
        return Err(unreadable(&words));
    }
    Ok(())
}

/// The files of this name in the area whose label lasts.
fn files_of(
    view: &dyn View,
    asked: &OpenCareRequest,
    name: &str,
    now: DateTime<Utc>,
) -> Result<Vec<Record>, Error> {
    let scope = Scope::new(Kind::PersonFile.class(), asked.area.clone());
    let mut found = Vec::new();
    view.each_record(&Kind::PersonFile, &scope, &mut |record| {
        let file = PersonFile::from_fields(&record.fields);
        let is_meant = |file: &PersonFile| file.name.trim() == name && Span::of(file).holds(now);
        if record.voided.is_none() && file.as_ref().is_some_and(is_meant) {
            found.push(record);
        }
        Ok(())
    })?;
    Ok(found)
}

fn with_check_ins(
    view: &dyn View,
    area: &AreaCode,
    files: Vec<Record>,
) -> Result<Vec<OpenedFile>, Error> {
    let opened = |file| OpenedFile {
        file,
        check_ins: Vec::new(),
    };
    let mut opened: Vec<OpenedFile> = files.into_iter().map(opened).collect();
    if opened.is_empty() {
        return Ok(opened);
    }
    let scope = Scope::new(Kind::CheckIn.class(), area.clone());
    view.each_record(&Kind::CheckIn, &scope, &mut |record| {
        let of = care::file_of_record(&record).filter(|_| record.voided.is_none());
        let own = opened.iter_mut().find(|opened| Some(opened.file.id) == of);
        if let Some(own) = own {
            own.check_ins.push(record);
        }
        Ok(())
    })?;
    for own in &mut opened {
        let at = |record: &Record| CheckIn::from_fields(&record.fields).map(|one| one.happened_at);
        own.check_ins
            .sort_by_key(|record| std::cmp::Reverse(at(record)));
    }
    Ok(opened)
}
