//! The figures of the monthly report against an independent count: not by the fold, not by the table of steps, but straight out of the raw
//! changes as they came, slowly. Over whole invented towns, every month and area. And every ledger there is can be made and written.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike as _, Months, NaiveDate};
use demo_town::{Scale, Town};
use domain::dispute::Limits;
use domain::dispute::limits::local_day;
use domain::{AreaCode, Fields};
use ledger::LEDGERS;
use ledger::source::Wanted;
use ledger::statistics::{Counts, cases};
use serde_json::Value;
use sync_server::storage::Store;
use sync_server::{clock, export, town};

/// Seeds of towns.
pub(crate) const TOWNS: [u64; 3] = [1, 7, 42];

pub(crate) async fn town_of(seed: u64) -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = town::open(folder.path()).unwrap();
    let now = clock::now();
    let made = Town::generate(Scale::Small, seed, now.date_naive());
    store
        .transact(move |tx| town::make_demo(tx, &made, now))
        .await
        .unwrap();
    (folder, store)
}

/// A record as its raw changes tell it.
#[derive(Default)]
pub(crate) struct Raw {
    pub(crate) area: String,
    pub(crate) fields: BTreeMap<String, Value>,
    pub(crate) made: Option<NaiveDate>,
    pub(crate) steps: Vec<(NaiveDate, String, Value)>,
}

/// What is said of one dispute at the end of a day.
#[derive(Default, Clone)]
pub(crate) struct Then {
    pub(crate) state: String,
    pub(crate) since: Option<NaiveDate>,
    pub(crate) level: u8,
    pub(crate) received: Option<NaiveDate>,
    pub(crate) settled: Option<(NaiveDate, u8)>,
    pub(crate) agreement: Option<(String, String)>,
    pub(crate) outcome: String,
    pub(crate) deadline: Option<NaiveDate>,
}

const OPEN: [&str; 8] = [
    "draft",
    "registered",
    "submitted",
    "accepted",
    "assigned",
    "mediating",
    "escalated",
    "reopened",
];

fn day(form: &Value) -> Option<NaiveDate> {
    form["deadline"].as_str().and_then(|text| text.parse().ok())
}

/// The state to which a step leads; every step of these towns is one that fits.
fn state_after<'a>(name: &'a str, before: &'a str) -> &'a str {
    match name {
        "register" => "registered",
        "settle_on_site" => "settled_on_site",
        "submit" => "submitted",
        "accept" => "accepted",
        "decline" => "declined",
        "assign" => "assigned",
        "mediate" => "mediating",
        "agree" => "agreed",
        "escalate" => "escalated",
        "terminate" | "refuse" | "withdraw" => "terminated",
        "return" => match before {
            "submitted" => "registered",
            "assigned" => "accepted",
            "escalated" => "mediating",
            _ => "follow_up",
        },
        "plan" | "return_visit" => "follow_up",
        "request_close" => "to_close",
        "close" => "closed",
        "reopen" => "reopened",
        _ => before,
    }
}

pub(crate) fn then(raw: &Raw, end: NaiveDate) -> Then {
    let mut then = Then {
        state: "draft".to_owned(),
        since: raw.made,
        ..Then::default()
    };
    for (on, name, form) in raw.steps.iter().filter(|(on, ..)| *on <= end) {
        let before = then.state.clone();
        let to = state_after(name, &before);
        if to != before {
            (then.state, then.since) = (to.to_owned(), Some(*on));
        }
        match name.as_str() {
            "submit" => then.level = if form["level"] == "town" { 2 } else { 1 },
            "accept" => {
                then.received.get_or_insert(*on);
                then.deadline = day(form);
            }
            "assign" => then.deadline = day(form),
            "escalate" => (then.level, then.deadline) = ((then.level + 1).min(3), None),
            "return" if to == "registered" => then.level = 0,
            "return" if to == "mediating" => then.level -= 1,
            "grant_extension" => then.deadline = day(form),
            "supervise" => then.deadline = day(form).or(then.deadline),
            "settle_on_site" => {
                then.received.get_or_insert(*on);
                (then.settled, then.deadline) = (Some((*on, 0)), None);
            }
            "agree" => {
                (then.settled, then.deadline) = (Some((*on, then.level)), None);
                let text = |field: &str| form[field].as_str().unwrap_or_default().to_owned();
                then.agreement = Some((text("form"), text("channel")));
            }
            "terminate" | "withdraw" => {
                form["outcome"]
                    .as_str()
                    .unwrap_or_default()
                    .clone_into(&mut then.outcome);
                then.deadline = None;
            }
            "refuse" => (then.outcome, then.deadline) = ("refused".to_owned(), None),
            "reopen" => {
                (then.level, then.settled, then.deadline) = (0, None, None);
                then.outcome.clear();
            }
            _ => {}
        }
    }
    then
}

