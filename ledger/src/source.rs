//! Where the lines come from: a phone's or the office's own store, or the server. Each says only what it has; what becomes of it is
//! the same for all.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::dispute::limits::local_day;
use domain::form::HAPPENED_AT;
use domain::province::{self, ProvinceState};
use domain::{AreaCode, AreaLevel, Fields, Kind, MemberId, Record};
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
    /// What areas and members are called.
    fn names(&self) -> &Names;
    /// The town's own fields: its county's limits and rules.
    fn town(&self) -> &Fields;
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
