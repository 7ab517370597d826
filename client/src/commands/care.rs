//! 关爱走访: the care files that are open on this device, each with its check-ins. Names and numbers are masked until somebody asks for them in
//! full, and every opening is noted. Nothing here answers while the care files are closed.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use domain::care::{CheckIn, CheckStep, Department, Level, Met, Rules, due, step, team};
use domain::{Member, MemberId, OpeningId, PersonFile, RecordId, mask};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::Run;
pub use super::care_four::FourLine;
use super::care_four::four_of;
use super::visits::SaveState;
use crate::command::{Command as _, command};
use crate::commands::care_forms::SaveCheckIn;
use crate::commands::care_forms::{DropCareDraft, OpenCareDraft, SaveCareDraft, SaveCareFile};
use crate::commands::care_paper::PrintCareFile;
use crate::commands::care_steps::{DropCheckStepDraft, SaveCheckStepDraft};
use crate::commands::check_in::{OpenCheckIn, TakeCheckStep};
use crate::commands::versions::ListCareVersions;
use crate::context::Context;
use crate::error::Error;
use crate::store::names::Names;
use crate::store::openings::{self, Look};
use crate::store::records::{self, Viewed};
use crate::store::{Own, care, care_due};

/// The commands on care files: each of them is use, and puts off their closing.
pub(crate) const USES: [&str; 14] = [
    ListCare::NAME,
    OpenCareFile::NAME,
    ShowCareFile::NAME,
    PrintCareFile::NAME,
    ListCareVersions::NAME,
    OpenCheckIn::NAME,
    OpenCareDraft::NAME,
    SaveCareDraft::NAME,
    DropCareDraft::NAME,
    SaveCheckIn::NAME,
    SaveCareFile::NAME,
    TakeCheckStep::NAME,
    SaveCheckStepDraft::NAME,
    DropCheckStepDraft::NAME,
];

/// Openings of the same file within so many minutes are one.
const ONE_OPENING_MINUTES: i64 = 5;
const MOST_ACCESSES: u32 = 20;

/// A person in the care list: a neutral word, a masked name and a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CareRow {
    /// The file.
    pub id: RecordId,
    /// 张**.
    pub name: String,
    /// 关爱A, B or C.
    pub level: Level,
    /// By when somebody should look in; none where nothing is due any more.
    pub due_on: Option<NaiveDate>,
    /// 村 and 网格.
    pub place: String,
    /// Does a check-in wait for its department to sign?
    pub awaits: bool,
    /// Has the office received it?
    pub state: SaveState,
}

/// The own care files, the longest overdue first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListCare;
command!(ListCare -> Vec<CareRow>);

/// One of the care team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamRow {
    /// The role, as people say it.
    pub role: String,
    /// Name; masked for somebody without an account.
    pub name: String,
    /// Phone number; masked likewise.
    pub phone: Option<String>,
    /// For which department.
    pub department: Option<Department>,
    /// Has an account.
    pub member: Option<MemberId>,
}

/// A check-in on the page of its file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckRow {
    /// Id.
    pub id: RecordId,
    /// When.
    pub at: DateTime<Utc>,
    /// Who recorded it.
    pub author_name: String,
    /// 见到谁.
    pub met: Option<Met>,
    /// 有异常.
    pub is_abnormal: bool,
    /// The department that has not signed yet.
    pub awaits: Option<Department>,
    /// Has the department answered?
    pub is_answered: bool,
    /// Has the office received it?
    pub state: SaveState,
    /// Declared void.
    pub voided: bool,
}

/// An opening of the file on this device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessRow {
    /// When.
    pub at: DateTime<Utc>,
    /// Were the full values looked at?
    pub is_full: bool,
}

