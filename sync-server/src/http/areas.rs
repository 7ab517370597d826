//! `/v1/areas`: the office's villages and grids, and what it does about them.

use axum::Json;
use axum::body::Body;
use axum::extract;
use axum::http::HeaderMap;
use protocol::ErrorCode;
use protocol::areas::{
    AREAS_SHEET_BODY_BYTES, AreaAct, AreaDone, AreasLines, AreasReply, AreasSheet,
};

use super::State;
use super::answer::Refusal;
use super::auth::Caller;
use super::body::{bytes_of, read_up_to};
use super::routes::{json_of, read_json};
use crate::clock;
use crate::error::Error;
use crate::office::areas;

pub(super) async fn list(
    extract::State(state): extract::State<State>,
    Caller(device): Caller,
) -> Result<Json<AreasReply>, Refusal> {
    let now = clock::now();
    let list = state
        .0
        .store
        .read(move |view| areas::list(view, &device, now));
    Ok(Json(list.await?))
}

pub(super) async fn act(
    extract::State(state): extract::State<State>,
    Caller(device): Caller,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<AreaDone>, Refusal> {
    let act: AreaAct = read_json(&headers, body).await?;
    let now = clock::now();
    let done = state
        .0
        .store
        .transact(move |tx| areas::act(tx, &device, act.clone(), now));
    Ok(Json(done.await?))
}

/// A sheet as lines, for the page that adds them; nothing is written.
pub(super) async fn sheet(
    extract::State(state): extract::State<State>,
    Caller(device): Caller,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<AreasLines>, Refusal> {
    let now = clock::now();
    // Before anything large is taken in.
    let asking = state
        .0
        .store
        .read(move |view| areas::may_ask(view, &device, now));
    asking.await?;
    let body = read_up_to(AREAS_SHEET_BODY_BYTES, &headers, body).await?;
    let AreasSheet { sheet } = json_of(&body)?;
    let bytes = bytes_of(&sheet)?;
    let text = tokio::task::spawn_blocking(move || register::lines(&bytes))
        .await
        .map_err(|error| Error::Internal(format!("reading a sheet: {error}")))?
        .map_err(|error| Refusal::new(ErrorCode::BadRequest, error.message()))?;
    Ok(Json(AreasLines { text }))
}
