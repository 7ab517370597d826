//! 走访覆盖 of the pictures is that of the ledger.

use chrono::NaiveDate;
use domain::AreaCode;
use domain::visit::Outcome;
use ledger::Cell;
use ledger::source::{Names, Source, Tell, Visited};

use super::*;
use crate::commands::ledgers::Stored;
use crate::testing::TOWN;

/// The same records, without the short cut.
struct Reading<'a>(Stored<'a>);

impl Source<Error> for Reading<'_> {
    fn each(
        &self,
        kind: &Kind,
        area: &AreaCode,
        days: Option<(NaiveDate, NaiveDate)>,
        tell: Tell<'_>,
    ) -> Result<(), Error> {
        self.0.each(kind, area, days, tell)
    }

    fn names(&self) -> &Names {
        self.0.names()
    }

    fn town(&self) -> &Fields {
        self.0.town()
    }
}

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
    // What compares periods counts by the indexes what others read record by record.
    let days = [(first(1), today), (month, today)];
    for area in [TOWN, village, GRID, "990001001002"].map(code) {
        let by_index = desk.run(|cx| Stored::of(cx)?.visited(&area, &days));
        let by_reading = desk.run(|cx| Reading(Stored::of(cx)?).visited(&area, &days));
        assert_eq!(by_index.unwrap(), by_reading.unwrap(), "{area}");
    }
    let of_town = desk.run(|cx| Stored::of(cx)?.visited(&code(TOWN), &days));
    let expected = Visited {
        visits: 4,
        met: 2,
        homes: 5,
    };
    assert_eq!(of_town.unwrap(), [expected, expected]);
}
