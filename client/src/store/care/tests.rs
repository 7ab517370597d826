//! What the store says of care records with and without their key, and what goes when.

use chrono::Duration;
use domain::care::{
    Abnormal, CareNeed, CheckIn, CheckMethod, CheckPlace, Contact, Level, Line, Livelihood, Met,
    TeamMember, Whereabouts,
};
use domain::{Fields, PersonFile, Scope, Seq};
use protocol::Status;
use rusqlite::types::ValueRef;
use uuid::Uuid;

use super::*;
use crate::commands::care::{ListCare, OpenCareFile, ShowCareFile};
use crate::commands::care_forms::{CareForm, OpenCareDraft, SaveCareDraft, SaveCheckIn};
use crate::commands::{Run as _, SaveState, SearchHouseholds};
use crate::store::cursors::Place;
use crate::store::{changes, cursors, meta, openings};
use crate::testing::{Desk, GRID, ME, code, record, time};

mod sealed;

const KEY: Key = [9; 32];
const SECRET: &str = "欧阳静";
const SECRET_PHONE: &str = "13987654321";
const WORDS: &str = "说想去医院看看";
const FILE: RecordId = RecordId(Uuid::from_u128(0x70));
/// The day of [`time`], local.
const TODAY: &str = "2026-09-21";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn person(ends_on: Option<&str>) -> PersonFile {
    PersonFile {
        name: SECRET.to_owned(),
        phone: Some(SECRET_PHONE.to_owned()),
        address: None,
        line: Line::Elder,
        care_level: Level::B,
        basis: None,
        organisation: None,
        starts_on: day("2026-09-01"),
        ends_on: ends_on.map(day),
        guardian: None,
        guardian_phone: None,
        family: Some("欧阳锋".to_owned()),
        family_phone: None,
        visit_days: None,
        needs: Vec::new(),
        needs_note: None,
        team: vec![TeamMember::with_account("worker", ME)],
    }
}

fn check_in() -> CheckIn {
    CheckIn {
        method: Some(CheckMethod::Door),
        check_place: Some(CheckPlace::Home),
        met_whom: Some(Met::Person),
        whereabouts: Some(Whereabouts::Home),
        contact: Some(Contact::Works),
        livelihood: Some(Livelihood::Farming),
        needs: vec![CareNeed::Medical],
        abnormal: Some(Abnormal::No),
        remarks: Some(WORDS.to_owned()),
        ..CheckIn::begun(FILE, time(0))
    }
}

fn scope() -> Scope {
    Scope::of_file(domain::DataClass::Care, code(GRID), FILE)
}

/// A desk whose clock says [`time`], with one file, open.
fn desk(ends_on: Option<&str>) -> Desk {
    let mut desk = Desk::on_file();
    let shift = time(0) - desk.host.now();
    desk.host.clock().shift_by(shift);
    desk.store.open_care(CareKey::new(KEY)).unwrap();
    let fields = Fields::of(&person(ends_on));
    desk.put(&record(FILE, Kind::PersonFile, GRID, 7, fields));
    cursors::set(desk.store.db(), &scope(), &Place::Tail(Seq(10))).unwrap();
    care_due::settle(desk.store.db(), &desk.store.own()).unwrap();
    desk
}

fn save(desk: &mut Desk) -> RecordId {
    let save = SaveCheckIn {
        id: None,
        slot: FILE,
        fields: Fields::of(&check_in()),
    };
    desk.run(|cx| save.run(cx)).unwrap().id
}

/// The server's receipt for the one change that waits.
fn receive(desk: &mut Desk, record: RecordId) {
    let own = desk.store.own();
    let batch = changes::next_batch(desk.store.db(), &own, 10, 1_000_000).unwrap();
    assert_eq!(batch.len(), 1);
    let tx = desk.store.begin().unwrap();
    let status = Status::Stored { seq: Seq(11) };
    changes::receive(&tx, batch[0].id, &status, time(5)).unwrap();
    records::refresh(&tx, &own, record).unwrap();
    tx.commit().unwrap();
}

/// Every text and blob of every table, one after the other.
fn everything(db: &Connection) -> Vec<(String, Vec<u8>)> {
    let tables: Vec<String> = db
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let mut found = Vec::new();
    for table in tables {
        let mut statement = db.prepare(&format!("SELECT * FROM \"{table}\"")).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for column in 0..columns {
                if let ValueRef::Text(bytes) | ValueRef::Blob(bytes) = row.get_ref(column).unwrap()
                {
                    found.push((table.clone(), bytes.to_vec()));
                }
            }
        }
    }
    found
}

