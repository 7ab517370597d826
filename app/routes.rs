//! Every address of the app. A route names a screen and the record it shows, nothing else, so it can be kept and opened again.

use dioxus::prelude::*;
use domain::{AreaCode, RecordId};

use crate::frame::Frame;
use crate::screens::desk::{
    DeskCare, DeskCounty, DeskDisputes, DeskHome, DeskImports, DeskLedgers, DeskPeople, DeskReview,
    DeskTree, DeskVisits,
};
use crate::screens::{
    About, Add, AuditScreen, Care, CareFileScreen, ChangePinScreen, CheckInScreen, CheckUp,
    DisputeScreen, Disputes, DoorCard, Due, EditCareFile, EditCheckIn, EditDispute, EditHousehold,
    EditItem, EditResident, EditVisit, EnrollAt, Evacuation, Feedback, Find, Group, Home,
    HouseholdScreen, ItemScreen, Items, Me, Missing, NewCareFile, NewCheckIn, NewDispute,
    NewDisputeAt, NewDisputeFrom, NewHousehold, NewItem, NewItemAt, NewItemFrom, NewResident,
    NewVisit, Remarks, SyncScreen, Village, VisitScreen, Visits,
};

/// An address of the app.
#[rustfmt::skip]
#[derive(Debug, Clone, PartialEq, Routable)]
pub(crate) enum Route {
    #[layout(Frame)]
        #[route("/")]
        Home {},
        #[route("/enroll/:code")]
        EnrollAt { code: String },
        #[route("/add")]
        Add {},
        #[route("/find")]
        Find {},
        #[route("/village/:code")]
        Village { code: AreaCode },
        #[route("/village/:code/:group")]
        Group { code: AreaCode, group: u16 },
        #[route("/household/new")]
        NewHousehold {},
        #[route("/household/:id")]
        HouseholdScreen { id: RecordId },
        #[route("/household/:id/door")]
        DoorCard { id: RecordId },
        #[route("/household/:id/edit")]
        EditHousehold { id: RecordId },
        #[route("/household/:id/resident/new")]
        NewResident { id: RecordId },
        #[route("/household/:household/resident/:id")]
        EditResident { household: RecordId, id: RecordId },
        #[route("/visit/new/:household")]
        NewVisit { household: RecordId },
        #[route("/visit/:id")]
        VisitScreen { id: RecordId },
        #[route("/visit/:id/edit")]
        EditVisit { id: RecordId },
        #[route("/visits")]
        Visits {},
        #[route("/disputes")]
        Disputes {},
        #[route("/dispute/new")]
        NewDispute {},
        #[route("/dispute/new/household/:household")]
        NewDisputeAt { household: RecordId },
        #[route("/dispute/new/visit/:visit")]
        NewDisputeFrom { visit: RecordId },
        #[route("/dispute/:id")]
        DisputeScreen { id: RecordId },
        #[route("/dispute/:id/edit")]
        EditDispute { id: RecordId },
        #[route("/items/:form")]
        Items { form: String },
        #[route("/form/:form")]
        NewItem { form: String },
        #[route("/form/:form/household/:household")]
        NewItemAt { form: String, household: RecordId },
        #[route("/form/:form/visit/:visit")]
        NewItemFrom { form: String, visit: RecordId },
        #[route("/form/:form/edit/:id")]
        EditItem { form: String, id: RecordId },
        #[route("/item/:id")]
        ItemScreen { id: RecordId },
        #[route("/care")]
        Care {},
        #[route("/care/new")]
        NewCareFile {},
        #[route("/care/file/:id")]
        CareFileScreen { id: RecordId },
        #[route("/care/file/:id/edit")]
        EditCareFile { id: RecordId },
        #[route("/care/file/:file/check")]
        NewCheckIn { file: RecordId },
        #[route("/care/check/:id")]
        CheckInScreen { id: RecordId },
        #[route("/care/check/:id/edit")]
        EditCheckIn { id: RecordId },
        #[route("/remarks")]
        Remarks {},
        #[route("/due")]
        Due {},
        #[route("/evacuation")]
        Evacuation {},
        #[route("/sync")]
        SyncScreen {},
        #[route("/me")]
        Me {},
        #[route("/me/pin")]
        ChangePinScreen {},
        #[route("/me/log")]
        AuditScreen {},
        #[route("/me/check")]
        CheckUp {},
        #[route("/me/about")]
        About {},
        #[route("/me/feedback")]
        Feedback {},
        #[route("/desk")]
        DeskHome {},
        #[route("/desk/visits")]
        DeskVisits {},
        #[route("/desk/disputes")]
        DeskDisputes {},
        #[route("/desk/ledgers/:ledger")]
        DeskLedgers { ledger: String },
        #[route("/desk/people")]
        DeskPeople {},
        #[route("/desk/areas")]
        DeskTree {},
        #[route("/desk/care")]
        DeskCare {},
        #[route("/desk/county")]
        DeskCounty {},
        #[route("/desk/imports")]
        DeskImports {},
        #[route("/desk/review")]
        DeskReview {},
        #[route("/:..rest")]
        Missing { rest: Vec<String> },
}

