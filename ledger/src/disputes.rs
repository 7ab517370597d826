//! 矛盾纠纷排查化解台账: one line per dispute, put together from its fields and steps so that nobody types it again.

use chrono::{Datelike as _, NaiveDate};
use domain::dispute::limits::local_day;
use domain::dispute::{
    Channel, Dispute, Life, Limits, Outcome, Party, Performance, Risk, Source, State,
};
use domain::resident::Sex;
use domain::{Kind, Record, RecordId, province};

use crate::cell::Cell;
use crate::column::Column;
use crate::source::{self, Wanted, within};
use crate::table::Table;

/// What it is called on paper.
pub const NAME: &str = "矛盾纠纷排查化解台账";

/// One dispute as the ledger shows it. Texts that are empty stay blank on paper.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DisputeLine {
    /// 编号.
    pub number: String,
    /// 排查日期, local.
    pub found_on: Option<NaiveDate>,
    /// 村/网格.
    pub place: String,
    /// 当事人.
    pub parties: String,
    /// 类别.
    pub category: &'static str,
    /// 简要情况.
    pub summary: String,
    /// 涉及人数.
    pub people: Option<u32>,
    /// 风险.
    pub risk: &'static str,
    /// 来源.
    pub source: &'static str,
    /// 包案领导.
    pub leader: String,
    /// 责任人.
    pub owner: String,
    /// 受理日期.
    pub accepted_on: Option<NaiveDate>,
    /// 时限.
    pub due_on: Option<NaiveDate>,
    /// 调解种类.
    pub kind: &'static str,
    /// 协议形式.
    pub agreement: String,
    /// 化解日期.
    pub settled_on: Option<NaiveDate>,
    /// 化解层级.
    pub settled_at: &'static str,
    /// 结果.
    pub outcome: &'static str,
    /// 履行.
    pub performance: &'static str,
    /// 回访日期.
    pub visited_on: Option<NaiveDate>,
    /// 是否销号.
    pub is_closed: bool,
    /// 备注.
    pub remarks: String,
    /// What only a province's sheet asks.
    pub details: Details,
}

/// What a province's import sheet may ask of a dispute besides.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Details {
    /// 记录编号.
    pub record: String,
    /// 纠纷名称.
    pub title: String,
    /// 发生地点.
    pub place: String,
    /// 起因.
    pub cause: String,
    /// 规模.
    pub size: &'static str,
    /// 涉及金额, whole yuan.
    pub amount: Option<u64>,
    /// 双方是否同意调解.
    pub consent: &'static str,
    /// 当事人, the first two.
    pub parties: [Party; 2],
    /// 状态.
    pub state: &'static str,
    /// 省平台编号.
    pub number: String,
    /// 录入省平台日期.
    pub entered_on: Option<NaiveDate>,
}

impl Details {
    fn new(dispute: &Dispute, life: &Life, record: &Record) -> Self {
        let party = |place: usize| dispute.parties.get(place).cloned().unwrap_or_default();
        let entry = province::entry_of(record);
        Self {
            record: record.id.to_string(),
            title: dispute.title(),
            place: dispute.place.clone(),
            cause: dispute.cause.clone().unwrap_or_default(),
            size: dispute.size.map_or("", domain::dispute::Size::label),
            amount: dispute.amount,
            consent: dispute.consent.map_or("", domain::dispute::Consent::label),
            parties: [party(0), party(1)],
            state: life.state.label(),
            entered_on: entry.as_ref().map(|entry| local_day(entry.stamp.at)),
            number: entry.and_then(|entry| entry.number).unwrap_or_default(),
        }
    }
}

/// What a dispute itself does not say.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// Its record.
    pub record: &'a Record,
    /// 村 and 网格 names.
    pub place: &'a str,
    /// 责任人, by name.
    pub owner: &'a str,
    /// The time limits of the town.
    pub limits: &'a Limits,
}

