//! Villages, grids, groups and members: what the finders and filters list.

use domain::area::AreaLevel;
use domain::{AreaCode, Member, MemberId, Role};
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use super::Run;
use crate::command::command;
use crate::context::Context;
use crate::error::Error;
use crate::store::content::VOIDED;
use crate::store::{households, records};

/// An area in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreaRow {
    /// Code.
    pub code: AreaCode,
    /// Name.
    pub name: String,
    /// Households of it on this device.
    pub households: u64,
}

/// The areas below `inside` at `level` that this member may work in, by code. `inside: None` means everything on this device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListAreas {
    /// Villages or grids.
    pub level: ListLevel,
    /// Only below this area.
    pub inside: Option<AreaCode>,
}
command!(ListAreas -> Vec<AreaRow>);

/// Which areas to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListLevel {
    /// 村.
    Village,
    /// 网格.
    Grid,
}

/// A group (组) in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupRow {
    /// Its number inside the village; 0 for households without one.
    pub group: u16,
    /// Households of it on this device.
    pub households: u64,
}

/// The groups of a village.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListGroups {
    /// The village.
    pub village: AreaCode,
}
command!(ListGroups -> Vec<GroupRow>);

/// A member in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberRow {
    /// Id.
    pub id: MemberId,
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
}

/// The members who work inside an area (for the office's filter), by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListMembers {
    /// Only those with an area inside this one.
    pub inside: Option<AreaCode>,
}
command!(ListMembers -> Vec<MemberRow>);

impl Run for ListAreas {
    fn run(self, cx: &mut Context<'_>) -> Result<Vec<AreaRow>, Error> {
        let level = match self.level {
            ListLevel::Village => AreaLevel::Village,
            ListLevel::Grid => AreaLevel::Grid,
        };
        let rights = cx.areas()?;
        let mine = |code: &AreaCode| {
            rights
                .iter()
                .any(|right| right.contains(code) || code.contains(right))
        };
        let inside = |code: &AreaCode| self.inside.as_ref().is_none_or(|root| root.contains(code));
        let mut rows = Vec::new();
        for (code, name) in areas(cx.db())? {
            if code.level() == level && mine(&code) && inside(&code) {
                rows.push(AreaRow {
                    households: households::count(cx.db(), &code)?,
                    code,
                    name,
                });
            }
        }
        Ok(rows)
    }
}

fn areas(db: &Connection) -> Result<Vec<(AreaCode, String)>, Error> {
    let mut statement =
        db.prepare_cached("SELECT area, name FROM record WHERE kind = 'area' ORDER BY area")?;
    let mut rows = statement.query([])?;
    let mut areas = Vec::new();
    while let Some(row) = rows.next()? {
        if let Ok(code) = AreaCode::new(row.get::<_, String>(0)?) {
            areas.push((code, row.get(1)?));
        }
    }
    Ok(areas)
}

impl Run for ListGroups {
    fn run(self, cx: &mut Context<'_>) -> Result<Vec<GroupRow>, Error> {
        let mut statement = cx.db().prepare_cached(
            "SELECT place, count(*) FROM record
             WHERE kind = 'household' AND area >= ?1 AND area < ?2 AND flags & ?3 = 0
             GROUP BY place ORDER BY place",
        )?;
        let rows = statement.query_map(
            params![self.village.as_str(), self.village.range_end(), VOIDED],
            |row| {
                Ok(GroupRow {
                    group: row.get(0)?,
                    households: row.get::<_, i64>(1)?.unsigned_abs(),
                })
            },
        )?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Run for ListMembers {
    fn run(self, cx: &mut Context<'_>) -> Result<Vec<MemberRow>, Error> {
        let mut statement = cx.db().prepare_cached(
            "SELECT CASE shown WHEN '' THEN confirmed ELSE shown END FROM record WHERE kind = 'member' ORDER BY name",
        )?;
        let mut rows = statement.query([])?;
        let mut members = Vec::new();
        while let Some(row) = rows.next()? {
            let record = records::parse(&row.get::<_, String>(0)?)?;
            let Some(member) = Member::from_fields(&record.fields) else {
                continue;
            };
            let inside = self.inside.as_ref().is_none_or(|root| {
                member
                    .areas
                    .iter()
                    .any(|area| root.contains(area) || area.contains(root))
            });
            if inside {
                members.push(MemberRow {
                    id: record.id.into(),
                    name: member.name,
                    role: member.role,
                });
            }
        }
        Ok(members)
    }
}
