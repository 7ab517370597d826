use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;
use sync_server::http::{OPENAPI, ROUTES};
use sync_server::{Config, town};

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
        (&"ok".into(), &1.into(), &1.into())
    );
}

#[tokio::test]
async fn the_web_client_is_served_with_its_headers_and_its_own_paths() {
    let web = tempfile::tempdir().unwrap();
    fs::write(web.path().join("index.html"), "<!doctype html>铁脚板").unwrap();
    fs::write(web.path().join("app-0123456789.js"), "let a = 1;").unwrap();
    fs::write(web.path().join("app-0123456789.js.br"), "pretend").unwrap();
    fs::write(web.path().join("sw.js"), "self;").unwrap();
    let desk = Desk::open().await;
    let people = (desk.worker, desk.neighbour, desk.supervisor);
    let folder = tempfile::tempdir().unwrap();
    let store = town::open(folder.path()).unwrap();
    let config = Config {
        web: Some(web.path().to_owned()),
        tls: None,
    };
    let desk = Desk::serve(folder, store, people, config);
    let get = |path: &str| {
        reqwest::Client::new()
            .get(format!("{}{path}", desk.base))
            .header("accept-encoding", "br")
    };
    for path in ["/", "/index.html", "/enroll/ABCD-2345", "/visits/7"] {
        let reply = get(path).send().await.unwrap();
        assert_eq!(reply.status(), 200, "{path}");
        assert_eq!(reply.headers()["cache-control"], "no-cache");
        let policy = reply.headers()["content-security-policy"].to_str().unwrap();
        for part in [
            "script-src 'self' 'wasm-unsafe-eval'",
            "frame-ancestors 'none'",
            "connect-src 'self'",
        ] {
            assert!(policy.contains(part), "{part}");
        }
        assert_eq!(
            reply.headers()["permissions-policy"]
                .to_str()
                .unwrap()
                .split(',')
                .next(),
            Some("geolocation=(self)")
        );
        assert!(!reply.headers().contains_key("access-control-allow-origin"));
        assert!(reply.text().await.unwrap().contains("铁脚板"));
    }
    let script = get("/app-0123456789.js").send().await.unwrap();
    assert_eq!(script.headers()["content-encoding"], "br");
    assert!(
        script.headers()["content-type"]
            .to_str()
            .unwrap()
            .contains("javascript")
    );
    assert!(
        script.headers()["cache-control"]
            .to_str()
            .unwrap()
            .contains("immutable")
    );
    assert_eq!(
        get("/sw.js").send().await.unwrap().headers()["cache-control"],
        "no-cache"
    );
    for path in ["/missing.js", "/../Cargo.toml", "/%2e%2e/Cargo.toml"] {
        let status = get(path).send().await.unwrap().status();
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
