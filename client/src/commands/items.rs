//! Listing and opening matters, tasks and notices: one list and one page for all forms that are data.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::course::{self, Course, Progress, Refusal, Standing};
use domain::form::{Ask, Form, HAPPENED_AT, HOUSEHOLD, Question};
use domain::province::{self, ProvinceState};
use domain::remark;
use domain::rules::Rules;
use domain::{AreaCode, Fields, Kind, MemberId, Record, RecordId, Role, dispute, forms, scope};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Run;
use super::contested::{self, Contested};
use super::visits::{SaveState, why_aside};
use crate::command::command;
use crate::context::Context;
use crate::error::Error;
use crate::store::names::Names;
use crate::store::records::{self, Viewed};
use crate::store::{households, items, town};

/// Which records. What is empty does not restrict; without a form, all matters.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ItemFilter {
    /// The form's name.
    pub form: String,
    /// 状态.
    pub state: String,
    /// Village or grid.
    pub area: Option<AreaCode>,
    /// Who is to do it.
    pub owner: Option<MemberId>,
    /// First local day.
    pub from: Option<NaiveDate>,
    /// Last local day.
    pub to: Option<NaiveDate>,
    /// Only those past their day.
    pub is_overdue: bool,
    /// Only those with something left to do.
    pub is_open: bool,
    /// 省平台: only those that stand so.
    #[serde(default)]
    pub province: Option<ProvinceState>,
    /// At this household's door.
    pub household: Option<RecordId>,
    /// Out of this visit.
    pub visit: Option<RecordId>,
    /// Words of it; pinyin of the people named.
    pub text: String,
}

/// A record in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ItemRow {
    /// Id.
    pub id: RecordId,
    /// The form's name.
    pub form: String,
    /// What a person would call it.
    pub title: String,
    /// What it is about, its first 60 characters.
    pub gist: String,
    /// 状态, a code of the form's course; empty where nothing follows.
    pub stands: String,
    /// Is nothing left to do?
    pub is_ended: bool,
    /// 紧急.
    pub is_urgent: bool,
    /// 退回.
    pub is_returned: bool,
    /// For notices: not read on this device yet.
    pub is_unread: bool,
    /// 村 name.
    pub village_name: String,
    /// 网格 name.
    pub grid_name: String,
    /// 发生时间.
    pub happened_at: DateTime<Utc>,
    /// By when.
    pub due_on: Option<NaiveDate>,
    /// Who is to do it.
    pub owner_name: String,
    /// The unit that is to do it.
    pub unit: String,
    /// Who recorded it.
    pub author_name: String,
    /// 省平台.
    pub province: ProvinceState,
    /// Has the office received it?
    pub state: SaveState,
    /// Declared void.
    pub voided: bool,
}

/// A page of records, what presses first, and how many there are in all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ItemsPage {
    /// The rows.
    pub rows: Vec<ItemRow>,
    /// All of the filter.
    pub total: u64,
}

/// Lists matters, tasks or notices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListItems {
    /// Which.
    pub filter: ItemFilter,
    /// Rows to leave out at the start.
    pub offset: u32,
    /// Rows wanted.
    pub limit: u32,
}
command!(ListItems -> ItemsPage);

/// A step as the page tells it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ItemEntry {
    /// Which step.
    pub step: String,
    /// What was recorded with it.
    pub fields: Fields,
    /// Who took it.
    pub by_name: String,
    /// When.
    pub at: DateTime<Utc>,
    /// What became of it.
    pub standing: Standing,
    /// Does it wait on this device?
    pub is_waiting: bool,
}

/// One record, whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ItemView {
    /// As in the list.
    pub row: ItemRow,
    /// Its grid.
    pub area: AreaCode,
    /// As recorded.
    pub fields: Fields,
    /// The household it belongs to: id and the head or door.
    pub household: Option<(RecordId, String)>,
    /// The names of the members named in it.
    pub members: BTreeMap<String, String>,
    /// Its steps, oldest first.
    pub entries: Vec<ItemEntry>,
    /// The steps of this state, and what stands in the way of each for this member.
    pub offers: Vec<(String, Option<Refusal>)>,
    /// Why it was sent back.
    pub returned: Option<String>,
    /// 时限 proposed for giving it out today.
    pub propose_deadline: NaiveDate,
    /// When it was saved on the phone.
    pub saved_at: DateTime<Utc>,
    /// Was it corrected?
    pub edited: bool,
    /// May this member correct it?
    pub may_edit: bool,
    /// Fields with two people's values.
    pub contested: Vec<Contested>,
    /// Why its last change was set aside.
    pub needs_hand: Option<String>,
}

