//! Where the lines come from: a phone's or the office's own store, or the server. Each says only what it has; what becomes of it is
//! the same for all.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use domain::dispute::limits::local_day;
use domain::form::HAPPENED_AT;
use domain::province::{self, ProvinceState};
use domain::visit::{Outcome, Visit};
use domain::{AreaCode, AreaLevel, Fields, Kind, MemberId, Record, RecordId};
use serde_json::Value;

use crate::visits::Receipt;

/// Which lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The subtree.
    pub area: AreaCode,
    /// The first local day.
    pub from: NaiveDate,
    /// The last local day.
    pub to: NaiveDate,
    /// Of cases only those that are not keyed into the province's platform, or changed since.
    pub is_unentered: bool,
}

impl Wanted {
    /// Does this case belong to it, as far as the province's platform goes?
    #[must_use]
    pub fn wants(&self, record: &Record) -> bool {
        !self.is_unentered || province::state_of(record) != ProvinceState::Entered
    }

    /// Does this day belong to it?
    #[must_use]
    pub fn holds(&self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }
}

/// Is told of a record, and whether the office has received it.
pub type Tell<'a> = &'a mut dyn FnMut(&Record, Receipt);

/// Something that has records.
pub trait Source<E> {
    /// Every record of a kind in this area that is not void. `days` may be used to leave out others sooner: those whose
    /// [`day_of`] lies elsewhere.
    ///
    /// # Errors
    /// When it cannot be read.
    fn each(
        &self,
        kind: &Kind,
        area: &AreaCode,
        days: Option<(NaiveDate, NaiveDate)>,
        tell: Tell<'_>,
    ) -> Result<(), E>;
    /// How an area's households were visited in each of these periods. Whoever has an index may count by it.
    ///
    /// # Errors
    /// When it cannot be read.
    fn visited(&self, area: &AreaCode, periods: &[Period]) -> Result<Vec<Visited>, E> {
        let mut visited = vec![Visited::default(); periods.len()];
        let mut met: Vec<HashSet<RecordId>> = vec![HashSet::new(); periods.len()];
        self.each(&Kind::Visit, area, hull(periods), &mut |record, _| {
            let day = day_of(record);
            let Some(visit) = Visit::from_fields(&record.fields) else {
                return;
            };
            let is_met = matches!(visit.outcome, Outcome::Met | Outcome::MetFamily);
            let counts = periods.iter().zip(visited.iter_mut().zip(&mut met));
            for ((from, to), (visited, met)) in counts {
                if *from <= day && day <= *to {
                    visited.visits += 1;
                    if is_met {
                        met.insert(visit.household);
                    }
                }
            }
        })?;
        self.each(&Kind::Household, area, None, &mut |record, _| {
            for (visited, met) in visited.iter_mut().zip(&met) {
                visited.homes += 1;
                visited.met += usize::from(met.contains(&record.id));
            }
        })?;
        Ok(visited)
    }
    /// What areas and members are called.
    fn names(&self) -> &Names;
    /// The town's own fields: its county's limits and rules.
    fn town(&self) -> &Fields;
}

/// From the first local day to the last with it.
pub type Period = (NaiveDate, NaiveDate);

/// The days that all of them lie in.
pub(crate) fn hull(periods: &[Period]) -> Option<Period> {
    let first = periods.iter().map(|(from, _)| *from).min()?;
    let last = periods.iter().map(|(_, to)| *to).max()?;
    Some((first, last))
}

/// How households were visited in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Visited {
    /// Visits, those at which nobody was met too.
    pub visits: usize,
    /// Households that were met at least once, of those registered now.
    pub met: usize,
    /// Households registered now.
    pub homes: usize,
}

/// What people call areas and members.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Areas.
    pub areas: HashMap<AreaCode, String>,
    /// Members.
    pub members: HashMap<MemberId, String>,
}

impl Names {
    /// The name of an area; its code when it has none here.
    #[must_use]
    pub fn area<'a>(&'a self, code: &'a AreaCode) -> &'a str {
        self.areas.get(code).map_or(code.as_str(), String::as_str)
    }

    /// The name of the village in which an area lies; empty for the town's own.
    #[must_use]
    pub fn village(&self, code: &AreaCode) -> String {
        let village = code.village();
        village.map_or_else(String::new, |village| self.area(&village).to_owned())
    }

    /// The name of a grid; empty for what is none.
    #[must_use]
    pub fn grid(&self, code: &AreaCode) -> String {
        if code.level() == AreaLevel::Grid {
            self.area(code).to_owned()
        } else {
            String::new()
        }
    }

    /// Village and grid.
    #[must_use]
    pub fn place(&self, code: &AreaCode) -> String {
        format!("{}{}", self.village(code), self.grid(code))
    }

    /// The name of a member; empty when there is none here.
    #[must_use]
    pub fn member(&self, id: MemberId) -> &str {
        self.members.get(&id).map_or("", String::as_str)
    }
}

/// The local day of [`moment_of`].
#[must_use]
pub fn day_of(record: &Record) -> NaiveDate {
    local_day(moment_of(record))
}

/// When a record happened or the visit took place, else when it was written down.
#[must_use]
pub fn moment_of(record: &Record) -> DateTime<Utc> {
    let field = match record.kind {
        Kind::Visit => "visited_at",
        _ => HAPPENED_AT,
    };
    let at = record.fields.get(field).and_then(Value::as_i64);
    let at = at.and_then(DateTime::from_timestamp_millis);
    at.unwrap_or(record.made.at)
}

/// The records of a kind whose day lies in the period.
pub(crate) fn within<E>(
    source: &dyn Source<E>,
    kind: &Kind,
    wanted: &Wanted,
    tell: Tell<'_>,
) -> Result<(), E> {
    let days = Some((wanted.from, wanted.to));
    source.each(kind, &wanted.area, days, &mut |record, receipt| {
        if wanted.holds(day_of(record)) {
            tell(record, receipt);
        }
    })
}
