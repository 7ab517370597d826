//! Writing a care file or a check-in (form F3): begun forms are kept sealed, and saving makes them count.

use chrono::{DateTime, Utc};
use domain::care::form::{CHECK_IN, MEDICATION};
use domain::care::rules::TeamRole;
use domain::care::{CheckIn, Department, team, validate};
use domain::form;
use domain::{AreaCode, Fields, Issue, IssueCode, Kind, PersonFile, RecordId, Role, mask};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Run;
use super::care::{file, note, opened};
use super::save_household::{Saved, unless_blocked};
use crate::command::command;
use crate::context::Context;
use crate::error::Error;
use crate::save::{self, Wish};
use crate::store::openings::Look;
use crate::store::{Own, care, care_drafts, care_due};

/// Which of the two forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CareForm {
    /// 一人一档.
    File,
    /// 关爱走访.
    CheckIn,
}

/// What a form shows beside its questions.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CareNotes {
    /// 张**, of whose file it is.
    pub person: String,
    /// Does the line ask about medication?
    pub asks_medication: bool,
    /// Is harm to be reported at once?
    pub has_duty: bool,
    /// What the lines of observation ask.
    pub observations: Vec<String>,
    /// The roles of a team.
    pub roles: Vec<TeamRole>,
    /// May this member write who is on the team and how long the label lasts?
    pub may_decide: bool,
    /// The departments on the team: the others hear of an anomaly by telephone only.
    pub departments: Vec<Department>,
}

/// A form that was begun.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CareDraft {
    /// Which form.
    pub form: CareForm,
    /// Where it is kept.
    pub slot: RecordId,
    /// The file of a check-in.
    pub file: Option<RecordId>,
    /// The saved record that is being corrected.
    pub of: Option<RecordId>,
    /// The answers so far.
    pub fields: Fields,
    /// The grid of a new file.
    pub area: Option<AreaCode>,
    /// The field that had the focus.
    pub focus: Option<String>,
    /// When it was last written; none before the first time.
    pub written_at: Option<DateTime<Utc>>,
    /// What stands beside the questions.
    pub notes: CareNotes,
}

#[derive(Serialize, Deserialize)]
struct Body {
    fields: Fields,
    area: Option<AreaCode>,
    focus: Option<String>,
}

/// Opens a form: its draft if there is one, else as saved, else as of now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenCareDraft {
    /// Which form.
    pub form: CareForm,
    /// The file of a check-in.
    pub file: Option<RecordId>,
    /// The saved record to correct.
    pub of: Option<RecordId>,
}
command!(OpenCareDraft -> CareDraft);

/// Keeps the form as it stands, sealed. Answers when it was durable.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SaveCareDraft {
    /// Where it is kept.
    pub slot: RecordId,
    /// The answers so far.
    pub fields: Fields,
    /// The grid of a new file.
    pub area: Option<AreaCode>,
    /// The field that has the focus.
    pub focus: Option<String>,
}
command!(SaveCareDraft -> DateTime<Utc>);

/// Throws a draft away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DropCareDraft {
    /// Where it is kept.
    pub slot: RecordId,
}
command!(DropCareDraft -> ());

/// Saves a new check-in (`id: None`) or the changed answers of one, and drops its draft.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SaveCheckIn {
    /// Which; none for a new one.
    pub id: Option<RecordId>,
    /// Where its draft is kept.
    pub slot: RecordId,
    /// The answers, with the file.
    pub fields: Fields,
}
command!(SaveCheckIn -> Saved);

/// Saves a new file (`id: None`) or the changed answers of one, and drops its draft.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SaveCareFile {
    /// Which; none for a new one.
    pub id: Option<RecordId>,
    /// Where its draft is kept.
    pub slot: RecordId,
    /// The grid of a new file.
    pub area: Option<AreaCode>,
    /// The answers.
    pub fields: Fields,
}
command!(SaveCareFile -> Saved);

