//! The root: starts the backend, hears what it tells, keeps the shared state, and shows the routes.

use client::commands::{
    OpenSyncPage, ReadPreferences, ReadSession, SavePreferences, Session, Stage,
};
use client::host::{self, Options};
use client::{Error, Event, Handle};
use dioxus::prelude::*;
use futures_util::StreamExt as _;

use crate::app_state::{AppState, Pulling, use_app_state_provider};
use crate::components::{Pending, ToastArea};
use crate::idle::lock_when_left;
use crate::platform::{self, Happening};
use crate::routes::Route;
use crate::screens::desk::use_desk_choice_provider;
use crate::text::{LANGUAGE, Language, t};

const CLOCK_PAUSE: u32 = 30_000;

/// The app.
#[component]
pub fn App() -> Element {
    let backend = use_context_provider(|| host::start(Options::default()));
    let state = use_app_state_provider();
    use_desk_choice_provider();
    let opener = backend.clone();
    use_future(move || open(opener.clone(), state));
    let keeper = backend.clone();
    use_future(move || hear(backend.clone(), state));
    use_future(move || notice(state));
    use_future(move || tick(keeper.clone(), state));
    use_page(state);
    let fault = (state.fault)();
    rsx! {
        {platform::stylesheet()}
        if let Some(fault) = fault {
            crate::screens::Fault { fault }
        } else if state.session.read().is_none() {
            main { class: "gate", Pending {} }
        } else {
            Router::<Route> {}
        }
        ToastArea {}
    }
}

/// Language, size and title follow the preferences.
fn use_page(state: AppState) {
    use_effect(move || {
        let preferences = (state.preferences)();
        let language = Language::chosen(&preferences.language, &platform::language());
        if *LANGUAGE.peek() != language {
            *LANGUAGE.write() = language;
        }
        platform::set_page(preferences.text_size, language.tag());
        platform::set_title(&t("app-name"));
    });
}

/// Asks where this device stands: first how it likes to show things, then who is here.
async fn open(backend: Handle, mut state: AppState) {
    match backend.call(ReadPreferences).await {
        Ok(preferences) => state.preferences.set(preferences),
        Err(error @ (Error::OpenElsewhere | Error::StorageUnsupported)) => {
            state.fault.set(Some(error));
            return;
        }
        // Without preferences everything still works, in the usual size.
        Err(_) => {}
    }
    read_session(&backend, state).await;
}

/// Reads the session again.
pub(crate) async fn read_session(backend: &Handle, mut state: AppState) {
    match backend.call(ReadSession).await {
        Ok(session) => take_session(backend, state, session).await,
        Err(error) => state.fault.set(Some(error)),
    }
}

/// Takes in a session that a command answered with.
pub(crate) async fn take_session(backend: &Handle, mut state: AppState, session: Session) {
    let was_ready = state.is_ready();
    let is_ready = session.stage == Stage::Ready;
    state.session.set(Some(session));
    if is_ready && !was_ready {
        state.used();
        state.was_left.set(false);
        // Events tell the light from now on; this is how it stands.
        if let Ok(page) = backend.call(OpenSyncPage).await {
            state.light.set(page.light);
        }
    }
}

/// Keeps the preferences as they now stand.
pub(crate) fn save_preferences(backend: Handle, state: AppState) {
    let preferences = state.preferences.peek().clone();
    spawn(async move {
        // How things look is not worth a message when it cannot be kept.
        drop(backend.call(SavePreferences(preferences)).await);
    });
}

async fn hear(backend: Handle, mut state: AppState) {
    let mut events = backend.events();
    while let Some(event) = events.next().await {
        match event {
            // Each query and each picture listens for itself.
            Event::Changed(_) | Event::Blob { .. } => {}
            Event::Sync(light) => {
                state.light.set(light);
                refresh_until_pulled(&backend, state).await;
            }
            Event::Pulling { done, of } => {
                state.pulling.set(Some(Pulling { done, of }));
                if done >= of {
                    refresh_until_pulled(&backend, state).await;
                }
            }
            Event::Locked => read_session(&backend, state).await,
            Event::SpaceLow { used, quota } => state.space_low.set(Some((used, quota))),
        }
    }
}

/// The clock goes on; what was left alone locks.
async fn tick(backend: Handle, state: AppState) {
    loop {
        platform::sleep(CLOCK_PAUSE).await;
        state.tick();
        lock_when_left(&backend, state).await;
    }
}

async fn refresh_until_pulled(backend: &Handle, state: AppState) {
    if state.member().is_some_and(|member| !member.pulled) {
        read_session(backend, state).await;
    }
}

async fn notice(mut state: AppState) {
    let mut happenings = platform::happenings();
    while let Some(happening) = happenings.next().await {
        match happening {
            Happening::Wide(is_wide) => state.is_wide.set(is_wide),
            Happening::UpdateWaiting => state.update_waits.set(true),
        }
    }
}
