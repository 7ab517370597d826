//! 周研判月调度纪要: one line per decision of a meeting, with what became of it; a meeting without any is one line.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::course::{Course, Progress, Standing};
use domain::dispute::limits::local_day;
use domain::form::{ABOUT, FORM, MEETING};
use domain::forms::{meeting, task};
use domain::{Dispute, Fields, Kind, Record, RecordId};

use crate::cell::Cell;
use crate::column::Column;
use crate::disputes::number;
use crate::source::{Source, Wanted, day_of, within};
use crate::table::Table;

/// What it is called on paper.
pub(crate) const NAME: &str = "周研判月调度纪要";

struct Meeting {
    day: NaiveDate,
    /// 周研判 or 月调度, of a village with its name.
    sort: String,
    fields: Fields,
}

struct Decision {
    about: String,
    text: String,
    owner: String,
    deadline: Option<NaiveDate>,
    state: &'static str,
    result: String,
    done: Option<NaiveDate>,
}

struct Line<'a> {
    meeting: &'a Meeting,
    decision: Option<&'a Decision>,
}

impl Line<'_> {
    fn said(&self, field: &str) -> Cell<'_> {
        Cell::text(self.meeting.fields.text(field).unwrap_or_default())
    }

    fn decided(&self, words: impl Fn(&Decision) -> &str) -> Cell<'_> {
        Cell::own(self.decision.map_or("", words).to_owned())
    }
}

fn columns<'a>() -> [Column<Line<'a>>; 13] {
    [
        Column::centred("序号", 6, |number, _| Cell::Number(number)),
        Column::centred("日期", 11, |_, line| Cell::Day(line.meeting.day)),
        Column::running("会议", 9, |_, line| Cell::text(&line.meeting.sort)),
        Column::centred("主持", 9, |_, line| line.said("chair")),
        Column::running("参加人", 18, |_, line| line.said("attendees")),
        Column::running("说明", 18, |_, line| line.said("meeting_note")),
        Column::running("议题案件", 22, |_, line| line.decided(|one| &one.about)),
        Column::running("决定", 28, |_, line| line.decided(|one| &one.text)),
        Column::centred("责任人", 9, |_, line| line.decided(|one| &one.owner)),
        Column::centred("期限", 11, |_, line| {
            Cell::day(line.decision.and_then(|one| one.deadline))
        }),
        Column::centred("落实", 9, |_, line| line.decided(|one| one.state)),
        Column::running("落实情况", 22, |_, line| {
            line.decided(|one| &one.result)
        }),
        Column::centred("办结日期", 11, |_, line| {
            Cell::day(line.decision.and_then(|one| one.done))
        }),
    ]
}

pub(crate) fn table<E>(source: &dyn Source<E>, wanted: &Wanted) -> Result<Table, E> {
    let mut meetings: Vec<(RecordId, Meeting)> = Vec::new();
    within(source, &Kind::Matter, wanted, &mut |record, _| {
        if record.fields.text(FORM) == Some(meeting::FORM.name) {
            let sort = record.fields.text("meeting_sort").unwrap_or_default();
            meetings.push((
                record.id,
                Meeting {
                    day: day_of(record),
                    sort: source.names().village(&record.area) + meeting::SORT.label(sort),
                    fields: record.fields.clone(),
                },
            ));
        }
    })?;
    meetings.sort_by_key(|(id, meeting)| (meeting.day, *id));
    let decisions = decisions(source, wanted)?;
    let mut lines = Vec::new();
    for (id, meeting) in &meetings {
        let own = decisions.get(id).map_or(&[][..], Vec::as_slice);
        lines.extend(own.iter().map(|decision| Line {
            meeting,
            decision: Some(decision),
        }));
        if own.is_empty() {
            lines.push(Line {
                meeting,
                decision: None,
            });
        }
    }
    Ok(Table::of(&columns(), lines))
}

/// What each meeting decided, in the order in which it was written down.
fn decisions<E>(
    source: &dyn Source<E>,
    wanted: &Wanted,
) -> Result<HashMap<RecordId, Vec<Decision>>, E> {
    let mut tasks = Vec::new();
    source.each(&Kind::Task, &wanted.area, None, &mut |record, _| {
        if record.fields.link(MEETING).is_some() {
            tasks.push(record.clone());
        }
    })?;
    let about: Vec<RecordId> = tasks
        .iter()
        .filter_map(|task| task.fields.link(ABOUT))
        .collect();
    let mut disputes = HashMap::new();
    if !about.is_empty() {
        source.each(&Kind::Dispute, &wanted.area, None, &mut |record, _| {
            if let Some(dispute) = Dispute::from_fields(&record.fields)
                && about.contains(&record.id)
            {
                disputes.insert(record.id, called(&dispute, record));
            }
        })?;
    }
    tasks.sort_by_key(|task| (task.made.at, task.id));
    let mut found: HashMap<RecordId, Vec<Decision>> = HashMap::new();
    for task in &tasks {
        let Some(meeting) = task.fields.link(MEETING) else {
            continue;
        };
        let about = task
            .fields
            .link(ABOUT)
            .and_then(|id| disputes.get(&id).cloned());
        let decision = decided(source, task, about.unwrap_or_default());
        found.entry(meeting).or_default().push(decision);
    }
    Ok(found)
}

/// Number and title; of a sensitive one the number alone, for minutes are passed around.
fn called(dispute: &Dispute, record: &Record) -> String {
    let number = number(local_day(dispute.happened_at), record.id);
    if dispute.is_sensitive == Some(true) {
        return number;
    }
    format!("{number} {}", dispute.title())
}

fn decided<E>(source: &dyn Source<E>, record: &Record, about: String) -> Decision {
    let course: &Course = &task::COURSE;
    let progress = Progress::of(course, record);
    let mut steps = record.steps.iter().zip(&progress.standings);
    let finished = steps
        .rfind(|(taken, standing)| **standing == Standing::Counted && taken.step.name == "finish");
    Decision {
        about,
        text: record.fields.text("content").unwrap_or_default().to_owned(),
        owner: progress
            .owner
            .map_or("", |owner| source.names().member(owner))
            .to_owned(),
        deadline: progress.deadline,
        state: course.states.label(progress.state),
        result: progress.answers.text("text").unwrap_or_default().to_owned(),
        done: finished.map(|(taken, _)| local_day(taken.stamp.at)),
    }
}
