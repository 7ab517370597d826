//! 关爱走访统计 over a town in memory: who counts, who was seen, and what is too small to be shown.

use chrono::{DateTime, Utc};
use domain::care::{Level, Met};
use domain::{Fields, Record, fold};
use serde_json::{Value, json};
use uuid::Uuid;

use super::*;
use crate::source::{Names, Tell};
use crate::visits::Receipt;

struct Town {
    records: Vec<Record>,
    names: Names,
    fields: Fields,
}

impl Source<()> for Town {
    fn each(
        &self,
        kind: &Kind,
        area: &AreaCode,
        _: Option<(NaiveDate, NaiveDate)>,
        tell: Tell<'_>,
    ) -> Result<(), ()> {
        for record in &self.records {
            if record.kind == *kind && area.contains(&record.area) {
                tell(record, Receipt::Received);
            }
        }
        Ok(())
    }

    fn names(&self) -> &Names {
        &self.names
    }

    fn town(&self) -> &Fields {
        &self.fields
    }
}

fn code(text: &str) -> AreaCode {
    AreaCode::new(text.to_owned()).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn noon(text: &str) -> DateTime<Utc> {
    day(text).and_hms_opt(4, 0, 0).unwrap().and_utc()
}

fn id(n: u128) -> RecordId {
    RecordId(Uuid::from_u128(n))
}

impl Town {
    fn new() -> Self {
        let mut names = Names::default();
        for (area, name) in [
            ("620602108001", "甲村"),
            ("620602108002", "乙村"),
            ("620602108003", "丙村"),
        ] {
            names.areas.insert(code(area), name.to_owned());
        }
        Self {
            records: Vec::new(),
            names,
            fields: Fields::default(),
        }
    }

    /// What these acts lead to, one after the other.
    fn put(&mut self, id: RecordId, kind: &Kind, area: &str, acts: &[Value]) {
        let mut record: Option<Record> = None;
        for (n, act) in (1_u64..).zip(acts) {
            let number = Uuid::from_u128(id.0.as_u128() * 100 + u128::from(n));
            let at = noon("2026-11-01").timestamp_millis();
            let change = serde_json::from_value(json!({
                "id": number, "record": id, "kind": kind, "area": area, "device_seq": n, "captured_at": at,
                "author": Uuid::from_u128(1), "device": Uuid::from_u128(2), "seq": n, "received_at": at, "act": act
            }));
            record = Some(fold::confirm(record, &change.unwrap()).unwrap().0);
        }
        self.records.extend(record);
    }

    /// So many files in a grid, numbered from here.
    fn files(&mut self, from: u128, many: u128, area: &str, line: Line, ends_on: Option<&str>) {
        for n in from..from + many {
            let file = json!({"create": {
                "name": "某人", "line": line, "care_level": Level::B,
                "starts_on": "2026-01-01", "ends_on": ends_on,
            }});
            self.put(id(n), &Kind::PersonFile, area, &[file]);
        }
    }

    /// A check-in; `steps` when something was found.
    fn check(&mut self, of: u128, on: &str, met: Met, steps: Option<&[CheckStep]>) {
        let check = CheckIn {
            met_whom: Some(met),
            abnormal: steps.map(|_| Abnormal::Yes),
            ..CheckIn::begun(id(of), noon(on))
        };
        let words = step::StepWords::default();
        let steps = steps.unwrap_or_default().iter();
        let steps = steps.map(|name| json!({"step": step::step(*name, &words)}));
        let acts: Vec<Value> = std::iter::once(json!({"create": Fields::of(&check)}))
            .chain(steps)
            .collect();
        let number = 10_000 + self.records.len() as u128;
        self.put(id(number), &Kind::CheckIn, "620602108001001", &acts);
    }

    fn rows(&self, area: &str) -> Vec<String> {
        let wanted = Wanted {
            area: code(area),
            from: day("2026-11-01"),
            to: day("2026-11-30"),
            is_unentered: false,
        };
        let table = table(self, &wanted).unwrap();
        let words = |cell: &Cell<'static>| match cell {
            Cell::Empty => "-".to_owned(),
            Cell::Text(text) => text.clone().into_owned(),
            Cell::Number(number) => number.to_string(),
            Cell::Day(day) => day.to_string(),
        };
        let line = |row: &Vec<Cell<'static>>| row.iter().map(words).collect::<Vec<_>>().join(" ");
        table.rows.iter().map(line).collect()
    }
}

#[test]
fn people_are_counted_once_and_small_counts_below_the_town_are_not_shown() {
    let mut town = Town::new();
    town.files(1, 12, "620602108001001", Line::Elder, None);
    town.files(101, 3, "620602108002001", Line::Child, None);
    town.files(201, 7, "620602108003001", Line::Elder, Some("2026-11-02"));
    // Ended before the period, and begun after it: not there.
    town.files(301, 2, "620602108003001", Line::Elder, Some("2026-10-31"));
    for n in 1..=6 {
        town.check(n, "2026-11-05", Met::Person, None);
    }
    town.check(
        1,
        "2026-11-20",
        Met::Family,
        Some(&[CheckStep::Receive, CheckStep::Answer]),
    );
    town.check(7, "2026-11-20", Met::Nobody, Some(&[]));
    town.check(101, "2026-11-30", Met::Guardian, None);
    // In another month.
    town.check(8, "2026-12-01", Met::Person, None);
    assert_eq!(
        town.rows("620602108"),
        [
            "合计 全部 22 7 31.8% 9 2 1 1",
            "合计 老人 19 6 31.6% 8 2 1 1",
            "合计 儿童 3 1 33.3% 1 0 0 0",
            "甲村 全部 12 6 50.0% 8 <5 <5 <5",
            "乙村 全部 — — — — — — —",
            // Nobody was seen there, but from the total 乙村 could be worked out.
            "丙村 全部 — — — — — — —",
        ]
    );
    // A village alone is below the town in every row.
    assert_eq!(town.rows("620602108002")[0], "合计 全部 — — — — — — —");
}

#[test]
fn two_hidden_rows_hide_each_other_and_no_third() {
    let mut town = Town::new();
    town.files(1, 12, "620602108001001", Line::Elder, None);
    town.files(101, 3, "620602108002001", Line::Child, None);
    town.files(201, 2, "620602108003001", Line::Child, None);
    let rows = town.rows("620602108");
    assert_eq!(rows[3], "甲村 全部 12 0 0.0% 0 0 0 0");
    assert!(rows[4].starts_with("乙村 全部 —") && rows[5].starts_with("丙村 全部 —"));
}
