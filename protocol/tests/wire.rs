//! The frozen wire examples of versions 1 and 2. What was once said must be read for ever, and said again in the same words.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use std::fs;
use std::path::{Path, PathBuf};

use domain::{Act, Kind};
use protocol::sync::QuarantineCode;
use protocol::{
    ApiError, Directive, EnrollReply, EnrollRequest, ImagePage, Pulled, Status, SyncReply,
    SyncRequest,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

fn example(name: &str) -> String {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../tests/fixtures/wire")
        .join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn reads_and_says_the_same<T: DeserializeOwned + Serialize>(name: &str) -> T {
    let text = example(name);
    let read: T = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
    let before: Value = serde_json::from_str(&text).unwrap();
    let after = serde_json::to_value(&read).unwrap();
    assert_eq!(after, before, "{name} is said in other words now");
    read
}

#[test]
fn the_messages_of_version_1_read_and_say_the_same() {
    reads_and_says_the_same::<SyncRequest>("v1/sync_request.json");
    reads_and_says_the_same::<EnrollRequest>("v1/enroll_request.json");
    reads_and_says_the_same::<EnrollReply>("v1/enroll_reply.json");
    reads_and_says_the_same::<ImagePage>("v1/image_page.json");
    reads_and_says_the_same::<ApiError>("v1/error.json");
    let reply: SyncReply = reads_and_says_the_same("v1/sync_reply.json");
    assert!(matches!(
        reply.changes.as_slice(),
        [Pulled::Full(_), Pulled::Own(_)]
    ));
}

#[test]
fn version_2_names_single_care_files_among_the_scopes() {
    let request: SyncRequest = reads_and_says_the_same("v2/sync_request.json");
    let reply: SyncReply = reads_and_says_the_same("v2/sync_reply.json");
    assert_eq!(request.v, protocol::version::V2);
    let mut files = reply.scopes.iter().filter(|scope| scope.file.is_some());
    assert!(files.all(|scope| request.cursors.contains_key(scope)));
    assert!(reply.scopes.iter().any(|scope| scope.file.is_some()));
}

#[test]
fn the_answer_of_a_newer_server_is_read_and_its_content_kept() {
    let reply: SyncReply = serde_json::from_str(&example("newer_peer.json")).unwrap();
    assert!(matches!(
        &reply.receipts[0].status,
        Status::Quarantined {
            code: QuarantineCode::Unknown,
            ..
        }
    ));
    assert_eq!(reply.directives, [Directive::Unknown]);
    let Pulled::Full(logged) = &reply.changes[0] else {
        panic!("a whole change was sent")
    };
    assert_eq!(logged.change.kind, Kind::Other("a_newer_kind".to_owned()));
    let Act::Other(act) = &logged.change.act else {
        panic!("the act is not known here")
    };
    assert_eq!(act["a_newer_act"]["into"][1], 2);
}

#[test]
fn the_smallest_request_of_version_1_is_enough() {
    let request: SyncRequest = serde_json::from_str(r#"{"v":1,"app":"0.1.0","now":0}"#).unwrap();
    assert!(request.changes.is_empty() && request.cursors.is_empty() && request.epoch.is_empty());
}
