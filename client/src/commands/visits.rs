//! Listing and opening visits: the worker's day and the office's table are the same list with other filters.

use chrono::{DateTime, NaiveDate, Utc};
use domain::visit::{Handling, Outcome, VisitMethod};
use domain::{AreaCode, MemberId, RecordId, Visit};
use serde::{Deserialize, Serialize};

use crate::command::command;

/// How far a record has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SaveState {
    /// 已保存在本机: the office has not received its last change.
    SavedHere,
    /// 已签收.
    Received,
    /// 需处理: its last change was set aside.
    NeedsHand,
}

/// Which visits. Everything not named does not restrict.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct VisitFilter {
    /// Village or grid.
    pub area: Option<AreaCode>,
    /// The worker.
    pub author: Option<MemberId>,
    /// The result.
    pub outcome: Option<Outcome>,
    /// First local day.
    pub from: Option<NaiveDate>,
    /// Last local day.
    pub to: Option<NaiveDate>,
}

/// A visit in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VisitRow {
    /// Id.
    pub id: RecordId,
    /// Its household.
    pub household: RecordId,
    /// 户主 or 门牌.
    pub head: String,
    /// 村 name.
    pub village_name: String,
    /// 网格 name.
    pub grid_name: String,
    /// 组.
    pub group: u16,
    /// 门牌.
    pub door: String,
    /// 发生时间.
    pub visited_at: DateTime<Utc>,
    /// 走访方式.
    pub method: VisitMethod,
    /// 走访结果.
    pub outcome: Outcome,
    /// 处理情况.
    pub handling: Handling,
    /// Who visited.
    pub author_name: String,
    /// Has the office received it?
    pub state: SaveState,
    /// Declared void.
    pub voided: bool,
    /// Difficulty note or remarks, its first 60 characters.
    pub gist: String,
}

/// A page of visits, newest first, and how many there are in all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VisitsPage {
    /// The rows.
    pub rows: Vec<VisitRow>,
    /// All visits of the filter.
    pub total: u64,
}

/// Lists visits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListVisits {
    /// Which.
    pub filter: VisitFilter,
    /// Rows to leave out at the start.
    pub offset: u32,
    /// Rows wanted.
    pub limit: u32,
}
command!(ListVisits -> VisitsPage);

/// One visit, whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VisitView {
    /// As in the list.
    pub row: VisitRow,
    /// As filled in.
    pub visit: Visit,
    /// When it was saved on the phone, its clock put right.
    pub saved_at: DateTime<Utc>,
    /// Was it corrected after it was saved?
    pub edited: bool,
    /// May this member correct it?
    pub may_edit: bool,
    /// Fields with two people's values, each as a ready sentence.
    pub contested: Vec<String>,
    /// Why its last change was set aside.
    pub needs_hand: Option<String>,
}

/// Opens a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenVisit {
    /// Which.
    pub id: RecordId,
}
command!(OpenVisit -> VisitView);
