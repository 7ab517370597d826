//! What leaves the app: with a purpose and somebody's leave where it names people, and noted for the server.

use domain::{Dispute, ExportPurpose, Leave};

use super::*;
use crate::store::{exports, leaving};

/// The last three months of a ledger.
fn query(desk: &Desk, key: &str) -> LedgerQuery {
    LedgerQuery {
        key: key.to_owned(),
        area: None,
        from: calendar::day_of(desk.host.now() - Duration::days(90)),
        to: calendar::day_of(desk.host.now()),
        is_unentered: false,
    }
}

fn export(query: &LedgerQuery, leave: Option<Leave>) -> ExportLedger {
    ExportLedger {
        query: query.clone(),
        format: FileFormat::Xlsx,
        leave,
    }
}

fn print(query: &LedgerQuery, leave: Option<Leave>) -> PrintLedger {
    PrintLedger {
        query: query.clone(),
        rows: 1,
        leave,
    }
}

#[test]
fn a_ledger_that_names_people_leaves_with_purpose_and_leave_marked_and_noted() {
    let mut desk = Desk::new();
    let dispute = Fields::of(&Dispute::begun(desk.host.now()));
    desk.put(&record(
        RecordId(uuid::Uuid::from_u128(721)),
        Kind::Dispute,
        GRID,
        7,
        dispute,
    ));
    let (named, counts) = (query(&desk, "disputes"), query(&desk, "dispute-month"));
    let leave = Some(Leave {
        purpose: ExportPurpose::Meeting,
        approver: OTHER,
    });
    // Without, nothing leaves and nothing is noted.
    assert!(matches!(
        desk.run(|cx| export(&named, None).run(cx)),
        Err(Error::Invalid(issues)) if issues[0].field == "purpose"
    ));
    assert!(desk.run(|cx| print(&named, None).run(cx)).is_err());
    assert_eq!(exports::untold(desk.store.db()).unwrap(), []);
    assert_eq!(
        desk.run(|cx| export(&named, leave).run(cx)).unwrap().rows,
        1
    );
    let mark = desk
        .run(|cx| print(&named, leave).run(cx))
        .unwrap()
        .unwrap();
    for word in ["老王", "会议研判", "小李", "不得外传"] {
        assert!(mark.contains(word), "{word} in {mark}");
    }
    // What names nobody needs no leave, and is noted all the same.
    assert_eq!(desk.run(|cx| print(&counts, None).run(cx)).unwrap(), None);
    let untold = exports::untold(desk.store.db()).unwrap();
    let told: Vec<(&str, &str, bool)> = untold
        .iter()
        .map(|one| {
            (
                one.ledger.as_str(),
                one.format.as_str(),
                one.leave.is_some(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("disputes", "xlsx", true),
            ("disputes", "print", true),
            ("dispute-month", "print", false)
        ]
    );
    let ids: Vec<_> = untold.iter().map(|one| one.id).collect();
    exports::told(desk.store.db(), &ids).unwrap();
    assert!(!leaving::has_untold(desk.store.db()).unwrap());
    exports::tell_again(desk.store.db(), desk.host.now()).unwrap();
    assert_eq!(exports::untold(desk.store.db()).unwrap().len(), 3);
}
