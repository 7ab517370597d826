//! 省平台: which cases are already keyed into the province's own platform, so that nobody types one twice, and the province's import sheets.
//!
//! That a case was entered is a step with a name of its own, beside the course of the case and never part of it, as remarks are
//! ([`crate::remark`]): any case can have it, and a build that does not know it carries it on.

pub mod sheet;

use serde::{Deserialize, Serialize};

use crate::change::{Fields, Step};
use crate::codes::codes;
use crate::kind::Kind;
use crate::member::Role;
use crate::record::{Record, Stamp};
use crate::remark;
use crate::validate::NAME_MAX;

codes! {
    /// What is said about a case and the province's platform.
    pub enum ProvinceAct = "province-act" {
        /// It was keyed in there, or keyed in again after it changed.
        Enter = "enter_province" => "标为已录入省平台",
        /// It was not keyed in after all.
        Withdraw = "withdraw_province" => "撤回录入标记",
    }
}

codes! {
    /// How a case stands in the province's platform.
    pub enum ProvinceState = "province-state" {
        /// Nobody keyed it in.
        NotEntered = "not_entered" => "未录入",
        /// It was keyed in, and nothing has happened since.
        Entered = "entered" => "已录入",
        /// Something has happened since it was keyed in.
        Changed = "changed" => "录入后有变化",
    }
}

codes! {
    /// Why it cannot be said.
    pub enum ProvinceRefusal = "province-refusal" {
        /// Not for this role.
        WrongRole = "wrong_role" => "由村里或镇综治中心标记",
        /// Records of this kind are not keyed in one by one, or this one is void.
        WrongKind = "wrong_kind" => "这条记录不用录入省平台",
        /// It stands there already as it is, or was never keyed in.
        AsItIs = "as_it_is" => "已经是这样了",
        /// The number is longer than any.
        TooLong = "too_long" => "省平台编号太长",
    }
}

/// What travels with it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ProvinceForm {
    /// 省平台编号, where the platform gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
}

impl ProvinceForm {
    /// The step that says it.
    #[must_use]
    pub fn step(&self, act: ProvinceAct) -> Step {
        Step {
            name: act.code().to_owned(),
            fields: Fields::of(self),
        }
    }
}

/// Is this step about the province's platform, not of the case's course?
#[must_use]
pub fn is_province(step: &Step) -> bool {
    ProvinceAct::from_code(&step.name) != ProvinceAct::Unknown
}

/// That a case was keyed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// 省平台编号; the last that was written.
    pub number: Option<String>,
    /// Who said so last, and when.
    pub stamp: Stamp,
    /// Has something happened since?
    pub is_changed: bool,
}

/// How the case was keyed in; none while it is not.
#[must_use]
pub fn entry_of(record: &Record) -> Option<Entry> {
    let mut entry: Option<Entry> = None;
    for taken in &record.steps {
        match ProvinceAct::from_code(&taken.step.name) {
            ProvinceAct::Enter => {
                let form: ProvinceForm = taken.step.fields.read().unwrap_or_default();
                let before = entry.and_then(|entry| entry.number);
                entry = Some(Entry {
                    number: form.number.or(before),
                    stamp: taken.stamp,
                    is_changed: false,
                });
            }
            ProvinceAct::Withdraw => entry = None,
            ProvinceAct::Unknown => {
                // What the office and the recorder say to each other about a field is nothing that the platform has.
                if let Some(entry) = &mut entry {
                    entry.is_changed |= !remark::is_remark(&taken.step);
                }
            }
        }
    }
    let mut entry = entry?;
    let mut edits = record.versions.iter();
    entry.is_changed |= edits.any(|version| version.stamp.is_after(entry.stamp));
    Some(entry)
}

/// How the case stands there.
#[must_use]
pub fn state_of(record: &Record) -> ProvinceState {
    match entry_of(record) {
        None => ProvinceState::NotEntered,
        Some(entry) if entry.is_changed => ProvinceState::Changed,
        Some(_) => ProvinceState::Entered,
    }
}

/// The kinds that are keyed in one by one: cases. Visits and households go there as whole sheets.
#[must_use]
pub fn can_have(kind: &Kind) -> bool {
    matches!(kind, Kind::Dispute | Kind::Matter)
}

/// May somebody with this role say so? Whoever keys them in: the office and the village.
#[must_use]
pub fn may_enter(role: Role) -> bool {
    matches!(role, Role::Supervisor | Role::VillageCadre)
}

/// May this be said? Asked before it is offered, before it is saved and by the server before it counts. A step about something else is not
/// judged here.
///
/// # Errors
/// The refusal whose sentence says why not.
pub fn judge(record: &Record, step: &Step, role: Role) -> Result<(), ProvinceRefusal> {
    let act = ProvinceAct::from_code(&step.name);
    if act == ProvinceAct::Unknown {
        return Ok(());
    }
    if !can_have(&record.kind) || record.voided.is_some() {
        return Err(ProvinceRefusal::WrongKind);
    }
    if !may_enter(role) {
        return Err(ProvinceRefusal::WrongRole);
    }
    let form: ProvinceForm = step.fields.read().unwrap_or_default();
    let number = form.number.unwrap_or_default();
    if number.chars().count() > NAME_MAX {
        return Err(ProvinceRefusal::TooLong);
    }
    match (act, entry_of(record)) {
        (ProvinceAct::Withdraw, None) => Err(ProvinceRefusal::AsItIs),
        (ProvinceAct::Enter, Some(entry))
            if !entry.is_changed && (number.is_empty() || entry.number == Some(number)) =>
        {
            Err(ProvinceRefusal::AsItIs)
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
