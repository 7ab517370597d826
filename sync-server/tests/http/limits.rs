use std::io::Write;

use protocol::limits::BODY_BYTES;
use serde_json::{Value, json};

use crate::desk::{Desk, GRID_1};

async fn told(reply: reqwest::Response) -> (u16, String) {
    let status = reply.status().as_u16();
    let body: Value = reply.json().await.unwrap();
    assert!(
        !body["message"].as_str().unwrap().is_ascii(),
        "a sentence in Chinese"
    );
    (status, body["code"].as_str().unwrap().to_owned())
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[tokio::test]
async fn a_body_is_taken_plain_and_compressed_and_the_answer_is_compressed_too() {
    let desk = Desk::open().await;
    let mut phone = desk.phone(desk.worker).await;
    for encoding in [None, Some("gzip"), Some("zstd")] {
        let change = phone.household(GRID_1, "甲");
        let plain = phone.request(&[change]).to_string().into_bytes();
        let body = match encoding {
            Some("gzip") => gzip(&plain),
            Some(_) => zstd::encode_all(plain.as_slice(), 3).unwrap(),
            None => plain,
        };
        let reply: Value = phone.post(body, encoding).await.json().await.unwrap();
        assert_eq!(reply["receipts"][0]["status"], "stored");
    }
    for name in ["zstd", "gzip"] {
        let address = format!("{}/v1/image?scope=c2:{GRID_1}", phone.base);
        let request = phone.client.get(address).bearer_auth(&phone.token);
        let reply = request
            .header("accept-encoding", name)
            .send()
            .await
            .unwrap();
        assert_eq!(reply.headers()["content-encoding"], name);
    }
}

#[tokio::test]
async fn bodies_that_cannot_be_decoded_or_read_are_told_so() {
    let desk = Desk::open().await;
    let phone = desk.phone(desk.worker).await;
    let cases: [(&[u8], Option<&str>, &str); 6] = [
        (b"not zstd", Some("zstd"), "bad_encoding"),
        (b"not gzip", Some("gzip"), "bad_encoding"),
        (b"{}", Some("br"), "bad_encoding"),
        (b"{}", Some("zstd, gzip"), "bad_encoding"),
        (b"[1", None, "bad_request"),
        (b"{\"changes\": 5}", None, "bad_request"),
    ];
    for (body, encoding, code) in cases {
        let reply = phone.post(body.to_vec(), encoding).await;
        assert_eq!(told(reply).await, (400, code.to_owned()));
    }
}

#[tokio::test]
async fn a_bomb_is_never_unpacked_and_a_large_body_is_refused() {
    let desk = Desk::open().await;
    let phone = desk.phone(desk.worker).await;
    let zeros = vec![0_u8; 200 * 1024 * 1024];
    let bomb = gzip(&zeros);
    assert!(bomb.len() < BODY_BYTES);
    let cases = [
        (bomb, Some("gzip")),
        (zstd::encode_all(zeros.as_slice(), 3).unwrap(), Some("zstd")),
        (vec![b' '; BODY_BYTES + 1], None),
    ];
    for (body, encoding) in cases {
        let reply = phone.post(body, encoding).await;
        assert_eq!(told(reply).await, (413, "too_large".to_owned()));
    }
    let many: Vec<Value> = (0..501).map(|n| json!(n)).collect();
    let reply = phone.post(phone.request(&many).to_string(), None).await;
    assert_eq!(told(reply).await, (413, "too_large".to_owned()));
}

#[tokio::test]
async fn a_request_of_a_stranger_is_refused_and_paths_that_are_not_there_say_so() {
    let desk = Desk::open().await;
    let reply = reqwest::Client::new()
        .post(format!("{}/v1/sync", desk.base))
        .body("{}")
        .send()
        .await
        .unwrap();
    assert_eq!(told(reply).await, (401, "unauthorized".to_owned()));
    let reply = reqwest::get(format!("{}/v1/nothing", desk.base))
        .await
        .unwrap();
    assert_eq!(told(reply).await, (404, "not_found".to_owned()));
    let reply = reqwest::get(format!("{}/v1/sync", desk.base))
        .await
        .unwrap();
    assert_eq!(told(reply).await, (405, "bad_request".to_owned()));
}

#[tokio::test]
async fn a_client_of_another_version_can_still_hand_in() {
    let desk = Desk::open().await;
    let mut phone = desk.phone(desk.worker).await;
    let change = phone.household(GRID_1, "甲");
    let old = json!({"app": "0.0.1", "changes": [change], "cursors": {"c2:620602108003001": 0}});
    let reply: Value = phone
        .post(old.to_string(), None)
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(reply["receipts"][0]["status"], "stored");
    assert_eq!(reply["directives"], json!([{"do": "update"}]));
    let change = phone.household(GRID_1, "乙");
    let new = json!({"v": 9, "app": "9", "now": "later", "mine": {"a": 1}, "cursors": {"c8:1": [1]}, "changes": [change]});
    let reply: Value = phone
        .post(new.to_string(), None)
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(reply["receipts"][0]["status"], "stored");
}
