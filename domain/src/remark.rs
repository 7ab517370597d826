//! 退改: the office marks a field of any record with a remark (看不清,重拍); who recorded it corrects that field or answers in words; the
//! office accepts it or sends it back again. The thread stays with the record.
//!
//! Remarks are steps with names of their own, beside the course of a case and never part of it, so any kind of record can have them and
//! a build that does not know them carries them on. Where a thread stands is read from the record: a correction of the field counts as
//! the answer, whoever's build wrote it.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::change::{Fields, Step};
use crate::codes::codes;
use crate::ids::MemberId;
use crate::kind::Kind;
use crate::member::Role;
use crate::record::{Record, Stamp};
use crate::validate::REMARKS_MAX;

codes! {
    /// What is said in a thread.
    pub enum RemarkAct = "remark-act" {
        /// The office says what is to be corrected.
        Remark = "remark" => "退回修改",
        /// Who recorded it says something to that.
        Answer = "answer_remark" => "回复说明",
        /// The office is content.
        Accept = "accept_remark" => "认可",
    }
}

codes! {
    /// Where a thread stands.
    pub enum RemarkState = "remark-state" {
        /// It waits for who recorded it.
        Waiting = "waiting" => "待修改",
        /// It waits for the office.
        Answered = "answered" => "已修改,待认可",
        /// It is done.
        Accepted = "accepted" => "已认可",
    }
}

codes! {
    /// Why something cannot be said.
    pub enum RemarkRefusal = "remark-refusal" {
        /// Not for this role.
        WrongRole = "wrong_role" => "退改由村里或镇综治中心提出和认可",
        /// Records of this kind are looked after otherwise.
        WrongKind = "wrong_kind" => "这类记录不能退改",
        /// There is no such thread, or it is done.
        NoThread = "no_thread" => "这条退改已经处理完了",
        /// Without words nobody knows what to do.
        Incomplete = "incomplete" => "请写清楚要改什么",
    }
}

/// What travels with a step of a thread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemarkForm {
    /// The thread; made with its first remark.
    pub thread: Uuid,
    /// The field that is to be corrected; empty for the record as a whole. Only with a remark.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub field: String,
    /// Who is to do it; none for whoever works where the record is. Only with a remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<MemberId>,
    /// The words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

impl RemarkForm {
    /// The step that says it.
    #[must_use]
    pub fn step(&self, act: RemarkAct) -> Step {
        Step {
            name: act.code().to_owned(),
            fields: Fields::of(self),
        }
    }
}

/// Is this step part of a thread, not of the record's course?
#[must_use]
pub fn is_remark(step: &Step) -> bool {
    RemarkAct::from_code(&step.name) != RemarkAct::Unknown
}

/// One thing said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// As what.
    pub act: RemarkAct,
    /// The words.
    pub text: String,
    /// By whom, and when.
    pub stamp: Stamp,
}

/// What a correction made of a field since the last remark.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The field.
    pub field: String,
    /// What stood there; `null` where nothing did.
    pub before: Value,
    /// What stands there; `null` where it was cleared.
    pub after: Value,
    /// Who corrected it last, and when.
    pub stamp: Stamp,
}

/// One thread of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct Thread {
    /// Which.
    pub id: Uuid,
    /// The field; empty for the record as a whole.
    pub field: String,
    /// Who is to do it; none for whoever works where the record is.
    pub to: Option<MemberId>,
    /// Everything said, in order; the first is the remark.
    pub said: Vec<Said>,
    /// What was corrected since the last remark.
    pub differences: Vec<Difference>,
    /// Where it stands.
    pub state: RemarkState,
}

impl Thread {
    /// The remark that counts: the last.
    #[must_use]
    pub fn remark(&self) -> Option<&Said> {
        let mut said = self.said.iter().rev();
        said.find(|said| said.act == RemarkAct::Remark)
    }

    /// Is it this member's to correct? Nobody but the person it is addressed to; where it is addressed to none, everybody there.
    #[must_use]
    pub fn is_for(&self, member: MemberId) -> bool {
        self.to.is_none_or(|to| to == member)
    }
}

