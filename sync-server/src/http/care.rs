//! `/v1/care`: the office opens a care file, and says who shares the care.

use axum::Json;
use axum::body::Body;
use axum::extract;
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;
use protocol::care::{CareTeamRequest, OpenCareRequest};

use super::State;
use super::answer::Refusal;
use super::auth::Caller;
use super::routes::read_json;
use crate::clock;
use crate::office::care;

pub(super) async fn open(
    extract::State(state): extract::State<State>,
    Caller(device): Caller,
    headers: HeaderMap,
    body: Body,
) -> Result<impl IntoResponse, Refusal> {
    let asked: OpenCareRequest = read_json(&headers, body).await?;
    let now = clock::now();
    let opened = state
        .0
        .store
        .transact(move |tx| care::open(tx, &device, &asked, now));
    // Nothing on the way keeps it either.
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(opened.await?)))
}

pub(super) async fn team(
    extract::State(state): extract::State<State>,
    Caller(device): Caller,
    headers: HeaderMap,
    body: Body,
) -> Result<impl IntoResponse, Refusal> {
    let asked: CareTeamRequest = read_json(&headers, body).await?;
    let now = clock::now();
    let seated = state
        .0
        .store
        .transact(move |tx| care::seat(tx, &device, &asked, now));
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(seated.await?)))
}
