//! Drafts of disputes: what was filled in and not saved yet, durable within a second of each change.

use chrono::{DateTime, Utc};
use domain::dispute::{OnSite, Party, Source};
use domain::{AreaCode, Dispute, Household, RecordId, Visit};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Run;
use crate::command::command;
use crate::context::Context;
use crate::error::Error;
use crate::store::drafts::Kept;
use crate::store::names::Names;
use crate::store::{disputes, drafts, households, records};

/// The form of a dispute: what is recorded, and what was done on the spot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DisputeForm {
    /// What is recorded.
    pub dispute: Dispute,
    /// Its grid, where neither household nor rights say it.
    #[serde(default)]
    pub area: Option<AreaCode>,
    /// 现场处置; becomes the first steps.
    #[serde(default)]
    pub on_site: Option<OnSite>,
    /// 当场化解: how it was settled.
    #[serde(default)]
    pub settled: String,
    /// 当场化解: the recorder is a registered 人民调解员.
    #[serde(default)]
    pub is_mediator: bool,
}

impl DisputeForm {
    /// The form of a dispute with nothing done yet.
    #[must_use]
    pub fn of(dispute: Dispute) -> Self {
        Self {
            dispute,
            area: None,
            on_site: None,
            settled: String::new(),
            is_mediator: false,
        }
    }
}

/// A dispute form that was begun.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DisputeDraft {
    /// Where it is kept: the corrected dispute, the household, or the one place for all others.
    pub slot: RecordId,
    /// As filled in so far.
    pub form: DisputeForm,
    /// The saved dispute that is being corrected.
    pub of: Option<RecordId>,
    /// The field that had the focus.
    pub focus: Option<String>,
    /// When it was last written.
    pub written_at: DateTime<Utc>,
    /// 派出所 and 司法所: name and number, for where there is violence.
    pub helpers: Vec<(String, String)>,
}

impl DisputeDraft {
    fn begun(kept: Kept<DisputeForm>, helpers: Vec<(String, String)>) -> Self {
        Self {
            slot: kept.slot,
            form: kept.body,
            of: kept.of,
            focus: kept.focus,
            written_at: kept.written_at,
            helpers,
        }
    }
}

/// Opens the form: the draft if there is one, else prefilled from the household and the visit, or as saved.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct OpenDisputeDraft {
    /// At whose door.
    pub household: Option<RecordId>,
    /// In which visit it was heard.
    pub visit: Option<RecordId>,
    /// The saved dispute to correct.
    pub of: Option<RecordId>,
}
command!(OpenDisputeDraft -> DisputeDraft);

/// Keeps the form as it stands. Answers when it was durable.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SaveDisputeDraft {
    /// Where it is kept.
    pub slot: RecordId,
    /// As filled in so far.
    pub form: DisputeForm,
    /// The saved dispute that is being corrected.
    pub of: Option<RecordId>,
    /// The field that has the focus.
    pub focus: Option<String>,
}
command!(SaveDisputeDraft -> DateTime<Utc>);

/// Throws a draft away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DropDisputeDraft {
    /// Where it is kept.
    pub slot: RecordId,
}
command!(DropDisputeDraft -> ());

/// All drafts of disputes, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListDisputeDrafts;
command!(ListDisputeDrafts -> Vec<DisputeDraft>);

impl Run for OpenDisputeDraft {
    fn run(self, cx: &mut Context<'_>) -> Result<DisputeDraft, Error> {
        let household = match self.visit {
            Some(visit) => records::parent(cx.db(), visit)?.or(self.household),
            None => self.household,
        };
        let slot = self.of.or(household).unwrap_or(RecordId(Uuid::nil()));
        // Gone on with from another visit too: the same quarrel at the same door.
        if let Some(kept) = drafts::find(cx.db(), drafts::DISPUTE, slot)? {
            let helpers = disputes::helpers(cx.db())?;
            return Ok(DisputeDraft::begun(kept, helpers));
        }
        let dispute = match self.of {
            Some(of) => records::view(cx.db(), of)?
                .and_then(|viewed| Dispute::from_fields(&viewed.record.fields))
                .ok_or(Error::NotFound)?,
            None => begun(cx, household, self.visit)?,
        };
        Ok(DisputeDraft {
            slot,
            form: DisputeForm::of(dispute),
            of: self.of,
            focus: None,
            written_at: cx.now(),
            helpers: disputes::helpers(cx.db())?,
        })
    }
}

/// As of now; with a household, its people and its place; with a visit, its time and what was said in it.
fn begun(
    cx: &Context<'_>,
    household: Option<RecordId>,
    visit: Option<RecordId>,
) -> Result<Dispute, Error> {
    let mut dispute = Dispute::begun(cx.now());
    dispute.household = household;
    dispute.visit = visit;
    let Some(id) = household else {
        return Ok(dispute);
    };
    dispute.source = Some(Source::Visit);
    let door = households::door(cx.db(), id)?.ok_or(Error::NotFound)?;
    dispute.place = place(cx, &door)?;
    dispute.parties.push(Party {
        phone: door.household.phone.clone(),
        address: Some(dispute.place.clone()),
        ..Party::named(&door.household.head)
    });
    let heard = visit
        .map(|visit| records::view(cx.db(), visit))
        .transpose()?;
    let heard = heard.flatten();
    if let Some(heard) = heard.and_then(|viewed| Visit::from_fields(&viewed.record.fields)) {
        dispute.happened_at = heard.visited_at;
        dispute.summary = heard.difficulty_note.or(heard.remarks).unwrap_or_default();
    }
    Ok(dispute)
}

/// A household's place in words: 张庄村3组12号.
pub(super) fn place(cx: &Context<'_>, door: &households::Door) -> Result<String, Error> {
    let Household {
        group,
        door: number,
        ..
    } = &door.household;
    let village = Names::new(cx.db()).village(&door.area)?;
    let group = match group {
        0 => String::new(),
        group => format!("{group}组"),
    };
    Ok(format!("{village}{group}{number}"))
}

impl Run for SaveDisputeDraft {
    fn run(self, cx: &mut Context<'_>) -> Result<DateTime<Utc>, Error> {
        let written_at = cx.now();
        let kept = Kept {
            slot: self.slot,
            body: self.form,
            of: self.of,
            focus: self.focus,
            written_at,
        };
        drafts::put(cx.db(), drafts::DISPUTE, &kept)?;
        Ok(written_at)
    }
}

impl Run for DropDisputeDraft {
    fn run(self, cx: &mut Context<'_>) -> Result<(), Error> {
        drafts::remove(cx.db(), drafts::DISPUTE, self.slot)
    }
}

impl Run for ListDisputeDrafts {
    fn run(self, cx: &mut Context<'_>) -> Result<Vec<DisputeDraft>, Error> {
        let kept = drafts::all(cx.db(), drafts::DISPUTE)?;
        let begun = |kept| DisputeDraft::begun(kept, Vec::new());
        Ok(kept.into_iter().map(begun).collect())
    }
}
