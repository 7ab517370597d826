//! 关爱走访统计: how many people are cared for and how many of them were seen in the period. Counts alone, no names; below the town small counts
//! are not shown (domain rule: cells under five).

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use domain::care::{Abnormal, CheckIn, CheckStep, Line, PersonFile, step};
use domain::{AreaCode, AreaLevel, Kind, RecordId};

use crate::cell::Cell;
use crate::column::Column;
use crate::source::{Source, Wanted, within};
use crate::statistics::share;
use crate::table::Table;

/// What it is called on paper.
pub(crate) const NAME: &str = "关爱走访统计";
/// Below the town a count from 1 up to this is not shown.
const SMALL: usize = 4;
const UNDER: &str = "<5";
const HIDDEN: &str = "—";

const DEFINITIONS: &[&str] = &[
    "人数：期内在关爱期限里的一人一档数，按档案所在网格和类别。",
    "已走访人数：期内至少有一次关爱走访见到本人、监护人或家属的人数；走访比例 = 已走访人数 ÷ 人数。",
    "走访次数：期内的关爱走访记录数，没有见到人的也算。",
    "有异常：期内记为有异常的走访次数；已签收、已回复：其中送达部门已签收、已回复的次数。",
    "村和网格的数，1至4的写作<5；人数不到5的，这一行都不显示（—）；只有一行不显示时，人数最少的另一行也不显示，免得从合计推算出来。",
];

/// The figures of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Counts {
    people: usize,
    seen: usize,
    visits: usize,
    abnormal: usize,
    received: usize,
    answered: usize,
}

impl Counts {
    fn add(&mut self, other: &Self) {
        self.people += other.people;
        self.seen += other.seen;
        self.visits += other.visits;
        self.abnormal += other.abnormal;
        self.received += other.received;
        self.answered += other.answered;
    }
}

/// How much of a row may be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// A town's own figures.
    All,
    /// Those that are not small.
    Large,
    /// None.
    Nothing,
}

struct Row {
    unit: String,
    line: &'static str,
    counts: Counts,
    shown: Shown,
}

impl Row {
    fn cell(&self, count: usize) -> Cell<'static> {
        match self.shown {
            Shown::All => Cell::count(count),
            Shown::Large if count == 0 || count > SMALL => Cell::count(count),
            Shown::Large => Cell::own(UNDER.to_owned()),
            Shown::Nothing => Cell::own(HIDDEN.to_owned()),
        }
    }

    fn share(&self) -> Cell<'static> {
        let Counts { people, seen, .. } = self.counts;
        match self.shown {
            Shown::Nothing => Cell::own(HIDDEN.to_owned()),
            Shown::Large if (1..=SMALL).contains(&seen) => Cell::own(HIDDEN.to_owned()),
            Shown::All | Shown::Large => Cell::own(share(seen, people)),
        }
    }
}

const COLUMNS: [Column<Row>; 9] = [
    Column::centred("单位", 16, |_, row| Cell::text(&row.unit)),
    Column::centred("类别", 10, |_, row| Cell::text(row.line)),
    Column::centred("人数", 9, |_, row| row.cell(row.counts.people)),
    Column::centred("已走访人数", 11, |_, row| row.cell(row.counts.seen)),
    Column::centred("走访比例", 10, |_, row| row.share()),
    Column::centred("走访次数", 10, |_, row| row.cell(row.counts.visits)),
    Column::centred("有异常", 9, |_, row| row.cell(row.counts.abnormal)),
    Column::centred("已签收", 9, |_, row| row.cell(row.counts.received)),
    Column::centred("已回复", 9, |_, row| row.cell(row.counts.answered)),
];

pub(crate) fn table<E>(source: &dyn Source<E>, wanted: &Wanted) -> Result<Table, E> {
    let visited = visited(source, wanted)?;
    let is_town = wanted.area.village().is_none();
    let mut all = Counts::default();
    let mut by_line: BTreeMap<Line, Counts> = BTreeMap::new();
    let mut by_place: BTreeMap<AreaCode, Counts> = BTreeMap::new();
    source.each(&Kind::PersonFile, &wanted.area, None, &mut |record, _| {
        let file = PersonFile::from_fields(&record.fields);
        let Some(file) = file.filter(|file| is_within(file.starts_on, file.ends_on, wanted)) else {
            return;
        };
        let counts = Counts {
            people: 1,
            ..visited.get(&record.id).copied().unwrap_or_default()
        };
        all.add(&counts);
        by_line.entry(file.line).or_default().add(&counts);
        let village = record.area.village().filter(|_| is_town);
        let place = village.unwrap_or_else(|| record.area.clone());
        by_place.entry(place).or_default().add(&counts);
    })?;
    let names = source.names();
    let own = if is_town { Shown::All } else { Shown::Large };
    let mut rows = vec![Row {
        unit: "合计".to_owned(),
        line: "全部",
        counts: all,
        shown: shown(all, own),
    }];
    rows.extend(by_line.into_iter().map(|(line, counts)| Row {
        unit: "合计".to_owned(),
        line: line.label(),
        counts,
        shown: shown(counts, own),
    }));
    let mut places: Vec<Row> = by_place
        .into_iter()
        .map(|(place, counts)| Row {
            unit: if place.level() == AreaLevel::Grid {
                names.place(&place)
            } else {
                names.area(&place).to_owned()
            },
            line: "全部",
            counts,
            shown: shown(counts, Shown::Large),
        })
        .collect();
    hide_a_second(&mut places);
    rows.extend(places);
    Ok(Table::of(&COLUMNS, rows).noted(DEFINITIONS))
}

/// Of each file what was done in the period.
fn visited<E>(source: &dyn Source<E>, wanted: &Wanted) -> Result<HashMap<RecordId, Counts>, E> {
    let mut visited: HashMap<RecordId, Counts> = HashMap::new();
    within(source, &Kind::CheckIn, wanted, &mut |record, _| {
        let Some(check) = CheckIn::from_fields(&record.fields) else {
            return;
        };
        let counts = visited.entry(check.file).or_default();
        counts.visits += 1;
        counts.seen = counts.seen.max(usize::from(check.met_someone()));
        if check.abnormal == Some(Abnormal::Yes) {
            let was = |name| usize::from(step::has(&record.steps, name));
            counts.abnormal += 1;
            counts.received += was(CheckStep::Receive);
            counts.answered += was(CheckStep::Answer);
        }
    })?;
    Ok(visited)
}

/// Did the label hold on some day of the period?
fn is_within(from: NaiveDate, to: Option<NaiveDate>, wanted: &Wanted) -> bool {
    from <= wanted.to && to.is_none_or(|to| wanted.from <= to)
}

fn shown(counts: Counts, at_most: Shown) -> Shown {
    if at_most == Shown::Large && (1..=SMALL).contains(&counts.people) {
        Shown::Nothing
    } else {
        at_most
    }
}

/// One hidden row alone could be worked out from the total.
fn hide_a_second(places: &mut [Row]) {
    let hidden = places.iter().filter(|row| row.shown == Shown::Nothing);
    if hidden.count() != 1 {
        return;
    }
    let others = places.iter_mut().filter(|row| row.shown != Shown::Nothing);
    if let Some(least) = others.min_by_key(|row| row.counts.people) {
        least.shown = Shown::Nothing;
    }
}

#[cfg(test)]
mod tests;
