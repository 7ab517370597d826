//! The file itself: schema, damage, sudden ends and full disks.

use std::fs;

use domain::Visit;
use rusqlite::Connection;

use super::*;
use crate::commands::{DisputeFilter, Run as _, SaveVisit};
use crate::store::{changes, records, visits};
use crate::testing::{DEVICE, Desk, ME, services, time};

const KEY: Key = [7; 32];

fn frozen(version: u32) -> std::path::PathBuf {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/schema");
    folder.join(format!("client-v{version}.sql"))
}

fn schema(db: &Connection) -> String {
    let mut statement = db
        .prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE '%search_%' ORDER BY type DESC, name")
        .unwrap();
    let rows = statement
        .query_map([], |row| row.get::<_, String>(0))
        .unwrap();
    rows.map(|sql| format!("{};\n", sql.unwrap())).collect()
}

fn save(desk: &mut Desk, remarks: &str) -> Result<crate::commands::Saved, Error> {
    let home = desk.home("12号", None, &["李四"]);
    let mut visit = Visit::routine(home, time(0));
    visit.remarks = Some(remarks.to_owned());
    desk.run(|cx| SaveVisit { id: None, visit }.run(cx))
}

fn remarks(store: &Store) -> Vec<String> {
    let all = visits::list(store.db(), &crate::commands::VisitFilter::default(), 0, 100).unwrap();
    all.iter()
        .filter_map(|viewed| viewed.record.fields.text("remarks").map(str::to_owned))
        .collect()
}

#[test]
fn a_fresh_store_has_the_frozen_schema() {
    let store = Store::in_memory((ME, DEVICE));
    let fresh = schema(store.db());
    assert_eq!(
        fresh,
        fs::read_to_string(frozen(schema::VERSION)).unwrap(),
        "the schema of version {} is frozen: write a migration instead",
        schema::VERSION
    );
}

#[test]
fn a_store_of_version_one_opens_with_its_data() {
    let folder = tempfile::tempdir().unwrap();
    let host = services(folder.path());
    {
        let db = host.connect("store.db").unwrap();
        unlock(&db, &KEY).unwrap();
        db.execute_batch(&fs::read_to_string(frozen(1)).unwrap())
            .unwrap();
        db.execute_batch(
            "INSERT INTO meta (name, value) VALUES ('epoch', 'e9'); PRAGMA user_version = 1;",
        )
        .unwrap();
        put_dispute_of_version_one(&db);
    }
    let store = Store::open(&host, "store.db", &KEY, (ME, DEVICE), Check::Always).unwrap();
    assert_eq!(
        meta::get(store.db(), meta::EPOCH).unwrap().as_deref(),
        Some("e9")
    );
    assert_eq!(
        schema(store.db()),
        schema(Store::in_memory((ME, DEVICE)).db())
    );
    // A dispute of a newer server was kept unread; now it is listed and found.
    let found = DisputeFilter {
        text: "渠水".to_owned(),
        ..DisputeFilter::default()
    };
    let today = crate::calendar::day_of(time(0));
    let (rows, total) = disputes::list(store.db(), &found, today, (0, 10)).unwrap();
    assert_eq!((rows.len(), total), (1, 1));
}

#[test]
fn a_store_of_version_two_keeps_its_begun_forms_and_lists_what_it_could_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let host = services(folder.path());
    let home = domain::RecordId(uuid::Uuid::from_u128(70));
    {
        let db = host.connect("store.db").unwrap();
        unlock(&db, &KEY).unwrap();
        db.execute_batch(&triggers_last(&fs::read_to_string(frozen(2)).unwrap()))
            .unwrap();
        db.execute_batch("PRAGMA user_version = 2").unwrap();
        let visit = serde_json::to_string(&Visit::routine(home, time(0))).unwrap();
        let begun = "{\"dispute\":{\"happened_at\":0,\"place\":\"桥头\"}}";
        db.execute(
            "INSERT INTO draft (household, visit, focus, written_at) VALUES (?1, ?2, 'met', 5)",
            rusqlite::params![home.bytes(), visit],
        )
        .unwrap();
        db.execute(
            "INSERT INTO dispute_draft (slot, form, written_at) VALUES (?1, ?2, 6)",
            rusqlite::params![home.bytes(), begun],
        )
        .unwrap();
        put_hazard_of_version_two(&db);
    }
    let store = Store::open(&host, "store.db", &KEY, (ME, DEVICE), Check::Always).unwrap();
    assert_eq!(
        schema(store.db()),
        schema(Store::in_memory((ME, DEVICE)).db())
    );
    let visit = drafts::find::<Visit>(store.db(), drafts::VISIT, home).unwrap();
    assert_eq!(visit.unwrap().focus.as_deref(), Some("met"));
    let dispute =
        drafts::find::<crate::commands::DisputeForm>(store.db(), drafts::DISPUTE, home).unwrap();
    assert_eq!(dispute.unwrap().body.dispute.place, "桥头");
    let filter = crate::commands::ItemFilter {
        form: "hazard".to_owned(),
        text: "柴草".to_owned(),
        ..Default::default()
    };
    let today = crate::calendar::day_of(time(0));
    assert_eq!(
        items::list(store.db(), &filter, today, (0, 10)).unwrap().1,
        1
    );
}

