//! Bounds that both sides keep. The server bounds the encoded and the decoded size.

/// Changes in one push.
pub const PUSH_CHANGES: usize = 500;
/// Openings of care files told in one request.
pub const OPENINGS: usize = 50;
/// Files and prints told in one request.
pub const EXPORTS: usize = 50;
/// Bytes of one push, decoded.
pub const PUSH_BYTES: usize = 256 * 1024;
/// Bytes of one change, decoded.
pub const CHANGE_BYTES: usize = 64 * 1024;
/// Bytes of one request body as sent and as decoded: a little above a full push.
pub const BODY_BYTES: usize = 512 * 1024;
/// Changes in one page of a pull.
pub const PULL_CHANGES: usize = 1000;
/// Records in one page of an image, at the most.
pub const IMAGE_RECORDS: usize = 10_000;
/// Days that a phone keeps what the server has received.
pub const SHELF_DAYS: i64 = 30;
/// Minutes that an enrolment code lives.
pub const CODE_MINUTES: i64 = 10;
/// A clock difference below this many milliseconds counts as none: it is the link, not the clock.
pub const CLOCK_TOLERANCE_MS: i64 = 5_000;
/// Without a byte for this many seconds a request is given up; there is no limit on the whole.
pub const STALL_SECONDS: u64 = 30;
