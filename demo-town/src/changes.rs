//! The town as changes: one creation per record and the steps of cases, each on the author's own device, numbered without holes.

use std::collections::BTreeMap;
use std::iter::Peekable;

use chrono::{DateTime, Utc};
use domain::area::AreaCode;
use domain::change::{Act, Change, Fields, Step};
use domain::ids::{ChangeId, DeviceId, MemberId, RecordId};
use domain::kind::Kind;

use crate::Town;
use crate::chance::{Chance, Part};

/// One thing to be written down. Without a time of its own it happened when its record was made.
struct Entry {
    record: RecordId,
    kind: Kind,
    area: AreaCode,
    author: MemberId,
    at: Option<DateTime<Utc>>,
    act: Act,
}

impl Entry {
    fn at(&self) -> Option<DateTime<Utc>> {
        self.at.or_else(|| made_at(self.record))
    }
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
        .chain(Merged {
            visits: visits(town).peekable(),
            cases: cases(town).into_iter().peekable(),
        })
        .filter_map(move |entry| scribe.change(entry))
}

fn public(town: &Town) -> impl Iterator<Item = Entry> + '_ {
    let areas = town.areas.iter().map(|(record, code, area)| Entry {
        record: *record,
        kind: Kind::Area,
        area: code.clone(),
        author: town.supervisor,
        at: None,
        act: Act::Create(Fields::of(area)),
    });
    let members = town.members.iter().map(|(id, area, member)| Entry {
        record: RecordId::from(*id),
        kind: Kind::Member,
        area: area.clone(),
        author: town.supervisor,
        at: None,
        act: Act::Create(Fields::of(member)),
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
            at: None,
            act: Act::Create(Fields::of(&home.household)),
        };
        let residents = home.residents.iter().map(|(record, resident)| Entry {
            record: *record,
            kind: Kind::Resident,
            area: home.area.clone(),
            author: home.author,
            at: None,
            act: Act::Create(Fields::of(resident)),
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
        at: None,
        act: Act::Create(Fields::of(&made.visit)),
    })
}

/// Disputes, matters, tasks, notices, care files and check-ins with their steps, in the order of their times.
fn cases(town: &Town) -> Vec<Entry> {
    let mut entries = plain_cases(town);
    entries.extend(care(town));
    entries.sort_by_key(Entry::at);
    entries
}

fn care(town: &Town) -> Vec<Entry> {
    let mut entries = Vec::new();
    for made in &town.care {
        let record = (made.id, Kind::PersonFile, &made.area, made.author);
        write_case(&mut entries, record, Fields::of(&made.file), &[]);
        for check in &made.checks {
            let record = (check.id, Kind::CheckIn, &made.area, check.author);
            write_case(&mut entries, record, Fields::of(&check.check), &check.steps);
        }
    }
    entries
}

fn plain_cases(town: &Town) -> Vec<Entry> {
    let mut entries = Vec::new();
    for made in &town.disputes {
        let record = (made.id, Kind::Dispute, &made.area, made.author);
        write_case(&mut entries, record, Fields::of(&made.dispute), &made.steps);
    }
    for made in &town.items {
        let record = (made.id, made.kind.clone(), &made.area, made.author);
        write_case(&mut entries, record, made.fields.clone(), &made.steps);
    }
    entries
}

fn write_case(
    entries: &mut Vec<Entry>,
    (record, kind, area, author): (RecordId, Kind, &AreaCode, MemberId),
    fields: Fields,
    steps: &[(DateTime<Utc>, MemberId, Step)],
) {
    let entry = |author: MemberId, at: Option<DateTime<Utc>>, act: Act| Entry {
        record,
        kind: kind.clone(),
        area: area.clone(),
        author,
        at,
        act,
    };
    entries.push(entry(author, None, Act::Create(fields)));
    for (at, by, step) in steps {
        entries.push(entry(*by, Some(*at), Act::Step(step.clone())));
    }
}

/// Two orders of time as one, so that no device's clock runs back.
struct Merged<V: Iterator<Item = Entry>, D: Iterator<Item = Entry>> {
    visits: Peekable<V>,
    cases: Peekable<D>,
}

impl<V: Iterator<Item = Entry>, D: Iterator<Item = Entry>> Iterator for Merged<V, D> {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        match (self.visits.peek(), self.cases.peek()) {
            (Some(visit), Some(case)) if case.at() < visit.at() => self.cases.next(),
            (None, _) => self.cases.next(),
            (Some(_), _) => self.visits.next(),
        }
    }
}

struct Scribe {
    chance: Chance,
    devices: BTreeMap<MemberId, (DeviceId, u64)>,
}

impl Scribe {
    /// Every author is a member with a device, so nothing is left out.
    fn change(&mut self, entry: Entry) -> Option<Change> {
        let captured_at = entry.at()?;
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
            act: entry.act,
        })
    }
}

/// The time that a record's id carries.
pub(crate) fn made_at(record: RecordId) -> Option<DateTime<Utc>> {
    let (seconds, nanoseconds) = record.0.get_timestamp()?.to_unix();
    DateTime::from_timestamp(i64::try_from(seconds).ok()?, nanoseconds)
}
