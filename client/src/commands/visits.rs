//! Listing and opening visits: the worker's day and the office's table are the same list with other filters.

use chrono::{DateTime, NaiveDate, Utc};
use domain::visit::{Handling, Outcome, VisitMethod};
use domain::{AreaCode, MemberId, RecordId, Visit};
use domain::{Kind, Role, scope};
use protocol::Status;
use serde::{Deserialize, Serialize};

use super::Run;
use super::contested::{self, Contested};
use crate::command::command;
use crate::context::Context;
use crate::error::Error;
use crate::store::names::Names;
use crate::store::records::{self, Viewed};
use crate::store::{changes, visits};
use crate::text;

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
    /// Words written in it.
    #[serde(default)]
    pub text: String,
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

/// Counts visits, for a page of numbers at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountVisits {
    /// What to count; the answers stand in the same order.
    pub filters: Vec<VisitFilter>,
}
command!(CountVisits -> Vec<u64>);

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
    /// Fields with two people's values.
    pub contested: Vec<Contested>,
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

impl Run for ListVisits {
    fn run(self, cx: &mut Context<'_>) -> Result<VisitsPage, Error> {
        let viewed = visits::list(cx.db(), &self.filter, self.offset, self.limit)?;
        Ok(VisitsPage {
            rows: visits::Rows::new(cx.db()).all(&viewed)?,
            total: visits::count(cx.db(), &self.filter)?,
        })
    }
}

impl Run for CountVisits {
    fn run(self, cx: &mut Context<'_>) -> Result<Vec<u64>, Error> {
        self.filters
            .iter()
            .map(|filter| visits::count(cx.db(), filter))
            .collect()
    }
}

impl Run for OpenVisit {
    fn run(self, cx: &mut Context<'_>) -> Result<VisitView, Error> {
        let viewed = records::view(cx.db(), self.id)?.ok_or(Error::NotFound)?;
        let (row, visit) = visits::Rows::new(cx.db())
            .row(&viewed)?
            .ok_or(Error::NotFound)?;
        let Viewed { record, state } = viewed;
        let names = Names::new(cx.db());
        let needs_hand = match state {
            SaveState::NeedsHand => Some(why_aside(cx, self.id)?),
            SaveState::SavedHere | SaveState::Received => None,
        };
        Ok(VisitView {
            row,
            visit,
            saved_at: record.made.at,
            edited: record.is_edited(),
            may_edit: record.voided.is_none() && may_edit(cx, record.made.by),
            contested: contested::of(cx, &names, &record)?,
            needs_hand,
        })
    }
}

/// The author corrects the own visits, the office those of all.
fn may_edit(cx: &Context<'_>, author: MemberId) -> bool {
    let role = cx.role();
    scope::may_write(role, &Kind::Visit)
        && (author == cx.profile.member || role == Role::Supervisor)
}

pub(super) fn why_aside(cx: &Context<'_>, id: RecordId) -> Result<String, Error> {
    let message = match changes::set_aside_reason(cx.db(), id)? {
        Some(Status::Quarantined { message, .. }) => message,
        Some(Status::Stored { .. } | Status::Merged { .. } | Status::Contested { .. }) | None => {
            String::new()
        }
    };
    Ok(text::set_aside_words(&message))
}
