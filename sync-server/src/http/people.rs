//! `/v1/people`: the office's list of people and devices, and what it does about them.

use axum::Json;
use axum::body::Body;
use axum::extract;
use axum::http::HeaderMap;
use protocol::people::{PeopleAct, PeopleDone, PeopleReply};

use super::State;
use super::answer::Refusal;
use super::auth::Caller;
use super::routes::read_json;
use crate::{clock, office};

pub(super) async fn list(
    extract::State(state): extract::State<State>,
    Caller(device): Caller,
) -> Result<Json<PeopleReply>, Refusal> {
    let now = clock::now();
    let list = state
        .0
        .store
        .read(move |view| office::people(view, &device, now));
    Ok(Json(list.await?))
}

pub(super) async fn act(
    extract::State(state): extract::State<State>,
    Caller(device): Caller,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<PeopleDone>, Refusal> {
    let act: PeopleAct = read_json(&headers, body).await?;
    let revokes = matches!(act, PeopleAct::Revoke { .. } | PeopleAct::Replace { .. });
    let now = clock::now();
    let done = state
        .0
        .store
        .transact(move |tx| office::act(tx, &device, act.clone(), now));
    let done = done.await?;
    if revokes {
        state.0.revoking.send_modify(|times| *times += 1);
    }
    Ok(Json(done))
}
