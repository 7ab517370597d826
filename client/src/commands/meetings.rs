//! Meetings on disputes and what they decide: the town's and each village's own. A meeting is a record of the form `meeting` at the place whose
//! disputes it looks at; a decision is a task that names the meeting and the dispute, so it reaches whoever has to do it like every other task.

use chrono::{DateTime, Datelike as _, Days, Months, NaiveDate, Utc};
use domain::course::{DEADLINE, OWNER, Progress};
use domain::form::{self, ABOUT, FORM, HAPPENED_AT, MEETING};
use domain::forms::meeting::{self, PERIOD_FROM};
use domain::forms::task;
use domain::{AreaCode, Fields, Kind, Member, MemberId, Record, RecordId};
use ledger::source::{Source as _, day_of, moment_of};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::Run;
use super::disputes::Rows;
use super::forms::{SaveForm, seat};
use super::ledgers::Stored;
use super::save_household::{Saved, unless_blocked};
use crate::command::command;
use crate::context::Context;
use crate::error::Error;
use crate::store::records;

/// Which meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeetingSort {
    /// 周研判.
    #[default]
    Week,
    /// 月调度.
    Month,
}

impl MeetingSort {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Week, Self::Month];

    /// The code in a record.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// The week from Monday to Sunday, or the month, in which a day lies.
    #[must_use]
    pub fn period(self, day: NaiveDate) -> (NaiveDate, NaiveDate) {
        match self {
            Self::Week => {
                let week = day.week(chrono::Weekday::Mon);
                (week.first_day(), week.last_day())
            }
            Self::Month => {
                let first = day.with_day(1).unwrap_or(day);
                let next = first.checked_add_months(Months::new(1));
                let last = next.and_then(|next| next.checked_sub_days(Days::new(1)));
                (first, last.unwrap_or(day))
            }
        }
    }
}

/// A meeting in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingRow {
    /// Its record.
    pub id: RecordId,
    /// When it was held.
    pub at: DateTime<Utc>,
    /// From which day on the period runs that was looked at.
    pub from: NaiveDate,
    /// 主持.
    pub chair: String,
    /// 参加人.
    pub attendees: String,
    /// How many decisions it made.
    pub decisions: u64,
}

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionRow {
    /// The task.
    pub id: RecordId,
    /// 决定.
    pub text: String,
    /// 责任人.
    pub owner_name: String,
    /// 期限.
    pub due_on: Option<NaiveDate>,
    /// Where the task stands, a code of its course.
    pub stands: String,
    /// Is nothing left to do?
    pub is_ended: bool,
}

/// Writes the meeting on a period down, or finds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BeginMeeting {
    /// Which meeting.
    pub sort: MeetingSort,
    /// Any day of the period.
    pub day: NaiveDate,
    /// Of which village; none for the place for which this member speaks, the town's office for the town.
    pub area: Option<AreaCode>,
}
command!(BeginMeeting -> RecordId);

/// The place whose meeting it is.
pub(super) fn place(cx: &Context<'_>, area: Option<&AreaCode>) -> Result<AreaCode, Error> {
    area.cloned()
        .map_or_else(|| seat(cx, &meeting::FORM.kind), Ok)
}

/// Writes a decision down; the meeting too where there is none on that period yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveDecision {
    /// Of which meeting.
    pub meeting: BeginMeeting,
    /// About which dispute.
    pub about: Option<RecordId>,
    /// 决定.
    pub text: String,
    /// 责任人.
    pub owner: Option<MemberId>,
    /// 期限.
    pub deadline: Option<NaiveDate>,
}
command!(SaveDecision -> Saved);

/// A heading's most characters.
const HEADING: usize = 50;

/// A task that a meeting decided.
pub(super) struct Decision {
    pub(super) meeting: RecordId,
    pub(super) about: Option<RecordId>,
    row: DecisionRow,
}

/// All decisions on this device, in the order in which they were written down.
pub(super) struct Decided(Vec<Decision>);

impl Decided {
    pub(super) fn of(cx: &Context<'_>, source: &Stored<'_>) -> Result<Self, Error> {
        let mut found = Vec::new();
        source.each(&Kind::Task, &cx.profile.town, None, &mut |record, _| {
            let Some(meeting) = record.fields.link(MEETING) else {
                return;
            };
            let progress = Progress::of(&task::COURSE, record);
            let owner = progress.owner.map_or("", |id| source.names().member(id));
            let row = DecisionRow {
                id: record.id,
                text: record.fields.text("content").unwrap_or_default().to_owned(),
                owner_name: owner.to_owned(),
                due_on: progress.deadline,
                is_ended: task::COURSE.ends.contains(&progress.state),
                stands: progress.state.to_owned(),
            };
            let about = record.fields.link(ABOUT);
            found.push((
                record.made.at,
                Decision {
                    meeting,
                    about,
                    row,
                },
            ));
        })?;
        found.sort_by_key(|(at, decision)| (*at, decision.row.id));
        Ok(Self(
            found.into_iter().map(|(_, decision)| decision).collect(),
        ))
    }

