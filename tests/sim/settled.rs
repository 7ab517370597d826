//! The town of every run: two villages, three grids, four people and six homes, the same each time. Made once and copied.

use std::sync::Arc;

use anyhow::{Context as _, Result};
use chrono::{DateTime, Duration, Utc};
use domain::resident::Relation;
use domain::{
    Act, Area, AreaCode, Change, ChangeId, DeviceId, Fields, Household, Kind, Member, MemberId,
    RecordId, Resident, Role, Seq,
};
use sync_server::append::{self, Incoming};
use sync_server::storage::{GrantRow, InMemory, Store, TownRow, Tx};
use uuid::Uuid;

use super::at_once;
use super::tampered::Around;

/// The town's code.
pub(super) const TOWN: &str = "990001001";
/// The grids; the first two lie in one village.
pub(super) const GRIDS: [&str; 3] = ["990001001001001", "990001001001002", "990001001002001"];
const VILLAGES: [&str; 2] = ["990001001001", "990001001002"];
const SYSTEM: MemberId = MemberId(Uuid::from_u128(0x1000));

/// Units to which things are given; the first is that of the department among the people.
pub(super) const UNITS: [&str; 2] = ["派出所", "司法所"];

/// The people: the supervisor, two workers of the first grid, one of the third; a department.
pub(super) const PEOPLE: [(MemberId, &str, Role, &str); 5] = [
    (
        MemberId(Uuid::from_u128(0x1001)),
        "王主任",
        Role::Supervisor,
        TOWN,
    ),
    (
        MemberId(Uuid::from_u128(0x1002)),
        "老王",
        Role::Worker,
        "990001001001001",
    ),
    (
        MemberId(Uuid::from_u128(0x1003)),
        "小李",
        Role::Worker,
        "990001001001001",
    ),
    (
        MemberId(Uuid::from_u128(0x1004)),
        "老陈",
        Role::Worker,
        "990001001002001",
    ),
    (
        MemberId(Uuid::from_u128(0x1005)),
        "清水派出所",
        Role::Department,
        TOWN,
    ),
];

const HOMES: [(&str, &str, &str); 6] = [
    ("990001001001001", "2号", "张三"),
    ("990001001001001", "12号", "李四"),
    ("990001001001001", "9号", "王五"),
    ("990001001001002", "5号", "周八"),
    ("990001001002001", "1号", "赵六"),
    ("990001001002001", "3号", "孙七"),
];

/// When every run begins.
pub(super) fn began() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_305_600, 0).unwrap_or_default()
}

pub(super) fn code(text: &str) -> Result<AreaCode> {
    AreaCode::new(text).context("area code")
}

/// The settled town's data.
///
/// # Errors
/// When it cannot be made.
pub fn made() -> Result<Vec<u8>> {
    let storage = Arc::new(InMemory::new()?);
    let store = Store::new(Around::honest(Arc::clone(&storage)));
    at_once(store.transact(|tx| Settling { tx, count: 0 }.all()))??;
    Ok(storage.copy()?)
}

struct Settling<'a> {
    tx: &'a dyn Tx,
    count: u64,
}

type Settled = Result<(), sync_server::Error>;

impl Settling<'_> {
    fn all(mut self) -> Settled {
        let town = area(TOWN)?;
        self.tx.put_town(&TownRow {
            code: town,
            name: "清水镇".to_owned(),
            epoch: "e0".to_owned(),
            head: Seq(0),
        })?;
        for place in [TOWN].iter().chain(&VILLAGES).chain(&GRIDS) {
            let named = Area {
                name: format!("地方{place}"),
                kind: None,
            };
            self.create(None, Kind::Area, area(place)?, Fields::of(&named))?;
        }
        for (id, name, role, place) in PEOPLE {
            let member = Member {
                name: name.to_owned(),
                role,
                areas: vec![area(place)?],
                phone: None,
                employment: None,
                unit: (role == Role::Department)
                    .then(|| UNITS.first().copied().unwrap_or_default().to_owned()),
            };
            let fields = Fields::of(&member);
            self.create(Some(id.into()), Kind::Member, area(place)?, fields)?;
            self.tx.put_grant(&GrantRow {
                member: id,
                role,
                area: area(place)?,
                from_at: began() - Duration::days(100),
                to_at: None,
            })?;
        }
        for (grid, door, head) in HOMES {
            self.home(&area(grid)?, door, head)?;
        }
        Ok(())
    }

    fn home(&mut self, grid: &AreaCode, door: &str, head: &str) -> Settled {
        let household = Household {
            group: 1,
            door: door.to_owned(),
            head: head.to_owned(),
            ..Household::default()
        };
        let fields = Fields::of(&household);
        let id = self.create(None, Kind::Household, grid.clone(), fields)?;
        let resident = Resident {
            name: head.to_owned(),
            relation: Relation::Head,
            ..Resident::of(id)
        };
        self.create(None, Kind::Resident, grid.clone(), Fields::of(&resident))?;
        Ok(())
    }

    fn create(
        &mut self,
        record: Option<RecordId>,
        kind: Kind,
        area: AreaCode,
        fields: Fields,
    ) -> Result<RecordId, sync_server::Error> {
        self.count += 1;
        let id = |family: u128| Uuid::from_u128(family << 64 | u128::from(self.count));
        let record = record.unwrap_or(RecordId(id(1)));
        let change = Change {
            id: ChangeId(id(2)),
            record,
            kind,
            area,
            author: SYSTEM,
            device: DeviceId(Uuid::from_u128(0x2000)),
            device_seq: self.count,
            captured_at: began(),
            base: None,
            act: Act::Create(fields),
        };
        let status = append::append(self.tx, &Incoming::own(change, began())?, None)?;
        match status.seq() {
            Some(_) => Ok(record),
            None => Err(sync_server::Error::Internal(format!("{status:?}"))),
        }
    }
}

fn area(text: &str) -> Result<AreaCode, sync_server::Error> {
    AreaCode::new(text).map_err(|error| sync_server::Error::Internal(error.to_string()))
}