/// Opens a matter, task or notice. A notice counts as read from then on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenItem {
    /// Which.
    pub id: RecordId,
}
command!(OpenItem -> ItemView);

/// Working days proposed where the profile says nothing of a form.
const PROPOSED_DAYS: u32 = 7;

impl Run for ListItems {
    fn run(self, cx: &mut Context<'_>) -> Result<ItemsPage, Error> {
        let page = (self.offset, self.limit);
        let (viewed, total) = items::list(cx.db(), &self.filter, cx.today(), page)?;
        let rows = Rows::new(cx)?;
        let mut page = ItemsPage {
            rows: Vec::with_capacity(viewed.len()),
            total,
        };
        for viewed in &viewed {
            if let Some(form) = forms::of_record(&viewed.record) {
                page.rows.push(rows.row(form, viewed)?.0);
            }
        }
        Ok(page)
    }
}

/// Makes rows, looking names and rules up once.
pub(super) struct Rows<'a> {
    cx: &'a Context<'a>,
    names: Names<'a>,
    rules: Rules,
    limits: dispute::Limits,
}

impl<'a> Rows<'a> {
    pub(super) fn new(cx: &'a Context<'_>) -> Result<Self, Error> {
        let town = town::fields(cx.db())?;
        Ok(Self {
            names: Names::new(cx.db()),
            rules: Rules::of_town(&town),
            limits: dispute::Limits::of_town(&town),
            cx,
        })
    }

    /// 时限 for what is given out today.
    pub(super) fn propose_deadline(&self, form: &Form) -> NaiveDate {
        let days = self.rules.item_days.get(form.name);
        let days = days.copied().unwrap_or(PROPOSED_DAYS);
        self.limits.after_workdays(self.cx.today(), days)
    }

    fn row(&self, form: &Form, viewed: &Viewed) -> Result<(ItemRow, Option<Progress>), Error> {
        let record = &viewed.record;
        let progress = form.course.map(|course| Progress::of(course, record));
        let progress = progress.as_ref();
        let is_ended = match (form.course, progress) {
            (Some(course), Some(progress)) => course.is_end(progress.state),
            _ => true,
        };
        let happened_at = record.fields.get(HAPPENED_AT).and_then(Value::as_i64);
        let row = ItemRow {
            id: record.id,
            form: form.name.to_owned(),
            title: form.title_of(&record.fields),
            gist: form.gist_of(&record.fields),
            stands: progress.map_or_else(String::new, |progress| progress.state.to_owned()),
            is_ended,
            is_urgent: items::is_urgent(&record.fields) && record.voided.is_none(),
            is_returned: progress.is_some_and(|progress| progress.returned.is_some()),
            is_unread: record.kind == Kind::Notice && !items::is_read(self.cx.db(), record.id)?,
            village_name: self.names.village(&record.area)?,
            grid_name: self.names.grid(&record.area)?,
            happened_at: happened_at
                .and_then(DateTime::from_timestamp_millis)
                .unwrap_or(record.made.at),
            due_on: progress
                .and_then(|progress| self.rules.due_on(form, record, progress, &self.limits)),
            owner_name: match progress.and_then(|progress| progress.owner) {
                Some(owner) => self.names.member(owner)?,
                None => String::new(),
            },
            unit: progress
                .and_then(|progress| progress.unit.clone())
                .unwrap_or_default(),
            author_name: self.names.member(record.made.by)?,
            province: province::state_of(record),
            state: viewed.state,
            voided: record.voided.is_some(),
        };
        Ok((row, progress.cloned()))
    }
}