    pub(super) fn rows(&self, is_wanted: impl Fn(&Decision) -> bool) -> Vec<DecisionRow> {
        let wanted = self.0.iter().filter(|decision| is_wanted(decision));
        wanted.map(|decision| decision.row.clone()).collect()
    }
}

/// The meetings of a sort that a place held itself, those on the latest periods first.
pub(super) fn meetings(
    source: &Stored<'_>,
    (sort, area): (MeetingSort, &AreaCode),
    decided: &Decided,
) -> Result<Vec<MeetingRow>, Error> {
    let mut rows: Vec<MeetingRow> = Vec::new();
    source.each(&Kind::Matter, area, None, &mut |record, _| {
        // What lies deeper is a village's own.
        if record.area == *area && is_meeting(record, sort) {
            let own = decided.0.iter().filter(|one| one.meeting == record.id);
            let text = |field: &str| record.fields.text(field).unwrap_or_default().to_owned();
            rows.push(MeetingRow {
                id: record.id,
                at: moment_of(record),
                from: looked_at(record, sort),
                chair: text("chair"),
                attendees: text("attendees"),
                decisions: u64::try_from(own.count()).unwrap_or(u64::MAX),
            });
        }
    })?;
    rows.sort_by_key(|row| (std::cmp::Reverse(row.from), row.at, row.id));
    Ok(rows)
}

fn is_meeting(record: &Record, sort: MeetingSort) -> bool {
    record.fields.text(FORM) == Some(meeting::FORM.name)
        && record.fields.text("meeting_sort") == Some(sort.code())
}

/// The first day of the period that a meeting looked at: the one in which it was held, where it does not say.
fn looked_at(record: &Record, sort: MeetingSort) -> NaiveDate {
    let said = record.fields.text(PERIOD_FROM);
    let said = said.and_then(|day| day.parse().ok());
    sort.period(said.unwrap_or_else(|| day_of(record))).0
}

impl Run for BeginMeeting {
    fn run(self, cx: &mut Context<'_>) -> Result<RecordId, Error> {
        let (from, _) = self.sort.period(self.day);
        let source = Stored::of(cx)?;
        let area = place(cx, self.area.as_ref())?;
        let held = meetings(&source, (self.sort, &area), &Decided(Vec::new()))?;
        if let Some(found) = held.iter().find(|row| row.from == from) {
            return Ok(found.id);
        }
        let now = cx.now().timestamp_millis();
        let fields = json!({"meeting_sort": self.sort.code(), HAPPENED_AT: now, PERIOD_FROM: from});
        let save = save_of(meeting::FORM.name, Fields::of(&fields), Some(area));
        Ok(save.run(cx)?.id)
    }
}

fn save_of(form: &str, fields: Fields, area: Option<AreaCode>) -> SaveForm {
    SaveForm {
        form: form.to_owned(),
        id: None,
        // A form that somebody has begun elsewhere stays as it is.
        slot: RecordId(Uuid::max()),
        fields,
        area,
    }
}

impl Run for SaveDecision {
    fn run(self, cx: &mut Context<'_>) -> Result<Saved, Error> {
        let sort = meeting::SORT.label(self.meeting.sort.code());
        let heading = match self.about {
            Some(id) => format!("{sort} · {}", between(cx, id)?),
            None => sort.to_owned(),
        };
        let heading: String = heading.chars().take(HEADING).collect();
        let mut fields = json!({"heading": heading, "task_sort": "decision", "content": self.text, OWNER: self.owner, DEADLINE: self.deadline, ABOUT: self.about});
        // Whether it is whole is judged before a meeting is made for it.
        let issues = form::issues(&task::FORM, &Fields::of(&fields), cx.today());
        unless_blocked(issues)?;
        let area = where_done(cx, self.meeting.area.as_ref(), self.owner)?;
        let meeting = self.meeting.run(cx)?;
        if let Some(fields) = fields.as_object_mut() {
            fields.insert(MEETING.to_owned(), json!(meeting));
            fields.retain(|_, value| !value.is_null());
        }
        save_of(task::FORM.name, Fields::of(&fields), area).run(cx)
    }
}

/// Where the task of a decision lies: where its owner works; a village's own decisions never outside the village.
pub(super) fn where_done(
    cx: &Context<'_>,
    meeting: Option<&AreaCode>,
    owner: Option<MemberId>,
) -> Result<Option<AreaCode>, Error> {
    let held = place(cx, meeting)?;
    if held == cx.profile.town {
        return Ok(None);
    }
    let owner = owner.map(|id| records::view(cx.db(), RecordId(id.0)));
    let owner = owner.transpose()?.flatten();
    let owner = owner.and_then(|viewed| Member::from_fields(&viewed.record.fields));
    let works = owner.and_then(|member| member.areas.into_iter().find(|area| held.contains(area)));
    Ok(Some(works.unwrap_or(held)))
}

/// Between whom a dispute is, as lists say it.
fn between(cx: &Context<'_>, id: RecordId) -> Result<String, Error> {
    let viewed = records::view(cx.db(), id)?.ok_or(Error::NotFound)?;
    let row = Rows::new(cx)?.listed(&viewed)?;
    Ok(row.map(|(row, _)| row.between).unwrap_or_default())
}
