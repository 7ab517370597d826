//! The handlers: what they take off the request, whom they ask, what they answer.

use std::time::Duration;

use axum::Json;
use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{self, Query};
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;
use domain::DeviceId;
use protocol::digest::{DigestReply, MendReply};
use protocol::wait::WAIT_SECONDS;
use protocol::{
    Directive, EnrollReply, EnrollRequest, ErrorCode, ImageQuery, WaitQuery, WaitReply, version,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::sync::watch;

use super::answer::Refusal;
use super::auth::{Caller, Peer};
use super::{OPENAPI, State, body};
use crate::error::Error;
use crate::sync::{Reply, read_request};
use crate::{clock, enroll, image, load, sync};

/// A wait ends after this long even when nothing came, so that proxies keep the connection.
const WAIT: Duration = Duration::from_secs(WAIT_SECONDS);
/// So often a wait looks whether a command has revoked its device meanwhile.
const LOOK: Duration = Duration::from_secs(2);

pub(super) async fn enroll(
    extract::State(state): extract::State<State>,
    Peer(address): Peer,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<EnrollReply>, Refusal> {
    let failures = &state.0.enrol_failures;
    // Looked at before the code is: a blocked address must not learn whether a guess was right.
    failures
        .check(address, clock::instant())
        .map_err(Refusal::too_many)?;
    let body = body::read(&headers, body).await?;
    let request: EnrollRequest = serde_json::from_slice(&body)
        .map_err(|_| Refusal::new(ErrorCode::BadRequest, "登记内容无法读取"))?;
    let now = clock::now();
    let outcome = state
        .0
        .store
        .transact(move |tx| enroll::enroll(tx, &request, now))
        .await;
    if let Err(Error::Refused(_)) = &outcome {
        failures.count(address, clock::instant());
    }
    let reply = outcome?;
    tracing::info!(device = %reply.device, member = %reply.member, "a device was enrolled");
    Ok(Json(reply))
}

pub(super) async fn sync(
    extract::State(state): extract::State<State>,
    Caller(device): Caller,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<Reply>, Refusal> {
    let served = state.0.load.begin();
    let later = load::seconds_for(device.id);
    let body = body::read(&headers, body).await?;
    let arrived = read_request(&body)?;
    let mut reply = sync::sync(&state.0.store, device, arrived, clock::now())
        .await
        .map_err(|error| Refusal::later(error, later))?;
    // Who handed something in has its receipts; its photos and what else there is can wait. Who only looks is not sent away.
    if served.is_rush() && !reply.receipts.is_empty() && !reply.more {
        reply.directives.push(Directive::Wait { seconds: later });
    }
    Ok(Json(reply))
}

pub(super) async fn digest(
    extract::State(state): extract::State<State>,
    Caller(device): Caller,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<DigestReply>, Refusal> {
    let request = read_json(&headers, body).await?;
    let reply = sync::in_parts(&state.0.store, device.id, request, clock::now()).await?;
    Ok(Json(reply))
}

pub(super) async fn mend(
    extract::State(state): extract::State<State>,
    Caller(device): Caller,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<MendReply>, Refusal> {
    let request = read_json(&headers, body).await?;
    let reply = sync::mend(&state.0.store, device.id, request, clock::now()).await?;
    Ok(Json(reply))
}

pub(super) async fn read_json<T: DeserializeOwned>(
    headers: &HeaderMap,
    body: Body,
) -> Result<T, Refusal> {
    json_of(&body::read(headers, body).await?)
}

/// A body that was read, as JSON.
pub(super) fn json_of<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(body)
        .map_err(|_| Refusal::new(ErrorCode::BadRequest, "请求内容无法读取"))
}

pub(super) async fn image(
    extract::State(state): extract::State<State>,
    Caller(device): Caller,
    query: Result<Query<ImageQuery>, QueryRejection>,
) -> Result<Json<image::Page>, Refusal> {
    let Query(query) =
        query.map_err(|_| Refusal::new(ErrorCode::BadRequest, "下载范围写得不对"))?;
    let page = image::page(&state.0.store, device.id, query, clock::now()).await?;
    Ok(Json(page))
}

pub(super) async fn wait(
    extract::State(state): extract::State<State>,
    Caller(device): Caller,
    query: Result<Query<WaitQuery>, QueryRejection>,
) -> Result<Json<WaitReply>, Refusal> {
    let Query(query) =
        query.map_err(|_| Refusal::new(ErrorCode::BadRequest, "等待位置写得不对"))?;
    if device.revoked_at.is_some() {
        return Err(revoked());
    }
    let mut head = state.0.store.head();
    let mut stopping = state.0.stopping.subscribe();
    let revoking = state.0.revoking.subscribe();
    tokio::select! {
        _ = head.wait_for(|head| *head > query.after) => {}
        _ = stopping.wait_for(|stopping| *stopping) => {}
        () = tokio::time::sleep(WAIT) => {}
        refusal = until_revoked(&state, device.id, revoking) => return Err(refusal),
    }
    let head = *head.borrow();
    Ok(Json(WaitReply { head }))
}

fn revoked() -> Refusal {
    Refusal::new(ErrorCode::Forbidden, "这台设备的使用权已结束")
}

/// Ends when `device` is revoked, so that a phone that was lost hears of it at once and not when its wait is over. Looks before it waits:
/// the revoking may have come between the phone's knock and `revoking`. And looks now and then: a command on the server is another process.
async fn until_revoked(
    state: &State,
    device: DeviceId,
    mut revoking: watch::Receiver<u64>,
) -> Refusal {
    loop {
        match state.0.store.read(move |view| view.device(device)).await {
            Ok(Some(device)) if device.revoked_at.is_none() => {}
            Ok(_) => return revoked(),
            Err(failed) => return failed.into(),
        }
        let told = tokio::time::timeout(LOOK, revoking.changed()).await;
        if matches!(told, Ok(Err(_))) {
            std::future::pending::<()>().await;
        }
    }
}

#[derive(Serialize)]
pub(super) struct Health {
    status: &'static str,
    #[serde(with = "chrono::serde::ts_milliseconds")]
    now: chrono::DateTime<chrono::Utc>,
    epoch: String,
    version: u16,
    oldest: u16,
    server: &'static str,
}

pub(super) async fn health(
    extract::State(state): extract::State<State>,
) -> Result<Json<Health>, Refusal> {
    let town = state.0.store.read(|view| view.town()).await?;
    Ok(Json(Health {
        status: "ok",
        now: clock::now(),
        epoch: town.epoch,
        version: version::CURRENT,
        oldest: version::OLDEST,
        server: env!("CARGO_PKG_VERSION"),
    }))
}

pub(super) async fn openapi() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], OPENAPI)
}
