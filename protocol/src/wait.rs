//! Freshness: `GET /v1/wait?after=SEQ` answers at once when the town's order is past `after`, otherwise when it moves, at the latest after
//! [`WAIT_SECONDS`]. It carries no content; what is new comes through a sync.

use domain::Seq;
use serde::{Deserialize, Serialize};

/// The longest time the server lets a caller wait, seconds.
pub const WAIT_SECONDS: u64 = 25;

/// The query of a wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitQuery {
    /// What the caller has.
    #[serde(default)]
    pub after: Seq,
}

/// The answer to a wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitReply {
    /// The last place given in the town's order.
    pub head: Seq,
}
