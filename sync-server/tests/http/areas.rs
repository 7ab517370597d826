//! Villages, grids and groups over the wire: who may, what is written, and that imports follow.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use domain::Role;
use protocol::areas::{AreaDone, AreasReply};
use reqwest::StatusCode;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::desk::{Desk, GRID_1, Phone, TOWN};
use crate::people::seat;

const VILLAGE: &str = "620602108003";

async fn list(phone: &Phone) -> AreasReply {
    let answer = phone.get(&format!("{}/v1/areas", phone.base)).await;
    answer.json().await.unwrap()
}

async fn act(phone: &Phone, act: Value) -> (StatusCode, Value) {
    phone.post_json("/v1/areas", &act).await
}

async fn done(phone: &Phone, what: Value) -> AreaDone {
    let (status, answer) = act(phone, what).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    serde_json::from_value(answer).unwrap()
}

async fn refused(phone: &Phone, what: Value) -> (StatusCode, String) {
    let (status, answer) = act(phone, what).await;
    (status, answer["message"].as_str().unwrap().to_owned())
}

fn village(record: Uuid) -> Value {
    json!({"act": "add_village", "record": record, "code": VILLAGE, "name": " 张庄村 "})
}

/// A grid, its name and its groups, each said twice.
async fn add_and_change(office: &Phone) {
    let grid = json!({"act": "add_grid", "record": Uuid::now_v7(), "village": VILLAGE, "name": "第三网格", "groups": [3, 4]});
    let AreaDone::Added { code } = done(office, grid.clone()).await else {
        panic!("not added");
    };
    assert_eq!(
        code.as_str(),
        "620602108003003",
        "after those that there are"
    );
    assert_eq!(
        done(office, grid).await,
        AreaDone::Added { code: code.clone() }
    );
    let rename = json!({"act": "rename", "area": code, "name": "东头网格"});
    assert_eq!(done(office, rename.clone()).await, AreaDone::Done);
    assert_eq!(done(office, rename).await, AreaDone::Unchanged);
    let groups = json!({"act": "set_groups", "grid": code, "groups": [4, 5]});
    assert_eq!(done(office, groups.clone()).await, AreaDone::Done);
    assert_eq!(done(office, groups).await, AreaDone::Unchanged);
}

#[tokio::test]
async fn the_office_builds_the_tree_of_its_town() {
    let desk = Desk::open().await;
    let office = desk.phone(desk.supervisor).await;
    let record = Uuid::now_v7();
    for _ in 0..2 {
        // The second time because the answer was lost on the way.
        let added = done(&office, village(record)).await;
        assert_eq!(
            added,
            AreaDone::Added {
                code: VILLAGE.parse().unwrap()
            }
        );
    }
    let (status, words) = refused(&office, village(Uuid::now_v7())).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(words.contains("已经有"), "{words}");

    add_and_change(&office).await;
    let reply = list(&office).await;
    assert_eq!(reply.town.as_str(), TOWN);
    let rows: Vec<(&str, &str, Vec<u16>)> = reply
        .areas
        .iter()
        .map(|area| (area.code.as_str(), area.name.as_str(), area.groups.clone()))
        .collect();
    let expected = [
        (VILLAGE, "张庄村", vec![]),
        ("620602108003001", "第一网格", vec![]),
        ("620602108003002", "第二网格", vec![]),
        ("620602108003003", "东头网格", vec![4, 5]),
    ];
    assert_eq!(rows, expected);
    // A phone that works there has the new name.
    let page = office
        .image(&format!("c1:{TOWN}").parse().unwrap(), None, 100)
        .await;
    let names: Vec<_> = page
        .records
        .iter()
        .filter_map(|record| record.fields.text("name"))
        .collect();
    assert!(names.contains(&"东头网格"), "{names:?}");
    let noted = desk
        .store
        .read(|view| view.audit_last())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (noted.act.as_str(), noted.actor),
        ("area", format!("member:{}", desk.supervisor))
    );
}