impl Route {
    /// May the app reopen here after it was killed? Not where a code stands in the address or nothing is shown.
    pub(crate) fn is_kept(&self) -> bool {
        !matches!(self, Self::EnrollAt { .. } | Self::Missing { .. })
    }

    /// The tab of the bottom bar that this screen belongs to.
    pub(crate) fn tab(&self) -> Tab {
        match self {
            Self::Home {}
            | Self::EnrollAt { .. }
            | Self::DeskHome {}
            | Self::DeskCare {}
            | Self::Due {}
            | Self::Care {}
            | Self::NewCareFile {}
            | Self::CareFileScreen { .. }
            | Self::EditCareFile { .. }
            | Self::NewCheckIn { .. }
            | Self::CheckInScreen { .. }
            | Self::EditCheckIn { .. }
            | Self::Evacuation {}
            | Self::Missing { .. } => Tab::Home,
            Self::Find {}
            | Self::Village { .. }
            | Self::Group { .. }
            | Self::NewHousehold {}
            | Self::HouseholdScreen { .. }
            | Self::DoorCard { .. }
            | Self::EditHousehold { .. }
            | Self::NewResident { .. }
            | Self::EditResident { .. } => Tab::Find,
            Self::Add {} | Self::NewVisit { .. } => Tab::Add,
            Self::Visits {}
            | Self::VisitScreen { .. }
            | Self::EditVisit { .. }
            | Self::DeskVisits {} => Tab::Visits,
            Self::Disputes {}
            | Self::NewDispute {}
            | Self::NewDisputeAt { .. }
            | Self::NewDisputeFrom { .. }
            | Self::DisputeScreen { .. }
            | Self::EditDispute { .. }
            | Self::DeskDisputes {} => Tab::Disputes,
            Self::Items { .. }
            | Self::NewItem { .. }
            | Self::NewItemAt { .. }
            | Self::NewItemFrom { .. }
            | Self::EditItem { .. }
            | Self::ItemScreen { .. } => Tab::Items,
            Self::Remarks {} => Tab::Remarks,
            Self::DeskLedgers { .. } => Tab::Ledgers,
            Self::DeskPeople {} => Tab::People,
            Self::DeskTree {} => Tab::Tree,
            Self::DeskImports {} => Tab::Imports,
            Self::DeskCounty {} => Tab::County,
            Self::DeskReview {} => Tab::Review,
            Self::SyncScreen {} => Tab::Sync,
            Self::AuditScreen {} => Tab::Audit,
            Self::Me {}
            | Self::CheckUp {}
            | Self::ChangePinScreen {}
            | Self::About {}
            | Self::Feedback {} => Tab::Me,
        }
    }

    /// Does the screen end in a bar of its own, so that the bottom bar steps aside?
    pub(crate) fn has_own_bar(&self) -> bool {
        matches!(
            self,
            Self::NewVisit { .. }
                | Self::EditVisit { .. }
                | Self::NewCareFile {}
                | Self::EditCareFile { .. }
                | Self::NewCheckIn { .. }
                | Self::EditCheckIn { .. }
                | Self::NewDispute {}
                | Self::NewDisputeAt { .. }
                | Self::NewDisputeFrom { .. }
                | Self::EditDispute { .. }
                | Self::NewItem { .. }
                | Self::NewItemAt { .. }
                | Self::NewItemFrom { .. }
                | Self::EditItem { .. }
                | Self::NewHousehold {}
                | Self::EditHousehold { .. }
                | Self::NewResident { .. }
                | Self::EditResident { .. }
        )
    }
}

/// A tab of the bottom bar or of the desk's navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tab {
    /// 今日, or 总览 at the desk.
    Home,
    /// 找户.
    Find,
    /// 记录.
    Add,
    /// 走访.
    Visits,
    /// 纠纷: a tab at the desk, a tile on the phone.
    Disputes,
    /// 事项: a tab at the desk, tiles on the phone.
    Items,
    /// 研判: a tab at the desk, for the town's office.
    Review,
    /// 台账: a tab at the desk.
    Ledgers,
    /// 退改: a tab at the desk.
    Remarks,
    /// 人员和设备: a tab at the desk, for who looks after them.
    People,
    /// 村和网格: a tab at the desk, for who looks after them.
    Tree,
    /// 导入: a tab at the desk, for who looks after the registers.
    Imports,
    /// 参数: a tab at the desk, for who looks after people.
    County,
    /// 操作记录: a tab for the auditor; for everybody else a page of 我的.
    Audit,
    /// 同步: no tab on the phone, its light stands in every header.
    Sync,
    /// 我的.
    Me,
}
