//! 走访覆盖 by village, for the pictures of 总览: this month and this year.

use chrono::{Datelike as _, NaiveDate};
use domain::AreaCode;
use serde::{Deserialize, Serialize};

use super::Run;
use crate::command::command;
use crate::context::Context;
use crate::error::Error;
use crate::store::coverage;
use crate::store::names::Names;

/// A village and how far its households are seen to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoverageRow {
    /// The village.
    pub village: AreaCode,
    /// What it is called.
    pub name: String,
    /// 应访户: all that are registered.
    pub households: u64,
    /// 已访户 of this month: met at least once.
    pub month: u64,
    /// 已访户 of this year.
    pub year: u64,
}

/// Counts it, in the order of the villages' codes: nobody is ranked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountCoverage;
command!(CountCoverage -> Vec<CoverageRow>);

impl Run for CountCoverage {
    fn run(self, cx: &mut Context<'_>) -> Result<Vec<CoverageRow>, Error> {
        let today = cx.today();
        let first = |month: u32| NaiveDate::from_ymd_opt(today.year(), month, 1).unwrap_or(today);
        let month = coverage::by_village(cx.db(), &cx.profile.town, (first(today.month()), today))?;
        let year = coverage::by_village(cx.db(), &cx.profile.town, (first(1), today))?;
        let names = Names::new(cx.db());
        let mut rows = Vec::with_capacity(year.len());
        // Both look at the same households, in the same order.
        for (month, year) in month.into_iter().zip(year) {
            rows.push(CoverageRow {
                name: names.area(&year.village)?,
                village: year.village,
                households: year.households,
                month: month.met,
                year: year.met,
            });
        }
        Ok(rows)
    }
}
