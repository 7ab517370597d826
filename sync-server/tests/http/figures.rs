//! 统计对比表 against an independent count: straight out of the raw changes, slowly, for towns, villages and grids, months, weeks and quarters,
//! each with the period before and the year before.

mod said;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike as _, Days, Months, NaiveDate, Weekday};
use domain::AreaCode;
use domain::dispute::Limits;
use domain::dispute::limits::local_day;
use ledger::source::{Source as _, Wanted};
use ledger::{Cell, Ledger};
use serde_json::Value;
use sync_server::storage::Store;
use sync_server::{clock, export};

use self::said::Said::{self, Number, Part};
use crate::ledgers::{Raw, TOWNS, counted, raw_of, then, town_of};

/// Everything that happened, raw.
struct Raws {
    disputes: Vec<Raw>,
    visits: Vec<Raw>,
    homes: Vec<(String, String)>,
    matters: Vec<Raw>,
}

fn moment(raw: &Raw, field: &str) -> NaiveDate {
    let at = raw.fields.get(field).and_then(Value::as_i64).unwrap();
    local_day(DateTime::from_timestamp_millis(at).unwrap())
}

fn text<'a>(raw: &'a Raw, field: &str) -> &'a str {
    raw.fields.get(field).and_then(Value::as_str).unwrap_or("")
}

fn workdays(limits: &Limits, from: NaiveDate, to: NaiveDate) -> u32 {
    let days = from.iter_days().skip(1).take_while(|day| *day <= to);
    let is_workday = |day: &NaiveDate| limits.after_workdays(day.pred_opt().unwrap(), 1) == *day;
    u32::try_from(days.filter(is_workday).count()).unwrap()
}

/// 来源 in the order of the table; what has none comes last.
const SOURCES: [&str; 10] = [
    "visit",
    "request",
    "initiative",
    "talk_room",
    "petition",
    "hotline",
    "police",
    "court",
    "superior",
    "department",
];

/// What [`counted`] does not count.
#[derive(Default)]
struct Tally {
    days: [Vec<u32>; 4],
    returns: (usize, usize),
    performed: (usize, usize),
    closed: usize,
    relapsed: usize,
    accepted: [u64; 11],
}

impl Tally {
    fn add(&mut self, raw: &Raw, wanted: &Wanted, limits: &Limits) {
        let within = |day: NaiveDate| wanted.holds(day);
        let end = then(raw, wanted.to);
        if end.received.is_some_and(within) {
            let source = text(raw, "source");
            let place = SOURCES.iter().position(|known| *known == source);
            self.accepted[place.unwrap_or(10)] += 1;
        }
        let (mut plan, mut visits, mut done) = (None, 0, String::new());
        for (on, name, form) in raw.steps.iter().filter(|(on, ..)| *on <= wanted.to) {
            match name.as_str() {
                "plan" => plan = form["deadline"].as_str().map(|day| day.parse().unwrap()),
                "perform" | "return_visit" => {
                    visits += usize::from(name == "return_visit");
                    let performance = form["performance"].as_str().unwrap_or("");
                    performance.clone_into(&mut done);
                }
                "close" => self.closed += usize::from(within(*on)),
                "reopen" => {
                    self.relapsed += usize::from(within(*on));
                    (plan, visits) = (None, 0);
                }
                _ => {}
            }
        }
        if plan.is_some_and(within) {
            self.returns.1 += 1;
            self.returns.0 += usize::from(visits > 0);
        }
        if let Some((on, level)) = end.settled.filter(|(on, _)| within(*on)) {
            let took = end.received.map_or(0, |from| workdays(limits, from, on));
            self.days[usize::from(level)].push(took);
            if end.agreement.is_some() {
                self.performed.1 += 1;
                self.performed.0 += usize::from(done == "done");
            }
        }
    }
}

fn disputes(raws: &Raws, wanted: &Wanted, limits: &Limits) -> Vec<Said> {
    let counts = counted(&raws.disputes, wanted, limits);
    let mut tally = Tally::default();
    let inside = raws.disputes.iter();
    let inside = inside.filter(|raw| raw.area.starts_with(wanted.area.as_str()));
    for raw in inside.filter(|raw| raw.made.is_some_and(|made| made <= wanted.to)) {
        tally.add(raw, wanted, limits);
    }
    let number = |count: usize| Number(count as u64);
    let to_settle = (counts.carried + counts.accepted).saturating_sub(counts.not_due);
    let mut said = vec![
        number(counts.accepted),
        number(counts.settled),
        Part(counts.settled, to_settle),
        Part(counts.settled, counts.accepted),
        Part(counts.on_spot, counts.settled),
    ];
    let on_level = |own: &Vec<u32>| Part(own.len(), counts.settled);
    said.extend(tally.days.iter().map(on_level));
    said.extend([
        number(counts.written),
        number(counts.oral),
        number(counts.remote),
        number(counts.not_due + counts.overdue),
        number(counts.overdue),
        Said::Days(tally.days.concat()),
    ]);
    said.extend(tally.days.into_iter().map(Said::Days));
    said.extend([
        Part(tally.returns.0, tally.returns.1),
        Part(tally.performed.0, tally.performed.1),
        Part(tally.relapsed, tally.closed),
    ]);
    said.extend(tally.accepted.map(Number));
    said
}