/// The frozen schema in an order in which it can be made: its trigger stands first in the file.
fn triggers_last(sql: &str) -> String {
    let end = sql.find("END;").map_or(0, |at| at + "END;".len());
    let (triggers, rest) = sql.split_at(end);
    assert!(triggers.starts_with("CREATE TRIGGER"));
    format!("{rest}{triggers}")
}

/// As version 2 stored a kind that it could not read.
fn put_hazard_of_version_two(db: &Connection) {
    let id = domain::RecordId(uuid::Uuid::from_u128(78));
    let fields = serde_json::json!({"form": "hazard", "hazard_type": "fire", "place": "桥头", "description": "柴草垛"});
    let fields = domain::Fields::of(&fields);
    let record = crate::testing::record(id, domain::Kind::Matter, crate::testing::GRID, 9, fields);
    db.execute(
        "INSERT INTO record (id, kind, area, seq, at, author, confirmed) VALUES (?1, 'matter', ?2, 9, 0, x'', ?3)",
        rusqlite::params![
            id.bytes(),
            crate::testing::GRID,
            serde_json::to_string(&record).unwrap()
        ],
    )
    .unwrap();
}

#[test]
fn a_store_of_version_three_opens_with_its_data_and_the_tables_of_care() {
    let folder = tempfile::tempdir().unwrap();
    let host = services(folder.path());
    {
        let db = host.connect("store.db").unwrap();
        unlock(&db, &KEY).unwrap();
        db.execute_batch(&triggers_last(&fs::read_to_string(frozen(3)).unwrap()))
            .unwrap();
        db.execute_batch(
            "INSERT INTO meta (name, value) VALUES ('epoch', 'e9'); PRAGMA user_version = 3;",
        )
        .unwrap();
    }
    let store = Store::open(&host, "store.db", &KEY, (ME, DEVICE), Check::Always).unwrap();
    let epoch = meta::get(store.db(), meta::EPOCH).unwrap();
    assert_eq!(epoch.as_deref(), Some("e9"));
    let fresh = Store::in_memory((ME, DEVICE));
    assert_eq!(schema(store.db()), schema(fresh.db()));
    assert_eq!(care::files(store.db()).unwrap(), []);
}

#[test]
fn a_store_of_version_five_keeps_its_begun_forms_and_can_begin_steps() {
    let folder = tempfile::tempdir().unwrap();
    let host = services(folder.path());
    let home = domain::RecordId(uuid::Uuid::from_u128(70));
    {
        let db = host.connect("store.db").unwrap();
        unlock(&db, &KEY).unwrap();
        db.execute_batch(&triggers_last(&fs::read_to_string(frozen(5)).unwrap()))
            .unwrap();
        db.execute_batch("PRAGMA user_version = 5").unwrap();
        let visit = serde_json::to_string(&Visit::routine(home, time(0))).unwrap();
        db.execute(
            "INSERT INTO form_draft (form, slot, body, focus, written_at) VALUES ('visit', ?1, ?2, 'met', 5)",
            rusqlite::params![home.bytes(), visit],
        )
        .unwrap();
    }
    let store = Store::open(&host, "store.db", &KEY, (ME, DEVICE), Check::Always).unwrap();
    let fresh = Store::in_memory((ME, DEVICE));
    assert_eq!(schema(store.db()), schema(fresh.db()));
    let visit = drafts::find::<Visit>(store.db(), drafts::VISIT, home).unwrap();
    assert_eq!(visit.unwrap().focus.as_deref(), Some("met"));
    assert_eq!(step_drafts::count(store.db()).unwrap(), 0);
}

/// As version 1 stored a kind that it could not read: the record whole, hardly a column.
fn put_dispute_of_version_one(db: &Connection) {
    let dispute = domain::Dispute {
        parties: vec![domain::dispute::Party::named("张三")],
        summary: "渠水先后".to_owned(),
        ..domain::Dispute::begun(time(0))
    };
    let id = domain::RecordId(uuid::Uuid::from_u128(77));
    let fields = domain::Fields::of(&dispute);
    let record = crate::testing::record(id, domain::Kind::Dispute, crate::testing::GRID, 9, fields);
    db.execute(
        "INSERT INTO record (id, kind, area, seq, at, author, confirmed) VALUES (?1, 'dispute', ?2, 9, 0, x'', ?3)",
        rusqlite::params![
            id.bytes(),
            crate::testing::GRID,
            serde_json::to_string(&record).unwrap()
        ],
    )
    .unwrap();
}

#[test]
fn a_store_of_a_newer_version_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let host = services(folder.path());
    Store::open(&host, "store.db", &KEY, (ME, DEVICE), Check::WhenUnclean)
        .unwrap()
        .db()
        .pragma_update(None, "user_version", schema::VERSION + 1)
        .unwrap();
    let opened = Store::open(&host, "store.db", &KEY, (ME, DEVICE), Check::WhenUnclean);
    assert!(matches!(opened, Err(Error::Internal(words)) if words.contains("newer")));
}

