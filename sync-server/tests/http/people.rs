//! What the office does about people and devices over the wire: who may, how far it reaches, and under whose name it is noted.

use chrono::Duration;
use domain::{Kind, Member, MemberId, Role};
use protocol::EnrollReply;
use protocol::people::{PeopleDone, PeopleReply};
use reqwest::StatusCode;
use serde_json::{Value, json};
use sync_server::audit::Actor;
use sync_server::{clock, keeping, town};
use uuid::Uuid;

use crate::desk::{Desk, GRID_1, GRID_2, Phone, TOWN, code, enroll};

async fn list(phone: &Phone) -> (StatusCode, Option<PeopleReply>) {
    let answer = phone.get(&format!("{}/v1/people", phone.base)).await;
    (answer.status(), answer.json().await.ok())
}

async fn act(phone: &Phone, act: Value) -> (StatusCode, Value) {
    phone.post_json("/v1/people", &act).await
}

async fn done(phone: &Phone, what: Value) -> PeopleDone {
    let (status, answer) = act(phone, what).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    serde_json::from_value(answer).unwrap()
}

async fn refused(phone: &Phone, what: Value) -> String {
    let (status, answer) = act(phone, what).await;
    assert_eq!(status, StatusCode::FORBIDDEN, "{answer}");
    answer["message"].as_str().unwrap().to_owned()
}

pub(crate) async fn seat(desk: &Desk, role: Role, area: &'static str) -> MemberId {
    let member = Member {
        name: format!("{role:?}"),
        role,
        areas: vec![code(area)],
        phone: None,
        employment: None,
        unit: None,
    };
    let add = desk
        .store
        .transact(move |tx| town::add_member(tx, Actor::Operator, &member, clock::now()));
    add.await.unwrap()
}

#[tokio::test]
async fn the_office_sees_who_works_where_and_on_what() {
    let desk = Desk::open().await;
    let office = desk.phone(desk.supervisor).await;
    let worker = desk.phone(desk.worker).await;
    let (status, reply) = list(&office).await;
    assert_eq!(status, StatusCode::OK);
    let reply = reply.unwrap();
    assert_eq!(reply.members.len(), 3);
    let seen = reply
        .members
        .iter()
        .find(|state| state.member == desk.worker)
        .unwrap();
    assert_eq!(seen.rights.len(), 1);
    assert_eq!(
        (seen.rights[0].role, &seen.rights[0].area),
        (Role::Worker, &code(GRID_1))
    );
    assert_eq!(seen.devices.len(), 1);
    assert_eq!(seen.devices[0].device, worker.device);
    assert!(!reply.may_give.contains(&Role::Admin));
}

