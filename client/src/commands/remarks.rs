//! 退改: what the office marked for correction, what was answered, and saying the next word of it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::form::FORM;
use domain::remark::{self, RemarkAct, RemarkForm, RemarkRefusal, RemarkState, Thread};
use domain::{Kind, MemberId, Record, RecordId, scope};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::Run;
use super::save_household::tidy;
use super::versions::{name, safe};
use crate::command::command;
use crate::context::Context;
use crate::error::Error;
use crate::steps;
use crate::store::names::Names;
use crate::store::records;
use crate::store::remarks::{WaitsFor, waiting};

/// Fields that stand for other records or places: nobody corrects them in a form.
const NOT_CORRECTED: &[&str] = &[FORM, "household", "visit", "position", "slot"];
/// Records looked through at the most: the rest comes up as these are done.
const MOST: u32 = 500;

/// A thread in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RemarkRow {
    /// The record.
    pub record: RecordId,
    /// What it is.
    pub kind: Kind,
    /// Its form, where that is data.
    pub form: Option<String>,
    /// The household of a resident or visit.
    pub household: Option<RecordId>,
    /// What a person would call it.
    pub title: String,
    /// 村 and 网格.
    pub place: String,
    /// The field; empty for the record as a whole.
    pub field: String,
    /// The remark that counts.
    pub text: String,
    /// Who made it, and when.
    pub by_name: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Who is to correct it; empty for whoever works there.
    pub to_name: String,
    /// Is it this member's?
    pub is_mine: bool,
    /// Where the thread stands.
    pub state: RemarkState,
}

/// Lists threads that wait: for this member's correction, or for the office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListRemarks {
    /// Those in this state: 待修改 or 已修改.
    pub state: RemarkState,
    /// Only those that are this member's to correct.
    pub is_mine: bool,
}
command!(ListRemarks -> Vec<RemarkRow>);

/// One thing said, as a page shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SaidRow {
    /// As what.
    pub act: RemarkAct,
    /// The words; may be empty when something was accepted.
    pub text: String,
    /// Who.
    pub by_name: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Does it wait on this device?
    pub is_waiting: bool,
}

/// What a correction made of a field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DifferenceRow {
    /// The field.
    pub field: String,
    /// What stood there; `null` where nothing did.
    pub before: Value,
    /// What stands there; `null` where it was cleared.
    pub after: Value,
    /// Who.
    pub by_name: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A thread, whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ThreadView {
    /// Which.
    pub id: Uuid,
    /// The field; empty for the record as a whole.
    pub field: String,
    /// Who is to correct it; empty for whoever works there.
    pub to_name: String,
    /// Is it this member's?
    pub is_mine: bool,
    /// Where it stands.
    pub state: RemarkState,
    /// Everything said.
    pub said: Vec<SaidRow>,
    /// What was corrected since the last remark.
    pub differences: Vec<DifferenceRow>,
}

/// The threads of a record, and what may be said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RemarksPage {
    /// What the record is.
    pub kind: Kind,
    /// Its form, where that is data.
    pub form: Option<String>,
    /// The household of a resident or visit.
    pub household: Option<RecordId>,
    /// Threads, the first begun first.
    pub threads: Vec<ThreadView>,
    /// May this member mark something and accept it?
    pub may_return: bool,
    /// May this member say something to a remark?
    pub may_answer: bool,
    /// The fields that can be marked, as they are.
    pub fields: Vec<(String, Value)>,
    /// What the ids in the values are called.
    pub names: BTreeMap<String, String>,
}

/// Opens the threads of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenRemarks {
    /// Which.
    pub id: RecordId,
}
command!(OpenRemarks -> RemarksPage);

/// Says the next word. Answers why not when it may not be said; then nothing was saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SayRemark {
    /// The record.
    pub id: RecordId,
    /// The thread; none begins one.
    pub thread: Option<Uuid>,
    /// As what.
    pub act: RemarkAct,
    /// The field of a first remark; empty for the record as a whole.
    pub field: String,
    /// The words.
    pub text: String,
}
command!(SayRemark -> Option<RemarkRefusal>);

impl Run for ListRemarks {
    fn run(self, cx: &mut Context<'_>) -> Result<Vec<RemarkRow>, Error> {
        let waits_for = match self.state {
            RemarkState::Answered => WaitsFor::Office,
            RemarkState::Waiting | RemarkState::Accepted | RemarkState::Unknown => {
                WaitsFor::Recorder
            }
        };
        let people = Names::new(cx.db());
        let mut rows = Vec::new();
        for viewed in waiting(cx.db(), waits_for, MOST)? {
            let record = viewed.record;
            for thread in remark::threads_of(&record) {
                let is_wanted = thread.state == self.state
                    && (!self.is_mine || thread.is_for(cx.profile.member));
                if is_wanted && let Some(row) = row(cx, &people, &record, &thread)? {
                    rows.push(row);
                }
            }
        }
        rows.sort_by_key(|row| std::cmp::Reverse(row.at));
        Ok(rows)
    }
}

