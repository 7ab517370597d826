use domain::{Kind, Scope, Seq};
use ledger::Ledger;
use ledger::source::Wanted;
use register::Reading;
use sync_server::audit::Actor;
use sync_server::export::Town;
use sync_server::import::{BadRows, Report, Sheet, import};
use sync_server::{clock, town};

use crate::desk::{Desk, GRID_1, TOWN, code, household_scope};

pub(crate) const SHEET: &str = "张庄村户籍登记表\n\
    组,门牌,户主,姓名,与户主关系,身份证号,联系电话\n\
    1,1号,赵一,赵一,户主,11010519491231002X,13812345678\n\
    1,1号,赵一,赵二,子,,\n\
    1,1号,赵一,,女,,\n\
    9,3号,孙一,孙一,户主,,\n\
    1,4号,李一,李一,户主,110105194912310021,\n";

fn read(sheet: &str) -> Reading {
    register::read(sheet.as_bytes(), clock::local_date(clock::now())).unwrap()
}

async fn run(desk: &Desk, sheet: &str, bad_rows: BadRows) -> Report {
    let (sheet, now) = (Sheet::of(read(sheet)), clock::now());
    desk.store
        .transact(move |tx| import(tx, Actor::Operator, &sheet, bad_rows, now))
        .await
        .unwrap()
}

pub(crate) async fn village_desk() -> Desk {
    let desk = Desk::open().await;
    let now = clock::now();
    desk.store
        .transact(move |tx| {
            let village = code("620602108003");
            let area = domain::Area {
                name: "张庄村".to_owned(),
                kind: None,
            };
            town::add_area(tx, &village, &area, now)?;
            town::put_group(tx, &village, 1, &code(GRID_1))
        })
        .await
        .unwrap();
    desk
}

async fn count(desk: &Desk, kind: Kind) -> usize {
    let scope = Scope::new(kind.class(), code(TOWN));
    desk.store
        .read(move |view| {
            let mut count = 0;
            view.each_record(&kind, &scope, &mut |_| {
                count += 1;
                Ok(())
            })?;
            Ok(count)
        })
        .await
        .unwrap()
}

#[tokio::test]
async fn good_rows_are_imported_bad_ones_named_and_a_second_run_changes_nothing() {
    let desk = village_desk().await;
    let report = run(&desk, SHEET, BadRows::LeaveOut).await;
    let rejected: Vec<u32> = report.plan.rejected.iter().copied().collect();
    assert_eq!(rejected, [5, 6, 7]);
    assert!(report.entry.is_some() && report.has_bad_rows() && report.refused.is_empty());
    assert_eq!(count(&desk, Kind::Household).await, 1);
    assert_eq!(count(&desk, Kind::Resident).await, 2);
    let noted = desk.store.read(|view| view.audit_last()).await.unwrap();
    let noted = noted.unwrap();
    assert_eq!(noted.act, "import");
    let about: serde_json::Value = serde_json::from_str(&noted.about).unwrap();
    assert_eq!(
        (&about["residents"], &about["rejected"]),
        (&2.into(), &3.into())
    );
    let head = desk.store.read(|view| view.town()).await.unwrap().head;
    let again = run(&desk, SHEET, BadRows::LeaveOut).await;
    assert_eq!(again.plan.unchanged, 2);
    assert_eq!(
        desk.store.read(|view| view.town()).await.unwrap().head,
        head
    );
}

#[tokio::test]
async fn all_or_nothing_means_nothing_when_a_row_is_bad() {
    let desk = village_desk().await;
    let report = run(&desk, SHEET, BadRows::RefuseAll).await;
    assert!(report.entry.is_none());
    assert_eq!(count(&desk, Kind::Household).await, 0);
}

#[tokio::test]
async fn what_was_imported_reaches_the_phone_and_a_corrected_sheet_edits_it() {
    let desk = village_desk().await;
    run(&desk, SHEET, BadRows::LeaveOut).await;
    let phone = desk.phone(desk.worker).await;
    let scope = household_scope(GRID_1);
    let reply = phone.pull(&[(scope.clone(), Seq(0))], 100).await;
    assert_eq!(reply.changes.len(), 3);
    let corrected = SHEET.replace("13812345678", "13912345678");
    let report = run(&desk, &corrected, BadRows::LeaveOut).await;
    assert_eq!(report.plan.edits.len(), 1);
    let page = phone.image(&scope, None, 100).await;
    let person = page
        .records
        .iter()
        .find(|record| record.fields.text("name") == Some("赵一"))
        .unwrap();
    assert_eq!(person.fields.text("phone"), Some("13912345678"));
    assert!(person.contested.is_empty());
}

#[tokio::test]
async fn the_visit_ledger_shows_where_whom_and_by_whom() {
    let desk = village_desk().await;
    let mut phone = desk.phone(desk.worker).await;
    let home = phone.household(GRID_1, "赵一");
    let days = [(1, "今年"), (400, "去年")];
    let mut changes = vec![home.clone()];
    for (days, remarks) in days {
        let visited_at = crate::desk::days_ago(days).timestamp_millis();
        let fields = serde_json::json!({"household": home["record"], "visited_at": visited_at, "method": "door",
            "outcome": "met", "purpose": "routine", "met": "赵一", "handling": "not_needed", "remarks": remarks});
        let act = serde_json::json!({ "create": fields });
        changes.push(phone.change(uuid::Uuid::now_v7(), "visit", GRID_1, &act));
    }
    phone.push(&changes).await;
    let wanted = Wanted {
        area: code(TOWN),
        from: crate::desk::days_ago(30).date_naive(),
        to: clock::now().date_naive() + chrono::Duration::days(1),
        is_unentered: false,
    };
    let table = desk
        .store
        .read(move |view| {
            Ledger::named("visits")
                .unwrap()
                .make(&Town::of(view)?, &wanted)
        })
        .await
        .unwrap();
    let lines: serde_json::Value = serde_json::from_slice(&table.json()).unwrap();
    assert_eq!(lines.as_array().map(Vec::len), Some(1));
    let told =
        ["村", "网格", "户主", "记录人", "主要内容"].map(|head| lines[0][head].as_str().unwrap());
    assert_eq!(told, ["张庄村", "第一网格", "赵一", "张三", "今年"]);
    assert!(String::from_utf8(table.csv()).unwrap().contains("张庄村"));
}
