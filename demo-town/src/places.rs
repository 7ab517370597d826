//! Areas: the town, its villages, their groups (组) and the grids that the groups belong to.
//! Which villages and groups there are depends on the scale alone, so that samples written for a town fit every seed.

use chrono::NaiveDate;
use domain::area::{Area, AreaCode, AreaKind};
use domain::ids::RecordId;

use crate::calendar;
use crate::chance::{Chance, Part};
use crate::names;
use crate::scale::Sizes;
use crate::shares;

/// 629999 is assigned to no county in GB/T 2260, so no real identity number or area begins with it.
pub(crate) const COUNTY: &str = "629999";
const TOWN: &str = "629999101";

/// How many groups a village tends to have, in the order of [`names::VILLAGES`].
const GROUP_WEIGHTS: [usize; 18] = [7, 6, 8, 5, 5, 7, 6, 8, 6, 5, 7, 6, 6, 7, 5, 8, 6, 6];

/// One group of a village and the one grid it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The village.
    pub village: AreaCode,
    /// 组: counted from 1 in each village.
    pub number: u16,
    /// The grid.
    pub grid: AreaCode,
}

pub(crate) struct Places {
    pub(crate) town: AreaCode,
    pub(crate) areas: Vec<(RecordId, AreaCode, Area)>,
    pub(crate) villages: Vec<AreaCode>,
    pub(crate) grids: Vec<AreaCode>,
    pub(crate) groups: Vec<Group>,
}

/// An area code that this crate wrote itself.
#[expect(
    clippy::expect_used,
    reason = "the digits are written in this file and have the right length"
)]
fn code(digits: &str) -> AreaCode {
    AreaCode::new(digits).expect("an area code of this crate")
}

pub(crate) fn build(sizes: &Sizes, seed: u64, today: NaiveDate) -> Places {
    let mut places = Places {
        town: code(TOWN),
        areas: Vec::new(),
        villages: Vec::new(),
        grids: Vec::new(),
        groups: Vec::new(),
    };
    let mut namer = Namer {
        chance: Chance::new(seed, Part::Areas),
        day: calendar::days_before(today, 400),
        named: 0,
    };
    namer.name(&mut places.areas, &code(TOWN), names::TOWN.to_owned(), None);
    let weights: Vec<usize> = GROUP_WEIGHTS.into_iter().take(sizes.villages).collect();
    let group_counts = shares::deal(sizes.groups - 1, &weights, 1);
    let grid_counts = shares::deal(sizes.grids - 1, &group_counts, 1);
    let villages = names::VILLAGES.into_iter().take(sizes.villages);
    for (serial, (name, (groups, grids))) in villages
        .zip(group_counts.into_iter().zip(grid_counts))
        .enumerate()
    {
        let village = code(&format!("{TOWN}{}", 200 + serial));
        namer.name(&mut places.areas, &village, name.to_owned(), None);
        village_grids(&mut places, &mut namer, &village, (groups, grids));
        if serial == 0 {
            market_grid(&mut places, &mut namer, &village, groups + 1);
        }
        places.villages.push(village);
    }
    places
}

fn village_grids(
    places: &mut Places,
    namer: &mut Namer,
    village: &AreaCode,
    (groups, grids): (usize, usize),
) {
    let mut number = 0;
    for (place, share) in shares::deal(groups, &vec![1; grids], 1)
        .into_iter()
        .enumerate()
    {
        let grid = code(&format!("{village}{:03}", place + 1));
        let name = format!("第{}网格", chinese(place + 1));
        namer.name(&mut places.areas, &grid, name, Some(AreaKind::Village));
        for _ in 0..share {
            number += 1;
            places.groups.push(Group {
                village: village.clone(),
                number,
                grid: grid.clone(),
            });
        }
        places.grids.push(grid);
    }
}

/// The market of the first village: a grid of its own purpose with the village's last group.
fn market_grid(places: &mut Places, namer: &mut Namer, village: &AreaCode, number: usize) {
    let grid = code(&format!("{village}901"));
    let name = "集市专属网格".to_owned();
    namer.name(&mut places.areas, &grid, name, Some(AreaKind::Dedicated));
    places.groups.push(Group {
        village: village.clone(),
        number: u16::try_from(number).unwrap_or(u16::MAX),
        grid: grid.clone(),
    });
    places.grids.push(grid);
}

struct Namer {
    chance: Chance,
    day: NaiveDate,
    named: i64,
}

impl Namer {
    fn name(
        &mut self,
        areas: &mut Vec<(RecordId, AreaCode, Area)>,
        code: &AreaCode,
        name: String,
        kind: Option<AreaKind>,
    ) {
        let made_at = calendar::at(self.day, 9 * 60, self.named * 1000);
        self.named += 1;
        let id = RecordId(self.chance.id(made_at));
        areas.push((id, code.clone(), Area { name, kind }));
    }
}

fn chinese(number: usize) -> &'static str {
    match number {
        1 => "一",
        2 => "二",
        3 => "三",
        4 => "四",
        5 => "五",
        6 => "六",
        7 => "七",
        8 => "八",
        _ => "九",
    }
}
