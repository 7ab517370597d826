//! A care file that the town's office opens for a purpose: asked of the server, shown from memory for a limited time, kept nowhere on this device.
//! While it is shown the office says who shares the care.

use chrono::{DateTime, NaiveDate, Utc};
use domain::care::rules::TeamRole;
use domain::care::{CheckStep, OpenPurpose, due, step};
use domain::{AreaCode, CheckIn, OpeningId, PersonFile, RecordId};
pub use protocol::care::SeatChange;
use protocol::care::{OpenCareReply, OpenedFile};
use serde::{Deserialize, Serialize};

use super::care::{TeamRow, Values, team_rows};
use super::care_four::{FourLine, four_of};
use crate::command::command;
use crate::context::Context;
use crate::error::Error;
use crate::store::care_due;
use crate::store::names::Names;

/// Opens the files of the people of this name. Asks the server, which notes it before it answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenForOffice {
    /// A village or grid.
    pub area: AreaCode,
    /// The full name.
    pub name: String,
    /// What for.
    pub purpose: OpenPurpose,
}
command!(OpenForOffice -> OfficeCare);

/// 调整五包一 of a file that is open. Asks the server, which writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatForOffice {
    /// By which opening the file is shown.
    pub opening: OpeningId,
    /// Which file.
    pub file: RecordId,
    /// The roles that change.
    pub seats: Vec<SeatChange>,
}
command!(SeatForOffice -> OfficeFile);

/// What was opened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OfficeCare {
    /// Its id: what is done while it lasts refers to it.
    pub opening: OpeningId,
    /// Until when it may be shown.
    pub until: DateTime<Utc>,
    /// The files of the people of this name; none is an answer too.
    pub files: Vec<OfficeFile>,
}

impl OfficeCare {
    /// Shows a file as it is now.
    pub fn take(&mut self, file: OfficeFile) {
        if let Some(known) = self.files.iter_mut().find(|known| known.id == file.id) {
            *known = file;
        }
    }
}

/// A file as the office sees it, whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OfficeFile {
    /// Which.
    pub id: RecordId,
    /// What it says.
    pub file: PersonFile,
    /// 村 and 网格.
    pub place: String,
    /// 每几天走访一次.
    pub every_days: u16,
    /// 下次走访日.
    pub due_on: Option<NaiveDate>,
    /// 五包一.
    pub team: Vec<TeamRow>,
    /// The roles that the profile has.
    pub roles: Vec<TeamRole>,
    /// 四清.
    pub four: Vec<FourLine>,
    /// What was recorded, the latest first.
    pub checks: Vec<OfficeCheck>,
}

/// A check-in as the office sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OfficeCheck {
    /// What it says.
    pub check: CheckIn,
    /// Who recorded it.
    pub author_name: String,
    /// Does its department still have to sign?
    pub awaits: bool,
    /// Has the department answered?
    pub is_answered: bool,
}

impl OfficeCheck {
    /// What was observed, and what is needed in words.
    pub fn observed(&self) -> impl Iterator<Item = &str> {
        let check = &self.check;
        let words = [
            &check.observed_1,
            &check.observed_2,
            &check.observed_3,
            &check.observed_4,
            &check.needs_note,
        ];
        words.into_iter().flatten().map(String::as_str)
    }
}

/// What the server answered, with the names that are here.
pub(crate) fn shown(
    cx: &Context<'_>,
    opening: OpeningId,
    reply: OpenCareReply,
) -> Result<OfficeCare, Error> {
    let files = reply.files.into_iter();
    let files = files.map(|opened| file(cx, &opened));
    let files: Result<Vec<Option<OfficeFile>>, Error> = files.collect();
    Ok(OfficeCare {
        opening,
        until: reply.until,
        files: files?.into_iter().flatten().collect(),
    })
}

/// A file with the names that are here; none for one that this version cannot read.
pub(crate) fn file(cx: &Context<'_>, opened: &OpenedFile) -> Result<Option<OfficeFile>, Error> {
    let Some(file) = PersonFile::from_fields(&opened.file.fields) else {
        return Ok(None);
    };
    let names = Names::new(cx.db());
    let rules = care_due::rules(cx.db())?;
    let mut checks = Vec::with_capacity(opened.check_ins.len());
    for record in &opened.check_ins {
        if let Some(check) = CheckIn::from_fields(&record.fields) {
            checks.push(OfficeCheck {
                check,
                author_name: names.member(record.made.by)?,
                awaits: step::awaits(record).is_some(),
                is_answered: step::has(&record.steps, CheckStep::Answer),
            });
        }
    }
    let valid: Vec<CheckIn> = checks.iter().map(|one| one.check.clone()).collect();
    Ok(Some(OfficeFile {
        id: opened.file.id,
        place: names.place(&opened.file.area)?,
        every_days: due::every_days(&file, &rules),
        due_on: due::next_on(&file, &valid, &rules),
        team: team_rows((cx.db(), &names), &file, &rules, Values::Full)?,
        four: four_of(&file, &valid, &rules, cx.today()),
        roles: rules.roles,
        checks,
        file,
    }))
}
