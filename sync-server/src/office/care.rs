//! The office opens a care file: for a purpose, of one person by name, noted before it answers. Nothing of it goes into the scopes of the device.

use chrono::{DateTime, Duration, Utc};
use domain::care::{self, OpenPurpose, Span};
use domain::{CheckIn, Kind, PersonFile, Record, RecordId, Role, Scope};
use protocol::care::{OPEN_MINUTES, OPEN_MOST, OpenCareReply, OpenCareRequest, OpenedFile};
use serde_json::json;

use super::{Asking, forbidden, unreadable};
use crate::audit::{self, Actor, Deed};
use crate::error::Error;
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
    let mut offices = asking.rights.iter();
    let reaches = offices.any(|(role, own)| *role == Role::Supervisor && own.contains(&asked.area));
    if !reaches {
        return Err(forbidden("关爱档案由镇综治中心凭事由打开,且在自己的范围里"));
    }
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
    if !tx.has_told(asked.id.0)? {
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
        files: with_check_ins(tx, asked, found)?,
    })
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
    asked: &OpenCareRequest,
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
    let scope = Scope::new(Kind::CheckIn.class(), asked.area.clone());
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