#[tokio::test]
async fn groups_come_from_where_households_are_until_the_office_says_otherwise() {
    let desk = crate::importing::village_desk().await;
    let office = desk.phone(desk.supervisor).await;
    let mut phone = desk.phone(desk.worker).await;
    let home = phone.household(GRID_1, "赵一");
    phone.push(&[home]).await;
    let groups_of = |reply: &AreasReply, grid: &str| {
        let found = reply.areas.iter().find(|area| area.code.as_str() == grid);
        found
            .map(|area| (area.groups.clone(), area.households))
            .unwrap()
    };
    assert_eq!(groups_of(&list(&office).await, GRID_1), (vec![1], 1));
    let groups = json!({"act": "set_groups", "grid": "620602108003002", "groups": [1]});
    assert_eq!(done(&office, groups).await, AreaDone::Done);
    let reply = list(&office).await;
    assert_eq!(
        groups_of(&reply, GRID_1),
        (vec![], 1),
        "who is registered stays"
    );
    assert_eq!(groups_of(&reply, "620602108003002"), (vec![1], 0));
    assert_eq!(
        groups_of(&reply, VILLAGE).1,
        1,
        "a village has what its grids have"
    );
}

#[tokio::test]
async fn nobody_reaches_beyond_the_own_right() {
    let desk = crate::importing::village_desk().await;
    let cadre = desk
        .phone(seat(&desk, Role::VillageCadre, VILLAGE).await)
        .await;
    let rename = json!({"act": "rename", "area": GRID_1, "name": "x"});
    assert_eq!(refused(&cadre, rename).await.0, StatusCode::FORBIDDEN);
    let office = desk.phone(desk.supervisor).await;
    for (what, status) in [
        (
            json!({"act": "add_village", "record": Uuid::now_v7(), "code": "620602109001", "name": "x"}),
            StatusCode::FORBIDDEN,
        ),
        (
            json!({"act": "add_village", "record": Uuid::now_v7(), "code": "6206021080031", "name": "x"}),
            StatusCode::BAD_REQUEST,
        ),
        (
            json!({"act": "add_village", "record": Uuid::now_v7(), "code": "620602108009", "name": "  "}),
            StatusCode::BAD_REQUEST,
        ),
        (
            json!({"act": "add_grid", "record": Uuid::now_v7(), "village": "620602108009", "name": "x"}),
            StatusCode::NOT_FOUND,
        ),
        (
            json!({"act": "set_groups", "grid": GRID_1, "groups": [0]}),
            StatusCode::BAD_REQUEST,
        ),
        (
            json!({"act": "set_groups", "grid": VILLAGE, "groups": [1]}),
            StatusCode::NOT_FOUND,
        ),
    ] {
        assert_eq!(refused(&office, what.clone()).await.0, status, "{what}");
    }
}

#[tokio::test]
async fn a_sheet_is_read_into_lines_for_the_office_and_nothing_is_written() {
    let desk = Desk::open().await;
    let office = desk.phone(desk.supervisor).await;
    let before = list(&office).await;
    // A list in the coding of Chinese office programs.
    let in_gbk = b"\xb4\xe5,\xb4\xfa\xc2\xeb\n\xd0\xc2\xd7\xaf\xb4\xe5,620602108299\n";
    let sheet = json!({"sheet": BASE64.encode(in_gbk)});
    let (status, answer) = office.post_json("/v1/areas/sheet", &sheet).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert_eq!(answer["text"], "村\t代码\n新庄村\t620602108299\n");
    assert_eq!(list(&office).await, before);
    for bad in [
        json!({"sheet": "%%"}),
        json!({"sheet": BASE64.encode([0xd0, 0xcf, 0x11, 0xe0, 1])}),
    ] {
        let (status, answer) = office.post_json("/v1/areas/sheet", &bad).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{answer}");
    }
    let worker = desk.phone(desk.worker).await;
    let (status, _) = worker.post_json("/v1/areas/sheet", &sheet).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
}