/// A care file's page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CareFilePage {
    /// Id.
    pub id: RecordId,
    /// The file, with names and numbers masked unless `is_full`.
    pub file: PersonFile,
    /// Are names and numbers whole?
    pub is_full: bool,
    /// 村 and 网格.
    pub place: String,
    /// 每几天走访一次.
    pub every_days: u16,
    /// 下次走访日.
    pub due_on: Option<NaiveDate>,
    /// 五包一.
    pub team: Vec<TeamRow>,
    /// 四清.
    pub four: Vec<FourLine>,
    /// The check-ins, the latest first.
    pub check_ins: Vec<CheckRow>,
    /// When it was opened on this device.
    pub accesses: Vec<AccessRow>,
    /// May this member change the team and the label?
    pub may_decide: bool,
    /// May this member have it on paper?
    pub may_print: bool,
    /// Has the office received it?
    pub state: SaveState,
    /// Fields that hold two people's values.
    pub contested: Vec<String>,
}

/// Opens a care file, masked. The opening is noted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenCareFile {
    /// Which.
    pub id: RecordId,
}
command!(OpenCareFile -> CareFilePage);

/// Opens a care file with its full values. Noted as such.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShowCareFile {
    /// Which.
    pub id: RecordId,
}
command!(ShowCareFile -> CareFilePage);

/// The key, when the care files are open; what may not be held any more goes before anything is shown.
pub(crate) fn opened(cx: &mut Context<'_>) -> Result<Own, Error> {
    let own = cx.store.own();
    care::key_of(&own)?;
    let (today, now) = (cx.today(), cx.phone_now());
    let tx = cx.store.begin()?;
    care_due::expire(&tx, &own, today, now)?;
    tx.commit()?;
    Ok(own)
}

/// A care file that can be read.
pub(crate) fn file(
    cx: &Context<'_>,
    own: &Own,
    id: RecordId,
) -> Result<(Viewed, PersonFile), Error> {
    let viewed = care::view(cx.db(), own, id)?.ok_or(Error::NotFound)?;
    let file = PersonFile::from_fields(&viewed.record.fields).ok_or(Error::NotFound)?;
    Ok((viewed, file))
}

impl Run for ListCare {
    fn run(self, cx: &mut Context<'_>) -> Result<Vec<CareRow>, Error> {
        let own = opened(cx)?;
        let names = Names::new(cx.db());
        let mut rows = Vec::new();
        for (id, due_on) in care::files(cx.db())? {
            let Ok((viewed, file)) = self::file(cx, &own, id) else {
                continue;
            };
            if viewed.record.voided.is_some() {
                continue;
            }
            let checks = care::check_ins(cx.db(), &own, id)?;
            rows.push(CareRow {
                id,
                name: mask::name(&file.name),
                level: file.care_level,
                due_on,
                place: names.place(&viewed.record.area)?,
                awaits: checks
                    .iter()
                    .any(|check| step::awaits(&check.record).is_some()),
                state: viewed.state,
            });
        }
        Ok(rows)
    }
}

impl Run for OpenCareFile {
    fn run(self, cx: &mut Context<'_>) -> Result<CareFilePage, Error> {
        let own = opened(cx)?;
        let page = page(cx, &own, self.id, Values::Masked)?;
        note_opening(cx, self.id, Look::Masked)?;
        Ok(page)
    }
}

impl Run for ShowCareFile {
    fn run(self, cx: &mut Context<'_>) -> Result<CareFilePage, Error> {
        let own = opened(cx)?;
        let page = page(cx, &own, self.id, Values::Full)?;
        note(cx, self.id, Look::Full)?;
        Ok(page)
    }
}

/// Notes that a file is looked into; what follows within a few minutes, and shows no more, is the same look.
pub(super) fn note_opening(cx: &Context<'_>, file: RecordId, look: Look) -> Result<(), Error> {
    let now = cx.now();
    let last = openings::of_file(cx.db(), file, 1)?;
    let is_noted = last.first().is_some_and(|(at, before)| {
        now - *at < Duration::minutes(ONE_OPENING_MINUTES)
            && (look == Look::Masked || *before == Look::Full)
    });
    if is_noted {
        return Ok(());
    }
    note(cx, file, look)
}

