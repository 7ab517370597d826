//! The office opens a care file: who may, what for, what it is told, and what stands in the audit log afterwards.

use domain::care::{self, Level, Line};
use domain::{Fields, OpeningId, PersonFile, Role};
use protocol::care::{CARE_TEAM_PATH, OPEN_CARE_PATH, OpenCareReply};
use reqwest::StatusCode;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::auditing::log;
use crate::care::check_in;
use crate::desk::{Desk, GRID_1, Phone, TOWN, statuses};
use crate::people::seat;

/// A file of somebody of this name, begun by the worker, and a check-in.
pub(crate) async fn file(
    phone: &mut Phone,
    worker: domain::MemberId,
    name: &str,
    last: Option<&str>,
) -> Uuid {
    let id = Uuid::now_v7();
    let file = PersonFile {
        name: name.to_owned(),
        phone: Some("13812345678".to_owned()),
        address: None,
        line: Line::Elder,
        care_level: Level::B,
        basis: None,
        organisation: None,
        starts_on: "2026-01-01".parse().unwrap(),
        ends_on: last.map(|day| day.parse().unwrap()),
        guardian: None,
        guardian_phone: None,
        family: None,
        family_phone: None,
        visit_days: None,
        needs: Vec::new(),
        needs_note: None,
        team: vec![care::TeamMember::with_account("worker", worker)],
    };
    let made = phone.change(
        id,
        "person_file",
        GRID_1,
        &json!({"create": Fields::of(&file)}),
    );
    let check = json!({"create": check_in(id)});
    let check = phone.change(Uuid::now_v7(), "check_in", GRID_1, &check);
    // Nobody looks in on somebody whose label has ended.
    let second = if last.is_none() {
        "stored"
    } else {
        "not_allowed"
    };
    assert_eq!(
        statuses(&phone.push(&[made, check]).await),
        ["stored", second]
    );
    id
}

async fn open(phone: &Phone, asked: &Value) -> reqwest::Response {
    let request = phone.client.post(format!("{}{OPEN_CARE_PATH}", phone.base));
    let request = request.bearer_auth(&phone.token).json(asked);
    request.send().await.unwrap()
}

fn asked(area: &str, name: &str, purpose: &str) -> Value {
    json!({"id": Uuid::now_v7(), "area": area, "name": name, "purpose": purpose})
}

/// What the audit log says about deeds of this kind.
async fn entries(desk: &Desk, deed: &str) -> Vec<Value> {
    let rows = log(desk).await.into_iter().filter(|row| row.act == deed);
    rows.map(|row| serde_json::from_str(&row.about).unwrap())
        .collect()
}

/// What the audit log says about openings by this member.
async fn noted(desk: &Desk, member: domain::MemberId) -> Vec<Value> {
    let by = format!("member:{member}");
    let rows = log(desk).await.into_iter();
    rows.filter(|row| row.act == "open_file" && row.actor == by)
        .map(|row| serde_json::from_str(&row.about).unwrap())
        .collect()
}

#[tokio::test]
async fn the_office_opens_one_persons_file_for_a_purpose_and_it_is_noted_once() {
    let desk = Desk::open().await;
    let mut worker = desk.phone(desk.worker).await;
    let office = desk.phone(desk.supervisor).await;
    let id = file(&mut worker, desk.worker, "张桂花", None).await;
    file(&mut worker, desk.worker, "王桂花", None).await;
    let wanted = asked(GRID_1, " 张桂花 ", "abnormal");
    for _ in 0..2 {
        // The answer was lost: it is asked again.
        let answer = open(&office, &wanted).await;
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(answer.headers()["cache-control"], "no-store");
        let reply: OpenCareReply = answer.json().await.unwrap();
        assert_eq!(reply.files.len(), 1);
        assert_eq!(reply.files[0].file.id.0, id);
        assert_eq!(reply.files[0].check_ins.len(), 1);
        let minutes = (reply.until - sync_server::clock::now()).num_minutes();
        assert!((8..=10).contains(&minutes), "{minutes}");
    }
    let entries = noted(&desk, desk.supervisor).await;
    assert_eq!(entries.len(), 1);
    let opening: OpeningId = serde_json::from_value(wanted["id"].clone()).unwrap();
    assert_eq!(entries[0]["opening"], opening.to_string());
    assert_eq!(entries[0]["files"], json!([id]));
    assert_eq!(entries[0]["purpose"], "abnormal");
    assert!(
        !entries[0].to_string().contains("桂花"),
        "the log has no names"
    );
    // It stays in nobody's scopes: the office's device may not pull it.
    assert_eq!(
        (care_scopes(&office).await, care_scopes(&worker).await),
        (0, 2)
    );
    // Looked for and not found is noted too: somebody asked after a person.
    let reply: OpenCareReply = open(&office, &asked(TOWN, "无此人", "help"))
        .await
        .json()
        .await
        .unwrap();
    assert!(reply.files.is_empty());
    assert_eq!(noted(&desk, desk.supervisor).await.len(), 2);
}