fn due(then: &Then, limits: &Limits) -> Option<NaiveDate> {
    let since = then.since?;
    match then.state.as_str() {
        "draft" | "registered" | "reopened" => Some(limits.after_workdays(since, limits.grid_days)),
        "submitted" | "escalated" => {
            let level = ["grid", "village", "town", "county"][usize::from(then.level)];
            let days = limits.days_of(domain::dispute::Level::from_code(level))?;
            Some(limits.after_workdays(since, days))
        }
        "accepted" | "assigned" | "mediating" => then.deadline,
        _ => None,
    }
}

pub(crate) fn counted(all: &[Raw], wanted: &Wanted, limits: &Limits) -> Counts {
    let mut counts = Counts::default();
    let within = |day: NaiveDate| wanted.from <= day && day <= wanted.to;
    for raw in all
        .iter()
        .filter(|raw| raw.area.starts_with(wanted.area.as_str()))
    {
        if raw.made.is_none_or(|made| made > wanted.to) {
            continue;
        }
        let (start, end) = (
            then(raw, wanted.from.pred_opt().unwrap()),
            then(raw, wanted.to),
        );
        let is_open = |at: &Then| at.received.is_some() && OPEN.contains(&at.state.as_str());
        let happened = raw.fields["happened_at"].as_i64().unwrap();
        let happened = local_day(DateTime::from_timestamp_millis(happened).unwrap());
        counts.found += usize::from(within(happened));
        counts.carried += usize::from(is_open(&start));
        let is_accepted = end.received.is_some_and(within);
        counts.accepted += usize::from(is_accepted);
        counts.litigation += usize::from(is_accepted && end.outcome == "litigation");
        counts.to_town += usize::from(start.level < 2 && end.level >= 2);
        counts.to_county += usize::from(start.level < 3 && end.level >= 3);
        if is_open(&end) {
            let is_late = due(&end, limits).is_some_and(|day| day < wanted.to);
            counts.overdue += usize::from(is_late);
            counts.not_due += usize::from(!is_late);
        }
        let Some((_, level)) = end.settled.filter(|(on, _)| within(*on)) else {
            continue;
        };
        counts.settled += 1;
        counts.on_spot += usize::from(level < 2);
        let number = |field: &str| raw.fields.get(field).and_then(Value::as_u64).unwrap_or(0);
        counts.amount += number("amount");
        counts.people += number("people");
        let risk = raw.fields.get("risk").and_then(Value::as_str);
        counts.calmed += usize::from(matches!(risk, Some("may_escalate" | "violence")));
        let (form, channel) = end.agreement.unwrap_or_default();
        counts.written += usize::from(form == "written");
        counts.oral += usize::from(form == "oral");
        counts.remote += usize::from(form == "oral" && (channel == "phone" || channel == "video"));
    }
    counts
}

/// Tells every change as it came, in the order.
pub(crate) async fn each_raw(store: &Store, mut tell: impl FnMut(Value)) {
    let bodies = store
        .read(|view| {
            let mut bodies = Vec::new();
            view.whole().each_change(&mut |_, row| {
                bodies.push(row?.body);
                Ok(())
            })?;
            Ok(bodies)
        })
        .await
        .unwrap();
    for body in bodies {
        tell(serde_json::from_str(&body).unwrap());
    }
}

