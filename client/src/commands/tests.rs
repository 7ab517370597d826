//! The commands on an open store, without a network.

mod blobs;
mod county;
mod coverage;
mod disputes;
mod finding;
mod items;
mod meetings;
mod outgoing;
mod people;
mod province;
mod remarks;
mod rounds;
mod step_drafts;
mod versions;

use chrono::Duration;
use domain::visit::{Handling, VisitMethod};
use domain::{Act, Fields, Household, Kind, Logged, RecordId, Visit};
use protocol::Status;
use serde_json::json;

use super::*;
use crate::calendar;
use crate::store::changes;
use crate::store::records;
use crate::testing::{Desk, GRID, ME, OTHER, code, record, time};

fn visit(desk: &mut Desk, home: RecordId, change: impl FnOnce(&mut Visit)) -> Result<Saved, Error> {
    let mut visit = Visit::routine(home, desk.host.now());
    visit.met = Some("本人".to_owned());
    change(&mut visit);
    desk.run(|cx| SaveVisit { id: None, visit }.run(cx))
}

#[test]
fn what_is_wrong_is_not_saved_and_the_draft_stays() {
    let mut desk = Desk::new();
    let home = desk.home("12号", None, &["李四"]);
    let mut wrong = Visit::routine(home, desk.host.now());
    wrong.handling = Handling::FollowUp;
    let draft = SaveDraft {
        visit: wrong.clone(),
        of: None,
        focus: None,
    };
    desk.run(|cx| draft.run(cx)).unwrap();
    let refused = desk.run(|cx| {
        SaveVisit {
            id: None,
            visit: wrong,
        }
        .run(cx)
    });
    assert!(
        matches!(refused, Err(Error::Invalid(issues)) if issues.iter().any(|issue| issue.field == "follow_up_on"))
    );
    assert_eq!(desk.run(|cx| ListDrafts.run(cx)).unwrap().len(), 1);
    assert_eq!(changes::counts(desk.store.db()).unwrap().unsent, 0);
}

#[test]
fn a_correction_writes_only_what_changed() {
    let mut desk = Desk::new();
    let home = desk.home("12号", None, &["李四"]);
    let saved = visit(&mut desk, home, |visit| {
        visit.remarks = Some("甲".to_owned());
    })
    .unwrap();
    let mut corrected = desk
        .run(|cx| OpenVisit { id: saved.id }.run(cx))
        .unwrap()
        .visit;
    corrected.remarks = Some("乙".to_owned());
    let correct = SaveVisit {
        id: Some(saved.id),
        visit: corrected,
    };
    desk.run(|cx| correct.clone().run(cx)).unwrap();
    // The same again changes nothing.
    desk.run(|cx| correct.run(cx)).unwrap();
    let pending = changes::pending_of(desk.store.db(), &desk.store.own(), saved.id).unwrap();
    assert_eq!(pending.len(), 2);
    let Act::Edit(fields) = &pending[1].change.act else {
        panic!("an edit")
    };
    assert_eq!(fields.0.keys().collect::<Vec<_>>(), ["remarks"]);
    let view = desk.run(|cx| OpenVisit { id: saved.id }.run(cx)).unwrap();
    assert!(view.edited && view.may_edit);
    assert_eq!(view.row.gist, "乙");
}

#[test]
fn a_form_begins_as_the_last_visit_was_made() {
    let mut desk = Desk::new();
    let home = desk.home("12号", None, &["李四"]);
    visit(&mut desk, home, |visit| visit.method = VisitMethod::Phone).unwrap();
    let open = OpenDraft {
        household: home,
        of: None,
    };
    let draft = desk.run(|cx| open.run(cx)).unwrap();
    assert_eq!(draft.visit.method, VisitMethod::Phone);
    assert_eq!((draft.visit.remarks, draft.title.as_str()), (None, "李四"));
}

#[test]
fn a_follow_up_is_due_until_the_household_is_visited_again() {
    let mut desk = Desk::new();
    let home = desk.home("12号", None, &["李四"]);
    let today = calendar::day_of(desk.host.now());
    let ago = desk.host.now() - Duration::days(3);
    visit(&mut desk, home, |visit| {
        visit.visited_at = ago;
        visit.handling = Handling::FollowUp;
        visit.follow_up_on = Some(today);
    })
    .unwrap();
    let page = desk.run(|cx| OpenHome.run(cx)).unwrap();
    assert_eq!(page.follow_ups.len(), 1);
    assert_eq!((page.follow_ups[0].due_on, page.visits_today), (today, 0));
    assert_eq!(page.place, "张庄村 第一网格");
    visit(&mut desk, home, |_| {}).unwrap();
    let page = desk.run(|cx| OpenHome.run(cx)).unwrap();
    assert_eq!((page.follow_ups.len(), page.visits_today), (0, 1));
}

