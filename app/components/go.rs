//! A link to another screen. Unlike the router's own it also draws outside a router, so that a screen can be shown alone.

use dioxus::html::input_data::MouseButton;
use dioxus::prelude::*;

use crate::app_state::AppState;
use crate::platform;
use crate::routes::Route;

/// A link to a screen.
#[component]
pub(crate) fn Go(
    to: Route,
    #[props(default)] class: String,
    testid: Option<String>,
    label: Option<String>,
    is_current: Option<bool>,
    #[props(default)] onfollow: EventHandler<()>,
    children: Element,
) -> Element {
    let address = to.to_string();
    rsx! {
        a {
            href: address,
            class,
            "data-testid": testid,
            aria_label: label,
            aria_current: (is_current == Some(true)).then_some("page"),
            onclick: move |event| {
                onfollow.call(());
                follow(&event, &to);
            },
            {children}
        }
    }
}

/// A plain tap stays in the app; with a key held the browser does what it always does.
fn follow(event: &MouseEvent, to: &Route) {
    let is_plain =
        event.modifiers().is_empty() && event.trigger_button() == Some(MouseButton::Primary);
    if is_plain {
        event.prevent_default();
        if let Some(state) = try_consume_context::<AppState>() {
            let here = router().current::<Route>().to_string();
            let mut places = state.places;
            places.write().insert(here, platform::scrolled());
        }
        navigator().push(to.clone());
    }
}
