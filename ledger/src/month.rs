//! 矛盾纠纷月报: the figures of the disputes of a period, by category and by village.

use std::collections::BTreeMap;

use domain::dispute::{Category, Limits};

use crate::cell::Cell;
use crate::column::Column;
use crate::source::{Source, Wanted};
use crate::statistics::{Case, Counts, DEFINITIONS, cases, share};
use crate::table::Table;

struct Line {
    unit: String,
    counts: Counts,
}

const COLUMNS: [Column<Line>; 22] = [
    Column::centred("单位", 14, |_, line| Cell::text(&line.unit)),
    Column::centred("上期结转", 8, |_, line| {
        Cell::count(line.counts.carried)
    }),
    Column::centred("排查数", 7, |_, line| Cell::count(line.counts.found)),
    Column::centred("受理数", 7, |_, line| Cell::count(line.counts.accepted)),
    Column::centred("化解数", 7, |_, line| Cell::count(line.counts.settled)),
    Column::centred("化解率", 10, |_, line| {
        Cell::own(share(line.counts.settled, line.counts.to_settle()))
    }),
    Column::centred("调解成功率", 10, |_, line| {
        Cell::own(share(line.counts.settled, line.counts.accepted))
    }),
    Column::centred("就地化解数", 9, |_, line| {
        Cell::count(line.counts.on_spot)
    }),
    Column::centred("就地化解率", 10, |_, line| {
        Cell::own(share(line.counts.on_spot, line.counts.settled))
    }),
    Column::centred("书面协议", 8, |_, line| {
        Cell::count(line.counts.written)
    }),
    Column::centred("口头协议", 8, |_, line| Cell::count(line.counts.oral)),
    Column::centred("其中电话视频", 10, |_, line| {
        Cell::count(line.counts.remote)
    }),
    Column::centred("未到期", 7, |_, line| Cell::count(line.counts.not_due)),
    Column::centred("超期", 6, |_, line| Cell::count(line.counts.overdue)),
    Column::centred("上报镇", 7, |_, line| Cell::count(line.counts.to_town)),
    Column::centred("上报县", 7, |_, line| Cell::count(line.counts.to_county)),
    Column::centred("引导诉讼", 8, |_, line| {
        Cell::count(line.counts.litigation)
    }),
    Column::centred("涉及金额", 10, |_, line| money(line.counts.amount)),
    Column::centred("涉及人数", 8, |_, line| money(line.counts.people)),
    Column::centred("防激化", 7, |_, line| Cell::count(line.counts.calmed)),
    Column::centred("期末未结", 8, |_, line| {
        Cell::count(line.counts.not_due + line.counts.overdue)
    }),
    Column::centred("备注", 10, |_, _| Cell::Empty),
];

fn money(sum: u64) -> Cell<'static> {
    // Beyond what a cell of numbers holds it is written out.
    u32::try_from(sum).map_or_else(|_| Cell::own(sum.to_string()), Cell::Number)
}

/// The whole, then every category, then every village that has any.
pub(crate) fn table<E>(source: &dyn Source<E>, wanted: &Wanted) -> Result<Table, E> {
    let limits = Limits::of_town(source.town());
    let days = (wanted.from, wanted.to);
    let mut all = Counts::default();
    let mut by_category: BTreeMap<Category, Counts> = BTreeMap::new();
    let mut by_village: BTreeMap<String, (String, Counts)> = BTreeMap::new();
    for case in cases(source, wanted)? {
        let counts = Counts::of(&case, days, &limits);
        all.add(&counts);
        let category = case.dispute.category.unwrap_or(Category::Other);
        by_category.entry(category).or_default().add(&counts);
        let (code, name) = village(source, &case);
        by_village
            .entry(code)
            .or_insert((name, Counts::default()))
            .1
            .add(&counts);
    }
    let mut lines = vec![Line {
        unit: "合计".to_owned(),
        counts: all,
    }];
    lines.extend(Category::ALL.iter().map(|category| Line {
        unit: category.label().to_owned(),
        counts: by_category.get(category).copied().unwrap_or_default(),
    }));
    let villages = by_village.into_values();
    lines.extend(villages.map(|(unit, counts)| Line { unit, counts }));
    Ok(Table::of(&COLUMNS, lines).noted(DEFINITIONS))
}

fn village<E>(source: &dyn Source<E>, case: &Case) -> (String, String) {
    let area = &case.record.area;
    let code = area.village().unwrap_or_else(|| area.clone());
    let name = source.names().area(&code).to_owned();
    (code.to_string(), name)
}
