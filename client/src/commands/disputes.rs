//! Listing and opening disputes: the phone's list, the office's table, the household's and the visit's are one list with other filters.

use chrono::{DateTime, NaiveDate, Utc};
use domain::dispute::{
    Category, Extension, Grade, Guard, Level, Life, Performance, Risk, Satisfaction, Standing,
    State, StepForm, StepName, judge,
};
use domain::province::{self, ProvinceState};
use domain::remark;
use domain::{AreaCode, Dispute, Kind, MemberId, RecordId, Role, scope};
use serde::{Deserialize, Serialize};

use super::Run;
use super::contested::{self, Contested};
pub use super::dispute_filter::DisputeFilter;
use super::visits::{SaveState, why_aside};
use crate::command::command;
use crate::context::Context;
use crate::error::Error;
use crate::store::names::Names;
use crate::store::records::{self, Viewed};
use crate::store::{disputes, households};

/// A dispute in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DisputeRow {
    /// Id.
    pub id: RecordId,
    /// The parties, 甲与乙; masked where the dispute is a sensitive one.
    pub between: String,
    /// 类别.
    pub category: Option<Category>,
    /// 激化风险.
    pub risk: Option<Risk>,
    /// 状态.
    pub stands: State,
    /// 层级.
    pub level: Level,
    /// 督办.
    pub supervision: Option<Grade>,
    /// 退回.
    pub is_returned: bool,
    /// Two steps contradict each other.
    pub is_contradicted: bool,
    /// 村 name.
    pub village_name: String,
    /// 网格 name.
    pub grid_name: String,
    /// 发生时间.
    pub happened_at: DateTime<Utc>,
    /// By when the next thing is to be done.
    pub due_on: Option<NaiveDate>,
    /// 责任人.
    pub owner_name: String,
    /// Who recorded it.
    pub author_name: String,
    /// What happened, its first 60 characters.
    pub gist: String,
    /// 省平台.
    pub province: ProvinceState,
    /// Has the office received it?
    pub state: SaveState,
    /// Declared void.
    pub voided: bool,
}

/// A page of disputes, the urgent ones first, and how many there are in all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DisputesPage {
    /// The rows.
    pub rows: Vec<DisputeRow>,
    /// All disputes of the filter.
    pub total: u64,
}

/// Lists disputes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListDisputes {
    /// Which.
    pub filter: DisputeFilter,
    /// Rows to leave out at the start.
    pub offset: u32,
    /// Rows wanted.
    pub limit: u32,
}
command!(ListDisputes -> DisputesPage);

/// A step as the page tells it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DisputeEntry {
    /// Which step; `Unknown` for one of a newer version.
    pub step: StepName,
    /// What was recorded with it.
    pub form: StepForm,
    /// 责任人 in it, by name.
    pub owner_name: String,
    /// Who took it.
    pub by_name: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Its place in the order; none while it waits on this device.
    pub seq: Option<u64>,
    /// What became of it.
    pub standing: Standing,
}

/// Where it stands, as the page shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DisputeStanding {
    /// Since when the state holds.
    pub since: DateTime<Utc>,
    /// 责任人.
    pub owner: Option<MemberId>,
    /// 包案领导.
    pub leader: Option<String>,
    /// 责任单位.
    pub unit: Option<String>,
    /// 签收 by the unit it was assigned to.
    pub is_received: bool,
    /// 退回: the reason.
    pub returned: Option<String>,
    /// 延期.
    pub extension: Extension,
    /// 履行.
    pub performance: Option<Performance>,
    /// 满意.
    pub satisfaction: Option<Satisfaction>,
    /// 协议编号.
    pub number: Option<String>,
    /// Until when the court may be asked to confirm the agreement.
    pub confirm_until: Option<NaiveDate>,
    /// Was the police told?
    pub police_at: Option<DateTime<Utc>>,
    /// 时限 proposed for an acceptance or assignment today.
    pub propose_deadline: Option<NaiveDate>,
    /// 回访 proposed.
    pub propose_return: NaiveDate,
}

