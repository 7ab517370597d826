//! 村和网格: the town's area tree as the office looks after it. The server keeps it; names come back to every device as records.

pub use protocol::areas::{AreaAct, AreaDone, AreaState, AreasReply};
use serde::{Deserialize, Serialize};

use crate::command::command;

/// Lists villages and grids, with the groups that belong to them. Asks the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenTree;
command!(OpenTree -> AreasReply);

/// Does one thing about villages and grids, on the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoArea {
    /// What.
    pub act: AreaAct,
}
command!(DoArea -> AreaDone);
