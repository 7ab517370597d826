//! `verify` looks through a real ledger, made by real pushes. It finds nothing in a sound one, and in each that was tampered with exactly what
//! was done to it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;
use sync_server::audit::Actor;

use domain::visit::Position;
use domain::{Fields, MemberId, RecordId, Visit};
use rusqlite::Connection;
use serde_json::{Value, json};
use sync_server::verify::{Check, Fault, Outcome, verify};
use sync_server::{clock, keeping, town};
use tempfile::TempDir;
use uuid::Uuid;

mod tamperings;

use self::tamperings::TAMPERINGS;
use crate::care::{filed, people, team};
use crate::circles::dispute;
use crate::desk::{Desk, GRID_1, GRID_2, code, statuses};

/// A ledger with something of everything, as one file without a log beside it.
async fn ledger() -> TempDir {
    let desk = Desk::open().await;
    visited(&desk).await;
    moved(&desk).await;
    cared_for(&desk).await;
    let member = desk.worker;
    desk.store
        .transact(move |tx| {
            let right = (domain::Role::Worker, &code(GRID_2));
            keeping::grant(tx, Actor::Operator, member, right, clock::now())
        })
        .await
        .unwrap();
    let copy = tempfile::tempdir().unwrap();
    let db = Connection::open(desk.folder.path().join("town.db")).unwrap();
    let target = copy.path().join("town.db");
    db.execute("VACUUM INTO ?1", [target.to_string_lossy()])
        .unwrap();
    copy
}

/// Two households, an edit, a visit with a position, and two changes that were set aside.
async fn visited(desk: &Desk) {
    let mut phone = desk.phone(desk.worker).await;
    let home = phone.household(GRID_1, "甲");
    let id: Uuid = serde_json::from_value(home["record"].clone()).unwrap();
    let edit = json!({"edit": {"door": "2号"}});
    let edit = phone.change(id, "household", GRID_1, &edit);
    let mut visit = Visit::routine(RecordId(id), clock::now());
    visit.position = Some(Position {
        latitude: 36.500_000_000_000_01,
        longitude: 102.123_456_789_012_34,
        accuracy: 0.1,
    });
    let visit = json!({"create": Fields::of(&visit)});
    let visit = phone.change(Uuid::now_v7(), "visit", GRID_1, &visit);
    let other = phone.household(GRID_1, "乙");
    let bad = json!({"create": {"group": "x"}});
    let bad = phone.change(Uuid::now_v7(), "household", GRID_1, &bad);
    let unreadable = json!({"id": Uuid::now_v7(), "kind": 5});
    let receipts = phone
        .push(&[home, edit, visit, other, bad, unreadable])
        .await;
    assert_eq!(
        statuses(&receipts),
        [
            "stored",
            "stored",
            "stored",
            "stored",
            "invalid",
            "unreadable"
        ]
    );
}

/// A dispute that became sensitive: it lies elsewhere since, and its first change with it.
async fn moved(desk: &Desk) {
    let mut phone = desk.phone(desk.worker).await;
    let id = Uuid::now_v7();
    let begun = phone.change(id, "dispute", GRID_1, &dispute(false));
    let edit = json!({"edit": {"is_sensitive": true}});
    let edit = phone.change(id, "dispute", GRID_1, &edit);
    assert_eq!(
        statuses(&phone.push(&[begun, edit]).await),
        ["stored", "stored"]
    );
}

/// A care file whose team changed once.
async fn cared_for(desk: &Desk) {
    let people = people(desk).await;
    let (file, mut station) = filed(desk, &people, 100).await;
    let others = team(&[(people.station, "department"), (people.colleague, "worker")]);
    let changed = json!({"edit": {"team": others}});
    let changed = station.change(file, "person_file", GRID_1, &changed);
    assert_eq!(statuses(&station.push(&[changed]).await), ["stored"]);
}

async fn looked(folder: &Path) -> Vec<Outcome> {
    let store = town::open(folder).unwrap();
    store
        .read(|view| verify(view, None, &mut |_, _, _| {}))
        .await
        .unwrap()
}

fn faults(outcomes: &[Outcome]) -> BTreeSet<Fault> {
    let findings = outcomes.iter().flat_map(|outcome| &outcome.findings);
    findings.map(|finding| finding.fault).collect()
}

fn places(outcomes: &[Outcome], fault: Fault) -> Vec<&str> {
    let findings = outcomes.iter().flat_map(|outcome| &outcome.findings);
    findings
        .filter(|finding| finding.fault == fault)
        .map(|finding| finding.place.as_str())
        .collect()
}

/// A copy of a sound ledger after these statements.
fn tampered(sound: &Path, statements: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("town.db");
    fs::copy(sound.join("town.db"), &file).unwrap();
    let db = Connection::open(&file).unwrap();
    let without_guards =
        "DROP TRIGGER audit_stays; DROP TRIGGER audit_is_kept; DROP TRIGGER audit_goes_on;";
    db.execute_batch(without_guards).unwrap();
    db.execute_batch(statements).unwrap();
    folder
}

