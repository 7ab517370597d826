//! The office's screens: navigation at the left, pictures first, the table of visits, and any screen of the phone inside the same frame.

use dioxus::prelude::*;

use super::{Disputes, Home, Visits};
use crate::app_state::use_app_state;

mod board;
mod board_questions;
mod care_counts;
mod care_open;
mod care_team;
mod choice;
mod county;
mod county_calendar;
mod county_columns;
mod county_days;
mod county_history;
mod county_sheets;
mod county_words;
mod coverage;
mod decide;
mod detail;
mod dispute_filter;
mod disputes;
mod enrol_card;
mod export;
mod filter;
mod frame;
mod home;
mod import_rows;
mod imports;
mod imports_made;
mod items;
mod leave;
mod ledgers;
mod morning;
mod people;
mod people_add;
mod person;
mod picked;
mod pictures;
mod printing;
mod review;
mod sheets;
mod shell;
mod stretch;
mod table;
mod ticks;
mod together;
mod topics;
mod tree;
mod tree_form;
mod tree_paste;
mod visits;
mod window;

pub(crate) use care_open::CareOpening;
pub(crate) use choice::use_desk_choice_provider;
pub(crate) use county::{CountyScreen, use_county_work_provider};
pub(crate) use disputes::{DisputesTable, use_dispute_choice_provider};
pub(crate) use home::Overview;
pub(crate) use imports::{Imports, use_import_work_provider};
pub(crate) use items::{ItemsTable, use_item_choice_provider};
pub(crate) use leave::{LeaveCard, use_leave_provider};
pub(crate) use ledgers::{Ledgers, use_ledger_choice_provider};
pub(crate) use people::{People, use_people_choice_provider};
pub(crate) use printing::{Watermark, make_ready, use_printer};
pub(crate) use review::{ReviewScreen, use_review_choice_provider};
pub(crate) use shell::DeskShell;
pub(crate) use tree::Tree;
pub(crate) use visits::VisitsTable;

#[cfg(test)]
pub(crate) use {
    board::DisputePictures,
    care_counts::CareCountsView,
    care_open::{Asking as CareAsking, OpenedView as CareOpened},
    choice::Period,
    county::CountyView,
    coverage::CoverageView,
    decide::Decide,
    detail::DetailView,
    disputes::DisputeRows,
    enrol_card::{Card, EnrolCard},
    export::Exports,
    filter::FilterView,
    home::HomeView as DeskHomeView,
    import_rows::Part,
    imports::{Doing, ImportView},
    imports_made::{Asked, MadeView},
    items::ItemRows,
    leave::LeaveForm,
    ledgers::LedgerFilters,
    ledgers::Paper,
    morning::MorningView,
    people::{PeopleList, Shown},
    person::Person,
    pictures::Count,
    review::{ReviewTools, ReviewView, WhoseMeeting},
    shell::ShellView,
    table::TableView,
    ticks::use_ticks,
    together::{BarView, NotTakenView, Steps},
    tree::TreeView,
    tree_form::{Form as AreaForm, TreeForm},
    tree_paste::TreePaste,
    window::Window,
};

/// The address of 总览; the first screen of who has none.
#[component]
pub(crate) fn DeskHome() -> Element {
    let state = use_app_state();
    if state.has_doors() {
        rsx! { Overview {} }
    } else {
        rsx! { Home {} }
    }
}

/// The address of a ledger.
#[component]
pub(crate) fn DeskLedgers(ledger: String) -> Element {
    rsx! { Ledgers { key_of: ledger } }
}

/// The address of 人员和设备.
#[component]
pub(crate) fn DeskPeople() -> Element {
    rsx! { People {} }
}

/// The address of 导入.
#[component]
pub(crate) fn DeskImports() -> Element {
    rsx! { Imports {} }
}

/// The address of 打开关爱档案.
#[component]
pub(crate) fn DeskCare() -> Element {
    rsx! { CareOpening {} }
}

/// The address of 参数.
#[component]
pub(crate) fn DeskCounty() -> Element {
    rsx! { CountyScreen {} }
}

/// The address of 村和网格.
#[component]
pub(crate) fn DeskTree() -> Element {
    rsx! { Tree {} }
}

/// The address of 研判.
#[component]
pub(crate) fn DeskReview() -> Element {
    rsx! { ReviewScreen {} }
}

/// The address of the table of disputes. In a narrow window it is the phone's list.
#[component]
pub(crate) fn DeskDisputes() -> Element {
    rsx! { Disputes {} }
}

/// The address of the table. In a narrow window it is the phone's list.
#[component]
pub(crate) fn DeskVisits() -> Element {
    rsx! { Visits {} }
}
