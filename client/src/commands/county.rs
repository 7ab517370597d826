//! 参数: what the county or township sets for itself, read by every device and set by the town's office, also without a network.

use chrono::{DateTime, Utc};
use domain::county::{self, Changed, County};
use domain::{Issue, Kind, Record};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Run;
use super::save_household::unless_blocked;
use crate::command::command;
use crate::context::Context;
use crate::error::Error;
use crate::save::{self, Wish};
use crate::store::names::Names;
use crate::store::town;

/// Reads what is set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadCounty;
command!(ReadCounty -> County);

/// What is set, and how it came to be so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CountyPage {
    /// As it is set.
    pub county: County,
    /// May this member set it?
    pub may_set: bool,
    /// The changes of it, the latest first.
    pub versions: Vec<CountyVersion>,
}

/// One change of what is set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CountyVersion {
    /// Who.
    pub by_name: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Does it wait on this device?
    pub is_waiting: bool,
    /// What.
    pub changes: Vec<Changed>,
}

/// Opens 参数.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenCounty;
command!(OpenCounty -> CountyPage);

/// Sets it. Answers what is worth a look and stopped nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveCounty {
    /// All of it.
    pub county: County,
}
command!(SaveCounty -> Vec<Issue>);

impl Run for ReadCounty {
    fn run(self, cx: &mut Context<'_>) -> Result<County, Error> {
        Ok(County::of_town(&town::fields(cx.db())?))
    }
}

impl Run for OpenCounty {
    fn run(self, cx: &mut Context<'_>) -> Result<CountyPage, Error> {
        let record = town::record(cx.db())?.ok_or(Error::NotFound)?;
        Ok(CountyPage {
            county: County::of_town(&record.fields),
            may_set: may_set(cx)?,
            versions: versions(cx, &record)?,
        })
    }
}

/// The office of the whole town, and the administrator.
fn may_set(cx: &Context<'_>) -> Result<bool, Error> {
    let town = &cx.profile.town;
    let is_of_town = cx.areas()?.iter().any(|area| area.contains(town));
    Ok(is_of_town && county::may_set(cx.role()))
}

fn versions(cx: &Context<'_>, record: &Record) -> Result<Vec<CountyVersion>, Error> {
    let people = Names::new(cx.db());
    let mut found = Vec::new();
    for (place, version) in record.versions.iter().enumerate().rev() {
        let set = version.replaced.iter();
        let set = set.filter(|(field, _)| county::FIELDS.contains(&field.as_str()));
        let changes = set.flat_map(|(field, before)| {
            let after = record.written_by(place, field).unwrap_or(&Value::Null);
            county::changes(field, before, after)
        });
        let changes: Vec<Changed> = changes.collect();
        if changes.is_empty() {
            continue;
        }
        found.push(CountyVersion {
            by_name: people.member(version.stamp.by)?,
            at: version.stamp.at,
            is_waiting: version.stamp.seq.is_none(),
            changes,
        });
    }
    Ok(found)
}

/// Without spaces at the ends of what was typed.
fn tidy(mut county: County) -> County {
    let about = &mut county.about;
    let texts = [
        &mut about.sponsor,
        &mut about.filing_number,
        &mut about.phone,
    ];
    let labels = county.care.roles.iter_mut().map(|role| &mut role.label);
    let observations = county.care.observations.iter_mut();
    for text in texts.into_iter().chain(labels).chain(observations) {
        *text = text.trim().to_owned();
    }
    county
}

impl Run for SaveCounty {
    fn run(self, cx: &mut Context<'_>) -> Result<Vec<Issue>, Error> {
        if !may_set(cx)? {
            return Err(Error::NotFound);
        }
        let record = town::record(cx.db())?.ok_or(Error::NotFound)?;
        let county = tidy(self.county);
        let warnings = unless_blocked(county.issues())?;
        let wish = Wish {
            kind: Kind::Area,
            id: Some(record.id),
            area: record.area,
            wanted: county.over(&record.fields),
            typed: |fields| County::of_town(fields).over(fields),
        };
        save::save(cx, wish, |_, _| Ok(()))?;
        Ok(warnings)
    }
}
