//! 入户走访月台账: one line per visit, in the order in which the office reads them.

use std::collections::HashMap;

use chrono::{Duration, NaiveDate};
use domain::household::Household;
use domain::visit::{FamilyChange, Handling, Outcome, Purpose, Visit, VisitMethod};
use domain::{Kind, RecordId};

use crate::cell::Cell;
use crate::column::Column;
use crate::source::{Source, Wanted, within};
use crate::table::Table;

/// What it is called on paper.
pub const NAME: &str = "入户走访月台账";

/// 签收情况: has the office received the visit?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Receipt {
    /// 已签收.
    Received,
    /// 待签收: saved on this device only.
    Waiting,
    /// 待处理: set aside by the server.
    NeedsHand,
}

impl Receipt {
    /// As it is printed.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Received => "已签收",
            Self::Waiting => "待签收",
            Self::NeedsHand => "待处理",
        }
    }
}

/// One visit as the ledger shows it. Texts that are empty stay blank on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitLine {
    /// 日期, local.
    pub date: NaiveDate,
    /// 村.
    pub village: String,
    /// 网格.
    pub grid: String,
    /// 组; 0 when the village has none.
    pub group: u16,
    /// 门牌.
    pub door: String,
    /// 户主.
    pub head: String,
    /// 方式.
    pub method: VisitMethod,
    /// 结果.
    pub outcome: Outcome,
    /// 类型.
    pub purpose: Purpose,
    /// 受访人.
    pub met: String,
    /// 主要内容.
    pub content: String,
    /// 诉求.
    pub request: String,
    /// 处理.
    pub handling: Handling,
    /// 跟进日期.
    pub follow_up_on: Option<NaiveDate>,
    /// 记录人.
    pub recorder: String,
    /// 签收情况.
    pub receipt: Receipt,
}

/// Whose visit it is and how far it has come: what a visit itself does not say.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// 村 name.
    pub village: &'a str,
    /// 网格 name.
    pub grid: &'a str,
    /// The household visited.
    pub household: &'a Household,
    /// Who wrote it down.
    pub recorder: &'a str,
    /// Has the office received it?
    pub receipt: Receipt,
}

impl VisitLine {
    /// The line of a visit: 主要内容 and 诉求 are put together from its fields, so that nobody types them again.
    #[must_use]
    pub fn new(visit: &Visit, around: &Around<'_>) -> Self {
        Self {
            // The townships that file this ledger are all in Beijing time.
            date: (visit.visited_at + Duration::hours(8)).date_naive(),
            village: around.village.to_owned(),
            grid: around.grid.to_owned(),
            group: around.household.group,
            door: around.household.door.clone(),
            head: around.household.head.clone(),
            method: visit.method,
            outcome: visit.outcome,
            purpose: visit.purpose,
            met: visit.met.clone().unwrap_or_default(),
            content: content(visit),
            request: request(visit),
            handling: visit.handling,
            follow_up_on: visit.follow_up_on,
            recorder: around.recorder.to_owned(),
            receipt: around.receipt,
        }
    }
}

fn content(visit: &Visit) -> String {
    let mut parts = Vec::new();
    if visit.family_changes == [FamilyChange::None] {
        parts.push(FamilyChange::None.label().to_owned());
    } else if !visit.family_changes.is_empty() {
        let changes = joined(visit.family_changes.iter().map(|change| change.label()));
        parts.push(format!("家庭变化：{changes}"));
    }
    if !visit.topics.is_empty() {
        let topics = joined(visit.topics.iter().map(|topic| topic.label()));
        let leaflets = visit.leaflets.filter(|count| *count > 0);
        let leaflets = leaflets.map_or_else(String::new, |count| format!("（资料{count}份）"));
        parts.push(format!("宣讲：{topics}{leaflets}"));
    }
    parts.extend(visit.remarks.clone());
    parts.join("；")
}

fn request(visit: &Visit) -> String {
    let sorts = joined(
        visit
            .difficulties
            .iter()
            .map(|difficulty| difficulty.label()),
    );
    match (
        sorts.as_str(),
        visit.difficulty_note.as_deref().unwrap_or_default(),
    ) {
        ("", note) => note.to_owned(),
        (_, "") => sorts,
        (_, note) => format!("{sorts}：{note}"),
    }
}

fn joined<'a>(labels: impl Iterator<Item = &'a str>) -> String {
    labels.collect::<Vec<_>>().join("、")
}

const COLUMNS: [Column<VisitLine>; 17] = [
    Column::centred("序号", 6, |number, _| Cell::Number(number)),
    Column::centred("日期", 11, |_, line| Cell::Day(line.date)),
    Column::centred("村", 10, |_, line| Cell::text(&line.village)),
    Column::centred("网格", 12, |_, line| Cell::text(&line.grid)),
    Column::centred("组", 5, |_, line| match line.group {
        0 => Cell::Empty,
        group => Cell::Number(u32::from(group)),
    }),
    Column::centred("门牌", 9, |_, line| Cell::text(&line.door)),
    Column::centred("户主", 9, |_, line| Cell::text(&line.head)),
    Column::centred("方式", 9, |_, line| Cell::text(line.method.label())),
    Column::centred("结果", 9, |_, line| Cell::text(line.outcome.label())),
    Column::centred("类型", 9, |_, line| Cell::text(line.purpose.label())),
    Column::centred("受访人", 9, |_, line| Cell::text(&line.met)),
    Column::running("主要内容", 32, |_, line| Cell::text(&line.content)),
    Column::running("诉求", 26, |_, line| Cell::text(&line.request)),
    Column::centred("处理", 10, |_, line| Cell::text(line.handling.label())),
    Column::centred("跟进日期", 11, |_, line| Cell::day(line.follow_up_on)),
    Column::centred("记录人", 9, |_, line| Cell::text(&line.recorder)),
    Column::centred("签收情况", 9, |_, line| {
        Cell::text(line.receipt.label())
    }),
];

/// Its columns.
pub(crate) fn headings() -> Vec<&'static str> {
    COLUMNS.iter().map(|column| column.heading).collect()
}

/// The visits of an area and a period, by day and then by grid.
pub(crate) fn table<E>(source: &dyn Source<E>, wanted: &Wanted) -> Result<Table, E> {
    let mut homes: HashMap<RecordId, Household> = HashMap::new();
    source.each(&Kind::Household, &wanted.area, None, &mut |record, _| {
        if let Some(household) = Household::from_fields(&record.fields) {
            homes.insert(record.id, household);
        }
    })?;
    let (names, nowhere) = (source.names(), Household::default());
    let mut lines = Vec::new();
    within(source, &Kind::Visit, wanted, &mut |record, receipt| {
        let Some(visit) = Visit::from_fields(&record.fields) else {
            return;
        };
        let line = VisitLine::new(
            &visit,
            &Around {
                village: &names.village(&record.area),
                grid: &names.grid(&record.area),
                household: homes.get(&visit.household).unwrap_or(&nowhere),
                recorder: names.member(record.made.by),
                receipt,
            },
        );
        lines.push((record.area.clone(), visit.visited_at, line));
    })?;
    lines.sort_by(|(a_area, a_at, a), (b_area, b_at, b)| {
        (a.date, a_area, a_at).cmp(&(b.date, b_area, b_at))
    });
    Ok(filed(lines.into_iter().map(|(_, _, line)| line)))
}

/// The ledger of lines that are there already, in their order.
#[must_use]
pub fn filed(lines: impl IntoIterator<Item = VisitLine>) -> Table {
    Table::of(&COLUMNS, lines)
}