impl DisputeLine {
    /// The line of a dispute.
    #[must_use]
    pub fn new(dispute: &Dispute, life: &Life, around: &Around<'_>) -> Self {
        let found_on = local_day(dispute.happened_at);
        Self {
            number: number(found_on, around.record.id),
            found_on: Some(found_on),
            place: around.place.to_owned(),
            parties: dispute.between().replace('与', "、"),
            category: dispute
                .category
                .map_or("", domain::dispute::Category::label),
            summary: dispute.summary.clone(),
            people: dispute.people,
            risk: dispute.risk.map_or("", Risk::label),
            source: dispute.source.map_or("", Source::label),
            leader: life.leader.clone().unwrap_or_default(),
            owner: around.owner.to_owned(),
            accepted_on: life.accepted_at.map(local_day),
            due_on: life.due_on(around.limits),
            kind: life.kind.map_or("", domain::dispute::MediationKind::label),
            agreement: agreement(life),
            settled_on: life.settled.map(|(at, _)| local_day(at)),
            settled_at: life.settled.map_or("", |(_, level)| level.label()),
            outcome: outcome(life),
            performance: life.performance.map_or("", Performance::label),
            visited_on: life.returned_at.map(local_day),
            is_closed: life.state == State::Closed,
            remarks: remarks(life),
            details: Details::new(dispute, life, around.record),
        }
    }
}

/// The day and the end of the record's id: short, and the same on every device.
pub(crate) fn number(found_on: NaiveDate, id: RecordId) -> String {
    let id = id.0.simple().to_string();
    let tail: String = id.chars().skip(26).collect();
    let (year, month, day) = (found_on.year(), found_on.month(), found_on.day());
    format!("{year}{month:02}{day:02}-{tail}")
}

/// 书面, 口头, or 口头(电话): the phone is a channel, not a form.
fn agreement(life: &Life) -> String {
    let Some(agreement) = &life.agreement else {
        return String::new();
    };
    let form = agreement.form.label();
    match agreement.channel {
        Some(channel @ (Channel::Phone | Channel::Video)) => {
            format!("{form}（{}）", channel.label())
        }
        _ => form.to_owned(),
    }
}

/// 结果; a settlement on the spot is a mediation agreement only where a registered mediator wrote it down, else 劝导和解.
fn outcome(life: &Life) -> &'static str {
    let is_on_site = life.agreement.is_none() && life.settled.is_some();
    match (is_on_site, life.is_by_mediator) {
        (true, true) => "当场化解（口头协议）",
        (true, false) => "劝导和解",
        (false, _) if life.state == State::Declined => State::Declined.label(),
        (false, _) => life.outcome.map_or("", Outcome::label),
    }
}

fn remarks(life: &Life) -> String {
    let mut parts = Vec::new();
    if !life.is_settled_or_ended() {
        parts.push(life.state.label().to_owned());
    }
    parts.extend(life.supervision.map(|grade| grade.label().to_owned()));
    if life.police_at.is_some() {
        parts.push("已移交公安".to_owned());
    }
    if life.relapses > 0 {
        parts.push(format!("复发{}次", life.relapses));
    }
    parts.join("；")
}

const COLUMNS: [Column<DisputeLine>; 23] = [
    Column::centred("序号", 6, |number, _| Cell::Number(number)),
    Column::centred("编号", 16, |_, line| Cell::text(&line.number)),
    Column::centred("排查日期", 11, |_, line| Cell::day(line.found_on)),
    Column::centred("村/网格", 16, |_, line| Cell::text(&line.place)),
    Column::centred("当事人", 14, |_, line| Cell::text(&line.parties)),
    Column::centred("类别", 10, |_, line| Cell::text(line.category)),
    Column::running("简要情况", 32, |_, line| Cell::text(&line.summary)),
    Column::centred("涉及人数", 8, |_, line| {
        line.people.map_or(Cell::Empty, Cell::Number)
    }),
    Column::centred("风险", 12, |_, line| Cell::text(line.risk)),
    Column::centred("来源", 10, |_, line| Cell::text(line.source)),
    Column::centred("包案领导", 9, |_, line| Cell::text(&line.leader)),
    Column::centred("责任人", 9, |_, line| Cell::text(&line.owner)),
    Column::centred("受理日期", 11, |_, line| Cell::day(line.accepted_on)),
    Column::centred("时限", 11, |_, line| Cell::day(line.due_on)),
    Column::centred("调解种类", 10, |_, line| Cell::text(line.kind)),
    Column::centred("协议形式", 10, |_, line| Cell::text(&line.agreement)),
    Column::centred("化解日期", 11, |_, line| Cell::day(line.settled_on)),
    Column::centred("化解层级", 8, |_, line| Cell::text(line.settled_at)),
    Column::centred("结果", 12, |_, line| Cell::text(line.outcome)),
    Column::centred("履行", 9, |_, line| Cell::text(line.performance)),
    Column::centred("回访日期", 11, |_, line| Cell::day(line.visited_on)),
    Column::centred("是否销号", 8, |_, line| {
        Cell::text(if line.is_closed { "是" } else { "否" })
    }),
    Column::running("备注", 18, |_, line| Cell::text(&line.remarks)),
];

