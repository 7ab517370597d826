//! 村和网格: the town's area tree as the office looks after it. The server keeps it; names come back to every device as records.

pub use protocol::areas::{
    AREAS_SHEET_BYTES, AreaAct, AreaDone, AreaState, AreasLines, AreasReply, AreasSheet,
};
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

/// Reads a sheet of villages and grids into lines, on the server: what reads office programs' files is not carried by every phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadAreasSheet {
    /// The file.
    pub sheet: AreasSheet,
}
command!(ReadAreasSheet -> AreasLines);