fn tables_with(db: &Connection, text: &str) -> Vec<String> {
    let holds = |bytes: &[u8]| {
        bytes
            .windows(text.len())
            .any(|window| window == text.as_bytes())
    };
    let mut tables: Vec<String> = everything(db)
        .into_iter()
        .filter(|(_, bytes)| holds(bytes))
        .map(|(table, _)| table)
        .collect();
    tables.dedup();
    tables
}

#[test]
fn with_the_first_pin_alone_nothing_of_a_care_file_can_be_read() {
    let mut desk = desk(None);
    let id = save(&mut desk);
    let draft = SaveCareDraft {
        slot: FILE,
        fields: Fields::of(&check_in()),
        area: None,
        focus: None,
    };
    desk.run(|cx| draft.run(cx)).unwrap();
    // Unsent, it may wait where it can be sent from.
    assert_eq!(tables_with(desk.store.db(), WORDS), ["change"]);
    assert!(tables_with(desk.store.db(), SECRET).is_empty());
    receive(&mut desk, id);
    let secure: i64 = desk
        .store
        .db()
        .pragma_query_value(None, "secure_delete", |row| row.get(0))
        .unwrap();
    assert_eq!(secure, 1, "what is deleted is overwritten");
    for text in [SECRET, SECRET_PHONE, WORDS, "欧阳", "医院"] {
        assert_eq!(tables_with(desk.store.db(), text), Vec::<String>::new());
    }
    // The same search finds what is not sealed, so it can find.
    desk.home("12号", None, &["欧阳大叔"]);
    assert_eq!(tables_with(desk.store.db(), "欧阳大叔"), ["record"]);
}

#[test]
fn while_closed_nothing_answers_and_only_the_due_day_is_known() {
    let mut desk = desk(None);
    save(&mut desk);
    let rows = desk.run(|cx| ListCare.run(cx)).unwrap();
    assert_eq!(
        (rows[0].name.as_str(), rows[0].due_on),
        ("欧**", Some(day("2026-10-21")))
    );
    let count = |desk: &Desk, on: &str| care_due::count(desk.store.db(), day(on)).unwrap();
    desk.store.close_care();
    assert_eq!(
        (count(&desk, "2026-10-20"), count(&desk, "2026-10-21")),
        (0, 1)
    );
    let closed = [
        desk.run(|cx| ListCare.run(cx)).err(),
        desk.run(|cx| OpenCareFile { id: FILE }.run(cx)).err(),
        desk.run(|cx| ShowCareFile { id: FILE }.run(cx)).err(),
    ];
    assert!(closed.iter().all(|error| *error == Some(Error::CareLocked)));
    assert_eq!(records::view(desk.store.db(), FILE).unwrap(), None);
    let find = SearchHouseholds {
        text: "欧阳".to_owned(),
        limit: 10,
    };
    assert!(desk.run(|cx| find.run(cx)).unwrap().is_empty());
    // Another key opens nothing.
    assert!(desk.store.open_care(CareKey::new([8; 32])).is_err());
}

