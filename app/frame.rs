//! What stands around and in the way of a screen: the PIN, the first download, then the phone's bottom bar or the desk's navigation.

use client::commands::Stage;
use client::commands::session::SessionMember;
use dioxus::prelude::*;

use crate::app_state::{AppState, Seat, use_app_state};
use crate::components::{BottomBar, Notices};
use crate::platform;
use crate::query::use_backend;
use crate::root::save_preferences;
use crate::routes::Route;
use crate::screens::desk::DeskShell;
use crate::screens::{Blocked, Ended, Enroll, FirstPull, Unlock};

/// The layout of every route.
#[component]
pub(crate) fn Frame() -> Element {
    let state = use_app_state();
    let route = use_route::<Route>();
    use_kept_route(state, &route);
    let Some(session) = (state.session)() else {
        return rsx! {};
    };
    let code = match &route {
        Route::EnrollAt { code } => Some(code.clone()),
        _ => None,
    };
    match (session.stage, code) {
        (Stage::Fresh | Stage::Locked { .. } | Stage::Blocked, Some(code)) => {
            rsx! { Enroll { code } }
        }
        (Stage::Fresh, None) => match session.ended {
            Some(ended) => rsx! { Ended { ended } },
            None => rsx! { Enroll { code: "" } },
        },
        (
            Stage::Locked {
                tries_left,
                wait_seconds,
            },
            None,
        ) => rsx! { Unlock { tries_left, wait_seconds } },
        (Stage::Blocked, None) => rsx! { Blocked {} },
        (Stage::Ready, _) => rsx! { Inside { member: session.member, route } },
    }
}

/// The open app.
#[component]
fn Inside(member: Option<SessionMember>, route: Route) -> Element {
    let state = use_app_state();
    let waits = member.is_some_and(|member| !member.pulled) && (state.is_patient)();
    if waits {
        return rsx! { FirstPull {} };
    }
    match state.seat() {
        Seat::Desk => rsx! {
            DeskShell { tab: route.tab(), Outlet::<Route> {} }
        },
        Seat::Phone => rsx! {
            div { class: "phone",
                Outlet::<Route> {}
                if route == (Route::Home {}) {
                    Notices {}
                }
                if !route.has_own_bar() {
                    BottomBar { tab: route.tab() }
                }
            }
        },
    }
}

/// Keeps the address that is open, and once after the start goes where the app was when it was killed.
fn use_kept_route(mut state: AppState, route: &Route) {
    let backend = use_backend();
    let navigator = use_navigator();
    let mut is_restored = use_signal(|| false);
    let is_ready = use_memo(move || state.is_ready());
    let is_ended = use_memo(move || state.is_ended());
    use_effect(use_reactive((route,), move |(route,)| {
        if is_ended() {
            // Whoever is enrolled next begins on the first screen, not where somebody else was.
            state.preferences.write().last_route = None;
            state.toast.set(None);
            if !matches!(route, Route::Home {} | Route::EnrollAt { .. }) {
                navigator.replace(Route::Home {});
            }
        }
        if !is_ready() {
            return;
        }
        if matches!(route, Route::EnrollAt { .. }) {
            navigator.replace(Route::Home {});
            return;
        }
        if !is_restored() {
            is_restored.set(true);
            if let Some(last) = last_route(state).filter(|_| route == Route::Home {}) {
                state.reopened.set(true);
                navigator.replace(last);
                return;
            }
        } else {
            let is_first = *state.steps.peek() == 0;
            if !is_first {
                state.reopened.set(false);
            }
            state.steps += 1;
        }
        let address = route.to_string();
        let mut places = state.places;
        let place = places.write().remove(&address);
        spawn(return_to(place.unwrap_or(0.0)));
        let is_kept =
            route.is_kept() && state.preferences.peek().last_route.as_ref() != Some(&address);
        if is_kept {
            state.preferences.write().last_route = Some(address);
            save_preferences(backend.clone(), state);
        }
    }));
}

fn last_route(state: AppState) -> Option<Route> {
    let last = state.preferences.peek().last_route.clone()?;
    let route = last.parse::<Route>().ok()?;
    (route.is_kept() && route != Route::Home {}).then_some(route)
}

/// The app opens again where it was killed. In a form with nothing begun the person would think that all is lost, where it was saved at the
/// last moment: then it opens a screen earlier, where what was saved is seen.
pub(crate) fn use_begun_or_back(is_begun: bool, back: Route) {
    let state = use_app_state();
    let navigator = use_navigator();
    use_effect(move || {
        if !is_begun && *state.reopened.peek() {
            navigator.replace(back.clone());
        }
    });
}

/// A list that one comes back to stands where it was; its rows arrive a moment after the screen.
async fn return_to(place: f64) {
    platform::scroll_page(place);
    for pause in [40, 120, 300] {
        if (platform::scrolled() - place).abs() < 1.0 {
            return;
        }
        platform::sleep(pause).await;
        platform::scroll_page(place);
    }
}
