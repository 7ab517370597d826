//! Reading a ledger's lines out of the records.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::{
    Area, AreaCode, AreaLevel, Household, Kind, Member, MemberId, RecordId, Scope, Visit,
};
use ledger::visits::{Around, Receipt, VisitLine};

use crate::error::Error;
use crate::storage::View;

/// Which lines.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The subtree.
    pub area: AreaCode,
    /// The first local day.
    pub from: Option<NaiveDate>,
    /// The last local day.
    pub to: Option<NaiveDate>,
}

impl Wanted {
    fn holds(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// The visits of an area and a period that are not void, by day and then by grid.
///
/// # Errors
/// When the storage cannot be read.
pub fn visit_lines(view: &dyn View, wanted: &Wanted) -> Result<Vec<VisitLine>, Error> {
    let names = Names::read(view)?;
    let homes = households(view, &wanted.area)?;
    let nowhere = Household::default();
    let scope = Scope::new(Kind::Visit.class(), wanted.area.clone());
    let mut lines = Vec::new();
    view.each_record(&Kind::Visit, &scope, &mut |record| {
        let Some(visit) = Visit::from_fields(&record.fields) else {
            return Ok(());
        };
        let village = record.area.village();
        let line = VisitLine::new(
            &visit,
            &Around {
                village: village.map_or("", |village| names.area(&village)),
                grid: names.area(&record.area),
                household: homes.get(&visit.household).unwrap_or(&nowhere),
                recorder: names.member(record.made.by),
                receipt: Receipt::Received,
            },
        );
        if record.voided.is_none() && wanted.holds(line.date) {
            lines.push((record.area, visit.visited_at, line));
        }
        Ok(())
    })?;
    lines.sort_by(|(area_a, at_a, a), (area_b, at_b, b)| {
        (a.date, area_a, at_a).cmp(&(b.date, area_b, at_b))
    });
    Ok(lines.into_iter().map(|(_, _, line)| line).collect())
}

/// What an area is called, with its village in front when it is a grid.
///
/// # Errors
/// When the storage cannot be read.
pub fn area_name(view: &dyn View, area: &AreaCode) -> Result<String, Error> {
    let town = view.town()?;
    if town.code == *area {
        return Ok(town.name);
    }
    let names = Names::read(view)?;
    let above = area
        .village()
        .filter(|_| area.level() == AreaLevel::Grid)
        .map_or("", |village| names.area(&village));
    Ok(format!("{above}{}", names.area(area)))
}

fn households(view: &dyn View, area: &AreaCode) -> Result<HashMap<RecordId, Household>, Error> {
    let mut homes = HashMap::new();
    let scope = Scope::new(Kind::Household.class(), area.clone());
    view.each_record(&Kind::Household, &scope, &mut |record| {
        if let Some(household) = Household::from_fields(&record.fields) {
            homes.insert(record.id, household);
        }
        Ok(())
    })?;
    Ok(homes)
}

/// Areas and members by what people call them.
struct Names {
    areas: HashMap<AreaCode, String>,
    members: HashMap<MemberId, String>,
}

impl Names {
    fn read(view: &dyn View) -> Result<Self, Error> {
        let scope = Scope::new(Kind::Area.class(), view.town()?.code);
        let mut names = Self {
            areas: HashMap::new(),
            members: HashMap::new(),
        };
        view.each_record(&Kind::Area, &scope, &mut |record| {
            if let Some(area) = Area::from_fields(&record.fields) {
                names.areas.insert(record.area, area.name);
            }
            Ok(())
        })?;
        view.each_record(&Kind::Member, &scope, &mut |record| {
            if let Some(member) = Member::from_fields(&record.fields) {
                names.members.insert(record.id.into(), member.name);
            }
            Ok(())
        })?;
        Ok(names)
    }

    fn area(&self, code: &AreaCode) -> &str {
        self.areas.get(code).map_or("", String::as_str)
    }

    fn member(&self, id: MemberId) -> &str {
        self.members.get(&id).map_or("", String::as_str)
    }
}
