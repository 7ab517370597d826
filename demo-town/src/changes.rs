//! The town as changes: one creation per record, each on the author's own device, numbered without holes.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::area::AreaCode;
use domain::change::{Act, Change, Fields};
use domain::ids::{ChangeId, DeviceId, MemberId, RecordId};
use domain::kind::Kind;

use crate::Town;
use crate::chance::{Chance, Part};

/// One record to be written down.
struct Entry {
    record: RecordId,
    kind: Kind,
    area: AreaCode,
    author: MemberId,
    fields: Fields,
}

pub(crate) fn of(town: &Town) -> impl Iterator<Item = Change> + '_ {
    let mut scribe = Scribe {
        chance: Chance::new(town.seed, Part::Changes),
        devices: town
            .devices
            .iter()
            .map(|(member, device)| (*member, (*device, 0)))
            .collect(),
    };
    public(town)
        .chain(homes(town))
        .chain(visits(town))
        .filter_map(move |entry| scribe.change(entry))
}

fn public(town: &Town) -> impl Iterator<Item = Entry> + '_ {
    let areas = town.areas.iter().map(|(record, code, area)| Entry {
        record: *record,
        kind: Kind::Area,
        area: code.clone(),
        author: town.supervisor,
        fields: Fields::of(area),
    });
    let members = town.members.iter().map(|(id, area, member)| Entry {
        record: RecordId::from(*id),
        kind: Kind::Member,
        area: area.clone(),
        author: town.supervisor,
        fields: Fields::of(member),
    });
    areas.chain(members)
}

fn homes(town: &Town) -> impl Iterator<Item = Entry> + '_ {
    town.homes.iter().flat_map(|home| {
        let household = Entry {
            record: home.id,
            kind: Kind::Household,
            area: home.area.clone(),
            author: home.author,
            fields: Fields::of(&home.household),
        };
        let residents = home.residents.iter().map(|(record, resident)| Entry {
            record: *record,
            kind: Kind::Resident,
            area: home.area.clone(),
            author: home.author,
            fields: Fields::of(resident),
        });
        std::iter::once(household).chain(residents)
    })
}

fn visits(town: &Town) -> impl Iterator<Item = Entry> + '_ {
    town.visits.iter().map(|made| Entry {
        record: made.id,
        kind: Kind::Visit,
        area: made.area.clone(),
        author: made.author,
        fields: Fields::of(&made.visit),
    })
}

struct Scribe {
    chance: Chance,
    devices: BTreeMap<MemberId, (DeviceId, u64)>,
}

impl Scribe {
    /// Every author is a member with a device, so nothing is left out.
    fn change(&mut self, entry: Entry) -> Option<Change> {
        let captured_at = made_at(entry.record)?;
        let (device, device_seq) = self.devices.get_mut(&entry.author)?;
        *device_seq += 1;
        Some(Change {
            id: ChangeId(self.chance.id(captured_at)),
            record: entry.record,
            kind: entry.kind,
            area: entry.area,
            author: entry.author,
            device: *device,
            device_seq: *device_seq,
            captured_at,
            base: None,
            act: Act::Create(entry.fields),
        })
    }
}

/// The time that a record's id carries.
fn made_at(record: RecordId) -> Option<DateTime<Utc>> {
    let (seconds, nanoseconds) = record.0.get_timestamp()?.to_unix();
    DateTime::from_timestamp(i64::try_from(seconds).ok()?, nanoseconds)
}
