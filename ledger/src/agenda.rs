//! 研判清单: which disputes a weekly or monthly meeting looks at, and why. Each reason's definition stands here once, is printed on the page
//! that shows the list, and is what the code does.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use domain::RecordId;
use domain::dispute::limits::local_day;
use domain::dispute::{Life, Limits};
use serde::{Deserialize, Serialize};

use crate::statistics::{Case, Counts, is_overdue, is_risky, stood};

/// The definitions, in the words of the page.
pub const DEFINITIONS: &[&str] = &[
    "期末：这一期的最后一天；还没过完的，算到今天。受理、未结、化解的算法同矛盾纠纷月报。",
    "有激化风险：期末未化解也未终结，登记为可能升级、已有暴力或扬言的；还没受理的也算。",
    "超期：期末已受理而未结，办理时限的最后一天早于期末的。",
    "本期新增：期内发生（登记的发生日期）的。",
    "重复：到期末一年内，同一姓名的当事人，或同一网格的同一地点，出现在两件以上纠纷里，其中至少一件是本期新增，或期末未化解也未终结。清单里只列本期新增和还没有了结的那几件，以前的列在“重复的当事人和地点”里。姓名相同不一定是同一人，请核对；敏感纠纷不计。",
    "本期化解：期内达成协议或当场化解，期末前没有复发的。",
];

/// How far back parties and places are compared.
const A_YEAR: Days = Days::new(365);

/// Why a dispute is looked at, what presses most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// 有激化风险.
    Risky,
    /// 超期.
    Overdue,
    /// 本期新增.
    New,
    /// 重复.
    Repeated,
    /// 本期化解.
    Settled,
}

impl Why {
    /// Its stable name.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Risky => "risky",
            Self::Overdue => "overdue",
            Self::New => "new",
            Self::Repeated => "repeated",
            Self::Settled => "settled",
        }
    }
}

/// A dispute on the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Which.
    pub dispute: RecordId,
    /// Why, what presses most first; never empty.
    pub whys: Vec<Why>,
}

/// A party or a place that comes up again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeat {
    /// The name or the place.
    pub what: String,
    /// Is it a place?
    pub is_place: bool,
    /// In which disputes, the latest first.
    pub disputes: Vec<RecordId>,
}

/// What a meeting has before it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Agenda {
    /// The figures of the period.
    pub counts: Counts,
    /// The disputes, what presses most first.
    pub topics: Vec<Topic>,
    /// What comes up again, most often first.
    pub repeats: Vec<Repeat>,
}

/// The agenda of a period.
#[must_use]
pub fn agenda(cases: &[Case], days: (NaiveDate, NaiveDate), limits: &Limits) -> Agenda {
    let repeats = repeats(cases, days);
    let mut agenda = Agenda::default();
    let mut ordered = Vec::new();
    for case in known_by(cases, days.1) {
        let counts = Counts::of(case, days, limits);
        agenda.counts.add(&counts);
        let end = stood(&case.record, days.1);
        let comes_again = |repeat: &Repeat| repeat.disputes.contains(&case.record.id);
        let is_repeated = is_current(case, days, &end) && repeats.iter().any(comes_again);
        let reasons = [
            (
                Why::Risky,
                !end.is_settled_or_ended() && is_risky(&case.dispute),
            ),
            (Why::Overdue, is_overdue(&end, limits, days.1)),
            (Why::New, counts.found > 0),
            (Why::Repeated, is_repeated),
            (Why::Settled, counts.settled > 0),
        ];
        let holds = reasons.into_iter().filter(|(_, holds)| *holds);
        let whys: Vec<Why> = holds.map(|(why, _)| why).collect();
        if !whys.is_empty() {
            let topic = Topic {
                dispute: case.record.id,
                whys,
            };
            ordered.push((case.dispute.happened_at, topic));
        }
    }
    ordered.sort_by(|(a_at, a), (b_at, b)| {
        (a.whys.first(), b_at, a.dispute).cmp(&(b.whys.first(), a_at, b.dispute))
    });
    agenda.topics = ordered.into_iter().map(|(_, topic)| topic).collect();
    agenda.repeats = repeats;
    agenda
}

/// Those that were written down by the end of a day.
fn known_by(cases: &[Case], day: NaiveDate) -> impl Iterator<Item = &Case> {
    let is_known = move |case: &&Case| local_day(case.record.made.at) <= day;
    cases.iter().filter(is_known)
}

fn repeats(cases: &[Case], (from, to): (NaiveDate, NaiveDate)) -> Vec<Repeat> {
    let since = to.checked_sub_days(A_YEAR).unwrap_or(from);
    let mut found: BTreeMap<(bool, &str, &str), Vec<&Case>> = BTreeMap::new();
    for case in known_by(cases, to) {
        let day = local_day(case.dispute.happened_at);
        if day < since || day > to || case.dispute.is_sensitive == Some(true) {
            continue;
        }
        let mut keys: Vec<(bool, &str, &str)> = case
            .dispute
            .parties
            .iter()
            .map(|party| (false, "", party.name.trim()))
            .collect();
        keys.push((true, case.record.area.as_str(), case.dispute.place.trim()));
        keys.sort_unstable();
        keys.dedup();
        for key in keys.into_iter().filter(|(_, _, words)| !words.is_empty()) {
            found.entry(key).or_default().push(case);
        }
    }
    let mut repeats: Vec<Repeat> = found
        .into_iter()
        .filter(|(_, cases)| {
            let is_current = |case: &&Case| is_current(case, (from, to), &stood(&case.record, to));
            cases.len() > 1 && cases.iter().any(is_current)
        })
        .map(|((is_place, _, words), mut cases)| {
            cases.sort_by_key(|case| std::cmp::Reverse(case.dispute.happened_at));
            Repeat {
                what: words.to_owned(),
                is_place,
                disputes: cases.into_iter().map(|case| case.record.id).collect(),
            }
        })
        .collect();
    repeats.sort_by_key(|repeat| std::cmp::Reverse(repeat.disputes.len()));
    repeats
}

/// Did it come up in the period, or is it neither settled nor ended at its end?
fn is_current(case: &Case, (from, to): (NaiveDate, NaiveDate), end: &Life) -> bool {
    let day = local_day(case.dispute.happened_at);
    (from <= day && day <= to) || !end.is_settled_or_ended()
}

#[cfg(test)]
pub(crate) mod tests;
