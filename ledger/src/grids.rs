//! 网格基本情况表: every grid with its households, people and workers, as it is today.

use std::collections::{BTreeMap, HashMap};

use domain::member::Employment;
use domain::{Area, AreaCode, AreaLevel, Kind, Member, Role};

use crate::cell::Cell;
use crate::column::Column;
use crate::source::{Source, Wanted};
use crate::table::Table;

const DEFINITIONS: &[&str] =
    &["按现在的登记，不按期间。网格员的电话只在本表，公示时按各县规定取舍。"];

struct Line {
    village: String,
    code: String,
    name: String,
    homes: usize,
    people: usize,
    cadres: String,
    workers: String,
    employment: String,
    phones: String,
}

const COLUMNS: [Column<Line>; 10] = [
    Column::centred("序号", 6, |number, _| Cell::Number(number)),
    Column::centred("村", 12, |_, line| Cell::text(&line.village)),
    Column::centred("网格编码", 18, |_, line| Cell::text(&line.code)),
    Column::centred("网格名称", 14, |_, line| Cell::text(&line.name)),
    Column::centred("户数", 8, |_, line| Cell::count(line.homes)),
    Column::centred("人口", 8, |_, line| Cell::count(line.people)),
    Column::centred("村干部", 14, |_, line| Cell::text(&line.cadres)),
    Column::centred("网格员", 16, |_, line| Cell::text(&line.workers)),
    Column::centred("专/兼职", 10, |_, line| Cell::text(&line.employment)),
    Column::centred("电话", 16, |_, line| Cell::text(&line.phones)),
];

pub(crate) fn table<E>(source: &dyn Source<E>, wanted: &Wanted) -> Result<Table, E> {
    let homes = counted(source, &Kind::Household, wanted)?;
    let people = counted(source, &Kind::Resident, wanted)?;
    let members = members(source, wanted)?;
    let mut grids: BTreeMap<AreaCode, String> = BTreeMap::new();
    source.each(&Kind::Area, &wanted.area, None, &mut |record, _| {
        if record.area.level() == AreaLevel::Grid
            && let Some(area) = Area::from_fields(&record.fields)
        {
            grids.insert(record.area.clone(), area.name);
        }
    })?;
    let lines = grids.into_iter().map(|(code, name)| {
        let of = |role: Role, area: &AreaCode| -> Vec<&Member> {
            let works = |member: &&Member| member.role == role && member.areas.contains(area);
            members.iter().filter(works).collect()
        };
        let workers = of(Role::Worker, &code);
        let village = code.village();
        let cadres = village
            .as_ref()
            .map_or_else(Vec::new, |village| of(Role::VillageCadre, village));
        let joined = |texts: Vec<&str>| texts.join("、");
        Line {
            village: source.names().village(&code),
            homes: homes.get(&code).copied().unwrap_or(0),
            people: people.get(&code).copied().unwrap_or(0),
            cadres: joined(cadres.iter().map(|one| one.name.as_str()).collect()),
            workers: joined(workers.iter().map(|one| one.name.as_str()).collect()),
            employment: joined(
                workers
                    .iter()
                    .filter_map(|one| one.employment)
                    .map(Employment::label)
                    .collect(),
            ),
            phones: joined(
                workers
                    .iter()
                    .filter_map(|one| one.phone.as_deref())
                    .collect(),
            ),
            code: code.to_string(),
            name,
        }
    });
    Ok(Table::of(&COLUMNS, lines).noted(DEFINITIONS))
}

/// How many records of a kind each area has.
fn counted<E>(
    source: &dyn Source<E>,
    kind: &Kind,
    wanted: &Wanted,
) -> Result<HashMap<AreaCode, usize>, E> {
    let mut counts = HashMap::new();
    source.each(kind, &wanted.area, None, &mut |record, _| {
        *counts.entry(record.area.clone()).or_default() += 1;
    })?;
    Ok(counts)
}

/// Members are the town's, wherever they work.
fn members<E>(source: &dyn Source<E>, wanted: &Wanted) -> Result<Vec<Member>, E> {
    let town = wanted.area.at_level(AreaLevel::Town);
    let town = town.unwrap_or_else(|| wanted.area.clone());
    let mut members = Vec::new();
    source.each(&Kind::Member, &town, None, &mut |record, _| {
        members.extend(Member::from_fields(&record.fields));
    })?;
    members.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(members)
}
