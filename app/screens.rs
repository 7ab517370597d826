//! The screens of the phone, one file each; the office's are in `desk`. A screen asks and acts, its view only draws.

mod areas;
pub(crate) mod audit;
pub(crate) mod begun_steps;
pub(crate) mod care;
pub(crate) mod check_up;
pub(crate) mod desk;
pub(crate) mod dispute;
pub(crate) mod dispute_form;
pub(crate) mod disputes;
pub(crate) mod door_card;
pub(crate) mod due;
mod ended;
mod enroll;
mod fault;
pub(crate) mod find;
pub(crate) mod first_pull;
pub(crate) mod form;
pub(crate) mod home;
pub(crate) mod household;
pub(crate) mod household_form;
pub(crate) mod item;
pub(crate) mod items;
pub(crate) mod me;
mod missing;
mod office_places;
mod pin_change;
pub(crate) mod province;
pub(crate) mod remarks;
pub(crate) mod resident_form;
pub(crate) mod scan_door;
pub(crate) mod sync;
pub(crate) mod unit_home;
pub(crate) mod unlock;
pub(crate) mod versions;
pub(crate) mod village;
pub(crate) mod visit;
pub(crate) mod visit_form;
pub(crate) mod visits;

pub(crate) use audit::AuditScreen;
pub(crate) use care::{
    Care, CareFileScreen, CheckInScreen, EditCareFile, EditCheckIn, NewCareFile, NewCheckIn,
};
pub(crate) use check_up::CheckUp;
pub(crate) use dispute::DisputeScreen;
pub(crate) use dispute_form::{EditDispute, NewDispute, NewDisputeAt, NewDisputeFrom};
pub(crate) use disputes::Disputes;
pub(crate) use door_card::DoorCard;
pub(crate) use due::{Due, Evacuation};
pub(crate) use ended::Ended;
pub(crate) use enroll::{Enroll, EnrollAt};
pub(crate) use fault::Fault;
pub(crate) use find::{Add, Find};
pub(crate) use first_pull::FirstPull;
pub(crate) use form::{EditItem, NewItem, NewItemAt, NewItemFrom};
pub(crate) use home::Home;
pub(crate) use household::HouseholdScreen;
pub(crate) use household_form::{EditHousehold, NewHousehold};
pub(crate) use item::ItemScreen;
pub(crate) use items::Items;
pub(crate) use me::{About, Feedback, Me};
pub(crate) use missing::Missing;
pub(crate) use pin_change::ChangePinScreen;
pub(crate) use remarks::Remarks;
pub(crate) use resident_form::{EditResident, NewResident};
pub(crate) use sync::SyncScreen;
pub(crate) use unlock::{Blocked, Unlock};
pub(crate) use village::{Group, Village};
pub(crate) use visit::VisitScreen;
pub(crate) use visit_form::{EditVisit, NewVisit};
pub(crate) use visits::Visits;

#[cfg(test)]
pub(crate) use enroll::PinStepView;