/// One dispute, whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DisputeView {
    /// As in the list, with the parties' full names.
    pub row: DisputeRow,
    /// Its grid.
    pub area: AreaCode,
    /// As recorded.
    pub dispute: Dispute,
    /// Where it stands.
    pub standing: DisputeStanding,
    /// The household's head or door, when it was heard at one.
    pub household_name: String,
    /// Its steps, oldest first.
    pub entries: Vec<DisputeEntry>,
    /// The steps of this state, and what stands in the way of each for this member.
    pub offers: Vec<(StepName, Option<Guard>)>,
    /// 派出所 and 司法所: name and number.
    pub helpers: Vec<(String, String)>,
    /// Who recorded it.
    pub author: MemberId,
    /// When it was saved on the phone.
    pub saved_at: DateTime<Utc>,
    /// Was it corrected?
    pub edited: bool,
    /// May this member correct it?
    pub may_edit: bool,
    /// Fields with two people's values.
    pub contested: Vec<Contested>,
    /// Why its last change was set aside.
    pub needs_hand: Option<String>,
}

/// Opens a dispute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenDispute {
    /// Which.
    pub id: RecordId,
}
command!(OpenDispute -> DisputeView);

const GIST_CHARACTERS: usize = 60;

impl Run for ListDisputes {
    fn run(self, cx: &mut Context<'_>) -> Result<DisputesPage, Error> {
        let page = (self.offset, self.limit);
        let (viewed, total) = disputes::list(cx.db(), &self.filter, cx.today(), page)?;
        let rows = Rows::new(cx)?;
        let mut page = DisputesPage {
            rows: Vec::with_capacity(viewed.len()),
            total,
        };
        for viewed in &viewed {
            page.rows.extend(rows.listed(viewed)?.map(|(row, _)| row));
        }
        Ok(page)
    }
}

/// Makes rows out of disputes, looking names and limits up once.
pub(crate) struct Rows<'a> {
    pub(crate) names: Names<'a>,
    pub(crate) limits: domain::dispute::Limits,
}

impl<'a> Rows<'a> {
    pub(crate) fn new(cx: &'a Context<'_>) -> Result<Self, Error> {
        Ok(Self {
            names: Names::new(cx.db()),
            limits: disputes::limits(cx.db())?,
        })
    }

    /// The row of a dispute in a list, without names where it is a sensitive one, and where it stands.
    pub(crate) fn listed(&self, viewed: &Viewed) -> Result<Option<(DisputeRow, Life)>, Error> {
        let Some((mut row, dispute, life)) = self.row(viewed)? else {
            return Ok(None);
        };
        if dispute.is_sensitive == Some(true) {
            row.between = dispute.between_in_lists();
            row.gist.clear();
        }
        Ok(Some((row, life)))
    }

    /// The row of a dispute with the dispute and where it stands; `None` when this build cannot read it.
    pub(crate) fn row(
        &self,
        viewed: &Viewed,
    ) -> Result<Option<(DisputeRow, Dispute, Life)>, Error> {
        let record = &viewed.record;
        let Some(dispute) = Dispute::from_fields(&record.fields) else {
            return Ok(None);
        };
        let life = Life::of(record);
        let row = DisputeRow {
            id: record.id,
            between: dispute.between(),
            category: dispute.category,
            risk: dispute.risk,
            stands: life.state,
            level: life.level,
            supervision: life.supervision,
            is_returned: life.returned.is_some(),
            is_contradicted: life.has_contradiction(),
            village_name: self.names.village(&record.area)?,
            grid_name: self.names.grid(&record.area)?,
            happened_at: dispute.happened_at,
            due_on: life.due_on(&self.limits),
            owner_name: self.member(life.owner)?,
            author_name: self.names.member(record.made.by)?,
            gist: dispute.summary.chars().take(GIST_CHARACTERS).collect(),
            province: province::state_of(record),
            state: viewed.state,
            voided: record.voided.is_some(),
        };
        Ok(Some((row, dispute, life)))
    }

