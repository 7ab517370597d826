//! Finding a household: by whatever people say, and in the order of the doors.

use domain::record::Voided;
use domain::{RecordId, Seq};

use crate::commands::*;
use crate::store::records;
use crate::testing::{Desk, GRID, code};

fn found(desk: &mut Desk, text: &str) -> Vec<String> {
    let rows = desk.run(|cx| {
        SearchHouseholds {
            text: text.to_owned(),
            limit: 20,
        }
        .run(cx)
    });
    rows.unwrap().into_iter().map(|row| row.door).collect()
}

#[test]
fn a_household_is_found_by_whatever_people_say() {
    let mut desk = Desk::new();
    desk.home("12号", Some("13812345678"), &["李四", "王小花"]);
    desk.home("112号", Some("13900001111"), &["李四海"]);
    desk.home("西沟3号", None, &["单雄信"]);
    desk.home("9", None, &["赵六"]);
    let cases = [
        ("李", vec!["12号", "112号"]),
        ("李四", vec!["12号", "112号"]),
        ("ls", vec!["12号", "112号"]),
        ("lisi", vec!["12号", "112号"]),
        ("lisih", vec!["112号"]),
        ("LS", vec!["12号", "112号"]),
        ("5678", vec!["12号"]),
        ("13812", vec!["12号"]),
        ("12", vec!["12号"]),
        ("12号", vec!["12号"]),
        ("9", vec!["9"]),
        ("9号", vec!["9"]),
        ("西沟", vec!["西沟3号"]),
        ("小花", vec!["12号"]),
        ("wxh", vec!["12号"]),
        ("shanxiongxin", vec!["西沟3号"]),
        ("李四 12", vec!["12号"]),
        ("张", vec![]),
        ("\"' OR *", vec![]),
        ("", vec![]),
    ];
    for (text, doors) in cases {
        assert_eq!(found(&mut desk, text), doors, "{text}");
    }
}

#[test]
fn a_resident_that_was_found_is_named() {
    let mut desk = Desk::new();
    desk.home("12号", None, &["李四", "王小花"]);
    let search = |text: &str| SearchHouseholds {
        text: text.to_owned(),
        limit: 5,
    };
    let rows = desk.run(|cx| search("王小花").run(cx)).unwrap();
    assert_eq!(rows[0].found.as_deref(), Some("王小花"));
    assert_eq!((rows[0].head.as_str(), rows[0].people), ("李四", 2));
    let rows = desk.run(|cx| search("李四").run(cx)).unwrap();
    assert_eq!(rows[0].found, None);
}

#[test]
fn households_stand_in_the_order_of_their_doors() {
    let mut desk = Desk::new();
    for door in ["12号", "9号", "101号", "2号"] {
        desk.home(door, None, &["某人"]);
    }
    let list = ListHouseholds {
        inside: code(GRID),
        group: Some(1),
        offset: 0,
        limit: 3,
    };
    let doors: Vec<String> = desk
        .run(|cx| list.run(cx))
        .unwrap()
        .into_iter()
        .map(|row| row.door)
        .collect();
    assert_eq!(doors, ["2号", "9号", "12号"]);
}

#[test]
fn a_resident_is_found_by_the_end_of_the_identity_number_and_shown_with_it_masked() {
    let mut desk = Desk::new();
    let home = desk.home("12号", None, &["李四"]);
    let mut resident = domain::Resident::of(home);
    resident.name = "王小花".to_owned();
    resident.phone = Some("13900008888".to_owned());
    resident.identity_number = Some("11010519491231002X".to_owned());
    let save = SaveResident { id: None, resident };
    desk.run(|cx| save.run(cx)).unwrap();
    let rows = |desk: &mut Desk, text: &str| {
        let search = SearchHouseholds {
            text: text.to_owned(),
            limit: 20,
        };
        let rows = desk.run(|cx| search.run(cx)).unwrap();
        rows.into_iter()
            .filter_map(|row| row.found)
            .collect::<Vec<_>>()
    };
    for tail in ["002X", "1002x", "1231002X"] {
        assert_eq!(
            rows(&mut desk, tail),
            ["王小花 110***********002X"],
            "{tail}"
        );
    }
    assert_eq!(rows(&mut desk, "8888"), ["王小花 139****8888"]);
    assert_eq!(rows(&mut desk, "003X"), Vec::<String>::new());
}

