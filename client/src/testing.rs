//! What the tests of this crate begin with: an open store with a village, two members and a few homes.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::{DateTime, TimeZone as _, Utc};
use domain::resident::Relation;
use domain::{
    Area, AreaCode, DeviceId, Fields, Household, Kind, Member, MemberId, Record, RecordId,
    Resident, Role, Scope, Seq, Stamp,
};
use uuid::Uuid;

use crate::context::Context;
use crate::event::SyncLight;
use crate::host::{Options, Services};
use crate::profile::Profile;
use crate::store::cursors::{self, Place};
use crate::store::{Check, Store, meta, records};

pub(crate) const ME: MemberId = MemberId(Uuid::from_u128(0x10));
pub(crate) const OTHER: MemberId = MemberId(Uuid::from_u128(0x11));
pub(crate) const DEVICE: DeviceId = DeviceId(Uuid::from_u128(0x20));
pub(crate) const EPOCH: &str = "e1";
pub(crate) const GRID: &str = "990001001001001";
pub(crate) const TOWN: &str = "990001001";

pub(crate) fn code(text: &str) -> AreaCode {
    AreaCode::new(text).unwrap()
}

pub(crate) fn scopes() -> Vec<Scope> {
    vec![
        Scope::new(domain::DataClass::Public, code(TOWN)),
        Scope::new(domain::DataClass::Household, code(GRID)),
        Scope::new(domain::DataClass::Case, code(GRID)),
    ]
}

pub(crate) fn time(seconds: i64) -> DateTime<Utc> {
    Utc.timestamp_opt(1_790_000_000 + seconds, 0).unwrap()
}

pub(crate) fn profile() -> Profile {
    Profile {
        server: "http://127.0.0.1:9".to_owned(),
        token: "token".to_owned(),
        device: DEVICE,
        member: ME,
        name: "老王".to_owned(),
        role: Role::Worker,
        areas: vec![code(GRID)],
        town: code(TOWN),
        town_name: "清水镇".to_owned(),
        scopes: scopes(),
        records: 0,
        epoch: EPOCH.to_owned(),
    }
}

/// Services on a folder. The lock is held for as long as they live.
pub(crate) fn services(folder: &Path) -> Services {
    Services::open_at(Options {
        folder: Some(folder.to_owned()),
        ..Options::default()
    })
    .unwrap()
}

pub(crate) fn record(id: RecordId, kind: Kind, area: &str, seq: u64, fields: Fields) -> Record {
    Record {
        id,
        kind,
        area: code(area),
        seq: Seq(seq),
        made: Stamp {
            seq: Some(Seq(seq)),
            by: OTHER,
            at: time(0),
        },
        fields,
        edited: std::collections::BTreeMap::new(),
        contested: std::collections::BTreeMap::new(),
        versions: Vec::new(),
        steps: Vec::new(),
        voided: None,
    }
}

/// An open store and all that a command is given.
pub(crate) struct Desk {
    pub(crate) store: Store,
    pub(crate) host: Services,
    pub(crate) profile: Profile,
    _folder: tempfile::TempDir,
}

impl Desk {
    /// A desk whose store is in memory.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let host = services(folder.path());
        let mut store = Store::in_memory((ME, DEVICE));
        settle(&mut store);
        Self {
            store,
            host,
            profile: profile(),
            _folder: folder,
        }
    }

    /// A desk whose store is a file; the key is the same for all.
    pub(crate) fn on_file() -> Self {
        let mut desk = Self::new();
        let who = (ME, DEVICE);
        let opened = Store::open(&desk.host, "store.db", &[7; 32], who, Check::WhenUnclean);
        desk.store = opened.unwrap();
        settle(&mut desk.store);
        desk
    }

    pub(crate) fn folder(&self) -> &Path {
        self._folder.path()
    }

    /// Runs something as a command runs.
    pub(crate) fn run<T>(&mut self, run: impl FnOnce(&mut Context<'_>) -> T) -> T {
        let mut context = Context {
            store: &mut self.store,
            profile: &self.profile,
            origin: &self.host,
            light: SyncLight::default(),
            space: None,
            changed: BTreeSet::new(),
            wake: None,
        };
        run(&mut context)
    }

    /// Puts a confirmed record in, as a pull does.
    pub(crate) fn put(&mut self, record: &Record) {
        records::put_confirmed(self.store.db(), &self.store.own(), record, false).unwrap();
    }

    /// A home with its people; the first one is the head.
    pub(crate) fn home(&mut self, door: &str, phone: Option<&str>, people: &[&str]) -> RecordId {
        let id = RecordId(self.host.new_id().unwrap());
        let household = Household {
            group: 1,
            door: door.to_owned(),
            head: people.first().copied().unwrap_or_default().to_owned(),
            phone: phone.map(str::to_owned),
            ..Household::default()
        };
        let fields = Fields::of(&household);
        self.put(&record(id, Kind::Household, GRID, 5, fields));
        for (place, name) in people.iter().enumerate() {
            let resident = Resident {
                name: (*name).to_owned(),
                relation: if place == 0 {
                    Relation::Head
                } else {
                    Relation::Other
                },
                ..Resident::of(id)
            };
            let person = RecordId(self.host.new_id().unwrap());
            self.put(&record(
                person,
                Kind::Resident,
                GRID,
                6,
                Fields::of(&resident),
            ));
        }
        id
    }
}

fn settle(store: &mut Store) {
    meta::set(store.db(), meta::EPOCH, EPOCH).unwrap();
    for scope in scopes() {
        cursors::set(store.db(), &scope, &Place::Tail(Seq(10))).unwrap();
    }
    let own = store.own();
    let place = |name: &str| {
        Fields::of(&Area {
            name: name.to_owned(),
            kind: None,
        })
    };
    let member = |name: &str| {
        Fields::of(&Member {
            name: name.to_owned(),
            role: Role::Worker,
            areas: vec![code(GRID)],
            phone: None,
            employment: None,
            unit: None,
        })
    };
    let village = GRID.get(..12).unwrap();
    let settled = [
        record(
            RecordId(Uuid::from_u128(1)),
            Kind::Area,
            village,
            1,
            place("张庄村"),
        ),
        record(
            RecordId(Uuid::from_u128(2)),
            Kind::Area,
            GRID,
            2,
            place("第一网格"),
        ),
        record(ME.into(), Kind::Member, GRID, 3, member("老王")),
        record(OTHER.into(), Kind::Member, GRID, 4, member("小李")),
    ];
    for record in &settled {
        records::put_confirmed(store.db(), &own, record, false).unwrap();
    }
}
