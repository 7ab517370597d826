//! 省平台 on the wire: who may say that a case is keyed in, and the import sheets as files for scripts.

use domain::province::{self, ProvinceRefusal, ProvinceState};
use reqwest::StatusCode;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::county::town_of;
use crate::desk::{Desk, GRID_1, Phone, TOWN, statuses};
use crate::scripts::ask;

/// A dispute that the worker records, and a second one.
async fn disputes(phone: &mut Phone) -> [Uuid; 2] {
    let ids = [Uuid::now_v7(), Uuid::now_v7()];
    let create = |(place, id): (usize, &Uuid)| {
        let fields = json!({
            "parties": [{"name": format!("张{place}"), "phone": "13812345678"}, {"name": "李四"}], "happened_at": 1_790_000_000_000_i64,
            "place": "水渠边", "summary": "争水", "risk": "none", "category": "neighbours", "consent": "agreed",
        });
        phone.change(*id, "dispute", GRID_1, &json!({"create": fields}))
    };
    let changes: Vec<Value> = ids.iter().enumerate().map(create).collect();
    assert_eq!(statuses(&phone.push(&changes).await), ["stored", "stored"]);
    ids
}

fn step(phone: &mut Phone, record: Uuid, name: &str, fields: &Value) -> Value {
    let act = json!({"step": {"name": name, "fields": fields}});
    phone.change(record, "dispute", GRID_1, &act)
}

async fn state(desk: &Desk, record: Uuid) -> ProvinceState {
    let record = desk
        .store
        .read(move |view| view.record(domain::RecordId(record)));
    province::state_of(&record.await.unwrap().unwrap())
}

#[tokio::test]
async fn the_office_says_that_a_case_is_keyed_in_and_a_worker_does_not() {
    let desk = Desk::open().await;
    let mut worker = desk.phone(desk.worker).await;
    let mut office = desk.phone(desk.supervisor).await;
    let [first, _] = disputes(&mut worker).await;
    let by_worker = step(&mut worker, first, "enter_province", &json!({}));
    let receipts = worker.push(&[by_worker]).await;
    assert_eq!(statuses(&receipts), ["not_allowed"]);
    assert_eq!(receipts[0]["message"], ProvinceRefusal::WrongRole.label());
    let entered = step(
        &mut office,
        first,
        "enter_province",
        &json!({"number": "GS-1"}),
    );
    assert_eq!(statuses(&office.push(&[entered]).await), ["merged"]);
    assert_eq!(state(&desk, first).await, ProvinceState::Entered);
    // Twice says nothing new; what the worker does since is to be keyed in again.
    let again = step(&mut office, first, "enter_province", &json!({}));
    let receipts = office.push(&[again]).await;
    assert_eq!(receipts[0]["message"], ProvinceRefusal::AsItIs.label());
    let note = step(&mut worker, first, "note", &json!({"text": "又吵了"}));
    assert_eq!(worker.push(&[note]).await.len(), 1);
    assert_eq!(state(&desk, first).await, ProvinceState::Changed);
}

/// The county maps two sheets: one as it should be, an older one that asks for a column that is not there.
async fn map_sheets(desk: &Desk, office: &mut Phone) {
    let town = town_of(desk).await;
    let columns = json!([
        {"heading": "事件名称", "from": "纠纷名称"},
        {"heading": "类型", "from": "类别", "words": {"邻里": "邻里纠纷"}},
        {"heading": "发生日期", "from": "排查日期", "day": "YYYY/MM/DD"},
        {"heading": "电话", "from": "当事人一电话"},
        {"heading": "填报单位", "fixed": "清水镇"},
        {"heading": "备用"},
    ]);
    let mut set = |sheets: &Value| {
        let edit = json!({"edit": {"province": {"platform": "平安甘肃", "sheets": sheets}}});
        let mut change = office.change(town.id.0, "area", TOWN, &edit);
        change["base"] = json!(1_000_000);
        change
    };
    let sheets = json!([{"name": "导入表", "ledger": "disputes", "above": ["矛盾纠纷导入表"], "columns": columns}]);
    let (good, bad) = (set(&sheets), set(&json!([{"name": "", "columns": []}])));
    let broken = set(
        &json!([{"name": "旧表", "ledger": "disputes", "columns": [{"heading": "甲", "from": "没有这列"}]}, sheets[0]]),
    );
    assert_eq!(statuses(&office.push(&[bad]).await), ["invalid"]);
    let pushed = office.push(&[good, broken]).await;
    assert_eq!(statuses(&pushed), ["stored", "stored"]);
}

#[tokio::test]
async fn an_import_sheet_is_filled_as_the_county_mapped_it_with_what_is_not_keyed_in() {
    let desk = Desk::open().await;
    let mut worker = desk.phone(desk.worker).await;
    let mut office = desk.phone(desk.supervisor).await;
    let [first, second] = disputes(&mut worker).await;
    let entered = step(&mut office, first, "enter_province", &json!({}));
    assert_eq!(statuses(&office.push(&[entered]).await), ["merged"]);
    map_sheets(&desk, &mut office).await;
    let leave = format!("purpose=report&approver={}", desk.supervisor);
    let path = |rest: &str| format!("/v1/ledgers/disputes?{leave}&{rest}");
    let file = ask(&office, &path("sheet=导入表&unentered=true")).await;
    assert_eq!(file.status(), StatusCode::OK);
    let kind = file.headers()["content-disposition"].to_str().unwrap();
    assert!(kind.ends_with(".xlsx\""), "{kind}");
    let bytes = file.bytes().await.unwrap();
    let cells = sheet_of(&bytes);
    let texts: Vec<&str> = cells.iter().flatten().map(String::as_str).collect();
    assert_eq!(
        cells.len(),
        3,
        "a line above, the headings, the one that is left: {texts:?}"
    );
    assert_eq!(
        cells[1],
        ["事件名称", "类型", "发生日期", "电话", "填报单位", "备用"]
    );
    assert_eq!(
        cells[2],
        [
            "张1与李四邻里纠纷",
            "邻里纠纷",
            "2026/09/21",
            "13812345678",
            "清水镇"
        ]
    );
    // Without the tick both are in it; a sheet of another ledger or with a column that is not there says so.
    let all = ask(&office, &path("sheet=导入表"))
        .await
        .bytes()
        .await
        .unwrap();
    assert_eq!(sheet_of(&all).len(), 4);
    for (rest, words) in [("sheet=没有", "有的是"), ("sheet=旧表", "没有这列")] {
        let answer = ask(&office, &path(rest)).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{rest}");
        let text = answer.text().await.unwrap();
        assert!(text.contains(words), "{text}");
    }
    let table = ask(&office, &path("unentered=true&format=json")).await;
    let lines: Vec<Value> = table.json().await.unwrap();
    assert_eq!(lines.len(), 1);
    assert_eq!(state(&desk, second).await, ProvinceState::NotEntered);
}

/// The cells of a workbook's only sheet, row by row, as a program of others reads them.
fn sheet_of(bytes: &[u8]) -> Vec<Vec<String>> {
    use calamine::{Data, Reader as _, Xlsx};
    let mut book: Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(bytes.to_vec())).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    let text = |cell: &Data| cell.to_string();
    let rows = range.rows().map(|row| {
        let mut cells: Vec<String> = row.iter().map(text).collect();
        while cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        cells
    });
    rows.collect()
}
