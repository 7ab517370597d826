//! The first download: how much is here, of how much. The person may start before it is done.

use dioxus::prelude::*;

use crate::app_state::{Pulling, use_app_state};
use crate::components::{Icon, Shape, SyncPill};
use crate::text::{number, t, t_args};
use client::SyncLight;

/// Waits for the first download.
#[component]
pub(crate) fn FirstPull() -> Element {
    let state = use_app_state();
    let mut is_patient = state.is_patient;
    let name = state.member().map(|member| member.name).unwrap_or_default();
    rsx! {
        FirstPullView {
            name,
            pulling: (state.pulling)(),
            light: (state.light)(),
            ongoon: move |()| is_patient.set(false),
        }
    }
}

/// The first download as drawn.
#[component]
pub(crate) fn FirstPullView(
    name: String,
    pulling: Option<Pulling>,
    light: SyncLight,
    ongoon: EventHandler<()>,
) -> Element {
    let counts = pulling.map(|Pulling { done, of }| {
        t_args(
            "pull-counts",
            &[
                ("done", number(done).into()),
                ("of", number(of.max(done)).into()),
            ],
        )
    });
    rsx! {
        main { class: "gate", "data-testid": "first-pull",
            Icon { shape: Shape::Download }
            h1 { {t_args("pull-title", &[("name", name.into())])} }
            p { class: "gate-lead", {t("pull-lead")} }
            p { class: "pull-counts", role: "status", aria_live: "polite",
                {counts.unwrap_or_else(|| t("pull-begins"))}
            }
            progress {
                class: "pull-bar",
                aria_label: t("pull-bar"),
                max: pulling.map(|pulling| pulling.of.max(1).to_string()),
                value: pulling.map(|pulling| pulling.done.to_string()),
            }
            SyncPill { light }
            button { class: "button", r#type: "button", "data-testid": "pull-go-on", onclick: move |_| ongoon.call(()), {t("pull-go-on")} }
        }
    }
}