/// The raw records of a kind, with what voided them left out.
pub(crate) async fn raw_of(store: &Store, kind: &str) -> Vec<Raw> {
    let mut all: BTreeMap<String, Raw> = BTreeMap::new();
    each_raw(store, |change| {
        if change["kind"] != kind {
            return;
        }
        let raw = all.entry(change["record"].to_string()).or_default();
        let at = change["captured_at"].as_i64().unwrap();
        let on = local_day(DateTime::from_timestamp_millis(at).unwrap());
        change["area"].as_str().unwrap().clone_into(&mut raw.area);
        for act in ["create", "edit"] {
            if let Some(fields) = change["act"][act].as_object() {
                raw.made.get_or_insert(on);
                raw.fields.extend(fields.clone());
            }
        }
        if let Some(step) = change["act"].get("step") {
            let name = step["name"].as_str().unwrap().to_owned();
            raw.steps.push((on, name, step["fields"].clone()));
        }
        if change["act"].get("void").is_some() {
            raw.made = None;
        }
    })
    .await;
    all.into_values().collect()
}

#[tokio::test]
async fn the_monthly_figures_are_those_of_a_slow_count_over_the_raw_changes() {
    let (mut compared, mut settled) = (0, 0);
    for seed in TOWNS {
        let (_folder, store) = town_of(seed).await;
        let raw = raw_of(&store, "dispute").await;
        let town = store.read(|view| view.town()).await.unwrap();
        let mut areas: Vec<AreaCode> = vec![town.code];
        areas.extend(
            raw.iter()
                .filter_map(|raw| AreaCode::new(&raw.area).ok()?.village()),
        );
        areas.sort();
        areas.dedup();
        let today = local_day(clock::now());
        let first = today.with_day(1).unwrap();
        for (back, area) in (0..14).flat_map(|back| areas.iter().map(move |area| (back, area))) {
            let from = first.checked_sub_months(Months::new(back)).unwrap();
            let last = from
                .checked_add_months(Months::new(1))
                .unwrap()
                .pred_opt()
                .unwrap();
            let wanted = Wanted {
                area: area.clone(),
                from,
                to: last.min(today),
                is_unentered: false,
            };
            let asked = wanted.clone();
            let (counts, limits) = store
                .read(move |view| {
                    let source = export::Town::of(view)?;
                    let limits = Limits::of_town(ledger::source::Source::town(&source));
                    let days = (asked.from, asked.to);
                    let mut sum = Counts::default();
                    for case in cases(&source, &asked)? {
                        sum.add(&Counts::of(&case, days, &limits));
                    }
                    Ok((sum, limits))
                })
                .await
                .unwrap();
            assert_eq!(
                counts,
                counted(&raw, &wanted, &limits),
                "seed {seed}, {wanted:?}"
            );
            compared += 1;
            settled += counts.settled;
        }
    }
    assert!(
        compared > 100 && settled > 50,
        "{compared} cuts, {settled} settled"
    );
}

#[tokio::test]
async fn every_ledger_is_made_with_as_many_cells_as_columns_and_written_in_every_format() {
    let (_folder, store) = town_of(7).await;
    let today = local_day(clock::now());
    let wanted = Wanted {
        area: store.read(|view| view.town()).await.unwrap().code,
        from: NaiveDate::from_ymd_opt(today.year() - 1, 1, 1).unwrap(),
        to: today,
        is_unentered: false,
    };
    for ledger in LEDGERS {
        let wanted = wanted.clone();
        let table = store
            .read(move |view| ledger.make(&export::Town::of(view)?, &wanted))
            .await
            .unwrap();
        assert!(!table.rows.is_empty(), "{} has no lines", ledger.name);
        assert!(table.rows.iter().all(|row| row.len() == table.heads.len()));
        let lines: Vec<Fields> = serde_json::from_slice(&table.json()).unwrap();
        assert_eq!(lines.len(), table.rows.len());
        let csv = String::from_utf8(table.csv()).unwrap();
        assert!(csv.contains(&table.heads[1].heading));
        let book = table
            .xlsx(&ledger::Heading {
                title: ledger.name,
                period: "2026年",
                area: "测试镇",
                mark: None,
            })
            .unwrap();
        assert_eq!(&book[..2], b"PK");
    }
}
