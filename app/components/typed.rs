//! Text that is being typed stands in the page before it is heard here. A native window hears it a moment late, and drawing it again
//! would take away the letters typed since; so a field is drawn with its first text, and written to only when somebody else changed it.

use dioxus::prelude::*;

use crate::platform;

/// What a field is drawn with, and what hears its typing.
pub(crate) struct Typed {
    /// The text when the field came onto the screen: for `initial_value`; `value` would be written anew with every drawing.
    pub(crate) first: String,
    heard: Signal<String>,
}

impl Typed {
    /// Notes what stands in the page now.
    pub(crate) fn hear(&self, text: String) {
        let mut heard = self.heard;
        heard.set(text);
    }
}

/// Keeps the page's text of the element `id` equal to `value` without disturbing whoever types.
pub(crate) fn use_typed(id: String, value: &str) -> Typed {
    let first = use_hook(|| value.to_owned());
    let mut heard = use_signal(|| value.to_owned());
    // Reading it here draws the field again after each letter: one that the screen refused is taken out of the page. Whoever shows
    // the field is drawn before it, so `value` is as new as what was heard; in an effect it would not be.
    if *heard.read() != value {
        let value = value.to_owned();
        spawn(async move {
            platform::set_text(&id, &value);
            heard.set(value);
        });
    }
    Typed { first, heard }
}
