//! 关爱走访统计 against an independent count: straight out of the raw changes, without fold, over whole invented towns and every month of the
//! year before; and who may have it, how, and what of it is noted.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, Months, NaiveDate};
use domain::dispute::limits::local_day;
use domain::{AreaCode, Role};
use ledger::source::Wanted;
use ledger::{Cell, LEDGERS, Ledger, Table};
use reqwest::StatusCode;
use serde_json::Value;
use sync_server::storage::Store;
use sync_server::{clock, export};

use crate::desk::{Desk, TOWN};
use crate::ledgers::{TOWNS, each_raw, town_of};
use crate::people::{deeds_of, seat};

/// A file or a check-in as its raw changes tell it.
#[derive(Default)]
struct Raw {
    kind: String,
    area: String,
    fields: BTreeMap<String, Value>,
    steps: BTreeSet<String>,
    is_void: bool,
}

async fn raw_of(store: &Store) -> BTreeMap<String, Raw> {
    let mut all: BTreeMap<String, Raw> = BTreeMap::new();
    each_raw(store, |change| {
        let kind = change["kind"].as_str().unwrap();
        if !["person_file", "check_in"].contains(&kind) {
            return;
        }
        let id = change["record"].as_str().unwrap().to_owned();
        let raw = all.entry(id).or_default();
        kind.clone_into(&mut raw.kind);
        change["area"].as_str().unwrap().clone_into(&mut raw.area);
        for act in ["create", "edit"] {
            if let Some(fields) = change["act"][act].as_object() {
                raw.fields.extend(fields.clone());
            }
        }
        if let Some(step) = change["act"].get("step") {
            raw.steps.insert(step["name"].as_str().unwrap().to_owned());
        }
        raw.is_void |= change["act"].get("void").is_some();
    })
    .await;
    all.retain(|_, raw| !raw.is_void);
    all
}

/// 人数, 已走访人数, 走访次数, 有异常, 已签收, 已回复.
type Figures = [usize; 6];

/// The figures of the files that a test picks.
fn figures(
    all: &BTreeMap<String, Raw>,
    (from, to): (NaiveDate, NaiveDate),
    picks: impl Fn(&Raw) -> bool,
) -> Figures {
    let mut figures = Figures::default();
    let day = |raw: &Raw, field: &str| -> Option<NaiveDate> {
        raw.fields.get(field)?.as_str()?.parse().ok()
    };
    for (id, file) in all.iter().filter(|(_, raw)| raw.kind == "person_file") {
        let begun = day(file, "starts_on").is_some_and(|first| first <= to);
        let over = day(file, "ends_on").is_some_and(|last| last < from);
        if !begun || over || !picks(file) {
            continue;
        }
        figures[0] += 1;
        let mut was_seen = false;
        for check in all.values().filter(|raw| raw.kind == "check_in") {
            let at = check.fields["happened_at"].as_i64().unwrap();
            let on = local_day(chrono::DateTime::from_timestamp_millis(at).unwrap());
            if check.fields["file"] != Value::String(id.clone()) || on < from || on > to {
                continue;
            }
            let text = |field: &str| check.fields.get(field).and_then(Value::as_str);
            was_seen |= matches!(text("met_whom"), Some("person" | "guardian" | "family"));
            figures[2] += 1;
            if text("abnormal") == Some("yes") {
                figures[3] += 1;
                figures[4] += usize::from(check.steps.contains("receive"));
                figures[5] += usize::from(check.steps.contains("answer"));
            }
        }
        figures[1] += usize::from(was_seen);
    }
    figures
}

fn number(cell: &Cell<'_>) -> Option<usize> {
    match cell {
        Cell::Number(number) => Some(*number as usize),
        Cell::Text(_) | Cell::Empty | Cell::Day(_) => None,
    }
}

fn words(cell: &Cell<'_>) -> String {
    match cell {
        Cell::Text(text) => text.clone().into_owned(),
        Cell::Number(_) | Cell::Empty | Cell::Day(_) => String::new(),
    }
}

