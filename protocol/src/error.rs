//! What the server answers when a request as a whole cannot be served. One bad change never leads here.

use serde::{Deserialize, Serialize};

/// The body of every answer that is not 2xx.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{code:?}")]
pub struct ApiError {
    /// What a client does about it.
    pub code: ErrorCode,
    /// The reason in plain Chinese.
    pub message: String,
    /// Seconds to wait before trying again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
}

/// What a client can do about a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// 400: the request cannot be read.
    BadRequest,
    /// 401: the credential is not known. The client keeps everything and asks to enrol again.
    Unauthorized,
    /// 403: the device was revoked, or the scope is not this member's.
    Forbidden,
    /// 404: no such thing here.
    NotFound,
    /// 409: the code was used before.
    CodeUsed,
    /// 410: the code has expired.
    CodeExpired,
    /// 404 on enrolment: no such code.
    CodeUnknown,
    /// 413: larger than the limits.
    TooLarge,
    /// 415 or 400: the body's encoding cannot be undone.
    BadEncoding,
    /// 426: this client is too old to pull.
    TooOld,
    /// 429: too many attempts.
    TooMany,
    /// 500: the server's fault.
    Internal,
    /// 503: try later.
    Busy,
    /// A code of a newer server.
    #[serde(other)]
    Unknown,
}

impl ApiError {
    /// An error with its sentence.
    #[must_use]
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            retry_after: None,
        }
    }
}
