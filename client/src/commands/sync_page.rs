//! 同步: what the office has received, what waits, what needs a hand.

use chrono::{DateTime, Utc};
use domain::{IssueCode, Kind, RecordId};
use protocol::Status;
use serde::{Deserialize, Serialize};

use super::Run;
use crate::calendar;
use crate::command::command;
use crate::context::Context;
use crate::error::Error;
use crate::event::SyncLight;
use crate::save;
use crate::store::changes::{self, Listed, State};
use crate::store::{blobs, meta, records, uploads};
use crate::sync::Why;
use crate::text;

/// The 同步 page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SyncPage {
    /// The light.
    pub light: SyncLight,
    /// Changes recorded on this device today.
    pub today: u64,
    /// Of them received.
    pub received_today: u64,
    /// What was set aside.
    pub quarantined: Vec<QuarantinedRow>,
    /// What waits, oldest first, at most 50.
    pub waiting: Vec<WaitingRow>,
    /// When this device and the server were last found to hold the same, and how many records that were.
    #[serde(default)]
    pub agreed: Option<(DateTime<Utc>, u64)>,
    /// When records were last put right because the two differed, and how many ever were.
    #[serde(default)]
    pub mended: Option<(DateTime<Utc>, u64)>,
    /// Records on this device.
    pub records: u64,
    /// Photos, voice notes and signatures on this device: how many, and their bytes.
    #[serde(default)]
    pub blobs: (u64, u64),
    /// Of them those that the office has not received: how many, and the bytes still to go.
    #[serde(default)]
    pub blobs_waiting: (u64, u64),
    /// Those that the office did not take.
    #[serde(default)]
    pub blobs_refused: Vec<RefusedBlob>,
    /// Space used and allowed, bytes, where the platform tells.
    pub space: Option<(u64, u64)>,
    /// The office ended this device's rights: once everything is handed in, it forgets it all.
    #[serde(default)]
    pub is_leaving: bool,
    /// The server's address.
    pub server: String,
    /// Why the last try failed, when it did.
    pub last_failure: Option<String>,
}

/// A change that waits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WaitingRow {
    /// The record.
    pub record: RecordId,
    /// What it is.
    pub kind: Kind,
    /// Its title: 户主, 门牌 or name.
    pub title: String,
    /// When it was saved.
    pub saved_at: DateTime<Utc>,
}

/// A change that was set aside.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuarantinedRow {
    /// The record.
    pub record: RecordId,
    /// What it is.
    pub kind: Kind,
    /// Its household, when it has one: the visit form opens there.
    pub household: Option<RecordId>,
    /// Its title.
    pub title: String,
    /// The field that opens.
    pub field: Option<String>,
    /// What is wrong with the field.
    pub issue: Option<IssueCode>,
    /// The server's sentence.
    pub message: String,
    /// When it was saved.
    pub saved_at: DateTime<Utc>,
}

/// Bytes that the office did not take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedBlob {
    /// Which.
    pub hash: String,
    /// The record that names them, its kind and title, while it is here.
    pub record: Option<(RecordId, Kind, String)>,
    /// The server's sentence.
    pub message: String,
}

/// Opens the 同步 page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenSyncPage;
command!(OpenSyncPage -> SyncPage);

/// Syncs now. Answers at once; the outcome comes as events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncNow;
command!(SyncNow -> ());

/// Sends a record's set-aside changes again as they are (after the office changed a right, for example). Correcting and saving does it too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resend {
    /// The record.
    pub record: RecordId,
}
command!(Resend -> ());

const MOST_WAITING: u32 = 50;
const MOST_ASIDE: u32 = 500;

