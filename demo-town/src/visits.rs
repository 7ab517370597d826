//! Visits: mostly routine, every household several times a year, by the workers of its grid.

use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc};
use domain::area::AreaCode;
use domain::ids::{MemberId, RecordId};
use domain::resident::Presence;
use domain::visit::{FamilyChange, Handling, Outcome, Purpose, Topic, Visit, VisitMethod};

use crate::calendar;
use crate::chance::{Chance, Part};
use crate::homes::Home;
use crate::scale::Sizes;
use crate::shares;
use crate::staff::Staff;
use crate::words;

const DAYS: u64 = 365;

/// A visit and who made it.
#[derive(Debug, Clone, PartialEq)]
pub struct VisitMade {
    /// The visit's id; its time is when it was saved.
    pub id: RecordId,
    /// The grid.
    pub area: AreaCode,
    /// A worker of the grid.
    pub author: MemberId,
    /// The visit.
    pub visit: Visit,
}

/// All visits, in the order in which they were saved.
pub(crate) fn make(
    sizes: &Sizes,
    homes: &[Home],
    staff: &Staff,
    made: (u64, NaiveDate),
) -> Vec<VisitMade> {
    let (seed, today) = made;
    let mut chance = Chance::new(seed, Part::Visits);
    let days: Vec<NaiveDate> = (1..=DAYS)
        .rev()
        .map(|back| calendar::days_before(today, back))
        .collect();
    let busyness: Vec<usize> = days.iter().map(|day| calendar::busyness(*day)).collect();
    let per_day = shares::deal(sizes.visits, &busyness, 0);
    let mut doors = doors(&mut chance, sizes, homes).into_iter();
    let mut visits = Vec::with_capacity(sizes.visits);
    for (day, count) in days.into_iter().zip(per_day) {
        for home in doors.by_ref().take(count) {
            visits.push(visit_made(&mut chance, home, staff, day));
        }
    }
    visits.sort_by_key(|made| made.id);
    visits
}

/// One entry per visit: whose door it is. Where old people live alone, somebody calls more often.
fn doors<'a>(chance: &mut Chance, sizes: &Sizes, homes: &'a [Home]) -> Vec<&'a Home> {
    let weights: Vec<usize> = homes
        .iter()
        .map(|home| {
            let care = if home.residents.len() == 1 { 60 } else { 0 };
            70 + chance.below(60) + care
        })
        .collect();
    let mut doors: Vec<&Home> = homes
        .iter()
        .zip(shares::deal(sizes.visits, &weights, 1))
        .flat_map(|(home, count)| std::iter::repeat_n(home, count))
        .collect();
    chance.shuffle(&mut doors);
    doors
}

fn visit_made(chance: &mut Chance, home: &Home, staff: &Staff, day: NaiveDate) -> VisitMade {
    let visited_at = daytime(chance, day);
    let saved_at = visited_at + Duration::milliseconds(chance.between(60_000, 1_200_000));
    VisitMade {
        id: RecordId(chance.id(saved_at)),
        area: home.area.clone(),
        author: walker(chance, home, staff),
        visit: visit(chance, home, visited_at, day),
    }
}

/// Morning and afternoon, seldom the evening.
fn daytime(chance: &mut Chance, day: NaiveDate) -> DateTime<Utc> {
    let (from, to) = chance.weighted(&[((480, 700), 550), ((870, 1080), 390)], (1110, 1200));
    calendar::at(day, chance.between(from, to), 0)
}

/// The full-time worker (the first of the grid's list) makes about half of the visits.
fn walker(chance: &mut Chance, home: &Home, staff: &Staff) -> MemberId {
    let others = staff.workers_of(&home.area);
    if chance.in_1000(450) {
        return home.author;
    }
    others
        .get(chance.below(others.len()))
        .copied()
        .unwrap_or(home.author)
}

fn visit(chance: &mut Chance, home: &Home, visited_at: DateTime<Utc>, day: NaiveDate) -> Visit {
    let mut visit = Visit::routine(home.id, visited_at);
    visit.method = chance.weighted(
        &[
            (VisitMethod::Door, 870),
            (VisitMethod::Phone, 70),
            (VisitMethod::VillageOffice, 50),
        ],
        VisitMethod::Video,
    );
    visit.outcome = outcome(chance, visit.method);
    visit.purpose = purpose(chance, home, day);
    match visit.outcome {
        Outcome::Met | Outcome::MetFamily => met(chance, &mut visit, home, day),
        Outcome::Absent => {
            visit.remarks = Some(chance.pick(words::ABSENT).to_owned());
            if chance.in_1000(350) {
                follow_up(chance, &mut visit, day);
            }
        }
        Outcome::Refused | Outcome::Unknown => {}
    }
    visit
}

