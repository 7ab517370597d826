//! 今天要办: what waits for a decision of the office, counted, each with the list behind it.

use domain::county::County;
use domain::dispute::State;
use domain::province::ProvinceState;
use domain::province::sheet::Province;
use serde::{Deserialize, Serialize};

use super::Run;
use super::disputes::DisputeFilter;
use super::home::answered;
use super::items::ItemFilter;
use super::people;
use crate::command::command;
use crate::context::Context;
use crate::error::Error;
use crate::store::{dispute_counts, items, town};

/// The list behind a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Behind {
    /// Disputes.
    Disputes(DisputeFilter),
    /// Matters of a form.
    Items(ItemFilter),
    /// 退改.
    Remarks,
    /// 人员和设备: those to be asked after.
    People,
}

/// A number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MorningRow {
    /// What it counts, a stable name.
    pub name: String,
    /// How many.
    pub count: u64,
    /// Does it press: is it late, or dangerous?
    pub presses: bool,
    /// The list behind it.
    pub behind: Behind,
}

/// Counts what waits for the office, what presses first; what is none is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenMorning;
command!(OpenMorning -> Vec<MorningRow>);

/// What waits of each form that runs a course: a first decision.
const FORMS: [&str; 3] = ["hazard", "opinion", "errand"];

impl Run for OpenMorning {
    fn run(self, cx: &mut Context<'_>) -> Result<Vec<MorningRow>, Error> {
        let mut rows = Vec::new();
        let disputes = of_disputes();
        let filters = disputes.each_ref().map(|(_, _, filter)| filter.clone());
        let counts = dispute_counts::count(cx.db(), &filters, cx.today())?;
        for ((name, presses, filter), count) in disputes.into_iter().zip(counts) {
            rows.push(row(name, presses, count, Behind::Disputes(filter)));
        }
        for form in FORMS {
            for (name, presses, filter) in of_items(form) {
                let (_, count) = items::list(cx.db(), &filter, cx.today(), (0, 1))?;
                rows.push(row(&name, presses, count, Behind::Items(filter)));
            }
        }
        rows.push(row(
            "people",
            true,
            people::silent(cx.db())?,
            Behind::People,
        ));
        rows.push(row("remarks", false, answered(cx)?, Behind::Remarks));
        rows.extend(of_province(cx)?);
        rows.retain(|row| row.count > 0);
        rows.sort_by_key(|row| !row.presses);
        Ok(rows)
    }
}

/// What changed after it was keyed into the province's platform; only where the county said that there is one.
fn of_province(cx: &Context<'_>) -> Result<Vec<MorningRow>, Error> {
    let county = County::of_town(&town::fields(cx.db())?);
    if county.province == Province::default() {
        return Ok(Vec::new());
    }
    let filter = DisputeFilter {
        province: Some(ProvinceState::Changed),
        ..DisputeFilter::default()
    };
    let counts = dispute_counts::count(cx.db(), std::slice::from_ref(&filter), cx.today())?;
    let changed = counts.into_iter().next().unwrap_or_default();
    Ok(vec![row(
        "province-changed",
        false,
        changed,
        Behind::Disputes(filter),
    )])
}

fn row(name: &str, presses: bool, count: u64, behind: Behind) -> MorningRow {
    MorningRow {
        name: name.to_owned(),
        count,
        presses,
        behind,
    }
}

fn of_disputes() -> [(&'static str, bool, DisputeFilter); 6] {
    let open = DisputeFilter {
        is_open: true,
        ..DisputeFilter::default()
    };
    let in_state = |state| DisputeFilter {
        state: Some(state),
        ..open.clone()
    };
    [
        (
            "dispute-risky",
            true,
            DisputeFilter {
                is_risky: true,
                ..open.clone()
            },
        ),
        (
            "dispute-overdue",
            true,
            DisputeFilter {
                is_overdue: true,
                ..open.clone()
            },
        ),
        ("dispute-submitted", false, in_state(State::Submitted)),
        ("dispute-escalated", false, in_state(State::Escalated)),
        ("dispute-accepted", false, in_state(State::Accepted)),
        ("dispute-to-close", false, in_state(State::ToClose)),
    ]
}

fn of_items(form: &str) -> [(String, bool, ItemFilter); 2] {
    let open = ItemFilter {
        form: form.to_owned(),
        is_open: true,
        ..ItemFilter::default()
    };
    [
        (
            format!("{form}-overdue"),
            true,
            ItemFilter {
                is_overdue: true,
                ..open.clone()
            },
        ),
        (
            format!("{form}-open"),
            false,
            ItemFilter {
                state: "open".to_owned(),
                ..open
            },
        ),
    ]
}
