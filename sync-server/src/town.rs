//! Setting up a town: its first record, its areas and members, and the demo town.

mod pen;

pub use pen::Pen;

use std::path::Path;

use chrono::{DateTime, Duration, Utc};
use domain::{Act, Area, AreaCode, Fields, Kind, Member, MemberId, Record, RecordId, Scope, Seq};
use protocol::Status;
use serde_json::json;
use uuid::Uuid;

use crate::append::{self, Incoming};
use crate::audit::{self, Actor, Deed};
use crate::clock;
use crate::enroll::{self, Code};
use crate::error::Error;
use crate::storage::{GrantRow, Sqlite, Store, TownRow, Tx, View};

/// What the server's own member is called in the records it writes.
const SYSTEM_NAME: &str = "台账导入";
const SYSTEM_MEMBER: &str = "system_member";
const SYSTEM_DEVICE: &str = "system_device";
const SYSTEM_SEQ: &str = "system_seq";
const DEMO_WORKER: &str = "demo_worker";
const DEMO_SUPERVISOR: &str = "demo_supervisor";
/// The address under which people reach the server, for the links of enrolment codes.
pub const PUBLIC_URL: &str = "public_url";

/// Opens the data of a folder, making it where it is missing.
///
/// # Errors
/// When the folder cannot be written or belongs to a newer version.
pub fn open(folder: &Path) -> Result<Store, Error> {
    Ok(Store::new(Sqlite::open(folder)?))
}

/// Makes the town of an empty data folder, with the record of its own area.
///
/// # Errors
/// When there is a town already, as [`Error::Internal`]; ask [`View::town`] first.
pub fn init(tx: &dyn Tx, code: &AreaCode, name: &str, now: DateTime<Utc>) -> Result<(), Error> {
    begin(tx, code, name)?;
    let about = [("area", json!(code))];
    audit::note(tx, now, Actor::Operator, (Deed::Init, &about))?;
    let area = Area {
        name: name.to_owned(),
        kind: None,
    };
    add_area(tx, code, &area, now)
}

fn begin(tx: &dyn Tx, code: &AreaCode, name: &str) -> Result<(), Error> {
    match tx.town() {
        Err(Error::NoTown) => {}
        Err(error) => return Err(error),
        Ok(_) => return Err(Error::Internal("there is a town already".to_owned())),
    }
    tx.put_town(&TownRow {
        code: code.clone(),
        name: name.to_owned(),
        epoch: fresh_epoch()?,
        head: Seq(0),
    })
}

fn fresh_epoch() -> Result<String, Error> {
    let [a, b, c, d] = clock::random::<4>()?;
    Ok(format!("e{a:02x}{b:02x}{c:02x}{d:02x}"))
}

/// Gives the town another history mark: the data was restored from a copy, and what came after it has to be offered again.
///
/// # Errors
/// When there is no town or the storage refuses.
pub fn begin_new_epoch(tx: &dyn Tx) -> Result<(), Error> {
    let town = TownRow {
        epoch: fresh_epoch()?,
        ..tx.town()?
    };
    tx.put_town(&town)
}

/// Adds an area's record.
///
/// # Errors
/// When the storage refuses.
pub fn add_area(
    tx: &dyn Tx,
    code: &AreaCode,
    area: &Area,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let subject = (RecordId(clock::new_id()), Kind::Area, code.clone());
    write_own(tx, subject, Act::Create(Fields::of(area)), None, now)
}

/// Writes one change of the server's own, about a record given as it stands now.
pub(crate) fn write_own(
    tx: &dyn Tx,
    subject: (RecordId, Kind, AreaCode),
    act: Act,
    current: Option<Record>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let mut pen = Pen::take(tx, now)?;
    counted(&pen.write(tx, subject, act, current)?)?;
    pen.put_back(tx)
}

/// Says which grid a group of a village belongs to; imports ask for it while the group has no household yet.
///
/// # Errors
/// When the storage refuses.
pub fn put_group(
    tx: &dyn Tx,
    village: &AreaCode,
    group: u16,
    grid: &AreaCode,
) -> Result<(), Error> {
    tx.put_setting(&group_setting(village, group), grid.as_str())
}

/// Forgets what [`put_group`] said about a group.
///
/// # Errors
/// When the storage refuses.
pub fn forget_group(tx: &dyn Tx, village: &AreaCode, group: u16) -> Result<(), Error> {
    // No code: the group is where its households are.
    tx.put_setting(&group_setting(village, group), "")
}

/// What [`put_group`] said about a village.
///
/// # Errors
/// When the storage cannot be read.
pub fn groups_of(view: &dyn View, village: &AreaCode) -> Result<Vec<(u16, AreaCode)>, Error> {
    let prefix = group_prefix(village);
    let read = |(name, grid): (String, String)| {
        let group = name.strip_prefix(&prefix)?.parse().ok()?;
        Some((group, AreaCode::new(grid).ok()?))
    };
    let settings = view.settings_under(&prefix)?;
    Ok(settings.into_iter().filter_map(read).collect())
}

fn group_setting(village: &AreaCode, group: u16) -> String {
    format!("{}{group}", group_prefix(village))
}

fn group_prefix(village: &AreaCode) -> String {
    format!("grid_of/{village}/")
}