/// The threads of a record, in the order they were begun.
#[must_use]
pub fn threads_of(record: &Record) -> Vec<Thread> {
    let mut threads: Vec<Thread> = Vec::new();
    for taken in record.steps.iter().filter(|taken| is_remark(&taken.step)) {
        let Some(form) = taken.step.fields.read::<RemarkForm>() else {
            continue;
        };
        let said = Said {
            act: RemarkAct::from_code(&taken.step.name),
            text: form.text,
            stamp: taken.stamp,
        };
        match threads.iter_mut().find(|thread| thread.id == form.thread) {
            Some(thread) => thread.said.push(said),
            // An answer to something that is not here says nothing to anybody.
            None if said.act != RemarkAct::Remark => {}
            None => threads.push(Thread {
                id: form.thread,
                field: form.field,
                to: form.to,
                said: vec![said],
                differences: Vec::new(),
                state: RemarkState::Waiting,
            }),
        }
    }
    for thread in &mut threads {
        thread.differences = differences(record, thread);
        thread.state = state(thread);
    }
    threads
}

/// Does anything of it wait for who recorded it, and does anything wait for the office?
#[must_use]
pub fn waits(record: &Record) -> (bool, bool) {
    if record.voided.is_some() || !record.steps.iter().any(|taken| is_remark(&taken.step)) {
        return (false, false);
    }
    let threads = threads_of(record);
    let any = |state| threads.iter().any(|thread| thread.state == state);
    (any(RemarkState::Waiting), any(RemarkState::Answered))
}

fn state(thread: &Thread) -> RemarkState {
    // Words that were on their way when the office accepted it open nothing again.
    let by_office = |said: &&Said| said.act != RemarkAct::Answer;
    if thread.said.iter().rfind(by_office).map(|said| said.act) == Some(RemarkAct::Accept) {
        return RemarkState::Accepted;
    }
    let has_words = thread.said.last().map(|said| said.act) == Some(RemarkAct::Answer);
    if has_words || !thread.differences.is_empty() {
        RemarkState::Answered
    } else {
        RemarkState::Waiting
    }
}

fn differences(record: &Record, thread: &Thread) -> Vec<Difference> {
    let Some(remark) = thread.remark() else {
        return Vec::new();
    };
    let mut found: Vec<Difference> = Vec::new();
    for version in &record.versions {
        if !version.stamp.is_after(remark.stamp) {
            continue;
        }
        for (field, before) in &version.replaced {
            let is_meant = thread.field.is_empty() || thread.field == *field;
            if !is_meant {
                continue;
            }
            match found.iter_mut().find(|one| one.field == *field) {
                Some(known) => known.stamp = version.stamp,
                None => found.push(Difference {
                    field: field.clone(),
                    before: before.clone(),
                    after: record.fields.get(field).cloned().unwrap_or(Value::Null),
                    stamp: version.stamp,
                }),
            }
        }
    }
    found.retain(|one| one.before != one.after);
    found
}

/// The kinds that can be returned: what people record at the door and what follows from it. Care files have their own office.
#[must_use]
pub fn can_have(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Household | Kind::Resident | Kind::Visit | Kind::Dispute | Kind::Matter | Kind::Task
    )
}

/// May somebody with this role say what is to be corrected, and accept it?
#[must_use]
pub fn may_return(role: Role) -> bool {
    matches!(role, Role::Supervisor | Role::VillageCadre)
}

/// May this be said? Asked by the screens before offering it, by the phone before saving and by the server before accepting it.
/// A step that is no remark is not judged here.
///
/// # Errors
/// The refusal whose sentence says why not.
pub fn judge(record: &Record, step: &Step, role: Role) -> Result<(), RemarkRefusal> {
    let act = RemarkAct::from_code(&step.name);
    if act == RemarkAct::Unknown {
        return Ok(());
    }
    if !can_have(&record.kind) || record.voided.is_some() {
        return Err(RemarkRefusal::WrongKind);
    }
    if act != RemarkAct::Answer && !may_return(role) {
        return Err(RemarkRefusal::WrongRole);
    }
    let form: RemarkForm = step.fields.read().ok_or(RemarkRefusal::Incomplete)?;
    let length = form.text.trim().chars().count();
    let needs_words = act != RemarkAct::Accept;
    if (needs_words && length == 0) || length > REMARKS_MAX || form.field.len() > 64 {
        return Err(RemarkRefusal::Incomplete);
    }
    let threads = threads_of(record);
    let known = threads.iter().find(|thread| thread.id == form.thread);
    match (act, known.map(|thread| thread.state)) {
        (RemarkAct::Remark, _) => Ok(()),
        // Said offline while the office accepted it: kept, and it opens nothing again by itself.
        (RemarkAct::Answer, Some(_)) => Ok(()),
        (RemarkAct::Accept, Some(state)) if state != RemarkState::Accepted => Ok(()),
        _ => Err(RemarkRefusal::NoThread),
    }
}

#[cfg(test)]
mod tests;
