//! 参数: what a county or township sets for itself. All of it stands in the fields of the town's area record, one object each, so that it comes
//! to every phone with the sync, each change of it stays with its author, and an object that this build does not know is left alone.

pub mod notice;

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::care;
use crate::change::Fields;
use crate::dispute::{self, CAUSES, Category, Limits};
use crate::forms::UNITS;
use crate::issue::{Issue, IssueCode};
use crate::member::Role;
use crate::phone;
use crate::province::sheet::{self, Province};
use crate::rules::{self, Rules};
use crate::validate::{NAME_MAX, PLACE_MAX};

/// The field that holds [`About`].
pub const ABOUT: &str = "about";
/// The field that holds [`Lists`].
pub const LISTS: &str = "code_lists";
/// The fields of the town's area record that are set here.
pub const FIELDS: [&str; 6] = [
    ABOUT,
    dispute::limits::FIELD,
    rules::FIELD,
    care::rules::FIELD,
    LISTS,
    sheet::FIELD,
];

/// A stretch of days longer than this is a slip of the pen.
const DAYS_MAX: u32 = 366;
/// Care labels last fifty years at the most.
const MONTHS_MAX: u32 = 600;
/// Days off and working weekends of a few years.
const CALENDAR_MAX: usize = 600;
/// Words in one list.
const WORDS_MAX: usize = 60;
/// The lines of observation that a check-in has.
const OBSERVATIONS: usize = 4;
/// Files of care leave a silent device after a week at the soonest: two days without a signal are usual.
const CONTACT_MIN: u16 = 7;

/// 关于本应用: who answers for it (国办函〔2026〕12号: an app of the administration is put on file by its sponsor).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct About {
    /// 主办单位.
    pub sponsor: String,
    /// 备案号.
    pub filing_number: String,
    /// 意见反馈电话.
    pub phone: String,
}

/// The words that are proposed where any other text will do.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Lists {
    /// 承办单位, in the order shown; of those proposed where it is empty.
    pub units: Vec<String>,
    /// 起因, by category; of those proposed for a category that is not named.
    pub causes: BTreeMap<String, Vec<String>>,
}

impl Lists {
    /// What this build proposes.
    fn proposed() -> Self {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let causes = CAUSES.iter().map(|(category, causes)| {
            let causes: Vec<String> = words(causes);
            (category.code().to_owned(), causes)
        });
        Self {
            units: words(UNITS),
            causes: causes.collect(),
        }
    }

    /// 起因 that are proposed for a category.
    #[must_use]
    pub fn causes_of(&self, category: Category) -> &[String] {
        self.causes.get(category.code()).map_or(&[], Vec::as_slice)
    }
}

/// All that is set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct County {
    /// 关于本应用.
    pub about: About,
    /// 纠纷办理时限, holidays and working weekends.
    pub limits: Limits,
    /// 走访周期 and 事项时限.
    pub rules: Rules,
    /// Care: rhythm, how long labels last, the team, what is observed.
    pub care: care::Rules,
    /// Proposed words.
    pub lists: Lists,
    /// The province's platform and its import sheets.
    pub province: Province,
}

impl Default for County {
    fn default() -> Self {
        Self::of_town(&Fields::default())
    }
}

impl County {
    /// What the fields of the town's area record set; what they do not say is as proposed.
    #[must_use]
    pub fn of_town(fields: &Fields) -> Self {
        let given: Lists = read(fields, LISTS).unwrap_or_default();
        let mut lists = Lists::proposed();
        if !given.units.is_empty() {
            lists.units = given.units;
        }
        lists.causes.extend(given.causes);
        Self {
            about: read(fields, ABOUT).unwrap_or_default(),
            limits: Limits::of_town(fields),
            rules: Rules::of_town(fields),
            care: care::Rules::of_town(fields),
            lists,
            province: read(fields, sheet::FIELD).unwrap_or_default(),
        }
    }