#[tokio::test]
async fn nobody_else_is_let_in_whatever_they_ask() {
    let desk = Desk::open().await;
    let right = json!({"member": desk.neighbour, "role": "worker", "area": GRID_2});
    let mut acts = vec![
        json!({"act": "code", "member": desk.neighbour}),
        json!({"act": "revoke", "device": Uuid::nil()}),
        json!({"act": "replace", "old": desk.neighbour, "new": desk.worker}),
        json!({"act": "add", "member": Uuid::new_v4(), "name": "新人", "role": "worker", "area": GRID_1}),
    ];
    for name in ["grant", "end_grant"] {
        let mut grant = right.clone();
        grant["act"] = json!(name);
        acts.push(grant);
    }
    for role in [
        Role::Worker,
        Role::VillageCadre,
        Role::Department,
        Role::County,
        Role::Auditor,
    ] {
        let phone = desk.phone(seat(&desk, role, TOWN).await).await;
        assert_eq!(list(&phone).await.0, StatusCode::FORBIDDEN, "{role:?}");
        for what in &acts {
            refused(&phone, what.clone()).await;
        }
    }
    let ended = desk.phone(desk.supervisor).await;
    let (device, now) = (ended.device, clock::now());
    let revoke = desk
        .store
        .transact(move |tx| keeping::revoke(tx, Actor::Operator, device, now));
    revoke.await.unwrap();
    assert_eq!(list(&ended).await.0, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_new_worker_is_added_enrolled_moved_and_replaced_without_a_command() {
    let desk = Desk::open().await;
    let office = desk.phone(desk.supervisor).await;
    let new = MemberId(Uuid::now_v7());
    let add = json!({"act": "add", "member": new, "name": " 赵六 ", "phone": "13800000000", "role": "worker", "area": GRID_1});
    assert_eq!(done(&office, add.clone()).await, PeopleDone::Done);
    // The answer was lost: it is asked again.
    assert_eq!(done(&office, add).await, PeopleDone::Unchanged);
    let members = desk
        .store
        .read(|view| keeping::members(view))
        .await
        .unwrap();
    let named: Vec<_> = members
        .iter()
        .filter(|(_, member)| member.name == "赵六")
        .collect();
    assert_eq!(named.len(), 1);

    let PeopleDone::Code { code: text, .. } =
        done(&office, json!({"act": "code", "member": new})).await
    else {
        panic!("no code");
    };
    let reply = enroll(&desk.base, &text, "r").await;
    assert_eq!(reply.status(), StatusCode::OK);
    let enrolled: EnrollReply = reply.json().await.unwrap();
    assert_eq!(enrolled.member, new);
    let phone = Phone::of(&desk.base, enrolled);

    let grant = json!({"act": "grant", "member": new, "role": "worker", "area": GRID_2});
    assert_eq!(done(&office, grant.clone()).await, PeopleDone::Done);
    assert_eq!(done(&office, grant).await, PeopleDone::Unchanged);
    let end = json!({"act": "end_grant", "member": new, "role": "worker", "area": GRID_1});
    assert_eq!(done(&office, end).await, PeopleDone::Done);

    let replace = json!({"act": "replace", "old": desk.neighbour, "new": new});
    let PeopleDone::Replaced { devices, open, .. } = done(&office, replace).await else {
        panic!("not replaced");
    };
    assert_eq!((devices, open.len()), (0, 0));
    let revoke = json!({"act": "revoke", "device": phone.device});
    assert_eq!(done(&office, revoke.clone()).await, PeopleDone::Done);
    assert_eq!(done(&office, revoke).await, PeopleDone::Unchanged);

    // Everything is noted under the member who did it.
    let noted = [
        "enrol",
        "member",
        "code",
        "grant",
        "end_grant",
        "replace",
        "revoke",
    ];
    assert_eq!(deeds_of(&desk, desk.supervisor).await, noted);
}

pub(crate) async fn deeds_of(desk: &Desk, member: MemberId) -> Vec<String> {
    let by = format!("member:{member}");
    let deeds = desk.store.read(move |view| {
        let mut deeds = Vec::new();
        view.each_audit(&mut |row| {
            if row.actor == by {
                deeds.push(row.act);
            }
            Ok(())
        })?;
        Ok(deeds)
    });
    deeds.await.unwrap()
}

#[tokio::test]
async fn a_code_on_paper_lives_longer_but_never_for_ever() {
    let desk = Desk::open().await;
    let office = desk.phone(desk.supervisor).await;
    for (minutes, days) in [(4_320, 3), (4_000_000, 7)] {
        let code = json!({"act": "code", "member": desk.worker, "minutes": minutes});
        let PeopleDone::Code { expires_at, .. } = done(&office, code).await else {
            panic!("no code");
        };
        let left = Duration::days(days) - (expires_at - clock::now());
        assert!(
            left >= Duration::zero() && left < Duration::minutes(1),
            "{left}"
        );
    }
}

#[tokio::test]
async fn the_office_gives_no_more_than_it_has_and_shuts_nobody_out_above_it_nor_itself() {
    let desk = Desk::open().await;
    let office = desk.phone(desk.supervisor).await;
    let admin = seat(&desk, Role::Admin, TOWN).await;
    let admins = desk.phone(admin).await;
    let above = "这个角色要由系统管理员来给";
    for role in ["admin", "auditor", "county"] {
        let grant = json!({"act": "grant", "member": desk.worker, "role": role, "area": TOWN});
        assert_eq!(refused(&office, grant).await, above);
    }
    let outside =
        json!({"act": "grant", "member": desk.worker, "role": "worker", "area": "620602999"});
    assert_eq!(
        refused(&office, outside).await,
        "这个地方不在你管理的范围里"
    );
    // A code for the administrator would be a way to become one.
    assert_eq!(
        refused(&office, json!({"act": "code", "member": admin})).await,
        above
    );
    assert_eq!(
        refused(&office, json!({"act": "revoke", "device": admins.device})).await,
        above
    );
    assert_eq!(
        refused(
            &office,
            json!({"act": "replace", "old": admin, "new": desk.worker})
        )
        .await,
        above
    );
    refused(&office, json!({"act": "revoke", "device": office.device})).await;
    let own =
        json!({"act": "end_grant", "member": desk.supervisor, "role": "supervisor", "area": TOWN});
    refused(&office, own).await;
    let grant = json!({"act": "grant", "member": desk.worker, "role": "auditor", "area": TOWN});
    assert_eq!(done(&admins, grant).await, PeopleDone::Done);
    // Two rights are not one: what is given in the village is not given in the town.
    let both = seat(&desk, Role::Supervisor, TOWN).await;
    let village = json!({"act": "grant", "member": both, "role": "admin", "area": "620602108003"});
    assert_eq!(done(&admins, village).await, PeopleDone::Done);
    let both = desk.phone(both).await;
    let grant = |area: &str| json!({"act": "grant", "member": desk.worker, "role": "auditor", "area": area});
    assert_eq!(refused(&both, grant(TOWN)).await, above);
    assert_eq!(done(&both, grant(GRID_1)).await, PeopleDone::Done);
    // And nothing of all that happened.
    let record = desk
        .store
        .read(move |view| view.record(admin.into()))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(record.kind, Kind::Member);
    assert_eq!(record.fields.text("role"), Some("admin"));
}

#[tokio::test]
async fn what_cannot_be_meant_is_said_so() {
    let desk = Desk::open().await;
    let office = desk.phone(desk.supervisor).await;
    let nobody = Uuid::new_v4();
    for (what, status) in [
        (json!({"act": "dance"}), StatusCode::BAD_REQUEST),
        (
            json!({"act": "code", "member": nobody}),
            StatusCode::NOT_FOUND,
        ),
        (
            json!({"act": "revoke", "device": nobody}),
            StatusCode::NOT_FOUND,
        ),
        (
            json!({"act": "grant", "member": nobody, "role": "worker", "area": GRID_1}),
            StatusCode::NOT_FOUND,
        ),
        (
            json!({"act": "replace", "old": desk.worker, "new": desk.worker}),
            StatusCode::BAD_REQUEST,
        ),
        (
            json!({"act": "add", "member": nobody, "name": "  ", "role": "worker", "area": GRID_1}),
            StatusCode::BAD_REQUEST,
        ),
        (
            json!({"act": "add", "member": nobody, "name": "某所", "role": "department", "area": TOWN}),
            StatusCode::BAD_REQUEST,
        ),
    ] {
        assert_eq!(act(&office, what.clone()).await.0, status, "{what}");
    }
}

#[tokio::test]
async fn a_phone_that_waits_hears_at_once_that_it_was_revoked() {
    let desk = Desk::open().await;
    let office = desk.phone(desk.supervisor).await;
    let phone = desk.phone(desk.worker).await;
    let other = desk.phone(desk.worker).await;
    let head = desk.store.read(|view| view.town()).await.unwrap().head.0;
    let wait = |phone: &Phone| {
        let (phone, address) = (
            phone.clone(),
            format!("{}/v1/wait?after={head}", phone.base),
        );
        tokio::spawn(async move { phone.get(&address).await.status() })
    };
    let (lost, kept) = (wait(&phone), wait(&other));
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    let begun = clock::now();
    let revoke = json!({"act": "revoke", "device": phone.device});
    assert_eq!(done(&office, revoke).await, PeopleDone::Done);
    assert_eq!(lost.await.unwrap(), StatusCode::FORBIDDEN);
    assert!(clock::now() - begun < Duration::seconds(20));
    assert!(!kept.is_finished(), "the other phone goes on waiting");
    kept.abort();
}