/// Notes a look by itself.
pub(super) fn note(cx: &Context<'_>, file: RecordId, look: Look) -> Result<(), Error> {
    let id = OpeningId(cx.new_id()?);
    openings::note(cx.db(), id, file, cx.now(), look)
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Values {
    Masked,
    Full,
}

fn page(cx: &Context<'_>, own: &Own, id: RecordId, values: Values) -> Result<CareFilePage, Error> {
    let (viewed, file) = self::file(cx, own, id)?;
    let rules = care_due::rules(cx.db())?;
    let names = Names::new(cx.db());
    let found = care::check_ins(cx.db(), own, id)?;
    let valid: Vec<CheckIn> = found
        .iter()
        .filter(|check| check.record.voided.is_none())
        .filter_map(|check| CheckIn::from_fields(&check.record.fields))
        .collect();
    let four = four_of(&file, &valid, &rules, cx.today());
    let accesses = openings::of_file(cx.db(), id, MOST_ACCESSES)?;
    Ok(CareFilePage {
        id,
        place: names.place(&viewed.record.area)?,
        every_days: due::every_days(&file, &rules),
        due_on: due::next_on(&file, &valid, &rules),
        team: team_rows((cx.db(), &names), &file, &rules, values)?,
        four,
        check_ins: found
            .iter()
            .filter_map(|check| check_row(&names, check).transpose())
            .collect::<Result<_, _>>()?,
        accesses: accesses
            .into_iter()
            .map(|(at, look)| AccessRow {
                at,
                is_full: look == Look::Full,
            })
            .collect(),
        may_print: team::may_print(&file, cx.profile.member),
        may_decide: team::may_edit(
            cx.role(),
            viewed.record.made.by == cx.profile.member,
            "team",
        ),
        state: viewed.state,
        contested: viewed.record.contested.keys().cloned().collect(),
        is_full: values == Values::Full,
        file: if values == Values::Full {
            file
        } else {
            masked(file)
        },
    })
}

fn masked(file: PersonFile) -> PersonFile {
    let name = |name: Option<String>| name.map(|name| mask::name(&name));
    let phone = |number: Option<String>| number.map(|number| mask::phone(&number));
    PersonFile {
        name: mask::name(&file.name),
        phone: phone(file.phone),
        address: file.address.map(|words| mask::name(&words)),
        guardian: name(file.guardian),
        guardian_phone: phone(file.guardian_phone),
        family: name(file.family),
        family_phone: phone(file.family_phone),
        team: Vec::new(),
        ..file
    }
}

fn phone_of(db: &Connection, member: MemberId) -> Result<Option<String>, Error> {
    let record = records::view(db, member.into())?;
    let member = record.and_then(|viewed| Member::from_fields(&viewed.record.fields));
    Ok(member.and_then(|member| member.phone))
}

pub(super) fn team_rows(
    (db, names): (&Connection, &Names<'_>),
    file: &PersonFile,
    rules: &Rules,
    values: Values,
) -> Result<Vec<TeamRow>, Error> {
    let mut rows = Vec::with_capacity(file.team.len());
    for entry in &file.team {
        let (name, phone) = match entry.member {
            Some(member) => (names.member(member)?, phone_of(db, member)?),
            None if values == Values::Full => {
                (entry.name.clone().unwrap_or_default(), entry.phone.clone())
            }
            None => (
                mask::name(entry.name.as_deref().unwrap_or_default()),
                entry.phone.as_deref().map(mask::phone),
            ),
        };
        rows.push(TeamRow {
            role: rules.role_label(&entry.role).to_owned(),
            name,
            phone,
            department: entry.department,
            member: entry.member,
        });
    }
    Ok(rows)
}

fn check_row(names: &Names<'_>, viewed: &Viewed) -> Result<Option<CheckRow>, Error> {
    let record = &viewed.record;
    let Some(check) = CheckIn::from_fields(&record.fields) else {
        return Ok(None);
    };
    Ok(Some(CheckRow {
        id: record.id,
        at: check.happened_at,
        author_name: names.member(record.made.by)?,
        met: check.met_whom,
        is_abnormal: check.abnormal == Some(domain::care::Abnormal::Yes),
        awaits: step::awaits(record),
        is_answered: step::has(&record.steps, CheckStep::Answer),
        state: viewed.state,
        voided: record.voided.is_some(),
    }))
}
