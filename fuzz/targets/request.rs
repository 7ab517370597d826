//! What a phone, or anybody, sends to `POST /v1/sync` and `POST /v1/enroll`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use protocol::{EnrollRequest, ImageQuery, SyncRequest};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(arrived) = sync_server::sync::read_request(bytes) {
        // One element that cannot be read never takes the others along.
        let whole = serde_json::from_slice::<serde_json::Value>(bytes);
        let count = whole.ok().and_then(|value| Some(value.get("changes")?.as_array()?.len()));
        assert_eq!(arrived.elements.len(), count.unwrap_or(0));
    }
    drop(serde_json::from_slice::<SyncRequest>(bytes));
    drop(serde_json::from_slice::<EnrollRequest>(bytes));
    drop(serde_json::from_slice::<ImageQuery>(bytes));
});
