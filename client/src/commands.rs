//! Every use case a screen can ask for: one file each, or one for a few that belong together.

pub mod areas;
pub mod audit;
pub mod blobs;
pub mod care;
pub mod care_forms;
pub mod care_four;
pub mod care_gate;
pub mod care_paper;
pub mod care_steps;
pub mod check_in;
pub mod check_up;
pub mod contested;
pub mod count_disputes;
pub mod county;
pub mod coverage;
pub mod dispute_drafts;
pub mod dispute_filter;
pub mod disputes;
pub mod drafts;
pub mod due;
pub mod export_disputes;
pub mod export_visits;
pub mod forms;
pub mod home;
pub mod households;
pub mod imports;
pub mod items;
pub mod ledgers;
pub mod meetings;
pub mod morning;
pub mod office_care;
pub mod outgoing;
pub mod people;
pub mod preferences;
pub mod province;
pub mod quick_visit;
pub mod remarks;
pub mod review;
pub mod save_dispute;
pub mod save_household;
pub mod save_visit;
pub mod session;
pub mod step_drafts;
pub mod sync_page;
pub mod take_step;
pub mod together;
pub mod tree;
pub mod versions;
pub mod visits;
pub mod void;

pub use areas::{AreaRow, GroupRow, ListAreas, ListGroups, ListMembers, MemberRow};
pub use audit::OpenAudit;
pub use blobs::{BlobContent, BlobStanding, DropBlob, ListBlobs, Part, PutBlob, ReadBlob};
pub use care::{CareFilePage, CareRow, ListCare, OpenCareFile, ShowCareFile};
pub use care_forms::{
    CareDraft, CareForm, DropCareDraft, OpenCareDraft, SaveCareDraft, SaveCareFile, SaveCheckIn,
};
pub use care_gate::{
    CareGate, CareStage, ChangeCarePin, LockCare, OpenCare, ReadCareGate, RenewCarePin, SetCarePin,
};
pub use care_paper::{CarePaper, PrintCareFile};
pub use care_steps::{CheckBegun, DropCheckStepDraft, SaveCheckStepDraft};
pub use check_in::{CheckInPage, OpenCheckIn, TakeCheckStep};
pub use check_up::{CheckItem, CheckRow, CheckUp, OpenCheckUp, RescueFile, WriteRescue};
pub use contested::{Contested, Said};
pub use count_disputes::{CauseCount, CountCauses, CountDisputes};
pub use county::{CountyPage, CountyVersion, OpenCounty, ReadCounty, SaveCounty};
pub use coverage::{CountCoverage, CoverageRow};
pub use dispute_drafts::{
    DisputeDraft, DisputeForm, DropDisputeDraft, ListDisputeDrafts, OpenDisputeDraft,
    SaveDisputeDraft,
};
pub use disputes::{
    DisputeEntry, DisputeFilter, DisputeRow, DisputeStanding, DisputeView, DisputesPage,
    ListDisputes, OpenDispute,
};
pub use drafts::{Draft, DropDraft, ListDrafts, OpenDraft, SaveDraft};
pub use due::{DueCounts, DuePage, DueRow, EvacuationPage, EvacuationRow, ListDue, ListEvacuation};
pub use export_disputes::ExportDisputes;
pub use export_visits::{ExportVisits, ExportedFile, FileFormat};
pub use forms::{
    DropFormDraft, FormDraft, FormDraftRow, ListFormDrafts, OpenFormDraft, SaveForm, SaveFormDraft,
};
pub use home::{HomePage, OpenHome};
pub use households::{
    HouseholdPage, HouseholdRow, ListHouseholds, OpenHousehold, RecentHouseholds, ResidentRow,
    SearchHouseholds,
};
pub use imports::{OpenImports, TryImport, UndoImport};
pub use items::{ItemEntry, ItemFilter, ItemRow, ItemView, ItemsPage, ListItems, OpenItem};
pub use ledgers::{ExportLedger, LedgerPage, LedgerQuery, OpenLedger};
pub use meetings::{BeginMeeting, MeetingSort, SaveDecision};
pub use morning::{MorningRow, OpenMorning};
pub use office_care::{OfficeCare, OpenForOffice, SeatForOffice};
pub use outgoing::PrintLedger;
pub use people::{DoPeople, OpenPeople};
pub use preferences::{Preferences, ReadPreferences, SavePreferences, TextSize};
pub use province::{
    EnterProvince, FillSheet, FilledSheet, OpenProvince, ProvinceView, ReadSheet, SayProvince,
    WriteSheet,
};
pub use quick_visit::{QuickSaved, QuickVisit};
pub use remarks::{
    DifferenceRow, ListRemarks, OpenRemarks, RemarkRow, RemarksPage, SaidRow, SayRemark, ThreadView,
};
pub use review::{OpenReview, Review};
pub use save_dispute::{AddDisputeStep, SaveDispute};
pub use save_household::{SaveHousehold, SaveResident, Saved};
pub use save_visit::SaveVisit;
pub use session::{ChangePin, Enroll, Lock, ReadSession, Session, SignOut, Stage, Unlock};
pub use step_drafts::{
    DropStepDraft, ListStepDrafts, OpenStepDraft, OpenStepDrafts, SaveStepDraft, StepDraft,
    StepDraftRow,
};
pub use sync_page::{OpenSyncPage, QuarantinedRow, Resend, SyncNow, SyncPage};
pub use take_step::TakeStep;
pub use together::{NotTaken, OfferTogether, TakeTogether, TakenTogether, TogetherOffer, WhyNot};
pub use tree::{DoArea, OpenTree, ReadAreasSheet};
pub use versions::{ListCareVersions, ListVersions, ValueChange, VersionRow, Versions};
pub use visits::{
    CountVisits, ListVisits, OpenVisit, SaveState, VisitFilter, VisitRow, VisitView, VisitsPage,
};
pub use void::VoidRecord;

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
    OpenMorning, OpenLedger, ExportLedger, PrintLedger,
    OpenReview, BeginMeeting, SaveDecision,
    ExportVisits,
    OpenHome,
    ListHouseholds, SearchHouseholds, RecentHouseholds, OpenHousehold,
    SaveHousehold, SaveResident, SaveVisit,
    OpenSyncPage, SyncNow, Resend,
    ListVisits, CountVisits, OpenVisit,
    OpenDisputeDraft, SaveDisputeDraft, DropDisputeDraft, ListDisputeDrafts,
    CountDisputes, CountCauses, ListDisputes, OpenDispute, SaveDispute, AddDisputeStep, ExportDisputes,
    PutBlob, ReadBlob, ListBlobs, DropBlob,
    OpenFormDraft, SaveFormDraft, DropFormDraft, ListFormDrafts, SaveForm,
    OpenStepDrafts, OpenStepDraft, SaveStepDraft, DropStepDraft, ListStepDrafts,
    CountCoverage, ReadCounty, OpenCounty, SaveCounty,
    OpenProvince, SayProvince, EnterProvince, FillSheet, ReadSheet, WriteSheet,
    QuickVisit, VoidRecord, ListVersions, ListCareVersions,
    ListItems, OpenItem, TakeStep, OfferTogether, TakeTogether, ListDue, ListEvacuation,
    OpenCheckUp, WriteRescue,
    ListRemarks, OpenRemarks, SayRemark,
    ListCare, OpenCareFile, ShowCareFile, PrintCareFile, OpenCareDraft, SaveCareDraft, DropCareDraft,
    SaveCheckIn, SaveCareFile, OpenCheckIn, TakeCheckStep, SaveCheckStepDraft, DropCheckStepDraft,
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