#[tokio::test]
async fn nobody_else_opens_one_nor_without_a_purpose_nor_after_its_time() {
    let desk = Desk::open().await;
    let mut worker = desk.phone(desk.worker).await;
    let office = desk.phone(desk.supervisor).await;
    file(&mut worker, desk.worker, "张桂花", None).await;
    file(&mut worker, desk.worker, "李桂花", Some("2026-02-01")).await;
    let ended: OpenCareReply = open(&office, &asked(GRID_1, "李桂花", "help"))
        .await
        .json()
        .await
        .unwrap();
    assert!(ended.files.is_empty(), "its label has ended");
    for (name, purpose) in [("张桂花", "curiosity"), ("  ", "help")] {
        let status = open(&office, &asked(GRID_1, name, purpose)).await.status();
        assert_eq!(status, StatusCode::BAD_REQUEST, "{name} {purpose}");
    }
    let beyond = open(&office, &asked("620602999", "张桂花", "help")).await;
    assert_eq!(beyond.status(), StatusCode::FORBIDDEN);
    assert_eq!(noted(&desk, desk.supervisor).await.len(), 1);
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
        let status = open(&phone, &asked(GRID_1, "张桂花", "help"))
            .await
            .status();
        assert_eq!(status, StatusCode::FORBIDDEN, "{role:?}");
        assert!(noted(&desk, member).await.is_empty());
    }
    // So many of one name are not listed.
    for _ in 0..5 {
        file(&mut worker, desk.worker, "张桂花", None).await;
    }
    let many = open(&office, &asked(GRID_1, "张桂花", "help")).await;
    assert_eq!(many.status(), StatusCode::BAD_REQUEST);
}

async fn seat_team(
    phone: &Phone,
    opening: &Value,
    file: Uuid,
    seats: Value,
) -> (StatusCode, Value) {
    let asked = json!({"opening": opening["id"], "file": file, "seats": seats});
    phone.post_json(CARE_TEAM_PATH, &asked).await
}

fn account(role: &str, member: domain::MemberId) -> Value {
    json!({"role": role, "entry": {"role": role, "member": member}})
}

async fn care_scopes(phone: &Phone) -> usize {
    crate::care::care_scopes(&crate::care::pull(phone, &[]).await).len()
}

#[tokio::test]
async fn the_office_says_who_shares_the_care_while_the_file_is_open() {
    let desk = Desk::open().await;
    let mut worker = desk.phone(desk.worker).await;
    let neighbour = desk.phone(desk.neighbour).await;
    let office = desk.phone(desk.supervisor).await;
    let id = file(&mut worker, desk.worker, "张桂花", None).await;
    let opening = asked(GRID_1, "张桂花", "team");
    let seats = json!([account("cadre", desk.neighbour), {
        "role": "family", "entry": {"role": "family", "name": "张小军", "phone": "13800000000"},
    }]);
    // Not before it was opened, and not by somebody who did not open it.
    let (status, _) = seat_team(&office, &opening, id, seats.clone()).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    assert_eq!(open(&office, &opening).await.status(), StatusCode::OK);
    let other = desk.phone(seat(&desk, Role::Supervisor, TOWN).await).await;
    let (status, _) = seat_team(&other, &opening, id, seats.clone()).await;
    assert_eq!(status, StatusCode::FORBIDDEN);

    for _ in 0..2 {
        let (status, answer) = seat_team(&office, &opening, id, seats.clone()).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        assert_eq!(
            answer["file"]["fields"]["team"].as_array().unwrap().len(),
            3
        );
        assert_eq!(answer["check_ins"].as_array().unwrap().len(), 1);
    }
    // The new one's phone has the file; the change bears the name of whoever decided.
    assert_eq!(
        (care_scopes(&neighbour).await, care_scopes(&worker).await),
        (1, 1)
    );
    let stored = desk
        .store
        .read(move |view| view.record(domain::RecordId(id)));
    assert_eq!(
        stored.await.unwrap().unwrap().edited["team"].by,
        desk.supervisor
    );
    let log = entries(&desk, "care_team").await;
    assert_eq!(log.len(), 1, "said twice, it was done once");
    assert_eq!(log[0]["team"], json!([desk.worker, desk.neighbour]));
    assert!(
        !log[0].to_string().contains("张小军"),
        "the log has no names"
    );

    // A role is emptied; the last account is not.
    let empty = json!([{"role": "worker"}]);
    let (status, _) = seat_team(&office, &opening, id, empty).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(
        (care_scopes(&neighbour).await, care_scopes(&worker).await),
        (1, 0)
    );
    let (status, answer) = seat_team(&office, &opening, id, json!([{"role": "cadre"}])).await;
    assert_eq!(status, StatusCode::BAD_REQUEST, "{answer}");
    // Nobody who could not open it.
    let seats = json!([account("area_cadre", desk.supervisor)]);
    let (status, answer) = seat_team(&office, &opening, id, seats).await;
    assert_eq!(status, StatusCode::FORBIDDEN, "not oneself: {answer}");
    let auditor = seat(&desk, Role::Auditor, TOWN).await;
    let seats = json!([account("police", auditor)]);
    let (status, answer) = seat_team(&office, &opening, id, seats).await;
    assert_eq!(status, StatusCode::BAD_REQUEST, "{answer}");
    let (status, _) = seat_team(&office, &opening, Uuid::now_v7(), json!([])).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn whoever_takes_over_has_the_places_in_care_when_the_office_wants_it() {
    let desk = Desk::open().await;
    let mut worker = desk.phone(desk.worker).await;
    let neighbour = desk.phone(desk.neighbour).await;
    let office = desk.phone(desk.supervisor).await;
    file(&mut worker, desk.worker, "张桂花", None).await;
    file(&mut worker, desk.worker, "李桂花", None).await;
    file(&mut worker, desk.worker, "王桂花", Some("2026-02-01")).await;
    let oneself =
        json!({"act": "replace", "old": desk.worker, "new": desk.supervisor, "care": true});
    let (status, _) = office.post_json("/v1/people", &oneself).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let replace =
        json!({"act": "replace", "old": desk.worker, "new": desk.neighbour, "care": true});
    let (status, answer) = office.post_json("/v1/people", &replace).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    // One whose label has ended stays as it was, and is no longer open to anybody.
    assert_eq!(answer["care"], 2);
    assert_eq!(care_scopes(&neighbour).await, 2);
    let log = entries(&desk, "care_team").await;
    assert_eq!(log[0]["files"].as_array().unwrap().len(), 2);
}
