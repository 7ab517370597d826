//! The app's own sign, drawn here so that it is there in a native window too.

use dioxus::prelude::*;

/// The sign, beside the app's name.
#[component]
pub(crate) fn Sign() -> Element {
    rsx! {
        svg { class: "sign", view_box: "0 0 512 512", "aria-hidden": "true",
            rect { width: "512", height: "512", rx: "104", fill: "#0a7d3f" }
            g { fill: "#fff",
                path { d: "M170 222c0-50 36-82 86-82s88 34 88 86c0 40-26 62-30 104-4 44-14 98-60 98-44 0-58-40-56-84 2-46-28-72-28-122z" }
                ellipse { cx: "184", cy: "116", rx: "36", ry: "45", transform: "rotate(-10 184 116)" }
                ellipse { cx: "246", cy: "93", rx: "22", ry: "29" }
                ellipse { cx: "294", cy: "101", rx: "19", ry: "25", transform: "rotate(10 294 101)" }
                ellipse { cx: "334", cy: "125", rx: "17", ry: "22", transform: "rotate(20 334 125)" }
                ellipse { cx: "364", cy: "160", rx: "15", ry: "19", transform: "rotate(32 364 160)" }
            }
        }
    }
}