#[test]
fn visits_are_found_by_the_words_written_in_them() {
    let mut desk = Desk::new();
    let home = desk.home("12号", None, &["李四"]);
    for words in ["屋后排水沟堵了", "孩子开学前返校"] {
        let mut visit = domain::Visit::routine(home, crate::testing::time(0));
        visit.remarks = Some(words.to_owned());
        desk.run(|cx| SaveVisit { id: None, visit }.run(cx))
            .unwrap();
    }
    let mut found = |text: &str| {
        let filter = VisitFilter {
            text: text.to_owned(),
            ..VisitFilter::default()
        };
        let list = ListVisits {
            filter,
            offset: 0,
            limit: 10,
        };
        let page = desk.run(|cx| list.run(cx)).unwrap();
        assert_eq!(u64::try_from(page.rows.len()).unwrap(), page.total);
        page.rows
            .into_iter()
            .map(|row| row.gist)
            .collect::<Vec<_>>()
    };
    assert_eq!(found("排水"), ["屋后排水沟堵了"]);
    assert_eq!(found("开学"), ["孩子开学前返校"]);
    assert_eq!(found("").len(), 2);
    assert_eq!(found("煤气"), Vec::<String>::new());
    assert_eq!(found("?!"), Vec::<String>::new());
}

/// The record as it is here, declared void by the office.
fn void(desk: &mut Desk, id: RecordId) {
    let mut record = records::view(desk.store.db(), id).unwrap().unwrap().record;
    record.seq = Seq(record.seq.0 + 10);
    record.voided = Some(Voided {
        reason: "撤销 2026-11-22 的导入".to_owned(),
        stamp: record.made,
    });
    desk.put(&record);
}

#[test]
fn what_is_void_is_neither_listed_nor_counted_nor_found() {
    let mut desk = Desk::new();
    let gone = desk.home("12号", None, &["李四", "王小花"]);
    let stays = desk.home("13号", None, &["赵六", "赵小花"]);
    let page = |desk: &mut Desk, id| desk.run(|cx| OpenHousehold { id }.run(cx)).unwrap();
    for id in [gone, stays] {
        page(&mut desk, id);
    }
    let child = page(&mut desk, stays).residents[1].id;
    void(&mut desk, gone);
    void(&mut desk, child);
    let list = ListHouseholds {
        inside: code(GRID),
        group: Some(1),
        offset: 0,
        limit: 9,
    };
    let listed = desk.run(|cx| list.run(cx)).unwrap();
    let rows: Vec<(RecordId, u32)> = listed.iter().map(|row| (row.id, row.people)).collect();
    assert_eq!(rows, [(stays, 1)]);
    let recent = desk
        .run(|cx| RecentHouseholds { limit: 9 }.run(cx))
        .unwrap();
    assert_eq!(recent, listed);
    assert_eq!(found(&mut desk, "李四"), [""; 0]);
    assert_eq!(found(&mut desk, "小花"), [""; 0]);
    let village = code(GRID).village().unwrap();
    let groups = desk.run(|cx| ListGroups { village }.run(cx)).unwrap();
    assert_eq!(groups[0].households, 1);
    // What was recorded there before can still be read.
    let reason = page(&mut desk, gone).void_because;
    assert_eq!(reason.as_deref(), Some("撤销 2026-11-22 的导入"));
    assert_eq!(page(&mut desk, stays).residents.len(), 1);
}
