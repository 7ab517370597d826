//! `/v1/audit`: 操作记录 for a screen.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{self, Query};
use protocol::ErrorCode;
use protocol::audit::{AuditQuery, AuditReply};

use super::State;
use super::answer::Refusal;
use super::auth::Caller;
use crate::{clock, office};

pub(super) async fn read(
    extract::State(state): extract::State<State>,
    Caller(device): Caller,
    query: Result<Query<AuditQuery>, QueryRejection>,
) -> Result<Json<AuditReply>, Refusal> {
    let Query(query) =
        query.map_err(|_| Refusal::new(ErrorCode::BadRequest, "日期、人员或编号写得不对"))?;
    let now = clock::now();
    let read = state
        .0
        .store
        .read(move |view| office::log::read(view, &device, &query, now));
    Ok(Json(read.await?))
}
