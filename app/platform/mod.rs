//! What differs between a browser and a native window: clock, title, focus, files, position, width. The only place in the
//! screens that asks which of the two it is.

use domain::Position;
use futures_channel::mpsc::UnboundedReceiver;

#[cfg(any(test, target_arch = "wasm32"))]
mod device_name;
pub(crate) mod media;
#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) mod styles;
#[cfg(target_arch = "wasm32")]
mod web;

#[cfg(not(target_arch = "wasm32"))]
pub(crate) use native::*;
#[cfg(target_arch = "wasm32")]
pub(crate) use web::*;

/// The office's layout begins at this width, in CSS pixels.
pub(crate) const DESK_WIDTH: u32 = 900;

/// The office's page scrolls in an element with this id, the phone's in the window.
pub(crate) const SCROLLER: &str = "desk-page";

/// How long a fix may take, milliseconds.
const FIX_TIMEOUT: u32 = 20_000;

/// What the surroundings tell while the app is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Happening {
    /// The window became wide enough for the office's layout, or too narrow for it.
    Wide(bool),
    /// A new version of the app waits.
    #[cfg_attr(
        not(target_arch = "wasm32"),
        expect(dead_code, reason = "native apps are updated by their installer")
    )]
    UpdateWaiting,
}

/// Why there is no position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoPosition {
    /// The person or the system said no.
    Denied,
    /// No fix within the time.
    NotFound,
}

/// What not every device has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ability {
    /// A camera to scan with.
    Scan,
    /// A voice to read with.
    Speak,
    /// Telling a mobile network from a wireless one.
    TellLine,
}

/// The answer to a request for a position.
pub(crate) type Fix = Result<Position, NoPosition>;

/// Everything that happens around the app, from now on.
pub(crate) fn happenings() -> UnboundedReceiver<Happening> {
    let (sender, receiver) = futures_channel::mpsc::unbounded();
    watch(sender);
    receiver
}
