use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;
use sync_server::Config;
use sync_server::http::{OPENAPI, ROUTES};
use tempfile::TempDir;

use crate::desk::{Desk, GRID_1};

#[tokio::test]
async fn every_route_is_described_and_every_described_route_is_there() {
    let description: Value = serde_json::from_str(OPENAPI).unwrap();
    let mut described = BTreeSet::new();
    for (path, methods) in description["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            described.insert((method.clone(), path.clone()));
        }
    }
    let routes: BTreeSet<(String, String)> = ROUTES
        .iter()
        .map(|(method, path)| ((*method).to_owned(), (*path).to_owned()))
        .collect();
    assert_eq!(described, routes);
    let desk = Desk::open().await;
    for (method, path) in ROUTES {
        let method = reqwest::Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
        let address = format!("{}{path}", desk.base);
        let reply = reqwest::Client::new()
            .request(method, address)
            .send()
            .await
            .unwrap();
        assert!(
            ![404, 405].contains(&reply.status().as_u16()),
            "{path}: {}",
            reply.status()
        );
    }
    let served: Value = reqwest::get(format!("{}/v1/openapi.json", desk.base))
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(served, description);
}

#[tokio::test]
async fn health_tells_the_history_and_the_versions_to_anybody() {
    let desk = Desk::open().await;
    let reply = reqwest::get(format!("{}/v1/health", desk.base))
        .await
        .unwrap();
    let health: Value = reply.json().await.unwrap();
    let town = desk.store.read(|view| view.town()).await.unwrap();
    assert_eq!(health["epoch"], town.epoch);
    assert_eq!(
        (&health["status"], &health["version"], &health["oldest"]),
        (&"ok".into(), &protocol::version::CURRENT.into(), &1.into())
    );
}

/// A server with a web client of four files.
async fn web_desk() -> (Desk, TempDir) {
    let web = tempfile::tempdir().unwrap();
    for (name, content) in [
        ("index.html", "<!doctype html>铁脚板"),
        ("app-0123456789.js", "let a = 1;"),
        ("app-0123456789.js.br", "pretend"),
        ("sw.js", "self;"),
    ] {
        fs::write(web.path().join(name), content).unwrap();
    }
    let config = Config {
        web: Some(web.path().to_owned()),
        tls: None,
    };
    (Desk::open_with(config).await, web)
}

async fn get(desk: &Desk, path: &str) -> reqwest::Response {
    let address = format!("{}{path}", desk.base);
    let request = reqwest::Client::new().get(address);
    let request = request.header("accept-encoding", "br");
    request.send().await.unwrap()
}

fn header(reply: &reqwest::Response, name: &str) -> String {
    let value = reply.headers().get(name);
    value.map_or_else(String::new, |value| value.to_str().unwrap().to_owned())
}

#[tokio::test]
async fn every_place_in_the_web_client_is_its_first_page_with_strict_headers() {
    let (desk, _web) = web_desk().await;
    for path in ["/", "/index.html", "/enroll/ABCD-2345", "/visits/7"] {
        let reply = get(&desk, path).await;
        assert_eq!(reply.status(), 200, "{path}");
        assert_eq!(header(&reply, "cache-control"), "no-cache");
        let policy = header(&reply, "content-security-policy");
        for part in [
            "script-src 'self' 'wasm-unsafe-eval';",
            "frame-ancestors 'none'",
            "connect-src 'self';",
        ] {
            assert!(policy.contains(part), "{part}");
        }
        assert!(
            header(&reply, "permissions-policy").starts_with("geolocation=(self), camera=(self)")
        );
        assert_eq!(header(&reply, "access-control-allow-origin"), "");
        assert!(reply.text().await.unwrap().contains("铁脚板"));
    }
}

#[tokio::test]
async fn files_are_sent_as_they_were_compressed_and_kept_only_under_a_hash() {
    let (desk, _web) = web_desk().await;
    let script = get(&desk, "/app-0123456789.js").await;
    assert_eq!(header(&script, "content-encoding"), "br");
    assert!(header(&script, "content-type").contains("javascript"));
    assert!(header(&script, "cache-control").contains("immutable"));
    assert_eq!(script.text().await.unwrap(), "pretend");
    assert_eq!(
        header(&get(&desk, "/sw.js").await, "cache-control"),
        "no-cache"
    );
    for path in ["/missing.js", "/..%2ftown.db", "/a/..%5c..%5ctown.db"] {
        let status = get(&desk, path).await.status();
        assert!(status == 404 || status == 400, "{path}: {status}");
    }
}

#[tokio::test]
async fn a_stop_ends_waiting_requests_and_keeps_what_was_sent() {
    let mut desk = Desk::open().await;
    let mut phone = desk.phone(desk.worker).await;
    let office = desk.phone(desk.supervisor).await;
    phone.push(&[phone.clone().household(GRID_1, "甲")]).await;
    phone.device_seq = 1;
    let head = desk.store.read(|view| view.town()).await.unwrap().head.0;
    let waiting = {
        let address = format!("{}/v1/wait?after={head}", office.base);
        tokio::spawn(async move { office.get(&address).await.status() })
    };
    // By the time these are answered the wait has long begun.
    for _ in 0..20 {
        phone.get(&format!("{}/v1/health", phone.base)).await;
    }
    let begun = std::time::Instant::now();
    desk.stop.take().unwrap().send(()).unwrap();
    desk.task.await.unwrap().unwrap();
    assert!(begun.elapsed().as_secs() < 10);
    assert_eq!(waiting.await.unwrap(), 200);
    assert!(
        reqwest::get(format!("{}/v1/health", desk.base))
            .await
            .is_err()
    );
}
