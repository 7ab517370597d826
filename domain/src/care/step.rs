//! What happens after a check-in: the department signs for it and answers, and harm that must be reported is reported. The steps only
//! grow, so two people without a network never overwrite each other; who may take which is decided here, for phone and server alike.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Abnormal, CheckIn, PersonFile};
use crate::change::{Fields, Step};
use crate::codes::codes;
use crate::ids::MemberId;
use crate::issue::{Issue, IssueCode};
use crate::record::{Record, StepTaken};
use crate::validate::REMARKS_MAX;

codes! {
    /// A step of a check-in.
    pub enum CheckStep = "care-step" {
        /// 签收.
        Receive = "receive" => "签收",
        /// 回复.
        Answer = "answer" => "回复",
        /// 强制报告: it was reported, to whom and when.
        Report = "report" => "强制报告",
    }
}

codes! {
    /// Whom harm was reported to.
    pub enum Reported = "care-reported" {
        /// 公安机关 110.
        Police = "police" => "公安110",
        /// 民政部门.
        CivilAffairs = "civil_affairs" => "民政部门",
        /// 教育部门.
        Education = "education" => "教育部门",
    }
}

codes! {
    /// Why a step cannot be taken.
    pub enum CareGuard = "care-guard" {
        /// It names no department, or another one.
        NotAddressed = "not_addressed" => "这条走访没有送达你所在的部门",
        /// 签收 comes first, once.
        NotReceived = "not_received" => "请先签收再回复",
        /// It was signed for before.
        ReceivedBefore = "received_before" => "这条走访已经签收过",
        /// Only where there is the duty.
        NoDuty = "no_duty" => "这一类别没有强制报告",
        /// The author is not on the team.
        NotOnTeam = "not_on_team" => "你不在这份档案的五包一里",
    }
}

/// What is written with a step.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct StepWords {
    /// 回复内容, or what was reported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Whom it was reported to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Reported>,
    /// When it was reported, milliseconds.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "chrono::serde::ts_milliseconds_option"
    )]
    pub reported_at: Option<DateTime<Utc>>,
}

/// A step with its words.
#[must_use]
pub fn step(name: CheckStep, words: &StepWords) -> Step {
    Step {
        name: name.code().to_owned(),
        fields: Fields::of(words),
    }
}

/// May this member take the step now? A step of a newer version is anybody's on the team.
///
/// # Errors
/// The reason, in a sentence.
pub fn judge(
    file: &PersonFile,
    check_in: &CheckIn,
    taken: &[StepTaken],
    name: CheckStep,
    by: MemberId,
) -> Result<(), CareGuard> {
    let seat = file.seat_of(by).ok_or(CareGuard::NotOnTeam)?;
    let is_addressed = check_in.abnormal == Some(Abnormal::Yes)
        && check_in.department.is_some()
        && seat.entry.department == check_in.department;
    let is_received = has(taken, CheckStep::Receive);
    match name {
        CheckStep::Receive | CheckStep::Answer if !is_addressed => Err(CareGuard::NotAddressed),
        CheckStep::Receive if is_received => Err(CareGuard::ReceivedBefore),
        CheckStep::Answer if !is_received => Err(CareGuard::NotReceived),
        CheckStep::Report if !file.line.has_duty_to_report() => Err(CareGuard::NoDuty),
        CheckStep::Receive | CheckStep::Answer | CheckStep::Report | CheckStep::Unknown => Ok(()),
    }
}

/// Was this step taken?
#[must_use]
pub fn has(taken: &[StepTaken], name: CheckStep) -> bool {
    taken.iter().any(|taken| taken.step.name == name.code())
}

/// Does a check-in wait for its department?
#[must_use]
pub fn awaits(record: &Record) -> Option<super::Department> {
    let check_in = CheckIn::from_fields(&record.fields)?;
    let waits = check_in.abnormal == Some(Abnormal::Yes) && !has(&record.steps, CheckStep::Receive);
    check_in.department.filter(|_| waits)
}

/// What is not right about the words of a step.
#[must_use]
pub fn issues(step: &Step) -> Vec<Issue> {
    let Ok(words) = step.fields.try_read::<StepWords>() else {
        return vec![Issue::block("text", IssueCode::WrongType)];
    };
    let missing =
        |is_missing: bool, field: &str| is_missing.then(|| Issue::block(field, IssueCode::Missing));
    let is_blank = words
        .text
        .as_deref()
        .is_none_or(|text| text.trim().is_empty());
    let mut issues = Vec::new();
    match CheckStep::from_code(&step.name) {
        CheckStep::Answer => issues.extend(missing(is_blank, "text")),
        CheckStep::Report => {
            issues.extend(missing(words.to.is_none(), "to"));
            issues.extend(missing(words.reported_at.is_none(), "reported_at"));
        }
        CheckStep::Receive | CheckStep::Unknown => {}
    }
    let length = words.text.as_deref().map_or(0, |text| text.chars().count());
    if length > REMARKS_MAX {
        issues.push(Issue::block("text", IssueCode::TooLong));
    }
    issues
}
