//! `/v1/areas`: the office's villages and grids, and what it does about them.

use axum::Json;
use axum::body::Body;
use axum::extract;
use axum::http::HeaderMap;
use protocol::areas::{AreaAct, AreaDone, AreasReply};

use super::State;
use super::answer::Refusal;
use super::auth::Caller;
use super::routes::read_json;
use crate::clock;
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
