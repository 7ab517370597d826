//! Every use case a screen can ask for: one file each, or one for a few that belong together.

pub mod areas;
pub mod drafts;
pub mod export_visits;
pub mod home;
pub mod households;
pub mod preferences;
pub mod save_household;
pub mod save_visit;
pub mod session;
pub mod sync_page;
pub mod visits;

pub use areas::{AreaRow, GroupRow, ListAreas, ListGroups, ListMembers, MemberRow};
pub use drafts::{Draft, DropDraft, ListDrafts, OpenDraft, SaveDraft};
pub use export_visits::{ExportVisits, ExportedFile, FileFormat};
pub use home::{HomePage, OpenHome};
pub use households::{
    HouseholdPage, HouseholdRow, ListHouseholds, OpenHousehold, RecentHouseholds, ResidentRow,
    SearchHouseholds,
};
pub use preferences::{Preferences, ReadPreferences, SavePreferences, TextSize};
pub use save_household::{SaveHousehold, SaveResident, Saved};
pub use save_visit::SaveVisit;
pub use session::{ChangePin, Enroll, Lock, ReadSession, Session, Stage, Unlock};
pub use sync_page::{OpenSyncPage, QuarantinedRow, Resend, SyncNow, SyncPage};
pub use visits::{ListVisits, OpenVisit, SaveState, VisitFilter, VisitRow, VisitView, VisitsPage};
