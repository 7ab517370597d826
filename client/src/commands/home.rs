//! 今日: what the home screen answers.

use chrono::NaiveDate;
use domain::dispute::{Level, Life, State};
use domain::remark::{self, RemarkState};
use domain::{MemberId, Role};
use serde::{Deserialize, Serialize};

use super::Run;
use super::disputes::{DisputeFilter, DisputeRow, Rows};
use super::due::{self, DuePage};
use super::items::{ItemFilter, ItemsPage, ListItems};
use super::remarks::{ListRemarks, RemarkRow};
use super::visits::VisitRow;
use crate::calendar;
use crate::command::command;
use crate::context::Context;
use crate::error::Error;
use crate::store::names::Names;
use crate::store::{disputes, drafts, items, step_drafts, visits};

/// The home screen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HomePage {
    /// Where the member works, in words: 张庄村 第三网格.
    pub place: String,
    /// The local day, the phone's clock put right.
    pub today: NaiveDate,
    /// Own visits recorded today.
    pub visits_today: u64,
    /// Of them received by the office.
    pub received_today: u64,
    /// Own visits 待跟进 whose date has come and after which the household was not visited again: overdue first.
    pub follow_ups: Vec<FollowUp>,
    /// Forms begun and not saved.
    pub drafts: u64,
    /// Records set aside.
    pub needs_hand: u64,
    /// What the office sent back to this member to correct.
    pub returned: Vec<RemarkRow>,
    /// What was corrected and waits for this member to accept it.
    pub answered: u64,
    /// Households that are due by the rules, and the first of them.
    pub due: DuePage,
    /// What was given to this member and is not done, the first of it, with what came back. Of a department all that its unit has.
    pub tasks: ItemsPage,
    /// Disputes in which the next step is this member's.
    pub cases: Vec<DisputeRow>,
    /// Notices of the office not read here yet.
    pub unread_notices: u64,
}

/// A visit that asked to be followed up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FollowUp {
    /// The visit.
    pub visit: VisitRow,
    /// By when.
    pub due_on: NaiveDate,
}

/// Opens the home screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenHome;
command!(OpenHome -> HomePage);

/// Due households and tasks shown on the first screen; their own lists show all.
const DUE_ROWS: u32 = 5;
const TASK_ROWS: u32 = 10;
/// Open disputes looked through for those that wait, the urgent first.
const MOST_CASES: u32 = 200;
/// Follow-ups shown at the most: the rest comes up as these are done.
const MOST_FOLLOW_UPS: u32 = 100;

impl Run for OpenHome {
    fn run(self, cx: &mut Context<'_>) -> Result<HomePage, Error> {
        let today = cx.today();
        let (since, until) = (calendar::start_of(today), calendar::end_of(today));
        let (visits_today, received_today) =
            visits::own_since(cx.db(), cx.profile.member, since, until)?;
        Ok(HomePage {
            place: place(cx)?,
            today,
            visits_today,
            received_today,
            follow_ups: follow_ups(cx)?,
            drafts: drafts::count(cx.db())? + step_drafts::count(cx.db())?,
            needs_hand: cx.light.quarantined,
            returned: returned(cx)?,
            answered: answered(cx)?,
            due: due::page(cx, 0, DUE_ROWS)?,
            tasks: tasks(cx)?,
            cases: cases(cx)?,
            unread_notices: items::unread(cx.db())?,
        })
    }
}

fn returned(cx: &mut Context<'_>) -> Result<Vec<RemarkRow>, Error> {
    let list = ListRemarks {
        state: RemarkState::Waiting,
        is_mine: true,
    };
    // Who returns records sees them in a list of their own, with those of everybody.
    if cx.role() == Role::Supervisor {
        return Ok(Vec::new());
    }
    list.run(cx)
}

pub(super) fn answered(cx: &mut Context<'_>) -> Result<u64, Error> {
    if !remark::may_return(cx.role()) {
        return Ok(0);
    }
    let list = ListRemarks {
        state: RemarkState::Answered,
        is_mine: false,
    };
    Ok(list.run(cx)?.len() as u64)
}

/// 张庄村 第三网格; for several areas their names with 、 between; for a town its name.
fn place(cx: &Context<'_>) -> Result<String, Error> {
    let names = Names::new(cx.db());
    let areas = cx.areas()?;
    let mut places = Vec::with_capacity(areas.len());
    for area in &areas {
        if *area == cx.profile.town {
            places.push(cx.profile.town_name.clone());
            continue;
        }
        places.push(names.place(area)?);
    }
    Ok(places.join("、"))
}

/// Tasks and matters of this member that are still to be done. A department holds nothing but what was given to its unit.
fn tasks(cx: &mut Context<'_>) -> Result<ItemsPage, Error> {
    let owner = Some(cx.profile.member).filter(|_| cx.role() != Role::Department);
    let mut mine = |form: &str| {
        let filter = ItemFilter {
            form: form.to_owned(),
            owner: owner.or_else(|| (form == "task").then_some(cx.profile.member)),
            is_open: true,
            ..ItemFilter::default()
        };
        let list = ListItems {
            filter,
            offset: 0,
            limit: TASK_ROWS,
        };
        list.run(cx)
    };
    let mut page = mine("task")?;
    let matters = mine("")?;
    page.total += matters.total;
    page.rows.extend(matters.rows);
    Ok(page)
}

/// The open disputes that wait for this member: as the one who answers for it, as the village or the office it was handed to, as the one
/// to whom it came back.
fn cases(cx: &Context<'_>) -> Result<Vec<DisputeRow>, Error> {
    let filter = DisputeFilter {
        is_open: true,
        ..DisputeFilter::default()
    };
    let (open, _) = disputes::list(cx.db(), &filter, cx.today(), (0, MOST_CASES))?;
    let rows = Rows::new(cx)?;
    let mut cases = Vec::new();
    for viewed in &open {
        if let Some((row, life)) = rows.listed(viewed)?
            && viewed.record.voided.is_none()
            && waits_for(cx, &life, viewed.record.made.by)
        {
            cases.push(row);
        }
    }
    Ok(cases)
}

fn waits_for(cx: &Context<'_>, life: &Life, recorder: MemberId) -> bool {
    let me = cx.profile.member;
    let is_handed_to = |level: Level| {
        matches!(life.state, State::Submitted | State::Escalated) && life.level == level
    };
    let by_role = match cx.role() {
        Role::Department => life.state.is_unsettled(),
        Role::VillageCadre => is_handed_to(Level::Village),
        Role::Supervisor => is_handed_to(Level::Town) || life.state == State::ToClose,
        Role::Worker | Role::County | Role::Auditor | Role::Admin | Role::Unknown => false,
    };
    let came_back = life.returned.is_some() && (recorder == me || life.owner == Some(me));
    by_role || came_back || (life.owner == Some(me) && life.state.is_unsettled())
}

fn follow_ups(cx: &Context<'_>) -> Result<Vec<FollowUp>, Error> {
    let due = visits::due(cx.db(), cx.profile.member, cx.today(), MOST_FOLLOW_UPS)?;
    let mut rows = visits::Rows::new(cx.db());
    let mut follow_ups = Vec::with_capacity(due.len());
    for viewed in &due {
        let Some((row, visit)) = rows.row(viewed)? else {
            continue;
        };
        if let Some(due_on) = visit.follow_up_on {
            follow_ups.push(FollowUp { visit: row, due_on });
        }
    }
    Ok(follow_ups)
}