pub(super) fn notes(cx: &Context<'_>, own: &Own, id: Option<RecordId>) -> Result<CareNotes, Error> {
    let rules = care_due::rules(cx.db())?;
    let mut notes = CareNotes {
        observations: rules.observations.clone(),
        roles: rules.roles,
        may_decide: true,
        ..CareNotes::default()
    };
    if let Some(id) = id {
        let (viewed, file) = file(cx, own, id)?;
        let is_maker = viewed.record.made.by == cx.profile.member;
        notes.may_decide = team::may_edit(cx.role(), is_maker, "team");
        notes.person = mask::name(&file.name);
        notes.asks_medication = file.line.asks_medication();
        notes.has_duty = file.line.has_duty_to_report();
        notes.departments = file
            .team
            .iter()
            .filter_map(|entry| entry.department)
            .collect();
    }
    Ok(notes)
}

impl Run for OpenCareDraft {
    fn run(self, cx: &mut Context<'_>) -> Result<CareDraft, Error> {
        let own = opened(cx)?;
        let of_file = match (self.form, self.of) {
            (CareForm::CheckIn, Some(of)) => {
                let viewed = care::view(cx.db(), &own, of)?.ok_or(Error::NotFound)?;
                domain::care::file_of_record(&viewed.record)
            }
            (CareForm::CheckIn, None) => self.file,
            (CareForm::File, of) => of,
        };
        let slot = self.of.or(of_file).unwrap_or(RecordId(Uuid::nil()));
        let mut draft = CareDraft {
            form: self.form,
            slot,
            file: of_file,
            of: self.of,
            fields: Fields::default(),
            area: None,
            focus: None,
            written_at: None,
            notes: notes(cx, &own, of_file)?,
        };
        let kept = care_drafts::find(cx.db(), &own, slot)?;
        let kept =
            kept.and_then(|(text, at)| Some((serde_json::from_str::<Body>(&text).ok()?, at)));
        if let Some((body, at)) = kept {
            draft.fields = body.fields;
            draft.area = body.area;
            draft.focus = body.focus;
            draft.written_at = Some(at);
            return Ok(draft);
        }
        draft.fields = match (self.form, self.of, of_file) {
            (form, Some(of), _) => {
                let viewed = care::view(cx.db(), &own, of)?.ok_or(Error::NotFound)?;
                if form == CareForm::File {
                    // The form shows the values whole.
                    note(cx, of, Look::Full)?;
                }
                viewed.record.fields
            }
            (CareForm::CheckIn, None, Some(file)) => Fields::of(&CheckIn::begun(file, cx.now())),
            (CareForm::CheckIn, None, None) => return Err(Error::NotFound),
            (CareForm::File, None, _) => begun(cx),
        };
        Ok(draft)
    }
}

/// A new file begins today, with whoever begins it on the team.
fn begun(cx: &Context<'_>) -> Fields {
    let role = match cx.role() {
        Role::Department => "department",
        Role::VillageCadre => "village_cadre",
        Role::Worker
        | Role::Supervisor
        | Role::County
        | Role::Auditor
        | Role::Admin
        | Role::Unknown => "worker",
    };
    Fields::of(&serde_json::json!({
        "starts_on": cx.today(),
        "care_level": "b",
        "team": [{"role": role, "member": cx.profile.member}],
    }))
}

impl Run for SaveCareDraft {
    fn run(self, cx: &mut Context<'_>) -> Result<DateTime<Utc>, Error> {
        let (own, now) = (cx.store.own(), cx.now());
        let body = Body {
            fields: self.fields,
            area: self.area,
            focus: self.focus,
        };
        let text = serde_json::to_string(&body)
            .map_err(|error| Error::Internal(format!("encode draft: {error}")))?;
        care_drafts::put(cx.db(), &own, self.slot, &text, now)?;
        Ok(now)
    }
}

impl Run for DropCareDraft {
    fn run(self, cx: &mut Context<'_>) -> Result<(), Error> {
        care_drafts::remove(cx.db(), self.slot)
    }
}

