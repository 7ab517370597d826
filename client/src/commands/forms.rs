//! Filling in a form that is data: opened prefilled from the household and the visit, kept as a draft, saved. One set of commands
//! for all of them; the form's name says which.

use chrono::{DateTime, Utc};
use domain::form::{self, Ask, FORM, Form, HAPPENED_AT, HOUSEHOLD, LINKS, VISIT};
use domain::{AreaCode, Fields, Issue, IssueCode, Kind, Member, RecordId, Visit, course, forms};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::Run;
use super::dispute_drafts::place;
use super::save_dispute::area;
use super::save_household::{Saved, unless_blocked};
use crate::command::command;
use crate::context::Context;
use crate::error::Error;
use crate::save::{self, Wish};
use crate::store::drafts::Kept;
use crate::store::{cursors, drafts, households, records};

/// A form that was begun.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FormDraft {
    /// The form's name.
    pub form: String,
    /// Where it is kept: the corrected record, the visit, the household, or the one place of the form for all others.
    pub slot: RecordId,
    /// The answers so far.
    pub fields: Fields,
    /// Its grid, where neither household nor rights say it.
    pub area: Option<AreaCode>,
    /// The saved record that is being corrected.
    pub of: Option<RecordId>,
    /// The field that had the focus.
    pub focus: Option<String>,
    /// When it was last written.
    pub written_at: DateTime<Utc>,
}

/// What is kept of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Body {
    fields: Fields,
    #[serde(default)]
    area: Option<AreaCode>,
}

/// Opens a form: the draft if there is one, else prefilled from the household and the visit, or as saved.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct OpenFormDraft {
    /// The form's name.
    pub form: String,
    /// At whose door.
    pub household: Option<RecordId>,
    /// In which visit it came up.
    pub visit: Option<RecordId>,
    /// The saved record to correct.
    pub of: Option<RecordId>,
}
command!(OpenFormDraft -> FormDraft);

/// Keeps the form as it stands. Answers when it was durable.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SaveFormDraft {
    /// The form's name.
    pub form: String,
    /// Where it is kept.
    pub slot: RecordId,
    /// The answers so far.
    pub fields: Fields,
    /// Its grid.
    pub area: Option<AreaCode>,
    /// The saved record that is being corrected.
    pub of: Option<RecordId>,
    /// The field that has the focus.
    pub focus: Option<String>,
}
command!(SaveFormDraft -> DateTime<Utc>);

/// Throws a draft away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DropFormDraft {
    /// The form's name.
    pub form: String,
    /// Where it is kept.
    pub slot: RecordId,
}
command!(DropFormDraft -> ());

/// A begun form in the list of drafts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FormDraftRow {
    /// What it is and where it is kept.
    pub draft: FormDraft,
    /// What a person would call it so far; may be empty.
    pub title: String,
    /// The fields that are still needed.
    pub missing: Vec<String>,
}

/// All drafts of forms that are data, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListFormDrafts;
command!(ListFormDrafts -> Vec<FormDraftRow>);

/// Saves a new record (`id: None`) or the changed answers of one, and drops its draft.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SaveForm {
    /// The form's name.
    pub form: String,
    /// Which; none for a new one.
    pub id: Option<RecordId>,
    /// Where its draft is kept.
    pub slot: RecordId,
    /// The answers.
    pub fields: Fields,
    /// Its grid, where neither household nor rights say it.
    pub area: Option<AreaCode>,
}
command!(SaveForm -> Saved);

fn named(name: &str) -> Result<&'static Form, Error> {
    forms::named(name).ok_or(Error::NotFound)
}

impl Run for OpenFormDraft {
    fn run(self, cx: &mut Context<'_>) -> Result<FormDraft, Error> {
        let form = named(&self.form)?;
        let household = match self.visit {
            Some(visit) => records::parent(cx.db(), visit)?.or(self.household),
            None => self.household,
        };
        let slot = self.of.or(household).unwrap_or(RecordId(Uuid::nil()));
        if let Some(kept) = drafts::find::<Body>(cx.db(), form.name, slot)? {
            return Ok(begun(form, kept));
        }
        let fields = match self.of {
            Some(of) => saved(cx, form, of)?,
            None => prefilled(cx, form, household, self.visit)?,
        };
        Ok(FormDraft {
            form: self.form,
            slot,
            fields,
            area: None,
            of: self.of,
            focus: None,
            written_at: cx.now(),
        })
    }
}

fn begun(form: &Form, kept: Kept<Body>) -> FormDraft {
    FormDraft {
        form: form.name.to_owned(),
        slot: kept.slot,
        fields: kept.body.fields,
        area: kept.body.area,
        of: kept.of,
        focus: kept.focus,
        written_at: kept.written_at,
    }
}

fn saved(cx: &Context<'_>, form: &Form, id: RecordId) -> Result<Fields, Error> {
    let record = records::view(cx.db(), id)?.ok_or(Error::NotFound)?.record;
    if record.kind != form.kind || record.fields.text(FORM) != Some(form.name) {
        return Err(Error::NotFound);
    }
    Ok(record.fields)
}