#[test]
fn an_unsent_check_in_is_sent_while_closed_and_sealed_when_received() {
    let mut desk = desk(None);
    let id = save(&mut desk);
    desk.store.close_care();
    receive(&mut desk, id);
    assert_eq!(tables_with(desk.store.db(), WORDS), Vec::<String>::new());
    let state: String = desk
        .store
        .db()
        .query_row(
            "SELECT state FROM record WHERE id = ?1",
            [id.bytes()],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(state, "received");
    desk.store.open_care(CareKey::new(KEY)).unwrap();
    let viewed = view(desk.store.db(), &desk.store.own(), id)
        .unwrap()
        .unwrap();
    assert_eq!(viewed.record.fields.text("remarks"), Some(WORDS));
    assert_eq!(viewed.state, SaveState::Received);
}

#[test]
fn what_a_restored_server_asks_for_again_waits_for_the_key() {
    let mut desk = desk(None);
    let id = save(&mut desk);
    receive(&mut desk, id);
    desk.store.close_care();
    changes::offer_shelf_again(desk.store.db(), time(10)).unwrap();
    let batch = |desk: &Desk| {
        let own = desk.store.own();
        changes::next_batch(desk.store.db(), &own, 10, 1_000_000).unwrap()
    };
    assert!(batch(&desk).is_empty());
    assert_eq!(changes::counts(desk.store.db()).unwrap().unsent, 1);
    desk.store.open_care(CareKey::new(KEY)).unwrap();
    assert_eq!(batch(&desk).len(), 1);
}

#[test]
fn files_go_when_their_label_ends_and_what_waits_is_still_sent() {
    let mut desk = desk(Some(TODAY));
    save(&mut desk);
    let expire = |desk: &mut Desk, on: &str| {
        let (own, now) = (desk.store.own(), desk.host.now());
        let tx = desk.store.begin().unwrap();
        let went = care_due::expire(&tx, &own, day(on), now).unwrap();
        tx.commit().unwrap();
        went
    };
    desk.store.close_care();
    assert!(!expire(&mut desk, TODAY));
    assert!(expire(&mut desk, "2026-09-22"));
    assert_eq!(files(desk.store.db()).unwrap(), []);
    assert!(
        !cursors::all(desk.store.db())
            .unwrap()
            .contains_key(&scope())
    );
    let own = desk.store.own();
    let waiting = changes::next_batch(desk.store.db(), &own, 10, 1_000_000).unwrap();
    assert_eq!(waiting.len(), 1);
}

#[test]
fn files_go_after_thirty_days_without_contact() {
    let mut desk = desk(None);
    let heard = desk.host.now().timestamp_millis().to_string();
    meta::set(desk.store.db(), meta::LAST_CONTACT, &heard).unwrap();
    let left = |desk: &mut Desk, days: i64| {
        desk.host.clock().shift_by(Duration::days(days));
        desk.run(|cx| ListCare.run(cx)).unwrap().len()
    };
    assert_eq!(left(&mut desk, 29), 1);
    assert_eq!(left(&mut desk, 2), 0);
    assert!(tables_with(desk.store.db(), SECRET).is_empty());
}

#[test]
fn every_opening_is_noted_once_and_every_look_at_full_values() {
    let mut desk = desk(None);
    let masked = desk.run(|cx| OpenCareFile { id: FILE }.run(cx)).unwrap();
    assert_eq!(
        (masked.file.name.as_str(), masked.file.phone.as_deref()),
        ("欧**", Some("139****4321"))
    );
    desk.run(|cx| OpenCareFile { id: FILE }.run(cx)).unwrap();
    let full = desk.run(|cx| ShowCareFile { id: FILE }.run(cx)).unwrap();
    assert_eq!(full.file.name, SECRET);
    desk.host.clock().shift_by(Duration::minutes(6));
    let page = desk.run(|cx| OpenCareFile { id: FILE }.run(cx)).unwrap();
    let noted: Vec<bool> = page.accesses.iter().map(|row| row.is_full).collect();
    assert_eq!(noted, [true, false]);
    let accesses = openings::of_file(desk.store.db(), FILE, 10).unwrap();
    assert_eq!(accesses.len(), 3);
}

#[test]
fn a_begun_check_in_opens_again_as_it_was_left() {
    let mut desk = desk(None);
    let open = || OpenCareDraft {
        form: CareForm::CheckIn,
        file: Some(FILE),
        of: None,
    };
    let fresh = desk.run(|cx| open().run(cx)).unwrap();
    assert_eq!(
        (fresh.written_at, fresh.notes.asks_medication),
        (None, false)
    );
    let mut fields = fresh.fields;
    fields.0.insert("remarks".to_owned(), WORDS.into());
    let save = SaveCareDraft {
        slot: fresh.slot,
        fields: fields.clone(),
        area: None,
        focus: Some("remarks".to_owned()),
    };
    desk.run(|cx| save.run(cx)).unwrap();
    let kept = desk.run(|cx| open().run(cx)).unwrap();
    assert_eq!(kept.fields, fields);
    assert_eq!(kept.focus.as_deref(), Some("remarks"));
    desk.store.close_care();
    assert_eq!(desk.run(|cx| open().run(cx)).err(), Some(Error::CareLocked));
}

#[test]
fn a_forgotten_second_pin_takes_the_sealed_with_it_and_not_what_waits() {
    let mut desk = desk(None);
    let first = save(&mut desk);
    receive(&mut desk, first);
    let second = save(&mut desk);
    desk.store.close_care();
    forget_sealed(desk.store.db()).unwrap();
    assert_eq!(files(desk.store.db()).unwrap(), []);
    desk.store.open_care(CareKey::new([5; 32])).unwrap();
    let own = desk.store.own();
    let batch = changes::next_batch(desk.store.db(), &own, 10, 1_000_000).unwrap();
    assert_eq!(
        batch.iter().map(|change| change.record).collect::<Vec<_>>(),
        [second]
    );
    assert!(view(desk.store.db(), &own, second).unwrap().is_some());
}
