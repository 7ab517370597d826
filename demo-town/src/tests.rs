//! The promises of the generator: exact totals, the same town for the same seed, and nothing that validation refuses.

mod items;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Duration, NaiveDate, Timelike};

use domain::care::{Rules, due};
use domain::change::{Act, Change};
use domain::kind::Kind;
use domain::member::{Employment, Role};
use domain::resident::{Presence, Relation};
use domain::visit::{Handling, Outcome, Purpose};
use domain::{RecordId, identity, phone, validate};

use crate::{Scale, Town};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

fn small() -> Town {
    Town::generate(Scale::Small, 1, today())
}

fn counts(changes: &[Change]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    // Check-ins follow the rhythm of each file: how many there are is nobody's wish.
    let counted =
        |change: &&Change| matches!(change.act, Act::Create(_)) && change.kind != Kind::CheckIn;
    for change in changes.iter().filter(counted) {
        *counts.entry(change.kind.as_str()).or_default() += 1;
    }
    counts
}

fn hash(town: &Town) -> String {
    let mut hasher = blake3::Hasher::new();
    for change in town.changes() {
        hasher.update(&serde_json::to_vec(&change).unwrap());
    }
    hasher.finalize().to_hex().to_string()
}

#[test]
fn the_small_town_stays_the_same_for_ever() {
    assert_eq!(
        hash(&small()),
        "83bb73641547ba82b671752373c0c2c49e5e264c866fc135547b738def3874c4"
    );
}

#[test]
fn another_seed_is_another_town_with_the_same_places() {
    let other = Town::generate(Scale::Small, 2, today());
    assert_ne!(hash(&small()), hash(&other));
    assert_eq!(small().groups, other.groups);
}

#[test]
fn the_small_town_has_its_exact_totals() {
    let town = small();
    let changes: Vec<Change> = town.changes().collect();
    let expected = [
        ("area", 1 + 3 + 6),
        ("dispute", 24),
        ("household", 240),
        ("matter", 16 + 19 + 16 + 5 + 8),
        ("member", 18 + 3 + 3 + 4),
        ("notice", 4),
        ("person_file", 12),
        ("resident", 900),
        ("task", 2 + 11),
        ("visit", 1_500),
    ];
    assert_eq!(counts(&changes), BTreeMap::from(expected));
    assert_eq!(town.groups.len(), 9);
}

#[test]
fn the_town_has_its_exact_totals() {
    let town = Town::generate(Scale::Town, 1, today());
    let changes: Vec<Change> = town.changes().collect();
    let expected = [
        ("area", 1 + 18 + 68),
        ("dispute", 600),
        ("household", 7_188),
        ("matter", 420 + 495 + 405 + 135 + 8),
        ("member", 340 + 18 + 3 + 4),
        ("notice", 4),
        ("person_file", 159),
        ("resident", 27_784),
        ("task", 45 + 15),
        ("visit", 200_000),
    ];
    assert_eq!(counts(&changes), BTreeMap::from(expected));
    assert_eq!(town.groups.len(), 114);
    let employed = |wanted| {
        let workers = town
            .members
            .iter()
            .filter(|(_, _, m)| m.employment == Some(wanted));
        workers.count()
    };
    assert_eq!(employed(Employment::FullTime), 68);
    assert_eq!(employed(Employment::PartTime), 272);
    shares_are_plausible(&town);
    every_change_is_sound(&town, &changes);
    disputes_are_lawful(&town, &changes);
    items::are_lawful(&town);
}

#[test]
fn every_change_of_the_small_town_is_sound() {
    let town = small();
    let changes: Vec<Change> = town.changes().collect();
    every_change_is_sound(&town, &changes);
}