    /// The fields that say so, written over those of the town's area record: what another build keeps in the same objects stays.
    #[must_use]
    pub fn over(&self, fields: &Fields) -> Fields {
        let own = [
            (ABOUT, json!(self.about)),
            (dispute::limits::FIELD, json!(self.limits)),
            (rules::FIELD, json!(self.rules)),
            (care::rules::FIELD, json!(self.care)),
            (LISTS, json!(self.lists)),
            (sheet::FIELD, json!(self.province)),
        ];
        let over = own.map(|(field, own)| {
            let before = fields.get(field).and_then(Value::as_object);
            let mut after = before.cloned().unwrap_or_default();
            if let Value::Object(own) = own {
                after.extend(own);
            }
            (field.to_owned(), Value::Object(after))
        });
        Fields(over.into())
    }

    /// What is not right, by the path of the value: `rules.visit_days.general`.
    #[must_use]
    pub fn issues(&self) -> Vec<Issue> {
        let mut found = Found::default();
        found.about(&self.about);
        found.limits(&self.limits);
        found.rules(&self.rules);
        found.care(&self.care);
        found.lists(&self.lists);
        found.0.extend(self.province.issues());
        found.0
    }
}

/// May this role set it? The office of the town and the administrator.
#[must_use]
pub fn may_set(role: Role) -> bool {
    matches!(role, Role::Supervisor | Role::Admin)
}

fn read<T: DeserializeOwned>(fields: &Fields, field: &str) -> Option<T> {
    T::deserialize(fields.get(field)?).ok()
}

/// What is not right about these fields of an area record, by the field. Asked by the server, for what is written alone: what nobody can
/// read would silently set everything back to the proposals.
#[must_use]
pub fn field_issues(written: &Fields) -> Vec<Issue> {
    let is_readable = |field: &str| match field {
        ABOUT => read::<About>(written, field).is_some(),
        LISTS => read::<Lists>(written, field).is_some(),
        sheet::FIELD => read::<Province>(written, field).is_some(),
        rules::FIELD => read::<Rules>(written, field).is_some(),
        care::rules::FIELD => read::<care::Rules>(written, field).is_some(),
        _ => read::<Limits>(written, field).is_some(),
    };
    let set = FIELDS.into_iter().filter(|field| {
        let value = written.get(field);
        value.is_some_and(|value| !value.is_null())
    });
    let (readable, unreadable): (Vec<&str>, Vec<&str>) = set.partition(|field| is_readable(field));
    let mut issues: Vec<Issue> = unreadable
        .iter()
        .map(|field| Issue::block(field, IssueCode::WrongType))
        .collect();
    for mut issue in County::of_town(written).issues() {
        let field = issue.field.split('.').next().unwrap_or_default().to_owned();
        if readable.contains(&field.as_str()) {
            issue.field = field;
            issues.push(issue);
        }
    }
    issues
}

#[derive(Default)]
struct Found(Vec<Issue>);

impl Found {
    fn block(&mut self, path: &str, code: IssueCode) {
        self.0.push(Issue::block(path, code));
    }

    fn within(&mut self, path: &str, value: u32, (least, most): (u32, u32)) {
        if !(least..=most).contains(&value) {
            self.block(path, IssueCode::OutOfRange);
        }
    }

    fn words(&mut self, path: &str, words: &[String]) {
        if words.len() > WORDS_MAX {
            self.block(path, IssueCode::TooMany);
        }
        if words.iter().any(|word| word.chars().count() > NAME_MAX) {
            self.block(path, IssueCode::TooLong);
        }
        if words.iter().any(|word| word.trim().is_empty()) {
            self.block(path, IssueCode::Missing);
        }
    }

    fn about(&mut self, about: &About) {
        let texts = [
            ("sponsor", &about.sponsor),
            ("filing_number", &about.filing_number),
            ("phone", &about.phone),
        ];
        for (name, text) in texts {
            if text.chars().count() > PLACE_MAX {
                self.block(&format!("{ABOUT}.{name}"), IssueCode::TooLong);
            }
        }
        if !about.phone.is_empty() && !phone::is_plausible(&about.phone) {
            let path = format!("{ABOUT}.phone");
            self.0.push(Issue::warn(&path, IssueCode::BadPhone));
        }
    }

