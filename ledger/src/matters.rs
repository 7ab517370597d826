//! The ledgers of what is recorded by forms that are data: 隐患, 民意诉求, 帮办代办, 政策宣讲. One line per record, put together from
//! its answers and its steps.

use chrono::NaiveDate;
use domain::course::{Progress, Standing};
use domain::dispute::limits::local_day;
use domain::form::{CodeList, Form};
use domain::forms::{self, errand, hazard, lecture, opinion};
use domain::province::{self, Entry};
use domain::{Fields, Record, RecordId};
use serde_json::Value;

use crate::cell::Cell;
use crate::column::Column;
use crate::source::{Source, Wanted, day_of, within};
use crate::table::Table;

pub(crate) struct Line {
    id: RecordId,
    entry: Option<Entry>,
    day: NaiveDate,
    place: String,
    fields: Fields,
    progress: Option<Progress>,
    owner: String,
    recorder: String,
    /// The last of each step that counts, and its day.
    steps: Vec<(String, NaiveDate)>,
    state: &'static str,
}

impl Line {
    fn new<E>(source: &dyn Source<E>, form: &Form, record: &Record) -> Self {
        let names = source.names();
        let progress = form.course.map(|course| Progress::of(course, record));
        let owner = progress.as_ref().and_then(|progress| progress.owner);
        let standings = progress.as_ref().map_or(&[][..], |one| &one.standings);
        let counted = record.steps.iter().zip(standings);
        let steps = counted
            .filter(|(_, standing)| **standing == Standing::Counted)
            .map(|(taken, _)| (taken.step.name.clone(), local_day(taken.stamp.at)));
        let state = progress.as_ref().zip(form.course);
        Self {
            id: record.id,
            entry: province::entry_of(record),
            day: day_of(record),
            place: names.place(&record.area),
            fields: record.fields.clone(),
            owner: owner.map_or("", |owner| names.member(owner)).to_owned(),
            recorder: names.member(record.made.by).to_owned(),
            steps: steps.collect(),
            state: state.map_or("", |(one, course)| course.states.label(one.state)),
            progress,
        }
    }

    fn text(&self, field: &str) -> Cell<'_> {
        Cell::text(self.fields.text(field).unwrap_or_default())
    }

    fn code(&self, field: &str, list: &CodeList) -> Cell<'_> {
        let code = self.fields.text(field);
        Cell::text(code.map_or("", |code| list.label(code)))
    }

    /// An answer that was given with a step.
    fn answer(&self, field: &str, list: &CodeList) -> Cell<'_> {
        let code = self
            .progress
            .as_ref()
            .and_then(|one| one.answers.text(field));
        Cell::text(code.map_or("", |code| list.label(code)))
    }

    fn number(&self, field: &str) -> Cell<'_> {
        let number = self.fields.get(field).and_then(Value::as_u64);
        let number = number.and_then(|number| u32::try_from(number).ok());
        number.map_or(Cell::Empty, Cell::Number)
    }

    /// Who is to do it: the unit as it was given out, else as it was wished for.
    fn unit(&self) -> Cell<'_> {
        let given = self.progress.as_ref().and_then(|one| one.unit.as_deref());
        Cell::text(
            given
                .or(self.fields.text("wanted_unit"))
                .unwrap_or_default(),
        )
    }

    fn deadline(&self) -> Cell<'_> {
        Cell::day(self.progress.as_ref().and_then(|one| one.deadline))
    }

    /// The day of the last of these steps.
    fn day_of(&self, step: &str) -> Option<NaiveDate> {
        let found = self.steps.iter().rev().find(|(name, _)| name == step);
        found.map(|(_, day)| *day)
    }

    /// What was written with the last step.
    fn result(&self) -> Cell<'_> {
        let text = self
            .progress
            .as_ref()
            .and_then(|one| one.answers.text("text"));
        Cell::text(text.or(self.fields.text("answer")).unwrap_or_default())
    }
}

