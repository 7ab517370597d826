//! 走访覆盖表: of each grid's households, how many were visited in the period.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::household::{Household, VisitClass};
use domain::visit::{Outcome, Visit};
use domain::{AreaCode, AreaLevel, Kind, RecordId};

use crate::cell::Cell;
use crate::column::Column;
use crate::source::{Source, Wanted, within};
use crate::statistics::share;
use crate::table::Table;

const DEFINITIONS: &[&str] = &[
    "应访户：网格内登记的全部户。已访户：期内至少有一次走访见到本人或家人的户；覆盖率 = 已访户 ÷ 应访户。",
    "未见到：期内去过，每次都没有见到人或拒访的户。没有走访：期内没有走访记录的户。",
    "三类（已访/应访）：一般户；困难户含流动人员户、空巢老人户；重点关爱户。没有标走访类别的户算一般户。",
];

#[derive(Default)]
struct Line {
    village: String,
    grid: String,
    visits: usize,
    /// Households, and those of them that were met, by sort.
    general: (usize, usize),
    hardship: (usize, usize),
    care: (usize, usize),
    tried: usize,
}

impl Line {
    fn all(&self) -> (usize, usize) {
        let sorts = [self.general, self.hardship, self.care];
        sorts
            .iter()
            .fold((0, 0), |sum, sort| (sum.0 + sort.0, sum.1 + sort.1))
    }

    fn add(&mut self, other: &Self) {
        self.visits += other.visits;
        self.tried += other.tried;
        for (sum, sort) in [
            (&mut self.general, other.general),
            (&mut self.hardship, other.hardship),
            (&mut self.care, other.care),
        ] {
            sum.0 += sort.0;
            sum.1 += sort.1;
        }
    }
}

fn sort((all, met): (usize, usize)) -> Cell<'static> {
    Cell::own(format!("{met}/{all}"))
}

const COLUMNS: [Column<Line>; 11] = [
    Column::centred("村", 12, |_, line| Cell::text(&line.village)),
    Column::centred("网格", 14, |_, line| Cell::text(&line.grid)),
    Column::centred("应访户", 9, |_, line| Cell::count(line.all().0)),
    Column::centred("已访户", 9, |_, line| Cell::count(line.all().1)),
    Column::centred("覆盖率", 9, |_, line| {
        Cell::own(share(line.all().1, line.all().0))
    }),
    Column::centred("走访次数", 9, |_, line| Cell::count(line.visits)),
    Column::centred("未见到", 9, |_, line| Cell::count(line.tried)),
    Column::centred("没有走访", 9, |_, line| {
        let (all, met) = line.all();
        Cell::count(all.saturating_sub(met + line.tried))
    }),
    Column::centred("一般户", 11, |_, line| sort(line.general)),
    Column::centred("困难户", 11, |_, line| sort(line.hardship)),
    Column::centred("重点关爱户", 11, |_, line| sort(line.care)),
];

pub(crate) fn table<E>(source: &dyn Source<E>, wanted: &Wanted) -> Result<Table, E> {
    let mut visits: HashMap<AreaCode, usize> = HashMap::new();
    let (mut met, mut tried): (HashSet<RecordId>, HashSet<RecordId>) = Default::default();
    within(source, &Kind::Visit, wanted, &mut |record, _| {
        let Some(visit) = Visit::from_fields(&record.fields) else {
            return;
        };
        *visits.entry(record.area.clone()).or_default() += 1;
        match visit.outcome {
            Outcome::Met | Outcome::MetFamily => met.insert(visit.household),
            Outcome::Absent | Outcome::Refused | Outcome::Unknown => tried.insert(visit.household),
        };
    })?;
    let names = source.names();
    let mut lines: BTreeMap<AreaCode, Line> = BTreeMap::new();
    for (area, count) in visits {
        lines.entry(area).or_default().visits = count;
    }
    source.each(&Kind::Household, &wanted.area, None, &mut |record, _| {
        let class = Household::from_fields(&record.fields).and_then(|home| home.visit_class);
        let line = lines.entry(record.area.clone()).or_default();
        let sort = match class {
            Some(VisitClass::Care) => &mut line.care,
            Some(VisitClass::Hardship | VisitClass::Migrant | VisitClass::EmptyNest) => {
                &mut line.hardship
            }
            Some(VisitClass::General | VisitClass::Unknown) | None => &mut line.general,
        };
        let is_met = met.contains(&record.id);
        sort.0 += 1;
        sort.1 += usize::from(is_met);
        line.tried += usize::from(!is_met && tried.contains(&record.id));
    })?;
    let mut all = Line {
        village: "合计".to_owned(),
        ..Line::default()
    };
    let mut rows = Vec::with_capacity(lines.len() + 1);
    for (area, line) in lines {
        all.add(&line);
        let is_grid = area.level() == AreaLevel::Grid;
        rows.push(Line {
            village: names.village(&area),
            grid: if is_grid {
                names.grid(&area)
            } else {
                "（村直管）".to_owned()
            },
            ..line
        });
    }
    rows.insert(0, all);
    Ok(Table::of(&COLUMNS, rows).noted(DEFINITIONS))
}