/// Every number of a row that is shown is the one counted, and every one that is not shown is small, or its row is.
fn compare(row: &[Cell<'_>], counted: Figures, is_town: bool) {
    let columns = [2, 3, 5, 6, 7, 8];
    for (column, count) in columns.into_iter().zip(counted) {
        match number(&row[column]) {
            Some(shown) => assert_eq!(shown, count, "column {column}"),
            None => {
                let words = words(&row[column]);
                let is_under = words == "<5" && (1..5).contains(&count);
                assert!(!is_town && (is_under || words == "—"), "column {column}");
            }
        }
        let is_small = (1..5).contains(&count);
        assert!(is_town || !is_small || number(&row[column]).is_none());
    }
}

#[tokio::test]
async fn the_counts_of_care_are_those_of_a_slow_count_over_the_raw_changes() {
    let (mut compared, mut seen) = (0, 0);
    let ledger = Ledger::named("care-visits").unwrap();
    for seed in TOWNS {
        let (_folder, store) = town_of(seed).await;
        let all = raw_of(&store).await;
        let town = store.read(|view| view.town()).await.unwrap().code;
        let first = local_day(clock::now()).with_day(1).unwrap();
        for back in 0..12 {
            let from = first.checked_sub_months(Months::new(back)).unwrap();
            let to = from.checked_add_months(Months::new(1)).unwrap();
            let days = (from, to.pred_opt().unwrap());
            let wanted = Wanted {
                area: town.clone(),
                from: days.0,
                to: days.1,
                is_unentered: false,
            };
            let table: Table = store
                .read(move |view| ledger.make(&export::Town::of(view)?, &wanted))
                .await
                .unwrap();
            let whole = figures(&all, days, |_| true);
            compare(&table.rows[0], whole, true);
            seen += whole[1];
            let of_lines = table.rows.iter().skip(1);
            let of_lines = of_lines.take_while(|row| words(&row[0]) == "合计").count();
            let mut by_line = 0;
            for row in &table.rows[1..=of_lines] {
                let named = |raw: &Raw| {
                    let line = raw.fields["line"].as_str().unwrap();
                    domain::care::Line::from_code(line).label() == words(&row[1])
                };
                let counted = figures(&all, days, named);
                compare(row, counted, true);
                by_line += counted[0];
                compared += 1;
            }
            assert_eq!(by_line, whole[0], "every file has one line");
            let villages: BTreeSet<AreaCode> = all
                .values()
                .filter_map(|raw| AreaCode::new(&raw.area).ok()?.village())
                .collect();
            let mut rows = table.rows[of_lines + 1..].iter();
            for village in villages {
                let counted = figures(&all, days, |raw| raw.area.starts_with(village.as_str()));
                if counted[0] > 0 {
                    compare(rows.next().unwrap(), counted, false);
                    compared += 1;
                }
            }
            assert!(rows.next().is_none());
        }
    }
    assert!(compared > 50 && seen > 20, "{compared} rows, {seen} seen");
}

#[tokio::test]
async fn office_and_county_draw_the_counts_and_nobody_else_and_a_look_is_no_export() {
    let desk = Desk::open().await;
    let office = desk.phone(desk.supervisor).await;
    let path = |key: &str| format!("{}/v1/ledgers/{key}?format=table", office.base);
    let answer = office.get(&path("care-visits")).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let table: Table = answer.json().await.unwrap();
    assert_eq!(table.heads.len(), 9);
    assert_eq!(table.rows.len(), 1, "the total, of nobody");
    // What the office's own store can make has no such format.
    let answer = office.get(&path("visits")).await;
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
    assert_eq!(deeds_of(&desk, desk.supervisor).await, ["enrol"]);
    let county = seat(&desk, Role::County, TOWN).await;
    let county = desk.phone(county).await;
    for ledger in LEDGERS {
        let answer = county.get(&path(ledger.key)).await.status();
        let expected = if ledger.is_counts {
            StatusCode::OK
        } else {
            StatusCode::FORBIDDEN
        };
        assert_eq!(answer, expected, "{}", ledger.key);
    }
    for role in [Role::Worker, Role::VillageCadre, Role::Auditor] {
        let member = seat(&desk, role, TOWN).await;
        let phone = desk.phone(member).await;
        let answer = phone.get(&path("care-visits")).await;
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{role:?}");
    }
}
