//! Served with a certificate: a client that trusts it gets its answers, with the word that this place is only reached this way; one that does
//! not trust it gets nothing, and neither does one that speaks in the clear.

use std::time::Duration;

use sync_server::{CertificateFiles, Config, Tls};

use crate::desk::Desk;

#[tokio::test]
async fn with_a_certificate_the_link_is_sealed_and_told_to_stay_so() {
    let folder = tempfile::tempdir().unwrap();
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let tls = CertificateFiles {
        cert: folder.path().join("cert.pem"),
        key: folder.path().join("key.pem"),
        look_every: CertificateFiles::LOOK_EVERY,
    };
    std::fs::write(&tls.cert, made.cert.pem()).unwrap();
    std::fs::write(&tls.key, made.signing_key.serialize_pem()).unwrap();
    let desk = Desk::open_with(Config {
        tls: Some(Tls::Files(tls)),
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

/// A client that trusts this certificate alone, on a connection of its own.
fn trusting(pem: &str) -> reqwest::Client {
    let root = reqwest::Certificate::from_pem(pem.as_bytes()).unwrap();
    let client = reqwest::Client::builder().tls_certs_only([root]);
    client.pool_max_idle_per_host(0).build().unwrap()
}

#[tokio::test]
async fn a_renewed_certificate_is_taken_without_a_restart_and_a_broken_one_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let made = || rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let (first, second) = (made(), made());
    let tls = CertificateFiles {
        cert: folder.path().join("cert.pem"),
        key: folder.path().join("key.pem"),
        look_every: Duration::from_millis(50),
    };
    let (cert, key) = (tls.cert.clone(), tls.key.clone());
    std::fs::write(&cert, first.cert.pem()).unwrap();
    std::fs::write(&key, first.signing_key.serialize_pem()).unwrap();
    let desk = Desk::open_with(Config {
        tls: Some(Tls::Files(tls)),
        ..Config::default()
    })
    .await;
    let port = desk.base.rsplit(':').next().unwrap();
    let address = format!("https://localhost:{port}/v1/health");
    let (old, new) = (trusting(&first.cert.pem()), trusting(&second.cert.pem()));
    assert!(old.get(&address).send().await.is_ok());
    assert!(new.get(&address).send().await.is_err());

    // Half of a renewal: the files do not fit together, and the server goes on as it was.
    std::fs::write(&cert, second.cert.pem()).unwrap();
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(old.get(&address).send().await.is_ok());

    std::fs::write(&key, second.signing_key.serialize_pem()).unwrap();
    let mut looks = 0;
    while new.get(&address).send().await.is_err() {
        looks += 1;
        assert!(looks < 100, "the renewed certificate is not taken");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(old.get(&address).send().await.is_err());
}
