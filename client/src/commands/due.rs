//! Whom to visit next, by the rules of the county's profile; and who needs what when a village must leave quickly. Both are worked
//! out on the device, also without a network.

use chrono::NaiveDate;
use domain::household::{EvacuationNeed, VisitClass};
use domain::rules::Rules;
use domain::{AreaCode, Household, RecordId};
use serde::{Deserialize, Serialize};

use super::Run;
use super::households::HouseholdRow;
use crate::calendar;
use crate::command::command;
use crate::context::Context;
use crate::error::Error;
use crate::store::names::Names;
use crate::store::{due, households, town};

/// A household with its rhythm.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DueRow {
    /// The household.
    pub household: HouseholdRow,
    /// 走访类别.
    pub visit_class: VisitClass,
    /// By when; none when nobody was seen there yet.
    pub due_on: Option<NaiveDate>,
    /// The last local day on which somebody was seen.
    pub seen_on: Option<NaiveDate>,
}

/// Households that are due.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DueCounts {
    /// Past their day.
    pub overdue: u64,
    /// Their day is today or within a week.
    pub soon: u64,
    /// Nobody was seen there yet.
    pub never: u64,
}

/// A page of them, the longest overdue first; those never seen come last, in the order of their doors.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DuePage {
    /// All of them.
    pub counts: DueCounts,
    /// The rows.
    pub rows: Vec<DueRow>,
}

/// Lists the households that are due within a week, or were never seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListDue {
    /// Rows to leave out at the start.
    pub offset: u32,
    /// Rows wanted.
    pub limit: u32,
}
command!(ListDue -> DuePage);

/// A household in the list of 应急转移.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EvacuationRow {
    /// The household.
    pub household: HouseholdRow,
    /// What has to be thought of.
    pub needs: Vec<EvacuationNeed>,
    /// In words.
    pub note: String,
    /// A number on which somebody answers.
    pub phone: Option<String>,
    /// 联户.
    pub contact_person: Option<String>,
}

/// A page of the list, those with needs first, and how many there are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EvacuationPage {
    /// The rows.
    pub rows: Vec<EvacuationRow>,
    /// All households.
    pub total: u64,
    /// Those with needs.
    pub with_needs: u64,
    /// People in all of them.
    pub people: u64,
}

/// 应急转移名单 of a village or grid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListEvacuation {
    /// The village or grid.
    pub inside: AreaCode,
    /// Rows wanted.
    pub limit: u32,
}
command!(ListEvacuation -> EvacuationPage);

const SOON_DAYS: u64 = 7;

impl Run for ListDue {
    fn run(self, cx: &mut Context<'_>) -> Result<DuePage, Error> {
        page(cx, self.offset, self.limit)
    }
}

/// Whom to visit next.
pub(super) fn page(cx: &Context<'_>, offset: u32, limit: u32) -> Result<DuePage, Error> {
    let rules = Rules::of_town(&town::fields(cx.db())?);
    let today = cx.today();
    let soon = today
        .checked_add_days(chrono::Days::new(SOON_DAYS))
        .unwrap_or(today);
    let mut counts = DueCounts::default();
    let mut found: Vec<(NaiveDate, Seen)> = Vec::new();
    due::seen(cx.db(), |id, household, seen_at| {
        let class = household.visit_class();
        let seen_on = seen_at.map(calendar::day_of);
        let due_on = match seen_on {
            Some(day) => rules.next_visit(class, day),
            None => None,
        };
        match (seen_on, due_on) {
            (None, _) => counts.never += 1,
            (_, Some(day)) if day < today => counts.overdue += 1,
            (_, Some(day)) if day <= soon => counts.soon += 1,
            _ => return,
        }
        // Sorted stably: those never seen stay in the order of their doors.
        found.push((
            due_on.unwrap_or(NaiveDate::MAX),
            Seen {
                id,
                class,
                due_on,
                seen_on,
            },
        ));
    })?;
    found.sort_by_key(|(day, _)| *day);
    let names = Names::new(cx.db());
    let (skip, most) = (as_size(offset), as_size(limit));
    let mut rows = Vec::new();
    for (_, seen) in found.into_iter().skip(skip).take(most) {
        if let Some(household) = households::row(cx.db(), &names, seen.id)? {
            rows.push(DueRow {
                household,
                visit_class: seen.class,
                due_on: seen.due_on,
                seen_on: seen.seen_on,
            });
        }
    }
    Ok(DuePage { counts, rows })
}

struct Seen {
    id: RecordId,
    class: VisitClass,
    due_on: Option<NaiveDate>,
    seen_on: Option<NaiveDate>,
}

fn as_size(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

impl Run for ListEvacuation {
    fn run(self, cx: &mut Context<'_>) -> Result<EvacuationPage, Error> {
        let mut all: Vec<(RecordId, Household)> = Vec::new();
        due::households(cx.db(), &self.inside, |id, household| {
            all.push((id, household));
        })?;
        let has_needs = |household: &Household| {
            !household.evacuation_needs.is_empty() || household.evacuation_note.is_some()
        };
        let total = u64::try_from(all.len()).unwrap_or(u64::MAX);
        let with_needs = all.iter().filter(|(_, household)| has_needs(household));
        let with_needs = u64::try_from(with_needs.count()).unwrap_or(u64::MAX);
        all.sort_by_key(|(_, household)| std::cmp::Reverse(household.evacuation_needs.len()));
        let names = Names::new(cx.db());
        let mut rows = Vec::new();
        for (id, household) in all.into_iter().take(as_size(self.limit)) {
            if let Some(row) = households::row(cx.db(), &names, id)? {
                rows.push(EvacuationRow {
                    household: row,
                    needs: household.evacuation_needs,
                    note: household.evacuation_note.unwrap_or_default(),
                    phone: household.phone,
                    contact_person: household.contact_person,
                });
            }
        }
        Ok(EvacuationPage {
            rows,
            total,
            with_needs,
            people: due::people(cx.db(), &self.inside)?,
        })
    }
}
