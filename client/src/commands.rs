//! Every use case a screen can ask for: one file each, or one for a few that belong together.

pub mod areas;
pub mod dispute_drafts;
pub mod disputes;
pub mod drafts;
pub mod export_disputes;
pub mod export_visits;
pub mod home;
pub mod households;
pub mod preferences;
pub mod save_dispute;
pub mod save_household;
pub mod save_visit;
pub mod session;
pub mod sync_page;
pub mod visits;

pub use areas::{AreaRow, GroupRow, ListAreas, ListGroups, ListMembers, MemberRow};
pub use dispute_drafts::{
    DisputeDraft, DisputeForm, DropDisputeDraft, ListDisputeDrafts, OpenDisputeDraft,
    SaveDisputeDraft,
};
pub use disputes::{
    DisputeEntry, DisputeFilter, DisputeRow, DisputeStanding, DisputeView, DisputesPage,
    ListDisputes, OpenDispute,
};
pub use drafts::{Draft, DropDraft, ListDrafts, OpenDraft, SaveDraft};
pub use export_disputes::ExportDisputes;
pub use export_visits::{ExportVisits, ExportedFile, FileFormat};
pub use home::{HomePage, OpenHome};
pub use households::{
    HouseholdPage, HouseholdRow, ListHouseholds, OpenHousehold, RecentHouseholds, ResidentRow,
    SearchHouseholds,
};
pub use preferences::{Preferences, ReadPreferences, SavePreferences, TextSize};
pub use save_dispute::{AddDisputeStep, SaveDispute};
pub use save_household::{SaveHousehold, SaveResident, Saved};
pub use save_visit::SaveVisit;
pub use session::{ChangePin, Enroll, Lock, ReadSession, Session, Stage, Unlock};
pub use sync_page::{OpenSyncPage, QuarantinedRow, Resend, SyncNow, SyncPage};
pub use visits::{
    CountVisits, ListVisits, OpenVisit, SaveState, VisitFilter, VisitRow, VisitView, VisitsPage,
};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::command::{Command, decode, encode};
use crate::context::Context;
use crate::error::Error;

/// A command on the open store.
pub(crate) trait Run: Command {
    /// Does what is asked.
    fn run(self, cx: &mut Context<'_>) -> Result<Self::Reply, Error>;
}

/// Lists the commands on the open store once, for the calls that name them.
macro_rules! commands {
    ($($name:ident),+ $(,)?) => {
        /// Runs the command of this name.
        pub(crate) fn dispatch(cx: &mut Context<'_>, name: &str, body: &str) -> Result<String, Error> {
            match name {
                $(stringify!($name) => answer(body, |command: $name| command.run(cx)),)+
                _ => Err(Error::Internal(format!("no command {name}"))),
            }
        }
    };
}

commands! {
    ListAreas, ListGroups, ListMembers,
    OpenDraft, SaveDraft, DropDraft, ListDrafts,
    ExportVisits,
    OpenHome,
    ListHouseholds, SearchHouseholds, RecentHouseholds, OpenHousehold,
    SaveHousehold, SaveResident, SaveVisit,
    OpenSyncPage, SyncNow, Resend,
    ListVisits, CountVisits, OpenVisit,
    OpenDisputeDraft, SaveDisputeDraft, DropDisputeDraft, ListDisputeDrafts,
    ListDisputes, OpenDispute, SaveDispute, AddDisputeStep, ExportDisputes,
}

/// Reads a command, runs it and writes its reply.
pub(crate) fn answer<C>(
    body: &str,
    run: impl FnOnce(C) -> Result<C::Reply, Error>,
) -> Result<String, Error>
where
    C: Command + DeserializeOwned,
    C::Reply: Serialize,
{
    let reply = run(decode(C::NAME, body)?)?;
    encode(C::NAME, &reply)
}

#[cfg(test)]
mod tests;
