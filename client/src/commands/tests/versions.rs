//! What was corrected is told edit by edit, whatever the record is.

use domain::dispute::Party;
use domain::{Dispute, Resident};

use super::*;

fn list(desk: &mut Desk, id: RecordId) -> Versions {
    desk.run(|cx| ListVersions { id }.run(cx)).unwrap()
}

fn change(
    versions: &Versions,
    place: usize,
    field: &str,
) -> (serde_json::Value, serde_json::Value) {
    let changes = &versions.rows[place].changes;
    let found = changes.iter().find(|change| change.field == field).unwrap();
    assert!(!found.is_aside);
    (found.before.clone(), found.after.clone())
}

fn save_household(desk: &mut Desk, id: RecordId, phone: Option<&str>, head: &str) {
    let mut household = desk
        .run(|cx| OpenHousehold { id }.run(cx))
        .unwrap()
        .household;
    household.phone = phone.map(str::to_owned);
    household.head = head.to_owned();
    let area = code(GRID);
    let save = SaveHousehold {
        id: Some(id),
        area,
        household,
    };
    desk.run(|cx| save.run(cx)).unwrap();
}

#[test]
fn a_record_that_was_never_corrected_has_no_versions() {
    let mut desk = Desk::new();
    let home = desk.home("12号", Some("13800001234"), &["李四"]);
    assert_eq!(list(&mut desk, home).rows, []);
    let nobody = RecordId(uuid::Uuid::from_u128(404));
    let missing = desk.run(|cx| ListVersions { id: nobody }.run(cx));
    assert_eq!(missing.err(), Some(Error::NotFound));
}

#[test]
fn each_correction_says_who_when_and_what_stood_there_before() {
    let mut desk = Desk::new();
    let home = desk.home("12号", Some("13800001234"), &["李四"]);
    save_household(&mut desk, home, Some("13900005678"), "李四");
    save_household(&mut desk, home, None, "李五");
    // Saved without a change: no version.
    save_household(&mut desk, home, None, "李五");
    let versions = list(&mut desk, home);
    assert_eq!(versions.rows.len(), 2);
    assert_eq!(
        (versions.kind.clone(), versions.form.as_deref()),
        (Kind::Household, None)
    );
    let latest = &versions.rows[0];
    assert_eq!((latest.by_name.as_str(), latest.is_waiting), ("老王", true));
    assert_eq!(
        change(&versions, 0, "phone"),
        (json!("13900005678"), json!(null))
    );
    assert_eq!(change(&versions, 0, "head"), (json!("李四"), json!("李五")));
    assert_eq!(
        change(&versions, 1, "phone"),
        (json!("13800001234"), json!("13900005678"))
    );
    assert_eq!(versions.rows[1].changes.len(), 1, "only what changed");
}

#[test]
fn an_identity_number_is_listed_masked_and_what_waits_for_review_says_so() {
    let mut desk = Desk::new();
    let home = desk.home("12号", None, &["李四"]);
    let resident = Resident {
        name: "李四".to_owned(),
        identity_number: Some("11010519491231002X".to_owned()),
        ..Resident::of(home)
    };
    let id = RecordId(uuid::Uuid::from_u128(0x77));
    let made = record(id, Kind::Resident, GRID, 5, Fields::of(&resident));
    let edit = |seq: u64, author, number: &str| Logged {
        seq: domain::Seq(seq),
        received_at: time(0),
        clock_offset_ms: 0,
        change: domain::Change {
            id: domain::ChangeId(uuid::Uuid::from_u128(u128::from(seq))),
            record: id,
            kind: Kind::Resident,
            area: code(GRID),
            author,
            device: crate::testing::DEVICE,
            device_seq: seq,
            captured_at: time(0),
            base: Some(domain::Seq(5)),
            act: Act::Edit(Fields(
                [("identity_number".to_owned(), json!(number))].into(),
            )),
        },
    };
    let first = edit(6, ME, "110105194912310038");
    let (folded, _) = domain::fold::confirm(Some(made), &first).unwrap();
    let second = edit(7, OTHER, "110105194912310054");
    let (folded, _) = domain::fold::confirm(Some(folded), &second).unwrap();
    desk.put(&folded);
    let versions = list(&mut desk, id);
    let told = serde_json::to_string(&versions).unwrap();
    assert!(!told.contains("19491231"), "{told}");
    let aside = &versions.rows[0].changes[0];
    assert!(aside.is_aside);
    assert_eq!(aside.after, json!("110***********0054"));
    assert_eq!(
        change(&versions, 1, "identity_number"),
        (json!("110***********002X"), json!("110***********0038"))
    );
}

#[test]
fn people_and_households_in_the_values_are_called_by_their_names() {
    let mut desk = Desk::new();
    let home = desk.home("12号", None, &["李四"]);
    let other = desk.home("14号", None, &["单雄信"]);
    let dispute = Dispute {
        parties: vec![Party::named("张三")],
        household: Some(home),
        summary: "为浇地先后争吵".to_owned(),
        place: "二组水渠边".to_owned(),
        risk: Some(domain::dispute::Risk::None),
        ..Dispute::begun(time(0))
    };
    let slot = RecordId(uuid::Uuid::nil());
    let save = |id, dispute| SaveDispute {
        id,
        slot,
        form: DisputeForm::of(dispute),
    };
    let id = desk
        .run(|cx| save(None, dispute.clone()).run(cx))
        .unwrap()
        .id;
    let moved = Dispute {
        household: Some(other),
        ..dispute
    };
    desk.run(|cx| save(Some(id), moved).run(cx)).unwrap();
    let versions = list(&mut desk, id);
    assert_eq!(
        change(&versions, 0, "household"),
        (json!(home), json!(other))
    );
    let name = |id: RecordId| versions.names[&id.to_string()].as_str();
    assert_eq!((name(home), name(other)), ("李四", "单雄信"));
}