/// Is it done after these steps? By hand, form by form.
fn is_done(raw: &Raw, end: NaiveDate) -> bool {
    let form = text(raw, "form");
    let mut done = form == "opinion" && text(raw, "reply") == "on_spot";
    for (_, name, answers) in raw.steps.iter().filter(|(on, ..)| *on <= end) {
        match (form, name.as_str()) {
            ("opinion", "answer" | "tell" | "close")
            | ("errand", "finish" | "hand_over" | "rate")
            | ("hazard", "close") => done = true,
            ("opinion", "return") | ("hazard", "return" | "reopen") => done = false,
            ("hazard", "check") => done = answers["recheck"] == "cleared",
            _ => {}
        }
    }
    done
}

fn work(raws: &Raws, wanted: &Wanted) -> Vec<Said> {
    let inside = |area: &str| area.starts_with(wanted.area.as_str());
    let (mut visits, mut met) = (0, BTreeSet::new());
    for raw in raws.visits.iter().filter(|raw| inside(&raw.area)) {
        if wanted.holds(moment(raw, "visited_at")) {
            visits += 1;
            if ["met", "met_family"].contains(&text(raw, "outcome")) {
                met.insert(text(raw, "household").to_owned());
            }
        }
    }
    let homes: Vec<_> = raws.homes.iter().filter(|(area, _)| inside(area)).collect();
    let met = homes.iter().filter(|(_, id)| met.contains(id)).count();
    let mut said = vec![Number(visits), Number(met as u64), Part(met, homes.len())];
    let mut lectures = [0; 3];
    let mut forms = [("opinion", 0, 0), ("errand", 0, 0), ("hazard", 0, 0)];
    for raw in raws.matters.iter().filter(|raw| inside(&raw.area)) {
        let happened = raw.fields.contains_key("happened_at");
        let day = happened.then(|| moment(raw, "happened_at")).or(raw.made);
        if !day.is_some_and(|day| wanted.holds(day)) {
            continue;
        }
        for (form, done, all) in &mut forms {
            if text(raw, "form") == *form {
                *all += 1;
                *done += usize::from(is_done(raw, wanted.to));
            }
        }
        if text(raw, "form") == "lecture" {
            let fields = ["sessions", "attendance", "leaflets"];
            for (field, sum) in fields.iter().zip(&mut lectures) {
                *sum += raw.fields.get(*field).and_then(Value::as_u64).unwrap_or(0);
            }
        }
    }
    for (_, done, all) in forms {
        said.extend([Number(all as u64), Part(done, all)]);
    }
    said.extend(lectures.map(Number));
    said
}

fn all(raws: &Raws, wanted: &Wanted, limits: &Limits) -> Vec<Said> {
    let mut said = disputes(raws, wanted, limits);
    said.extend(work(raws, wanted));
    said
}

type Period = (NaiveDate, NaiveDate);

/// A whole month, or up to today; and the whole months before, or up to the same day.
fn months(first: NaiveDate, length: u32, today: NaiveDate) -> [Period; 3] {
    let whole = |from: NaiveDate| {
        let next = from.checked_add_months(Months::new(length)).unwrap();
        (from, next.pred_opt().unwrap())
    };
    let (from, last) = whole(first);
    if last <= today {
        let back = |months| whole(from.checked_sub_months(Months::new(months)).unwrap());
        return [(from, last), back(length), back(12)];
    }
    let back = |day: NaiveDate, months| day.checked_sub_months(Months::new(months)).unwrap();
    // The last day of a month that is not the last of the stretch stays one.
    let end = |months| match today.succ_opt().unwrap() {
        next if next.day() == 1 => back(next, months).pred_opt().unwrap(),
        _ => back(today, months),
    };
    [
        (from, today),
        (back(from, length), end(length)),
        (back(from, 12), end(12)),
    ]
}