fn shares_are_plausible(town: &Town) {
    let share = |matches: &dyn Fn(&domain::Visit) -> bool| {
        let hits = town
            .visits
            .iter()
            .filter(|made| matches(&made.visit))
            .count();
        hits * 1000 / town.visits.len()
    };
    let absent = share(&|visit| visit.outcome == Outcome::Absent);
    assert!((170..=190).contains(&absent), "{absent}");
    let refused = share(&|visit| visit.outcome == Outcome::Refused);
    assert!((7..=13).contains(&refused), "{refused}");
    let routine = share(&|visit| visit.purpose == Purpose::Routine);
    assert!((700..=850).contains(&routine), "{routine}");
    let difficulties = share(&|visit| !visit.difficulties.is_empty());
    assert!((25..=50).contains(&difficulties), "{difficulties}");
    let follow_up = share(&|visit| visit.handling == Handling::FollowUp);
    assert!((40..=100).contains(&follow_up), "{follow_up}");
    let residents = || town.homes.iter().flat_map(|home| &home.residents);
    let away = residents()
        .filter(|(_, person)| person.presence == Presence::Away)
        .count();
    assert!((4_000..=9_000).contains(&away), "{away}");
}

/// Ids tell when they were made: a change's always, a record's at its creation.
fn ids_carry_the_time(change: &Change, is_step: bool) {
    let dated = [Some(change.id.0), (!is_step).then_some(change.record.0)];
    for id in dated.into_iter().flatten() {
        assert_eq!(id.get_version_num(), 7);
        let (seconds, _) = id.get_timestamp().unwrap().to_unix();
        assert_eq!(
            i64::try_from(seconds).unwrap(),
            change.captured_at.timestamp()
        );
    }
}

fn every_change_is_sound(town: &Town, changes: &[Change]) {
    let mut ids = BTreeSet::new();
    let mut sequences = BTreeMap::new();
    let mut known: BTreeSet<RecordId> = BTreeSet::new();
    let tasks: BTreeMap<_, _> = town
        .members
        .iter()
        .map(|(id, _, member)| (*id, member))
        .collect();
    for change in changes {
        let is_step = matches!(change.act, Act::Step(_));
        assert!(ids.insert(change.id.0), "an id comes twice");
        assert_eq!(
            ids.insert(change.record.0),
            !is_step,
            "a record comes twice"
        );
        assert_eq!(validate::change(change, None, today()), [], "{change:?}");
        assert!(town.code.contains(&change.area));
        ids_carry_the_time(change, is_step);
        let local = change.captured_at + Duration::hours(8);
        assert!(
            local.date_naive() < today() && (8..21).contains(&local.hour()),
            "{local}"
        );
        let (sequence, last) = sequences
            .entry(change.device)
            .or_insert((0, change.captured_at));
        *sequence += 1;
        assert_eq!(change.device_seq, *sequence);
        assert!(
            *last <= change.captured_at,
            "a device's clock never runs back"
        );
        *last = change.captured_at;
        let Act::Create(fields) = &change.act else {
            assert!(known.contains(&change.record), "a step before its dispute");
            continue;
        };
        if let Some(household) = fields.text("household") {
            assert!(
                known.contains(&household.parse().unwrap()),
                "the household comes first"
            );
        }
        if change.kind == Kind::Visit {
            let author = tasks[&change.author];
            assert_eq!(
                (author.role, &author.areas[0]),
                (Role::Worker, &change.area)
            );
        }
        known.insert(change.record);
    }
}

#[test]
fn families_hold_together_and_match_nobody() {
    let town = small();
    let mut numbers = BTreeSet::new();
    for home in &town.homes {
        let (_, head) = &home.residents[0];
        assert_eq!(
            (head.relation, &head.name),
            (Relation::Head, &home.household.head)
        );
        let village = home.area.village().unwrap();
        assert_eq!(
            town.grid_of(&village, home.household.group),
            Some(&home.area)
        );
        for (_, person) in &home.residents {
            let birth = person.birth.unwrap();
            let years = birth.years_since(head.birth.unwrap());
            match person.relation {
                Relation::Son | Relation::Daughter => assert!(years.unwrap() >= 19, "{home:?}"),
                Relation::Grandchild => assert!(years.unwrap() >= 40, "{home:?}"),
                Relation::Parent => assert!(birth < head.birth.unwrap(), "{home:?}"),
                _ => {}
            }
            if let Some(number) = &person.identity_number {
                assert!(number.starts_with("629999") && numbers.insert(number.clone()));
                let read = identity::read(number, today()).unwrap();
                assert_eq!(
                    (Some(read.birth), Some(read.sex)),
                    (person.birth, person.sex)
                );
            }
            if let Some(number) = &person.phone {
                assert!(number.starts_with("15400") && phone::is_mobile(number));
            }
        }
    }
}

