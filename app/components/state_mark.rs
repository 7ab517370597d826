//! How far a record has come, as a word and a sign.

use client::commands::SaveState;
use dioxus::prelude::*;

use super::{Icon, Shape};
use crate::text::t;

/// 已保存在本机, 已签收 or 需处理.
#[component]
pub(crate) fn StateMark(state: SaveState, testid: Option<String>) -> Element {
    let (class, shape, key) = match state {
        SaveState::SavedHere => ("mark is-waiting", Shape::Clock, "state-saved-here"),
        SaveState::Received => ("mark is-good", Shape::Check, "state-received"),
        SaveState::NeedsHand => ("mark is-bad", Shape::Alert, "state-needs-hand"),
    };
    rsx! {
        span { class, "data-testid": testid,
            Icon { shape }
            {t(key)}
        }
    }
}