fn week(monday: NaiveDate, today: NaiveDate) -> [Period; 3] {
    let (from, to) = (monday, (monday + Days::new(6)).min(today));
    let year = |day: NaiveDate| day.checked_sub_months(Months::new(12)).unwrap();
    let week = Days::new(7);
    [(from, to), (from - week, to - week), (year(from), year(to))]
}

/// Months, quarters and weeks up to today, each with what it is compared with.
fn periods(today: NaiveDate) -> Vec<[Period; 3]> {
    let first = today.with_day(1).unwrap();
    let back = |from: NaiveDate, months| from.checked_sub_months(Months::new(months)).unwrap();
    let quarter = back(first, first.month0() % 3);
    let mut periods: Vec<[Period; 3]> = (0..5).map(|n| months(back(first, n), 1, today)).collect();
    // A quarter whose first month is not over yet is that month.
    if quarter != first {
        periods.push(months(quarter, 3, today));
    }
    periods.push(months(back(quarter, 3), 3, today));
    // A month that began on Monday and is not a week old is that week.
    periods
        .retain(|[(from, to), ..]| from.weekday() != Weekday::Mon || (*to - *from).num_days() >= 7);
    let monday = today.week(Weekday::Mon).first_day();
    periods.extend((0..3).map(|n| week(monday - Days::new(7 * n), today)));
    periods
}

async fn raws_of(store: &Store) -> Raws {
    let alive = |raws: Vec<Raw>| raws.into_iter().filter(|raw| raw.made.is_some()).collect();
    Raws {
        disputes: raw_of(store, "dispute").await,
        visits: alive(raw_of(store, "visit").await),
        homes: homes(store).await,
        matters: alive(raw_of(store, "matter").await),
    }
}

/// Compares one table; how many of its figures had moved since the period before.
async fn compare(store: &Store, raws: &Raws, area: &AreaCode, days: [Period; 3]) -> usize {
    let wanted = |(from, to)| Wanted {
        area: area.clone(),
        from,
        to,
        is_unentered: false,
    };
    let asked = wanted(days[0]);
    let made = store.read(move |view| {
        let source = export::Town::of(view)?;
        let limits = Limits::of_town(source.town());
        let ledger = Ledger::named("figures").unwrap();
        Ok((ledger.make(&source, &asked)?, limits))
    });
    let (table, limits) = made.await.unwrap();
    let [own, before, year] = days.map(|days| all(raws, &wanted(days), &limits));
    assert_eq!(table.rows.len(), own.len());
    let mut moved = 0;
    for (n, row) in table.rows.iter().enumerate() {
        let told: Vec<String> = row[3..].iter().map(words).collect();
        let expected = [
            own[n].shown(),
            before[n].shown(),
            own[n].change(&before[n]),
            year[n].shown(),
            own[n].change(&year[n]),
        ];
        assert_eq!(told, expected, "{area} {days:?} {:?}", row[1]);
        moved += usize::from(expected[2].starts_with(['+', '−']));
    }
    moved
}

#[tokio::test]
async fn every_figure_and_its_comparison_is_that_of_a_slow_count_over_the_raw_changes() {
    let (mut cuts, mut moved) = (0, 0);
    for seed in TOWNS {
        let (_folder, store) = town_of(seed).await;
        let raws = raws_of(&store).await;
        let town = store.read(|view| view.town()).await.unwrap().code;
        let homes = raws.homes.iter();
        let grids: BTreeSet<AreaCode> = homes
            .map(|(area, _)| AreaCode::new(area).unwrap())
            .collect();
        let villages: BTreeSet<AreaCode> = grids.iter().filter_map(AreaCode::village).collect();
        for area in [town].into_iter().chain(villages).chain(grids) {
            for days in periods(local_day(clock::now())) {
                moved += compare(&store, &raws, &area, days).await;
                cuts += 1;
            }
        }
    }
    assert!(cuts > 200 && moved > 1_000, "{cuts} cuts, {moved} moved");
}

async fn homes(store: &Store) -> Vec<(String, String)> {
    let mut homes = BTreeMap::new();
    crate::ledgers::each_raw(store, |change| {
        let id = change["record"].as_str().unwrap().to_owned();
        if change["kind"] == "household" && change["act"].get("create").is_some() {
            homes.insert(id, change["area"].as_str().unwrap().to_owned());
        } else if change["act"].get("void").is_some() {
            homes.remove(&id);
        }
    })
    .await;
    homes.into_iter().map(|(id, area)| (area, id)).collect()
}

fn words(cell: &Cell<'_>) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.to_string(),
        Cell::Number(number) => number.to_string(),
        Cell::Day(day) => day.to_string(),
    }
}
