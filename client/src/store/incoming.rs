//! Records as an image brings them, a quarter of a million at a time: each is kept as the text it came in and read once, as far as
//! its row needs. What the row says is the same as if the record had been read whole; a test holds that.

use std::collections::BTreeMap;

use domain::record::{Saying, StepTaken, Version, Voided};
use domain::{AreaCode, Kind, Record, RecordId, Seq, Stamp};
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::error::Error;
use crate::store::content::{Content, Facts, flags};
use crate::store::records;

/// A record as it came.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Incoming {
    pub(crate) facts: Facts,
    pub(crate) content: Content,
    pub(crate) seq: Seq,
    /// The record, JSON.
    pub(crate) json: Box<str>,
}

/// A [`Record`] whose fields are not read yet. Everything else is, so that what cannot be read later is not taken now.
#[derive(Deserialize)]
struct Frame<'a> {
    id: RecordId,
    kind: Kind,
    area: AreaCode,
    seq: Seq,
    made: Stamp,
    #[serde(borrow)]
    fields: &'a RawValue,
    #[serde(default)]
    edited: BTreeMap<String, Stamp>,
    #[serde(default)]
    contested: BTreeMap<String, Vec<Saying>>,
    // Not needed for the row, but what cannot be read is not taken.
    #[serde(default, rename = "versions")]
    _versions: Vec<Version>,
    #[serde(default)]
    steps: Vec<StepTaken>,
    #[serde(default)]
    voided: Option<Voided>,
}

impl Frame<'_> {
    /// The content of the kinds that a town has most of, straight from the text; `None` for the others.
    fn content(&self) -> Option<Content> {
        fn read<T: DeserializeOwned>(fields: &RawValue) -> Option<T> {
            serde_json::from_str(fields.get()).ok()
        }
        let content = match self.kind {
            Kind::Visit => read(self.fields).map(Content::Visit),
            Kind::Household => read(self.fields).map(Content::Household),
            Kind::Resident => read(self.fields).map(Content::Resident),
            Kind::Area
            | Kind::Member
            | Kind::PersonFile
            | Kind::CheckIn
            | Kind::Dispute
            | Kind::Matter
            | Kind::Task
            | Kind::Notice
            | Kind::Other(_) => return None,
        };
        (self.fields.get().starts_with('{') && self.steps.is_empty())
            .then(|| content.unwrap_or(Content::Opaque))
    }
}

impl Incoming {
    /// Reads a record's text.
    pub(crate) fn read(json: Box<str>) -> Result<Self, Error> {
        let frame: Frame<'_> = serde_json::from_str(&json)
            .map_err(|_| Error::Internal("a record that came cannot be read".to_owned()))?;
        let Some(content) = frame.content() else {
            let record = records::parse(&json)?;
            return Ok(Self {
                facts: Facts::of(&record),
                content: Content::of(&record),
                seq: record.seq,
                json,
            });
        };
        let facts = Facts {
            id: frame.id,
            kind: frame.kind,
            area: frame.area,
            author: frame.made.by,
            made_at: frame.made.at.timestamp_millis(),
            flags: flags(
                frame.voided.is_some(),
                !frame.contested.is_empty(),
                !frame.edited.is_empty(),
            ),
        };
        Ok(Self {
            facts,
            content,
            seq: frame.seq,
            json,
        })
    }

    /// The whole record.
    pub(crate) fn record(&self) -> Result<Record, Error> {
        records::parse(&self.json)
    }
}

impl<'de> Deserialize<'de> for Incoming {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Box::<RawValue>::deserialize(deserializer)?;
        Self::read(json.into()).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests;
