//! Parts that more than one screen is made of. They take data and tell what was tapped; none of them asks the backend.

mod bottom_bar;
mod chips;
mod confirm;
mod empty;
mod field;
mod go;
mod household_row;
mod icon;
mod notices;
mod pending;
mod pin;
mod problems;
mod question;
mod save_bar;
mod search_field;
mod sign;
mod state_mark;
mod sync_light;
mod toast;
mod top_bar;
mod typed;
mod visit_row;

pub(crate) use bottom_bar::BottomBar;
pub(crate) use chips::{Choice, Choices, CodeChips};
pub(crate) use confirm::Confirm;
pub(crate) use empty::Empty;
pub(crate) use field::{FieldKind, Labelled, TextArea, TextField, known};
pub(crate) use go::Go;
pub(crate) use household_row::{HouseholdEntry, place_of};
pub(crate) use icon::{Icon, Shape};
pub(crate) use notices::Notices;
#[cfg(test)]
pub(crate) use notices::NoticesView;
pub(crate) use pending::Pending;
pub(crate) use pin::{PinField, PinPad, press};
pub(crate) use problems::{Problems, ProblemsOf};
pub(crate) use question::{Asked, Value, in_words};
pub(crate) use save_bar::SaveBar;
pub(crate) use search_field::SearchField;
pub(crate) use sign::Sign;
pub(crate) use state_mark::StateMark;
pub(crate) use sync_light::SyncPill;
pub(crate) use toast::ToastArea;
pub(crate) use top_bar::TopBar;
pub(crate) use typed::use_typed;
pub(crate) use visit_row::{VisitEntry, VisitTitle};
