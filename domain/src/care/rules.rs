//! The rules of care: data of the county's profile, never constants of the code. The town's area record carries them in the field
//! `care_rules`; what it does not say is as proposed here.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::codes::{Level, Line};
use crate::change::Fields;

/// The field of the town's area record that holds the rules.
pub const FIELD: &str = "care_rules";
/// A rhythm longer than this is a slip of the pen.
pub const MOST_DAYS: u16 = 366;

/// A role of the care team (五包一).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamRole {
    /// As files write it.
    pub code: String,
    /// As people say it.
    pub label: String,
    /// Such a person has an account; of others name and phone are written down.
    #[serde(default = "yes")]
    pub has_account: bool,
}

fn yes() -> bool {
    true
}

/// The rules of a county's profile. Every value can be set; the values here are the proposals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rules {
    /// 每几天走访一次, by level.
    pub visit_days: BTreeMap<String, u16>,
    /// How many months a label lasts, by line; a line that is not named needs its end written down, or has none.
    pub months: BTreeMap<String, u32>,
    /// 五包一: the roles of a team, in the order shown.
    pub roles: Vec<TeamRole>,
    /// What the four lines of observation ask.
    pub observations: Vec<String>,
    /// Days without contact after which files leave a device.
    pub contact_days: u16,
}

impl Default for Rules {
    fn default() -> Self {
        let days = [(Level::A, 7), (Level::B, 30), (Level::C, 90)];
        let months = [(Line::Resettlement, 60), (Line::Recovery, 36)];
        let role = |code: &str, label: &str, has_account: bool| TeamRole {
            code: code.to_owned(),
            label: label.to_owned(),
            has_account,
        };
        Self {
            visit_days: days.map(|(level, n)| (level.code().to_owned(), n)).into(),
            months: months.map(|(line, n)| (line.code().to_owned(), n)).into(),
            roles: vec![
                role("department", "站所工作人员", true),
                role("area_cadre", "管区干部", true),
                role("village_cadre", "村干部", true),
                role("worker", "网格员", true),
                role("family", "家属", false),
            ],
            observations: ["生活状况", "身体与精神", "家庭与邻里", "本人想法"]
                .map(str::to_owned)
                .to_vec(),
            contact_days: 30,
        }
    }
}

impl Rules {
    /// The rules that the fields of the town's area record give.
    #[must_use]
    pub fn of_town(fields: &Fields) -> Self {
        fields
            .get(FIELD)
            .and_then(|value| Self::deserialize(value).ok())
            .unwrap_or_default()
    }

    /// 每几天走访一次.
    #[must_use]
    pub fn days_of(&self, level: Level) -> u16 {
        let proposed = || Self::default().visit_days.get(level.code()).copied();
        let days = self.visit_days.get(level.code()).copied();
        days.or_else(proposed).unwrap_or(30).clamp(1, MOST_DAYS)
    }

    /// The last day that a label of this line has when nobody writes another.
    #[must_use]
    pub fn end_of(&self, line: Line, starts_on: NaiveDate) -> Option<NaiveDate> {
        let months = self.months.get(line.code())?;
        starts_on
            .checked_add_months(Months::new(*months))?
            .pred_opt()
    }

    /// What a line of observation asks; the numbers begin with 1.
    #[must_use]
    pub fn observation(&self, number: usize) -> Option<&str> {
        let label = self.observations.get(number.checked_sub(1)?)?;
        (!label.is_empty()).then_some(label.as_str())
    }

    /// A role of the team as people say it; the code itself when the profile does not know it any more.
    #[must_use]
    pub fn role_label<'a>(&'a self, code: &'a str) -> &'a str {
        let known = self.roles.iter().find(|role| role.code == code);
        known.map_or(code, |role| role.label.as_str())
    }
}