#[test]
fn a_wrong_clock_is_put_right_where_people_read() {
    let mut desk = Desk::new();
    let home = desk.home("12号", None, &["李四"]);
    desk.store.set_offset(-2 * 24 * 3600 * 1000).unwrap();
    let real_today = calendar::day_of(desk.host.now() - Duration::days(2));
    let open = OpenDraft {
        household: home,
        of: None,
    };
    let draft = desk.run(|cx| open.run(cx)).unwrap();
    assert_eq!(calendar::day_of(draft.visit.visited_at), real_today);
    let saved = desk
        .run(|cx| {
            SaveVisit {
                id: None,
                visit: draft.visit,
            }
            .run(cx)
        })
        .unwrap();
    let view = desk.run(|cx| OpenVisit { id: saved.id }.run(cx)).unwrap();
    assert_eq!(calendar::day_of(view.saved_at), real_today);
    let page = desk.run(|cx| OpenHome.run(cx)).unwrap();
    assert_eq!((page.today, page.visits_today), (real_today, 1));
    assert_eq!(desk.run(|cx| OpenSyncPage.run(cx)).unwrap().today, 1);
}

#[test]
fn two_values_of_a_field_are_told_in_a_sentence() {
    let mut desk = Desk::new();
    let id = RecordId(desk.host.new_id().unwrap());
    let fields = Fields::of(&Household {
        door: "1号".to_owned(),
        head: "李四".to_owned(),
        phone: Some("13800000000".to_owned()),
        ..Household::default()
    });
    let made = record(id, Kind::Household, GRID, 5, fields);
    let edit = |seq: u64, author, phone: &str, days: i64| Logged {
        seq: domain::Seq(seq),
        received_at: time(0),
        clock_offset_ms: 0,
        change: domain::Change {
            id: domain::ChangeId(uuid::Uuid::from_u128(u128::from(seq))),
            record: id,
            kind: Kind::Household,
            area: code(GRID),
            author,
            device: crate::testing::DEVICE,
            device_seq: seq,
            captured_at: time(0) + Duration::days(days),
            base: Some(domain::Seq(5)),
            act: Act::Edit(Fields([("phone".to_owned(), json!(phone))].into())),
        },
    };
    let (merged, _) = domain::fold::confirm(Some(made), &edit(6, OTHER, "13811111111", 0)).unwrap();
    let (merged, _) = domain::fold::confirm(Some(merged), &edit(7, ME, "13922222222", 2)).unwrap();
    desk.put(&merged);
    let page = desk.run(|cx| OpenHousehold { id }.run(cx)).unwrap();
    let [contested] = page.contested.as_slice() else {
        panic!("{:?}", page.contested);
    };
    let said = contested.sayings.iter().map(|one| {
        let day = calendar::day_of(one.at);
        (one.by_name.as_str(), one.is_me, day, one.value.clone())
    });
    let day = |days| calendar::day_of(time(0) + Duration::days(days));
    let expected = [
        ("小李", false, day(0), json!("13811111111")),
        ("老王", true, day(2), json!("13922222222")),
    ];
    assert_eq!(
        (contested.field.as_str(), contested.is_for_review),
        ("phone", false)
    );
    assert!(said.eq(expected), "{contested:?}");
    // Saving the form as it is confirms what it shows.
    let keep = SaveHousehold {
        id: Some(id),
        area: code(GRID),
        household: page.household,
    };
    desk.run(|cx| keep.run(cx)).unwrap();
    let page = desk.run(|cx| OpenHousehold { id }.run(cx)).unwrap();
    assert_eq!(page.contested, []);
}

fn set_aside(desk: &mut Desk, record: RecordId) {
    let own = desk.store.own();
    let pending = changes::pending_of(desk.store.db(), &own, record).unwrap();
    let status = Status::Quarantined {
        code: protocol::sync::QuarantineCode::Invalid,
        field: Some("remarks".to_owned()),
        issue: None,
        message: "备注太长".to_owned(),
    };
    for change in pending {
        changes::receive(desk.store.db(), change.change.id, &status, time(0)).unwrap();
    }
    records::refresh(desk.store.db(), &own, record).unwrap();
}

#[test]
fn correcting_what_was_set_aside_makes_one_new_creation() {
    let mut desk = Desk::new();
    let home = desk.home("12号", None, &["李四"]);
    let saved = visit(&mut desk, home, |visit| {
        visit.remarks = Some("长".to_owned());
    })
    .unwrap();
    set_aside(&mut desk, saved.id);
    let page = desk.run(|cx| OpenSyncPage.run(cx)).unwrap();
    assert_eq!(page.quarantined.len(), 1);
    assert_eq!(page.quarantined[0].message, "备注太长");
    assert_eq!(
        (
            page.quarantined[0].household,
            page.quarantined[0].title.as_str()
        ),
        (Some(home), "李四")
    );
    let view = desk.run(|cx| OpenVisit { id: saved.id }.run(cx)).unwrap();
    assert_eq!(view.needs_hand.as_deref(), Some("备注太长"));
    let mut visit = view.visit;
    visit.remarks = Some("短".to_owned());
    let correct = SaveVisit {
        id: Some(saved.id),
        visit,
    };
    assert_eq!(desk.run(|cx| correct.run(cx)).unwrap().id, saved.id);
    let pending = changes::pending_of(desk.store.db(), &desk.store.own(), saved.id).unwrap();
    assert_eq!(pending.len(), 1);
    assert!(
        matches!(&pending[0].change.act, Act::Create(fields) if fields.text("remarks") == Some("短"))
    );
    let view = desk.run(|cx| OpenVisit { id: saved.id }.run(cx)).unwrap();
    assert_eq!(
        (view.row.state, view.needs_hand),
        (SaveState::SavedHere, None)
    );
}