/// Nobody misses the person on the phone who answers, so absence belongs to the door: 207 of 1000 there, 18 % of all.
fn outcome(chance: &mut Chance, method: VisitMethod) -> Outcome {
    match method {
        VisitMethod::Door => chance.weighted(
            &[
                (Outcome::Met, 500),
                (Outcome::Absent, 207),
                (Outcome::Refused, 11),
            ],
            Outcome::MetFamily,
        ),
        VisitMethod::Phone
        | VisitMethod::Video
        | VisitMethod::VillageOffice
        | VisitMethod::Unknown => chance.weighted(&[(Outcome::Met, 800)], Outcome::MetFamily),
    }
}

fn purpose(chance: &mut Chance, home: &Home, day: NaiveDate) -> Purpose {
    let flood = if matches!(day.month(), 7 | 8) { 8 } else { 0 };
    let care = if home.residents.len() == 1 { 250 } else { 50 };
    chance.weighted(
        &[
            (Purpose::Evacuation, flood),
            (Purpose::Care, care),
            (Purpose::FollowUp, 40),
            (Purpose::Check, 60),
            (Purpose::Publicity, 45),
        ],
        Purpose::Routine,
    )
}

fn met(chance: &mut Chance, visit: &mut Visit, home: &Home, day: NaiveDate) {
    let family = adults_at_home(home, day);
    let head_is_away = home
        .residents
        .first()
        .is_some_and(|(_, head)| head.presence == Presence::Away);
    match (family.is_empty(), head_is_away) {
        (true, true) => (visit.outcome, visit.method) = (Outcome::Met, VisitMethod::Phone),
        (true, false) => visit.outcome = Outcome::Met,
        (false, true) => visit.outcome = Outcome::MetFamily,
        (false, false) => {}
    }
    let name = match visit.outcome {
        Outcome::MetFamily => chance.pick(&family),
        Outcome::Met | Outcome::Absent | Outcome::Refused | Outcome::Unknown => {
            &home.household.head
        }
    };
    visit.met = Some(name.to_owned());
    visit.family_changes = family_changes(chance);
    topics(chance, visit, day);
    if chance.in_1000(45) {
        difficulty(chance, visit, day);
    }
    if chance.in_1000(60) {
        visit.remarks = Some(chance.pick(words::REMARKS).to_owned());
    }
}

/// Whom the worker can talk to beside the head.
fn adults_at_home(home: &Home, day: NaiveDate) -> Vec<&str> {
    let grown = calendar::days_before(day, 16 * 365);
    home.residents
        .iter()
        .skip(1)
        .map(|(_, person)| person)
        .filter(|person| person.presence == Presence::Home)
        .filter(|person| person.birth.is_some_and(|birth| birth < grown))
        .map(|person| person.name.as_str())
        .collect()
}

fn family_changes(chance: &mut Chance) -> Vec<FamilyChange> {
    let change = chance.weighted(
        &[
            (Some(FamilyChange::None), 860),
            (None, 80),
            (Some(FamilyChange::Left), 18),
            (Some(FamilyChange::Returned), 14),
            (Some(FamilyChange::Illness), 10),
            (Some(FamilyChange::House), 5),
            (Some(FamilyChange::Birth), 4),
            (Some(FamilyChange::JobLoss), 3),
            (Some(FamilyChange::Marriage), 3),
            (Some(FamilyChange::MovedIn), 1),
            (Some(FamilyChange::MovedAway), 1),
        ],
        Some(FamilyChange::Death),
    );
    change.into_iter().collect()
}

/// What is explained follows the season: fire in the dry months, insurance in autumn, seed and subsidies in spring.
fn topics(chance: &mut Chance, visit: &mut Visit, day: NaiveDate) {
    let publicity = visit.purpose == Purpose::Publicity;
    if !publicity && !chance.in_1000(240) {
        return;
    }
    let seasonal = match day.month() {
        3..=5 => Topic::Farming,
        9 | 10 => Topic::HealthInsurance,
        11 | 12 | 1 | 2 => Topic::Fire,
        _ => Topic::Law,
    };
    let topic = chance.weighted(
        &[
            (seasonal, 500),
            (Topic::Fraud, 330),
            (Topic::Law, 60),
            (Topic::Drugs, 40),
            (Topic::Fire, 40),
        ],
        Topic::HealthInsurance,
    );
    visit.topics.push(topic);
    if topic != Topic::Fraud && chance.in_1000(200) {
        visit.topics.push(Topic::Fraud);
    }
    if publicity || chance.in_1000(300) {
        visit.leaflets = u32::try_from(chance.between(1, 3)).ok();
    }
}

fn difficulty(chance: &mut Chance, visit: &mut Visit, day: NaiveDate) {
    let (sort, note) = words::difficulty(chance);
    visit.difficulties.push(sort);
    visit.difficulty_note = Some(note.to_owned());
    visit.handling = chance.weighted(
        &[(Handling::Solved, 420), (Handling::PassedOn, 280)],
        Handling::FollowUp,
    );
    if visit.handling == Handling::FollowUp {
        follow_up(chance, visit, day);
    }
}

fn follow_up(chance: &mut Chance, visit: &mut Visit, day: NaiveDate) {
    visit.handling = Handling::FollowUp;
    visit.follow_up_on = Some(day + Duration::days(chance.between(3, 15)));
}