/// Adds a member's record and the rights of the role over the areas, from now on.
///
/// # Errors
/// When the storage refuses.
pub fn add_member(
    tx: &dyn Tx,
    by: Actor,
    member: &Member,
    now: DateTime<Utc>,
) -> Result<MemberId, Error> {
    let id = MemberId(clock::new_id());
    add_member_as(tx, by, (id, member), now)?;
    Ok(id)
}

/// [`add_member`], under an id that somebody else made.
///
/// # Errors
/// When the storage refuses.
pub fn add_member_as(
    tx: &dyn Tx,
    by: Actor,
    (id, member): (MemberId, &Member),
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let town = tx.town()?.code;
    let place = match member.areas.as_slice() {
        [only] => only.clone(),
        _ => town,
    };
    let subject = (id.into(), Kind::Member, place);
    write_own(tx, subject, Act::Create(Fields::of(member)), None, now)?;
    grant(tx, id, member, now)?;
    let about = [
        ("member", json!(id)),
        ("role", json!(member.role)),
        ("areas", json!(member.areas)),
    ];
    audit::note(tx, now, by, (Deed::Member, &about))?;
    Ok(())
}

fn grant(tx: &dyn Tx, id: MemberId, member: &Member, from_at: DateTime<Utc>) -> Result<(), Error> {
    member.areas.iter().try_for_each(|area| {
        tx.put_grant(&GrantRow {
            member: id,
            role: member.role,
            area: area.clone(),
            from_at,
            to_at: None,
        })
    })
}

/// The member under which registers are imported and records follow: nobody's name. None before the first time.
///
/// # Errors
/// When the storage cannot be read.
pub fn system_member(view: &dyn View) -> Result<Option<MemberId>, Error> {
    Ok(read_id(view, SYSTEM_MEMBER)?.map(MemberId))
}

/// Every member with this name.
///
/// # Errors
/// When the storage cannot be read.
pub fn members_named(view: &dyn View, name: &str) -> Result<Vec<(MemberId, Member)>, Error> {
    let scope = Scope::new(Kind::Member.class(), view.town()?.code);
    let mut found = Vec::new();
    view.each_record(&Kind::Member, &scope, &mut |record| {
        if let Some(member) = Member::from_fields(&record.fields)
            && member.name == name
            && record.voided.is_none()
        {
            found.push((record.id.into(), member));
        }
        Ok(())
    })?;
    Ok(found)
}

/// Fills an empty data folder with the invented town; the number of its records.
///
/// # Errors
/// When there is a town already or one of its changes does not count.
pub fn make_demo(tx: &dyn Tx, town: &demo_town::Town, now: DateTime<Utc>) -> Result<u64, Error> {
    begin(tx, &town.code, &town.name)?;
    tx.put_setting(DEMO_WORKER, &town.demo_worker().to_string())?;
    tx.put_setting(DEMO_SUPERVISOR, &town.demo_supervisor().to_string())?;
    // Their rights are as old as their work.
    let from_at = now - Duration::days(3 * 366);
    for (id, _, member) in &town.members {
        grant(tx, *id, member, from_at)?;
    }
    let mut records = 0;
    for change in town.changes() {
        let received_at = change.captured_at;
        let incoming = Incoming::own(change, received_at)?;
        let is_new = matches!(incoming.change.act, Act::Create(_));
        let record = if is_new {
            None
        } else {
            tx.record(incoming.change.record)?
        };
        counted(&append::append(tx, &incoming, record)?)?;
        records += u64::from(is_new);
    }
    let about = [
        ("members", json!(town.members.len())),
        ("records", json!(records)),
    ];
    audit::note(tx, now, Actor::Operator, (Deed::Demo, &about))?;
    Ok(records)
}

/// Which of the demo town's people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DemoSeat {
    /// A grid worker.
    Worker,
    /// A supervisor of the town.
    Supervisor,
}

/// A member of the demo town.
///
/// # Errors
/// [`Error::NotFound`] when the data folder does not hold the demo town.
pub fn demo_member(view: &dyn View, seat: DemoSeat) -> Result<MemberId, Error> {
    let name = match seat {
        DemoSeat::Worker => DEMO_WORKER,
        DemoSeat::Supervisor => DEMO_SUPERVISOR,
    };
    read_id(view, name)?
        .map(MemberId)
        .ok_or(Error::NotFound("demo town"))
}

/// Makes an enrolment code that lives for some minutes.
///
/// # Errors
/// [`Error::NotFound`] when the member has no rights here.
pub async fn make_code(store: &Store, member: MemberId, minutes: i64) -> Result<Code, Error> {
    let now = clock::now();
    let expires_at = now + Duration::minutes(minutes);
    store
        .transact(move |tx| enroll::make_code(tx, Actor::Operator, member, now, expires_at))
        .await
}

fn read_id(view: &dyn View, name: &str) -> Result<Option<Uuid>, Error> {
    let text = view.setting(name)?;
    Ok(text.and_then(|text| Uuid::parse_str(&text).ok()))
}

/// The place of a change of the server's own, which is never set aside.
pub(crate) fn counted(status: &Status) -> Result<Seq, Error> {
    status
        .seq()
        .ok_or_else(|| Error::Internal(format!("a change of our own was set aside: {status:?}")))
}
