//! Failures as answers: a status, a code for the client, a sentence for the person. Inner errors are logged here and go no further.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use protocol::{ApiError, ErrorCode};

use crate::error::Error;

/// An answer that is not 2xx.
#[derive(Debug)]
pub(super) struct Refusal(pub(super) ApiError);

impl Refusal {
    pub(super) fn new(code: ErrorCode, message: &str) -> Self {
        Self(ApiError::new(code, message))
    }

    /// Too many attempts.
    pub(super) fn too_many(seconds: u32) -> Self {
        let mut error = ApiError::new(
            ErrorCode::TooMany,
            format!("尝试次数太多,请 {seconds} 秒后再试"),
        );
        error.retry_after = Some(seconds);
        Self(error)
    }
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        Self(error)
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        match error {
            Error::Refused(error) => Self(error),
            Error::Busy => {
                let mut busy = ApiError::new(ErrorCode::Busy, "服务器忙,请稍后再试");
                busy.retry_after = Some(5);
                Self(busy)
            }
            Error::NoTown => Self::new(ErrorCode::Busy, "服务器还没有设置好,请联系管理员"),
            Error::NotFound(_) => Self::new(ErrorCode::NotFound, "没有找到"),
            Error::TooNew { .. }
            | Error::InUse
            | Error::Exists
            | Error::IncompleteBackup
            | Error::Database(_)
            | Error::Io { .. }
            | Error::Damaged { .. }
            | Error::Internal(_) => {
                let source = std::error::Error::source(&error).map(ToString::to_string);
                tracing::error!(%error, source, "a request failed");
                Self::new(ErrorCode::Internal, "服务器出错,数据没有丢,请稍后再试")
            }
        }
    }
}

impl Refusal {
    /// The refusal of an error; when the server has too much to do, with the time at which this device may come back.
    pub(super) fn later(error: Error, seconds: u32) -> Self {
        let is_busy = matches!(error, Error::Busy);
        let mut refusal = Self::from(error);
        if is_busy {
            refusal.0.retry_after = Some(seconds);
        }
        refusal
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = status_of(self.0.code);
        let retry_after = self.0.retry_after;
        let mut response = (status, Json(self.0)).into_response();
        if let Some(seconds) = retry_after {
            let value = HeaderValue::from(seconds);
            response.headers_mut().insert(header::RETRY_AFTER, value);
        }
        response
    }
}

fn status_of(code: ErrorCode) -> StatusCode {
    match code {
        ErrorCode::BadRequest | ErrorCode::BadEncoding => StatusCode::BAD_REQUEST,
        ErrorCode::Unauthorized => StatusCode::UNAUTHORIZED,
        ErrorCode::Forbidden => StatusCode::FORBIDDEN,
        ErrorCode::NotFound | ErrorCode::CodeUnknown => StatusCode::NOT_FOUND,
        ErrorCode::CodeUsed => StatusCode::CONFLICT,
        ErrorCode::CodeExpired => StatusCode::GONE,
        ErrorCode::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        ErrorCode::TooOld => StatusCode::UPGRADE_REQUIRED,
        ErrorCode::TooMany => StatusCode::TOO_MANY_REQUESTS,
        ErrorCode::Internal | ErrorCode::Unknown => StatusCode::INTERNAL_SERVER_ERROR,
        ErrorCode::Busy => StatusCode::SERVICE_UNAVAILABLE,
    }
}

pub(super) async fn no_such_path() -> Refusal {
    Refusal::new(ErrorCode::NotFound, "没有这个地址")
}

pub(super) async fn wrong_method() -> Response {
    let refusal = Refusal::new(ErrorCode::BadRequest, "这个地址不接受这种请求");
    let mut response = refusal.into_response();
    *response.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
    response
}