    fn member(&self, id: Option<MemberId>) -> Result<String, Error> {
        id.map_or_else(|| Ok(String::new()), |id| self.names.member(id))
    }
}

impl Run for OpenDispute {
    fn run(self, cx: &mut Context<'_>) -> Result<DisputeView, Error> {
        let viewed = records::view(cx.db(), self.id)?.ok_or(Error::NotFound)?;
        let rows = Rows::new(cx)?;
        let (row, dispute, life) = rows.row(&viewed)?.ok_or(Error::NotFound)?;
        let Viewed { record, state } = viewed;
        let needs_hand = match state {
            SaveState::NeedsHand => Some(why_aside(cx, self.id)?),
            SaveState::SavedHere | SaveState::Received => None,
        };
        let me = cx.profile.member;
        let is_alive = record.voided.is_none();
        let offers = if is_alive {
            judge::offers(&life, &dispute, me, cx.role())
        } else {
            Vec::new()
        };
        Ok(DisputeView {
            household_name: household_name(cx, dispute.household)?,
            entries: entries(&rows, &record, &life)?,
            standing: standing(cx, &rows, &life),
            offers,
            helpers: disputes::helpers(cx.db())?,
            author: record.made.by,
            saved_at: record.made.at,
            edited: record.is_edited(),
            may_edit: is_alive
                && life.state != State::Closed
                && may_edit(cx, &life, record.made.by),
            contested: contested::of(cx, &rows.names, &record)?,
            needs_hand,
            area: record.area,
            row,
            dispute,
        })
    }
}

fn household_name(cx: &Context<'_>, id: Option<RecordId>) -> Result<String, Error> {
    let Some(id) = id else {
        return Ok(String::new());
    };
    let door = households::door(cx.db(), id)?;
    let name = door.map(|door| households::name_of(&door.household).to_owned());
    Ok(name.unwrap_or_default())
}

fn entries(
    rows: &Rows<'_>,
    record: &domain::Record,
    life: &Life,
) -> Result<Vec<DisputeEntry>, Error> {
    let mut entries = Vec::with_capacity(record.steps.len());
    for (taken, standing) in record.steps.iter().zip(&life.standings) {
        // Threads of corrections and the province's platform stand by themselves.
        if remark::is_remark(&taken.step) || province::is_province(&taken.step) {
            continue;
        }
        let form = StepForm::of(&taken.step);
        entries.push(DisputeEntry {
            step: StepName::from_code(&taken.step.name),
            owner_name: rows.member(form.owner)?,
            form,
            by_name: rows.names.member(taken.stamp.by)?,
            at: taken.stamp.at,
            seq: taken.stamp.seq.map(|seq| seq.0),
            standing: *standing,
        });
    }
    Ok(entries)
}

fn standing(cx: &Context<'_>, rows: &Rows<'_>, life: &Life) -> DisputeStanding {
    let limits = &rows.limits;
    let level_days = limits.days_of(life.level);
    DisputeStanding {
        since: life.since,
        owner: life.owner,
        leader: life.leader.clone(),
        unit: life.unit.clone(),
        is_received: life.is_received,
        returned: life.returned.clone(),
        extension: life.extension,
        performance: life.performance,
        satisfaction: life.satisfaction,
        number: life
            .agreement
            .as_ref()
            .and_then(|agreement| agreement.number.clone()),
        confirm_until: life.confirm_until(limits),
        police_at: life.police_at,
        propose_deadline: level_days.map(|days| limits.after_workdays(cx.today(), days)),
        propose_return: domain::dispute::limits::after(cx.today(), limits.return_visit_days),
    }
}

/// The recorder and whoever answers for it correct it, the office all of them.
fn may_edit(cx: &Context<'_>, life: &Life, author: MemberId) -> bool {
    let (me, role) = (cx.profile.member, cx.role());
    scope::may_write(role, &Kind::Dispute)
        && (me == author
            || life.owner == Some(me)
            || matches!(role, Role::Supervisor | Role::VillageCadre))
}
