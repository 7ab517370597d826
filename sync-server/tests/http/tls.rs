//! Served with a certificate: a client that trusts it gets its answers, with the word that this place is only reached this way; one that does
//! not trust it gets nothing, and neither does one that speaks in the clear.

use sync_server::{Config, Tls};

use crate::desk::Desk;

#[tokio::test]
async fn with_a_certificate_the_link_is_sealed_and_told_to_stay_so() {
    let folder = tempfile::tempdir().unwrap();
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let tls = Tls {
        cert: folder.path().join("cert.pem"),
        key: folder.path().join("key.pem"),
    };
    std::fs::write(&tls.cert, made.cert.pem()).unwrap();
    std::fs::write(&tls.key, made.signing_key.serialize_pem()).unwrap();
    let desk = Desk::open_with(Config {
        tls: Some(tls),
        ..Config::default()
    })
    .await;
    let port = desk.base.rsplit(':').next().unwrap();
    let address = format!("https://localhost:{port}/v1/health");

    let root = reqwest::Certificate::from_pem(made.cert.pem().as_bytes()).unwrap();
    let trusting = reqwest::Client::builder()
        .tls_certs_only([root])
        .build()
        .unwrap();
    let reply = trusting.get(&address).send().await.unwrap();
    assert_eq!(reply.status(), 200);
    let told = reply.headers()["strict-transport-security"].to_str();
    assert!(told.unwrap().starts_with("max-age="));

    let other = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let other = reqwest::Certificate::from_pem(other.cert.pem().as_bytes()).unwrap();
    let doubting = reqwest::Client::builder()
        .tls_certs_only([other])
        .build()
        .unwrap();
    assert!(doubting.get(&address).send().await.is_err());
    let open = address.replace("https:", "http:");
    assert!(trusting.get(&open).send().await.is_err());
}