const NUMBER: Column<Line> = Column::centred("序号", 6, |number, _| Cell::Number(number));
const DAY: Column<Line> = Column::centred("日期", 11, |_, line| Cell::Day(line.day));
const PLACE: Column<Line> = Column::centred("村/网格", 16, |_, line| Cell::text(&line.place));
const UNIT: Column<Line> = Column::centred("承办单位", 10, |_, line| line.unit());
const OWNER: Column<Line> = Column::centred("责任人", 9, |_, line| Cell::text(&line.owner));
const DEADLINE: Column<Line> = Column::centred("期限", 11, |_, line| line.deadline());
const RESULT: Column<Line> = Column::running("办理情况", 26, |_, line| line.result());
const STATE: Column<Line> = Column::centred("状态", 9, |_, line| Cell::text(line.state));
const RECORDER: Column<Line> =
    Column::centred("记录人", 9, |_, line| Cell::text(&line.recorder));

pub(crate) const HAZARDS: [Column<Line>; 16] = [
    NUMBER,
    DAY,
    PLACE,
    Column::centred("地点", 16, |_, line| line.text("place")),
    Column::centred("类型", 10, |_, line| {
        line.code("hazard_type", &hazard::TYPE)
    }),
    Column::centred("程度", 7, |_, line| {
        line.code("severity", &hazard::SEVERITY)
    }),
    Column::running("内容", 30, |_, line| line.text("description")),
    Column::centred("当场处置", 11, |_, line| {
        line.code("disposal", &hazard::DISPOSAL)
    }),
    UNIT,
    OWNER,
    DEADLINE,
    RESULT,
    Column::centred("复查", 9, |_, line| {
        line.answer("recheck", &hazard::RECHECK)
    }),
    Column::centred("销号日期", 11, |_, line| {
        Cell::day(line.day_of("close"))
    }),
    STATE,
    RECORDER,
];

pub(crate) const OPINIONS: [Column<Line>; 17] = [
    NUMBER,
    DAY,
    PLACE,
    Column::centred("反映人", 9, |_, line| line.text("person")),
    Column::running("内容", 32, |_, line| line.text("content")),
    Column::centred("类别", 10, |_, line| {
        line.code("opinion_category", &opinion::CATEGORY)
    }),
    Column::centred("性质", 8, |_, line| line.code("nature", &opinion::NATURE)),
    Column::centred("渠道", 10, |_, line| {
        line.code("opinion_channel", &opinion::CHANNEL)
    }),
    UNIT,
    OWNER,
    DEADLINE,
    RESULT,
    Column::centred("反馈日期", 11, |_, line| {
        // Answered on the spot is told at the same time.
        let on_spot = line.fields.text("reply") == Some("on_spot");
        Cell::day(line.day_of("tell").or(on_spot.then_some(line.day)))
    }),
    Column::centred("反馈方式", 9, |_, line| {
        line.answer("feedback_method", &opinion::FEEDBACK)
    }),
    Column::centred("满意", 9, |_, line| {
        line.answer("satisfied", &forms::SATISFIED)
    }),
    STATE,
    RECORDER,
];

pub(crate) const ERRANDS: [Column<Line>; 13] = [
    NUMBER,
    DAY,
    PLACE,
    Column::centred("申请人", 9, |_, line| line.text("applicant")),
    Column::centred("事项", 12, |_, line| {
        line.code("errand_item", &errand::ITEM)
    }),
    Column::running("说明", 26, |_, line| line.text("errand_note")),
    Column::centred("接单人", 9, |_, line| Cell::text(&line.owner)),
    Column::centred("办结日期", 11, |_, line| {
        Cell::day(line.day_of("finish"))
    }),
    Column::centred("用时（天）", 9, |_, line| {
        let days = line
            .day_of("finish")
            .map(|done| (done - line.day).num_days());
        let days = days.and_then(|days| u32::try_from(days).ok());
        days.map_or(Cell::Empty, Cell::Number)
    }),
    Column::centred("结果", 10, |_, line| {
        line.answer("result", &errand::RESULT)
    }),
    Column::centred("评价", 9, |_, line| {
        line.answer("satisfied", &forms::SATISFIED)
    }),
    STATE,
    RECORDER,
];