#[test]
fn resending_sends_the_same_changes_again() {
    let mut desk = Desk::new();
    let home = desk.home("12号", None, &["李四"]);
    let saved = visit(&mut desk, home, |_| {}).unwrap();
    let own = desk.store.own();
    let before = changes::pending_of(desk.store.db(), &own, saved.id).unwrap();
    set_aside(&mut desk, saved.id);
    desk.run(|cx| Resend { record: saved.id }.run(cx)).unwrap();
    let after = changes::pending_of(desk.store.db(), &own, saved.id).unwrap();
    assert_eq!(after.len(), 1);
    assert_eq!(after[0].change, before[0].change);
    assert_eq!(after[0].state, changes::State::Waiting);
    assert_eq!(
        desk.run(|cx| Resend { record: saved.id }.run(cx)),
        Err(Error::NotFound)
    );
}

#[test]
fn what_was_set_aside_of_a_record_that_is_not_here_is_sent_again() {
    let mut desk = Desk::new();
    let record = RecordId(desk.host.new_id().unwrap());
    let new = changes::NewChange {
        id: domain::ChangeId(desk.host.new_id().unwrap()),
        record,
        kind: domain::Kind::Visit,
        area: code(GRID),
        captured_at: time(0),
        base: None,
        act: domain::Act::Edit(domain::Fields::default()),
    };
    changes::append(desk.store.db(), new).unwrap();
    set_aside(&mut desk, record);
    desk.run(|cx| Resend { record }.run(cx)).unwrap();
    assert_eq!(changes::counts(desk.store.db()).unwrap().unsent, 1);
}

#[test]
fn an_export_holds_what_the_filter_says() {
    let mut desk = Desk::new();
    let home = desk.home("12号", None, &["李四"]);
    visit(&mut desk, home, |visit| {
        visit.remarks = Some("修水渠".to_owned());
    })
    .unwrap();
    let export = |format| ExportVisits {
        filter: VisitFilter::default(),
        format,
    };
    let csv = desk.run(|cx| export(FileFormat::Csv).run(cx)).unwrap();
    use base64::Engine as _;
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(csv.content)
        .unwrap();
    let text = String::from_utf8(bytes).unwrap();
    for word in ["李四", "修水渠", "张庄村", "第一网格", "老王", "待签收"] {
        assert!(text.contains(word), "{word} in {text}");
    }
    let month = calendar::day_of(desk.host.now()).format("%Y-%m");
    assert_eq!(csv.name, format!("入户走访月台账_{month}.csv"));
    let xlsx = desk.run(|cx| export(FileFormat::Xlsx).run(cx)).unwrap();
    assert_eq!(xlsx.rows, 1);
    assert!(xlsx.content.starts_with("UEsDB"), "a zip archive");
    let nothing = ExportVisits {
        filter: VisitFilter {
            author: Some(OTHER),
            ..VisitFilter::default()
        },
        format: FileFormat::Csv,
    };
    assert_eq!(desk.run(|cx| nothing.run(cx)).unwrap().rows, 0);
}

#[test]
fn lists_filter_by_place_person_result_and_day() {
    let mut desk = Desk::new();
    let home = desk.home("12号", None, &["李四"]);
    for days in [0, 1, 40] {
        let at = desk.host.now() - Duration::days(days);
        visit(&mut desk, home, |visit| visit.visited_at = at).unwrap();
    }
    let today = calendar::day_of(desk.host.now());
    let total = |desk: &mut Desk, filter: VisitFilter| {
        let list = ListVisits {
            filter,
            offset: 0,
            limit: 1,
        };
        let page = desk.run(|cx| list.run(cx)).unwrap();
        (page.total, page.rows.len())
    };
    let open = VisitFilter::default;
    assert_eq!(total(&mut desk, open()), (3, 1));
    let since = VisitFilter {
        from: Some(today - Duration::days(1)),
        to: Some(today),
        ..open()
    };
    assert_eq!(total(&mut desk, since), (2, 1));
    let elsewhere = VisitFilter {
        area: Some(code("990001001001002")),
        ..open()
    };
    assert_eq!(total(&mut desk, elsewhere), (0, 0));
    let village = VisitFilter {
        area: Some(code("990001001001")),
        author: Some(ME),
        outcome: Some(domain::visit::Outcome::Met),
        ..open()
    };
    assert_eq!(total(&mut desk, village), (3, 1));
}
