//! The rules of a county's profile for visits and matters: how often which household is visited, how long a matter may take.
//! Data, not code: the town's area record carries what is different in the field [`FIELD`]; the values here are the proposals.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::change::Fields;
use crate::course::Progress;
use crate::dispute::Limits;
use crate::dispute::limits::{after, local_day};
use crate::form::Form;
use crate::household::VisitClass;
use crate::record::Record;

/// The field of the town's area record that holds the rules.
pub const FIELD: &str = "rules";

/// Every n days, working days of a limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rules {
    /// 走访周期, calendar days, by 走访类别. Proposals after one county's published rule: general households twice a year, those in
    /// hardship, migrants and old people living alone each month.
    pub visit_days: BTreeMap<String, u32>,
    /// 办理时限, working days, by form; where nobody set a day. Proposal after one county's published rule: seven at the most.
    pub item_days: BTreeMap<String, u32>,
    /// 紧急隐患, working days.
    pub urgent_hazard_days: u32,
}

impl Default for Rules {
    fn default() -> Self {
        let visits = VisitClass::ALL.iter().map(|class| {
            let days = match class {
                VisitClass::General => 182,
                _ => 30,
            };
            (class.code().to_owned(), days)
        });
        let items = [("hazard", 7), ("opinion", 7), ("errand", 7)];
        Self {
            visit_days: visits.collect(),
            item_days: items
                .into_iter()
                .map(|(form, days)| (form.to_owned(), days))
                .collect(),
            urgent_hazard_days: 1,
        }
    }
}

impl Rules {
    /// The rules that the fields of the town's area record give. A profile names only what is different.
    #[must_use]
    pub fn of_town(fields: &Fields) -> Self {
        let proposed = Self::default();
        let Some(given) = fields
            .get(FIELD)
            .and_then(|value| Self::deserialize(value).ok())
        else {
            return proposed;
        };
        let over = |mut days: BTreeMap<String, u32>, given: BTreeMap<String, u32>| {
            days.extend(given);
            days
        };
        Self {
            visit_days: over(proposed.visit_days, given.visit_days),
            item_days: over(proposed.item_days, given.item_days),
            urgent_hazard_days: given.urgent_hazard_days,
        }
    }

    /// By when a household seen last on this day is to be visited again; none where the profile says 0: no rhythm.
    #[must_use]
    pub fn next_visit(&self, class: VisitClass, seen_on: NaiveDate) -> Option<NaiveDate> {
        let days = self.visit_days.get(class.code()).copied().unwrap_or(0);
        (days > 0).then(|| after(seen_on, days))
    }

    /// The last day for a matter or task: as somebody set it, else as the profile proposes; none when nothing is left to do.
    #[must_use]
    pub fn due_on(
        &self,
        form: &Form,
        record: &Record,
        progress: &Progress,
        limits: &Limits,
    ) -> Option<NaiveDate> {
        if record.voided.is_some() || form.course?.is_end(progress.state) {
            return None;
        }
        if progress.deadline.is_some() {
            return progress.deadline;
        }
        let is_urgent = record.fields.text("severity") == Some("urgent");
        let days = if is_urgent {
            self.urgent_hazard_days
        } else {
            *self.item_days.get(form.name)?
        };
        Some(limits.after_workdays(local_day(record.made.at), days))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_profile_says_only_what_is_different() {
        let fields = Fields::of(&json!({FIELD: {"visit_days": {"hardship": 15, "general": 0}}}));
        let rules = Rules::of_town(&fields);
        let seen = day("2026-11-01");
        assert_eq!(
            rules.next_visit(VisitClass::Hardship, seen),
            Some(day("2026-11-16"))
        );
        assert_eq!(
            rules.next_visit(VisitClass::EmptyNest, seen),
            Some(day("2026-12-01"))
        );
        assert_eq!(rules.next_visit(VisitClass::General, seen), None);
        assert_eq!(rules.item_days.get("hazard"), Some(&7));
        assert_eq!(Rules::of_town(&Fields::default()), Rules::default());
    }
}
