use chrono::Duration;
use protocol::EnrollReply;
use serde_json::{Value, json};
use sync_server::audit::Actor;
use sync_server::{clock, enroll as codes};
use uuid::Uuid;

use crate::desk::{Desk, GRID_1, Phone, enroll, household_scope};

async fn refusal(reply: reqwest::Response) -> (u16, String) {
    let status = reply.status().as_u16();
    let body: Value = reply.json().await.unwrap();
    (status, body["code"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn a_code_becomes_a_device_with_its_scopes_and_their_sizes() {
    let desk = Desk::open().await;
    let code = desk.code(desk.worker).await;
    assert_eq!(code.len(), 9);
    let typed = code.to_lowercase().replace('-', " ");
    let reply: EnrollReply = enroll(&desk.base, &typed, "c2VjcmV0")
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(
        (reply.name.as_str(), reply.town_name.as_str()),
        ("张三", "测试镇")
    );
    assert_eq!(reply.recovery, None);
    let sizes: Vec<(String, u64)> = reply
        .scopes
        .iter()
        .map(|size| (size.scope.to_string(), size.records))
        .collect();
    // The town, two grids, three members and the server's own.
    let expected = [
        ("c1:620602108", 7),
        ("c2:620602108003001", 0),
        ("c3:620602108003001", 0),
    ];
    assert_eq!(
        sizes,
        expected.map(|(scope, records)| (scope.to_owned(), records))
    );
}

#[tokio::test]
async fn unknown_used_and_expired_codes_are_told_apart() {
    let desk = Desk::open().await;
    let (worker, now) = (desk.worker, clock::now());
    let expired = desk
        .store
        .transact(move |tx| {
            codes::make_code(tx, Actor::Operator, worker, now, now - Duration::seconds(1))
        })
        .await
        .unwrap();
    let used = desk.code(worker).await;
    assert_eq!(enroll(&desk.base, &used, "b25l").await.status(), 200);
    let cases = [
        ("2345-6789".to_owned(), 404, "code_unknown"),
        (String::new(), 404, "code_unknown"),
        (used, 409, "code_used"),
        (expired.text, 410, "code_expired"),
    ];
    for (code, status, name) in cases {
        let told = refusal(enroll(&desk.base, &code, "dHdv").await).await;
        assert_eq!(told, (status, name.to_owned()));
    }
}

#[tokio::test]
async fn an_enrolment_whose_answer_was_lost_can_be_repeated() {
    let desk = Desk::open().await;
    let code = desk.code(desk.worker).await;
    let first: EnrollReply = enroll(&desk.base, &code, "c2VjcmV0")
        .await
        .json()
        .await
        .unwrap();
    let second: EnrollReply = enroll(&desk.base, &code, "c2VjcmV0")
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(first.device, second.device);
    let (lost, kept) = (Phone::of(&desk.base, first), Phone::of(&desk.base, second));
    let request = lost.request(&[]).to_string();
    assert_eq!(lost.post(request.clone(), None).await.status(), 401);
    assert_eq!(kept.post(request, None).await.status(), 200);
}

#[tokio::test]
async fn the_same_member_gets_the_device_and_its_secret_back_and_nobody_else_does() {
    let desk = Desk::open().await;
    let code = desk.code(desk.worker).await;
    let first: EnrollReply = enroll(&desk.base, &code, "c2VjcmV0")
        .await
        .json()
        .await
        .unwrap();
    let again = |member, previous| {
        let (desk, base) = (&desk, desk.base.clone());
        async move {
            let code = desk.code(member).await;
            let body = json!({"v": 1, "app": "test", "code": code, "previous": previous, "recovery": "b3RoZXI="});
            let client = reqwest::Client::new();
            let reply = client
                .post(format!("{base}/v1/enroll"))
                .json(&body)
                .send()
                .await
                .unwrap();
            reply.json::<EnrollReply>().await.unwrap()
        }
    };
    let other = again(desk.neighbour, first.device.0).await;
    assert_ne!(other.device, first.device);
    assert_eq!(other.recovery, None);
    let unknown = again(desk.worker, Uuid::new_v4()).await;
    assert_ne!(unknown.device, first.device);
    let back = again(desk.worker, first.device.0).await;
    assert_eq!(back.device, first.device);
    assert_eq!(back.recovery.as_deref(), Some("c2VjcmV0"));
    let (old, new) = (Phone::of(&desk.base, first), Phone::of(&desk.base, back));
    let request = old.request(&[]).to_string();
    assert_eq!(old.post(request.clone(), None).await.status(), 401);
    assert_eq!(new.post(request, None).await.status(), 200);
}

#[tokio::test]
async fn guessing_codes_is_stopped_and_no_header_helps() {
    let desk = Desk::open().await;
    let good = desk.code(desk.worker).await;
    for _ in 0..10 {
        assert_eq!(enroll(&desk.base, "2345-6789", "eA==").await.status(), 404);
    }
    let reply = reqwest::Client::new()
        .post(format!("{}/v1/enroll", desk.base))
        .header("x-forwarded-for", "10.9.8.7")
        .header("forwarded", "for=10.9.8.7")
        .json(&json!({"v": 1, "app": "test", "code": good, "recovery": "eA=="}))
        .send()
        .await
        .unwrap();
    let wait: u32 = reply.headers()["retry-after"]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!((1..=31).contains(&wait));
    assert_eq!(refusal(reply).await, (429, "too_many".to_owned()));
}

#[tokio::test]
async fn wrong_credentials_are_counted_but_never_lock_out_a_good_one() {
    let desk = Desk::open().await;
    let good = desk.phone(desk.worker).await;
    let mut bad = good.clone();
    bad.token = "not a token".to_owned();
    let request = good.request(&[]).to_string();
    for _ in 0..10 {
        assert_eq!(bad.post(request.clone(), None).await.status(), 401);
    }
    assert_eq!(bad.post(request.clone(), None).await.status(), 429);
    assert_eq!(good.post(request, None).await.status(), 200);
}

#[tokio::test]
async fn credentials_and_data_outlive_a_restart() {
    let desk = Desk::open().await;
    let mut phone = desk.phone(desk.worker).await;
    let change = phone.household(GRID_1, "甲");
    let first = phone.push(std::slice::from_ref(&change)).await;
    let desk = desk.restart().await;
    phone.base.clone_from(&desk.base);
    assert_eq!(phone.push(&[change]).await, first);
    let page = phone.image(&household_scope(GRID_1), None, 10).await;
    assert_eq!(page.records.len(), 1);
}