#[test]
fn the_demo_members_are_a_full_time_worker_and_a_supervisor() {
    let town = small();
    let member = |id| {
        town.members
            .iter()
            .find(|(known, _, _)| *known == id)
            .unwrap()
    };
    let (_, grid, worker) = member(town.demo_worker());
    assert_eq!(worker.employment, Some(Employment::FullTime));
    assert!(
        town.visits
            .iter()
            .any(|made| made.author == town.demo_worker() && made.area == *grid)
    );
    let (_, area, supervisor) = member(town.demo_supervisor());
    assert_eq!((supervisor.role, area), (Role::Supervisor, &town.code));
}

/// Every step of a town's disputes was allowed to whoever took it, and every state there is has disputes.
fn disputes_are_lawful(town: &Town, changes: &[Change]) {
    use domain::dispute::judge::{Actor, judge};
    use domain::dispute::{Life, Standing, State};
    use domain::{Logged, Record, Seq, fold};
    let roles: BTreeMap<_, _> = town
        .members
        .iter()
        .map(|(id, _, member)| (*id, member.role))
        .collect();
    let mut records: BTreeMap<RecordId, Record> = BTreeMap::new();
    let disputes = changes.iter().filter(|change| change.kind == Kind::Dispute);
    for (change, seq) in disputes.zip(1..) {
        let before = records.remove(&change.record);
        if let (Some(record), Act::Step(step)) = (&before, &change.act) {
            let actor = Actor {
                member: change.author,
                role: roles[&change.author],
                base: Some(Seq(seq)),
            };
            assert_eq!(judge(record, step, &actor), Ok(()), "{step:?}");
        }
        let logged = Logged {
            seq: Seq(seq),
            received_at: change.captured_at,
            clock_offset_ms: 0,
            change: change.clone(),
        };
        let (record, _) = fold::confirm(before, &logged).unwrap();
        records.insert(record.id, record);
    }
    let lives: Vec<Life> = records.values().map(Life::of).collect();
    let standings = lives.iter().flat_map(|life| &life.standings);
    assert!(
        standings
            .clone()
            .all(|standing| *standing == Standing::Counted)
    );
    for state in State::ALL {
        assert!(lives.iter().any(|life| life.state == *state), "{state:?}");
    }
}

#[test]
fn the_disputes_of_the_small_town_are_lawful_and_stand_in_every_state() {
    let town = small();
    let changes: Vec<Change> = town.changes().collect();
    disputes_are_lawful(&town, &changes);
}

#[test]
fn care_files_are_whole_and_the_demo_worker_has_several() {
    let town = small();
    let worker = town.demo_worker();
    let own = town
        .care
        .iter()
        .filter(|made| made.file.seat_of(worker).is_some());
    assert!(own.count() >= 6);
    let rules = Rules::default();
    let mut overdue = 0;
    for made in &town.care {
        let roles: Vec<&str> = made
            .file
            .team
            .iter()
            .map(|entry| entry.role.as_str())
            .collect();
        let expected: Vec<&str> = rules.roles.iter().map(|role| role.code.as_str()).collect();
        assert_eq!(roles, expected);
        assert!(made.file.seat_of(made.author).is_some());
        assert!(made.checks.iter().all(|check| check.check.file == made.id));
        let checks = made.checks.iter().map(|made| &made.check);
        let next = due::next_on(&made.file, checks, &rules);
        overdue += usize::from(next.is_some_and(|day| day <= today()));
    }
    assert!((1..town.care.len()).contains(&overdue), "{overdue}");
    let is_answered = |check: &crate::CheckMade| check.steps.len() == 2;
    let mut checks = town.care.iter().flat_map(|made| &made.checks);
    assert!(checks.any(is_answered));
}
