//! Meetings on disputes: the list before them, decisions that become tasks, and the minutes.

use domain::dispute::{Category, Consent, OnSite, Party, Risk};
use domain::{AreaCode, DataClass, Dispute, Role, Scope, Seq};
use ledger::Cell;
use ledger::agenda::Why;

use super::*;
use crate::commands::ledgers::LedgerQuery;
use crate::commands::meetings::{BeginMeeting, MeetingSort, SaveDecision, where_done};
use crate::commands::review::OpenReview;
use crate::store::cursors::{self, Place};
use crate::testing::TOWN;

/// The village of the test's grid.
const VILLAGE: &str = "990001001001";

/// The town's office.
fn office() -> Desk {
    let mut desk = Desk::new();
    desk.profile.role = Role::Supervisor;
    let whole = Scope::new(DataClass::Case, code(TOWN));
    cursors::set(desk.store.db(), &whole, &Place::Tail(Seq(5))).unwrap();
    desk
}

fn dispute(
    desk: &mut Desk,
    parties: [&str; 2],
    place: &str,
    more: impl FnOnce(&mut Dispute),
) -> RecordId {
    let mut dispute = Dispute {
        parties: parties.map(Party::named).to_vec(),
        place: place.to_owned(),
        summary: "为浇地先后争吵".to_owned(),
        risk: Some(Risk::None),
        category: Some(Category::Neighbours),
        consent: Some(Consent::Agreed),
        ..Dispute::begun(desk.host.now())
    };
    more(&mut dispute);
    let form = DisputeForm {
        on_site: Some(OnSite::Town),
        area: Some(code(GRID)),
        ..DisputeForm::of(dispute)
    };
    let save = SaveDispute {
        id: None,
        slot: RecordId(uuid::Uuid::nil()),
        form,
    };
    desk.run(|cx| save.run(cx)).unwrap().id
}

fn this_week(desk: &mut Desk) -> BeginMeeting {
    BeginMeeting {
        sort: MeetingSort::Week,
        day: desk.run(|cx| cx.today()),
        area: None,
    }
}

fn review(desk: &mut Desk) -> Review {
    review_of(desk, None)
}

fn review_of(desk: &mut Desk, area: Option<AreaCode>) -> Review {
    let BeginMeeting { sort, day, .. } = this_week(desk);
    desk.run(|cx| OpenReview { sort, day, area }.run(cx))
        .unwrap()
}

fn decide(desk: &mut Desk, about: Option<RecordId>, text: &str) -> Result<Saved, Error> {
    let save = SaveDecision {
        meeting: this_week(desk),
        about,
        text: text.to_owned(),
        owner: Some(OTHER),
        deadline: chrono::NaiveDate::from_ymd_opt(2031, 1, 31),
    };
    desk.run(|cx| save.run(cx))
}

/// The minutes of today's meetings.
fn minutes(desk: &mut Desk) -> LedgerPage {
    let day = this_week(desk).day;
    let query = LedgerQuery {
        key: "meetings".to_owned(),
        area: None,
        from: day,
        to: day,
        is_unentered: false,
    };
    desk.run(|cx| OpenLedger { query, limit: 9 }.run(cx))
        .unwrap()
}

fn figure(review: &Review, name: &str) -> Option<u64> {
    let found = review.figures.iter().find(|(known, _)| known == name);
    found.map(|(_, count)| *count)
}

#[test]
fn what_presses_is_before_the_meeting() {
    let mut desk = office();
    let risky = dispute(&mut desk, ["张三", "李四"], "水渠边", |one| {
        one.risk = Some(Risk::MayEscalate);
    });
    let again = dispute(&mut desk, ["张三", "王五"], "地头", |_| {});
    let before = review(&mut desk);
    let told: Vec<_> = before
        .topics
        .iter()
        .map(|topic| (topic.dispute.id, topic.whys.clone()))
        .collect();
    assert_eq!(
        told,
        [
            (risky, vec![Why::Risky, Why::New, Why::Repeated]),
            (again, vec![Why::New, Why::Repeated])
        ]
    );
    assert_eq!((before.repeats.len(), &before.meeting), (1, &None));
    assert_eq!(before.repeats[0].what, "张三");
    assert_eq!(figure(&before, "found"), Some(2));
    assert_eq!(figure(&before, "risky"), Some(1));
}

