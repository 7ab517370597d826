//! The ledgers by HTTP: who may have which, that they are those of the command, and that none leaves unnoted.

use domain::{Role, Visit};
use reqwest::StatusCode;
use serde_json::{Value, json};
use sync_server::audit::Actor;
use sync_server::clock;
use sync_server::export::{FileFormat, Order};

use uuid::Uuid;

use crate::desk::{Desk, GRID_1, Phone, TOWN, statuses};
use crate::people::{deeds_of, seat};

pub(crate) async fn ask(phone: &Phone, path: &str) -> reqwest::Response {
    phone.get(&format!("{}{path}", phone.base)).await
}

#[tokio::test]
async fn the_office_s_scripts_have_the_ledgers_of_the_command() {
    let desk = Desk::open().await;
    let office = desk.phone(desk.supervisor).await;
    let mut worker = desk.phone(desk.worker).await;
    let home = worker.household(GRID_1, "甲");
    let id = serde_json::from_value(home["record"].clone()).unwrap();
    let visit = json!({"create": Visit::routine(id, clock::now())});
    let visit = worker.change(Uuid::now_v7(), "visit", GRID_1, &visit);
    let receipts = worker.push(&[home, visit]).await;
    assert_eq!(statuses(&receipts), ["stored", "stored"]);

    let list: Vec<Value> = ask(&office, "/v1/ledgers").await.json().await.unwrap();
    assert_eq!(list.len(), ledger::LEDGERS.len());
    for (format, named) in [
        (FileFormat::Json, "json"),
        (FileFormat::Csv, "csv"),
        (FileFormat::Xlsx, "xlsx"),
    ] {
        let order = Order {
            ledger: ledger::Ledger::named("visits").unwrap(),
            area: None,
            from: None,
            to: None,
            format,
            is_unentered: false,
            sheet: None,
            leave: None,
        };
        let theirs = order.make(&desk.store, Actor::Operator).await.unwrap();
        let answer = ask(&office, &format!("/v1/ledgers/visits?format={named}")).await;
        assert_eq!(answer.status(), StatusCode::OK);
        let disposition = answer.headers()["content-disposition"].to_str().unwrap();
        assert_eq!(
            disposition,
            format!("attachment; filename=\"visits.{named}\"")
        );
        let bytes = answer.bytes().await.unwrap();
        assert_eq!(theirs.rows, 1);
        // A workbook has the time of its making in it.
        assert!(format == FileFormat::Xlsx || bytes == theirs.bytes);
        assert!(bytes.len() > 100);
    }
    let deeds = deeds_of(&desk, desk.supervisor).await;
    assert_eq!(deeds, ["enrol", "export", "export", "export"]);
}

#[tokio::test]
async fn nobody_has_a_ledger_beyond_the_own_reach() {
    let desk = Desk::open().await;
    let office = desk.phone(desk.supervisor).await;
    for role in [
        Role::Worker,
        Role::VillageCadre,
        Role::Department,
        Role::County,
        Role::Auditor,
        Role::Admin,
    ] {
        let member = seat(&desk, role, TOWN).await;
        let phone = desk.phone(member).await;
        let status = ask(&phone, "/v1/ledgers/visits").await.status();
        assert_eq!(status, StatusCode::FORBIDDEN, "{role:?}");
        assert_eq!(deeds_of(&desk, member).await, ["enrol"]);
    }
    for (path, status) in [
        (format!("/v1/ledgers/visits?area={GRID_1}"), StatusCode::OK),
        (
            "/v1/ledgers/visits?area=620602999".to_owned(),
            StatusCode::FORBIDDEN,
        ),
        (
            "/v1/ledgers/visits?area=62".to_owned(),
            StatusCode::BAD_REQUEST,
        ),
        (
            "/v1/ledgers/visits?from=gestern".to_owned(),
            StatusCode::BAD_REQUEST,
        ),
        (
            "/v1/ledgers/visits?format=doc".to_owned(),
            StatusCode::BAD_REQUEST,
        ),
        ("/v1/ledgers/nothing".to_owned(), StatusCode::NOT_FOUND),
    ] {
        assert_eq!(ask(&office, &path).await.status(), status, "{path}");
    }
}

