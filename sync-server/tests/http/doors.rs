//! Every route × credential: what it answers to whom. A route without a row fails.

use reqwest::{Method, RequestBuilder};
use serde_json::json;
use sync_server::audit::Actor;
use sync_server::http::ROUTES;
use sync_server::{clock, keeping};

use crate::desk::{Desk, Phone};

/// Without a credential, with a wrong one, with a revoked one, with a good one. The good one asks for nothing that is there, so 404 and 400
/// are answers to who may ask.
const DOORS: [(&str, &str, [u16; 4]); 26] = [
    ("post", "/v1/enroll", [400, 400, 400, 400]),
    ("post", "/v1/sync", [401, 401, 200, 200]),
    ("get", "/v1/image", [401, 401, 403, 200]),
    ("head", "/v1/blobs/{hash}", [401, 401, 404, 404]),
    ("get", "/v1/wait", [401, 401, 403, 200]),
    ("post", "/v1/digest", [401, 401, 403, 200]),
    ("post", "/v1/mend", [401, 401, 403, 200]),
    ("get", "/v1/people", [401, 401, 403, 403]),
    ("post", "/v1/people", [401, 401, 403, 403]),
    ("get", "/v1/areas", [401, 401, 403, 403]),
    ("post", "/v1/areas", [401, 401, 403, 403]),
    ("post", "/v1/areas/sheet", [401, 401, 403, 403]),
    ("post", "/v1/care/open", [401, 401, 403, 403]),
    ("post", "/v1/care/team", [401, 401, 403, 403]),
    ("get", "/v1/imports", [401, 401, 403, 403]),
    ("post", "/v1/imports", [401, 401, 403, 403]),
    ("post", "/v1/imports/{import}/undo", [401, 401, 403, 403]),
    ("get", "/v1/audit", [401, 401, 403, 200]),
    ("get", "/v1/ledgers", [401, 401, 200, 200]),
    ("get", "/v1/ledgers/{ledger}", [401, 401, 403, 403]),
    ("put", "/v1/blobs/{hash}", [401, 401, 404, 404]),
    ("get", "/v1/blobs/{hash}", [401, 401, 404, 404]),
    ("put", "/v1/blobs/{hash}/thumbnail", [401, 401, 404, 404]),
    ("get", "/v1/blobs/{hash}/thumbnail", [401, 401, 404, 404]),
    ("get", "/v1/health", [200, 200, 200, 200]),
    ("get", "/v1/openapi.json", [200, 200, 200, 200]),
];

fn request(phone: &Phone, verb: &str, path: &str) -> RequestBuilder {
    let mut address = format!(
        "{}{}",
        phone.base,
        path.replace("{hash}", &"ab".repeat(32))
            .replace("{ledger}", "visits")
            .replace("{import}", "1")
    );
    address += match path {
        "/v1/image" => "?scope=c2:620602108003001",
        // News there is already: it does not wait.
        "/v1/wait" => "?after=0",
        _ => "",
    };
    let method = Method::from_bytes(verb.to_uppercase().as_bytes()).unwrap();
    let request = phone.client.request(method, &address);
    match path {
        "/v1/sync" => request.body(phone.request(&[]).to_string()),
        "/v1/digest" => request.json(&json!({"scopes": ["c2:620602108003001"]})),
        "/v1/mend" => {
            request.json(&json!({"scopes": ["c2:620602108003001"], "bucket": 0, "held": []}))
        }
        "/v1/people" if verb == "post" => {
            request.json(&json!({"act": "revoke", "device": phone.device}))
        }
        "/v1/care/open" => request.json(&json!({
            "id": phone.device, "area": "620602108003001", "name": "张三", "purpose": "help",
        })),
        "/v1/care/team" => request.json(&json!({
            "opening": phone.device, "file": phone.device, "seats": [],
        })),
        "/v1/imports/{import}/undo" => request.json(&json!({"write": true})),
        "/v1/areas" if verb == "post" => {
            request.json(&json!({"act": "rename", "area": "620602108003001", "name": "x"}))
        }
        "/v1/enroll" => request.json(&json!({})),
        _ if verb == "put" => {
            let request = request.header("upload-offset", "0");
            request.header("upload-complete", "?1").body("x")
        }
        _ => request,
    }
}

/// What does not answer as the row says. Each on a server of its own: who comes with wrong credentials is slowed down soon.
async fn ask((verb, path, wanted): (&str, &str, [u16; 4])) -> Vec<String> {
    let desk = Desk::open().await;
    let good = desk.phone(desk.worker).await;
    let taken_back = desk.phone(desk.neighbour).await;
    let (device, now) = (taken_back.device, clock::now());
    desk.store
        .transact(move |tx| keeping::revoke(tx, Actor::Operator, device, now))
        .await
        .unwrap();
    let tokens = [
        ("none", None),
        ("a wrong one", Some("not-a-token")),
        ("a revoked one", Some(taken_back.token.as_str())),
        ("a good one", Some(good.token.as_str())),
    ];
    let mut wrong = Vec::new();
    for ((name, token), wanted) in tokens.into_iter().zip(wanted) {
        let mut request = request(&good, verb, path);
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        let status = request.send().await.unwrap().status().as_u16();
        if status != wanted {
            wrong.push(format!(
                "{verb} {path}, {name}: {status}, the table says {wanted}"
            ));
        }
    }
    wrong
}

#[tokio::test]
async fn every_route_asks_for_a_credential_as_the_table_says() {
    let rows = DOORS.iter().map(|(verb, path, _)| (*verb, *path));
    let mut rows: Vec<_> = rows.collect();
    let mut routes = ROUTES.to_vec();
    rows.sort_unstable();
    routes.sort_unstable();
    assert_eq!(rows, routes, "a row for every route");
    let mut wrong = Vec::new();
    for row in DOORS {
        wrong.extend(ask(row).await);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
