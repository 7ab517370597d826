//! Counting disputes, for a page of numbers at once.

use chrono::NaiveDate;
use domain::AreaCode;
use serde::{Deserialize, Serialize};

use super::Run;
use super::disputes::DisputeFilter;
use crate::command::command;
use crate::context::Context;
use crate::error::Error;
use crate::store::dispute_counts;

/// Counts disputes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountDisputes {
    /// What to count; the answers stand in the same order.
    pub filters: Vec<DisputeFilter>,
}
command!(CountDisputes -> Vec<u64>);

impl Run for CountDisputes {
    fn run(self, cx: &mut Context<'_>) -> Result<Vec<u64>, Error> {
        dispute_counts::count(cx.db(), &self.filters, cx.today())
    }
}

/// The commonest causes (起因) of what happened in an area between two days, with how many each has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountCauses {
    /// A village or grid; all that this device has without one.
    pub area: Option<AreaCode>,
    /// First local day.
    pub from: NaiveDate,
    /// Last local day.
    pub to: NaiveDate,
}
command!(CountCauses -> Vec<CauseCount>);

/// A cause as it was written down, and how often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CauseCount {
    /// 起因.
    pub cause: String,
    /// Disputes.
    pub count: u64,
}

/// So many causes are told: the others stand in the list.
const CAUSES: u32 = 10;

impl Run for CountCauses {
    fn run(self, cx: &mut Context<'_>) -> Result<Vec<CauseCount>, Error> {
        let area = self.area.unwrap_or_else(|| cx.profile.town.clone());
        let found = dispute_counts::causes(cx.db(), &area, (self.from, self.to), CAUSES)?;
        let count = |(cause, count)| CauseCount { cause, count };
        Ok(found.into_iter().map(count).collect())
    }
}
