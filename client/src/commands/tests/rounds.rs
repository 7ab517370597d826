//! A worker's round: whom to visit next, no change by one tap, and what is taken back.

use domain::household::{EvacuationNeed, VisitClass};
use domain::visit::Outcome;

use super::*;

/// A home of this class at which somebody was looked for some days ago.
fn settled(desk: &mut Desk, door: &str, class: VisitClass, tried: (i64, Outcome)) -> RecordId {
    let id = desk.home(door, None, &[door]);
    let needs = if door == "3号" {
        vec![EvacuationNeed::Alone]
    } else {
        Vec::new()
    };
    let household = Household {
        group: 1,
        door: door.to_owned(),
        head: door.to_owned(),
        visit_class: Some(class),
        evacuation_needs: needs,
        ..Household::default()
    };
    desk.put(&record(
        id,
        Kind::Household,
        GRID,
        9,
        Fields::of(&household),
    ));
    let (days_ago, outcome) = tried;
    let mut visit = Visit::routine(id, desk.host.now() - Duration::days(days_ago));
    visit.outcome = outcome;
    let visit_id = RecordId(desk.host.new_id().unwrap());
    desk.put(&record(visit_id, Kind::Visit, GRID, 9, Fields::of(&visit)));
    id
}

fn due(desk: &mut Desk) -> DuePage {
    let list = ListDue {
        offset: 0,
        limit: 10,
    };
    desk.run(|cx| list.run(cx)).unwrap()
}

#[test]
fn whom_to_visit_next_follows_the_rules_and_an_attempt_is_no_visit() {
    let mut desk = Desk::new();
    let late = settled(&mut desk, "1号", VisitClass::EmptyNest, (45, Outcome::Met));
    settled(
        &mut desk,
        "2号",
        VisitClass::General,
        (45, Outcome::MetFamily),
    );
    let never = settled(&mut desk, "3号", VisitClass::General, (2, Outcome::Absent));
    let soon = settled(&mut desk, "4号", VisitClass::Hardship, (26, Outcome::Met));
    let page = due(&mut desk);
    let ids: Vec<RecordId> = page.rows.iter().map(|row| row.household.id).collect();
    assert_eq!(ids, [late, soon, never]);
    let counts = page.counts;
    assert_eq!((counts.overdue, counts.soon, counts.never), (1, 1, 1));
    // The profile's rules change whom.
    let town = RecordId(uuid::Uuid::from_u128(5));
    let rules =
        json!({"name": "清水镇", "rules": {"visit_days": {"empty_nest": 60, "general": 40}}});
    let rules = Fields::of(&rules);
    desk.put(&record(town, Kind::Area, crate::testing::TOWN, 11, rules));
    let page = due(&mut desk);
    assert_eq!(page.counts.overdue, 1);
    assert_eq!(page.rows[0].household.door, "2号");
}

#[test]
fn the_evacuation_list_puts_those_with_needs_first() {
    let mut desk = Desk::new();
    settled(&mut desk, "1号", VisitClass::General, (5, Outcome::Met));
    let alone = settled(&mut desk, "3号", VisitClass::General, (2, Outcome::Absent));
    let list = ListEvacuation {
        inside: code(GRID),
        limit: 10,
    };
    let page = desk.run(|cx| list.run(cx)).unwrap();
    assert_eq!((page.total, page.with_needs, page.people), (2, 1, 2));
    assert_eq!(page.rows[0].household.id, alone);
}

#[test]
fn no_change_by_one_tap_repeats_whom_was_met_and_keeps_a_begun_form() {
    let mut desk = Desk::new();
    let home = desk.home("12号", None, &["李四"]);
    let quick = |desk: &mut Desk| {
        desk.run(|cx| QuickVisit { household: home }.run(cx))
            .unwrap()
    };
    let first = quick(&mut desk);
    assert_eq!(first.met, "李四");
    let mut visit = Visit::routine(home, desk.host.now());
    visit.method = VisitMethod::Phone;
    visit.outcome = Outcome::MetFamily;
    visit.met = Some("李四媳妇".to_owned());
    let begun = SaveDraft {
        visit: visit.clone(),
        of: None,
        focus: Some("met".to_owned()),
    };
    desk.run(|cx| SaveVisit { id: None, visit }.run(cx))
        .unwrap();
    desk.run(|cx| begun.run(cx)).unwrap();
    let second = quick(&mut desk);
    assert_eq!(second.met, "李四媳妇");
    let view = desk
        .run(|cx| {
            OpenVisit {
                id: second.saved.id,
            }
            .run(cx)
        })
        .unwrap();
    assert_eq!(view.visit.method, VisitMethod::Phone);
    assert_eq!(
        view.visit.family_changes,
        [domain::visit::FamilyChange::None]
    );
    assert_eq!(desk.run(|cx| ListDrafts.run(cx)).unwrap().len(), 1);
}

#[test]
fn what_was_saved_is_undone_by_declaring_it_void_with_a_reason_and_only_by_whom_it_is() {
    let mut desk = Desk::new();
    let home = desk.home("12号", None, &["李四"]);
    let saved = desk
        .run(|cx| QuickVisit { household: home }.run(cx))
        .unwrap()
        .saved;
    let void = |desk: &mut Desk, id, reason: &str| {
        let void = VoidRecord {
            id,
            reason: reason.to_owned(),
        };
        desk.run(|cx| void.run(cx))
    };
    assert!(matches!(
        void(&mut desk, saved.id, " "),
        Err(Error::Invalid(_))
    ));
    void(&mut desk, saved.id, "记错户了").unwrap();
    void(&mut desk, saved.id, "再点一次").unwrap();
    let view = desk.run(|cx| OpenVisit { id: saved.id }.run(cx)).unwrap();
    assert!(view.row.voided && !view.may_edit);
    assert_eq!(changes::counts(desk.store.db()).unwrap().unsent, 2);
    assert_eq!(due(&mut desk).counts.never, 1, "a void visit saw nobody");
    let others = RecordId(uuid::Uuid::from_u128(95));
    let fields = Fields::of(&json!({"form": "hazard", "hazard_type": "fire", "place": "桥头"}));
    desk.put(&record(others, Kind::Matter, GRID, 9, fields));
    assert_eq!(void(&mut desk, others, "不是我的"), Err(Error::NotFound));
    assert_eq!(void(&mut desk, home, "户不作废"), Err(Error::NotFound));
}