fn row(
    cx: &Context<'_>,
    people: &Names<'_>,
    record: &Record,
    thread: &Thread,
) -> Result<Option<RemarkRow>, Error> {
    let Some(said) = thread.remark() else {
        return Ok(None);
    };
    Ok(Some(RemarkRow {
        record: record.id,
        kind: record.kind.clone(),
        form: record.fields.text(FORM).map(str::to_owned),
        household: records::parent(cx.db(), record.id)?,
        title: records::title(cx.db(), record.id)?.unwrap_or_default(),
        place: people.place(&record.area)?,
        field: thread.field.clone(),
        text: said.text.clone(),
        by_name: people.member(said.stamp.by)?,
        at: said.stamp.at,
        to_name: name_of(people, thread.to)?,
        is_mine: thread.is_for(cx.profile.member) && !remark::may_return(cx.role()),
        state: thread.state,
    }))
}

fn name_of(people: &Names<'_>, member: Option<MemberId>) -> Result<String, Error> {
    member.map_or_else(|| Ok(String::new()), |member| people.member(member))
}

impl Run for OpenRemarks {
    fn run(self, cx: &mut Context<'_>) -> Result<RemarksPage, Error> {
        let record = records::view(cx.db(), self.id)?
            .ok_or(Error::NotFound)?
            .record;
        let people = Names::new(cx.db());
        let mut names = BTreeMap::new();
        let threads = remark::threads_of(&record)
            .iter()
            .map(|thread| view(cx, &people, thread, &mut names))
            .collect::<Result<_, Error>>()?;
        let is_alive = remark::can_have(&record.kind) && record.voided.is_none();
        let may_return = is_alive && remark::may_return(cx.role());
        let mut fields = Vec::new();
        for (field, value) in record.fields.0.iter().filter(|_| may_return) {
            if NOT_CORRECTED.contains(&field.as_str()) {
                continue;
            }
            let value = safe(field, value.clone());
            name(cx, &value, &mut names)?;
            fields.push((field.clone(), value));
        }
        Ok(RemarksPage {
            household: records::parent(cx.db(), record.id)?,
            threads,
            may_return,
            may_answer: is_alive && scope::may_write(cx.role(), &record.kind),
            fields,
            names,
            form: record.fields.text(FORM).map(str::to_owned),
            kind: record.kind,
        })
    }
}

fn view(
    cx: &Context<'_>,
    people: &Names<'_>,
    thread: &Thread,
    names: &mut BTreeMap<String, String>,
) -> Result<ThreadView, Error> {
    let mut said = Vec::with_capacity(thread.said.len());
    for one in &thread.said {
        said.push(SaidRow {
            act: one.act,
            text: one.text.clone(),
            by_name: people.member(one.stamp.by)?,
            at: one.stamp.at,
            is_waiting: one.stamp.seq.is_none(),
        });
    }
    let mut differences = Vec::with_capacity(thread.differences.len());
    for one in &thread.differences {
        let before = safe(&one.field, one.before.clone());
        let after = safe(&one.field, one.after.clone());
        name(cx, &before, names)?;
        name(cx, &after, names)?;
        differences.push(DifferenceRow {
            field: one.field.clone(),
            before,
            after,
            by_name: people.member(one.stamp.by)?,
            at: one.stamp.at,
        });
    }
    Ok(ThreadView {
        id: thread.id,
        field: thread.field.clone(),
        to_name: name_of(people, thread.to)?,
        is_mine: thread.is_for(cx.profile.member),
        state: thread.state,
        said,
        differences,
    })
}

impl Run for SayRemark {
    fn run(self, cx: &mut Context<'_>) -> Result<Option<RemarkRefusal>, Error> {
        let record = records::view(cx.db(), self.id)?
            .ok_or(Error::NotFound)?
            .record;
        let is_remark = self.act == RemarkAct::Remark;
        let known = self.thread.and_then(|id| {
            let threads = remark::threads_of(&record);
            threads.into_iter().find(|thread| thread.id == id)
        });
        let (field, to) = match &known {
            Some(thread) => (thread.field.clone(), thread.to),
            None => (self.field.clone(), recorder(&record, &self.field)),
        };
        let form = RemarkForm {
            thread: match self.thread {
                Some(thread) => thread,
                None => cx.new_id()?,
            },
            field: if is_remark { field } else { String::new() },
            to: to.filter(|_| is_remark),
            text: tidy(Some(self.text)).unwrap_or_default(),
        };
        let step = form.step(self.act);
        if let Err(refusal) = remark::judge(&record, &step, cx.role()) {
            return Ok(Some(refusal));
        }
        steps::take(cx, vec![(record, step)])?;
        Ok(None)
    }
}

/// Who is to correct it: who wrote what is shown. A register belongs to whoever works where the household is.
fn recorder(record: &Record, field: &str) -> Option<MemberId> {
    match record.kind {
        Kind::Household | Kind::Resident => None,
        _ if field.is_empty() => Some(record.made.by),
        _ => Some(record.stamp_of(field).by),
    }
}
