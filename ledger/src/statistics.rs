//! What is counted of disputes, and how: each figure's definition stands here once, is printed under every table that shows it, and is
//! what the code does. A period is counted by the days on which things happened, as the cases stood at its end.

use chrono::NaiveDate;
use domain::dispute::limits::local_day;
use domain::dispute::{AgreementForm, Channel, Dispute, Level, Life, Limits, Outcome, Risk};
use domain::record::StepTaken;
use domain::{Kind, Record};

use crate::source::{Source, Wanted};

/// The definitions, in the words of the table.
pub const DEFINITIONS: &[&str] = &[
    "排查数：期内发生（登记的发生日期）的纠纷件数。",
    "受理数：期内首次受理或当场化解的件数；当场化解算受理。",
    "化解数：期内达成协议或当场化解的件数，按化解日期，期末前又复发的不算；自行和解、撤回、终止不算。",
    "上期结转：期初之前已受理、期初仍未化解也未终结的件数。",
    "化解率 = 化解数 ÷（上期结转 + 受理数 − 期末未到期的未结数）。",
    "调解成功率 = 化解数 ÷ 受理数。",
    "就地化解：在网格或村一级化解；就地化解率 = 就地化解数 ÷ 化解数。",
    "书面、口头：期内化解的案件中签了书面协议、达成口头协议的件数；电话视频：口头协议中经电话或视频达成的。",
    "未到期、超期：期末已受理而未结的件数，按办理时限的最后一天与期末比较；没有时限的算未到期。",
    "上报镇、上报县：期内升到镇级、县级办理的件数。",
    "引导诉讼：期内受理、结果为引导诉讼等的件数。",
    "涉及金额（元）、涉及人数：期内化解案件登记数之和。",
    "防激化：期内化解、登记有激化风险（可能升级、已有暴力或扬言）的件数。",
];

/// A dispute with its steps.
#[derive(Debug, Clone)]
pub struct Case {
    /// Its record.
    pub record: Record,
    /// What it says.
    pub dispute: Dispute,
}

/// The figures of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// 上期结转.
    pub carried: usize,
    /// 排查数.
    pub found: usize,
    /// 受理数.
    pub accepted: usize,
    /// 化解数.
    pub settled: usize,
    /// 就地化解数.
    pub on_spot: usize,
    /// 书面.
    pub written: usize,
    /// 口头.
    pub oral: usize,
    /// Of them by telephone or video.
    pub remote: usize,
    /// 未到期.
    pub not_due: usize,
    /// 超期.
    pub overdue: usize,
    /// 上报镇.
    pub to_town: usize,
    /// 上报县.
    pub to_county: usize,
    /// 引导诉讼.
    pub litigation: usize,
    /// 涉及金额, whole yuan.
    pub amount: u64,
    /// 涉及人数.
    pub people: u64,
    /// 防激化.
    pub calmed: usize,
}

impl Counts {
    /// What the rate of settlement is measured against.
    #[must_use]
    pub fn to_settle(&self) -> usize {
        (self.carried + self.accepted).saturating_sub(self.not_due)
    }

    /// Adds another group's figures.
    pub fn add(&mut self, other: &Self) {
        self.carried += other.carried;
        self.found += other.found;
        self.accepted += other.accepted;
        self.settled += other.settled;
        self.on_spot += other.on_spot;
        self.written += other.written;
        self.oral += other.oral;
        self.remote += other.remote;
        self.not_due += other.not_due;
        self.overdue += other.overdue;
        self.to_town += other.to_town;
        self.to_county += other.to_county;
        self.litigation += other.litigation;
        self.amount += other.amount;
        self.people += other.people;
        self.calmed += other.calmed;
    }

    /// The figures of one case.
    #[must_use]
    pub fn of(case: &Case, (from, to): (NaiveDate, NaiveDate), limits: &Limits) -> Self {
        Self::at_end(case, (from, to), limits, &stood(&case.record, to))
    }