/// As of now; with a household, its place and its head; with a visit, its time and what was said in it.
fn prefilled(
    cx: &Context<'_>,
    form: &Form,
    household: Option<RecordId>,
    visit: Option<RecordId>,
) -> Result<Fields, Error> {
    let mut fields = Fields::default();
    let mut fill = |field: &str, value: Value| {
        fields.0.insert(field.to_owned(), value);
    };
    let mut at = cx.now();
    if let Some(id) = household {
        let door = households::door(cx.db(), id)?.ok_or(Error::NotFound)?;
        fill(HOUSEHOLD, json!(id));
        fill("place", json!(place(cx, &door)?));
        fill("person", json!(door.household.head));
        fill("applicant", json!(door.household.head));
        fill("phone", json!(door.household.phone));
        fill("hazard_source", json!("visit"));
        fill("opinion_channel", json!("visit"));
    }
    if let Some(id) = visit {
        fill(VISIT, json!(id));
        let heard = records::view(cx.db(), id)?;
        let heard = heard.and_then(|viewed| Visit::from_fields(&viewed.record.fields));
        if let Some(heard) = heard {
            at = heard.visited_at;
            fill(form.gist, json!(heard.difficulty_note.or(heard.remarks)));
        }
    }
    fill(HAPPENED_AT, json!(at.timestamp_millis()));
    fields.0.retain(|field, value| {
        let is_asked = form.question(field).is_some() || LINKS.contains(&field.as_str());
        is_asked && !value.is_null()
    });
    Ok(fields)
}

impl Run for SaveFormDraft {
    fn run(self, cx: &mut Context<'_>) -> Result<DateTime<Utc>, Error> {
        let form = named(&self.form)?;
        let kept = Kept {
            slot: self.slot,
            body: Body {
                fields: self.fields,
                area: self.area,
            },
            of: self.of,
            focus: self.focus,
            written_at: cx.now(),
        };
        drafts::put(cx.db(), form.name, &kept)?;
        Ok(kept.written_at)
    }
}

impl Run for DropFormDraft {
    fn run(self, cx: &mut Context<'_>) -> Result<(), Error> {
        drafts::remove(cx.db(), &self.form, self.slot)
    }
}

impl Run for ListFormDrafts {
    fn run(self, cx: &mut Context<'_>) -> Result<Vec<FormDraftRow>, Error> {
        let mut rows = Vec::new();
        for form in forms::ALL {
            for kept in drafts::all::<Body>(cx.db(), form.name)? {
                let issues = form::issues(form, &kept.body.fields, cx.today());
                let missing = issues.into_iter().filter(Issue::blocks);
                rows.push(FormDraftRow {
                    title: form.title_of(&kept.body.fields),
                    missing: missing.map(|issue| issue.field).collect(),
                    draft: begun(form, kept),
                });
            }
        }
        rows.sort_by_key(|row| std::cmp::Reverse(row.draft.written_at));
        Ok(rows)
    }
}

impl Run for SaveForm {
    fn run(self, cx: &mut Context<'_>) -> Result<Saved, Error> {
        let form = named(&self.form)?;
        let fields = form::tidied(form, &self.fields);
        let mut issues = form::issues(form, &fields, cx.today());
        let area = match self.id {
            Some(id) => {
                let record = records::view(cx.db(), id)?.ok_or(Error::NotFound)?.record;
                Some(record.area)
            }
            None => belongs(cx, form, &fields, self.area.as_ref())?,
        };
        match &area {
            None => issues.push(Issue::block("area", IssueCode::Missing)),
            Some(area) if cursors::seen(cx.db(), &form.kind, area)?.is_none() => {
                issues.push(Issue::block("area", IssueCode::OutOfRange));
            }
            Some(_) => {}
        }
        let warnings = unless_blocked(issues)?;
        let wish = Wish {
            kind: form.kind.clone(),
            id: self.id,
            area: area.ok_or(Error::NotFound)?,
            wanted: known(&with_name(form, fields)),
            typed: known,
        };
        let id = save::save(cx, wish, |tx, _| drafts::remove(tx, form.name, self.slot))?;
        Ok(Saved { id, warnings })
    }
}

fn with_name(form: &Form, mut fields: Fields) -> Fields {
    fields.0.insert(FORM.to_owned(), json!(form.name));
    fields
}

/// The fields that this build's form knows: what a newer version wrote beside them is not touched.
fn known(fields: &Fields) -> Fields {
    let Some(form) = fields.text(FORM).and_then(forms::named) else {
        return Fields::default();
    };
    let mut known = fields.clone();
    known.0.retain(|field, _| {
        form.question(field).is_some() || field == FORM || LINKS.contains(&field.as_str())
    });
    known
}

/// For whom this member speaks in records of a kind: the town where all of it is seen, else the first of the own areas.
pub(super) fn seat(cx: &Context<'_>, kind: &Kind) -> Result<AreaCode, Error> {
    let town = &cx.profile.town;
    if cursors::seen(cx.db(), kind, town)?.is_some() {
        return Ok(town.clone());
    }
    Ok(cx
        .areas()?
        .into_iter()
        .next()
        .unwrap_or_else(|| town.clone()))
}

/// Where a new record belongs: the household's grid, the chosen one, the grid of whoever is to do it, the only one this member
/// works in; what has no place of its own belongs to the chosen one, else to the member's [`seat`].
fn belongs(
    cx: &Context<'_>,
    form: &Form,
    fields: &Fields,
    chosen: Option<&AreaCode>,
) -> Result<Option<AreaCode>, Error> {
    if !form.is_local {
        let place = chosen.cloned().map_or_else(|| seat(cx, &form.kind), Ok);
        return place.map(Some);
    }
    let household = fields.link(HOUSEHOLD);
    let own = area(cx, household, chosen)?;
    let asks_owner = form.question(course::OWNER).map(|question| question.ask) == Some(Ask::Member);
    if household.is_some() || chosen.is_some() || !asks_owner {
        return Ok(own);
    }
    let owner = fields.link(course::OWNER);
    let owner = owner.map(|id| records::view(cx.db(), id)).transpose()?;
    let member = owner
        .flatten()
        .filter(|viewed| viewed.record.kind == Kind::Member)
        .and_then(|viewed| Member::from_fields(&viewed.record.fields));
    Ok(member
        .and_then(|member| member.areas.first().cloned())
        .or(own))
}
