//! The light of every header: what the office has, as a word and a sign.

use client::{LightState, SyncLight};
use dioxus::prelude::*;

use super::{Go, Icon, Shape};
use crate::routes::Route;
use crate::text::{t, t_args};

/// The light as its class, sign and words.
pub(crate) fn words(light: &SyncLight) -> (&'static str, Shape, String) {
    match light.state {
        LightState::NeedsHand => (
            "is-bad",
            Shape::Alert,
            t_args(
                "light-needs-hand",
                &[("count", (light.quarantined + light.blobs_refused).into())],
            ),
        ),
        LightState::SignedOut => ("is-bad", Shape::Alert, t("light-signed-out")),
        LightState::Syncing => ("is-calm", Shape::Turning, t("light-syncing")),
        LightState::Offline if light.unsent > 0 => (
            "is-waiting",
            Shape::NoNetwork,
            t_args("light-offline-unsent", &[("count", light.unsent.into())]),
        ),
        LightState::Offline => ("is-calm", Shape::NoNetwork, t("light-offline")),
        LightState::Waiting if light.unsent > 0 => (
            "is-waiting",
            Shape::Clock,
            t_args("light-waiting", &[("count", light.unsent.into())]),
        ),
        LightState::Waiting => ("is-calm", Shape::Clock, t("light-not-yet")),
        LightState::Synced if light.blobs_waiting > 0 => (
            "is-waiting",
            Shape::Clock,
            t_args("light-blobs", &[("count", light.blobs_waiting.into())]),
        ),
        LightState::Synced => ("is-good", Shape::Check, t("light-synced")),
    }
}

/// The light; opens 同步.
#[component]
pub(crate) fn SyncPill(light: SyncLight) -> Element {
    let (class, shape, words) = words(&light);
    rsx! {
        Go { to: Route::SyncScreen {}, class: "pill {class}", testid: "header-sync",
            Icon { shape }
            span { "{words}" }
        }
    }
}