impl Run for OpenSyncPage {
    fn run(self, cx: &mut Context<'_>) -> Result<SyncPage, Error> {
        let offset = chrono::Duration::milliseconds(cx.store.offset_ms());
        let day_began = calendar::start_of(cx.today()) - offset;
        let (today, received_today) = changes::saved_since(cx.db(), day_began)?;
        let counts = uploads::counts(cx.db())?;
        Ok(SyncPage {
            light: cx.light.clone(),
            today,
            received_today,
            quarantined: quarantined(cx, offset)?,
            waiting: waiting(cx, offset)?,
            agreed: counted_at(cx, meta::AGREED_AT, meta::AGREED)?,
            mended: counted_at(cx, meta::MENDED_AT, meta::MENDED)?,
            records: records::count(cx.db())?,
            blobs: blobs::space(cx.db())?,
            blobs_waiting: (counts.waiting, counts.waiting_bytes),
            blobs_refused: refused_blobs(cx)?,
            space: cx.space,
            is_leaving: meta::get(cx.db(), meta::LEAVING)?.as_deref() == Some("1"),
            server: cx.profile.server.clone(),
            last_failure: meta::get(cx.db(), meta::LAST_FAILURE)?.filter(|text| !text.is_empty()),
        })
    }
}

/// A moment and a number that were noted together; the moment by the corrected clock.
fn counted_at(
    cx: &Context<'_>,
    moment: &str,
    number: &str,
) -> Result<Option<(DateTime<Utc>, u64)>, Error> {
    let at = meta::number(cx.db(), moment)?.and_then(DateTime::from_timestamp_millis);
    let count = meta::number(cx.db(), number)?.unwrap_or(0).unsigned_abs();
    let offset = chrono::Duration::milliseconds(cx.store.offset_ms());
    Ok(at.map(|at| (at + offset, count)))
}

fn refused_blobs(cx: &Context<'_>) -> Result<Vec<RefusedBlob>, Error> {
    let refused = uploads::refused(cx.db())?.into_iter();
    let row = |(hash, outcome): (String, _)| {
        let record = match uploads::naming(cx.db(), &hash)? {
            None => None,
            Some((id, kind)) => {
                let title = records::title(cx.db(), id)?;
                title.map(|title| (id, kind, title))
            }
        };
        Ok(RefusedBlob {
            hash,
            record,
            message: uploads::message(outcome),
        })
    };
    refused.map(row).collect()
}

fn waiting(cx: &Context<'_>, offset: chrono::Duration) -> Result<Vec<WaitingRow>, Error> {
    let row = |listed: Listed| {
        Ok(WaitingRow {
            record: listed.record,
            title: records::title(cx.db(), listed.record)?.unwrap_or_default(),
            kind: listed.kind,
            saved_at: listed.saved_at + offset,
        })
    };
    changes::list(cx.db(), State::Waiting, MOST_WAITING)?
        .into_iter()
        .map(row)
        .collect()
}

fn quarantined(cx: &Context<'_>, offset: chrono::Duration) -> Result<Vec<QuarantinedRow>, Error> {
    let mut rows: Vec<QuarantinedRow> = Vec::new();
    for listed in changes::list(cx.db(), State::Quarantined, MOST_ASIDE)? {
        // The first change of a record says what is wrong; those behind it only wait for it.
        if rows.iter().any(|row| row.record == listed.record) {
            continue;
        }
        let (field, issue, message) = match listed.outcome {
            Some(Status::Quarantined {
                field,
                issue,
                message,
                ..
            }) => (field, issue, message),
            Some(Status::Stored { .. } | Status::Merged { .. } | Status::Contested { .. })
            | None => (None, None, String::new()),
        };
        rows.push(QuarantinedRow {
            record: listed.record,
            household: records::parent(cx.db(), listed.record)?,
            title: records::title(cx.db(), listed.record)?.unwrap_or_default(),
            kind: listed.kind,
            field,
            issue,
            message: text::set_aside_words(&message),
            saved_at: listed.saved_at + offset,
        });
    }
    Ok(rows)
}

impl Run for SyncNow {
    fn run(self, cx: &mut Context<'_>) -> Result<(), Error> {
        cx.wake = Some(Why::Button);
        Ok(())
    }
}

impl Run for Resend {
    fn run(self, cx: &mut Context<'_>) -> Result<(), Error> {
        save::resend(cx, self.record)
    }
}
