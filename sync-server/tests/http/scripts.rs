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

async fn ask(phone: &Phone, path: &str) -> reqwest::Response {
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