#[tokio::test]
async fn a_sound_ledger_has_no_findings_and_everything_in_it_was_looked_at() {
    let sound = ledger().await;
    let outcomes = looked(sound.path()).await;
    assert_eq!(faults(&outcomes), BTreeSet::new(), "{outcomes:#?}");
    let db = Connection::open(sound.path().join("town.db")).unwrap();
    let count = |table: &str| -> u64 {
        let sql = format!("SELECT count(*) FROM {table}");
        db.query_row(&sql, [], |row| row.get(0)).unwrap()
    };
    let looked_at: Vec<u64> = outcomes.iter().map(|outcome| outcome.looked_at).collect();
    let expected = ["audit", "changes", "quarantine", "file_grants", "moves"].map(count);
    assert_eq!(looked_at[1..6], expected);
    assert!(expected.iter().all(|count| *count > 0), "{expected:?}");
}

#[tokio::test]
async fn whatever_is_done_to_a_ledger_exactly_that_is_found() {
    let sound = ledger().await;
    for (statements, expected) in TAMPERINGS {
        let folder = tampered(sound.path(), statements);
        let outcomes = looked(folder.path()).await;
        let expected: BTreeSet<Fault> = expected.iter().copied().collect();
        assert_eq!(faults(&outcomes), expected, "{statements}\n{outcomes:#?}");
    }
}

#[tokio::test]
async fn what_is_found_is_named_with_its_place_and_without_what_people_wrote() {
    let sound = ledger().await;
    let statements =
        "UPDATE records SET body = replace(body, '2号', '3号') WHERE body LIKE '%2号%';
                      DELETE FROM changes WHERE body LIKE '%乙%';
                      DELETE FROM audit WHERE seq IN (2, 3)";
    let folder = tampered(sound.path(), statements);
    let db = Connection::open(sound.path().join("town.db")).unwrap();
    let sought = |sql: &str| -> (u64, Vec<u8>) {
        db.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap()
    };
    let (seq, _) = sought("SELECT seq, id FROM changes WHERE body LIKE '%乙%'");
    let (_, edited) = sought("SELECT seq, record FROM changes WHERE body LIKE '%2号%'");
    let edited = MemberId::from_slice(&edited).unwrap();
    let outcomes = looked(folder.path()).await;
    assert_eq!(places(&outcomes, Fault::OrderGap), [format!("#{seq}")]);
    assert_eq!(places(&outcomes, Fault::AuditGap), ["#2–#3"]);
    assert_eq!(
        places(&outcomes, Fault::OtherRecord),
        [format!("{edited} door")]
    );
    let said = serde_json::to_string(&outcomes).unwrap();
    assert!(!said.contains("乙") && !said.contains("3号"), "{said}");
}

#[tokio::test]
async fn a_damaged_page_is_found_and_the_rest_is_looked_at_all_the_same() {
    let sound = ledger().await;
    let folder = tampered(sound.path(), "UPDATE town SET head = head + 1");
    let file = folder.path().join("town.db");
    let root: usize = Connection::open(&file)
        .unwrap()
        .query_row(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'records_by_class'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    let mut bytes = fs::read(&file).unwrap();
    // The cells of an index's page; its head stays.
    bytes[(root - 1) * 4096 + 2048..root * 4096].fill(0x11);
    fs::write(&file, bytes).unwrap();
    let outcomes = looked(folder.path()).await;
    let expected = BTreeSet::from([Fault::DamagedPage, Fault::OrderGap]);
    assert_eq!(faults(&outcomes), expected, "{outcomes:#?}");
}

fn run(folder: &Path, words: &[&str]) -> (i32, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_sync-server"))
        .args(words)
        .arg("--data")
        .arg(folder)
        .output()
        .unwrap();
    let said = String::from_utf8(done.stdout).unwrap();
    (done.status.code().unwrap(), said)
}

#[tokio::test]
async fn the_command_says_it_in_words_or_as_json_and_by_its_exit_code() {
    let sound = ledger().await;
    let (code, said) = run(sound.path(), &["verify"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("核对完,没有问题"), "{said}");
    let folder = tampered(sound.path(), "DELETE FROM audit WHERE seq = 3");
    let (code, said) = run(folder.path(), &["verify"]);
    assert_eq!(code, 1);
    assert!(said.contains("操作记录缺了一条:#3"), "{said}");
    let (code, said) = run(folder.path(), &["verify", "--json"]);
    assert_eq!(code, 1);
    let said: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(said["ok"], false);
    let mut audit = said["checks"].as_array().unwrap().iter();
    let audit = audit.find(|outcome| outcome["check"] == "audit").unwrap();
    assert_eq!(
        audit["findings"],
        json!([{"fault": "audit_gap", "place": "#3"}])
    );
    assert_eq!(Check::ALL.len(), said["checks"].as_array().unwrap().len());
    let nowhere = tempfile::tempdir().unwrap();
    assert_eq!(run(nowhere.path(), &["verify"]).0, 2);
}

#[test]
fn the_invented_town_is_sound_and_a_restored_one_too() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    assert_eq!(run(&data, &["demo"]).0, 0);
    let (code, said) = run(&data, &["verify"]);
    assert_eq!(code, 0, "{said}");
    let backup = folder.path().join("town.backup");
    let backup = backup.to_string_lossy();
    assert_eq!(run(&data, &["backup", "--out", &backup]).0, 0);
    assert_eq!(run(&data, &["restore", &backup, "--replace"]).0, 0);
    let (code, said) = run(&data, &["verify"]);
    assert_eq!(code, 0, "{said}");
    let (_, log) = run(&data, &["audit"]);
    let lines: Vec<&str> = log.lines().collect();
    assert_eq!(lines.len(), 3, "{log}");
    assert!(
        lines[2].contains("恢复备份") && lines[2].contains("恢复前变动数"),
        "{log}"
    );
}
