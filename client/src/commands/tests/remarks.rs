//! 退改 on a device: what came back, what answers it, and what the office sees of that.

use domain::Role;
use domain::remark::{RemarkAct, RemarkRefusal, RemarkState};

use super::*;
use crate::commands::{ListRemarks, OpenRemarks, RemarkRow, SayRemark};

fn say(
    desk: &mut Desk,
    id: RecordId,
    thread: Option<uuid::Uuid>,
    act: RemarkAct,
    text: &str,
) -> Option<RemarkRefusal> {
    let say = SayRemark {
        id,
        thread,
        act,
        field: "remarks".into(),
        text: text.into(),
    };
    desk.run(|cx| say.run(cx)).unwrap()
}

fn list(desk: &mut Desk, state: RemarkState) -> Vec<RemarkRow> {
    let list = ListRemarks {
        state,
        is_mine: false,
    };
    desk.run(|cx| list.run(cx)).unwrap()
}

fn thread(desk: &mut Desk, id: RecordId) -> crate::commands::ThreadView {
    let page = desk.run(|cx| OpenRemarks { id }.run(cx)).unwrap();
    page.threads.into_iter().next().unwrap()
}

#[test]
fn what_comes_back_is_listed_until_the_field_is_corrected_and_accepted() {
    let mut desk = Desk::new();
    let home = desk.home("12号", None, &["李四"]);
    let saved = visit(&mut desk, home, |visit| {
        visit.remarks = Some("看不清".into());
    })
    .unwrap();
    desk.profile.role = Role::Supervisor;
    assert_eq!(
        say(&mut desk, saved.id, None, RemarkAct::Remark, "请写清楚"),
        None
    );
    desk.profile.role = Role::Worker;

    let home_page = desk.run(|cx| OpenHome.run(cx)).unwrap();
    let [row] = home_page.returned.as_slice() else {
        panic!("{:?}", home_page.returned);
    };
    assert_eq!(
        (row.title.as_str(), row.field.as_str(), row.text.as_str()),
        ("李四", "remarks", "请写清楚")
    );
    assert!(row.is_mine);

    let mut corrected = desk
        .run(|cx| OpenVisit { id: saved.id }.run(cx))
        .unwrap()
        .visit;
    corrected.remarks = Some("羊圈漏雨".into());
    let correct = SaveVisit {
        id: Some(saved.id),
        visit: corrected,
    };
    desk.run(|cx| correct.run(cx)).unwrap();
    assert!(desk.run(|cx| OpenHome.run(cx)).unwrap().returned.is_empty());
    let [answered] = list(&mut desk, RemarkState::Answered)
        .try_into()
        .unwrap_or_else(|rows| panic!("{rows:?}"));
    assert_eq!(answered.record, saved.id);
    let open = thread(&mut desk, saved.id);
    assert_eq!(open.differences.len(), 1);
    assert_eq!(open.differences[0].before, json!("看不清"));

    // The worker cannot accept it; the office can, and then nothing waits any more.
    let accept = |desk: &mut Desk| say(desk, saved.id, Some(open.id), RemarkAct::Accept, "");
    assert_eq!(accept(&mut desk), Some(RemarkRefusal::WrongRole));
    desk.profile.role = Role::Supervisor;
    assert_eq!(desk.run(|cx| OpenHome.run(cx)).unwrap().answered, 1);
    assert_eq!(accept(&mut desk), None);
    assert_eq!(desk.run(|cx| OpenHome.run(cx)).unwrap().answered, 0);
    assert!(list(&mut desk, RemarkState::Answered).is_empty());
    assert_eq!(thread(&mut desk, saved.id).state, RemarkState::Accepted);
}

#[test]
fn what_was_told_by_the_server_stands_in_the_same_lists() {
    let mut desk = Desk::new();
    let id = RecordId(uuid::Uuid::from_u128(900));
    let form = domain::remark::RemarkForm {
        thread: uuid::Uuid::from_u128(901),
        field: String::new(),
        to: Some(ME),
        text: "请补充完整".into(),
    };
    let mut returned = record(
        id,
        Kind::Visit,
        GRID,
        5,
        Fields::of(&json!({"remarks": "x"})),
    );
    returned.steps.push(domain::record::StepTaken {
        step: form.step(RemarkAct::Remark),
        seen: None,
        stamp: domain::Stamp {
            seq: Some(domain::Seq(5)),
            by: OTHER,
            at: time(5),
        },
    });
    // As an image brings it and as the tail does.
    let text = serde_json::to_string(&returned).unwrap();
    let incoming = crate::store::incoming::Incoming::read(text.into()).unwrap();
    let own = desk.store.own();
    records::put_incoming(
        desk.store.db(),
        &own,
        &incoming,
        false,
        &mut protocol::Digest::default(),
    )
    .unwrap();
    assert_eq!(list(&mut desk, RemarkState::Waiting).len(), 1);
    // A remark for somebody else is not on this member's first screen.
    returned.steps[0]
        .step
        .fields
        .0
        .insert("to".into(), json!(OTHER));
    returned.seq = domain::Seq(6);
    desk.put(&returned);
    assert_eq!(list(&mut desk, RemarkState::Waiting).len(), 1);
    assert!(desk.run(|cx| OpenHome.run(cx)).unwrap().returned.is_empty());
}
