//! 走访覆盖 of the pictures is that of the ledger.

use chrono::NaiveDate;
use domain::visit::Outcome;
use ledger::Cell;

use super::*;

fn seen(desk: &mut Desk, home: RecordId, outcome: Outcome, days_ago: i64) -> RecordId {
    let at = desk.host.now() - Duration::days(days_ago);
    let id = RecordId(desk.host.new_id().unwrap());
    let visit = Visit {
        outcome,
        ..Visit::routine(home, at)
    };
    desk.put(&record(id, Kind::Visit, GRID, 9, Fields::of(&visit)));
    id
}

/// 应访户 and 已访户 of the ledger's total.
fn of_ledger(desk: &mut Desk, from: NaiveDate, to: NaiveDate) -> (u64, u64) {
    let query = LedgerQuery {
        key: "coverage".to_owned(),
        area: None,
        from,
        to,
        is_unentered: false,
    };
    let page = desk
        .run(|cx| OpenLedger { query, limit: 1 }.run(cx))
        .unwrap();
    let number = |place: usize| match page.table.rows[0][place] {
        Cell::Number(number) => u64::from(number),
        _ => panic!("no number"),
    };
    (number(2), number(3))
}

#[test]
fn households_are_counted_once_and_only_where_somebody_was_met() {
    let mut desk = Desk::new();
    let homes = ["1号", "2号", "3号", "4号", "5号"].map(|door| desk.home(door, None, &["张"]));
    seen(&mut desk, homes[0], Outcome::Met, 0);
    seen(&mut desk, homes[0], Outcome::MetFamily, 0);
    seen(&mut desk, homes[1], Outcome::MetFamily, 0);
    seen(&mut desk, homes[2], Outcome::Absent, 0);
    seen(&mut desk, homes[3], Outcome::Met, 800);
    let void = seen(&mut desk, homes[4], Outcome::Met, 0);
    desk.profile.role = domain::Role::Supervisor;
    let reason = "记错了".to_owned();
    desk.run(|cx| VoidRecord { id: void, reason }.run(cx))
        .unwrap();
    let rows = desk.run(|cx| CountCoverage.run(cx)).unwrap();
    let village = GRID.get(..12).unwrap();
    assert_eq!(rows.len(), 1);
    let row = &rows[0];
    assert_eq!(
        (row.village.as_str(), row.name.as_str()),
        (village, "张庄村")
    );
    assert_eq!((row.households, row.month, row.year), (5, 2, 2));
    let today = calendar::day_of(desk.host.now());
    let first = |month| NaiveDate::from_ymd_opt(chrono::Datelike::year(&today), month, 1).unwrap();
    let month = first(chrono::Datelike::month(&today));
    assert_eq!(of_ledger(&mut desk, month, today), (5, row.month));
    assert_eq!(of_ledger(&mut desk, first(1), today), (5, row.year));
}
