//! Finding a household and opening its page.

use chrono::{DateTime, Utc};
use domain::{AreaCode, Household, RecordId, Resident, Visit};
use serde::{Deserialize, Serialize};

use super::Run;
use super::contested::{self, Contested};
use super::visits::{SaveState, VisitRow};
use crate::command::command;
use crate::context::Context;
use crate::error::Error;
use crate::store::names::Names;
use crate::store::records::{self, Viewed};
use crate::store::{drafts, finder, households, residents, visits};

/// A household in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HouseholdRow {
    /// Id.
    pub id: RecordId,
    /// Its grid.
    pub area: AreaCode,
    /// 村 name.
    pub village_name: String,
    /// 组.
    pub group: u16,
    /// 门牌.
    pub door: String,
    /// 户主.
    pub head: String,
    /// People in it.
    pub people: u32,
    /// The last visit, by anybody.
    pub last_visited_at: Option<DateTime<Utc>>,
    /// For a search result: the resident that was found, when it is not the head (masked phone or name as it matched).
    pub found: Option<String>,
}

/// The households of a village's group, in order of their doors (门牌 as numbers, not as text).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListHouseholds {
    /// The village (or grid).
    pub inside: AreaCode,
    /// Only this group.
    pub group: Option<u16>,
    /// Rows to leave out at the start.
    pub offset: u32,
    /// Rows wanted.
    pub limit: u32,
}
command!(ListHouseholds -> Vec<HouseholdRow>);

/// Searches by name (of head or any resident), pinyin initials or full pinyin, phone tail, door number. Best first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchHouseholds {
    /// As typed so far.
    pub text: String,
    /// Rows wanted.
    pub limit: u32,
}
command!(SearchHouseholds -> Vec<HouseholdRow>);

/// The households that this member visited or opened last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecentHouseholds {
    /// Rows wanted.
    pub limit: u32,
}
command!(RecentHouseholds -> Vec<HouseholdRow>);

/// A resident on the household page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ResidentRow {
    /// Id.
    pub id: RecordId,
    /// The person.
    pub resident: Resident,
    /// Has the office received it?
    pub state: SaveState,
}

/// Everything at one door.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HouseholdPage {
    /// Id.
    pub id: RecordId,
    /// Its grid.
    pub area: AreaCode,
    /// 村 name.
    pub village_name: String,
    /// 网格 name.
    pub grid_name: String,
    /// The household.
    pub household: Household,
    /// Has the office received its last change?
    pub state: SaveState,
    /// Why it was declared void; none while it counts.
    pub void_because: Option<String>,
    /// Fields with two people's values.
    pub contested: Vec<Contested>,
    /// Its people: head first.
    pub residents: Vec<ResidentRow>,
    /// Its visits, newest first, at most 20.
    pub visits: Vec<VisitRow>,
    /// A visit form begun here and not saved.
    pub has_draft: bool,
}

/// Opens a household.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenHousehold {
    /// Which.
    pub id: RecordId,
}
command!(OpenHousehold -> HouseholdPage);

const MOST_VISITS: u32 = 20;

impl Run for ListHouseholds {
    fn run(self, cx: &mut Context<'_>) -> Result<Vec<HouseholdRow>, Error> {
        let ids = households::list(cx.db(), &self.inside, self.group, self.offset, self.limit)?;
        rows(cx, &ids)
    }
}

impl Run for RecentHouseholds {
    fn run(self, cx: &mut Context<'_>) -> Result<Vec<HouseholdRow>, Error> {
        let ids = households::recent(cx.db(), self.limit)?;
        rows(cx, &ids)
    }
}

fn rows(cx: &Context<'_>, ids: &[RecordId]) -> Result<Vec<HouseholdRow>, Error> {
    let names = Names::new(cx.db());
    let mut rows = Vec::with_capacity(ids.len());
    for id in ids {
        rows.extend(households::row(cx.db(), &names, *id)?);
    }
    Ok(rows)
}

impl Run for SearchHouseholds {
    fn run(self, cx: &mut Context<'_>) -> Result<Vec<HouseholdRow>, Error> {
        finder::search(cx.db(), &self.text, self.limit)
    }
}

impl Run for OpenHousehold {
    fn run(self, cx: &mut Context<'_>) -> Result<HouseholdPage, Error> {
        let at = cx.now().timestamp_millis();
        let Viewed { record, state } = records::view(cx.db(), self.id)?.ok_or(Error::NotFound)?;
        let household = Household::from_fields(&record.fields).ok_or(Error::NotFound)?;
        let names = Names::new(cx.db());
        let visits = visits::of_household(cx.db(), self.id, MOST_VISITS)?;
        let page = HouseholdPage {
            id: self.id,
            village_name: names.village(&record.area)?,
            grid_name: names.grid(&record.area)?,
            contested: contested(cx, &names, &record, self.id)?,
            void_because: record.voided.map(|voided| voided.reason),
            area: record.area,
            household,
            state,
            residents: residents::of_household(cx.db(), self.id)?,
            visits: visits::Rows::new(cx.db()).all(&visits)?,
            has_draft: drafts::find::<Visit>(cx.db(), drafts::VISIT, self.id)?.is_some(),
        };
        households::touch(cx.db(), self.id, at)?;
        Ok(page)
    }
}

/// Those of the household, then those of its people with the name in front.
fn contested(
    cx: &Context<'_>,
    names: &Names<'_>,
    household: &domain::Record,
    id: RecordId,
) -> Result<Vec<Contested>, Error> {
    let mut fields = contested::of(cx, names, household)?;
    for viewed in residents::records_of(cx.db(), id)? {
        let whose = viewed.record.fields.text("name").unwrap_or_default();
        let own = contested::of(cx, names, &viewed.record)?;
        fields.extend(own.into_iter().map(|field| Contested {
            whose: whose.to_owned(),
            ..field
        }));
    }
    Ok(fields)
}
