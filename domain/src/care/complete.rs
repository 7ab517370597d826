//! 四清: is the file complete? Four lines, each with what is missing; nothing is scored.

use chrono::NaiveDate;

use super::due::every_days;
use super::{CheckIn, Contact, PersonFile, Rules};
use crate::codes::codes;
use crate::dispute::limits::local_day;

codes! {
    /// What a line asks.
    pub enum Clear = "care-clear" {
        /// 底数清: who, on what basis, until when.
        Basics = "basics" => "底数清",
        /// 现实表现清: somebody was met within the rhythm.
        Seen = "seen" => "现实表现清",
        /// 行动动向清: at home or away is known.
        Whereabouts = "whereabouts" => "行动动向清",
        /// 监管责任清: every role of the team is filled.
        Team = "team" => "监管责任清",
    }
}

codes! {
    /// What is missing.
    pub enum Gap = "care-gap" {
        /// 依据.
        Basis = "basis" => "缺依据",
        /// 来源单位.
        Organisation = "organisation" => "缺来源单位",
        /// The end of the label.
        End = "end" => "缺结束日期",
        /// Nobody who could be called.
        Contact = "contact" => "缺监护人或家属电话",
        /// Nobody was met within the rhythm.
        NotSeen = "not_seen" => "到期未见到人",
        /// The last check-in does not say where the person is.
        Unclear = "whereabouts_unknown" => "去向不明",
        /// The number of the family does not work any more.
        BadContact = "bad_contact" => "联系方式已失效",
        /// A role of the team is empty.
        TeamRole = "team_role" => "五包一不齐",
    }
}

/// One line of the four.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Which.
    pub clear: Clear,
    /// What is missing; empty when it is complete.
    pub gaps: Vec<Gap>,
}

/// The four lines. `last` is the latest check-in at which somebody was met.
#[must_use]
pub fn four_lines(
    file: &PersonFile,
    last: Option<&CheckIn>,
    rules: &Rules,
    today: NaiveDate,
) -> [Answer; 4] {
    let line = |clear: Clear, gaps: Vec<Option<Gap>>| Answer {
        clear,
        gaps: gaps.into_iter().flatten().collect(),
    };
    [
        line(Clear::Basics, basics(file, rules)),
        line(Clear::Seen, vec![not_seen(file, last, rules, today)]),
        line(
            Clear::Whereabouts,
            vec![
                last.is_none_or(|check| check.whereabouts.is_none())
                    .then_some(Gap::Unclear),
                last.is_some_and(|check| check.contact == Some(Contact::Gone))
                    .then_some(Gap::BadContact),
            ],
        ),
        line(
            Clear::Team,
            vec![is_team_short(file, rules).then_some(Gap::TeamRole)],
        ),
    ]
}

fn basics(file: &PersonFile, rules: &Rules) -> Vec<Option<Gap>> {
    let is_blank =
        |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty());
    let must_end = rules.months.contains_key(file.line.code())
        || file.line.department() == super::Department::Justice;
    vec![
        is_blank(&file.basis).then_some(Gap::Basis),
        is_blank(&file.organisation).then_some(Gap::Organisation),
        (must_end && file.ends_on.is_none()).then_some(Gap::End),
        (is_blank(&file.guardian_phone) && is_blank(&file.family_phone)).then_some(Gap::Contact),
    ]
}

fn not_seen(
    file: &PersonFile,
    last: Option<&CheckIn>,
    rules: &Rules,
    today: NaiveDate,
) -> Option<Gap> {
    let day = last.map(|check| local_day(check.happened_at));
    let is_late = day.is_none_or(|day| {
        today.signed_duration_since(day).num_days() > i64::from(every_days(file, rules))
    });
    is_late.then_some(Gap::NotSeen)
}

fn is_team_short(file: &PersonFile, rules: &Rules) -> bool {
    let is_filled = |code: &str| file.team.iter().any(|entry| entry.role == code);
    !rules.roles.iter().all(|role| is_filled(&role.code))
}