/// The answers as a form's type reads them; a wrong one is named.
fn read<T: serde::de::DeserializeOwned>(fields: &Fields) -> Result<T, Error> {
    let mut fields = fields.clone();
    fields.0.retain(|_, value| {
        !value.is_null() && value.as_str().is_none_or(|text| !text.trim().is_empty())
    });
    fields.try_read().map_err(|error| {
        let words = error.to_string();
        let missing = words
            .strip_prefix("missing field `")
            .and_then(|rest| rest.split('`').next());
        Error::Invalid(vec![match missing {
            Some(field) => Issue::block(field, IssueCode::Missing),
            None => Issue::block("", IssueCode::WrongType),
        }])
    })
}

/// What the form asks beyond what a check-in needs to count anywhere.
fn asked(fields: &Fields, asks_medication: bool) -> Vec<Issue> {
    let needed = CHECK_IN.questions.iter().filter(|question| {
        question.need == form::Need::Must
            && form::is_shown(question, fields)
            && (asks_medication || question.field != MEDICATION)
    });
    let only_here = needed.filter(|question| [MEDICATION, "livelihood"].contains(&question.field));
    only_here
        .filter(|question| fields.get(question.field).is_none())
        .map(|question| Issue::block(question.field, IssueCode::Missing))
        .collect()
}

impl Run for SaveCheckIn {
    fn run(self, cx: &mut Context<'_>) -> Result<Saved, Error> {
        let own = opened(cx)?;
        let mut check: CheckIn = read(&self.fields)?;
        let (viewed, of) = file(cx, &own, check.file)?;
        if !of.line.asks_medication() {
            check.medication = None;
        }
        if check.abnormal != Some(domain::care::Abnormal::Yes) {
            check.abnormal_note = None;
            check.department = None;
        }
        let mut issues = validate::check_in(&check, cx.today());
        issues.extend(asked(&Fields::of(&check), of.line.asks_medication()));
        let warnings = unless_blocked(issues)?;
        let wish = Wish {
            kind: Kind::CheckIn,
            id: self.id,
            area: viewed.record.area,
            wanted: Fields::of(&check),
            typed: |fields| {
                CheckIn::from_fields(fields).map_or_else(Fields::default, |c| Fields::of(&c))
            },
        };
        let id = save::save(cx, wish, |tx, _| care_drafts::remove(tx, self.slot))?;
        cx.changed.insert(Kind::PersonFile);
        Ok(Saved { id, warnings })
    }
}

impl Run for SaveCareFile {
    fn run(self, cx: &mut Context<'_>) -> Result<Saved, Error> {
        let own = opened(cx)?;
        let mut written: PersonFile = read(&self.fields)?;
        let rules = care_due::rules(cx.db())?;
        let area = match self.id {
            Some(id) => Some(file(cx, &own, id)?.0.record.area),
            None => {
                let proposed = || rules.end_of(written.line, written.starts_on);
                written.ends_on = written.ends_on.or_else(proposed);
                place(cx, self.area.clone())?
            }
        };
        let mut issues = validate::person_file(&written);
        if self.id.is_none() && written.seat_of(cx.profile.member).is_none() {
            issues.push(Issue::block("team", IssueCode::Missing));
        }
        if area.is_none() {
            issues.push(Issue::block("area", IssueCode::Missing));
        }
        let warnings = unless_blocked(issues)?;
        let wish = Wish {
            kind: Kind::PersonFile,
            id: self.id,
            area: area.ok_or(Error::NotFound)?,
            wanted: Fields::of(&written),
            typed: |fields| {
                PersonFile::from_fields(fields).map_or_else(Fields::default, |f| Fields::of(&f))
            },
        };
        let id = save::save(cx, wish, |tx, _| care_drafts::remove(tx, self.slot))?;
        Ok(Saved { id, warnings })
    }
}

/// Where a new file belongs: the chosen grid, or the only one this member works in.
fn place(cx: &Context<'_>, chosen: Option<AreaCode>) -> Result<Option<AreaCode>, Error> {
    if chosen.is_some() {
        return Ok(chosen);
    }
    let mut areas = cx.areas()?;
    let is_grid = |area: &AreaCode| area.level() == domain::AreaLevel::Grid;
    let only = (areas.len() == 1).then(|| areas.remove(0));
    Ok(only.filter(is_grid))
}