#[tokio::test]
async fn a_ledger_that_names_people_leaves_with_a_purpose_and_the_leave_of_a_member_only() {
    let desk = Desk::open().await;
    let office = desk.phone(desk.supervisor).await;
    let approver = desk.supervisor;
    let path = |purpose: &str, approver: String| {
        format!("/v1/ledgers/disputes?purpose={purpose}&approver={approver}")
    };
    for (path, status) in [
        ("/v1/ledgers/disputes".to_owned(), StatusCode::BAD_REQUEST),
        (
            "/v1/ledgers/disputes?purpose=report".to_owned(),
            StatusCode::BAD_REQUEST,
        ),
        (
            path("curiosity", approver.to_string()),
            StatusCode::BAD_REQUEST,
        ),
        (
            path("report", Uuid::now_v7().to_string()),
            StatusCode::BAD_REQUEST,
        ),
        (
            path("report", "gestern".to_owned()),
            StatusCode::BAD_REQUEST,
        ),
        (path("report", approver.to_string()), StatusCode::OK),
        // Counts name nobody.
        ("/v1/ledgers/dispute-month".to_owned(), StatusCode::OK),
    ] {
        assert_eq!(ask(&office, &path).await.status(), status, "{path}");
    }
    let noted = deeds_about(&desk, "export").await;
    assert_eq!(noted.len(), 2, "what was refused did not leave");
    assert_eq!(noted[0]["purpose"], "report");
    assert_eq!(noted[0]["approver"], approver.to_string());
    assert_eq!(noted[0]["format"], "json");
    assert_eq!(noted[1]["purpose"], Value::Null);
}

/// What the audit log says about the deeds of this sort.
async fn deeds_about(desk: &Desk, act: &'static str) -> Vec<Value> {
    desk.store
        .read(move |view| {
            let mut found = Vec::new();
            view.each_audit(&mut |row| {
                if row.act == act {
                    found.push(serde_json::from_str(&row.about).unwrap());
                }
                Ok(())
            })?;
            Ok(found)
        })
        .await
        .unwrap()
}

#[tokio::test]
async fn what_a_device_made_of_records_is_noted_once_with_what_for_and_whose_leave() {
    let desk = Desk::open().await;
    let office = desk.phone(desk.supervisor).await;
    let (id, other) = (Uuid::now_v7(), Uuid::now_v7());
    let mut request = office.request(&[]);
    let leave = json!({"purpose": "archive", "approver": desk.worker});
    let at = clock::now().timestamp_millis();
    request["exports"] = json!([
        {"id": id, "ledger": "disputes", "format": "print", "area": TOWN, "from": "2026-11-01", "to": "2026-11-27", "rows": 41, "leave": leave, "at": at},
        {"id": "no id"},
        {"id": other, "ledger": "visits", "format": "xlsx", "area": GRID_1, "rows": 7, "at": at},
    ]);
    for _ in 0..2 {
        let reply = office.sync(&request).await;
        let noted: Vec<Uuid> = reply.exports.iter().map(|id| id.0).collect();
        assert_eq!(noted, [id, other]);
    }
    assert_eq!(
        deeds_of(&desk, desk.supervisor).await,
        ["enrol", "export", "export"]
    );
    let noted = deeds_about(&desk, "export").await;
    assert_eq!(
        (&noted[0]["rows"], &noted[0]["format"]),
        (&json!(41), &json!("print"))
    );
    assert_eq!(noted[0]["purpose"], "archive");
    assert_eq!(noted[0]["device"], office.device.to_string());
    assert_eq!(noted[1]["area"], GRID_1);
}