    /// [`Counts::of`], for who has looked already how the case stood at the end.
    pub(crate) fn at_end(
        case: &Case,
        (from, to): (NaiveDate, NaiveDate),
        limits: &Limits,
        end: &Life,
    ) -> Self {
        let within = |day: NaiveDate| from <= day && day <= to;
        let one = usize::from;
        let start = from.pred_opt().map(|day| stood(&case.record, day));
        let is_accepted = received(end).is_some_and(within);
        let settled = end.settled.filter(|(at, _)| within(local_day(*at)));
        let level = |life: Option<&Life>| life.map_or(Level::Grid, |life| life.level);
        let rose_to = |wanted: Level| level(Some(end)) >= wanted && level(start.as_ref()) < wanted;
        let is_settled = settled.is_some();
        let agreement = end.agreement.as_ref().filter(|_| is_settled);
        let has_form = |form| one(agreement.is_some_and(|agreement| agreement.form == form));
        let is_remote = agreement.is_some_and(|agreement| {
            agreement.form == AgreementForm::Oral
                && matches!(agreement.channel, Some(Channel::Phone | Channel::Video))
        });
        let is_overdue = is_overdue(end, limits, to);
        let when_settled = |number: u64| if is_settled { number } else { 0 };
        Self {
            carried: one(start.as_ref().is_some_and(is_open)),
            found: one(within(local_day(case.dispute.happened_at))),
            accepted: one(is_accepted),
            settled: one(is_settled),
            on_spot: one(settled.is_some_and(|(_, level)| level <= Level::Village)),
            written: has_form(AgreementForm::Written),
            oral: has_form(AgreementForm::Oral),
            remote: one(is_remote),
            not_due: one(is_open(end) && !is_overdue),
            overdue: one(is_overdue),
            to_town: one(rose_to(Level::Town)),
            to_county: one(rose_to(Level::County)),
            litigation: one(is_accepted && end.outcome == Some(Outcome::Litigation)),
            amount: when_settled(case.dispute.amount.unwrap_or(0)),
            people: when_settled(u64::from(case.dispute.people.unwrap_or(0))),
            calmed: one(is_settled && is_risky(&case.dispute)),
        }
    }
}

/// The day on which a case was accepted, or settled on the spot.
pub(crate) fn received(life: &Life) -> Option<NaiveDate> {
    let on_site = life.settled.map(|(at, _)| at);
    life.accepted_at.or(on_site).map(local_day)
}

/// Accepted, and neither settled nor ended otherwise.
fn is_open(life: &Life) -> bool {
    received(life).is_some() && !life.is_settled_or_ended()
}

/// Open, and past its last day.
pub(crate) fn is_overdue(life: &Life, limits: &Limits, on: NaiveDate) -> bool {
    is_open(life) && life.due_on(limits).is_some_and(|due| due < on)
}

/// 有激化风险.
pub(crate) fn is_risky(dispute: &Dispute) -> bool {
    matches!(dispute.risk, Some(Risk::MayEscalate | Risk::Violence))
}

/// Where a case stood at the end of a day.
#[must_use]
pub fn stood(record: &Record, day: NaiveDate) -> Life {
    let by_then = |taken: &StepTaken| local_day(taken.stamp.at) <= day;
    // Most cases of a year have nothing after the day that is asked for.
    if record.steps.iter().all(by_then) {
        return Life::of(record);
    }
    let mut then = record.clone();
    then.steps.retain(by_then);
    Life::of(&then)
}

/// Every dispute of an area that had happened by the end of the period, whatever became of it.
///
/// # Errors
/// When the source cannot be read.
pub fn cases<E>(source: &dyn Source<E>, wanted: &Wanted) -> Result<Vec<Case>, E> {
    let mut cases = Vec::new();
    source.each(&Kind::Dispute, &wanted.area, None, &mut |record, _| {
        if let Some(dispute) = Dispute::from_fields(&record.fields)
            && local_day(record.made.at) <= wanted.to
        {
            let record = record.clone();
            cases.push(Case { record, dispute });
        }
    })?;
    Ok(cases)
}

/// A part of a whole in words: `96.9%`; nothing of nothing is `—`.
#[must_use]
pub fn share(part: usize, whole: usize) -> String {
    if whole == 0 {
        return "—".to_owned();
    }
    let tenths = tenths_of_percent(part as u64, whole as u64);
    format!("{}.{}%", tenths / 10, tenths % 10)
}

/// Tenths of a percent, rounded as people do.
pub(crate) fn tenths_of_percent(part: u64, whole: u64) -> u64 {
    (part.saturating_mul(2_000) + whole) / (whole * 2)
}
