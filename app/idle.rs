//! 自动上锁: a PC in an open hall does not stay open when its person has gone. After a while without a key, a click or a turn of the wheel the store
//! is locked, as GB/T 22239-2019 asks of a session (身份鉴别: 超时自动退出). A phone has its own lock, and a worker at a gate no time for a second one.

use chrono::{DateTime, Duration, Utc};
use client::Handle;
use client::commands::Lock;
use client::commands::preferences::LOCK_AFTER;
use dioxus::prelude::*;

use crate::app_state::{AppState, Seat};
use crate::root::take_session;
use crate::text::failure;

/// What can be chosen, minutes; 0 is never.
pub(crate) const CHOICES: [u16; 4] = [15, LOCK_AFTER, 60, 0];

/// Locks what nobody has used for long enough. Asked twice a minute.
pub(crate) async fn lock_when_left(backend: &Handle, mut state: AppState) {
    let is_open = state.is_ready() && state.seat() == Seat::Desk;
    let chosen = state.preferences.peek().lock_after;
    let used_at = *state.used_at.peek();
    if !is_open || !is_left(used_at, crate::platform::now(), chosen) {
        return;
    }
    // Whoever comes back meanwhile begins anew.
    state.used();
    lock(backend, state).await;
    let is_locked = !state.is_ready();
    state.was_left.set(is_locked);
}

/// Locks the store; the PIN opens it again.
pub(crate) async fn lock(backend: &Handle, state: AppState) {
    match backend.call(Lock).await {
        Ok(session) => take_session(backend, state, session).await,
        Err(error) => state.say(failure::sentence(&error)),
    }
}

/// Was it used so long ago that it locks? A clock that was put back is no reason.
fn is_left(used_at: DateTime<Utc>, now: DateTime<Utc>, chosen: Option<u16>) -> bool {
    let minutes = chosen.unwrap_or(LOCK_AFTER);
    minutes > 0 && now - used_at >= Duration::minutes(i64::from(minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_locks_after_the_chosen_time_and_never_where_that_was_chosen() {
        let used = DateTime::from_timestamp_millis(1_795_000_000_000).unwrap();
        let after = |minutes| used + Duration::minutes(minutes);
        for (chosen, minutes, locks) in [
            (None, 29, false),
            (None, 30, true),
            (Some(15), 15, true),
            (Some(60), 59, false),
            (Some(0), 10_000, false),
            (None, -60, false),
        ] {
            assert_eq!(is_left(used, after(minutes), chosen), locks, "{chosen:?}");
        }
    }
}
