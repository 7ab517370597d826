//! `/v1/areas`: the office looks after its villages, grids and which grid each group belongs to. `GET` lists, `POST` does one thing
//! ([`AreaAct`]). Only for members whose right reaches over the place; every act is noted in the audit log under that member.

use domain::{AreaCode, RecordId};
use serde::{Deserialize, Serialize};

/// Where the office asks.
pub const AREAS_PATH: &str = "/v1/areas";

/// Where a sheet of villages and grids is read into lines.
pub const AREAS_SHEET_PATH: &str = "/v1/areas/sheet";
/// The largest such sheet, bytes.
pub const AREAS_SHEET_BYTES: usize = 2 * 1024 * 1024;
/// Bytes of the request that carries it, in base64 with a little around it.
pub const AREAS_SHEET_BODY_BYTES: usize = AREAS_SHEET_BYTES / 3 * 4 + 1024;

/// A sheet to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreasSheet {
    /// The file, in base64: XLSX or CSV.
    pub sheet: String,
}

/// What stands in it. Nothing is done with it yet: who asked looks at it first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreasLines {
    /// A line for each row, tabs between the cells.
    pub text: String,
}

/// The town's villages and grids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreasReply {
    /// The town itself.
    pub town: AreaCode,
    /// By code, so that a village's grids follow it.
    pub areas: Vec<AreaState>,
}

/// A village or a grid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreaState {
    /// Its code.
    pub code: AreaCode,
    /// Its name.
    pub name: String,
    /// 组: those of a grid, by what was said or where most of their households lie; none of a village.
    pub groups: Vec<u16>,
    /// Households registered in it.
    pub households: u64,
    /// Residents registered in it.
    pub residents: u64,
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum AreaAct {
    /// 添加村. Said twice with the same record, it is done once.
    AddVillage {
        /// Made by who asks.
        record: RecordId,
        /// 12 digits, inside the town.
        code: AreaCode,
        /// What people call it.
        name: String,
    },
    /// 添加网格, with the next free number of the village. Said twice with the same record, it is done once.
    AddGrid {
        /// Made by who asks.
        record: RecordId,
        /// The village.
        village: AreaCode,
        /// What people call it.
        name: String,
        /// 组 that belong to it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        groups: Vec<u16>,
    },
    /// 改名.
    Rename {
        /// Which.
        area: AreaCode,
        /// What people call it.
        name: String,
    },
    /// 组归哪个网格: these groups, and of those said before no others, belong to the grid. Households that are registered stay where they are.
    SetGroups {
        /// The grid.
        grid: AreaCode,
        /// 组.
        groups: Vec<u16>,
    },
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "done", rename_all = "snake_case")]
pub enum AreaDone {
    /// It is there now.
    Added {
        /// Its code.
        code: AreaCode,
    },
    /// It is so now.
    Done,
    /// It was so before.
    Unchanged,
}