impl Run for OpenItem {
    fn run(self, cx: &mut Context<'_>) -> Result<ItemView, Error> {
        let viewed = records::view(cx.db(), self.id)?.ok_or(Error::NotFound)?;
        let form = forms::of_record(&viewed.record).ok_or(Error::NotFound)?;
        if form.kind == Kind::Notice && items::mark_read(cx.db(), self.id, cx.now())? {
            cx.changed.insert(Kind::Notice);
        }
        let rows = Rows::new(cx)?;
        let (row, progress) = rows.row(form, &viewed)?;
        let Viewed { record, state } = viewed;
        let needs_hand = match state {
            SaveState::NeedsHand => Some(why_aside(cx, self.id)?),
            SaveState::SavedHere | SaveState::Received => None,
        };
        let is_alive = record.voided.is_none();
        Ok(ItemView {
            household: household(cx, &record.fields)?,
            members: members(&rows.names, form, &record)?,
            entries: entries(&rows.names, &record, progress.as_ref())?,
            offers: match (form.course, &progress) {
                (Some(course), Some(progress)) if is_alive => offers(cx, course, progress),
                _ => Vec::new(),
            },
            returned: progress.and_then(|progress| progress.returned),
            propose_deadline: rows.propose_deadline(form),
            saved_at: record.made.at,
            edited: record.is_edited(),
            may_edit: is_alive && may_edit(cx, form, record.made.by),
            contested: contested::of(cx, &rows.names, &record)?,
            needs_hand,
            area: record.area,
            fields: record.fields,
            row,
        })
    }
}

fn offers(
    cx: &Context<'_>,
    course: &Course,
    progress: &Progress,
) -> Vec<(String, Option<Refusal>)> {
    course::offers(course, progress, cx.profile.member, cx.role())
        .into_iter()
        .map(|(row, refusal)| (row.step.to_owned(), refusal))
        .collect()
}

fn household(cx: &Context<'_>, fields: &Fields) -> Result<Option<(RecordId, String)>, Error> {
    let Some(id) = fields.link(HOUSEHOLD) else {
        return Ok(None);
    };
    let door = households::door(cx.db(), id)?;
    Ok(door.map(|door| (id, households::name_of(&door.household).to_owned())))
}

/// The names behind the ids in answers to "who".
fn members(
    names: &Names<'_>,
    form: &Form,
    record: &Record,
) -> Result<BTreeMap<String, String>, Error> {
    let asks_member = |question: &&Question| question.ask == Ask::Member;
    let mut ids: Vec<&str> = Vec::new();
    for question in form.questions.iter().filter(asks_member) {
        ids.extend(record.fields.text(question.field));
    }
    for taken in &record.steps {
        ids.extend(taken.step.fields.text(course::OWNER));
    }
    let mut found = BTreeMap::new();
    for text in ids {
        if let Ok(id) = text.parse() {
            found.insert(text.to_owned(), names.member(id)?);
        }
    }
    Ok(found)
}

fn entries(
    names: &Names<'_>,
    record: &Record,
    progress: Option<&Progress>,
) -> Result<Vec<ItemEntry>, Error> {
    let standings = progress.map_or(&[][..], |progress| &progress.standings);
    let mut entries = Vec::with_capacity(record.steps.len());
    for (place, taken) in record.steps.iter().enumerate() {
        // Threads of corrections and the province's platform stand by themselves.
        if remark::is_remark(&taken.step) || province::is_province(&taken.step) {
            continue;
        }
        entries.push(ItemEntry {
            step: taken.step.name.clone(),
            fields: taken.step.fields.clone(),
            by_name: names.member(taken.stamp.by)?,
            at: taken.stamp.at,
            standing: standings.get(place).copied().unwrap_or(Standing::Beside),
            is_waiting: taken.stamp.seq.is_none(),
        });
    }
    Ok(entries)
}

/// The recorder corrects it, the office all of them.
fn may_edit(cx: &Context<'_>, form: &Form, author: MemberId) -> bool {
    let (me, role) = (cx.profile.member, cx.role());
    let may_write = scope::may_write(role, &form.kind) && form.by.contains(&role);
    may_write && (me == author || matches!(role, Role::Supervisor | Role::VillageCadre))
}
