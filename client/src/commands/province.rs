//! 省平台: saying that cases were keyed into the province's platform, and filling its import sheets out of a ledger.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use chrono::{DateTime, Utc};
use domain::change::Step;
use domain::province::sheet::{Province, Sheet};
use domain::province::{self, ProvinceAct, ProvinceForm, ProvinceRefusal, ProvinceState};
use domain::{Leave, Record, RecordId};
use ledger::Ledger;
use serde::{Deserialize, Serialize};

use super::Run;
use super::export_visits::{ExportedFile, file_name};
use super::ledgers::{LedgerQuery, span, wide};
use super::outgoing::Outgoing;
use super::save_household::tidy;
use crate::command::command;
use crate::context::Context;
use crate::error::Error;
use crate::steps;
use crate::store::names::Names;
use crate::store::{records, town};

/// How a case stands in the province's platform, and what this member may say about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProvinceView {
    /// How it stands.
    pub state: ProvinceState,
    /// What people call the platform; empty where the county wrote nothing.
    pub platform: String,
    /// 省平台编号.
    pub number: Option<String>,
    /// Who said so last, and when; none while it is not entered.
    pub by: Option<(String, DateTime<Utc>)>,
    /// May this member say that it is entered, or take that back?
    pub may_enter: bool,
}

/// Looks one case up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenProvince {
    /// Which.
    pub id: RecordId,
}
command!(OpenProvince -> ProvinceView);

/// Says something about one case. Answers why not when it may not be said; then nothing was saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SayProvince {
    /// Which.
    pub id: RecordId,
    /// What.
    pub act: ProvinceAct,
    /// 省平台编号, with [`ProvinceAct::Enter`].
    pub number: Option<String>,
}
command!(SayProvince -> Option<ProvinceRefusal>);

/// Says of all these cases that they are entered; those that stand there already as they are, are passed over. Answers how many it said it
/// of; all of them are durable then, or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnterProvince {
    /// Which.
    pub ids: Vec<RecordId>,
}
command!(EnterProvince -> u64);

/// An import sheet, filled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilledSheet {
    /// The file.
    pub file: ExportedFile,
    /// The cases in it.
    pub records: Vec<RecordId>,
}

/// Fills an import sheet of the county out of a ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FillSheet {
    /// The sheet's name.
    pub sheet: String,
    /// The ledger, and which lines of it.
    pub query: LedgerQuery,
    /// What for and with whose leave, where the ledger names people.
    pub leave: Option<Leave>,
}
command!(FillSheet -> FilledSheet);

/// Writes an import sheet's mapping as a file, for another township of the province.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WriteSheet {
    /// Which.
    pub sheet: Sheet,
}
command!(WriteSheet -> ExportedFile);

/// Reads a mapping out of such a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadSheet {
    /// The file's bytes, base64.
    pub content: String,
}
command!(ReadSheet -> Sheet);

impl Run for WriteSheet {
    fn run(self, _: &mut Context<'_>) -> Result<ExportedFile, Error> {
        let text = serde_json::to_vec_pretty(&self.sheet)
            .map_err(|error| Error::Internal(format!("encode sheet: {error}")))?;
        Ok(ExportedFile {
            name: format!("{}.json", file_name(&self.sheet.name)),
            media_type: "application/json".to_owned(),
            content: BASE64.encode(text),
            rows: self.sheet.columns.len() as u64,
        })
    }
}

impl Run for ReadSheet {
    fn run(self, _: &mut Context<'_>) -> Result<Sheet, Error> {
        let unreadable = || Error::Refused {
            message: "这个文件不是导入表模板".to_owned(),
        };
        let bytes = BASE64.decode(&self.content).map_err(|_| unreadable())?;
        let sheet: Sheet = serde_json::from_slice(&bytes).map_err(|_| unreadable())?;
        let province = Province {
            platform: String::new(),
            sheets: vec![sheet.clone()],
        };
        // Any JSON reads as a sheet of nothing.
        if !province.issues().is_empty() || Ledger::named(&sheet.ledger).is_none() {
            return Err(unreadable());
        }
        Ok(sheet)
    }
}

impl Run for OpenProvince {
    fn run(self, cx: &mut Context<'_>) -> Result<ProvinceView, Error> {
        let record = records::view(cx.db(), self.id)?
            .ok_or(Error::NotFound)?
            .record;
        let entry = province::entry_of(&record);
        let people = Names::new(cx.db());
        let is_asked = province::can_have(&record.kind) && record.voided.is_none();
        Ok(ProvinceView {
            state: province::state_of(&record),
            platform: platform(cx)?,
            may_enter: is_asked && province::may_enter(cx.role()),
            by: match &entry {
                Some(entry) => Some((people.member(entry.stamp.by)?, entry.stamp.at)),
                None => None,
            },
            number: entry.and_then(|entry| entry.number),
        })
    }
}

fn platform(cx: &Context<'_>) -> Result<String, Error> {
    let county = domain::county::County::of_town(&town::fields(cx.db())?);
    Ok(county.province.platform)
}

impl Run for SayProvince {
    fn run(self, cx: &mut Context<'_>) -> Result<Option<ProvinceRefusal>, Error> {
        let record = records::view(cx.db(), self.id)?
            .ok_or(Error::NotFound)?
            .record;
        let form = ProvinceForm {
            number: tidy(self.number),
        };
        let step = form.step(self.act);
        if let Err(refusal) = province::judge(&record, &step, cx.role()) {
            return Ok(Some(refusal));
        }
        steps::take(cx, vec![(record, step)])?;
        Ok(None)
    }
}

impl Run for EnterProvince {
    fn run(self, cx: &mut Context<'_>) -> Result<u64, Error> {
        let mut taken: Vec<(Record, Step)> = Vec::with_capacity(self.ids.len());
        let step = ProvinceForm::default().step(ProvinceAct::Enter);
        for id in self.ids {
            let Some(viewed) = records::view(cx.db(), id)? else {
                continue;
            };
            if province::judge(&viewed.record, &step, cx.role()).is_ok() {
                taken.push((viewed.record, step.clone()));
            }
        }
        let count = taken.len() as u64;
        if count > 0 {
            steps::take(cx, taken)?;
        }
        Ok(count)
    }
}

impl Run for FillSheet {
    fn run(self, cx: &mut Context<'_>) -> Result<FilledSheet, Error> {
        let ledger = Ledger::named(&self.query.key).ok_or(Error::NotFound)?;
        let sheet = named(cx, &self.sheet, ledger)?;
        let outgoing = Outgoing {
            ledger,
            area: self.query.area.clone(),
            days: (Some(self.query.from), Some(self.query.to)),
            leave: self.leave,
        };
        outgoing.check()?;
        let table = wide(cx, ledger, &self.query)?;
        let table = ledger::province::filled(&sheet, &table).map_err(|missing| {
            let message = format!("模板要的「{}」在台账里没有,请到参数里改模板", missing.0);
            Error::Refused { message }
        })?;
        Ok(FilledSheet {
            file: outgoing.sheet(cx, span(&self.query), &sheet, &table)?,
            records: table.records,
        })
    }
}

fn named(cx: &Context<'_>, name: &str, ledger: &Ledger) -> Result<Sheet, Error> {
    let county = domain::county::County::of_town(&town::fields(cx.db())?);
    let sheet = county.province.sheet(name);
    let sheet = sheet.filter(|sheet| sheet.ledger == ledger.key);
    sheet.cloned().ok_or(Error::NotFound)
}
