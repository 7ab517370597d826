//! Which disputes a list, a number or a file is about.

use chrono::NaiveDate;
use domain::dispute::{Category, Level, State};
use domain::province::ProvinceState;
use domain::{AreaCode, RecordId};
use serde::{Deserialize, Serialize};

/// Which disputes. Everything not named does not restrict.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DisputeFilter {
    /// Village or grid.
    pub area: Option<AreaCode>,
    /// 类别.
    pub category: Option<Category>,
    /// 状态.
    pub state: Option<State>,
    /// First local day on which it happened.
    pub from: Option<NaiveDate>,
    /// Last local day.
    pub to: Option<NaiveDate>,
    /// Only those past their day.
    pub is_overdue: bool,
    /// Only those unsettled with a risk of escalation: 可能升级, or 已有暴力或扬言.
    #[serde(default)]
    pub is_risky: bool,
    /// 化解层级: only those settled on this level.
    #[serde(default)]
    pub settled_at: Option<Level>,
    /// 起因: only those with exactly this one.
    #[serde(default)]
    pub cause: Option<String>,
    /// Only those not struck off.
    pub is_open: bool,
    /// 省平台: only those that stand so.
    #[serde(default)]
    pub province: Option<ProvinceState>,
    /// Heard at this household's door.
    pub household: Option<RecordId>,
    /// Heard in this visit.
    pub visit: Option<RecordId>,
    /// Words of the parties, the place or what happened; pinyin of the parties.
    pub text: String,
}