#[test]
fn decisions_are_tasks_of_whoever_does_them_and_stand_in_the_minutes() {
    let mut desk = office();
    let risky = dispute(&mut desk, ["张三", "李四"], "水渠边", |one| {
        one.risk = Some(Risk::MayEscalate);
    });
    dispute(&mut desk, ["赵六", "王五"], "地头", |_| {});
    let saved = decide(&mut desk, Some(risky), "村干部本周上门两次").unwrap();
    desk.host.clock().shift_by(Duration::minutes(1));
    decide(&mut desk, None, "下周起逐户排查水渠").unwrap();
    let after = review(&mut desk);
    let meeting = after.meeting.unwrap();
    assert_eq!((meeting.decisions, after.meetings.len()), (2, 1));
    let decided = &after.topics[0].decisions;
    assert_eq!(decided.len(), 1);
    assert_eq!(
        (decided[0].id, decided[0].text.as_str()),
        (saved.id, "村干部本周上门两次")
    );
    assert_eq!(
        (decided[0].stands.as_str(), decided[0].is_ended),
        ("sent", false)
    );
    assert_eq!(after.others.len(), 1);
    assert_eq!(after.topics[1].decisions, []);

    let task = desk.run(|cx| OpenItem { id: saved.id }.run(cx)).unwrap();
    assert_eq!(task.row.title, "周研判 · 张三与李四");
    assert_eq!(task.fields.text("task_sort"), Some("decision"));

    let minutes = minutes(&mut desk);
    assert_eq!(minutes.name, "周研判月调度纪要");
    let cell = |row: usize, heading: &str| {
        let heads = minutes.table.heads.iter();
        let column = heads
            .clone()
            .position(|head| head.heading == heading)
            .unwrap();
        minutes.table.rows[row][column].clone()
    };
    assert_eq!(cell(0, "会议"), Cell::Text("周研判".into()));
    assert_eq!(cell(0, "决定"), Cell::Text("村干部本周上门两次".into()));
    assert_eq!(cell(0, "落实"), Cell::Text("待接单".into()));
    assert!(matches!(cell(0, "议题案件"), Cell::Text(text) if text.contains("张三与李四")));
    assert_eq!(cell(1, "议题案件"), Cell::Empty);
    assert_eq!(minutes.total, 2);
}

#[test]
fn a_decision_that_is_not_whole_is_refused_and_makes_no_meeting() {
    let mut desk = office();
    let refused = decide(&mut desk, None, "  ");
    assert!(matches!(refused, Err(Error::Invalid(issues)) if issues[0].field == "content"));
    assert_eq!(review(&mut desk).meetings, []);
    // Begun twice it is one meeting.
    let begin = this_week(&mut desk);
    let first = desk.run(|cx| begin.clone().run(cx)).unwrap();
    assert_eq!(desk.run(|cx| begin.run(cx)).unwrap(), first);
    assert_eq!(review(&mut desk).meetings.len(), 1);
}

#[test]
fn a_sensitive_dispute_has_no_names_in_the_minutes_nor_in_the_task() {
    let mut desk = office();
    let id = dispute(&mut desk, ["赵秋月", "钱大山"], "家里", |one| {
        one.is_sensitive = Some(true);
        one.name = Some("赵秋月家事".to_owned());
    });
    let saved = decide(&mut desk, Some(id), "妇联上门").unwrap();
    let task = desk.run(|cx| OpenItem { id: saved.id }.run(cx)).unwrap();
    assert_eq!(task.row.title, "周研判 · 赵**与钱**");
    let minutes = minutes(&mut desk);
    assert!(!format!("{minutes:?}").contains("秋月"));
}

