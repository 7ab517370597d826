//! 网格员工作日志: what each person recorded on each day, so that nobody writes a log beside the work.

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;
use domain::{Kind, MemberId, RecordId, Visit, forms};

use crate::cell::Cell;
use crate::column::Column;
use crate::source::{Source, Wanted, day_of, within};
use crate::table::Table;

const DEFINITIONS: &[&str] = &[
    "按事情发生的日期计，记在记录人名下；作废的不计。走访户：当天走访的不同户数；走访次：走访记录条数。",
    "只供本人核对和填报。",
];

#[derive(Default)]
struct Line {
    day: NaiveDate,
    name: String,
    homes: HashSet<RecordId>,
    visits: usize,
    disputes: usize,
    hazards: usize,
    opinions: usize,
    errands: usize,
    lectures: usize,
    others: usize,
}

const COLUMNS: [Column<Line>; 10] = [
    Column::centred("日期", 11, |_, line| Cell::Day(line.day)),
    Column::centred("记录人", 10, |_, line| Cell::text(&line.name)),
    Column::centred("走访户", 8, |_, line| Cell::count(line.homes.len())),
    Column::centred("走访次", 8, |_, line| Cell::count(line.visits)),
    Column::centred("纠纷", 8, |_, line| Cell::count(line.disputes)),
    Column::centred("隐患", 8, |_, line| Cell::count(line.hazards)),
    Column::centred("民意", 8, |_, line| Cell::count(line.opinions)),
    Column::centred("代办", 8, |_, line| Cell::count(line.errands)),
    Column::centred("宣讲", 8, |_, line| Cell::count(line.lectures)),
    Column::centred("其他", 8, |_, line| Cell::count(line.others)),
];

pub(crate) fn table<E>(source: &dyn Source<E>, wanted: &Wanted) -> Result<Table, E> {
    let mut lines: BTreeMap<(NaiveDate, String, MemberId), Line> = BTreeMap::new();
    for kind in [Kind::Visit, Kind::Dispute, Kind::Matter, Kind::Task] {
        within(source, &kind, wanted, &mut |record, _| {
            let (day, by) = (day_of(record), record.made.by);
            let name = source.names().member(by).to_owned();
            let line = lines.entry((day, name.clone(), by)).or_default();
            (line.day, line.name) = (day, name);
            let form = forms::of_record(record).map(|form| form.name);
            match (&record.kind, form) {
                (Kind::Visit, _) => {
                    line.visits += 1;
                    let visit = Visit::from_fields(&record.fields);
                    line.homes.extend(visit.map(|visit| visit.household));
                }
                (Kind::Dispute, _) => line.disputes += 1,
                (_, Some("hazard")) => line.hazards += 1,
                (_, Some("opinion")) => line.opinions += 1,
                (_, Some("errand")) => line.errands += 1,
                (_, Some("lecture")) => line.lectures += 1,
                _ => line.others += 1,
            }
        })?;
    }
    Ok(Table::of(&COLUMNS, lines.into_values()).noted(DEFINITIONS))
}
