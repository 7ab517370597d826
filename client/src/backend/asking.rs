//! Asking the server something that a person waits for, with this device's credential.

use std::rc::Rc;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Inner, enroll};
use crate::error::Error;
use crate::host::HttpRequest;
use crate::sync::Content;

/// Asks under a path of the member's server.
///
/// # Errors
/// What the server refuses; [`Error::Offline`] when it is not reached.
pub(super) async fn ask<T: DeserializeOwned>(
    inner: &Rc<Inner>,
    path: &str,
    content: Content,
) -> Result<T, Error> {
    let request = {
        let state = inner.state.borrow();
        let profile = &state.open.as_ref().ok_or(Error::Locked)?.profile;
        HttpRequest {
            url: format!("{}{path}", profile.server),
            token: Some(profile.token.clone()),
            content,
        }
    };
    enroll::answered(&inner.host, request).await
}

/// What is asked, as JSON.
///
/// # Errors
/// [`Error::Internal`] for what cannot be written.
pub(super) fn json<T: Serialize>(what: &T) -> Result<Content, Error> {
    let body = serde_json::to_vec(what)
        .map_err(|error| Error::Internal(format!("encode a question: {error}")))?;
    Ok(Content::Json(body))
}
