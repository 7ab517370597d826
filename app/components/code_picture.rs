//! A code that cameras read, as a picture on the screen and on paper; nothing where the text is too long for one.

use dioxus::prelude::*;

use crate::door_code;

/// The picture of a text.
#[component]
pub(crate) fn CodePicture(text: String, label: String, testid: Option<String>) -> Element {
    let Some(drawing) = door_code::draw(&text) else {
        return rsx! {};
    };
    rsx! {
        svg {
            class: "door-code",
            view_box: "0 0 {drawing.size} {drawing.size}",
            role: "img",
            "aria-label": label,
            "data-testid": testid,
            "shape-rendering": "crispEdges",
            path { d: drawing.path }
        }
    }
}
