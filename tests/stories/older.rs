//! Phones keep their build for months after the server got another: what builds of every protocol version said to their own server is asked again
//! of this one, beginning with the town as that server left it. Each answer must say at least what the old build was told then.

use std::net::TcpListener;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use protocol::version;
use serde_json::Value;
use stories::conversation::{Body, Conversation, Exchange};
use sync_server::storage::{Sqlite, Store};
use sync_server::{Config, serve, town};
use tempfile::TempDir;

/// Moments of the server's own clock, and what follows from them.
const OF_THE_CLOCK: [&str; 3] = ["now", "received_at", "clock_offset_ms"];

fn kept() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/conversations")
}

/// The town as the old server left it, in a folder of its own.
fn town_of(version: u16) -> Result<(TempDir, Store)> {
    let folder = tempfile::tempdir()?;
    let packed = std::fs::read(kept().join(format!("v{version}.town.zst")))?;
    let file = Sqlite::file_in(folder.path());
    std::fs::write(file, zstd::decode_all(packed.as_slice())?)?;
    let store = town::open(folder.path())?;
    Ok((folder, store))
}

/// Asks once more; the answer's status and body.
async fn ask(http: &reqwest::Client, server: &str, exchange: &Exchange) -> Result<(u16, Value)> {
    let method = exchange.method.parse::<reqwest::Method>()?;
    let mut asking = http.request(method, format!("{server}{}", exchange.path));
    for (name, value) in &exchange.headers {
        asking = asking.header(name, value);
    }
    let encoding = exchange.headers.get("content-encoding").map(String::as_str);
    let answer = asking.body(exchange.asked.bytes(encoding)?).send().await?;
    let status = answer.status().as_u16();
    let answer = answer.bytes().await?;
    Ok((status, serde_json::from_slice(&answer)?))
}

/// What the old build was told and is not told now. More than it was told is no difference: it passes over what it does not know.
fn missing(at: &str, then: &Value, now: &Value, found: &mut Vec<String>) {
    match (then, now) {
        (Value::Object(then), Value::Object(now)) => {
            for (name, value) in then {
                let at = format!("{at}.{name}");
                match now.get(name) {
                    _ if OF_THE_CLOCK.contains(&name.as_str()) && now.contains_key(name) => {}
                    Some(other) => missing(&at, value, other, found),
                    None => found.push(format!("{at} is not there")),
                }
            }
        }
        (Value::Array(then), Value::Array(now)) if then.len() == now.len() => {
            for (place, (then, now)) in then.iter().zip(now).enumerate() {
                missing(&format!("{at}[{place}]"), then, now, found);
            }
        }
        _ if then == now => {}
        _ => found.push(format!("{at}: {then} then, {now} now")),
    }
}

async fn asked_again(version: u16) -> Result<()> {
    let conversation = Conversation::read(&kept().join(format!("v{version}.json")))?;
    anyhow::ensure!(conversation.build == format!("protocol {version}"));
    let (folder, store) = town_of(version)?;
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let server = format!("http://{}", listener.local_addr()?);
    let config = Config::default();
    let serving = tokio::spawn(serve(listener, store, config, std::future::pending()));

    let http = stories::http()?;
    let (mut found, mut pushed) = (Vec::new(), 0);
    for (place, exchange) in conversation.exchanges.iter().enumerate() {
        // The two devices were enrolled before the town was set aside.
        if exchange.path == version::ENROLL_PATH {
            continue;
        }
        let (status, now) = ask(&http, &server, exchange).await?;
        let at = format!("v{version} {place} {} {}", exchange.method, exchange.path);
        if status != exchange.status {
            found.push(format!("{at}: status {status}, {now}"));
        }
        let Body::Json(then) = &exchange.answered else {
            anyhow::bail!("{at} was not answered in JSON");
        };
        missing(&at, then, &now, &mut found);
        if let Body::Json(asked) = &exchange.asked {
            pushed += asked["changes"].as_array().map_or(0, Vec::len);
        }
    }
    serving.abort();
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(pushed >= 11, "only {pushed} changes were handed in");
    assert_eq!(verified(folder.path()).await?, Vec::<String>::new());
    Ok(())
}

/// What the whole look through the ledger finds.
async fn verified(folder: &Path) -> Result<Vec<String>> {
    let store = town::open(folder).context("the server is down")?;
    let outcomes = store
        .read(|view| sync_server::verify::verify(view, None, &mut |_, _, _| {}))
        .await?;
    let findings = outcomes.into_iter().flat_map(|outcome| outcome.findings);
    Ok(findings.map(|finding| format!("{finding:?}")).collect())
}

#[tokio::test]
async fn builds_of_every_protocol_version_are_answered_as_by_their_own_server() -> Result<()> {
    for version in version::OLDEST..=version::CURRENT {
        asked_again(version).await?;
    }
    Ok(())
}

#[test]
fn a_difference_is_found_wherever_it_is() {
    let then =
        serde_json::json!({ "receipts": [{ "id": "a", "seq": 3 }], "now": 1, "more": false });
    let differing = [
        serde_json::json!({ "receipts": [{ "id": "a", "seq": 4 }], "now": 1, "more": false }),
        serde_json::json!({ "receipts": [{ "id": "a" }], "now": 1, "more": false }),
        serde_json::json!({ "receipts": [], "now": 1, "more": false }),
        serde_json::json!({ "receipts": [{ "id": "a", "seq": 3 }], "more": false }),
        serde_json::json!({ "receipts": [{ "id": "a", "seq": 3 }], "now": 1, "more": 0 }),
    ];
    for now in differing {
        let mut found = Vec::new();
        missing("", &then, &now, &mut found);
        assert_eq!(found.len(), 1, "{now}: {found:?}");
    }
    let more = serde_json::json!({ "receipts": [{ "id": "a", "seq": 3, "new": 1 }], "now": 9, "more": false, "digest": 7 });
    let mut found = Vec::new();
    missing("", &then, &more, &mut found);
    assert!(found.is_empty(), "{found:?}");
}
