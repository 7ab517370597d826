//! What a phone, or anybody, sends to `POST /v1/sync` and `POST /v1/enroll`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use protocol::{EnrollRequest, ImageQuery, SyncRequest};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(arrived) = sync_server::sync::read_request(bytes) {
        // One element that cannot be read never takes the others along. Text that is no UTF-8 in what nobody asks for is left unread.
        if let Ok(whole) = serde_json::from_slice::<serde_json::Value>(bytes) {
            let changes = whole.get("changes").and_then(|changes| changes.as_array());
            assert_eq!(arrived.elements.len(), changes.map_or(0, Vec::len));
        }
    }
    drop(serde_json::from_slice::<SyncRequest>(bytes));
    drop(serde_json::from_slice::<EnrollRequest>(bytes));
    drop(serde_json::from_slice::<ImageQuery>(bytes));
});
