//! What the whole app shares: who is here, the sync light, preferences, the window. One value, handed down as context.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use client::commands::session::SessionMember;
use client::commands::{Preferences, Session, Stage};
use client::{Error, SyncLight};
use dioxus::prelude::*;
use domain::{RecordId, Role};

use crate::platform;
use crate::text::when;

/// What the person hears about, for a moment, at the edge of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Toast {
    /// Tells one from the next with the same words.
    pub(crate) n: u64,
    /// The words.
    pub(crate) text: String,
    /// What was just saved and can be undone.
    pub(crate) undo: Option<RecordId>,
}

/// Where a person works with the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seat {
    /// One column, one hand.
    Phone,
    /// The office's layout.
    Desk,
}

/// How far the first download has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pulling {
    /// Records here.
    pub(crate) done: u64,
    /// Records in all.
    pub(crate) of: u64,
}

/// Shared by every screen. Cheap to copy.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct AppState {
    /// Where this device stands; none until the backend has said so.
    pub(crate) session: Signal<Option<Session>>,
    /// Why the backend does not start.
    pub(crate) fault: Signal<Option<Error>>,
    /// The header's light.
    pub(crate) light: Signal<SyncLight>,
    /// How far the first download has come.
    pub(crate) pulling: Signal<Option<Pulling>>,
    /// The person chose not to wait for the first download.
    pub(crate) is_patient: Signal<bool>,
    /// Bytes used and allowed, when space runs low.
    pub(crate) space_low: Signal<Option<(u64, u64)>>,
    /// How this device shows things.
    pub(crate) preferences: Signal<Preferences>,
    /// Wide enough for the office's layout.
    pub(crate) is_wide: Signal<bool>,
    /// A new version waits.
    pub(crate) update_waits: Signal<bool>,
    /// Notices that were put away until the next start.
    pub(crate) put_away: Signal<Vec<String>>,
    /// What the person hears about now.
    pub(crate) toast: Signal<Option<Toast>>,
    /// The device's clock, moved on twice a minute.
    pub(crate) clock: Signal<DateTime<Utc>>,
    /// How far each screen was scrolled when a link led away from it.
    pub(crate) places: CopyValue<BTreeMap<String, f64>>,
    /// The field at which the next form opens: the office marked it.
    pub(crate) open_at: Signal<Option<String>>,
    /// The app was just opened again on the screen where it was killed.
    pub(crate) reopened: Signal<bool>,
    /// Screens opened since the start: is there one to go back to?
    pub(crate) steps: Signal<u32>,
    /// When a person last did something here.
    pub(crate) used_at: CopyValue<DateTime<Utc>>,
    /// It was locked because nobody used it.
    pub(crate) was_left: Signal<bool>,
}

/// The state, as it is before the backend has answered.
pub(crate) fn use_app_state_provider() -> AppState {
    let state = AppState {
        session: use_signal(|| None),
        fault: use_signal(|| None),
        light: use_signal(SyncLight::default),
        pulling: use_signal(|| None),
        is_patient: use_signal(|| true),
        space_low: use_signal(|| None),
        preferences: use_signal(Preferences::default),
        is_wide: use_signal(platform::is_wide),
        update_waits: use_signal(|| false),
        put_away: use_signal(Vec::new),
        toast: use_signal(|| None),
        clock: use_signal(platform::now),
        places: use_hook(|| CopyValue::new(BTreeMap::new())),
        open_at: use_signal(|| None),
        reopened: use_signal(|| false),
        steps: use_signal(|| 0),
        used_at: use_hook(|| CopyValue::new(platform::now())),
        was_left: use_signal(|| false),
    };
    use_context_provider(|| state)
}

/// The state that the root provides.
pub(crate) fn use_app_state() -> AppState {
    use_context::<AppState>()
}

/// The field at which this form is to open, told once.
pub(crate) fn opens_at() -> Option<String> {
    let mut state = try_consume_context::<AppState>()?;
    let field = state.open_at.peek().clone();
    if field.is_some() {
        state.open_at.set(None);
    }
    field
}

impl AppState {
    /// Now, with the device's clock put right by what the server told.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        (self.clock)() + Duration::milliseconds(self.light.read().clock_offset_ms)
    }

    /// The local day.
    pub(crate) fn today(&self) -> NaiveDate {
        when::local_day(self.now())
    }

    /// The member who uses this device, once the store is open.
    pub(crate) fn member(&self) -> Option<SessionMember> {
        self.session.read().as_ref()?.member.clone()
    }

    /// Is the store open?
    pub(crate) fn is_ready(&self) -> bool {
        let session = self.session.read();
        session
            .as_ref()
            .is_some_and(|session| session.stage == Stage::Ready)
    }

    /// Did the office end this device's rights, and has it forgotten everything?
    pub(crate) fn is_ended(&self) -> bool {
        let session = self.session.read();
        session
            .as_ref()
            .is_some_and(|session| session.ended.is_some())
    }

    /// Which layout: a worker always holds a phone, even in a wide window.
    pub(crate) fn seat(&self) -> Seat {
        let works_at_desk = self
            .member()
            .is_some_and(|member| member.role != Role::Worker);
        if works_at_desk && (self.is_wide)() {
            Seat::Desk
        } else {
            Seat::Phone
        }
    }

    /// Says something for a moment. It only confirms: what must be read stands on the screen.
    pub(crate) fn say(mut self, text: String) {
        let n = self.toast.peek().as_ref().map_or(0, |toast| toast.n + 1);
        let undo = None;
        self.toast.set(Some(Toast { n, text, undo }));
    }

    /// Says that a record was saved, and offers to undo it for a moment.
    pub(crate) fn say_saved(mut self, text: String, id: RecordId) {
        let n = self.toast.peek().as_ref().map_or(0, |toast| toast.n + 1);
        let undo = Some(id);
        self.toast.set(Some(Toast { n, text, undo }));
    }

    /// A person did something.
    pub(crate) fn used(mut self) {
        self.used_at.set(platform::now());
    }

    /// Puts the clock right after a pause.
    pub(crate) fn tick(mut self) {
        self.clock.set(platform::now());
    }
}
