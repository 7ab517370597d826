//! The whole program asks a real authority for its certificate: Pebble, which the authors of the protocol's first authority test clients with.
//! It connects to the server by itself to see whether the name is ours. `./test` runs it where Pebble is.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::json;

/// A name that only the test's own resolver knows.
const NAME: &str = "tjb.example.gov.cn";

/// A program that ends with the test.
struct Running(Child);

impl Running {
    fn start(command: &mut Command) -> Self {
        let child = command.stdout(Stdio::null()).spawn();
        Self(child.unwrap_or_else(|error| panic!("{command:?}: {error}")))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

/// The authority, with a resolver that sends every name here. It looks for the server at one port.
struct Authority {
    _programs: [Running; 2],
    directory: String,
    roots: String,
    /// What its own connections are known by.
    own_root: PathBuf,
}

impl Authority {
    fn that_looks_at(port: u16, folder: &Path) -> Self {
        let [listen, manage, names, names_manage] = [(); 4].map(|()| free_port());
        let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        let (own_root, key) = (folder.join("pebble.pem"), folder.join("pebble.key"));
        std::fs::write(&own_root, made.cert.pem()).unwrap();
        std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
        let config = json!({ "pebble": {
            "listenAddress": format!("127.0.0.1:{listen}"),
            "managementListenAddress": format!("127.0.0.1:{manage}"),
            "certificate": own_root,
            "privateKey": key,
            "httpPort": free_port(),
            "tlsPort": port,
        } });
        let file = folder.join("pebble.json");
        std::fs::write(&file, config.to_string()).unwrap();
        let resolver = Running::start(
            Command::new("pebble-challtestsrv")
                .args(["-http01", "", "-https01", "", "-tlsalpn01", ""])
                .args(["-defaultIPv4", "127.0.0.1", "-defaultIPv6", ""])
                .args(["-dns01", &format!("127.0.0.1:{names}")])
                .args(["-management", &format!("127.0.0.1:{names_manage}")]),
        );
        let pebble = Running::start(
            Command::new("pebble")
                .arg("-config")
                .arg(&file)
                .args(["-dnsserver", &format!("127.0.0.1:{names}")])
                .env("PEBBLE_VA_NOSLEEP", "1")
                .env("PEBBLE_WFE_NONCEREJECT", "0"),
        );
        Self {
            _programs: [resolver, pebble],
            directory: format!("https://localhost:{listen}/dir"),
            roots: format!("https://localhost:{manage}/roots/0"),
            own_root,
        }
    }

    /// The root of what it signs.
    async fn root(&self) -> reqwest::Certificate {
        // Another client of this process may have chosen the provider already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let own = std::fs::read(&self.own_root).unwrap();
        let own = reqwest::Certificate::from_pem(&own).unwrap();
        let http = reqwest::Client::builder().tls_certs_only([own]);
        let http = http.no_proxy().build().unwrap();
        let pem = patiently("the authority is up", async || {
            http.get(&self.roots).send().await.ok()
        });
        let pem = pem.await.bytes().await.unwrap();
        reqwest::Certificate::from_pem(&pem).unwrap()
    }
}

/// Tries again until there is something; a minute at the most.
async fn patiently<T>(what: &str, found: impl AsyncFn() -> Option<T>) -> T {
    for _ in 0..300 {
        if let Some(found) = found().await {
            return found;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    panic!("not within a minute: {what}");
}

fn sync_server(words: &[&str], data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sync-server"));
    command.args(words).arg("--data").arg(data);
    command
}

#[tokio::test]
#[ignore = "wants the programs pebble and pebble-challtestsrv"]
async fn the_server_asks_for_its_certificate_itself_and_keeps_it() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let code = ["--code", "990001001", "--name", "清水镇"];
    let made = sync_server(&["init"], &data).args(code).output().unwrap();
    assert!(made.status.success(), "{made:?}");
    let port = free_port();
    let authority = Authority::that_looks_at(port, folder.path());
    let root = authority.root().await;
    let mut serve = sync_server(&["serve"], &data);
    serve
        .args(["--listen", &format!("127.0.0.1:{port}")])
        .args(["--acme-domain", NAME, "--acme-contact", "it@example.gov.cn"])
        .args(["--acme-directory", &authority.directory, "--acme-ca"])
        .arg(&authority.own_root);

    let server = Running::start(&mut serve);
    let http = reqwest::Client::builder()
        .tls_certs_only([root])
        .resolve(NAME, SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
        .pool_max_idle_per_host(0)
        .no_proxy()
        .build()
        .unwrap();
    let address = format!("https://{NAME}:{port}/v1/health");
    let health = async || http.get(&address).send().await.ok();
    let answer = patiently("the server has its certificate", health).await;
    assert_eq!(answer.status(), 200);
    let kept = data.join("certificates");
    patiently("the certificate is kept", async || {
        (std::fs::read_dir(&kept).unwrap().count() == 2).then_some(())
    })
    .await;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(&kept).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700, "the key lies open");
    }

    // Started again while the authority cannot be reached, it serves what it kept.
    drop(authority);
    drop(server);
    let _server = Running::start(&mut serve);
    let answer = patiently("the kept certificate serves", health).await;
    assert_eq!(answer.status(), 200);
}