#[test]
fn what_was_saved_is_there_after_a_sudden_end() {
    let mut desk = Desk::on_file();
    save(&mut desk, "漏雨").unwrap();
    // The files as they lie on the disk at this moment, with nothing closed in order.
    let crashed = tempfile::tempdir().unwrap();
    for file in ["store.db", "store.db-wal"] {
        fs::copy(desk.folder().join(file), crashed.path().join(file)).unwrap();
    }
    let host = services(crashed.path());
    let store = Store::open(&host, "store.db", &KEY, (ME, DEVICE), Check::WhenUnclean).unwrap();
    assert_eq!(remarks(&store), ["漏雨"]);
    assert_eq!(changes::counts(store.db()).unwrap().unsent, 1);
}

#[test]
fn a_log_cut_anywhere_leaves_a_whole_beginning() {
    let mut desk = Desk::on_file();
    let saved: Vec<String> = (0..6).map(|n| format!("第{n}次")).collect();
    for remark in &saved {
        save(&mut desk, remark).unwrap();
    }
    let file = fs::read(desk.folder().join("store.db")).unwrap();
    let log = fs::read(desk.folder().join("store.db-wal")).unwrap();
    for part in 0..=24 {
        let crashed = tempfile::tempdir().unwrap();
        let cut = log.len() * part / 24;
        fs::write(crashed.path().join("store.db"), &file).unwrap();
        fs::write(crashed.path().join("store.db-wal"), &log[..cut]).unwrap();
        let host = services(crashed.path());
        let Ok(store) = Store::open(&host, "store.db", &KEY, (ME, DEVICE), Check::Always) else {
            panic!("cut at {cut} of {} cannot be opened", log.len());
        };
        let mut found = remarks(&store);
        found.sort();
        assert_eq!(found, saved[..found.len()], "cut at {cut}");
        let unsent = usize::try_from(changes::counts(store.db()).unwrap().unsent).unwrap();
        assert_eq!(
            unsent,
            found.len(),
            "a change without its record, or the reverse"
        );
    }
}

#[test]
fn the_file_gives_nothing_away_and_another_key_does_not_open_it() {
    let mut desk = Desk::on_file();
    save(&mut desk, "PLAINTEXT-REMARK").unwrap();
    for file in ["store.db", "store.db-wal"] {
        let bytes = fs::read(desk.folder().join(file)).unwrap();
        let found = bytes
            .windows(16)
            .any(|window| window == b"PLAINTEXT-REMARK");
        assert!(!found, "{file}");
    }
    let other = Store::open(
        &desk.host,
        "store.db",
        &[8; 32],
        (ME, DEVICE),
        Check::WhenUnclean,
    );
    assert!(matches!(other, Err(Error::Internal(words)) if words == DAMAGED));
}

#[test]
fn a_damaged_page_is_found_after_an_unclean_end() {
    let mut desk = Desk::on_file();
    save(&mut desk, "漏雨").unwrap();
    desk.store
        .db()
        .execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")
        .unwrap();
    let path = desk.folder().join("store.db");
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x55;
    let crashed = tempfile::tempdir().unwrap();
    fs::write(crashed.path().join("store.db"), &bytes).unwrap();
    let host = services(crashed.path());
    let opened = Store::open(&host, "store.db", &KEY, (ME, DEVICE), Check::WhenUnclean);
    assert!(matches!(opened, Err(Error::Internal(words)) if words == DAMAGED));
}

#[test]
fn a_full_disk_is_said_and_nothing_is_half_saved() {
    let mut desk = Desk::on_file();
    save(&mut desk, "还有地方").unwrap();
    let pages: i64 = desk
        .store
        .db()
        .pragma_query_value(None, "page_count", |row| row.get(0))
        .unwrap();
    desk.store
        .db()
        .pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))
        .unwrap();
    let mut failed = None;
    let home = desk.home("12号", None, &["李四"]);
    for n in 0..200 {
        let mut visit = Visit::routine(home, time(n));
        visit.remarks = Some("满".repeat(600));
        let before = (
            changes::counts(desk.store.db()).unwrap().unsent,
            records::count(desk.store.db()).unwrap(),
        );
        if let Err(error) = desk.run(|cx| SaveVisit { id: None, visit }.run(cx)) {
            let after = (
                changes::counts(desk.store.db()).unwrap().unsent,
                records::count(desk.store.db()).unwrap(),
            );
            assert_eq!(before, after);
            failed = Some(error);
            break;
        }
    }
    assert_eq!(failed, Some(Error::StorageFull));
    // Room again: saving goes on.
    desk.store
        .db()
        .pragma_update_and_check(None, "max_page_count", 1_000_000, |_| Ok(()))
        .unwrap();
    let visit = Visit::routine(home, time(999));
    assert!(desk.run(|cx| SaveVisit { id: None, visit }.run(cx)).is_ok());
}
