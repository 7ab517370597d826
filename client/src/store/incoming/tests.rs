//! A record that came in an image leads to the very row that the whole record would.

use domain::change::Step;
use domain::dispute::StepName;
use domain::record::{Saying, StepTaken, Voided};
use domain::{
    Area, Dispute, Fields, Household, Kind, Member, Record, RecordId, Resident, Role, Stamp, Visit,
};
use rusqlite::types::Value;
use serde_json::json;
use uuid::Uuid;

use super::*;
use crate::store::Store;
use crate::testing::{DEVICE, GRID, ME, OTHER, code, record, time};

fn id(n: u128) -> RecordId {
    RecordId(Uuid::from_u128(n))
}

fn visit() -> Fields {
    let mut visit = Visit::routine(id(1), time(60));
    visit.remarks = Some("院墙\n开裂 \"急\"".to_owned());
    Fields::of(&visit)
}

/// One of every sort of record: plain, touched by several people, void, from a newer version, not to be read.
fn samples() -> Vec<Record> {
    let mut all: Vec<Record> = (100..)
        .zip(known().into_iter().chain(strange()))
        .map(|(n, (kind, fields))| record(id(n), kind, GRID, 5, fields))
        .collect();
    for kind in [Kind::Visit, Kind::Household] {
        all.push(touched(record(id(200), kind, GRID, 9, visit())));
    }
    let mut stepped = record(id(201), Kind::Visit, GRID, 9, visit());
    stepped.steps.push(StepTaken {
        step: Step {
            name: StepName::Accept.code().to_owned(),
            fields: Fields::default(),
        },
        seen: None,
        stamp: stamp(),
    });
    all.push(stepped);
    all
}

fn known() -> Vec<(Kind, Fields)> {
    let household = Household {
        group: 3,
        door: "12号".to_owned(),
        head: "单雄信".to_owned(),
        phone: Some("13812345678".to_owned()),
        ..Household::default()
    };
    let resident = Resident {
        name: "李四".to_owned(),
        ..Resident::of(id(1))
    };
    let member = Member {
        name: "老王".to_owned(),
        role: Role::Worker,
        areas: vec![code(GRID)],
        phone: None,
        employment: None,
        unit: None,
    };
    let area = Area {
        name: "第一网格".to_owned(),
        kind: None,
    };
    vec![
        (Kind::Household, Fields::of(&household)),
        (Kind::Resident, Fields::of(&resident)),
        (Kind::Visit, visit()),
        (Kind::Dispute, Fields::of(&Dispute::begun(time(0)))),
        (Kind::Area, Fields::of(&area)),
        (Kind::Member, Fields::of(&member)),
    ]
}

/// Kinds and fields of a newer version, and fields that cannot be read.
fn strange() -> Vec<(Kind, Fields)> {
    let one = |name: &str, value| Fields([(name.to_owned(), value)].into());
    let mut newer = visit();
    newer.0.insert("mood".to_owned(), json!({"a": [1, null]}));
    vec![
        (Kind::Task, one("text", json!("清沟"))),
        (Kind::Other("drone".to_owned()), visit()),
        (Kind::Visit, newer),
        (Kind::Visit, one("household", json!(7))),
        (Kind::Household, one("door", json!(12))),
        (Kind::Resident, Fields::default()),
    ]
}

fn stamp() -> Stamp {
    Stamp {
        seq: None,
        by: OTHER,
        at: time(7),
    }
}

fn touched(mut record: Record) -> Record {
    record.edited.insert("remarks".to_owned(), stamp());
    record.contested.insert(
        "remarks".to_owned(),
        vec![Saying {
            value: json!("漏雨"),
            stamp: stamp(),
        }],
    );
    record.voided = Some(Voided {
        reason: "重复".to_owned(),
        stamp: stamp(),
    });
    record
}

fn incoming(record: &Record) -> Incoming {
    serde_json::from_str(&serde_json::to_string(record).unwrap()).unwrap()
}

fn rows(store: &Store, table: &str) -> Vec<Vec<Value>> {
    let mut statement = store
        .db()
        .prepare(&format!("SELECT * FROM {table} ORDER BY 1"))
        .unwrap();
    let columns = statement.column_count();
    let rows = statement
        .query_map([], |row| {
            (0..columns).map(|column| row.get(column)).collect()
        })
        .unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

fn found(store: &Store, text: &str) -> usize {
    crate::store::search::find(store.db(), text).unwrap().len()
}

#[test]
fn what_is_read_of_the_text_is_what_the_record_says() {
    for record in samples() {
        let incoming = incoming(&record);
        assert_eq!(incoming.facts, Facts::of(&record));
        assert_eq!(incoming.content, Content::of(&record), "{:?}", record.kind);
        assert_eq!(incoming.seq, record.seq);
        assert_eq!(incoming.record().unwrap(), record);
    }
}

#[test]
fn an_image_fills_the_rows_that_whole_records_would() {
    let (whole, image) = (
        Store::in_memory((ME, DEVICE)),
        Store::in_memory((ME, DEVICE)),
    );
    for record in samples() {
        records::put_confirmed(whole.db(), &whole.own(), &record, false).unwrap();
        records::put_incoming(
            image.db(),
            &image.own(),
            &incoming(&record),
            false,
            &mut protocol::Digest::default(),
        )
        .unwrap();
    }
    for table in ["record", "dispute"] {
        assert_eq!(rows(&image, table), rows(&whole, table), "{table}");
    }
    for text in ["李四", "sxx", "5678", "12号"] {
        assert_eq!(found(&image, text), 1, "{text}");
    }
}

#[test]
fn a_record_that_came_before_is_replaced_by_a_later_one_only() {
    let store = Store::in_memory((ME, DEVICE));
    let own = store.own();
    let home = |seq, head: &str| {
        let household = Household {
            head: head.to_owned(),
            ..Household::default()
        };
        record(id(1), Kind::Household, GRID, seq, Fields::of(&household))
    };
    let put = |record: &Record| {
        records::put_incoming(
            store.db(),
            &own,
            &incoming(record),
            false,
            &mut protocol::Digest::default(),
        )
        .unwrap();
    };
    put(&home(5, "张三"));
    put(&home(6, "李四"));
    put(&home(4, "王五"));
    assert_eq!(records::count(store.db()).unwrap(), 1);
    let names = ["张三", "李四", "王五"].map(|name| found(&store, name));
    assert_eq!(names, [0, 1, 0]);
}

#[test]
fn what_cannot_be_read_whole_is_not_taken() {
    for json in [
        r#"{"id":"00000000-0000-0000-0000-000000000001"}"#,
        r#"{"id":"00000000-0000-0000-0000-000000000001","kind":"visit","area":"520123001","seq":1,
            "made":{"by":"00000000-0000-0000-0000-000000000002","at":0},"fields":[]}"#,
        r#"{"id":"00000000-0000-0000-0000-000000000001","kind":"visit","area":"520123001","seq":1,
            "made":{"by":"00000000-0000-0000-0000-000000000002","at":0},"fields":{},"voided":true}"#,
    ] {
        assert!(serde_json::from_str::<Incoming>(json).is_err(), "{json}");
    }
}