    fn limits(&mut self, limits: &Limits) {
        let path = |name: &str| format!("{}.{name}", dispute::limits::FIELD);
        for (name, days) in [
            ("grid_days", limits.grid_days),
            ("village_days", limits.village_days),
            ("station_days", limits.station_days),
            ("town_days", limits.town_days),
            ("mediation_days", limits.mediation_days),
            ("confirmation_days", limits.confirmation_days),
            ("return_visit_days", limits.return_visit_days),
        ] {
            self.within(&path(name), days, (0, DAYS_MAX));
        }
        if limits.holidays.len() + limits.workdays.len() > CALENDAR_MAX {
            self.block(&path("holidays"), IssueCode::TooMany);
        }
        let off: BTreeSet<_> = limits.holidays.iter().collect();
        if limits.workdays.iter().any(|day| off.contains(day)) {
            self.block(&path("workdays"), IssueCode::Contradicts);
        }
    }

    fn rules(&mut self, rules: &Rules) {
        for (class, days) in &rules.visit_days {
            let path = format!("{}.visit_days.{class}", rules::FIELD);
            self.within(&path, *days, (0, DAYS_MAX));
        }
        for (form, days) in &rules.item_days {
            let path = format!("{}.item_days.{form}", rules::FIELD);
            self.within(&path, *days, (0, DAYS_MAX));
        }
        let path = format!("{}.urgent_hazard_days", rules::FIELD);
        self.within(&path, rules.urgent_hazard_days, (0, DAYS_MAX));
    }

    fn care(&mut self, care: &care::Rules) {
        let path = |name: &str| format!("{}.{name}", care::rules::FIELD);
        for (level, days) in &care.visit_days {
            let path = path(&format!("visit_days.{level}"));
            self.within(&path, u32::from(*days), (1, DAYS_MAX));
        }
        for (line, months) in &care.months {
            self.within(&path(&format!("months.{line}")), *months, (1, MONTHS_MAX));
        }
        let contact = (u32::from(CONTACT_MIN), DAYS_MAX);
        self.within(&path("contact_days"), u32::from(care.contact_days), contact);
        if care.observations.len() > OBSERVATIONS {
            self.block(&path("observations"), IssueCode::TooMany);
        }
        let is_long = |text: &String| text.chars().count() > NAME_MAX;
        if care.observations.iter().any(is_long) {
            self.block(&path("observations"), IssueCode::TooLong);
        }
        let labels: Vec<String> = care.roles.iter().map(|role| role.label.clone()).collect();
        self.words(&path("roles"), &labels);
    }

    fn lists(&mut self, lists: &Lists) {
        self.words(&format!("{LISTS}.units"), &lists.units);
        for (category, causes) in &lists.causes {
            self.words(&format!("{LISTS}.causes.{category}"), causes);
        }
    }
}

/// One value that was set otherwise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Changed {
    /// Where it stands: `dispute_limits.village_days`.
    pub path: String,
    /// What stood there; `null` where nothing did.
    pub before: Value,
    /// What stands there; `null` where it was taken away.
    pub after: Value,
}

/// What is different between two values of a field, value by value.
#[must_use]
pub fn changes(field: &str, before: &Value, after: &Value) -> Vec<Changed> {
    let mut found = Vec::new();
    compare(field, before, after, &mut found);
    found
}

fn compare(path: &str, before: &Value, after: &Value, found: &mut Vec<Changed>) {
    let empty = Map::new();
    let object = |value: &Value| value.is_null() || value.is_object();
    if object(before) && object(after) {
        let before = before.as_object().unwrap_or(&empty);
        let after = after.as_object().unwrap_or(&empty);
        let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        for name in names {
            let of = |map: &Map<String, Value>| map.get(name).cloned().unwrap_or(Value::Null);
            compare(&format!("{path}.{name}"), &of(before), &of(after), found);
        }
    } else if before != after {
        found.push(Changed {
            path: path.to_owned(),
            before: before.clone(),
            after: after.clone(),
        });
    }
}

#[cfg(test)]
mod tests;
