//! One table from what a command fails with to what the person reads: what happened, what is safe, what to do.

use client::Error;

use super::{t, t_args};

/// The sentence for an error.
pub(crate) fn sentence(error: &Error) -> String {
    match error {
        Error::WrongPin {
            tries_left,
            wait_seconds,
        } => wrong_pin(*tries_left, *wait_seconds),
        Error::Refused { message } => {
            t_args("error-refused", &[("message", message.clone().into())])
        }
        Error::Invalid(issues) => t_args("error-invalid", &[("count", issues.len().into())]),
        other => t(key(other)),
    }
}

/// The sentence for what was asked of the server on a page that says it itself: without a network in the words of that page, a refusal in the server's.
pub(crate) fn of_server(error: &Error, offline: &str) -> String {
    match error {
        Error::Offline => t(offline),
        Error::Refused { message } => message.clone(),
        other => sentence(other),
    }
}

/// The sentence after a wrong PIN, also for a store that was found waiting.
pub(crate) fn wrong_pin(tries_left: u32, wait_seconds: u32) -> String {
    let tries = t_args("pin-tries-left", &[("count", tries_left.into())]);
    if wait_seconds == 0 {
        return tries;
    }
    let wait = super::when::duration(wait_seconds.into());
    format!("{tries}{}", t_args("pin-wait", &[("wait", wait.into())]))
}

fn key(error: &Error) -> &'static str {
    match error {
        Error::Locked => "error-locked",
        Error::NotEnrolled => "error-not-enrolled",
        Error::WrongPin { .. } => "error-wrong-pin",
        Error::PinBlocked => "error-pin-blocked",
        Error::WeakPin => "error-weak-pin",
        Error::CareLocked => "error-care-locked",
        Error::SamePin => "error-same-pin",
        Error::Invalid(_) => "error-invalid",
        Error::NotFound => "error-not-found",
        Error::Offline => "error-offline",
        Error::CodeUnknown => "error-code-unknown",
        Error::CodeUsed => "error-code-used",
        Error::CodeExpired => "error-code-expired",
        Error::OtherMember => "error-other-member",
        Error::NotHandedIn => "error-not-handed-in",
        Error::TooMany => "error-too-many",
        Error::Refused { .. } => "error-refused",
        Error::StorageFull => "error-storage-full",
        Error::SpaceLow => "error-space-low",
        Error::OpenElsewhere => "error-open-elsewhere",
        Error::StorageUnsupported => "error-storage-unsupported",
        Error::TooLarge => "error-too-large",
        Error::Internal(_) => "error-internal",
    }
}