#[test]
fn a_week_runs_from_monday_and_a_month_to_its_last_day() {
    let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
    let sunday = day("2026-11-29");
    assert_eq!(
        MeetingSort::Week.period(sunday),
        (day("2026-11-23"), sunday)
    );
    assert_eq!(
        MeetingSort::Month.period(day("2028-02-10")),
        (day("2028-02-01"), day("2028-02-29"))
    );
}

#[test]
fn a_week_that_is_not_over_counts_as_late_what_is_late_today() {
    let mut desk = office();
    let id = dispute(&mut desk, ["张三", "李四"], "水渠边", |_| {});
    let today = desk.run(|cx| cx.today());
    let accept = |deadline| AddDisputeStep {
        id,
        step: domain::dispute::StepName::Accept,
        form: domain::dispute::StepForm {
            owner: Some(OTHER),
            deadline: Some(deadline),
            unit: Some("村调委会".to_owned()),
            ..domain::dispute::StepForm::default()
        },
    };
    let refused = desk.run(|cx| accept(today).run(cx)).unwrap();
    assert_eq!(refused, None);
    // Due today: not late, though the week goes on.
    assert_eq!(review(&mut desk).topics[0].whys, [Why::New]);
    desk.host.clock().shift_by(Duration::days(1));
    let tomorrow = review(&mut desk);
    assert!(tomorrow.topics[0].whys.contains(&Why::Overdue));
}

/// A cadre of the village in which the test's grid lies.
fn village_office() -> Desk {
    let mut desk = Desk::new();
    desk.profile.role = Role::VillageCadre;
    for class in [DataClass::Case, DataClass::Household] {
        let village = Scope::new(class, code(VILLAGE));
        cursors::set(desk.store.db(), &village, &Place::Tail(Seq(5))).unwrap();
    }
    desk
}

#[test]
fn a_village_holds_a_meeting_of_its_own() {
    let mut desk = village_office();
    let id = dispute(&mut desk, ["张三", "李四"], "水渠边", |_| {});
    let saved = decide(&mut desk, Some(id), "村干部上门").unwrap();
    let held = review(&mut desk);
    assert!(held.village.is_some());
    assert_eq!(held.topics[0].decisions.len(), 1);
    let meeting = held.meeting.unwrap().id;
    let area_of = |desk: &Desk, id| {
        let viewed = records::view(desk.store.db(), id).unwrap().unwrap();
        viewed.record.area
    };
    assert_eq!(area_of(&desk, meeting), code(VILLAGE));
    // It lies where its owner works; of somebody who works elsewhere, in the village all the same.
    assert_eq!(area_of(&desk, saved.id), code(GRID));
    let away = desk.run(|cx| where_done(cx, None, Some(domain::MemberId(uuid::Uuid::max()))));
    assert_eq!(away.unwrap(), Some(code(VILLAGE)));
}

#[test]
fn the_town_looks_at_a_village_without_mixing_their_meetings() {
    let mut desk = office();
    let here = dispute(&mut desk, ["张三", "李四"], "水渠边", |_| {});
    let village = Some(code(VILLAGE));
    let begin = BeginMeeting {
        area: village.clone(),
        ..this_week(&mut desk)
    };
    let of_village = desk.run(|cx| begin.run(cx)).unwrap();
    assert_eq!(review(&mut desk).meeting, None);
    decide(&mut desk, Some(here), "镇上督办").unwrap();
    let town = review(&mut desk);
    let seen = review_of(&mut desk, village);
    assert_eq!(town.village, None);
    assert_eq!((town.meetings.len(), seen.meetings.len()), (1, 1));
    assert_eq!(seen.meeting.map(|row| row.id), Some(of_village));
    assert_eq!(seen.topics[0].dispute.id, here);
    // What the town decided is not the village's decision.
    assert_eq!(seen.topics[0].decisions, []);
    assert_eq!(review_of(&mut desk, Some(code("990001001009"))).topics, []);
    let minutes = minutes(&mut desk);
    assert_eq!(minutes.total, 2);
    let named = format!("{:?}", minutes.table.rows);
    assert!(named.contains("张庄村周研判"), "{named}");
}