fn of_party(party: &Party, text: fn(&Party) -> Option<&str>) -> Cell<'_> {
    Cell::text(text(party).unwrap_or_default())
}

const DETAILS: [Column<DisputeLine>; 18] = [
    Column::centred("记录编号", 20, |_, line| {
        Cell::text(&line.details.record)
    }),
    Column::centred("纠纷名称", 24, |_, line| {
        Cell::text(&line.details.title)
    }),
    Column::centred("发生地点", 16, |_, line| {
        Cell::text(&line.details.place)
    }),
    Column::centred("起因", 12, |_, line| Cell::text(&line.details.cause)),
    Column::centred("规模", 8, |_, line| Cell::text(line.details.size)),
    Column::centred("涉及金额（元）", 10, |_, line| {
        let amount = line.details.amount.map(|amount| amount.to_string());
        Cell::own(amount.unwrap_or_default())
    }),
    Column::centred("双方是否同意调解", 12, |_, line| {
        Cell::text(line.details.consent)
    }),
    Column::centred("当事人一姓名", 9, |_, line| {
        of_party(&line.details.parties[0], |party| Some(&party.name))
    }),
    Column::centred("当事人一性别", 6, |_, line| {
        of_party(&line.details.parties[0], |party| party.sex.map(Sex::label))
    }),
    Column::centred("当事人一电话", 13, |_, line| {
        of_party(&line.details.parties[0], |party| party.phone.as_deref())
    }),
    Column::centred("当事人一住址", 18, |_, line| {
        of_party(&line.details.parties[0], |party| party.address.as_deref())
    }),
    Column::centred("当事人二姓名", 9, |_, line| {
        of_party(&line.details.parties[1], |party| Some(&party.name))
    }),
    Column::centred("当事人二性别", 6, |_, line| {
        of_party(&line.details.parties[1], |party| party.sex.map(Sex::label))
    }),
    Column::centred("当事人二电话", 13, |_, line| {
        of_party(&line.details.parties[1], |party| party.phone.as_deref())
    }),
    Column::centred("当事人二住址", 18, |_, line| {
        of_party(&line.details.parties[1], |party| party.address.as_deref())
    }),
    Column::centred("状态", 10, |_, line| Cell::text(line.details.state)),
    Column::centred("省平台编号", 16, |_, line| {
        Cell::text(&line.details.number)
    }),
    Column::centred("录入省平台日期", 11, |_, line| {
        Cell::day(line.details.entered_on)
    }),
];

/// Its columns, and what a province's sheet may ask besides.
pub(crate) fn headings() -> Vec<&'static str> {
    let all = COLUMNS.iter().chain(&DETAILS);
    all.map(|column| column.heading).collect()
}

/// The disputes of an area that happened in a period, in the order of their days.
pub(crate) fn table<E>(source: &dyn source::Source<E>, wanted: &Wanted) -> Result<Table, E> {
    let (records, lines) = lines(source, wanted)?;
    Ok(filed(lines).of_records(records))
}

/// With all that a province's sheet may ask.
pub(crate) fn wide<E>(source: &dyn source::Source<E>, wanted: &Wanted) -> Result<Table, E> {
    let (records, lines) = lines(source, wanted)?;
    Ok(Table::of_both(&COLUMNS, &DETAILS, lines).of_records(records))
}

fn lines<E>(
    source: &dyn source::Source<E>,
    wanted: &Wanted,
) -> Result<(Vec<RecordId>, Vec<DisputeLine>), E> {
    let limits = Limits::of_town(source.town());
    let names = source.names();
    let mut lines = Vec::new();
    within(source, &Kind::Dispute, wanted, &mut |record, _| {
        let dispute = Dispute::from_fields(&record.fields).filter(|_| wanted.wants(record));
        let Some(dispute) = dispute else {
            return;
        };
        let life = Life::of(record);
        let around = Around {
            record,
            place: &names.place(&record.area),
            owner: life.owner.map_or("", |owner| names.member(owner)),
            limits: &limits,
        };
        let line = DisputeLine::new(&dispute, &life, &around);
        lines.push((dispute.happened_at, record.id, line));
    })?;
    lines.sort_by_key(|(at, id, _)| (*at, *id));
    Ok(lines.into_iter().map(|(_, id, line)| (id, line)).unzip())
}

/// The ledger of lines that are there already, in their order.
#[must_use]
pub fn filed(lines: impl IntoIterator<Item = DisputeLine>) -> Table {
    Table::of(&COLUMNS, lines)
}
