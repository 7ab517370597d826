//! The screens. They ask the backend by commands and draw what comes back; no rule of the work, no SQL, no HTTP stands here.
//! Where to start: [`App`] is the root, `routes` lists every screen, `query` brings data, `frame` decides what stands in its way.

mod app_state;
mod attachments;
mod components;
mod door_code;
mod draft_keeper;
mod duties;
mod frame;
mod idle;
mod platform;
mod query;
mod root;
mod routes;
mod screens;
mod step_keeper;
mod text;
mod text_size;

#[cfg(test)]
mod gallery;

pub use root::App;

/// Starts what belongs here: the screens, or the backend when this is the page's worker.
pub fn start() {
    if client::host::is_worker() {
        client::host::run_worker();
    } else {
        platform::launch(App);
    }
}
