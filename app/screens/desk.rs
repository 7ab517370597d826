//! The office's screens: navigation at the left, pictures first, the table of visits, and any screen of the phone inside the same frame.

mod choice;
mod detail;
mod export;
mod filter;
mod home;
mod shell;
mod table;
mod visits;
mod window;

pub(crate) use choice::use_desk_choice_provider;
pub(crate) use home::DeskHome;
pub(crate) use shell::DeskShell;
pub(crate) use visits::DeskVisits;

#[cfg(test)]
pub(crate) use {
    choice::Period, detail::DetailView, export::Exports, filter::FilterView, home::Count,
    home::HomeView as DeskHomeView, shell::ShellView, table::TableView, window::Window,
};
