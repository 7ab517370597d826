//! What a server, or anything that calls itself one, answers. What is read says the same when it is written and read once more.
#![no_main]

use libfuzzer_sys::fuzz_target;
use protocol::{ApiError, BlobState, EnrollReply, ImagePage, SyncReply, WaitReply};
use serde::Serialize;
use serde::de::DeserializeOwned;

fn same_again<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(bytes: &[u8]) {
    if let Ok(read) = domain::tree::from_slice::<T>(bytes)
        && let Ok(written) = serde_json::to_vec(&read)
    {
        let again: T = domain::tree::from_slice(&written).expect("what was written can be read");
        assert_eq!(read, again);
    }
}

fuzz_target!(|bytes: &[u8]| {
    same_again::<SyncReply>(bytes);
    same_again::<ImagePage>(bytes);
    same_again::<EnrollReply>(bytes);
    same_again::<WaitReply>(bytes);
    same_again::<BlobState>(bytes);
    same_again::<ApiError>(bytes);
});
