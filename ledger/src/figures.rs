//! 统计对比表: the figures of a period beside those of the period before (环比) and of the same days a year ago (同比). What each figure is stands
//! under the table; those of disputes are the monthly report's own ([`crate::statistics`]).

mod cases;
mod compare;
mod spans;
#[cfg(test)]
mod tests;
mod work;

use domain::dispute::{Limits, Source as Origin};

use self::cases::Cases;
use self::compare::{Value, change};
use self::spans::{before, year_before};
use self::work::Work;
use crate::cell::Cell;
use crate::column::Column;
use crate::source::{Source, Wanted};
use crate::statistics;
use crate::table::Table;

/// What it is called on paper.
pub(crate) const NAME: &str = "统计对比表";

const DEFINITIONS: &[&str] = &[
    "上期：与本期相接的前一周、月、季、年；从星期一起、不超过七天的按周；不是整段的，取前面同样多的天数。去年同期：去年的同一段日子。本期没有过完的，上期和去年同期也只算到同一天。",
    "环比、同比 =（本期 − 上期或去年同期）÷ 上期或去年同期；率与率、天数与天数直接相减。除数是 0 的不算，记“—”。",
    "受理数、化解数、化解率、调解成功率、就地化解率、书面、口头、期末未结、超期：与《矛盾纠纷月报》的定义相同。化解层级占比：在这一级化解的 ÷ 化解数。",
    "用时（中位数）：期内化解的案件，从受理（当场化解从当场）到化解的工作日数，从少到多排，居中的一个；当天化解是 0。工作日按参数里的节假日和调休。",
    "回访率 = 计划回访日在期内、到期末已回访过的 ÷ 计划回访日在期内的。履行率 = 期内化解并有协议、到期末已履行的 ÷ 期内化解并有协议的。复发率 = 期内复发的件数 ÷ 期内销号的件数。",
    "走访次数：期内的走访，未见到人的也算。见到的户：期内至少一次见到本人或家人的户；覆盖率 = 见到的户 ÷ 现在登记的户。",
    "民意诉求、帮办代办、隐患：期内登记的件数；办结率、消除率 = 其中到期末办完、消除的 ÷ 登记的。宣讲：期内各次登记的场次、人次、份数之和。",
    "只按地方和日子统计，不按人。",
];

/// A figure in words and numbers.
pub(crate) struct Figure {
    group: &'static str,
    name: String,
    unit: &'static str,
    value: Value,
}

/// A figure of the three periods.
struct Line {
    figure: Figure,
    before: Value,
    year: Value,
}

const COLUMNS: [Column<Line>; 8] = [
    Column::centred("类别", 10, |_, line| Cell::text(line.figure.group)),
    Column::running("指标", 20, |_, line| Cell::text(&line.figure.name)),
    Column::centred("单位", 8, |_, line| Cell::text(line.figure.unit)),
    Column::centred("本期", 11, |_, line| line.figure.value.cell()),
    Column::centred("上期", 11, |_, line| line.before.cell()),
    Column::centred("环比", 13, |_, line| {
        Cell::own(change(&line.figure.value, &line.before))
    }),
    Column::centred("去年同期", 11, |_, line| line.year.cell()),
    Column::centred("同比", 13, |_, line| {
        Cell::own(change(&line.figure.value, &line.year))
    }),
];

pub(crate) fn table<E>(source: &dyn Source<E>, wanted: &Wanted) -> Result<Table, E> {
    let limits = Limits::of_town(source.town());
    let cases = statistics::cases(source, wanted)?;
    let own = (wanted.from, wanted.to);
    let periods = [own, before(own), year_before(own)];
    let works = Work::of(source, &wanted.area, &periods)?.into_iter();
    let counted = periods.into_iter().zip(works).map(|(period, work)| {
        let mut figures = Cases::of(&cases, period, &limits).figures();
        figures.extend(work.figures());
        figures.into_iter()
    });
    let mut columns: Vec<_> = counted.collect();
    let lines = std::iter::from_fn(|| {
        let mut next = columns.iter_mut().map(Iterator::next);
        let (figure, before, year) = (next.next()??, next.next()??, next.next()??);
        Some(Line {
            figure,
            before: before.value,
            year: year.value,
        })
    });
    Ok(Table::of(&COLUMNS, lines).noted(DEFINITIONS))
}

/// A figure with this name.
fn figure(group: &'static str, name: &str, unit: &'static str, value: Value) -> Figure {
    Figure {
        group,
        name: name.to_owned(),
        unit,
        value,
    }
}

/// 来源, and none where nothing was noted.
fn origin_words(origin: Option<Origin>) -> &'static str {
    origin.map_or("没有写", |origin| origin.label())
}