pub(crate) const LECTURES: [Column<Line>; 11] = [
    NUMBER,
    DAY,
    PLACE,
    Column::centred("地点", 18, |_, line| line.text("place")),
    Column::centred("主题", 12, |_, line| {
        line.code("lecture_topic", &lecture::TOPIC)
    }),
    Column::centred("方式", 12, |_, line| {
        line.code("lecture_way", &lecture::WAY)
    }),
    Column::centred("场次", 7, |_, line| line.number("sessions")),
    Column::centred("人次", 8, |_, line| line.number("attendance")),
    Column::centred("资料份数", 9, |_, line| line.number("leaflets")),
    Column::running("内容", 30, |_, line| line.text("lecture_note")),
    RECORDER,
];

/// What a province's sheet may ask besides.
const DETAILS: [Column<Line>; 3] = [
    Column::centred("记录编号", 20, |_, line| Cell::own(line.id.to_string())),
    Column::centred("省平台编号", 16, |_, line| {
        let number = line
            .entry
            .as_ref()
            .and_then(|entry| entry.number.as_deref());
        Cell::text(number.unwrap_or_default())
    }),
    Column::centred("录入省平台日期", 11, |_, line| {
        Cell::day(line.entry.as_ref().map(|entry| local_day(entry.stamp.at)))
    }),
];

/// The columns of a form's ledger, and what a province's sheet may ask besides.
pub(crate) fn headings(columns: &[Column<Line>]) -> Vec<&'static str> {
    let all = columns.iter().chain(&DETAILS);
    all.map(|column| column.heading).collect()
}

/// The records of a form in a period, by day.
fn lines<E>(source: &dyn Source<E>, wanted: &Wanted, form: &Form) -> Result<Vec<Line>, E> {
    let mut lines = Vec::new();
    within(source, &form.kind, wanted, &mut |record, _| {
        let is_of_form = forms::of_record(record).is_some_and(|own| own.name == form.name);
        if is_of_form && wanted.wants(record) {
            lines.push((
                record.area.clone(),
                record.id,
                Line::new(source, form, record),
            ));
        }
    })?;
    lines.sort_by(|(a_area, a_id, a), (b_area, b_id, b)| {
        (a.day, a_area, a_id).cmp(&(b.day, b_area, b_id))
    });
    Ok(lines.into_iter().map(|(_, _, line)| line).collect())
}

fn made<E>(
    source: &dyn Source<E>,
    wanted: &Wanted,
    form: &Form,
    columns: (&[Column<Line>], &[Column<Line>]),
) -> Result<Table, E> {
    let lines = lines(source, wanted, form)?;
    let records = lines.iter().map(|line| line.id).collect();
    Ok(Table::of_both(columns.0, columns.1, lines).of_records(records))
}

/// With all that a province's sheet may ask.
pub(crate) fn wide<E>(
    source: &dyn Source<E>,
    wanted: &Wanted,
    form: &Form,
    columns: &[Column<Line>],
) -> Result<Table, E> {
    made(source, wanted, form, (columns, &DETAILS))
}

pub(crate) fn hazards<E>(source: &dyn Source<E>, wanted: &Wanted) -> Result<Table, E> {
    made(source, wanted, &hazard::FORM, (&HAZARDS, &[]))
}

pub(crate) fn opinions<E>(source: &dyn Source<E>, wanted: &Wanted) -> Result<Table, E> {
    made(source, wanted, &opinion::FORM, (&OPINIONS, &[]))
}

pub(crate) fn errands<E>(source: &dyn Source<E>, wanted: &Wanted) -> Result<Table, E> {
    made(source, wanted, &errand::FORM, (&ERRANDS, &[]))
}

pub(crate) fn lectures<E>(source: &dyn Source<E>, wanted: &Wanted) -> Result<Table, E> {
    made(source, wanted, &lecture::FORM, (&LECTURES, &[]))
}
